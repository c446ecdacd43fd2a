"""What taking a calendar file over would do, and what it did, in words."""

from __future__ import annotations

from collections.abc import Iterable

from touchkit.model.saying import count
from touchkit.model.text import shortened
from touchkit.steps.calendar_plan import Plan, Step

MOST = 25
"""How many lines of what would happen are shown; the rest is counted."""
LONGEST_NAME = 60
"""Letters of a file's name that are shown."""


def noticed(steps: Iterable[Step]) -> int:
    """Return how many rows steps change so that somebody would notice."""
    return len({(s.table, s.row) for s in steps if s.said or s.kind != "changed"})


def summary(plan: Plan) -> str:
    """Say how many acts and ticks are new, changed, the same and gone."""
    said = [
        f"{count(plan.number('new'), 'act')} new",
        f"{plan.number('changed')} changed",
        f"{plan.same} the same",
    ]
    said += [f"{plan.number('removed')} taken out in the file"] if plan.number("removed") else []
    said += [f"{len(plan.gone)} no longer in it"] if plan.gone else []
    ticks = [
        f"{count(number, 'tick')} {word}"
        for kind, word in (("new", "new"), ("changed", "changed"), ("removed", "taken out"))
        if (number := plan.number(kind, "ticks"))  # type: ignore[arg-type]  # the three kinds there are
    ]
    return f"{', '.join([*said, *ticks])}."


def lines(plan: Plan, *, drop: bool) -> list[str]:
    """Return what would happen, a line a row: what changes first, then what is new and what goes."""
    order = {"changed": 0, "new": 1, "removed": 2}
    steps = sorted(
        [*plan.told, *(plan.gone if drop else ())], key=lambda s: (s.table != "acts", order[s.kind])
    )
    return [_line(step) for step in steps]


def _line(step: Step) -> str:
    words = "; ".join(step.said)
    sign = {"new": "new: ", "changed": "", "removed": "taken out: "}[step.kind]
    return f"{sign}{step.title}{': ' if words else ''}{words}"


def told(plan: Plan, steps: list[Step]) -> str:
    """Say what was stored.

    Parameters
    ----------
    plan : Plan
        What the file would change.
    steps : list of Step
        What of it was stored.
    """
    rows = {(step.table, step.row) for step in steps if step.said or step.kind != "changed"}
    acts = sum(table == "acts" for table, _ in rows)
    said = [count(acts, "act")] + ([count(len(rows) - acts, "tick")] if len(rows) > acts else [])
    return f"Taken over from {shortened(plan.file, LONGEST_NAME)}: {' and '.join(said)}."


def taking(plan: Plan, steps: list[Step]) -> str:
    """Return what the button says that takes a file over; blank: there is nothing to take."""
    number = noticed(steps)
    if not number:
        return ""
    if plan.ours:
        return "Take this change over" if number == 1 else f"Take these {number} changes over"
    return "Take this one over" if number == 1 else f"Take these {number} over"


def preview(plan: Plan, steps: list[Step], *, drop: bool) -> list[str]:
    """Return in words what taking a file over would do, for a terminal.

    Parameters
    ----------
    plan : Plan
        What the file would change.
    steps : list of Step
        What of it is to be stored.
    drop : bool
        Whether what is no longer in the file is taken out.
    """
    every = lines(plan, drop=drop)
    said = [f"{plan.file}: {summary(plan)}", *(f"  {line}" for line in every[:MOST])]
    said += [f"  … and {len(every) - MOST} more"] if len(every) > MOST else []
    if plan.gone and not drop:
        said += ["No longer in the file, and left as they are:"]
        said += [f"  {step.title}" for step in plan.gone[:MOST]]
    if plan.clashes:
        said += ["Changed here as well; what stands here is kept:"]
        said += [f"  {c.title}: the file says {c.file_says}; here {c.here}" for c in plan.clashes]
    said += [f"Note: {note}" for note in plan.notes]
    return said if noticed(steps) else [*said, "Nothing to take over."]
