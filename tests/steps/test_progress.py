"""What each step has and what it still lacks."""

import pytest

from touchkit.errors import InputError
from touchkit.model import TABLES, to_frame
from touchkit.steps.progress import listed, progress


def tables(**rows):
    """Return a workshop's tables; each row gets an id."""
    return {
        name: to_frame(
            model, [{"id": f"{name}-{place}"} | row for place, row in enumerate(rows.get(name, ()))]
        )
        for name, model in TABLES.items()
    }


def points(count, **fields):
    defaults = {"status": "exists", "shortlist": False, "moment_of_truth": False}
    return [
        defaults | {"id": f"t{number}", "name": f"T{number}", "stage": "buy"} | fields
        for number in range(count)
    ]


def score(touchpoint, measure, group="team"):
    return {"touchpoint": touchpoint, "measure": measure, "group": group, "score": 3.0, "n": 1}


def note(touchpoint, lane="action"):
    return {"touchpoint": touchpoint, "lane": lane, "text": "…"}


def said(step, **rows):
    return progress(tables(**rows), step).sentence


EMPTY = {
    "start": "Still missing: who is in the room.",
    "point-of-view": "Still missing: a persona.",
    "touchpoints": "Still missing: touchpoints, a shortlist of 8 to 12.",
    "received": "Still missing: received scores, notes on what customers do there.",
    "desired": "Still missing: desired scores, minima, importance scores, think, feel and do.",
    "enhance": "Still missing: ideas, decisions.",
    "picture": "Still missing: scores.",
}


@pytest.mark.parametrize("step", EMPTY)
def test_an_empty_workshop_lacks_everything(step):
    found = progress(tables(), step)

    assert found.sentence == EMPTY[step]
    assert not found.complete


def test_one_person_is_no_people():
    anna = {"alias": "Anna", "role": "participant"}

    assert said("start", participants=[anna]) == "There: 1 person in the room. Nothing is missing."
    assert said("start", participants=[anna, anna]).startswith("There: 2 people in the room.")


def test_a_persona_without_a_goal_is_told():
    personas = [{"name": "Anna", "goal": "Bread"}, {"name": "Ben"}]

    assert said("point-of-view", personas=personas) == (
        "There: 2 personas. Still missing: the goal of 1 of them."
    )


@pytest.mark.parametrize(
    ("short", "expected"),
    [
        (3, "There: 15 touchpoints. Still missing: a shortlist of 8 to 12 (now 3)."),
        (8, "There: 15 touchpoints, 8 on the shortlist. Nothing is missing."),
        (12, "There: 15 touchpoints, 12 on the shortlist. Nothing is missing."),
        (13, "There: 15 touchpoints. Still missing: a shortlist of 8 to 12 (now 13)."),
    ],
)
def test_a_shortlist_is_eight_to_twelve(short, expected):
    some = points(15)
    for point in some[:short]:
        point["shortlist"] = True

    assert said("touchpoints", touchpoints=some) == expected


def test_retired_touchpoints_count_for_nothing():
    assert said("touchpoints", touchpoints=points(3, status="retired")) == EMPTY["touchpoints"]


def test_unsorted_touchpoints_are_told():
    assert "a stage for 2 of them" in said("touchpoints", touchpoints=points(2, stage=None))


def test_the_shortlist_counts_where_there_is_one():
    some = points(3)
    assert len(listed(tables(touchpoints=some))) == 3

    some[1]["shortlist"] = True

    assert list(listed(tables(touchpoints=some))["id"]) == ["t1"]


def test_received_scores_are_the_teams_and_those_still_missing_are_counted():
    rows = {
        "touchpoints": points(3),
        "scores": [score("t0", "received"), score("t1", "received", group="customer")],
        "notes": [note("t0")],
    }

    assert said("received", **rows) == (
        "There: 1 received score, 1 note. Still missing: received scores for 2 touchpoints."
    )


def test_a_step_with_all_its_scores_lacks_nothing():
    measures = ("desired", "minimum", "importance")
    rows = {
        "touchpoints": points(1),
        "scores": [score("t0", measure) for measure in measures],
        "notes": [note("t0", "feel")],
    }

    assert progress(tables(**rows), "desired").complete


def test_a_decision_without_an_owner_is_told():
    rows = {
        "ideas": [{"touchpoint": "t0", "title": "A smile", "kind": "fix", "status": "idea"}],
        "decisions": [{"step": "enhance", "text": "Do it"}, {"step": "received", "text": "Ask"}],
    }

    assert said("enhance", **rows) == (
        "There: 1 idea, 1 decision. Still missing: an owner for 1 of them."
    )


def test_an_unknown_step_is_refused():
    with pytest.raises(InputError, match="There is no step 'lunch'; there are: start, "):
        progress(tables(), "lunch")


def test_progress_leaves_the_tables_as_they_are():
    given = tables(touchpoints=points(2))
    before = {name: frame.copy() for name, frame in given.items()}

    for step in EMPTY:
        progress(given, step)

    for name, frame in given.items():
        assert frame.equals(before[name])
