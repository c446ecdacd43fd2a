"""Every measure of one client, in the client's names and with small groups hidden."""

import pytest

from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.workshop import open_workshop

PEOPLE = 16


def score(who, group, touchpoint, measure, value, **more):
    cells = {"respondent": f"{group[0]}{who}", "group": group, "touchpoint": touchpoint}
    return {**cells, "measure": measure, "score": value, **more}


def customers():
    for who in range(PEOPLE):
        persona = "ann" if who % 2 else "ben"
        yield score(who, "customer", "call", "received", 2 + who % 2, persona=persona)
        yield score(who, "customer", "shop", "received", 4 + who % 2, persona=persona)
        yield score(who, "customer", "stamp", "received", 1, persona=persona)


def team():
    for who in range(4):
        department = "desk" if who < 3 else "lab"
        for touchpoint, received, dots in (("call", 5, 3), ("shop", 4, 1)):
            more = {"department": department}
            yield score(who, "team", touchpoint, "received", received, **more)
            yield score(who, "team", touchpoint, "desired", 5, **more)
            yield score(who, "team", touchpoint, "importance", dots, **more)
    for touchpoint in ("call", "shop", "stamp"):
        yield {"group": "team", "touchpoint": touchpoint, "measure": "minimum", "score": 3}


ROWS = {
    "stages": [{"id": "try", "name": "Try"}, {"id": "buy", "name": "Buy"}],
    "departments": [{"id": "desk", "name": "The desk"}, {"id": "lab", "name": "The lab"}],
    "lanes": [{"id": "promise", "name": "Promise"}],
    "personas": [{"id": "ann", "name": "Ann"}, {"id": "ben", "name": "Ben"}],
    "touchpoints": [
        {"id": "call", "name": "First call", "stage": "try", "department": "desk"},
        {"id": "shop", "name": "In the shop", "stage": "buy", "department": "lab"},
        {"id": "stamp", "name": "Stamp card", "stage": "buy", "status": "retired"},
    ],
    "links": [{"source": "call", "target": "shop"}],
    "notes": [
        {"touchpoint": "call", "lane": "promise", "text": "In two rings", "met": "no"},
        {"touchpoint": "call", "lane": "promise", "text": "By name", "persona": "ben"},
    ],
    "scores": [*customers(), *team()],
}


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    client = Client(title="Tiny", customer_word="guest", smallest_group_customers=10)
    write_pack(Pack.from_rows(client, ROWS), tmp_path / "tiny")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    return open_workshop("tiny")


@pytest.fixture
def numbers(workshop):
    return workshop.numbers()


def at(frame, touchpoint):
    return frame.set_index("touchpoint").loc[touchpoint]


def test_sentences_speak_of_touchpoints_and_customers_by_the_clients_names(numbers):
    sentence = at(numbers.inside_outside(), "call")["sentence"]

    assert sentence.startswith("At First call the team says 5.0")
    assert "guests say 2.5" in sentence


def test_a_sentence_does_not_drown_in_a_name_of_ten_thousand_letters(workshop):
    workshop.change("touchpoints", "call", name="x" * 10_000)

    told = workshop.numbers().gaps()["sentence"]

    assert len(told)
    assert told.str.len().max() < 500


def test_retired_touchpoints_are_not_compared(numbers):
    for frame in (numbers.inside_outside(), numbers.within_person(), numbers.departments()):
        assert set(frame["touchpoint"]) == {"call", "shop"}


def test_a_retired_touchpoint_gives_no_strike(numbers):
    strikes = numbers.strikes().set_index("strikes")

    assert strikes.loc[0, "people"] == PEOPLE / 2
    assert strikes.loc[1, "people"] == PEOPLE / 2


def test_a_department_of_one_stays_hidden(numbers):
    marks = numbers.departments().set_index(["touchpoint", "department"])

    assert marks.loc[("call", "desk"), "mean"] == 5
    assert marks["mean"].isna().loc[("call", "lab")]


def test_importance_is_the_teams_and_names_whose_it_is(numbers):
    row = at(numbers.importance(), "call")

    assert (row["importance"], row["importance_from"]) == (3, "team")
    assert row["share"] == 0.75
    assert row["sentence"].startswith("First call got 75 % of all dots")


