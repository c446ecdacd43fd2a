"""Counting hands and asking by name: what is stored, and what is refused."""

import pytest

from tests.steps.room import SETTINGS, make_room
from touchkit.steps.counting import HandCount
from touchkit.steps.roll_call import RollCall
from touchkit.steps.scoring import Scoring
from touchkit.steps.session import Session


@pytest.fixture
def scoring(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    make_room(tmp_path)
    return Scoring(Session())


@pytest.fixture
def hands(scoring):
    return HandCount(scoring)


@pytest.fixture
def chips(scoring):
    scoring.how = "names"
    return RollCall(scoring)


def stored(scoring):
    return scoring.session.tables("scores").sort_values(["round", "score"]).to_dict("records")


def test_counted_hands_are_one_row_a_value(scoring, hands):
    scoring.session.persona = "ben"

    hands.type_in(4, "2")
    hands.step(2, +1)

    low, high = stored(scoring)
    assert (low["score"], low["n"]) == (2.0, 1)
    assert (high["score"], high["n"]) == (4.0, 2)
    assert (high["group"], high["persona"], high["measure"]) == ("team", "ben", "received")
    assert (high["wave"], high["round"], high["evidence"]) == (1, 1, "assumed")
    assert high["respondent"] is None or high["respondent"] != high["respondent"]
    assert scoring.standing() == "3 of 4 voted; 1 did not vote."


def test_a_new_count_replaces_the_old_one_and_one_undo_brings_it_back(scoring, hands):
    hands.type_in(4, "2")
    hands.type_in(4, "3")
    assert scoring.vote().hands == {4.0: 3}
    assert len(stored(scoring)) == 1

    scoring.session.undo()

    assert scoring.vote().hands == {4.0: 2}


def test_no_hands_leave_no_row(scoring, hands):
    hands.step(4, +1)
    hands.step(4, -1)
    hands.step(4, -1)

    assert stored(scoring) == []
    assert scoring.standing() == "Nobody has voted yet; 4 may."


def test_more_hands_than_people_are_refused_and_nothing_is_stored(scoring, hands):
    hands.type_in(4, "3")

    assert not hands.type_in(5, "2")

    assert scoring.vote().hands == {4.0: 3}
    assert scoring.session.error == (
        "5 hands, but only 4 people may vote. Nothing was stored: count again, or add who is "
        "missing on the tab Start."
    )
    assert hands.type_in(5, "1")
    assert scoring.standing() == "All 4 voted."
    assert scoring.session.error == ""


def test_the_facilitator_has_no_vote(scoring):
    assert [person.alias for person in scoring.people()] == ["Mia", "Noa", "Oki", "Pia"]


def test_a_facilitator_who_voted_already_counts_as_voting(scoring):
    fields = {"respondent": "lee", "group": "team", "touchpoint": "till"}

    scoring.session.record([fields | {"measure": "received", "score": 3}])

    assert "Lee" in [person.alias for person in scoring.people()]


@pytest.mark.parametrize("typed", ["3,5", "x", "-1", "1e2", "²", "٣", "9" * 40])
def test_what_is_no_number_of_hands_is_refused(scoring, hands, typed):
    assert not hands.type_in(3, typed)

    assert "Nothing was stored" in scoring.session.error
    assert stored(scoring) == []


def test_where_nobody_is_listed_totals_are_not_checked(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    make_room(tmp_path, participants="alias\n")
    scoring = Scoring(Session())

    assert HandCount(scoring).type_in(3, "40")

    assert scoring.standing() == "40 votes. Nobody is listed: totals are not checked."
    scoring.how = "names"
    assert scoring.obstacle().startswith("This round was taken by show of hands (40 votes).")


def test_scoring_by_name_says_that_nobody_is_listed_until_somebody_is(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    make_room(tmp_path, participants="alias\n")
    scoring = Scoring(Session())
    assert scoring.obstacle() == ""

    scoring.how = "names"
    assert scoring.obstacle().startswith("Nobody is listed yet. Add who is in the room")

    scoring.session.save("add", lambda edits: edits.add("participants", alias="Mia"))
    assert scoring.obstacle() == ""


def test_a_hand_counted_in_another_notebook_is_not_counted_twice(scoring, hands):
    elsewhere = Scoring(Session("bakery"))
    HandCount(elsewhere).type_in(4, "1")

    hands.step(4, +1)

    assert [(row["score"], row["n"]) for row in stored(scoring)] == [(4.0, 2)]


def test_on_a_long_scale_scores_are_typed_as_they_are_called_out(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    settings = SETTINGS.replace("high = 5", "high = 100").replace("labels", "# labels")
    make_room(tmp_path, settings=settings)
    scoring = Scoring(Session())
    hands = HandCount(scoring)
    assert scoring.long

    hands.call_out("70 80, 80")
    assert hands.called_out() == "70 80 80"
    hands.call_out("75")
    assert hands.called_out() == "75"

    assert not hands.call_out("70 many")
    assert not hands.call_out("101")
    assert hands.called_out() == "75"


@pytest.fixture
def long_hands(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    settings = SETTINGS.replace("high = 5", "high = 100").replace("labels", "# labels")
    make_room(tmp_path, settings=settings)
    return HandCount(Scoring(Session()))


def test_while_the_count_is_hidden_a_typed_line_adds_to_it(long_hands):
    long_hands.call_out("70 80 90")
    long_hands.scoring.quiet = True

    assert long_hands.call_out("80")
    assert long_hands.call_out("")
    assert not long_hands.call_out("85")

    assert long_hands.called_out() == "70 80 80 90"
    assert long_hands.session.error.startswith("5 hands, but only 4 people may vote.")


def test_hands_counted_by_department_keep_their_department(scoring, hands):
    counted = {"group": "team", "touchpoint": "till", "measure": "received", "score": 4}
    scoring.session.record([counted | {"n": 2, "department": "shop"}])

    assert hands.step(4, +1)
    assert {(mark.n, mark.department) for mark in scoring.vote().marks} == {(2, "shop"), (1, "")}
    assert hands.step(4, -1)
    assert not hands.step(4, -1)

    assert scoring.vote().hands == {4.0: 2}
    assert scoring.session.error == (
        "2 hands for 4 were counted by department, which a show of hands does not know. Nothing was "
        "stored: vote again to count afresh."
    )


def test_several_chips_take_one_value_with_their_departments(scoring, chips):
    chips.pick("mia", True)
    chips.pick("oki", True)

    assert chips.give(4)

    rows = {row["respondent"]: row for row in stored(scoring)}
    assert {name: (row["score"], row["department"]) for name, row in rows.items()} == {
        "mia": (4.0, "shop"),
        "oki": (4.0, "baking"),
    }
    assert chips.picked == ()
    assert scoring.standing() == "2 of 4 voted; 2 did not vote."


def test_a_second_answer_of_a_person_replaces_the_first(scoring, chips):
    for value in (4, 2):
        chips.pick("mia", True)
        chips.give(value)

    assert scoring.vote().named == {"mia": 2.0}


def test_a_person_a_pack_names_by_alias_is_the_same_person(scoring, chips):
    scoring.session.record(
        [
            {
                "group": "team",
                "respondent": "Mia",
                "touchpoint": "till",
                "measure": "received",
                "score": 1,
            }
        ]
    )

    chips.pick("mia", True)
    chips.give(5)

    assert scoring.vote().named == {"Mia": 5.0}


def test_one_press_by_name_is_one_step_of_undo(scoring, chips):
    scoring.session.change("touchpoints", "till", description="new")
    for value, people in ((2, ["mia"]), (4, ["mia", "noa"])):
        for person in people:
            chips.pick(person, True)
        chips.give(value)
    assert scoring.session.undoable == "take 2 votes at Till"

    scoring.session.undo()
    assert scoring.vote().named == {"mia": 2.0}
    scoring.session.undo()

    assert scoring.vote().named == {}
    assert scoring.session.tables("touchpoints").set_index("id")["description"]["till"] == "new"


def test_a_name_is_refused_where_another_browser_counted_hands_a_moment_ago(scoring, chips):
    assert scoring.vote().total == 0
    HandCount(Scoring(Session("bakery"))).type_in(4, "4")
    chips.pick("mia", True)

    assert not chips.give(3)

    assert "This round was taken by show of hands (4 votes)" in scoring.session.error
    assert [(row["score"], row["n"]) for row in stored(scoring)] == [(4.0, 4)]


def test_an_answer_can_be_taken_back(scoring, chips):
    chips.pick("mia", True)
    chips.give(4)
    chips.pick("mia", True)

    assert chips.take_back()

    assert scoring.vote().total == 0


def test_a_value_without_a_chip_is_refused(scoring, chips):
    assert not chips.give(4)

    assert scoring.session.error == "Pick somebody's chip first, then the value they hold up."


def test_a_score_with_a_comma_breaks_nothing(scoring, chips):
    chips.pick("mia", True)

    assert not chips.type_in("x")
    assert not chips.type_in("3,5")
    assert stored(scoring) == []


def test_hands_and_names_in_one_round_are_refused(scoring, hands):
    hands.type_in(4, "2")
    scoring.how = "names"
    chips = RollCall(scoring)
    chips.pick("mia", True)

    assert not chips.give(3)

    assert (
        scoring.session.error
        == scoring.obstacle()
        == (
            "This round was taken by show of hands (2 votes). Both in one round would count people "
            "twice: go on by show of hands, or vote again."
        )
    )
    scoring.vote_again()
    assert chips.give(3)
    assert not hands.type_in(4, "1")
    assert scoring.vote().named == {"mia": 3.0}
