"""A practice pack holds what was there after a step, and nothing of the steps to come."""

import pandas as pd
import pytest

from touchkit.model import TABLES, Client
from touchkit.pack import Pack, half_done, read_pack, write_pack

ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "lanes": [{"id": "obstacle", "name": "Obstacle"}, {"id": "think", "name": "Think"}],
    "personas": [{"id": "anna", "name": "Anna"}],
    "touchpoints": [
        {"id": "till", "name": "The till", "stage": "buy", "shortlist": True, "verdict": "fix"},
        {"id": "bag", "name": "The bag", "stage": "buy", "shortlist": False},
    ],
    "links": [{"id": "l1", "source": "till", "target": "bag", "persona": "anna"}],
    "notes": [
        {"id": "n1", "touchpoint": "till", "lane": "obstacle", "text": "A queue"},
        {"id": "n2", "touchpoint": "till", "lane": "think", "text": "That was quick"},
    ],
    "scores": [
        {"id": f"{group}-{measure}", "group": group, "touchpoint": "till", "measure": measure,
         "score": 3.0, "n": 3, "wave": 1, "round": 1}
        for group, measure in (
            ("customer", "received"), ("customer", "desired"), ("outsider", "received"),
            ("team", "received"), ("team", "emotion"), ("team", "desired"), ("team", "minimum"),
            ("team", "importance"),
        )
    ],
    "ideas": [{"id": "i1", "touchpoint": "till", "title": "A second till"}],
    "acts": [{"id": "a1", "title": "Card", "trigger": "bought_on"}],
    "customers": [{"id": "k1", "call_name": "Zebedee", "persona": "anna"}],
    "ticks": [{"id": "t1", "act": "a1", "customer": "k1", "due": pd.Timestamp("2026-11-02")}],
    "participants": [{"id": "sage", "alias": "Sage"}],
    "decisions": [
        {"id": f"d-{step}", "step": step, "text": "Yes"}
        for step in ("point-of-view", "touchpoints", "received", "desired", "enhance", "calendar")
    ],
    "marks": [
        {"id": "m1", "table": "touchpoints", "row": "bag", "kind": "parked"},
        {"id": "m2", "table": "acts", "row": "a1", "kind": "disputed"},
        {"id": "m3", "table": "findings", "row": "no-owner", "kind": "accepted"},
    ],
}  # fmt: skip


@pytest.fixture
def whole():
    return Pack.from_rows(Client(title="Rose Bakery"), ROWS)


def ids(pack, table):
    return list(pack.tables[table]["id"])


KEPT = {
    0: {},
    1: {"personas": 1, "decisions": 1},
    2: {"personas": 1, "touchpoints": 2, "links": 1, "scores": 3, "decisions": 2},
    3: {"personas": 1, "touchpoints": 2, "links": 1, "notes": 1, "scores": 5, "decisions": 3},
    4: {"personas": 1, "touchpoints": 2, "links": 1, "notes": 2, "scores": 8, "decisions": 4},
    5: {"personas": 1, "touchpoints": 2, "links": 1, "notes": 2, "scores": 8, "decisions": 5,
        "ideas": 1, "marks": 2},
}  # fmt: skip


@pytest.mark.parametrize("until", KEPT)
def test_each_step_brings_its_own_rows(whole, until):
    pack = half_done(whole, until)

    given = {"stages": 1, "lanes": 2, "customers": 1, "participants": 1}
    assert {name: len(rows) for name, rows in pack.tables.items() if len(rows)} == (
        given | KEPT[until]
    )


def test_the_survey_is_given_and_the_teams_scores_come_with_their_steps(whole):
    assert ids(half_done(whole, 2), "scores") == [
        "customer-received", "customer-desired", "outsider-received",
    ]  # fmt: skip
    assert ids(half_done(whole, 3), "scores")[3:] == ["team-received", "team-emotion"]


def test_the_shortlist_is_kept_and_the_verdict_is_not(whole):
    touchpoints = half_done(whole, 2).touchpoints

    assert touchpoints["shortlist"].tolist() == [True, False]
    assert touchpoints["verdict"].isna().all()
    assert half_done(whole, 5).touchpoints["verdict"].tolist()[0] == "fix"


def test_what_hangs_on_something_taken_away_goes_along(whole):
    assert half_done(whole, 0).customers["persona"].isna().all()
    assert half_done(whole, 1).customers["persona"].tolist() == ["anna"]
    assert ids(half_done(whole, 5), "marks") == ["m1", "m3"]


