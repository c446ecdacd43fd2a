"""Mappings: what a person says a survey's columns mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict

from touchkit.errors import Problem
from touchkit.intake.survey_keys import (
    Codes,
    Column,
    Measure,
    NumberOrColumn,
    Scale,
    Source,
    Values,
    WordOrColumn,
)
from touchkit.model.columns import Text, YesNo

COUNTS_PLEASE = (
    "An average is not a set of answers: without counts it gives no share below the minimum and no interval. "
    "Ask whoever ran the survey for the number of answers at each score."
)


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Question(_Settings):
    """One column of answers; what it leaves out is as [survey] says."""

    touchpoint: Text | None = None
    name: Text | None = None
    measure: Measure | None = None
    scale: Scale | None = None
    missing: Codes | None = None
    values: Values | None = None
    reverse: YesNo | None = None
    fractions: YesNo | None = None

    @property
    def says(self) -> str:
        """What the mapping says the question is about: an id, or a name."""
        return self.touchpoint or self.name or ""


class SurveySettings(_Settings):
    """What holds for the whole survey."""

    group: WordOrColumn
    measure: Measure | None = None
    scale: Scale | None = None
    missing: Codes = ()
    values: Values | None = None
    reverse: YesNo = False
    fractions: YesNo = False
    respondent: Column | None = None
    weight: Column | None = None
    wave: NumberOrColumn = Source(fixed=1)
    round: NumberOrColumn = Source(fixed=1)
    persona: WordOrColumn | None = None
    department: WordOrColumn | None = None
    evidence: Literal["assumed", "observed", "measured"] | None = None
    touchpoint: WordOrColumn | None = None
    answers: NumberOrColumn | None = None
    unit: Literal["count", "percent", "share"] | None = None
    decimal: Literal[".", ","] | None = None
    thousands: Literal[",", ".", "'", "’", " "] | None = None
    encoding: Text | None = None
    sheet: Text | None = None
    skip_rows: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SurveyMapping:
    """What a survey's columns mean.

    Attributes
    ----------
    file : str
        How messages call the mapping.
    survey : SurveySettings
        What holds for all of it.
    questions : mapping of str to Question
        The columns with one answer a row; complete, defaults filled in.
    boxes : mapping of str to float
        The columns with numbers or percentages of answers, and the score each stands for.
    """

    file: str
    survey: SurveySettings
    questions: Mapping[str, Question] = field(default_factory=dict)
    boxes: Mapping[str, float] = field(default_factory=dict)

    def problem(self, key: str, found: str, allowed: str, hint: str) -> Problem:
        """Return a problem of one of the mapping's keys."""
        return Problem(file=self.file, column=key, found=found, allowed=allowed, hint=hint)
