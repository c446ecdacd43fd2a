"""Surveys: wide exports, one column a question, as scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from touchkit.errors import InputError, IntakeError
from touchkit.intake.mapping_files import read_mapping
from touchkit.intake.people import Reading
from touchkit.intake.survey_rows import Made, from_boxes, from_questions
from touchkit.intake.survey_sheet import read_survey_sheet
from touchkit.model.frames import to_frame
from touchkit.model.rules import give_ids
from touchkit.model.tables import Score
from touchkit.model.text import clean, listed

_QUESTIONS = {
    "column": "str", "touchpoint": "str", "name": "str", "measure": "str", "answered": "int64", "missing": "int64",
    "blank": "int64", "sentence": "str",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What a survey says, and what was left out of it.

    Attributes
    ----------
    scores : pandas.DataFrame
        As `read_survey` returns them.
    questions : pandas.DataFrame
        A row for each column of answers: column (str), touchpoint, name, measure (str),
        answered, missing, blank (int64: cells with a score, cells with a code that is named
        as missing, empty cells), sentence (str).
    left_out : tuple of str
        Columns the mapping does not name; they were not read.
    notes : tuple of str
        What a reader should know although nothing is wrong.
    sentence : str
        All of it in short.
    """

    scores: pd.DataFrame = field(repr=False)
    questions: pd.DataFrame = field(repr=False)
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    sentence: str


def read_survey(
    path: str | Path,
    mapping: str | Path | Mapping[str, Any],
    *,
    touchpoints: pd.DataFrame | None = None,
) -> pd.DataFrame:
    r"""Read a survey's answers as scores; what a cell means is never guessed.

    The mapping says whose answers they are, which columns are questions, what each is about,
    on which scale, and which codes mean that nobody answered. Every value that is neither on
    the scale nor named as missing is a problem: a code such as 6 for "never used", taken for a
    score, would give wrong means without any error. Nothing is written.

    Parameters
    ----------
    path : str or Path
        A CSV file (comma, semicolon or tab) or an ``.xlsx`` workbook, with the names of the
        columns in its first row.
    mapping : str, Path or mapping
        A TOML file, or a dict of the same shape; see Notes. ``touchkit survey FILE`` drafts one.
    touchpoints : pandas.DataFrame, optional
        A pack's touchpoints (columns id, name). The mapping's touchpoints are then looked up
        among them, by id or name.

    Returns
    -------
    pandas.DataFrame
        The columns and dtypes of a pack's scores, RangeIndex: id, respondent, group,
        department, touchpoint, persona, measure, score (float64), n (Int64), weight
        (float64), wave, round (Int64), evidence. With a column of respondents one row an
        answer; without one a row for each touchpoint and score, and `n` is the number of equal
        answers. Higher is better. Ids are made from the content: the same file gives the same.

    Raises
    ------
    IntakeError
        With every problem found, in ``.problems``: file, row as a spreadsheet shows it,
        column, found, allowed, what to do. Equal values of a column are one problem.

    Notes
    -----
    A mapping:

    .. code-block:: toml

        [survey]
        group = "customer"  # team, customer or outsider
        measure = "received"  # received, desired, minimum, importance or emotion
        scale = [1, 5]  # the lowest and the highest answer
        missing = [0, 6, "Blank"]  # what means that nobody answered
        respondent = "RESPNUM"  # left out: equal answers are counted
        wave = 2017  # or a column
        evidence = "measured"  # assumed, observed or measured

        [questions]  # column = touchpoint, by id or name
        Q7ART = "Artwork and exhibitions"

        [questions.NETPRO]  # what differs from [survey]: measure, scale, missing, …
        touchpoint = "recommending"
        scale = [0, 10]
        missing = [11]

    Further keys below ``[survey]``: ``weight`` (a column), ``round``, ``persona``,
    ``department`` (a word, or ``{ column = "SEGMENT", values = { 1 = "business" } }``; ``blank =
    …`` says what an empty cell stands for), ``values = { "Very good" = 5 }`` for answers in
    words, ``reverse = true`` where the lowest number is the best answer, ``fractions = true``
    where people could answer in between, ``decimal``, ``thousands``, ``encoding``, ``sheet``, ``skip_rows = [2, 3]``
    for further headings. Measure, scale, missing, values, reverse and fractions may stand below a question too.

    Box scores, which say how many gave each answer, have ``[boxes]`` instead of questions:

    .. code-block:: toml

        [survey]
        group = "customer"
        measure = "received"
        scale = [1, 3]
        touchpoint = { column = "Measure ID", values = { H_COMP_1 = "nurses" } }
        answers = "Completed surveys"    # a column, or a number; not with unit = "count"
        unit = "percent"                 # count, percent or share

        [boxes]
        "Bottom-box Percentage" = 1
        "Middle-box Percentage" = 2
        "Top-box Percentage" = 3

    Averages are refused: see `survey_report`.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = Path(folder.name) / "survey.csv"
    >>> _ = file.write_text("person,Q1\n1,5\n2,4\n3,6\n4,5\n")
    >>> mapping = {
    ...     "survey": {"group": "customer", "measure": "received", "scale": [1, 5], "missing": [6]},
    ...     "questions": {"Q1": "The counter"},
    ... }
    >>> read_survey(file, mapping)[["group", "touchpoint", "measure", "score", "n"]]
          group   touchpoint   measure  score  n
    0  customer  the-counter  received    4.0  1
    1  customer  the-counter  received    5.0  2
    >>> folder.cleanup()
    """
    return survey_report(path, mapping, touchpoints=touchpoints).scores


