"""How consistently acts are done, with intervals; and a live workshop's own calendar."""

import datetime as dt
import shutil

import pandas as pd
import pytest

from touchkit import open_workshop
from touchkit.workshop.calendars import calendar_findings, due_between
from touchkit.workshop.keeping import consistency

DAY = pd.Timestamp("2026-12-14")


def roster(act, done, people, times=1):
    """A roster of one act: so many customers, of whom so many got it each time."""
    who = [f"{act}{number}" for number in range(people)] * times
    kept = [number < done for number in range(people)] * times
    return pd.DataFrame({
        "act": act, "customer": who, "due": DAY, "state": ["done" if one else "missed" for one in kept],
        "done_on": [DAY if one else pd.NaT for one in kept],
    })  # fmt: skip


def test_a_rate_has_an_interval_around_it():
    row = consistency(roster("card", 50, 60)).iloc[0]

    assert (row["kept"], row["due"], round(row["rate"], 3)) == (50, 60, 0.833)
    assert 0.70 < row["rate_low"] < 0.76
    assert 0.88 < row["rate_high"] < 0.93
    assert row["sentence"].startswith("card: done 50 of 60 times, 83 %, between 7")


def test_fewer_than_fifteen_customers_get_no_interval():
    row = consistency(roster("card", 7, 14), names={"card": "Card"}, customer_word="guest").iloc[0]

    assert pd.isna(row["rate_low"])
    assert (
        row["sentence"]
        == "Card: done 7 of 14 times, 50 %; too few guests to say how it goes in general."
    )


def test_the_same_customers_again_and_again_make_nothing_surer():
    once, often = (consistency(roster("card", 20, 40, times)).iloc[0] for times in (1, 10))

    assert often["due"] == 400
    assert often["rate_high"] - often["rate_low"] > 0.8 * (once["rate_high"] - once["rate_low"])


def test_best_customers_and_the_others_are_told_apart():
    frame = pd.concat([roster("a", 25, 30), roster("b", 12, 30)], ignore_index=True).assign(
        act="card"
    )
    customers = pd.DataFrame(
        {"id": frame["customer"], "best": frame["customer"].str.startswith("a")}
    )

    found = consistency(frame, ["act", "best"], customers=customers, names={"card": "Card"})

    assert [text.split(", between")[0] for text in found["sentence"]] == [
        "Card, best: no: done 12 of 30 times, 40 %",
        "Card, best: yes: done 25 of 30 times, 83 %",
    ]
    assert found["rate_high"].iloc[0] < found["rate_low"].iloc[1]


def test_an_empty_roster_has_no_rates():
    assert len(consistency(roster("card", 0, 0))) == 0


def test_what_everybody_got_each_time_still_has_an_interval_below_it():
    row = consistency(roster("card", 30, 30)).iloc[0]

    assert row["rate_high"] == 1
    assert row["rate_low"] < 0.97


@pytest.fixture
def lavender(repository, tmp_path, monkeypatch):
    shutil.copytree(repository / "workshop_data" / "lavender", tmp_path / "lavender",
                    ignore=shutil.ignore_patterns("*.sqlite*"))  # fmt: skip
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    return open_workshop("lavender")


def test_a_workshops_calendar_knows_its_audiences_and_its_names(lavender):
    year = due_between(lavender, dt.date(2026, 11, 16), dt.date(2027, 11, 30))

    found = calendar_findings(
        lavender, year, closest_days=3, most_per_week=2, longest_silence_days=120
    )

    assert set(year["customer"][year["act"] == "birthday-card"]) < {
        f"k0{number}" for number in range(34, 49)
    }
    assert found["kind"].value_counts().to_dict() == {"no_act": 14, "collision": 2, "drought": 1}
    assert found["who"].iloc[0] == "Best customers"
    assert (
        found["what"]
        .iloc[0]
        .startswith("December thank-you card to the best customers, by hand and")
    )


def test_what_was_accepted_is_not_found_again(lavender):
    year = due_between(lavender, dt.date(2026, 11, 16), dt.date(2027, 11, 30))
    limits = {"closest_days": 3, "most_per_week": 2, "longest_silence_days": 120}
    first = calendar_findings(lavender, year, **limits)

    lavender.add("marks", table="findings", row=first["id"].iloc[0], kind="accepted")

    left = calendar_findings(lavender, year, **limits)
    assert left["id"].tolist() == first["id"].tolist()[1:]
