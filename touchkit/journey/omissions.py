"""What a map lacks: stages and departments with nothing in them, touchpoints without a home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchkit.journey.reading import Node, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

Finding = tuple[Node | None, str]


def empty_stage(journey: Reading) -> Iterator[Finding]:
    """Find stages with nothing in them; those its persona skips may be empty."""
    people = journey.personas if journey.of_one_persona else ()
    skipped = {stage for one in people for stage in one.skips}
    for number, stage in enumerate(journey.stages):
        if number not in journey.filled and stage.id not in skipped:
            yield None, f"Stage {stage.name} has no touchpoint: add one, or take the stage out."


def empty_department(journey: Reading) -> Iterator[Finding]:
    """Find departments with nothing in them; one persona need not meet every department."""
    if journey.of_one_persona:
        return
    owners = {journey.owner(node) for node in journey.graph}
    for department in journey.departments:
        if department.id not in owners:
            yield None, f"{department.name} owns no touchpoint: ask where it meets the customer."


def no_owner(journey: Reading) -> Iterator[Finding]:
    """Find touchpoints nobody owns."""
    for node in journey.graph:
        if not journey.owner(node):
            yield node, f"Nobody owns {journey.name(node)}: name a department that looks after it."


def no_stage(journey: Reading) -> Iterator[Finding]:
    """Find touchpoints nobody has put into a stage."""
    for node in journey.graph:
        if node not in journey.order:
            name = journey.name(node)
            yield node, f"{name} is in no stage yet: move it to where customers meet it."
