"""Surveys: what their cells say by a mapping, and what is refused."""

import copy

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import touchkit as tk
from touchkit.errors import InputError, IntakeError
from touchkit.intake.surveys import read_survey, survey_report

# The traps of a real airport's survey: 6 = never used, 0 = blank, or the word "Blank"; a rating from 0 to 10 whose
# blank is 11.
SURVEY = """RESPNUM,Q7ART,Q7FOOD,Q7ALL,NETPRO,WEIGHT,BAREA
1,5,6,4,10.0,0.5,A
2,4,3,Blank,6.0,1.5,B
3,5,0,3,0.0,1.5,A
4,6,1,5,11.0,0.5,C
"""
ALL = {"group": "customer", "measure": "received", "scale": [1, 5], "missing": [0, 6, "Blank"]}
ART = {"Q7ART": "Artwork and exhibitions", "Q7FOOD": "restaurants"}


@pytest.fixture
def file(tmp_path):
    """Write a survey and return where."""

    def write(content=SURVEY, name="survey.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def refused(path, survey, questions, **others):
    with pytest.raises(IntakeError) as error:
        read_survey(path, {"survey": survey, "questions": questions}, **others)
    return [(p.row, p.column, p.found, p.allowed, p.hint) for p in error.value.problems]


def said(frame):
    return list(frame[["touchpoint", "score", "n"]].itertuples(index=False, name=None))


def test_without_respondents_equal_answers_are_counted(file):
    scores = read_survey(file(), {"survey": ALL, "questions": ART})

    assert said(scores) == [
        ("artwork-and-exhibitions", 4.0, 1),
        ("artwork-and-exhibitions", 5.0, 2),
        ("restaurants", 1.0, 1),
        ("restaurants", 3.0, 1),
    ]
    assert scores["respondent"].isna().all()


def test_with_respondents_each_answer_is_a_row(file):
    mapping = {
        "survey": ALL | {"respondent": "RESPNUM", "weight": "WEIGHT", "wave": 2017, "evidence": "measured"},
        "questions": {"Q7FOOD": "restaurants"},
    }  # fmt: skip

    scores = read_survey(file(), mapping)

    assert scores.drop(columns=["id", "department", "persona"]).to_dict("list") == {
        "respondent": ["2", "4"],
        "group": ["customer", "customer"],
        "touchpoint": ["restaurants", "restaurants"],
        "measure": ["received", "received"],
        "score": [3.0, 1.0],
        "n": [1, 1],
        "weight": [1.5, 0.5],
        "wave": [2017, 2017],
        "round": [1, 1],
        "evidence": ["measured", "measured"],
    }


def test_the_frame_is_one_of_a_packs_scores(file, tmp_path):
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "client.toml").write_text('title = "Airport"\n', "utf-8")
    (pack / "touchpoints.csv").write_text("id,name\nrestaurants,Food\nart,Art\n", "utf-8")
    mapping = {"survey": ALL | {"respondent": "RESPNUM"}, "questions": {"Q7FOOD": "food", "Q7ART": "ART"}}  # fmt: skip
    touchpoints = tk.read_pack(pack).touchpoints

    scores = read_survey(file(), mapping, touchpoints=touchpoints)

    scores.drop(columns="id").to_csv(pack / "scores.csv", index=False)
    pd.testing.assert_frame_equal(scores, tk.read_pack(pack).scores)


def test_reading_twice_gives_equal_frames_and_no_id_twice(file):
    mapping = {"survey": ALL, "questions": ART}

    first, second = read_survey(file(), mapping), read_survey(file(), mapping)

    pd.testing.assert_frame_equal(first, second)
    assert first["id"].is_unique


def test_reading_changes_neither_file_nor_mapping_nor_touchpoints_no_mutate(file, tmp_path):
    path = file()
    mapping = {"survey": ALL | {"respondent": "RESPNUM"}, "questions": ART | {"Q7ALL": {"name": "All"}}}  # fmt: skip
    touchpoints = pd.DataFrame(
        {"id": ["restaurants", "art", "all"], "name": ["Food", "Artwork and exhibitions", "All"]}
    )
    before = copy.deepcopy(mapping), touchpoints.copy(), path.read_bytes()

    read_survey(path, mapping, touchpoints=touchpoints)

    assert mapping == before[0]
    pd.testing.assert_frame_equal(touchpoints, before[1])
    assert path.read_bytes() == before[2]
    assert [one.name for one in tmp_path.iterdir()] == ["survey.csv"]


