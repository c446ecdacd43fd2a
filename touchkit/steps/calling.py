"""Calling out: ideas captured at the speed of a room, each with its touchpoint and kind."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from traitlets import HasTraits, Unicode

from touchkit.errors import InputError
from touchkit.model import to_rows
from touchkit.model.saying import listing, missing
from touchkit.model.text import shortened
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts
from touchkit.steps.ideas import same
from touchkit.steps.notes import lines
from touchkit.steps.placing import placed, touchpoint_names
from touchkit.steps.prompts import Prompt

_NOWHERE = (
    "There is no touchpoint yet that an idea could be for. Step 2 is where they are written down."
)

_SHORT = 30
"""Letters of a name; a longer one is nothing anybody types in front of a line."""


class Calling(HasTraits):
    """Where and as what the next idea is stored; the scribe never waits.

    Parameters
    ----------
    enhancing : Enhancing
        The step this is a part of.

    Attributes
    ----------
    kind : str
        What the next idea is: fix, surprise or delight.
    said : str
        What became of the lines typed last; blank: nothing to say.
    """

    kind, said = Unicode("fix"), Unicode()

    def __init__(self, enhancing: Enhancing) -> None:
        super().__init__()
        self.enhancing, self.session = enhancing, enhancing.session
        self._target = ""
        self.session.observe(self._begin_anew, "client")

    def _begin_anew(self, _change: Any) -> None:
        self._target, self.kind, self.said = "", "fix", ""

    @property
    def facts(self) -> Facts:
        """What the step shows."""
        return self.enhancing.facts()

    # where the next idea belongs

    def targets(self) -> list[tuple[str, str]]:
        """Return the touchpoints an idea may be for, the widest gap first: name and id."""
        facts = self.facts
        gaps = dict(zip(facts.gaps["touchpoint"], facts.gaps["gap"], strict=True))
        wide = {one: math.inf if missing(gap) else gap for one, gap in gaps.items()}
        found = sorted(facts.found, key=lambda one: wide.get(one.touchpoint, math.inf))
        return [(one.name, one.touchpoint) for one in found]

    @property
    def target(self) -> str:
        """The touchpoint the next idea is for: the one last shown as long as it is there, else the first."""
        known = [touchpoint for _, touchpoint in self.targets()]
        if self._target not in known:
            self._target = known[0] if known else ""
        return self._target

    def aim(self, touchpoint: str | None) -> None:
        """Say what the next ideas are for."""
        self._target = touchpoint or ""

    def elsewhere(self) -> str:
        """Return another touchpoint's name that is soon typed in front of a line; blank where none is."""
        points = self.facts.tables["touchpoints"][["id", "name", "status"]]
        names = touchpoint_names(points.to_dict("records"))
        for name, touchpoint in self.targets():
            short = touchpoint != self.target and len(name) <= _SHORT
            if short and placed(f"{name}: …", names)[0] == touchpoint:
                return name
        return ""

    # adding

    def add(self, text: str) -> int | None:
        """Store the ideas that were typed, one a line; a line may name its touchpoint: ``invoice: …``.

        Returns
        -------
        int or None
            How many were stored, 0 where they could not be; None where there is nothing to store.
        """
        facts, target = self.facts, self.target
        names = touchpoint_names(to_rows(facts.tables["touchpoints"]))
        read = [placed(line, names) for line in lines(text)]
        called = list(dict.fromkeys((where or target, title) for where, title in read))
        if not all(where for where, _ in called):
            self.session.report(InputError(_NOWHERE))
            return 0
        fresh = [
            (where, title)
            for where, title in called
            if not any(same(title, idea.title) for idea in facts.at(where))
        ]
        if fresh and not self.enhancing.add_called(fresh, self.kind):
            return 0
        self.said = self._told(fresh, [one for one in called if one not in fresh], facts)
        return len(fresh) or None

    def tell(self, said: str) -> None:
        """Say what became of the ideas: what was said of them before is true no more."""
        self.said = said

    def take(self, prompt: Prompt) -> bool:
        """Make a prompt an idea for the chosen touchpoint."""
        facts, target = self.facts, self.target
        if not target:
            self.session.report(InputError(_NOWHERE))
            return False
        fresh = [(target, prompt.text)]
        stored = bool(self.enhancing.add_called(fresh, prompt.kind, cost=prompt.cost))
        self.said = self._told(fresh, [], facts) if stored else ""
        return stored

    def _told(
        self, fresh: Sequence[tuple[str, str]], there: Sequence[tuple[str, str]], facts: Facts
    ) -> str:
        said = []
        if fresh:
            places = [shortened(facts.names[one], 40) for one in dict.fromkeys(w for w, _ in fresh)]
            what = f"“{shortened(fresh[0][1], 60)}”" if len(fresh) == 1 else f"{len(fresh)} ideas"
            said.append(f"✓ {what} for {listing(places)}.")
        if there:
            titles = [f"“{shortened(title, 60)}”" for _, title in there]
            verb = "is" if len(there) == 1 else "are"
            said.append(f"{listing(titles)} {verb} there already.")
        return " ".join(said)
