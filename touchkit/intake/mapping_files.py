"""Mappings as a person writes them: a TOML file, or a dict of the same shape."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from touchkit.errors import IntakeError, Problem
from touchkit.intake.mapping_checks import contradictions, incomplete, misshapen
from touchkit.intake.mappings import COUNTS_PLEASE, Question, SurveyMapping, SurveySettings
from touchkit.intake.sheets import decode
from touchkit.model.faults import shown, validation_faults
from touchkit.model.text import did_you_mean, is_slug, nearest

_Model = TypeVar("_Model", bound=BaseModel)
_SECTIONS = ("survey", "questions", "boxes")
_DEFAULTS = ("measure", "scale", "missing", "values", "reverse", "fractions")


def read_mapping(mapping: str | Path | Mapping[str, Any]) -> SurveyMapping:
    """Read a mapping from a TOML file, or from a dict of the same shape.

    Raises
    ------
    IntakeError
        With every fault of the mapping.

    Examples
    --------
    >>> read = read_mapping(
    ...     {
    ...         "survey": {"group": "customer", "measure": "received", "scale": [1, 5]},
    ...         "questions": {"Q1": "The counter"},
    ...     }
    ... )
    >>> read.questions["Q1"].name, read.questions["Q1"].scale
    ('The counter', (1.0, 5.0))
    """
    file, content = ("mapping", mapping) if isinstance(mapping, Mapping) else _toml(Path(mapping))
    problems: list[Problem] = []
    sections = _sections(file, content, problems)
    survey = _settings(SurveySettings, file, "survey", sections["survey"], problems)
    questions = {
        str(name): _question(file, str(name), entry, problems)
        for name, entry in sections["questions"].items()
    }
    boxes = {str(name): score for name, score in sections["boxes"].items()}
    problems += misshapen(file, sections, boxes)
    if survey is not None:
        filled = {n: _filled(q, survey) for n, q in questions.items() if q is not None}
        scored = {n: s for n, s in boxes.items() if isinstance(s, (int, float))}
        read = SurveyMapping(file=file, survey=survey, questions=filled, boxes=scored)
        problems += [*incomplete(read), *contradictions(read)]
    if problems or survey is None:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise IntakeError(f"The mapping cannot be used: {count}. Nothing was read.", problems)
    return read


def _toml(path: Path) -> tuple[str, Mapping[str, Any]]:
    if not path.is_file():
        hint = "touchkit survey FILE --to MAPPING.toml drafts one."
        raise IntakeError(f"There is no mapping at {path}. {hint}")
    text, _ = decode(path, path.name, utf8_first=True)
    try:
        return path.name, tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        hint = 'Mend that line; text needs quotes around it, and so do columns with blanks: "How was it?" = "Till".'
        problem = Problem(file=path.name, found=str(error), allowed="complete TOML", hint=hint)
        raise IntakeError(f"{path.name} cannot be read.", [problem]) from None


def _sections(
    file: str, content: Mapping[str, Any], problems: list[Problem]
) -> dict[str, Mapping[str, Any]]:
    """Return the three sections, each a table, empty where there is none."""
    sections: dict[str, Mapping[str, Any]] = {name: {} for name in _SECTIONS}
    for name, entries in content.items():
        if name in sections and isinstance(entries, Mapping):
            sections[name] = entries
            continue
        hint = f"Write what belongs to it below a line [{name}]."
        if name in SurveySettings.model_fields:
            hint = f"Write {name} below the line [survey]."
        elif name not in sections:
            otherwise = f"If {name} is a column of answers, write it below a line [questions]."
            hint = did_you_mean(str(name), _SECTIONS, otherwise)
        found = shown(entries) if name in sections else "an unknown section"
        allowed = "[survey] and [questions] or [boxes]"
        problems.append(
            Problem(file=file, column=str(name), found=found, allowed=allowed, hint=hint)
        )
    return sections


def _settings(
    model: type[_Model], file: str, where: str, entries: Mapping[str, Any], problems: list[Problem]
) -> _Model | None:
    try:
        return model.model_validate(dict(entries))
    except ValidationError as error:
        faults = validation_faults(model, error)
    for one in faults:
        averages = one.found == "an unknown setting" and nearest(
            str(one.column).partition("_")[0], ["average", "averages", "mean", "means"], 0.8
        )
        hint = COUNTS_PLEASE if averages else one.hint
        if one.found == "nothing" and one.column == "group":
            hint = 'Write group = "customer" below [survey]: whose answers they are.'
        column = f"{where}.{one.column}" if one.column else where
        problems.append(
            Problem(file=file, column=column, found=one.found, allowed=one.allowed, hint=hint)
        )
    return None


def _question(file: str, name: str, entry: Any, problems: list[Problem]) -> Question | None:
    if isinstance(entry, str):
        entry = {"touchpoint": entry} if is_slug(entry) else {"name": entry}
    if isinstance(entry, Mapping):
        return _settings(Question, file, f"questions.{name}", entry, problems)
    hint = f'Write {name} = "the touchpoint\'s name", or a section [questions.{name}].'
    problems.append(
        Problem(file=file, column=f"questions.{name}", found=shown(entry), allowed="a touchpoint", hint=hint)
    )  # fmt: skip
    return None


def _filled(question: Question, survey: SurveySettings) -> Question:
    own = {name: getattr(question, name) for name in _DEFAULTS}
    filled = {n: getattr(survey, n) if value is None else value for n, value in own.items()}
    return question.model_copy(update=filled)
