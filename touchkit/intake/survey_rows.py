"""Rows of scores: what a sheet and its mapping say together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from touchkit.intake.answers import Answers, read_answers, words_for
from touchkit.intake.boxes import read_boxes
from touchkit.intake.mappings import Question
from touchkit.intake.people import Reading, looks_like_an_address, read_people
from touchkit.model.faults import shown
from touchkit.model.text import clean, did_you_mean, is_slug, listed, slug

_ROUNDED = (
    "Numbers of answers were worked out from percentages. Where those are rounded to whole percents, each number "
    "may be off by half a percent of its row's answers."
)

Known = Mapping[str, str]
"""The id of a touchpoint, by its id and by its name."""


@dataclass(kw_only=True)
class Made:
    """What was made of a sheet.

    Attributes
    ----------
    rows : list of dict
        Scores, what is missing left out.
    questions : list of dict
        What was found in each column of answers.
    notes : list of str
        What a reader should know although nothing is wrong.
    given : int
        How many of the sheet's rows hold an answer.
    """

    rows: list[dict[str, Any]]
    questions: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    given: int


def from_questions(reading: Reading, known: Known | None) -> Made:
    """Return the scores of a sheet with one column a question."""
    mapping, people = reading.mapping, read_people(reading)
    ids = _ids(reading, known)
    found: dict[str, Answers] = {}
    for name, question in mapping.questions.items():
        place = reading.place(name, f"questions.{name}")
        if place is not None:
            found[name], problems = read_answers(reading.sheet, place, question, reading.numbers)
            reading.problems += problems
    made = Made(rows=[], given=_given(found), notes=list(_notes(reading, found, people)))
    about = [_about(reading, person) for person in people]
    counted = mapping.survey.respondent is None
    for name, answers in found.items():
        question = mapping.questions[name]
        what = {"touchpoint": ids[name], "measure": question.measure}
        rows = _counted(about, answers) if counted else _each(about, answers)
        made.rows += [row | what for row in rows]
        made.questions.append(_said(name, question, ids[name], answers))
    return made


def _given(found: Mapping[str, Answers]) -> int:
    """Return how many rows hold at least one answer."""
    by_row = zip(*(answers.scores for answers in found.values()), strict=True)
    return sum(any(score is not None for score in scores) for scores in by_row)


def _about(reading: Reading, person: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is the same for all answers of a row, what is missing left out."""
    about = {**person, "evidence": reading.mapping.survey.evidence}
    about.pop("answers", None)
    return {name: value for name, value in about.items() if value is not None}


def _each(about: Sequence[Mapping[str, Any]], answers: Answers) -> Iterator[dict[str, Any]]:
    for person, score in zip(about, answers.scores, strict=True):
        if score is not None:
            yield {**person, "score": score, "n": 1}


def _counted(about: Sequence[Mapping[str, Any]], answers: Answers) -> Iterator[dict[str, Any]]:
    """Yield a row for each number of equal answers, by score within what else is the same."""
    equal: Counter[tuple[Any, ...]] = Counter(
        (score, *sorted(person.items()))
        for person, score in zip(about, answers.scores, strict=True)
        if score is not None
    )
    for (score, *person), n in sorted(equal.items(), key=lambda one: (str(one[0][1:]), one[0][0])):
        yield {**dict(person), "score": score, "n": n}


