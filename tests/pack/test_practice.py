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
         "score": 3.0, "n": 1, "wave": 1, "round": 1}
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


def test_a_department_too_small_to_be_told_apart_is_taken_out_of_the_scores():
    people = [("bo", "shop"), ("kim", "shop"), ("jo", "shop"), ("lou", "management")]
    rows = [
        {"id": f"s{n}", "respondent": who, "department": department, "group": "team",
         "touchpoint": "till", "measure": "received", "score": 3.0, "n": 1}
        for n, (who, department) in enumerate(people)
    ]  # fmt: skip
    pack = Pack.from_rows(Client(title="Bakery"), ROWS | {"scores": rows})

    kept = half_done(pack, None).tables["scores"]["department"]

    assert kept.fillna("").tolist() == ["shop", "shop", "shop", ""]


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
