"""The business case: inputs as ranges with their sources, what is missing, and what the ideas cost."""

import pytest

from tests.steps.room import make_room
from touchkit.model import Client
from touchkit.steps.assumptions import Line, case_of, costs_of, lines_of
from touchkit.steps.case_words import hinges, missing_words, range_rows, typed_as
from touchkit.steps.casework import Casework
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.session import Session

CLIENT = Client(title="Tiny", currency="CHF")
IDEAS = (
    "id,touchpoint,title,status,cost,cost_yearly\nbell,till,A bell,chosen,S,\nlamp,window,A lamp,testing,1200,300\n"
    "bag,till,A bag,idea,9000,9000\nsign,till,A sign,chosen,,\n"
)
FULL = (
    "input,low,mid,high,source\ncustomers,380,400,420,customer list\nleavers,0.28,0.31,0.34,leavers 2025\n"
    "lift,0.1,0.2,0.4,our guess\nrevenue,1800,2100,2400,accounts\nmargin,0.2,0.25,0.3,accounts\n"
    "cost,2500,2800,3600,offer\ncost_yearly,0,0,100,offer\n"
)


def open_case(folder, monkeypatch, **tables):
    make_room(folder, **{"ideas": IDEAS} | tables)
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(folder))
    return Casework(Enhancing(Session("bakery")))


@pytest.fixture
def state(tmp_path, monkeypatch):
    return open_case(tmp_path, monkeypatch)


@pytest.fixture
def full(tmp_path, monkeypatch):
    return open_case(tmp_path, monkeypatch, assumptions=FULL)


def stored(state):
    rows = state.session.tables("assumptions").set_index("input")
    return {
        name: tuple(row)
        for name, row in zip(rows.index, rows[["low", "mid", "high"]].to_numpy(), strict=True)
    }


def line(state, name):
    return next(one for one in state.lines(state.enhancing.facts()) if one.id == name)


def give(state, **inputs):
    for name, typed in inputs.items():
        assert state.put(name, "mid", typed)


def test_each_input_says_whom_to_ask_until_it_is_given(state):
    said = missing_words(state.lines(state.enhancing.facts()))

    assert said == [
        "How many customers it reaches: ask whoever keeps the customer list.",
        "How many of them leave today: ask whoever keeps the customer list how many of last year’s are gone.",
        "How many leavers would stay: ask the room for a guess; a pilot will tell.",
        "What a customer brings in a year: ask accounting.",
        "What it costs once: ask whoever gets the offers.",
    ]
    assert state.case(state.enhancing.facts()) is None


def test_the_case_is_a_range_as_soon_as_what_is_likely_is_given(state):
    give(state, customers="400", leavers="31 %", lift="0.2", revenue="2100", cost="2,800")

    case = state.case(state.enhancing.facts())

    net = case.range.set_index("line").loc["net"]
    assert net["mid"] == pytest.approx(400 * 0.31 * 0.2 * 2100 - 2800)
    assert net["low"] < net["mid"] < net["high"]
    assert "nobody has said where from" in case.sentence


def test_a_blank_end_is_half_less_or_half_more_but_no_share_is_more_than_all():
    known = Line(id="margin", says="how much", unit="share", mid=0.8, high=0.9)

    assert (known.end("low"), known.end("mid"), known.end("high")) == (0.4, 0.8, 0.9)
    assert Line(id="margin", says="how much", unit="share", mid=0.8).end("high") == 1.0


