"""What kinds of findings are called: the same everywhere."""

from touchkit.plan.kinds import FINDING_NAMES
from touchkit.steps.accepting import KINDS


def test_the_screen_calls_each_kind_as_every_picture_and_paper_does():
    assert {kind: name for kind, (name, _) in KINDS.items()} == FINDING_NAMES
