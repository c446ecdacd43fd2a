"""The smallest sample of a pilot: what is asked of the arithmetic, and what stands in for what is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.rows import people_in
from touchkit.measure.saying import FEW, count, number, share
from touchkit.model import Client
from touchkit.model.client import Scale
from touchkit.plan import SampleSize, sample_size
from touchkit.plan.asked import Kind
from touchkit.steps.pilots import Pilot

_USUAL_SPREAD = 1.0
_DRAWS = 4000


@dataclass(frozen=True, kw_only=True)
class Today:
    """What customers say today where an idea is to help.

    Attributes
    ----------
    name : str
        The touchpoint; blank where there is none.
    counts : tuple of int
        How many gave each point of the scale, the lowest first; none where they stay hidden.
    hidden : int
        How many people it takes until their answers are shown, where there are fewer; else 0.
    """

    name: str = ""
    counts: tuple[int, ...] = ()
    hidden: int = 0

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(self.counts)

    @property
    def mean(self) -> float:
        """How far above the lowest point they lie on average."""
        return sum(place * many for place, many in enumerate(self.counts)) / self.n


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the smallest sample is asked for: the arguments of `sample_size`, and what is taken for granted.

    Attributes
    ----------
    kind, lift, before, spread
        As in `touchkit.plan.sample_size`.
    moves : str
        What is to change, where it is no change on the scale; else blank.
    assumed : str
        What is not known and was assumed; blank: nothing.
    """

    kind: Kind
    lift: float
    before: float | tuple[float, ...] | None = None
    spread: float | None = None
    moves: str = ""
    assumed: str = ""

    @property
    def slow(self) -> bool:
        """Whether working it out takes longer than a press may."""
        return self.kind != "shares"


def today_at(
    touchpoints: Sequence[str], scores: pd.DataFrame, client: Client, names: Mapping[str, str]
) -> Today:
    """Return what customers say they get at an idea's touchpoint; of several, where most answered.

    The latest wave of each counts; marks between two points count for the nearer one. Answers of
    fewer people than the client shows stay hidden, and a touchpoint without any comes last.
    """
    theirs = scores[(scores["group"] == "customer") & (scores["measure"] == "received")]
    found = [
        _today(names.get(one, one), theirs[theirs["touchpoint"] == one], client)
        for one in touchpoints
    ]
    return max(found, key=lambda today: (today.n, today.hidden), default=Today())


def _today(name: str, rows: pd.DataFrame, client: Client) -> Today:
    latest, least = rows[rows["wave"] == rows["wave"].max()], client.smallest_group_customers
    if 0 < people_in(latest) < least:
        return Today(name=name, hidden=least)
    return Today(name=name, counts=_counted(latest, client.scale))


def _counted(latest: pd.DataFrame, scale: Scale) -> tuple[int, ...]:
    points = range(scale.low, scale.high + 1)
    many = latest["n"].groupby(latest["score"].round().astype("int64")).sum()
    return tuple(int(many.get(point, 0)) for point in points)


def question(pilot: Pilot, today: Today, client: Client) -> Question | str:
    """Return what to ask for; or, as text, what has to be said first."""
    lift = pilot.signed
    if pilot.unit == "share" and pilot.today is None:
        return "Say how many it is today, if only roughly: the smallest sample follows."
    if lift is None:
        return "Say what change you hope for: the smallest sample follows."
    if pilot.unit == "share":
        return _of_shares(pilot, pilot.today or 0.0, lift)
    return _of_points(pilot, lift, today, client.scale)


def _of_shares(pilot: Pilot, today: float, lift: float) -> Question | str:
    room, twice = (1 - today if lift > 0 else today), pilot.design == "same people twice"
    # The same people are played through, and nobody may end up all of one mind.
    if abs(lift) > room + 1e-9 or (twice and abs(lift) > room - 1e-9):
        way = "rise" if lift > 0 else "fall"
        if room < 0.005:
            return f"From {share(today)}, nothing is left to {way}."
        most = f"{'less than' if twice else 'at most'} {100 * room:.4g} points are left to {way}"
        return f"From {share(today)}, {most}."
    if not twice:
        return Question(kind="shares", lift=lift, before=today)
    moves = f"from {share(today)} to {share(today + lift)}"
    return Question(kind="scale twice", lift=lift, before=(1 - today, today), moves=moves)


def _of_points(pilot: Pilot, lift: float, today: Today, scale: Scale) -> Question | str:
    twice = pilot.design == "same people twice"
    if today.n < FEW:
        if abs(lift) >= scale.points - 1:
            return f"The scale has {scale.points} points: nothing on it moves so far."
        assumed = f"As {_had(today)}, a spread of 1 point is assumed."
        kind: Kind = "pairs" if twice else "means"
        return Question(kind=kind, lift=lift, spread=_USUAL_SPREAD, assumed=assumed)
    used = [place for place, many in enumerate(today.counts) if many]
    room = used[-1] - today.mean if lift > 0 else today.mean - used[0]
    if abs(lift) >= room:
        mean = number(scale.low + today.mean)
        way = "above" if lift > 0 else "below"
        return f"They give {mean} today: less than {number(room)} points {way} it are in use."
    before = tuple(float(many) for many in today.counts)
    return Question(kind="scale twice" if twice else "scale", lift=lift, before=before)


def _had(today: Today) -> str:
    if today.hidden:
        return f"too few customers answered at {today.name} to be shown"
    if today.n:
        return f"only {count(today.n, 'customer')} answered at {today.name}"
    return f"no customer has answered at {today.name or 'its touchpoint'} yet"


def worked_out(asked: Question) -> SampleSize | str:
    """Return the smallest sample; or, as text, why there is none. May take a second."""
    given: dict[str, Any] = {"before": asked.before, "spread": asked.spread}
    try:
        found = sample_size(asked.kind, lift=asked.lift, draws=_DRAWS, **given)
    except InputError as error:
        problem = error.problems[0] if error.problems else None
        return f"No sample: {problem.hint}" if problem else str(error)
    said = found.sentence
    if asked.moves:
        start = said.index(" of ")
        said = said[:start] + f" {asked.moves}" + said[said.index(" ask ") :]
    few = f"Ask at least {FEW} in a group, or nothing can be read from it." * (
        found.per_group < FEW
    )
    return replace(found, sentence=" ".join(filter(None, (said, asked.assumed, few))))
