"""Bad input is refused before anything is solved, with its rows; clashes name the fewest demands."""

import math

import pytest

from tests.plan.test_choosing import gaps_of, ideas_of
from touchkit.errors import InputError
from touchkit.plan import choose

GAPS = gaps_of(invoice=-1.0, hold=-1.0)


def idea_rows(**columns):
    usual = {"id": ["a", "b", "c"], "touchpoint": "invoice", "lift": 1.0, "cost": 1.0}
    return ideas_of(**usual | columns)


def refused(ideas, gaps=GAPS, **options):
    with pytest.raises(InputError) as caught:
        choose(ideas, gaps, **{"budget": 10} | options)
    return caught.value


@pytest.mark.parametrize(
    ("columns", "row", "column", "found"),
    [
        ({"cost": [1, -5, 1]}, 3, "cost", "-5"),
        ({"effort_days": [-1, 1, 1]}, 2, "effort_days", "-1"),
        ({"lift": [1, "many", 1]}, 3, "lift", "many"),
        ({"lift": [1, "M", 1]}, 3, "lift", "M"),
        ({"cost": [1, math.inf, 1]}, 3, "cost", "inf"),
        ({"id": ["a", "b", "a"]}, 4, "id", "a again"),
        ({"needs": [None, "z", None]}, 3, "needs", "z"),
        ({"needs": [None, "b", None]}, 3, "needs", "itself"),
        ({"needs": ["b", "c", "a"]}, 2, "needs", "a needs b needs c needs a"),
        (
            {"needs": ["b", None, None], "excludes": ["b", None, None]},
            2,
            "excludes",
            "b; and a needs b",
        ),
        (
            {"needs": ["b", "c", None], "excludes": [None, None, "a"]},
            4,
            "excludes",
            "a; and a needs c",
        ),
        ({"lift_low": [1, 3, 1], "lift_high": 2.0}, 3, "lift_low", "3, above the hopeful 2"),
    ],
)
def test_a_fault_in_the_ideas_is_named_with_its_row(columns, row, column, found):
    problems = refused(idea_rows(**columns)).problems

    assert (problems[0].row, problems[0].column, problems[0].found) == (row, column, found)


def test_all_faults_are_told_at_once():
    error = refused(idea_rows(cost=[-1, 1, 1], needs=[None, None, "x"]), budget=-1, delight=2)

    assert {problem.column for problem in error.problems} == {"budget", "delight", "cost", "needs"}


def test_a_lift_beyond_the_scale_is_none():
    scored = GAPS.assign(received=3.0, desired=4.0)

    assert refused(idea_rows(lift=[1, 1, 9]), scored).problems[0].row == 4
    assert refused(idea_rows(lift=[1, 1, 4.5]), scale=(1, 5)).problems[0].row == 4
    assert choose(idea_rows(lift=[1, 1, 4.0]), GAPS, budget=1, scale=(1, 5)).value == 1


def test_without_gaps_there_is_no_choosing():
    assert "no gap" in str(refused(idea_rows(), GAPS.assign(gap=math.nan)))
    assert "no gap" in str(refused(idea_rows(), GAPS.iloc[:0]))
    assert "gap" in str(refused(idea_rows(), GAPS[["touchpoint"]]))


def test_gaps_by_persona_are_refused():
    twice = gaps_of(invoice=-1.0).iloc[[0, 0]]

    assert refused(idea_rows(), twice).problems[0].found == "invoice again"


def test_a_department_without_days_is_unknown():
    ideas = idea_rows(effort_days=2, department=["ops", "opps", None])

    problem = refused(ideas, days={"ops": 5}).problems[0]

    assert (problem.row, problem.found, problem.hint) == (3, "opps", "Did you mean 'ops'?")


@pytest.mark.parametrize(
    "wrong", [{"budget": math.nan}, {"draws": 1.5}, {"below_minimum": -1}, {"days": {"x": -1}}]
)
def test_settings_that_make_no_sense_are_refused(wrong):
    assert len(refused(idea_rows(), **wrong).problems) == 1


def test_musts_beyond_the_budget_clash_by_the_fewest_of_them():
    ideas = idea_rows(cost=[4, 7, 5], must=True)

    error = refused(ideas, budget=10)

    # All three cost 16; b and c are too dear already, no one alone is.
    assert len(error.problems) == 3
    assert {problem.row for problem in error.problems} <= {2, 3, 4, None}
    said = str(error).replace("\N{NO-BREAK SPACE}", " ").splitlines()[0]
    assert said.startswith("No plan can meet all demands: ")
    assert said.endswith("the budget is EUR 10.")


def test_what_a_must_needs_counts_too():
    ideas = idea_rows(cost=[4, 7, 1], must=[True, False, False], needs=["b", None, None])

    error = refused(ideas, budget=10)

    assert str(error).replace("\N{NO-BREAK SPACE}", " ").splitlines()[0] == (
        "No plan can meet all demands: 'a' takes EUR 11; the budget is EUR 10."
    )
    assert len(error.problems) == 2


def test_days_clash_as_money_does():
    ideas = idea_rows(must=True, effort_days=[1, 3, 3], department="ops")

    assert "'b' and 'c' take 6 days; ops has 5 days." in str(refused(ideas, days={"ops": 5}))
    named = refused(ideas, days={"ops": 5}, names={"ops": "The desk"})
    assert "'b' and 'c' take 6 days; The desk has 5 days." in str(named)


def test_musts_that_exclude_each_other_clash():
    ideas = idea_rows(must=[True, True, False], excludes=["b", None, None])

    assert "'a' and 'b' bring in both 'a' and 'b', which exclude each other." in str(refused(ideas))


def test_one_must_whose_prerequisites_exclude_each_other_clashes_alone():
    ideas = idea_rows(
        must=[True, False, False], needs=["b;c", None, None], excludes=[None, "c", None]
    )

    assert len(refused(ideas).problems) == 2


def test_a_must_that_needs_what_was_dropped_clashes():
    ideas = idea_rows(
        must=[True, False, False], needs=["b", None, None], status=["idea", "dropped", "idea"]
    )

    assert "'a' needs 'b', which was dropped." in str(refused(ideas))