def test_a_value_off_the_scale_is_refused_with_its_first_row(file):
    problems = refused(file(), ALL | {"missing": []}, ART | {"Q7ALL": "all"})

    allowed = "1 to 5, or a code named as missing"
    six = (
        "Write missing = [6] if it means that nobody answered; else correct the cell or the scale."
    )
    assert problems == [
        (2, "Q7FOOD", "'6'", allowed, six),
        (3, "Q7ALL", "'Blank'", allowed,
         ("Name it under missing if nobody answered, or under values with the score it stands for. "
          "If row 3 is a second heading: skip_rows = [3] below [survey].")),
        (4, "Q7FOOD", "'0'", allowed, six.replace("6", "0")),
        (5, "Q7ART", "'6'", allowed, six),
    ]  # fmt: skip


def test_the_same_value_in_thousands_of_rows_is_one_problem(file):
    path = file("Q1\n" + "6\n" * 2000 + "3\n")

    problems = refused(path, ALL | {"missing": []}, {"Q1": "till"})

    assert [one[:3] for one in problems] == [(2, "Q1", "'6' (in 2,000 rows, first here)")]


def test_many_different_values_off_the_scale_hint_at_another_scale(file):
    path = file("Q1\n" + "".join(f"{n}\n" for n in range(11)))

    problems = refused(path, ALL | {"missing": []}, {"Q1": "till"})

    assert problems == [
        (2, "Q1", "6 such values, '0', '6', '7', '8', … (in 6 rows, first here)",
         "1 to 5, or a code named as missing",
         "This looks like another scale or another kind of column: correct its scale, or leave it out.")
    ]  # fmt: skip


def test_a_code_that_its_scale_allows_is_refused(file):
    problems = refused(file(), ALL, {"NETPRO": {"touchpoint": "recommending", "scale": [0, 10]}})

    assert [(column, found) for _, column, found, *_ in problems] == [
        ("missing", "0, which the scale 0 to 10 allows, for NETPRO"),
        ("missing", "6, which the scale 0 to 10 allows, for NETPRO"),
    ]


def test_a_question_may_have_a_scale_and_codes_of_its_own(file):
    own = {"touchpoint": "recommending", "scale": [0, 10], "missing": [11]}

    scores = read_survey(file(), {"survey": ALL, "questions": {"NETPRO": own}})

    assert said(scores) == [("recommending", 0.0, 1), ("recommending", 6.0, 1), ("recommending", 10.0, 1)]  # fmt: skip


def test_averages_are_refused_with_what_to_ask_for(file):
    problems = refused(file("area,satisfied\nEmail,4.40\nPost,4.5\n"), ALL, {"satisfied": "mail"})

    assert problems == [
        (2, "satisfied", "2 such values, '4.40', '4.5' (in 2 rows, first here)", "whole answers, 1 to 5",
         ("An average is not a set of answers: without counts it gives no share below the minimum and no interval. "
          "Ask whoever ran the survey for the number of answers at each score. "
          "If people themselves could answer in between: fractions = true."))
    ]  # fmt: skip


def test_answers_in_between_are_read_where_the_mapping_says_so(file):
    path = file("Q1\n4.5\n")

    scores = read_survey(path, {"survey": ALL | {"fractions": True}, "questions": {"Q1": "till"}})

    assert said(scores) == [("till", 4.5, 1)]


def test_a_scale_whose_best_answer_is_1_is_turned_round(file):
    path = file("Q1\n1\n1\n4\n6\n")

    report = survey_report(path, {"survey": ALL | {"reverse": True}, "questions": {"Q1": "till"}})

    assert said(report.scores) == [("till", 2.0, 1), ("till", 5.0, 2)]
    assert "Turned round, so that higher is better: Q1." in report.notes


def test_answers_in_words_get_the_scores_the_mapping_gives_them(file):
    path = file("Q1\nVery good\nvery  good\nFair\nNo Data\n")
    mapping = {
        "survey": ALL | {"missing": ["no data"], "values": {"Very good": 5, "Very  good": 5, "Fair": 3}},
        "questions": {"Q1": "till"},
    }  # fmt: skip

    assert said(read_survey(path, mapping)) == [("till", 3.0, 1), ("till", 5.0, 2)]


def test_a_column_that_is_misspelt_is_told_with_the_nearest(file):
    problems = refused(file(), ALL | {"respondent": "RESPNO"}, {"Q7ARTS": "art"})

    allowed = "a column of survey.csv"
    assert problems == [
        (None, "survey.respondent", "no column 'RESPNO'", allowed, "Did you mean 'RESPNUM'?"),
        (None, "questions.Q7ARTS", "no column 'Q7ARTS'", allowed, "Did you mean 'Q7ART'?"),
    ]


