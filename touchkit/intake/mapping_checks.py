"""What is wrong with a survey's mapping as a whole: what is missing, what contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from touchkit.errors import Problem
from touchkit.intake.mappings import SurveyMapping
from touchkit.model.faults import shown
from touchkit.model.text import listed

_BOXES_ONLY = ("touchpoint", "answers", "unit")
_QUESTIONS_ONLY = ("respondent", "weight", "values", "reverse", "fractions")


def misshapen(
    file: str, sections: Mapping[str, Mapping[str, Any]], boxes: Mapping[str, Any]
) -> Iterator[Problem]:
    """Yield what is wrong with which sections and keys there are."""
    questions, survey = sections["questions"], sections["survey"]
    if bool(questions) == bool(boxes):
        found = "both [questions] and [boxes]" if questions else "no questions"
        hint = 'Below [questions] name each column that holds answers: Q7 = "The counter".'
        hint = "Read the two kinds of column with two mappings." if questions else hint
        yield Problem(file=file, found=found, allowed="[questions] or [boxes]", hint=hint)
        return
    wrong, kind = (_BOXES_ONLY, "[questions]") if questions else (_QUESTIONS_ONLY, "[boxes]")
    for key in [key for key in wrong if key in survey]:
        other = "[boxes]" if questions else "[questions]"
        hint = f"Take it out; it goes with {other}."
        found, allowed = f"{key} beside {kind}", f"{key} beside {other}"
        yield Problem(file=file, column=f"survey.{key}", found=found, allowed=allowed, hint=hint)
    for name, score in boxes.items():
        if isinstance(score, bool) or not isinstance(score, (int, float)):
            hint = f'Write "{name}" = 1, or another number.'
            allowed = "the score the box stands for"
            yield Problem(
                file=file, column=f"boxes.{name}", found=shown(score), allowed=allowed, hint=hint
            )


def incomplete(mapping: SurveyMapping) -> Iterator[Problem]:
    """Yield what a survey cannot be read without."""
    survey = mapping.survey
    for name, question in mapping.questions.items():
        if not question.says:
            hint = f'Write {name} = "the touchpoint\'s name", or touchpoint = "its-id".'
            yield mapping.problem(f"questions.{name}", "no touchpoint", "a touchpoint", hint)
    for key, allowed, example in (
        ("measure", "what was asked: received, desired, minimum, importance or emotion", '"received"'),
        ("scale", "the lowest and the highest answer", "[1, 5]"),
    ):  # fmt: skip
        without = [name for name, q in mapping.questions.items() if getattr(q, key) is None]
        if without or (mapping.boxes and getattr(survey, key) is None):
            found = "nothing" if not without else f"nothing, for {listed(without, 5)}"
            hint = f"Write {key} = {example} below [survey]."
            yield mapping.problem(f"survey.{key}", found, allowed, hint)
    if mapping.boxes:
        yield from _incomplete_boxes(mapping)


def _incomplete_boxes(mapping: SurveyMapping) -> Iterator[Problem]:
    survey = mapping.survey
    if survey.touchpoint is None:
        hint = 'Write touchpoint = { column = "Measure", values = { H_1 = "nurses" } }.'
        yield mapping.problem("survey.touchpoint", "nothing", "which column says what was scored", hint)  # fmt: skip
    if survey.unit is None:
        hint = 'Write unit = "percent" (of 100), "share" (of 1) or "count" (numbers of answers).'
        yield mapping.problem("survey.unit", "nothing", "count, percent, share", hint)
    if survey.unit in {"percent", "share"} and survey.answers is None:
        hint = (
            "Percentages of an unknown number are no answers: they give no interval. Ask whoever ran the survey "
            "how many answered each question; then write answers = the column's name, or the number."
        )
        yield mapping.problem("survey.answers", "nothing", "how many answered", hint)
    if survey.unit == "count" and survey.answers is not None:
        hint = "Take it out: the boxes hold the numbers themselves."
        yield mapping.problem("survey.answers", "answers beside counts", "one of the two", hint)


def contradictions(mapping: SurveyMapping) -> Iterator[Problem]:
    """Yield where a mapping says two things at once."""
    allowed: dict[tuple[str, float, float], list[str]] = {}
    for name, question in mapping.questions.items():
        for one in question.missing or ():
            if question.scale and _on_scale(one, question.scale):
                allowed.setdefault((one, *question.scale), []).append(name)
    for (one, low, high), names in allowed.items():
        hint = (
            "It may be a real answer. Take it out of missing, correct the scale, or give the question "
            "a scale and a list missing = [] of its own."
        )
        found = f"{one}, which the scale {low:g} to {high:g} allows, for {listed(names, 5)}"
        yield mapping.problem("missing", found, "codes off the scale", hint)
    scale = mapping.survey.scale
    for name, score in mapping.boxes.items():
        if scale and not scale[0] <= score <= scale[1]:
            hint = "Correct the box's score, or the scale."
            yield mapping.problem(f"boxes.{name}", f"{score:g}", f"{scale[0]:g} to {scale[1]:g}", hint)  # fmt: skip


def _on_scale(one: str, scale: tuple[float, float] | None) -> bool:
    try:
        return scale is not None and scale[0] <= float(one) <= scale[1]
    except ValueError:
        return False
