"""What taking a calendar file over would do, and what it did, in words."""

from __future__ import annotations

from collections import Counter
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
    left = [f"{count(plan.left_out, 'row')} left out"] if plan.left_out else []
    return f"{', '.join([*said, *ticks, *left])}."


def goes_to(plan: Plan) -> str:
    """Say on which calendar new acts go; blank where none is new."""
    new = [step for step in plan.steps if step.kind == "new" and step.table == "acts"]
    on = Counter(step.fields.get("calendar", "touchpoint") for step in new)
    if len(on) < 2:
        they = "It goes" if len(new) == 1 else "They go"
        return "".join(f"{they} on the {calendar} calendar." for calendar in on)
    marketing, touchpoint = on["marketing"], on["touchpoint"]
    goes = "goes" if marketing == 1 else "go"
    return f"{marketing} {goes} on the marketing calendar, {touchpoint} on the touchpoint calendar."


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


def left_behind(plan: Plan) -> str:
    """Say what becomes of rows that could not be read; blank where there is none."""
    rows = plan.left_out
    if not rows:
        return ""
    were, them = ("was", "it") if rows == 1 else ("were", "them")
    return (
        f"{count(rows, 'row')} {were} left out: mend {them} in the file and read it again, "
        "nothing comes twice."
    )


def taking(plan: Plan, steps: list[Step]) -> str:
    """Return what the button says that takes a file over; blank: there is nothing to take."""
    number = noticed(steps)
    if not number:
        return ""
    if plan.left_out:
        return f"Take over the other {'one' if number == 1 else number}"
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
    head = f"{plan.file}: {summary(plan)} {goes_to(plan)}".strip()
    said = [head, *(f"  {line}" for line in every[:MOST])]
    said += [f"  … and {len(every) - MOST} more"] if len(every) > MOST else []
    if plan.gone and not drop:
        said += ["No longer in the file, and left as they are:"]
        said += [f"  {step.title}" for step in plan.gone[:MOST]]
    if plan.clashes:
        said += ["Changed here as well; what stands here is kept:"]
        said += [f"  {c.title}: the file says {c.file_says}; here {c.here}" for c in plan.clashes]
    said += [f"Note: {note}" for note in plan.notes]
    return said if noticed(steps) else [*said, "Nothing to take over."]