def test_columns_are_found_in_any_case_unless_two_differ_in_case_alone(file):
    assert len(read_survey(file("q1\n5\n"), {"survey": ALL, "questions": {"Q1": "till"}})) == 1

    problems = refused(file("q1,q1\n5,4\n"), ALL, {"Q1": "till"})

    assert [one[2] for one in problems] == ["2 columns of this name"]


def test_a_touchpoint_that_is_not_in_the_pack_is_told_with_the_nearest(file):
    touchpoints = pd.DataFrame({"id": ["art", "food"], "name": ["Artwork", "Restaurants"]})

    problems = refused(file(), ALL, {"Q7FOOD": "Restaurant"}, touchpoints=touchpoints)

    assert problems == [
        (None, "questions.Q7FOOD", "'Restaurant'", "a touchpoint: art, food", "Did you mean 'Restaurants'?")
    ]  # fmt: skip


def test_touchpoints_without_ids_and_names_are_refused(file):
    with pytest.raises(InputError) as error:
        read_survey(file(), {"survey": ALL, "questions": ART}, touchpoints=pd.DataFrame({"x": [1]}))

    assert str(error.value) == "touchpoints= needs the columns id and name; found: x."


def test_two_questions_cannot_ask_the_same_of_one_touchpoint(file):
    touchpoints = pd.DataFrame({"id": ["art"], "name": ["Artwork"]})

    problems = refused(file(), ALL, {"Q7ART": "art", "Q7FOOD": "Artwork"}, touchpoints=touchpoints)

    assert [one[1:3] for one in problems] == [
        ("questions.Q7FOOD", "'art' a second time, first for Q7ART")
    ]


def test_one_touchpoint_may_be_asked_for_two_measures(file):
    questions = {"Q7ART": "art", "Q7FOOD": {"touchpoint": "art", "measure": "desired"}}

    scores = read_survey(file(), {"survey": ALL, "questions": questions})

    assert list(scores["measure"]) == ["received", "received", "desired", "desired"]


def test_somebody_who_answered_twice_is_told(file):
    path = file("who,Q1\na,5\nb,4\na,3\na,2\n")

    problems = refused(path, ALL | {"respondent": "who"}, {"Q1": "till"})

    assert problems == [
        (4, "who", "'a' a second time, first in row 2 (in 2 rows, first here)", "each respondent once",
         "Keep one of the rows. If they are different surveys, say which column tells: wave or round.")
    ]  # fmt: skip


def test_the_same_person_in_two_waves_is_no_problem(file):
    path = file("who,year,Q1\na,2024,5\na,2025,3\n")

    scores = read_survey(
        path, {"survey": ALL | {"respondent": "who", "wave": "year"}, "questions": {"Q1": "till"}}
    )

    assert list(scores["wave"]) == [2024, 2025]


@pytest.mark.parametrize(
    ("weight", "found", "allowed"),
    [("", "nothing", "a value"), ("0", "'0'", "more than 0"), ("-1", "'-1'", "more than 0"), ("x", "'x'", "a number")],
)  # fmt: skip
def test_a_weight_that_is_none_is_told(file, weight, found, allowed):
    path = file(f"Q1,w\n5,1\n4,{weight}\n")

    problems = refused(path, ALL | {"weight": "w"}, {"Q1": "till"})

    assert [one[:4] for one in problems] == [(3, "w", found, allowed)]


def test_a_blank_weight_may_be_said_to_stand_for_one(file):
    survey = ALL | {"weight": {"column": "w", "blank": 1}}

    scores = read_survey(file("Q1,w\n5,\n4,2.5\n"), {"survey": survey, "questions": {"Q1": "till"}})

    assert list(scores["weight"]) == [1.0, 2.5]


def test_codes_of_people_are_turned_into_words(file):
    path = file("who,dept,Q1\n1,A,5\n2,9,4\n1,,3\n")
    survey = ALL | {
        "group": {"column": "who", "values": {1: "team", 2: "Customer"}},
        "department": {"column": "dept", "values": {"a": "Front desk", "9": ""}},
    }

    scores = read_survey(path, {"survey": survey, "questions": {"Q1": "till"}})

    assert scores["department"].isna().tolist() == [False, True, True]
    assert scores["department"].dropna().tolist() == ["front-desk"]
    assert said(scores) == [("till", 5.0, 1), ("till", 4.0, 1), ("till", 3.0, 1)]
    assert scores["group"].tolist() == ["team", "customer", "team"]


