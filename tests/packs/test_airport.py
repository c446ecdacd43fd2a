"""The airport pack as facts: the counts are those San Francisco International Airport published for 2017.

Source of every number below: customer survey 2017, City of San Francisco open data (PDDL).
"""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from touchkit.pack import read_pack

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, str]

PUBLISHED = {
    "Q7FOOD": (38, 217, 817, 915, 434),
    "Q9FOOD": (6, 30, 362, 897, 925),
    "Q7LTPARKING": (16, 49, 217, 314, 238),
    "Q7WIFI": (50, 105, 390, 676, 921),
    "Q9ALL": (1, 11, 388, 1168, 1168),
    "Q10SAFE": (6, 12, 340, 1000, 1423),
    "Q14PASSTHRU": (34, 58, 341, 676, 1298),
}
ANSWERS = {
    "Q7ART": 2284,
    "Q7FOOD": 2421,
    "Q7STORE": 2374,
    "Q7SIGN": 2703,
    "Q7WALKWAYS": 2629,
    "Q7SCREENS": 2659,
    "Q7INFODOWN": 1710,
    "Q7INFOUP": 1740,
    "Q7WIFI": 2142,
    "Q7ROADS": 1908,
    "Q7PARK": 1271,
    "Q7AIRTRAIN": 1450,
    "Q7LTPARKING": 834,
    "Q7RENTAL": 1006,
    "Q9BOARDING": 2762,
    "Q9AIRTRAIN": 1538,
    "Q9RENTAL": 1175,
    "Q9FOOD": 2220,
    "Q9RESTROOM": 2653,
    "Q9ALL": 2736,
    "Q10SAFE": 2781,
    "Q14FIND": 2683,
    "Q14PASSTHRU": 2407,
}


@pytest.fixture(scope="module")
def folder(repository: Path) -> Path:
    return repository / "workshop_data" / "airport"


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def touchpoints(folder: Path) -> dict[str, Row]:
    return {row["id"]: row for row in _read(folder / "touchpoints.csv")}


@pytest.fixture(scope="module")
def scores(folder: Path) -> list[Row]:
    return _read(folder / "scores.csv")


def test_there_are_as_many_answers_to_each_question_as_published(touchpoints, scores):
    answers: Counter[str] = Counter()
    for row in scores:
        answers[touchpoints[row["touchpoint"]]["question"]] += int(row["n"])

    assert answers == ANSWERS
    assert answers.total() == 48086


@pytest.mark.parametrize("question", PUBLISHED)
def test_each_score_was_given_as_often_as_published(touchpoints, scores, question):
    counts = {
        int(row["score"]): int(row["n"])
        for row in scores
        if touchpoints[row["touchpoint"]]["question"] == question
    }

    assert counts == dict(enumerate(PUBLISHED[question], start=1))


def test_the_airport_as_a_whole_is_no_touchpoint(touchpoints):
    questions = [row["question"] for row in touchpoints.values()]

    assert len(questions) == len(set(questions)) == 23
    assert "Q7ALL" not in questions


def test_the_rows_are_counted_and_hold_nobody(scores):
    assert len(scores) == 23 * 5
    assert {row["respondent"] for row in scores} == {""}
    columns = ("group", "measure", "wave", "evidence")
    assert {tuple(row[column] for column in columns) for row in scores} == {
        ("customer", "received", "2017", "measured"),
    }


def test_what_is_asked_twice_has_two_names(touchpoints):
    names = {row["question"]: row["name"] for row in touchpoints.values()}

    assert len(set(names.values())) == 23
    for place in ("FOOD", "AIRTRAIN", "RENTAL"):
        assert names[f"Q9{place}"].startswith("Cleanliness: ")
        assert not names[f"Q7{place}"].startswith("Cleanliness")


def test_nobody_is_made_up_and_no_desired_score_is(folder, scores):
    assert _read(folder / "personas.csv") == []
    assert _read(folder / "links.csv") == []
    assert "desired" not in {row["measure"] for row in scores}


def test_the_readme_names_the_source_and_what_was_kept_out(folder):
    text = " ".join((folder / "README.md").read_text(encoding="utf-8").split())

    assert "San Francisco International Airport customer survey 2017" in text
    assert "(PDDL)" in text
    assert "6, 32, 444, 1,507 and 699 (2,688 answers, mean 4.06)" in text
    assert "48,086 answers" in text


def test_the_pack_is_read_without_a_remark(folder):
    pack = read_pack(folder)

    assert pack.client.customer_word == "passenger"
    assert not pack.aside
    assert not pack.notes