def test_performance_on_the_grid_is_what_customers_say(numbers):
    grid = numbers.quadrants()

    assert at(grid, "call")["quadrant"] == "concentrate here"
    assert at(grid, "shop")["quadrant"] == "possible overkill"
    assert list(grid["received_from"]) == ["customer", "customer"]
    assert list(grid["name"]) == ["First call", "In the shop"]


def test_the_grid_keeps_one_received_group_only(workshop):
    workshop.add("touchpoints", id="mail", name="The letter", stage="buy", department="desk")
    for measure, value in (("received", 1), ("desired", 5), ("importance", 2)):
        workshop.record(
            score(who, "team", "mail", measure, value, department="desk") for who in range(4)
        )

    numbers = workshop.numbers()
    grid = numbers.quadrants()

    assert at(numbers.gaps(), "mail")["received_from"] == "team"
    assert "mail" in set(numbers.importance()["touchpoint"])
    assert list(grid["touchpoint"]) == ["call", "shop"]
    assert set(grid["received_from"]) == {"customer"}
    assert set(grid["cross_performance"]) == {(2.5 + 4.5) / 2}


def test_the_team_makes_the_grid_where_no_customer_scored_anything(workshop):
    scores = workshop.scores
    for row in scores.loc[scores["group"] == "customer", "id"]:
        workshop.remove("scores", row)

    grid = workshop.numbers().quadrants()

    assert set(grid["received_from"]) == {"team"}
    assert list(grid["performance"]) == [5, 4]


def test_one_personas_numbers_say_whose_they_are(workshop):
    numbers = workshop.numbers("ann")

    assert at(numbers.gaps(), "call")["n_received"] == PEOPLE / 2
    assert at(numbers.inside_outside(), "call")["sentence"].startswith("For Ann: ")
    assert list(numbers.promises()["promise"]) == ["In two rings"]


def test_a_sentence_names_a_persona_only_where_an_answer_behind_it_does(workshop):
    for row in workshop.scores.loc[workshop.scores["touchpoint"] == "call"].itertuples():
        workshop.change("scores", row.id, persona=None)
    numbers = workshop.numbers("ann")

    assert at(numbers.gaps(), "call")["sentence"].startswith("Guests received 2.5")
    assert at(numbers.gaps(), "shop")["sentence"].startswith("For Ann: ")
    assert not at(numbers.inside_outside(), "call")["sentence"].startswith("For Ann: ")
    assert at(numbers.talk_first(), "call")["sentence"].startswith("Start with First call")
    assert not numbers.departments()["sentence"].str.startswith("For Ann: ").any()


def test_bad_contacts_of_people_who_named_nobody_are_nobodys_in_particular(workshop):
    assert workshop.numbers("ann").strikes()["sentence"].str.startswith("For Ann: ").all()

    for row in workshop.scores.loc[workshop.scores["group"] == "customer"].itertuples():
        workshop.change("scores", row.id, persona=None)

    assert not workshop.numbers("ann").strikes()["sentence"].str.startswith("For Ann: ").any()


def test_each_personas_way_is_remembered_by_itself(workshop, numbers):
    told = numbers.remembered()

    assert list(told["persona"]) == ["ann", "ben"]
    assert list(workshop.numbers("ben").remembered()["persona"]) == ["ben"]


def test_the_way_is_told_in_the_order_of_the_journey(numbers):
    assert numbers._path(None) == ["call", "shop"]


def test_a_client_without_scores_has_empty_frames_and_no_failure(workshop):
    for score_id in workshop.scores["id"]:
        workshop.remove("scores", score_id)
    numbers = workshop.numbers()

    frames = [
        numbers.gaps(), numbers.cautions(), numbers.inside_outside(), numbers.departments(),
        numbers.talk_first(), numbers.importance(), numbers.quadrants(), numbers.change(),
        numbers.stability(), numbers.within_person(),
    ]  # fmt: skip

    assert all(frame.empty for frame in frames)
    assert len(numbers.strikes()) == 1
    assert list(numbers.evidence()["n"]) == [2, 0]
    assert list(numbers.evidence(by="department")["n"]) == [2, 0]
