"""The people in the room: pasted, counted, named, placed."""

import pytest

from tests.steps.test_session import make_pack
from touchkit.steps.people import MAKE, PeopleState
from touchkit.steps.session import Session


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    make_pack(tmp_path, "bakery", "Rose Bakery")
    session = Session()
    session.workshop.add("departments", name="Shop")
    session.look_again()
    return PeopleState(session)


def aliases(state):
    return [person["alias"] for person in state.rows()]


def departments(state):
    return [name for name, _ in state.departments()]


def test_a_list_whose_departments_are_known_is_stored_at_once(state):
    assert state.paste("Anna / Shop\nBen / shop\nCleo")

    assert state.rows() == [
        {"id": "anna", "alias": "Anna", "department": "shop", "role": "participant"},
        {"id": "ben", "alias": "Ben", "department": "shop", "role": "participant"},
        {"id": "cleo", "alias": "Cleo", "department": "", "role": "participant"},
    ]
    assert state.told == "3 people added."


def test_unknown_departments_are_asked_about_once_and_nothing_is_stored_before(state):
    assert not state.paste("Anna / Bakehouse\nBen / bakehouse\nCleo / Shopp")

    assert state.asked == [("Bakehouse", MAKE), ("Shopp", "shop")]
    assert state.rows() == []

    assert state.answer({"Bakehouse": MAKE, "Shopp": "shop"})

    assert departments(state) == ["Shop", "Bakehouse"]
    assert [person["department"] for person in state.rows()] == ["bakehouse", "bakehouse", "shop"]
    assert state.asked == []


def test_an_unknown_department_may_be_left_blank(state):
    state.paste("Anna / Bakehouse")

    state.answer({"Bakehouse": ""})

    assert state.rows()[0]["department"] == ""
    assert departments(state) == ["Shop"]


def test_a_list_and_its_departments_are_one_action(state):
    state.paste("Anna / Bakehouse")
    state.answer({"Bakehouse": MAKE})

    state.session.undo()

    assert (aliases(state), departments(state)) == ([], ["Shop"])


def test_never_mind_drops_the_list(state):
    state.paste("Anna / Bakehouse")

    state.never_mind()

    assert state.asked == []
    assert not state.answer({"Bakehouse": MAKE})
    assert state.rows() == []


def test_who_is_there_already_is_moved_and_not_doubled(state):
    state.paste("Anna")

    state.paste("anna / Shop\nBen")

    assert [(person["alias"], person["department"]) for person in state.rows()] == [
        ("Anna", "shop"), ("Ben", ""),
    ]  # fmt: skip
    assert state.told == "1 person added. 1 was in the list already."


def test_a_faulty_list_adds_nobody_and_says_why(state):
    assert not state.paste("Anna\n/ Shop")

    assert state.session.error.startswith("Line 2: there is no name at its beginning.")
    assert state.rows() == []


def test_an_empty_list_says_what_to_type(state):
    assert not state.paste("  ")

    assert "Type or paste a list first" in state.session.error


def test_a_count_makes_numbered_people(state):
    assert state.count(3)

    assert aliases(state) == ["Person 1", "Person 2", "Person 3"]


def test_a_smaller_count_takes_away_numbers_only_the_last_first(state):
    state.paste("Anna")
    state.count(4)

    assert state.count(2)

    assert aliases(state) == ["Anna", "Person 1"]


def test_named_people_are_never_counted_away(state):
    state.paste("Anna\nBen")
    state.count(3)

    assert not state.count(1)

    assert state.session.error == (
        "2 people are in the list by name. Take out who is not here with the × beside the name."
    )
    assert aliases(state) == ["Anna", "Ben", "Person 1"]


def test_a_number_that_has_answered_or_has_a_place_is_kept(state):
    state.count(2)
    state.place("person-2", "shop")
    state.session.record([
        {"respondent": "Person 1", "group": "team", "touchpoint": "the-counter", "measure": "received", "score": 3}
    ])  # fmt: skip

    assert not state.count(0)

    assert aliases(state) == ["Person 1", "Person 2"]


