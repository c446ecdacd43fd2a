"""Box scores: how many, or which part, gave each answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchkit.errors import IntakeError
from touchkit.intake.boxes import share_out
from touchkit.intake.surveys import read_survey, survey_report

SURVEY = {
    "group": "customer",
    "measure": "received",
    "scale": [1, 3],
    "missing": ["Not available"],
    "touchpoint": {"column": "Measure ID", "values": {"H_COMP_1": "nurses", "H_CLEAN": "clean"}},
    "answers": "Completed",
    "unit": "percent",
    "thousands": ",",
}
BOXES = {"Bottom": 1, "Middle": 2, "Top": 3}
HEADER = "Measure ID,Completed,Bottom,Middle,Top\n"


@pytest.fixture
def file(tmp_path):
    """Write a table of boxes and return where."""

    def write(content):
        path = tmp_path / "boxes.csv"
        path.write_text(content, "utf-8")
        return path

    return write


def mapping(boxes=BOXES, **changes):
    survey = {name: value for name, value in (SURVEY | changes).items() if value is not None}
    return {"survey": survey, "boxes": boxes}


def refused(path, given):
    with pytest.raises(IntakeError) as error:
        read_survey(path, given)
    return [(p.row, p.column, p.found, p.allowed, p.hint) for p in error.value.problems]


def said(frame):
    return list(frame[["touchpoint", "score", "n"]].itertuples(index=False, name=None))


def test_percentages_of_a_known_number_are_counts(file):
    path = file(HEADER + 'H_COMP_1,"1,000",4,17%,79\nH_CLEAN,50,14,0,86\n')

    scores = read_survey(path, mapping())

    assert said(scores) == [
        ("nurses", 1.0, 40), ("nurses", 2.0, 170), ("nurses", 3.0, 790),
        ("clean", 1.0, 7), ("clean", 3.0, 43),
    ]  # fmt: skip
    assert scores["respondent"].isna().all()


def test_percentages_of_an_unknown_number_are_refused(file):
    problems = refused(file(HEADER), mapping(answers=None))

    assert problems == [
        (None, "survey.answers", "nothing", "how many answered",
         ("Percentages of an unknown number are no answers: they give no interval. Ask whoever ran the survey "
          "how many answered each question; then write answers = the column's name, or the number."))
    ]  # fmt: skip


def test_counts_by_score_are_read_as_they_stand(file):
    path = file("Measure ID,1,2,3\nH_CLEAN,2,0,5\n")

    report = survey_report(path, mapping({"1": 1, "2": 2, "3": 3}, unit="count", answers=None))

    assert said(report.scores) == [("clean", 1.0, 2), ("clean", 3.0, 5)]
    assert report.notes == ()


def test_parts_of_1_are_read_as_such(file):
    path = file("Measure ID,Bottom,Middle,Top\nH_CLEAN,0.1,0.2,0.7\n")

    scores = read_survey(path, mapping(unit="share", answers=10))

    assert list(scores["n"]) == [1, 2, 7]


@pytest.mark.parametrize(
    ("cells", "column", "found"),
    [
        ("8,18,60", "Top", "boxes that add up to 86"),
        ("8,x,74", "Middle", "'x'"),
        ("8,,92", "Middle", "nothing"),
        ("-8,34,74", "Bottom", "'-8'"),
    ],
)
def test_boxes_that_make_no_whole_are_told(file, cells, column, found):
    problems = refused(file(f"{HEADER}H_CLEAN,100,{cells}\n"), mapping())

    assert [one[:3] for one in problems] == [(2, column, found)]


def test_a_percent_sign_among_counts_is_told(file):
    path = file("Measure ID,Bottom,Middle,Top\nH_CLEAN,8%,18%,74%\n")

    problems = refused(path, mapping(unit="count", answers=None))

    assert {one[4] for one in problems} == {
        'Write unit = "percent" below [survey] if these are percentages.'
    }


def test_sums_may_be_off_by_rounding(file):
    scores = read_survey(file(HEADER + "H_CLEAN,300,33,33,33\n"), mapping())

    assert list(scores["n"]) == [100, 100, 100]


def test_rows_without_numbers_are_left_out_and_said(file):
    path = file(HEADER + "H_CLEAN,Not available,1,2,97\nH_COMP_1,9,Not available,,\n")

    report = survey_report(path, mapping())

    assert len(report.scores) == 0
    assert report.notes[0] == "2 of 2 rows give no numbers; they were left out."


def test_rows_that_may_hold_a_total_of_others_are_noted(file):
    report = survey_report(file(HEADER + "H_CLEAN,10,0,0,100\nH_CLEAN,20,0,0,100\n"), mapping())

    assert report.notes[-1] == (
        "Several rows are about the same touchpoint, group and wave; their answers count together. "
        "Check that none of them is the total of others."
    )


def test_a_measure_nobody_explained_is_told_with_the_nearest(file):
    problems = refused(file(HEADER + "H_COMP_2,10,0,0,100\n"), mapping())

    assert [one[:3] for one in problems] == [(2, "Measure ID", "'H_COMP_2'")]
    assert problems[0][4] == "Did you mean 'h_comp_1'?"


@given(st.lists(st.integers(0, 100), min_size=2, max_size=7).filter(any), st.integers(0, 10**6))
def test_what_is_shared_out_adds_up_and_is_within_one_of_its_part(parts, total):
    counts = share_out([float(part) for part in parts], total)

    assert sum(counts) == total
    assert all(abs(n - p * total / sum(parts)) < 1 for n, p in zip(counts, parts, strict=True))
