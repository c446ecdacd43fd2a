"""A pilot on one page: what is believed, how it is tested, on whom, and when it is stopped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from touchkit.errors import InputError, Problem
from touchkit.model.saying import count, missing
from touchkit.plan.samples import SampleSize

Design = Literal["before and after", "same people twice", "split"]

_HOW = {
    "before and after": "Some are asked before it begins, others afterwards.",
    "same people twice": "The same people are asked before it begins and afterwards.",
    "split": "Half get it and half do not, by lot, in the same weeks.",
}
_SAMPLES = {"before and after": 2, "same people twice": 1, "split": 2}
_OPEN = "still to be said"


@dataclass(frozen=True, kw_only=True)
class PilotCard:
    """A test small enough to run next week.

    Attributes
    ----------
    idea, title : str
        The idea's id, and what it is called.
    hypothesis, measure : str
        What is believed will happen, and how one would notice.
    who : str
        On whom it is tried.
    design : {"before and after", "same people twice", "split"}
        What is held against what.
    weeks : int or None
        How long.
    sample : SampleSize or None
        The smallest sample for the lift hoped for.
    stop : str
        When it ends early, for good or ill.
    owner : str
        Who sees to it.
    due : datetime.date or None
        By when it is done.

    Text is blank, and the others None, where nothing has been said.
    """

    idea: str
    title: str
    hypothesis: str = ""
    measure: str = ""
    who: str = ""
    design: Design = "before and after"
    weeks: int | None = None
    sample: SampleSize | None = None
    stop: str = ""
    owner: str = ""
    due: dt.date | None = None

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What stands on the card: a label and its text each, "still to be said" where blank."""
        long = count(self.weeks, "week") if self.weeks else ""
        said = (
            ("We believe", self.hypothesis),
            ("We would notice by", self.measure),
            ("Tried on", self.who),
            ("How", _HOW[self.design]),
            ("How long", long),
            ("How many", self.sample.sentence if self.sample else ""),
            ("We stop early if", self.stop),
            ("Owner", self.owner),
            ("Done by", self.due.isoformat() if self.due else ""),
        )
        return tuple((label, text or _OPEN) for label, text in said)

    @property
    def lacks(self) -> tuple[str, ...]:
        """The labels of what is still to be said."""
        return tuple(label for label, text in self.lines if text == _OPEN)


def pilot_card(
    idea: Mapping[str, Any],
    *,
    who: str = "",
    weeks: int | None = None,
    sample: SampleSize | None = None,
    design: Design = "before and after",
    stop: str = "",
) -> PilotCard:
    """Return the card of a pilot for an idea; what nobody has said yet stays blank.

    Parameters
    ----------
    idea : mapping
        A row of the table ideas: id and title; hypothesis, success_measure, owner and due where
        they are there. Missing values of a frame count as not there.
    who, weeks, stop
        As in `PilotCard`.
    sample : SampleSize, optional
        As `touchkit.plan.sample_size` gives it, for the same design.
    design : {"before and after", "same people twice", "split"}
        What is held against what.

    Returns
    -------
    PilotCard

    Raises
    ------
    InputError
        If the idea has no id or title, there is no such design, weeks is not above 0, or the sample
        is for another design.

    Examples
    --------
    >>> idea = {"id": "text", "title": "A text the evening before", "owner": "Juniper"}
    >>> card = pilot_card(idea, who="40 customers with a stand-in", weeks=4)
    >>> card.lines[4], card.lacks[0]
    (('How long', '4 weeks'), 'We believe')
    """
    known = {name: value for name, value in idea.items() if not missing(value)}
    wrong = [
        _problem(name, "nothing", "text", "Take the row from the table ideas.")
        for name in ("id", "title")
        if not known.get(name)
    ]
    if design not in get_args(Design):
        designs = ", ".join(get_args(Design))
        wrong.append(_problem("design", repr(design), designs, "Take one of these."))
    elif sample is not None and _SAMPLES[design] * sample.per_group != sample.n:
        hint = "Work it out anew: pairs and scale twice are for the same people."
        wrong.append(_problem("sample", sample.test, f"one for {design}", hint))
    if weeks is not None and not weeks > 0:
        wrong.append(_problem("weeks", f"{weeks}", "1 or more", "Four to eight are usual."))
    if wrong:
        raise InputError("The pilot card cannot be made.", wrong)
    due = known.get("due")
    return PilotCard(
        idea=str(known["id"]), title=str(known["title"]),
        hypothesis=str(known.get("hypothesis", "")),
        measure=str(known.get("success_measure", "")), owner=str(known.get("owner", "")),
        due=due.date() if isinstance(due, dt.datetime) else due,
        who=who, weeks=weeks, sample=sample, design=design, stop=stop,
    )  # fmt: skip


def _problem(column: str, found: str, allowed: str, hint: str) -> Problem:
    return Problem(file="pilot card", column=column, found=found, allowed=allowed, hint=hint)