def from_boxes(reading: Reading, known: Known | None) -> Made:
    """Return the scores of a sheet that says how many gave each answer."""
    mapping, people = reading.mapping, read_people(reading)
    named = dict.fromkeys(str(p["touchpoint"]) for p in people if p.get("touchpoint") is not None)
    ids = {name: _id(reading, "survey.touchpoint", name, known) for name in named}
    counts, left_out = read_boxes(reading, people)
    made = Made(rows=[], given=len(people) - left_out)
    for person, numbers in zip(people, counts, strict=False):
        about = _about(reading, person)
        about |= {
            "touchpoint": ids.get(about.get("touchpoint", "")),
            "measure": mapping.survey.measure,
        }
        for score, n in zip(mapping.boxes.values(), numbers, strict=True):
            made.rows += [about | {"score": float(score), "n": n}] if n else []
    if left_out:
        made.notes.append(
            f"{left_out:,} of {len(people):,} rows give no numbers; they were left out."
        )
    if mapping.survey.unit != "count":
        made.notes.append(_ROUNDED)
    keys = Counter(tuple(sorted(_about(reading, person).items())) for person in people)
    if any(often > 1 for often in keys.values()):
        made.notes.append(
            "Several rows are about the same touchpoint, group and wave; their answers count together. "
            "Check that none of them is the total of others."
        )
    return made


def _ids(reading: Reading, known: Known | None) -> dict[str, str]:
    """Return the touchpoint of each question; a problem where two ask the same of one."""
    ids: dict[str, str] = {}
    seen: dict[tuple[str, str | None], str] = {}
    for name, question in reading.mapping.questions.items():
        key = f"questions.{name}"
        ids[name] = _id(reading, key, question.says, known)
        first = seen.setdefault((ids[name], question.measure), name)
        if first != name:
            found = f"{shown(ids[name])} a second time, first for {first}"
            hint = "Give one of the two another touchpoint or measure, or leave it out."
            allowed = "one question for each touchpoint and measure"
            reading.problems.append(reading.mapping.problem(key, found, allowed, hint))
    return ids


def _id(reading: Reading, key: str, given: str, known: Known | None) -> str:
    """Return a touchpoint's id; a problem where it is not among those that are known."""
    found = (given if is_slug(given) else slug(given)) if known is None else None
    by_name = {name.casefold(): one for name, one in (known or {}).items()}
    found = found or (known or {}).get(given) or by_name.get(given.casefold())
    if found:
        return found
    allowed = "an id of a-z, 0-9 and -, or a name with letters of which one can be made"
    hint = f'Write touchpoint = "an-id" below [{key}].'
    if known is not None:
        allowed = f"a touchpoint: {listed(dict.fromkeys(known.values()))}"
        hint = did_you_mean(given, known, "Add it to the touchpoints first.")
    reading.problems.append(reading.mapping.problem(key, shown(given), allowed, hint))
    return given


def _said(name: str, question: Question, touchpoint: str, answers: Answers) -> dict[str, Any]:
    missing = sum(answers.missing.values())
    codes = f" ({words_for(answers.missing)})" if missing else ""
    sentence = (
        f"{clean(name)}: {answers.answered:,} answered; {missing:,} named as missing{codes}; "
        f"{answers.blank:,} blank."
    )
    return {
        "column": clean(name),
        "touchpoint": touchpoint,
        "name": question.name or question.says,
        "measure": question.measure,
        "answered": answers.answered,
        "missing": missing,
        "blank": answers.blank,
        "sentence": sentence,
    }


def _notes(
    reading: Reading, found: Mapping[str, Answers], people: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    nobody = [name for name, answers in found.items() if not answers.answered]
    if nobody:
        yield f"Nobody answered {listed(nobody, 40)}."
    unnamed = [name for name in found if reading.mapping.questions[name].says == name]
    if unnamed:
        yield f"Touchpoints that still bear their columns' names: {listed(unnamed, 40)}."
    met = {code for answers in found.values() for code in answers.missing}
    never = [code for code in reading.mapping.survey.missing if code not in met]
    if never:
        yield f"Named as missing but nowhere among the answers: {listed(never)}."
    turned = [name for name, question in reading.mapping.questions.items() if question.reverse]
    if turned:
        yield f"Turned round, so that higher is better: {listed(turned, 40)}."
    if looks_like_an_address([person.get("respondent") for person in people]):
        yield (
            "Respondents look like e-mail addresses, and the scores hold them: give people aliases in the file, "
            "or leave respondent out of the mapping."
        )
