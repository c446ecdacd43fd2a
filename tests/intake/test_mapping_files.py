"""Mappings, and what is wrong with those a person wrote in a hurry."""

import re
import textwrap

import pytest

from touchkit.errors import IntakeError
from touchkit.intake.mapping_files import read_mapping
from touchkit.intake.survey_keys import code
from touchkit.intake.surveys import read_survey

SURVEY = {"group": "customer", "measure": "received", "scale": [1, 5]}


def refused(mapping):
    with pytest.raises(IntakeError) as error:
        read_mapping(mapping)
    return [(p.column, p.found, p.allowed, p.hint) for p in error.value.problems]


def test_a_question_takes_from_survey_what_it_leaves_out():
    read = read_mapping(
        {"survey": SURVEY | {"missing": [9, "No Data"]}, "questions": {"A": "a", "B": {"name": "Bé", "scale": [0, 8]}}}
    )  # fmt: skip

    assert [(q.says, q.measure, q.scale, q.missing) for q in read.questions.values()] == [
        ("a", "received", (1.0, 5.0), ("9", "no data")),
        ("Bé", "received", (0.0, 8.0), ("9", "no data")),
    ]


def test_the_mappings_in_the_docs_can_be_read(tmp_path):
    blocks = re.findall(r"code-block:: toml\n\n(.*?)\n\n    \S", read_survey.__doc__, re.DOTALL)

    assert len(blocks) == 2
    for number, block in enumerate(blocks):
        path = tmp_path / f"{number}.toml"
        path.write_text(textwrap.dedent(block), "utf-8")
        assert read_mapping(path).survey.group.fixed == "customer"


def test_misspelt_keys_and_words_are_told_with_the_nearest():
    problems = refused(
        {"survey": SURVEY | {"respondant": "X", "measure": "recieved"}, "questions": {"A": {"touchpont": "a"}}}
    )  # fmt: skip

    assert [(column, found, hint) for column, found, _, hint in problems] == [
        ("survey.measure", "'recieved'", "Did you mean 'received'?"),
        ("survey.respondant", "an unknown setting", "Did you mean 'respondent'?"),
        ("questions.A.touchpont", "an unknown setting", "Did you mean 'touchpoint'?"),
    ]


def test_a_section_that_is_misspelt_is_told():
    problems = refused({"survey": SURVEY, "question": {"A": "a"}})

    assert [(column, hint) for column, _, _, hint in problems] == [
        ("question", "Did you mean 'questions'?"),
        (None, 'Below [questions] name each column that holds answers: Q7 = "The counter".'),
    ]


def test_a_column_outside_the_sections_is_told_where_it_belongs():
    problems = refused({"Q7ART": "art"})

    assert problems[0][3] == ("If Q7ART is a column of answers, write it below a line [questions].")


def test_a_key_above_its_section_is_told_where_it_belongs():
    problems = refused({"group": "customer", "survey": SURVEY, "questions": {"A": "a"}})

    assert problems[0][3] == "Write group below the line [survey]."


def test_nothing_that_changes_numbers_has_a_default():
    problems = refused({"survey": {}, "questions": {"A": "a"}})
    more = refused({"survey": {"group": "team"}, "questions": {"A": "a"}})

    assert [column for column, *_ in problems] == ["survey.group"]
    assert [(column, found) for column, found, *_ in more] == [
        ("survey.measure", "nothing, for A"),
        ("survey.scale", "nothing, for A"),
    ]


@pytest.mark.parametrize("key", ["averages", "average_score", "mean"])
def test_averages_are_refused_with_what_to_ask_for(key):
    problems = refused({"survey": SURVEY | {key: True}, "questions": {"A": "a"}})

    assert [(column, hint[:34]) for column, _, _, hint in problems] == [
        (f"survey.{key}", "An average is not a set of answers")
    ]


@pytest.mark.parametrize(
    ("key", "value", "allowed"),
    [
        ("scale", [5, 1], "the lowest and the highest answer"),
        ("scale", "1-5", "the lowest and the highest answer"),
        ("scale", [1, float("inf")], "the lowest and the highest answer"),
        ("missing", [True], "a list of numbers and words"),
        ("values", {"good": "5"}, "a number for each answer"),
        ("weight", 1.5, "the name of a column"),
        ("wave", "", "a whole number, or the name of a column"),
        ("persona", {"colum": "X"}, "column, values, blank"),
        ("group", 7, "a word, or a column"),
        ("unit", "percent", "unit beside [boxes]"),
        ("skip_rows", 2, "a list"),
    ],
)
def test_a_key_that_cannot_be_understood_is_told(key, value, allowed):
    problems = refused({"survey": SURVEY | {key: value}, "questions": {"A": "a"}})

    assert [(p[0], p[2]) for p in problems] == [(f"survey.{key}", allowed)]


def test_a_group_there_is_not_is_told_when_the_survey_is_read(tmp_path):
    (tmp_path / "s.csv").write_text("A\n5\n", "utf-8")

    mapping = {"survey": SURVEY | {"group": "customers"}, "questions": {"A": "a"}}
    with pytest.raises(IntakeError, match=r"team, customer, outsider\. Did you mean 'customer'\?"):
        read_survey(tmp_path / "s.csv", mapping)


def test_questions_and_boxes_are_not_mixed():
    problems = refused({"survey": SURVEY, "questions": {"A": "a"}, "boxes": {"B": 1}})

    assert problems[0][1] == "both [questions] and [boxes]"


def test_a_box_needs_a_score_on_the_scale():
    survey = SURVEY | {"touchpoint": "a", "unit": "count"}

    problems = refused({"survey": survey, "boxes": {"Low": 0, "High": "5"}})

    assert [(column, found) for column, found, *_ in problems] == [
        ("boxes.High", "'5'"),
        ("boxes.Low", "0"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [("[survey]\ngroup = customer\n", "Invalid value"), ("", "no questions")],
    ids=["no quotes", "empty"],
)  # fmt: skip
def test_a_file_that_is_no_mapping_is_told(tmp_path, text, found):
    (tmp_path / "m.toml").write_text(text, "utf-8")

    assert any(found in str(one[1]) for one in refused(tmp_path / "m.toml"))


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(IntakeError, match=r"There is no mapping at .* drafts one"):
        read_mapping(tmp_path / "m.toml")


@pytest.mark.parametrize(
    ("cell", "same"), [("6.0", 6), (" 6", "6"), ("BLANK", "Blank"), ("007", 7), ("2.50", 2.5)]
)
def test_equal_codes_are_equal_however_they_are_written(cell, same):
    assert code(cell) == code(same)
