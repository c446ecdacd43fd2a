"""What a map lacks: stages and departments with nothing in them, touchpoints without a home."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from touchkit.journey.reading import Node, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


class Finding(NamedTuple):
    """What a rule found.

    Attributes
    ----------
    subject : object
        What it is about, told apart from all else the same rule may find: the id of a
        touchpoint, a stage or a department, ``source/target`` of an arrow.
    message : str
        What is the matter and what to do.
    touchpoint : object or None
        The touchpoint it stands at; None where there is none.
    """

    subject: Node
    message: str
    touchpoint: Node | None = None


def empty_stage(journey: Reading) -> Iterator[Finding]:
    """Find stages with nothing in them; those its persona skips may be empty."""
    people = journey.personas if journey.of_one_persona else ()
    skipped = {stage for one in people for stage in one.skips}
    for number, stage in enumerate(journey.stages):
        if number not in journey.filled and stage.id not in skipped:
            message = f"Stage {stage.name} has no touchpoint: add one, or take the stage out."
            yield Finding(stage.id, message)


def empty_department(journey: Reading) -> Iterator[Finding]:
    """Find departments with nothing in them; one persona need not meet every department."""
    if journey.of_one_persona:
        return
    owners = {journey.owner(node) for node in journey.graph}
    for department in journey.departments:
        if department.id not in owners:
            message = (
                f"{department.name} owns no touchpoint: ask where people from outside meet it."
            )
            yield Finding(department.id, message)


def no_owner(journey: Reading) -> Iterator[Finding]:
    """Find touchpoints nobody owns."""
    for node in journey.graph:
        if not journey.owner(node):
            message = f"Nobody owns {journey.name(node)}: name a department that looks after it."
            yield Finding(node, message, node)


def no_stage(journey: Reading) -> Iterator[Finding]:
    """Find touchpoints nobody has put into a stage."""
    for node in journey.graph:
        if node not in journey.order:
            name = journey.name(node)
            message = f"{name} is in no stage yet: move it to where people meet it."
            yield Finding(node, message, node)
