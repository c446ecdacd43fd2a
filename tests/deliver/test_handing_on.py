"""A client's calendar as files to hand on."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from touchkit.deliver.handing_on import (
    hand_on_feeds,
    hand_on_planner,
    hand_on_workbook,
    out_folder,
)
from touchkit.folder import Place
from touchkit.model import TABLES, Client, to_frame
from touchkit.steps.everytime import facts_between

TODAY = dt.date(2027, 1, 15)
ROWS = {
    "touchpoints": [{"id": "shop", "name": "The shop", "stage": "buy"}],
    "notes": [{"id": "n1", "touchpoint": "shop", "lane": "promise", "text": "Back by noon"}],
    "audiences": [{"id": "best", "name": "Best customers", "filter": "best = yes"}],
    "customers": [{"id": "k1", "call_name": "Aoife", "best": True}],
    "acts": [
        {"id": "tea", "title": "Tea", "audience": "best", "owner": "Mint", "starts": dt.date(2027, 3, 3)},
        {"id": "mail", "title": "Mail", "audience": "best", "owner": "Sage", "starts": dt.date(2027, 3, 3)},
        {"id": "never", "title": "Never", "owner": "Mint", "starts": dt.date(2027, 1, 1),
         "repeats": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"},
    ],
}  # fmt: skip


@pytest.fixture
def facts():
    tables = {name: to_frame(model, ROWS.get(name, [])) for name, model in TABLES.items()}
    return facts_between(Client(title="Oak"), tables, dt.date(2027, 1, 1), dt.date(2028, 1, 31))


def cells(path, sheet):
    return [
        str(cell.value) for row in openpyxl.load_workbook(path)[sheet] for cell in row if cell.value
    ]


def test_findings_are_told_in_titles_and_words(facts, tmp_path):
    said = cells(hand_on_workbook(facts, tmp_path / "a.xlsx", today=TODAY), "year")

    assert any("Tea" in one and "Mail" in one for one in said)
    assert {"Too close", "What for?", "Not yet an act"} <= set(said)
    assert not {"tea", "mail", "best", "everybody"} & set(said)


def test_an_act_that_cannot_be_read_stands_in_the_workbook_and_in_no_feed(facts, tmp_path):
    book = hand_on_workbook(facts, tmp_path / "a.xlsx", today=TODAY)
    feeds = hand_on_feeds(facts, tmp_path, client="oak")

    assert "Never" in cells(book, "list")
    assert [path.name for path in feeds] == [
        "calendar.ics",
        "calendar-mint.ics",
        "calendar-sage.ics",
    ]
    assert all("Never" not in path.read_text("utf-8") for path in feeds)


def test_an_act_that_can_no_longer_be_read_stays_in_the_feeds_as_it_was(facts, tmp_path):
    hand_on_feeds(facts, tmp_path, client="oak")
    before = (tmp_path / "calendar-mint.ics").read_bytes()
    rows = [
        row | {"repeats": "now and then"} if row["id"] == "tea" else row for row in ROWS["acts"]
    ]
    tables = {**facts.tables, "acts": to_frame(TABLES["acts"], rows)}

    faulty = facts_between(facts.client, tables, facts.start, facts.end)
    hand_on_feeds(faulty, tmp_path, client="oak")

    assert faulty.faulty == {"tea", "never"}
    assert (tmp_path / "calendar-mint.ics").read_bytes() == before


def test_the_days_asked_for_are_those_of_the_facts(facts, tmp_path):
    rows = [
        {
            "id": "tea",
            "title": "Tea",
            "owner": "Mint",
            "trigger": "birthday_on",
            "repeats": "FREQ=YEARLY",
        }
    ]
    tables = {**facts.tables, "acts": to_frame(TABLES["acts"], rows)}
    for born in (dt.date(1980, 1, 28), dt.date(1980, 6, 1)):
        one = to_frame(TABLES["customers"], [{"id": "k1", "birthday_on": born}])
        tables = {**tables, "customers": one}
        path, _ = hand_on_feeds(
            facts_between(facts.client, tables, facts.start, facts.end), tmp_path, client="oak"
        )

    text = path.read_text("utf-8")
    assert (text.count("BEGIN:VEVENT"), text.count("STATUS:CANCELLED")) == (3, 2)


def test_one_owners_feed_alone(facts, tmp_path):
    assert hand_on_feeds(facts, tmp_path, client="oak", owner="sage") == [
        tmp_path / "calendar-sage.ics"
    ]


def test_of_thirteen_months_twelve_stand_on_the_planner(facts, tmp_path):
    page = hand_on_planner(facts, tmp_path / "p.html", today=TODAY).read_text("utf-8")

    assert "Year planner: January 2027 to December 2027" in page
    assert '<th scope="col">January 2028</th>' not in page
    assert "<td>Best customers</td>" in page


def test_files_go_beside_the_packs_where_reports_go():
    place = Place(name="oak", path=Path("/home/x/workshop_data/oak"))

    assert out_folder(place) == Path("/home/x/out/oak/calendar")