def test_a_code_nobody_explained_is_told(file):
    survey = ALL | {
        "persona": {"column": "seg", "values": {"business": "traveller", "2": "family"}}
    }

    problems = refused(file("seg,Q1\nbusines,5\n"), survey, {"Q1": "till"})

    assert problems == [(2, "seg", "'busines'", "one of business, 2", "Did you mean 'business'?")]


def test_a_word_that_is_a_column_too_is_not_taken_for_either(file):
    problems = refused(file(), ALL | {"persona": "BAREA"}, ART)

    assert problems == [
        (None, "survey.persona", "'BAREA', which is a column too", "a word, or a column",
         'If the column is meant: persona = { column = "BAREA" }.')
    ]  # fmt: skip


def test_a_column_has_one_meaning(file):
    problems = refused(file(), ALL | {"weight": "Q7ART"}, {"Q7ART": "art"})

    assert [one[1:3] for one in problems] == [
        ("questions.Q7ART", "a column named a second time, first under survey.weight")
    ]


def test_the_report_says_what_was_left_out_and_why(file):
    report = survey_report(file(), {"survey": ALL, "questions": ART | {"Q7ALL": "Q7ALL"}})

    assert list(report.questions["sentence"]) == [
        "Q7ART: 3 answered; 1 named as missing (6: 1); 0 blank.",
        "Q7FOOD: 2 answered; 2 named as missing (0: 1, 6: 1); 0 blank.",
        "Q7ALL: 3 answered; 1 named as missing ('blank': 1); 0 blank.",
    ]
    assert report.questions[["answered", "missing", "blank"]].sum().to_dict() == {
        "answered": 8, "missing": 4, "blank": 0,
    }  # fmt: skip
    assert report.left_out == ("RESPNUM", "NETPRO", "WEIGHT", "BAREA")
    assert report.notes == ("Touchpoints that still bear their columns' names: Q7ALL.",)
    assert report.sentence == (
        "4 of 4 rows hold 8 answers about 3 touchpoints. Left out: 4 cells named as missing, 0 blank. "
        "Columns the mapping does not name, and which were not read: 4."
    )


def test_blank_cells_are_no_answers(file):
    report = survey_report(file("a,Q1\n1,\n2,5\n3, \n"), {"survey": ALL, "questions": {"Q1": "till"}})  # fmt: skip

    assert said(report.scores) == [("till", 5.0, 1)]
    assert report.questions["blank"].tolist() == [2]


@pytest.mark.parametrize("content", ["Q1\n", "Q1\n6\n0\n"], ids=["header only", "nobody answered"])
def test_a_survey_without_answers_is_an_empty_frame(file, content):
    report = survey_report(file(content), {"survey": ALL, "questions": {"Q1": "till"}})

    assert len(report.scores) == 0
    assert dict(report.scores.dtypes) == dict(
        read_survey(file(), {"survey": ALL, "questions": ART}).dtypes
    )
    assert report.notes[0] == "Nobody answered Q1."


def test_a_code_that_stands_nowhere_is_noted(file):
    mapping = {"survey": ALL | {"missing": [9]}, "questions": {"Q1": "till"}}

    report = survey_report(file("Q1\n5\n"), mapping)

    assert report.notes == ("Named as missing but nowhere among the answers: 9.",)


def test_respondents_who_look_like_addresses_are_noted(file):
    mapping = {"survey": ALL | {"respondent": "mail"}, "questions": {"Q1": "till"}}

    report = survey_report(file("mail,Q1\na@b.ch,5\n"), mapping)

    assert "look like e-mail addresses" in report.notes[-1]


def test_a_semicolon_file_has_decimal_commas_and_keeps_its_accents(file):
    path = file("Qualität;Gewicht\n5;0,5\n4,0;1,25\n".encode("cp1252"))
    survey = ALL | {"weight": "Gewicht", "missing": []}

    report = survey_report(path, {"survey": survey, "questions": {"Qualität": "Qualität"}})

    assert list(report.scores["weight"]) == [0.5, 1.25]
    assert list(report.scores["touchpoint"]) == ["qualitat", "qualitat"]
    assert report.notes[0].startswith("survey.csv is not UTF-8; it was read as Windows-1252.")


def test_a_number_that_may_be_two_is_refused_until_the_mapping_says_which(file):
    path = file('Q1,w\n5,"1,234"\n')

    problems = refused(path, ALL | {"weight": "w"}, {"Q1": "till"})
    read = {key: read_survey(path, {"survey": ALL | {"weight": "w", key: ","}, "questions": {"Q1": "till"}})
            for key in ("thousands", "decimal")}  # fmt: skip

    assert [one[2] for one in problems] == ["'1,234'"]
    assert read["thousands"]["weight"].tolist() == [1234.0]
    assert read["decimal"]["weight"].tolist() == [1.234]


