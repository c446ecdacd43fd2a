"""One act changed: what is refused, and in which words, and what is asked about."""

import datetime as dt

import pytest

from touchkit.model import Client, to_rows
from touchkit.pack import Pack, write_pack
from touchkit.steps.acting import Acting
from touchkit.steps.everytime import EveryTime
from touchkit.steps.session import Session
from touchkit.steps.when_due import when_of

TODAY = dt.date(2026, 11, 25)
ROWS = {
    "acts": [{"id": "tea", "title": "Tea", "starts": dt.date(2027, 1, 31), "owner": "Mint"}],
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    write_pack(Pack.from_rows(Client(title="Tiny", country="IE"), ROWS), tmp_path / "tiny")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    return tmp_path


def keyboard():
    made = Acting(EveryTime(Session("tiny"), today=lambda: TODAY))
    made.every.open_act("tea")
    return made


@pytest.fixture
def state(folder):
    return keyboard()


def stored(state):
    return next(iter(to_rows(state.session.tables("acts"))))


def following(state):
    facts = state.every.facts()
    return state.next_times(state.act(facts), facts)


@pytest.mark.parametrize("typed", ["99999999999", "3661", "-3", "soon"])
def test_days_to_prepare_that_cannot_be_are_said_in_days(state, typed):
    assert not state.put("tea", "lead_days", typed)

    assert "days" in state.trouble[1]
    assert "people" not in state.trouble[1]
    assert "lead_days" not in stored(state)


def test_a_day_by_its_number_begins_with_one_the_month_has(state):
    for field, choice in (("again", "year"), ("on", "first"), ("month", 2), ("on", "nth")):
        assert state.put_when("tea", field, choice), state.trouble

    when = when_of(stored(state))
    assert (when.on, when.month, when.nth) == ("nth", 2, 28)


def test_each_year_on_a_day_each_month_had_is_one_the_month_has(state):
    for field, choice in (
        ("again", "month"), ("on", "nth"), ("starts", "2.2.2027"), ("again", "year"),
    ):  # fmt: skip
        assert state.put_when("tea", field, choice), state.trouble

    assert when_of(stored(state)).nth == 28


@pytest.mark.parametrize(
    ("starts", "asked"),
    [
        ("3.5.2026", "It is over. Did you mean 2027?"),
        ("24.12.2006", "It is over. Did you mean 2026?"),
        ("29.2.2024", "It is over. Did you mean 2028?"),
    ],
)
def test_a_first_date_gone_by_is_taken_and_asked_about(state, starts, asked):
    assert state.put_when("tea", "starts", starts)

    assert following(state) == asked


def test_what_was_done_is_over_without_a_question(state):
    state.put_when("tea", "starts", "3.5.2026")
    day = dt.date(2026, 5, 3)
    state.session.save("tick", lambda edits: edits.add("ticks", act="tea", due=day, done_on=day))

    assert following(state) == "It is over."


def test_what_came_again_and_ended_is_over(state):
    for field, typed in (("again", "week"), ("starts", "6.1.2026"), ("times", "4")):
        assert state.put_when("tea", field, typed), state.trouble
    assert following(state) == "It is over. Did you mean 2027?"

    assert state.put_when("tea", "until", "1.3.2026")
    assert following(state) == "It is over."


def test_what_somebody_else_stored_meanwhile_is_not_written_over(state):
    keyboard().put("tea", "title", "Tea for two")

    assert not state.put("tea", "title", "High tea", shown="Tea")
    assert (stored(state)["title"], state.unstored) == ("Tea for two", "title")

    assert state.put("tea", "title", "High tea")
    assert (stored(state)["title"], state.unstored) == ("High tea", "")


def test_the_same_text_and_another_field_are_no_clash(state):
    keyboard().put("tea", "title", "Tea for two")

    assert state.put("tea", "title", "Tea for two", shown="Tea")
    assert state.put("tea", "owner", "Sage", shown="Mint")
    assert state.unstored == ""


def test_what_was_kept_out_is_let_go_with_the_act(state):
    keyboard().put("tea", "wording", "Come in")
    state.put("tea", "wording", "Come", shown="")
    assert state.unstored == "wording"

    state.every.act = ""

    assert state.unstored == ""