@pytest.mark.parametrize("until", [None, *KEPT])
def test_customers_call_names_are_left_out_whatever_is_kept(whole, until):
    assert half_done(whole, until).customers["call_name"].isna().all()


def practice_of(*rows):
    usual = {"group": "team", "touchpoint": "till", "measure": "received", "score": 3.0}
    scores = [usual | row | {"id": f"s{n}"} for n, row in enumerate(rows)]
    departments = [{"id": name, "name": name} for name in ("shop", "bakery", "office")]
    own = ROWS | {"scores": scores, "departments": departments}
    return half_done(Pack.from_rows(Client(title="Bakery"), own), None).tables["scores"]


def signed(people, department="shop", **cells):
    return [{"respondent": who, "department": department, **cells} for who in people.split()]


def named(scores):
    return scores["department"].fillna("").tolist()


def test_a_department_too_small_to_be_told_apart_is_hidden_with_one_that_would_give_it_away():
    sizes = [*signed("bo kim jo ann", "shop"), *signed("x y z", "bakery"), *signed("lou", "office")]

    assert named(practice_of(*sizes)) == ["shop"] * 4 + [""] * 4
    assert named(practice_of(*sizes[:7])) == ["shop"] * 4 + ["bakery"] * 3
    assert named(practice_of(*sizes[:4], *sizes[7:])) == [""] * 5


@pytest.mark.parametrize(
    "cells",
    [{"measure": "desired"}, {"wave": 2}, {"round": 2}, {"persona": "anna"}, {"touchpoint": "bag"}],
    ids=str,
)
def test_a_department_is_counted_vote_by_vote(cells):
    everywhere = signed("bo kim jo") + signed("x y z", "bakery")
    one = signed("bo kim", **cells) + signed("x y z u", "bakery", **cells)

    assert named(practice_of(*everywhere, *one)) == ["shop"] * 3 + ["bakery"] * 3 + [""] * 6


def test_hands_counted_in_a_department_are_people_too():
    counted = [{"department": "shop", "n": 3}, {"department": "bakery", "n": 2, "score": 4.0}]

    assert named(practice_of(*counted, {"n": 1})) == ["shop", "", ""]


def test_a_vote_of_fewer_people_than_may_be_shown_is_left_out_and_others_stay():
    kept = practice_of(
        *signed("bo kim"), {"n": 2, "touchpoint": "bag"}, {"n": 3, "measure": "desired"},
        {"n": 1, "measure": "minimum"}, {"n": 2, "group": "customer"}, {"n": 2, "group": "outsider"},
    )  # fmt: skip

    assert kept["id"].tolist() == ["s3", "s4", "s5", "s6"]


def test_nothing_the_client_hides_is_shown_in_its_practice(repository):
    pack = read_pack(repository / "workshop_data" / "lavender")
    practice = half_done(pack, None)
    least = pack.client.smallest_group_team
    votes = ["touchpoint", "measure", "persona", "wave", "round"]

    team = practice.tables["scores"].query("group == 'team' and measure != 'minimum'")
    people = team.groupby([*votes, "department"], dropna=False)["respondent"].nunique()
    shown = people[people.index.get_level_values("department").notna()]

    assert len(shown) > 50
    assert shown.min() >= least
    assert len(practice.tables["scores"]) == len(pack.tables["scores"])


def test_columns_of_the_clients_own_about_people_stay_behind_but_for_dates():
    customers = [{"id": "k1", "email": "z@example.org", "bought_on": "2026-11-02", "best": True}]
    people = [{"id": "sage", "alias": "Sage", "phone": "123"}]
    own = ROWS | {"customers": customers, "participants": people}

    pack = half_done(Pack.from_rows(Client(title="Bakery"), own), None)

    assert list(pack.customers) == ["id", "call_name", "segment", "persona", "best", "bought_on"]
    assert list(pack.tables["participants"]) == ["id", "alias", "department", "role"]
    assert str(pack.customers["bought_on"].item())[:10] == "2026-11-02"


def test_without_a_step_all_rows_are_kept(whole):
    pack = half_done(whole, None)

    assert all(ids(pack, name) == ids(whole, name) for name in TABLES)


@pytest.mark.parametrize("until", [None, *KEPT])
def test_the_shipped_example_cut_anywhere_reads_without_problems(repository, tmp_path, until):
    pack = half_done(read_pack(repository / "workshop_data" / "lavender"), until)

    assert read_pack(write_pack(pack, tmp_path / "practice")) == pack


def test_the_pack_itself_is_left_as_it_is(whole):
    half_done(whole, 0)

    assert whole == Pack.from_rows(Client(title="Rose Bakery"), ROWS)
