"""The client: whose workshop it is, in which words, on which scales."""

from __future__ import annotations

import csv
from importlib import resources
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from touchkit.model.columns import About, Number, Text, Whole, fault
from touchkit.model.text import is_blank


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _blank_is_missing(cls, settings: Any) -> Any:
        if isinstance(settings, dict):
            return {name: value for name, value in settings.items() if not is_blank(value)}
        return settings


class Scale(_Settings):
    """A scale of whole points; higher is better."""

    low: Annotated[Whole, About("the lowest point")] = 1
    high: Annotated[Whole, About("the highest point")] = 5
    labels: Annotated[tuple[Text, ...], About("a word for each point, lowest first; or none")] = ()

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.high <= self.low:
            raise fault("high above low", "Give the scale at least two points.")
        if self.high - self.low > 100:
            raise fault("at most 101 points", "Use a shorter scale.")
        if self.labels and len(self.labels) != self.points:
            raise fault(f"{self.points} labels, one a point", "Give each point a label, or none.")
        return self

    @property
    def points(self) -> int:
        """How many points the scale has."""
        return self.high - self.low + 1


class ImportanceScale(_Settings):
    """How importance was asked: on a scale, by dots, or by sharing out 100 points."""

    kind: Annotated[Literal["scale", "dots", "points"], About("how it was asked")] = "dots"
    low: Annotated[Number, About("the least one touchpoint can get")] = 0
    high: Annotated[Number, About("the most one touchpoint can get")] = 10

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.high <= self.low:
            raise fault("high above low", "Give the scale at least two points.")
        return self


class Guess(_Settings):
    """What S, M and L stand for."""

    S: Annotated[Number, About("small")]
    M: Annotated[Number, About("medium")]
    L: Annotated[Number, About("large")]


class Sizes(_Settings):
    """What S, M, L mean in points of lift, in money and in working days."""

    lift: Annotated[Guess, About("points the received score gains")] = Guess(S=0.3, M=0.7, L=1.2)
    money: Annotated[Guess, About("money, in the client's currency")] = Guess(
        S=500, M=2500, L=10000
    )
    days: Annotated[Guess, About("working days")] = Guess(S=1, M=5, L=20)


class Planning(_Settings):
    """How ideas are chosen under the budget."""

    below_minimum: Annotated[
        Number, Field(ge=1), About("how often what is missing below the minimum counts")
    ] = 1.0
    delight: Annotated[
        Number, Field(ge=0, le=1), About("part of the budget kept for delight, 0 to 1")
    ] = 0.15
    years: Annotated[
        Whole, Field(ge=1, le=10), About("how many years the business case looks at")
    ] = 1


class CalendarLimits(_Settings):
    """From when on contacts are too close, too many or too far apart."""

    closest_days: Annotated[
        Whole,
        Field(ge=1, le=365),
        About("contacts with the same people fewer days apart collide"),
    ] = 3
    most_per_week: Annotated[
        Whole, Field(ge=1, le=99), About("more contacts in seven days are too many")
    ] = 2
    longest_silence_days: Annotated[
        Whole, Field(ge=1, le=3650), About("a longer silence is a drought")
    ] = 120
    most_per_owner: Annotated[
        Whole, Field(ge=1, le=9999), About("more acts in a week are too many for one owner")
    ] = 25
    missed_after_days: Annotated[
        Whole, Field(ge=0, le=3650), About("what is not done so long after it was due is missed")
    ] = 14


class Brand(_Settings):
    """The client's colours; used where they can be read."""

    primary: Annotated[
        Text | None, Field(pattern="^#[0-9a-fA-F]{6}$"), About("main colour, as #rrggbb")
    ] = None
    accent: Annotated[
        Text | None, Field(pattern="^#[0-9a-fA-F]{6}$"), About("second colour, as #rrggbb")
    ] = None


class Client(_Settings):
    """The settings at the head of client.toml."""

    title: Annotated[
        Text, Field(min_length=1), About("the client's name, as it stands on every screen")
    ]
    goal: Annotated[Text | None, About("what the workshop is for")] = None
    decider: Annotated[Text | None, About("who has the last word")] = None
    customer_word: Annotated[Text, About("customer, patient, guest …")] = "customer"
    language: Annotated[Text, About("language of the words in the pack, as en, de-CH")] = "en"
    currency: Annotated[Text, About("three letters, as EUR")] = "EUR"
    country: Annotated[Text | None, About("two letters, for public holidays, as CH")] = None
    timezone: Annotated[Text | None, About("as Europe/Zurich")] = None
    budget: Annotated[Number | None, Field(ge=0), About("money there is for enhancements")] = None
    smallest_group_team: Annotated[
        Whole, Field(ge=1), About("a department's marks are shown from this many people")
    ] = 3
    smallest_group_customers: Annotated[
        Whole, Field(ge=1), About("customers' answers are shown from this many")
    ] = 10
    source: Annotated[Text | None, About("where the pack's numbers come from")] = None
    like: Annotated[
        Text | None, About("for practice: the short name of the client this is a copy of")
    ] = None
    until: Annotated[
        Whole | None,
        Field(ge=0, le=5),
        About("for practice: the last step kept of that client; blank: all"),
    ] = None
    scale: Annotated[Scale, About("received, desired, minimum and emotion are given on it")] = (
        Scale()
    )
    importance: Annotated[ImportanceScale, About("how importance is given")] = ImportanceScale()
    sizes: Annotated[Sizes, About("what S, M and L mean")] = Sizes()
    plan: Annotated[Planning, About("how ideas are chosen")] = Planning()
    calendar: Annotated[CalendarLimits, About("what is too close, too much, too long")] = (
        CalendarLimits()
    )
    brand: Annotated[Brand, About("the client's colours")] = Brand()

    def scale_of(self, measure: str) -> tuple[float, float]:
        """Return the lowest and the highest score a measure allows."""
        scale = self.importance if measure == "importance" else self.scale
        return scale.low, scale.high


def default_lanes() -> list[dict[str, str]]:
    """Return the lanes a client has that names none of its own.

    Returns
    -------
    list of dict
        One a lane: id, name, question.
    """
    text = resources.files("touchkit.model").joinpath("lanes.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