def test_people_type_shares_counts_and_money_their_own_way(state):
    give(state, leavers="31 of 100", customers="1,200", revenue="EUR 2,100.50")

    mids = {name: values[1] for name, values in stored(state).items()}

    assert mids == {"leavers": 0.31, "customers": 1200.0, "revenue": 2100.5}
    assert [typed_as(line(state, name), mids[name]) for name in mids] == [
        "31 %",
        "1,200",
        "2,100.5",
    ]


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("leavers", "0,31", "has a comma"), ("leavers", "131 %", "more than all of them"),
        ("customers", "-4", "is below 0"), ("revenue", "lots", "was not read as a number"),
        ("customers", "1.200", "could be 1.2 or 1,200: write 1200"), ("cost", "2.800", "could be 2.8 or 2,800"),
        ("revenue", "USD 20", "Everything here is in EUR, not in USD"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_not_stored(state, name, typed, said):
    assert not state.put(name, "low", typed)

    assert state.trouble[0] == f"{name} low"
    assert said in state.trouble[1]
    assert stored(state) == {}


def test_ends_that_cross_are_stored_and_said_and_stop_the_case(full):
    full.put("customers", "low", "500")

    assert line(full, "customers").fault == (
        "How many customers it reaches: what is likely lies between the least and the most."
    )
    assert full.case(full.enhancing.facts()) is None
    full.put("customers", "low", "380")
    assert full.case(full.enhancing.facts()) is not None


def test_the_chosen_ideas_offer_what_they_cost_and_say_where_from(state):
    facts = state.enhancing.facts()

    found = costs_of(facts.tables["ideas"], facts.client)
    once, yearly = found["cost"], found["cost_yearly"]

    assert (once.amount, once.source) == (
        1700.0,
        "sum of 2 ideas chosen or tested; 1 idea without a figure",
    )
    assert (yearly.amount, yearly.source) == (
        300.0,
        "sum of 1 idea chosen or tested; 2 ideas without a figure",
    )
    assert set(found) == {"cost", "cost_yearly"}


def test_an_offer_is_taken_with_its_source_and_undone_at_once(state):
    state.put("cost", "low", "3")

    state.take("cost")

    taken = line(state, "cost")
    assert (taken.low, taken.mid, taken.high) == (None, 1700.0, None)
    assert taken.source.startswith("sum of 2 ideas")
    state.session.undo()
    assert (line(state, "cost").low, line(state, "cost").mid) == (3.0, None)


def test_nothing_chosen_offers_nothing(tmp_path, monkeypatch):
    state = open_case(tmp_path, monkeypatch, ideas="id,touchpoint,title\nbell,till,A bell\n")

    assert state.offers(state.enhancing.facts()) == {}
    assert not state.take("cost")


def test_years_are_a_setting_of_the_client_and_leave_the_others_alone(full):
    before = full.session.workshop.client.plan
    one = full.case(full.enhancing.facts())

    full.look_ahead(3)

    after = full.session.workshop.client.plan
    assert (after.years, after.delight, after.below_minimum) == (
        3,
        before.delight,
        before.below_minimum,
    )
    three = full.case(full.enhancing.facts())
    assert three.range.loc[3, "mid"] > one.range.loc[3, "mid"]
    assert "over 3 years" in three.sentence
    full.session.undo()
    assert full.session.workshop.client.plan.years == 1


def test_the_range_is_told_from_cautious_to_hopeful(full):
    rows = range_rows(full.case(full.enhancing.facts()))

    assert rows[0] == ("Customers kept a year", "11", "25", "57")
    assert [row[0] for row in rows][3:] == [
        "Left after all costs, first year",
        "What is spent comes back in",
    ]
    assert all(len(row) == 4 for row in rows)


def test_what_never_comes_back_is_said_so(full):
    full.put("lift", "low", "0")

    assert range_rows(full.case(full.enhancing.facts()))[-1][1] == "never"


def test_what_it_hangs_on_most_is_said_with_both_ends(full):
    said = hinges(full.case(full.enhancing.facts()))

    assert len(said) == 3
    assert said[0] == (
        "How many leavers would stay: EUR\u00a03,710 is left if it is 10 %, EUR\u00a023,240 if it is 40 %."
    )


def test_sources_still_to_be_said_are_named_together(state):
    give(state, customers="400", revenue="10")

    said = missing_words(state.lines(state.enhancing.facts()))

    assert said[-1] == (
        "Say where it comes from: how many customers it reaches and what a customer brings in a year."
    )


def test_a_source_is_stored_and_leaves_what_it_belongs_to(full):
    full.put_source("lift", "  Mia’s guess ")

    assert (line(full, "lift").source, line(full, "lift").mid) == ("Mia’s guess", 0.2)


def test_an_optional_input_with_half_a_range_is_wanted():
    known = lines_of_one(low=0.2)

    assert known.wanted
    assert not lines_of_one().wanted


def lines_of_one(**ends):
    return Line(id="margin", says="how much of that is earned", unit="share", usual=1.0, **ends)


def test_a_row_that_stands_twice_counts_once(tmp_path, monkeypatch):
    state = open_case(tmp_path, monkeypatch, assumptions=f"{FULL}lift,0.5,0.6,0.7,another guess\n")

    assert line(state, "lift").mid == 0.2
    assert case_of(lines_of(state.session.tables("assumptions")), CLIENT) is not None