def test_the_same_count_stores_nothing(state):
    state.count(2)
    before = state.session.revision

    assert state.count(2)

    assert state.session.revision == before


def test_more_people_than_a_screen_holds_are_refused(state):
    assert not state.count(61)
    assert not state.paste("\n".join(f"p{n}" for n in range(61)))

    assert state.session.error == "At most 60 people fit on a screen; nobody was added."
    assert state.rows() == []


def test_a_person_is_edited_in_place(state):
    state.count(1)

    assert state.rename("person-1", " Anna ")
    assert state.place("person-1", "shop")
    assert state.cast("person-1", "scribe")

    assert state.rows() == [
        {"id": "person-1", "alias": "Anna", "department": "shop", "role": "scribe"}
    ]
    assert state.place("person-1", "")
    assert state.rows()[0]["department"] == ""


def test_a_new_name_leaves_one_person_whose_answers_and_decisions_follow(state):
    state.paste("Anna")
    workshop = state.session.workshop
    workshop.add("decisions", step="enhance", text="Paint", owner="Anna")
    workshop.record(
        [{"group": "team", "respondent": "Anna", "touchpoint": "the-counter", "measure": "received", "score": 3}]
    )  # fmt: skip
    state.session.look_again()

    assert state.rename("anna", "Annie")

    assert list(state.session.tables("decisions")["owner"]) == ["Annie"]
    assert list(state.session.tables("scores")["respondent"]) == ["anna"]
    state.session.undo()
    assert aliases(state) == ["Anna"]
    assert list(state.session.tables("decisions")["owner"]) == ["Anna"]
    assert list(state.session.tables("scores")["respondent"]) == ["Anna"]


def test_whoever_is_at_the_keyboard_stays_there_under_the_new_name(state):
    state.paste("Anna\nBen")
    state.session.work_as("Anna")

    state.rename("anna", "Annie")

    assert state.session.who == "Annie"
    assert [name for name, _ in state.session.people] == ["Annie", "Ben"]
    assert state.session.undoable == "call Anna Annie"


@pytest.mark.parametrize(
    ("alias", "said"),
    [
        ("", "A name cannot be blank"),
        ("ANNA", "There is somebody called Anna already"),
        ("x" * 10_000, "This name is too long"),
    ],
)
def test_a_name_that_cannot_stand_on_a_chip_is_refused(state, alias, said):
    state.paste("Anna\nBen")

    assert not state.rename("ben", alias)

    assert said in state.session.error
    assert aliases(state) == ["Anna", "Ben"]


def test_who_is_taken_out_comes_back_with_undo(state):
    state.paste("Anna\nBen")

    state.remove("anna")
    assert aliases(state) == ["Ben"]
    assert state.session.undoable == "take Anna out of the room"
    state.session.undo()

    assert aliases(state) == ["Anna", "Ben"]


def test_a_department_is_made_once(state):
    assert state.make_department("Bakehouse")
    assert not state.make_department("bakehouse")
    assert not state.make_department("  ")

    assert departments(state) == ["Shop", "Bakehouse"]


def test_another_client_is_not_asked_about_this_ones_departments(state, tmp_path):
    make_pack(tmp_path, "clinic", "Clinic")
    state.paste("Anna / Bakehouse")

    state.session.open("clinic")

    assert state.asked == []
    assert not state.answer({"Bakehouse": MAKE})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Anna", "Annie"),
        ("Anna, who owns it", "Annie, who owns it"),
        ("Annabel", "Annabel"),
        (None, None),
    ],
)
def test_who_decides_follows_a_new_name_and_undo_brings_both_back(state, before, after):
    state.paste("Anna")
    state.session.change("client", "client", decider=before)

    assert state.rename("anna", "Annie")
    assert state.session.workshop.client.decider == after

    state.session.undo()
    assert (aliases(state), state.session.workshop.client.decider) == (["Anna"], before)
