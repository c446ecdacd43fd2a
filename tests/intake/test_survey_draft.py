"""Drafts of mappings: what is found is said, what is uncertain is left to a person."""

import tomllib

import pytest

from touchkit.errors import IntakeError
from touchkit.intake.mapping_files import read_mapping
from touchkit.intake.survey_draft import draft_mapping
from touchkit.intake.surveys import survey_report

# A small airport: a battery Q7 with 6 = never used and 0 = blank, one rating alone, codes of other things.
AIRPORT = "RESPNUM,STRATA,Q7ART,Q7FOOD,Q7ALL,Q10SAFE,NETPRO,WEIGHT\n" + "".join(
    f"{n},{n % 3 + 1},{n % 7},{(n + 1) % 7},{n % 5 + 1 if n % 4 else 'Blank'},{n % 6},{n % 12}.0,0.{n % 3 + 3}\n"
    for n in range(1, 41)
)


@pytest.fixture
def file(tmp_path):
    """Write a survey and return where."""

    def write(content, name="survey.csv"):
        path = tmp_path / name
        path.write_text(content, "utf-8")
        return path

    return write


def decide(text, *lines):
    """Take the comment signs away before some lines, as a person would."""
    for line in lines:
        assert f"\n# {line}" in text, line
        text = text.replace(f"\n# {line}", f"\n{line}")
    return text


def test_what_looks_like_answers_is_said_with_what_lies_off_the_scale(file):
    draft = draft_mapping(file(AIRPORT))

    assert draft.said == (
        "survey.csv: 40 rows, 8 columns.",
        "3 columns look like answers from 1 to 5: Q7ART, Q7FOOD, Q7ALL.",
        (
            "Outside that scale: 6 in 11 cells of 2 columns, 0 in 10 cells of 2 columns, "
            "'Blank' in 10 cells of 1 column. Not applicable, never used, left blank? You decide."
        ),
        "1 column may hold such answers, but stands alone: Q10SAFE.",
    )


def test_a_draft_decides_nothing_that_changes_numbers(file):
    content = tomllib.loads(draft_mapping(file(AIRPORT)).text)

    assert content == {
        "survey": {"respondent": "RESPNUM"},
        "questions": {"Q7ART": "Q7ART", "Q7FOOD": "Q7FOOD", "Q7ALL": "Q7ALL"},
    }


def test_a_draft_is_refused_until_a_person_has_decided(file, tmp_path):
    path, text = file(AIRPORT), draft_mapping(file(AIRPORT)).text
    mapping = tmp_path / "m.toml"
    basics = decide(text, 'group = "customer"', 'measure = "received"', "scale = [1, 5]")

    mapping.write_text(text, "utf-8")
    with pytest.raises(IntakeError, match=r"survey\.group"):
        survey_report(path, mapping)
    mapping.write_text(basics, "utf-8")
    with pytest.raises(IntakeError, match=r"Write missing = \[6\]"):
        survey_report(path, mapping)
    mapping.write_text(decide(basics, 'missing = [0, 6, "Blank"]'), "utf-8")
    report = survey_report(path, mapping)

    assert report.questions["answered"].tolist() == [30, 29, 30]
    assert report.scores["score"].between(1, 5).all()


def test_the_values_seen_stand_above_each_question(file):
    text = draft_mapping(file(AIRPORT)).text

    assert '# Seen: 0: 5, 1: 6, 2: 6, 3: 6, 4: 6, 5: 6, 6: 5.\nQ7ART = "Q7ART"\n' in text
    assert '# Seen: 0: 6, 1: 7, 2: 7, 3: 7, 4: 7, 5: 6.\n# Q10SAFE = "Q10SAFE"\n' in text
    assert '# weight = "WEIGHT"\n' in text
    assert '# NETPRO = "NETPRO"\n' in text


def test_questions_in_words_belong_together_as_neighbours(file):
    path = file('gender,"How was\nthe till?","How was ""it""?"\n1,5,4\n2,3,5\n1,2,1\n2,5,\n')

    draft = draft_mapping(path)

    assert tomllib.loads(draft.text)["questions"] == {
        "How was\nthe till?": "How was\nthe till?",
        'How was "it"?': 'How was "it"?',
    }
    assert "2 columns look like answers from 1 to 5" in draft.said[1]


def test_what_a_cell_says_cannot_leave_its_comment(file):
    path = file('Q1_a,Q1_b\n1,1\n3,"x\ngroup = ""customer"""\n5,5\n4,4\n')

    content = tomllib.loads(draft_mapping(path).text)

    assert content == {"survey": {}, "questions": {"Q1_a": "Q1_a", "Q1_b": "Q1_b"}}


def test_answers_in_words_are_drafted_for_a_person_to_score(file):
    rows = ["Good,Poor", "Fair,Good", "Poor,Fair", "Good,Good"]

    text = draft_mapping(file("Till,Shelf\n" + "\n".join(rows) + "\n")).text

    assert '# values = { "Good" = …, "Fair" = …, "Poor" = … }\n' in text
    assert tomllib.loads(text)["questions"] == {"Till": "Till", "Shelf": "Shelf"}


def test_columns_that_add_up_to_100_are_drafted_as_boxes(file, tmp_path):
    path = file("Measure,Bottom,Middle,Top\nclean,8,18,74\nquiet,9,29,62\n")
    draft = draft_mapping(path)
    text = decide(
        draft.text, 'group = "customer"', 'measure = "received"', "scale = [1, 3]",
        'touchpoint = { column = "Measure" }',
        '"Bottom" = 1', '"Middle" = 2', '"Top" = 3',
    )  # fmt: skip
    (tmp_path / "m.toml").write_text(text, "utf-8")

    assert draft.said[1] == (
        "3 columns add up to a whole in every row, as parts of all answers do: Bottom, Middle, Top."
    )
    with pytest.raises(IntakeError, match="Percentages of an unknown number are no answers"):
        read_mapping(tmp_path / "m.toml")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("area,easy\nMail,4.4\nPost,4.45\n", "1 column looks like averages: easy. An average is not"),
        ("a,b\nx,y\n", "No columns look like answers that belong together."),
        ("a\n", "No columns look like answers that belong together."),
        ("Q1,Q1\n4,5\n", "Several columns bear the same name, and cannot be told apart: Q1."),
        ("touchpoint,score,n\na,1,3\n", "nearly a pack's scores.csv already"),
    ],
    ids=["averages", "words", "header only", "twice", "scores"],
)  # fmt: skip
def test_a_file_that_is_no_such_survey_is_said_to_be_none(file, content, says):
    draft = draft_mapping(file(content))

    assert any(says in sentence for sentence in draft.said)
    assert tomllib.loads(draft.text)["questions"] == {}


def test_addresses_are_neither_proposed_nor_shown(file):
    text = draft_mapping(file("mail,Till,Shelf\na@b.ch,5,4\nc@d.ch,3,2\ne@f.ch,5,4\n")).text

    assert "@" not in text
    assert "respondent" not in tomllib.loads(text)["survey"]
