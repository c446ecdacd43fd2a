"""What has become of the acts a team sees to every time."""

import datetime as dt
from types import SimpleNamespace

import pytest

from touchkit.model import TABLES, Client, to_frame
from touchkit.plan import calendar
from touchkit.steps.kept_acts import KeptActsReader, kept_acts

ON = dt.date(2026, 11, 25)
CLIENT = Client(title="Tiny")


def day(number):
    return ON + dt.timedelta(days=number)


ACTS = [
    {"id": "call", "title": "Call", "trigger": "clean_on", "offset_days": 1},
    {"id": "tea", "title": "Tea", "starts": day(-7), "repeats": "FREQ=WEEKLY"},
    {"id": "far", "title": "Far", "starts": day(300)},
    {"id": "gone", "title": "Gone", "starts": day(-300)},
    {"id": "offer", "title": "Offer", "starts": day(3), "calendar": "marketing"},
]
CUSTOMERS = [{"id": "k1", "clean_on": day(-31)}, {"id": "k2", "clean_on": day(-4)},
             {"id": "k3", "clean_on": day(1)}]  # fmt: skip
TICKS = [{"id": "t1", "act": "call", "customer": "k1", "due": day(-30), "done_on": day(-29)}]


def tables(**more):
    rows = {"acts": ACTS, "customers": CUSTOMERS, "ticks": TICKS} | more
    return {name: to_frame(model, rows.get(name, [])) for name, model in TABLES.items()}


def rows(found):
    return [(row["act"], row["customer"], row["due"].date(), row["state"])
            for row in found.roster.to_dict("records")]  # fmt: skip


def test_only_acts_somebody_ticks_have_a_roster_from_the_first_tick_on():
    assert rows(kept_acts(CLIENT, tables(), ON)) == [
        ("call", "k1", day(-30), "late"), ("call", "k2", day(-3), "late"),
    ]  # fmt: skip


def test_each_act_that_still_comes_has_its_next_day_but_marketing():
    assert kept_acts(CLIENT, tables(), ON).coming == {
        "call": day(2),
        "tea": day(0),
        "far": day(300),
    }


def test_what_was_done_ahead_or_today_is_not_next():
    done = [{"id": "t2", "act": "call", "customer": "k3", "due": day(2), "done_on": day(0)},
            {"id": "t3", "act": "tea", "due": day(0), "done_on": day(0)}]  # fmt: skip

    coming = kept_acts(CLIENT, tables(ticks=[*TICKS, *done]), ON).coming

    assert coming == {"tea": day(7), "far": day(300)}


def test_an_act_that_cannot_be_read_keeps_its_ticks_and_has_no_next_day():
    odd = {"id": "odd", "title": "Odd", "starts": day(-9), "repeats": "FREQ=NEVER"}
    tick = {"id": "t2", "act": "odd", "customer": "k1", "due": day(-9)}

    found = kept_acts(CLIENT, tables(acts=[*ACTS, odd], ticks=[tick]), ON)

    assert rows(found) == [("odd", "k1", day(-9), "late")]
    assert "odd" not in found.coming


@pytest.fixture
def counted(monkeypatch):
    asked = []
    monkeypatch.setattr(
        "touchkit.steps.kept_acts.calendar", lambda *given, **more: asked.append(1) or calendar(*given, **more)
    )  # fmt: skip
    return SimpleNamespace(asked=asked, reader=KeptActsReader())


def test_they_are_kept_until_an_acts_dates_customers_audiences_or_ticks_change(counted):
    before = tables()
    first = counted.reader.read(CLIENT, before, ON)
    owned = tables(acts=[act | {"owner": "Mint"} for act in ACTS])

    assert counted.reader.read(CLIENT, owned, ON) is first
    many = len(counted.asked)
    counted.reader.read(CLIENT, tables(ticks=[]), ON)
    assert len(counted.asked) > many
    assert counted.reader.read(CLIENT, tables(ticks=[]), day(1)) is not first