def survey_report(
    path: str | Path,
    mapping: str | Path | Mapping[str, Any],
    *,
    touchpoints: pd.DataFrame | None = None,
) -> Survey:
    r"""Read a survey's answers, and say of each question what was left out and why.

    An average is not a set of answers. Without counts it gives no share of answers below the
    minimum and no interval; so averages are refused, and whoever ran the survey should be asked for
    the number of answers at each score, which ``[boxes]`` with ``unit = "count"`` reads.

    Parameters
    ----------
    path, mapping, touchpoints
        As for `read_survey`.

    Returns
    -------
    Survey

    Raises
    ------
    IntakeError
        As `read_survey` does.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = Path(folder.name) / "survey.csv"
    >>> _ = file.write_text("person,Q1\n1,5\n2,4\n3,6\n4,5\n")
    >>> mapping = {
    ...     "survey": {"group": "customer", "measure": "received", "scale": [1, 5], "missing": [6]},
    ...     "questions": {"Q1": "The counter"},
    ... }
    >>> print(survey_report(file, mapping).questions["sentence"][0])
    Q1: 3 answered; 1 named as missing (6: 1); 0 blank.
    >>> folder.cleanup()
    """
    read = read_mapping(mapping)
    survey = read.survey
    sheet = read_survey_sheet(path, encoding=survey.encoding, sheet=survey.sheet)
    kept = tuple(row for row in sheet.rows if row[0] not in survey.skip_rows)
    reading = Reading(sheet=replace(sheet, rows=kept), mapping=read)
    known = None if touchpoints is None else _known(touchpoints)
    made = from_boxes(reading, known) if read.boxes else from_questions(reading, known)
    problems = [*reading.spoilt(), *reading.problems]
    if problems:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        said = f"{sheet.file} cannot be read by its mapping: {count}. Nothing was read."
        in_order = sorted(problems, key=lambda one: (one.file != read.file, one.row or 0))
        raise IntakeError(said, in_order)
    return _survey(reading, made)


def _known(touchpoints: pd.DataFrame) -> dict[str, str]:
    """Return the id that each id and each name stands for."""
    if not {"id", "name"} <= set(touchpoints.columns):
        found = listed([str(name) for name in touchpoints.columns])
        raise InputError(f"touchpoints= needs the columns id and name; found: {found}.")
    ids = [str(one) for one in touchpoints["id"]]
    names = [str(one) for one in touchpoints["name"]]
    often = Counter(name.casefold() for name in names)
    by_name = {n: i for n, i in zip(names, ids, strict=True) if often[n.casefold()] == 1}
    return by_name | {one: one for one in ids}


def _survey(reading: Reading, made: Made) -> Survey:
    give_ids(Score, made.rows)
    sheet = reading.sheet
    titles = [clean(title) or f"(column {n})" for n, title in enumerate(sheet.header, start=1)]
    left_out = tuple(title for n, title in enumerate(titles) if n not in reading.used)
    questions = pd.DataFrame(made.questions, columns=list(_QUESTIONS)).astype(_QUESTIONS)
    return Survey(
        scores=to_frame(Score, made.rows),
        questions=questions,
        left_out=left_out,
        notes=(*sheet.notes, *made.notes),
        sentence=_sentence(reading, made, questions, len(left_out)),
    )


def _sentence(reading: Reading, made: Made, questions: pd.DataFrame, left_out: int) -> str:
    answers = sum(row["n"] for row in made.rows)
    touchpoints = len({row["touchpoint"] for row in made.rows})
    said = (
        f"{made.given:,} of {len(reading.sheet.rows):,} rows hold {answers:,} answers about "
        f"{touchpoints:,} touchpoint{'s' if touchpoints != 1 else ''}."
    )
    if len(questions):
        missing, blank = int(questions["missing"].sum()), int(questions["blank"].sum())
        said += f" Left out: {missing:,} cells named as missing, {blank:,} blank."
    if left_out:
        said += f" Columns the mapping does not name, and which were not read: {left_out:,}."
    return said