def test_further_headings_are_skipped_and_rows_are_counted_as_in_a_spreadsheet(file):
    path = file('Q1\n"How was\nthe till?"\n5\n\n7\n')

    problems = refused(path, ALL | {"skip_rows": [2]}, {"Q1": "till"})

    assert [one[:3] for one in problems] == [(5, "Q1", "'7'")]


def test_a_row_that_does_not_fit_and_a_failed_formula_are_told(file):
    path = file("Q1,other\n5,#N/A\n#REF!,1\n4,1,1\n")

    problems = refused(path, ALL, {"Q1": "till"})

    assert [one[:3] for one in problems] == [(3, "Q1", "'#REF!'"), (4, None, "3 cells")]


def test_all_problems_are_told_at_once(file):
    path = file("who,Q1,Q2,w\na,6,x,0\na,5,2.5,1\n")

    survey = ALL | {"missing": [], "respondent": "who", "weight": "w"}

    problems = refused(path, survey, {"Q1": "a", "Q2": "b", "Q3": "c"})

    assert [one[:2] for one in problems] == [
        (None, "questions.Q3"), (2, "w"), (2, "Q1"), (2, "Q2"), (3, "who"), (3, "Q2"),
    ]  # fmt: skip


def test_text_that_looks_like_a_formula_stays_text(file):
    path = file('who,Q1\n=1+1,5\n"<b>x</b>",4\n')

    scores = read_survey(path, {"survey": ALL | {"respondent": "who"}, "questions": {"Q1": "till"}})

    assert list(scores["respondent"]) == ["=1+1", "<b>x</b>"]


def test_a_mapping_may_be_a_file(file, tmp_path):
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(
        '[survey]\ngroup = "customer"\nmeasure = "received"\nscale = [1, 5]\nmissing = [0, 6]\n'
        '[questions]\nQ7ART = "Artwork and exhibitions"\n[questions.Q7FOOD]\ntouchpoint = "restaurants"\n',
        "utf-8",
    )

    scores = read_survey(file(), str(mapping))

    pd.testing.assert_frame_equal(scores, read_survey(file(), {"survey": ALL, "questions": ART}))


def test_a_workbooks_sheet_may_bear_any_name(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Export 2026"
    for row in [["who", "Q1"], ["a", 5], ["b", "=2+2"], ["c", 6]]:
        book.active.append(row)
    book.create_sheet("empty")
    book.save(tmp_path / "survey.xlsx")

    problems = refused(tmp_path / "survey.xlsx", ALL, {"Q1": "till"})

    assert [one[:3] for one in problems] == [(3, "Q1", "'=2+2', never worked out")]


def test_of_several_sheets_the_mapping_names_one(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["nothing here"])
    book.create_sheet("Answers").append(["Q1"])
    book["Answers"].append([5])
    book.save(tmp_path / "survey.xlsx")

    questions = {"Q1": "till"}

    problems = refused(tmp_path / "survey.xlsx", ALL, questions)
    scores = read_survey(
        tmp_path / "survey.xlsx", {"survey": ALL | {"sheet": "answers"}, "questions": questions}
    )

    assert [one[2:4] for one in problems] == [("2 sheets with cells", "one of: Sheet, Answers")]
    assert said(scores) == [("till", 5.0, 1)]


@pytest.mark.parametrize(
    ("name", "says"),
    [("no.csv", "There is no file at"), ("survey.sav", "a CSV file or an .xlsx workbook")],
)
def test_a_file_that_cannot_be_read_is_told(file, tmp_path, name, says):
    file("x", "survey.sav")

    with pytest.raises(IntakeError, match=says):
        read_survey(tmp_path / name, {"survey": ALL, "questions": ART})


@given(st.lists(st.sampled_from(["", "0", "1", "2", "3", "4", "5", "6", "Blank"]), min_size=1))
def test_every_cell_is_an_answer_a_code_or_blank(tmp_path_factory, cells):
    path = tmp_path_factory.mktemp("survey") / "s.csv"
    path.write_text("row,Q1\n" + "".join(f"{n},{c}\n" for n, c in enumerate(cells)), "utf-8")

    report = survey_report(path, {"survey": ALL, "questions": {"Q1": "till"}})

    one = report.questions.iloc[0]
    assert one["answered"] + one["missing"] + one["blank"] == len(cells)
    assert int(report.scores["n"].sum()) == one["answered"] == sum(c in "12345" and c != "" for c in cells)  # fmt: skip
    assert report.scores["score"].between(1, 5).all()


def test_read_survey_is_among_the_kits_names():
    assert tk.read_survey is read_survey
