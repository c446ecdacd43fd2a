"""Calendar feeds: what calendar programs get, again and again."""

import datetime as dt

import icalendar
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

import touchkit as tk
from tests.deliver.calendars import ACTS, FORMULA, acts, occurrences
from touchkit.deliver import calendar_feed, calendar_feeds
from touchkit.errors import InputError
from touchkit.model import TABLES, to_frame
from touchkit.model.records import read_row

THEN, NOW = dt.datetime(2027, 1, 1, tzinfo=dt.UTC), dt.datetime(2027, 2, 1, tzinfo=dt.UTC)


@pytest.fixture
def feed(tmp_path):
    def write(table=None, *, now=THEN, **options):
        made = acts() if table is None else table
        return calendar_feed(made, tmp_path / "feed.ics", client="Oak & Co", now=now, **options)

    return write


def entries(path):
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    return {str(one["UID"]): one for one in calendar.walk() if one.name in ("VEVENT", "VTODO")}


def state(path):
    return {
        uid.split(".")[0]: (int(one["SEQUENCE"]), str(one["STATUS"]), one["DTSTAMP"].dt)
        for uid, one in entries(path).items()
    }


def test_the_acts_come_back_as_they_went(feed):
    back = tk.read_calendar(feed())

    pd.testing.assert_frame_equal(
        back.sort_values("id", ignore_index=True), acts().sort_values("id", ignore_index=True)
    )


def test_a_second_reader_finds_the_same(feed):
    calendar = IcsCalendarStream.calendar_from_ics(feed().read_text(encoding="utf-8"))

    assert {event.uid: (event.summary, event.dtstart) for event in calendar.events} == {
        "letter.oak-co@touchkit": (FORMULA, dt.date(2027, 1, 4)),
        "offer.oak-co@touchkit": ("Spring offer 🌷 & <more>", dt.date(2027, 3, 3)),
    }
    assert [todo.summary for todo in calendar.todos] == ["Birthday card, by hand"]
    days = [each.dtstart for each in calendar.timeline if each.summary == FORMULA]
    assert days == [
        dt.date(2027, month, day) for month, day in ((1, 4), (2, 1), (3, 1), (4, 5), (5, 3), (6, 7))
    ]


def test_events_last_all_day_and_alarm_in_the_morning(feed):
    event = entries(feed())["offer.oak-co@touchkit"]

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (dt.date(2027, 3, 3), dt.date(2027, 3, 4))
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == dt.timedelta(hours=9)


def test_lead_days_are_an_alarm_so_many_mornings_before(feed):
    table = acts({"id": "letter", "lead_days": 5})

    (alarm,) = entries(feed(table))["letter.oak-co@touchkit"].walk("VALARM")

    assert alarm["TRIGGER"].dt == -dt.timedelta(days=4, hours=15)


def test_no_line_is_longer_than_75_bytes_and_nothing_typed_is_a_line_of_its_own(feed):
    table = acts({"id": "letter", "wording": "BEGIN:VEVENT\nUID:x\n" + "ü, ; \\ " * 60})

    raw = feed(table).read_bytes()

    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert raw.count(b"\nBEGIN:VEVENT") == 2
    assert "ü, ; \\ ü" in str(entries(feed(table))["letter.oak-co@touchkit"]["DESCRIPTION"])


def test_writing_again_what_has_not_changed_changes_nothing(feed):
    first = feed().read_bytes()

    assert feed(now=NOW).read_bytes() == first


def test_what_changed_gets_the_next_number_and_the_rest_keeps_its_own(feed):
    feed()

    after = state(feed(acts({"id": "offer", "title": "Summer offer"}), now=NOW))

    assert after["offer"] == (1, "CONFIRMED", NOW)
    assert after["letter"] == (0, "CONFIRMED", THEN)


def test_an_act_that_is_gone_is_cancelled_once_and_comes_back_one_further(feed):
    feed()

    gone = state(feed(acts(without="offer"), now=NOW))
    still = state(feed(acts(without="offer"), now=NOW + dt.timedelta(days=1)))
    back = state(feed(now=NOW + dt.timedelta(days=2)))

    assert gone["offer"] == still["offer"] == (1, "CANCELLED", NOW)
    assert back["offer"][:2] == (2, "CONFIRMED")
    assert len(tk.read_calendar(feed(acts(without="offer")))) == 2


def test_the_uid_stays_when_the_client_is_called_otherwise(feed, tmp_path):
    before = set(entries(feed()))

    after = calendar_feed(acts(), tmp_path / "feed.ics", client="Another name")

    assert set(entries(after)) == before


def test_acts_on_customers_dates_have_an_event_a_day_where_occurrences_are_given(feed):
    found = entries(feed(occurrences=occurrences()))

    days = {uid: str(one["DTSTART"].dt) for uid, one in found.items() if uid.startswith("card.2")}
    assert days == {
        "card.2027-01-10.oak-co@touchkit": "2027-01-10",
        "card.2027-01-20.oak-co@touchkit": "2027-01-20",
    }
    assert "Customers: k1" in str(found["card.2027-01-10.oak-co@touchkit"]["DESCRIPTION"])


def test_customers_names_go_out_only_where_they_are_given(feed, tmp_path):
    said = feed(occurrences=occurrences(), names={"k1": "Aoife"}).read_text(encoding="utf-8")

    assert "Aoife" in said
    assert "Aoife" not in calendar_feed(
        acts(), tmp_path / "b.ics", occurrences=occurrences()
    ).read_text("utf-8")


def test_days_of_an_act_are_not_read_back_as_acts(feed):
    assert sorted(tk.read_calendar(feed(occurrences=occurrences()))["id"]) == [
        "card",
        "letter",
        "offer",
    ]


def test_a_day_that_moved_is_cancelled_and_one_before_the_first_stays(feed):
    early = occurrences(
        ("card", "2026-06-01", "best", "k9", "Sorrel", "post", "card", "touchpoint"),
        ("card", "2027-01-10", "best", "k1", "Sorrel", "post", "card", "touchpoint"),
    )
    feed(occurrences=early)
    later = occurrences(
        ("card", "2027-01-08", "best", "k1", "Sorrel", "post", "card", "touchpoint"),
        ("card", "2027-01-31", "best", "k1", "Sorrel", "post", "card", "touchpoint"),
    )

    found = entries(feed(occurrences=later, now=NOW))

    said = {
        uid.split(".")[1]: str(one["STATUS"])
        for uid, one in found.items()
        if uid.startswith("card.2")
    }
    assert said == {
        "2026-06-01": "CONFIRMED", "2027-01-10": "CANCELLED", "2027-01-08": "CONFIRMED", "2027-01-31": "CONFIRMED",
    }  # fmt: skip


MONTHLY = {"id": "letter", "starts": dt.date(2027, 5, 1), "repeats": "FREQ=MONTHLY", "until": None}
MOVED = acts(MONTHLY | {"weekdays_only": True})
YEAR = {"start": dt.date(2027, 1, 1), "end": dt.date(2027, 12, 31)}


def letters(*days):
    return occurrences(
        *(("letter", day, None, None, "Mace", None, None, "touchpoint") for day in days)
    )


def standing(path, act="letter"):
    """Return the entries of an act that are not cancelled: its days, or what else they are."""
    return {
        str(one["DTSTART"].dt) if one.name == "VEVENT" and "RRULE" not in one else one.name
        for one in entries(path).values()
        if str(one["UID"]).startswith(f"{act}.") and one["STATUS"] != "CANCELLED"
    }


def test_a_series_a_weekend_moves_later_is_cancelled_and_its_days_stand_instead(feed):
    first = feed(acts(MONTHLY), occurrences=letters("2027-05-01", "2027-06-01"))
    assert standing(first) == {"VEVENT"}

    path = feed(MOVED, occurrences=letters("2027-05-03", "2027-06-01"), now=NOW)

    old = entries(path)["letter.oak-co@touchkit"]
    assert (old.name, int(old["SEQUENCE"]), str(old["STATUS"])) == ("VEVENT", 1, "CANCELLED")
    assert standing(path) == {"VTODO", "2027-05-03", "2027-06-01"}
    assert entries(path)["letter.to-do.oak-co@touchkit"].name == "VTODO"
    back = tk.read_calendar(path).set_index("id").loc["letter"]
    assert (back["starts"].date(), back["repeats"]) == (dt.date(2027, 5, 1), "FREQ=MONTHLY")


def test_days_told_as_a_series_again_are_cancelled_wherever_they_are(feed):
    feed(MOVED, occurrences=letters("2027-05-03", "2027-06-01"), **YEAR)

    path = feed(
        MOVED,
        occurrences=letters("2028-03-01"),
        start=dt.date(2028, 3, 1),
        end=dt.date(2028, 3, 31),
    )

    assert standing(path) == {"VEVENT"}
    assert int(entries(path)["letter.oak-co@touchkit"]["SEQUENCE"]) == 0
    back = feed(MOVED, occurrences=letters("2027-05-03", "2027-06-01"), **YEAR)
    assert standing(back) == {"VTODO", "2027-05-03", "2027-06-01"}


def test_an_act_whose_dates_become_customers_dates_is_another_entry(feed):
    feed(acts(MONTHLY))

    path = feed(acts(MONTHLY | {"starts": None, "trigger": "birthday_on"}))

    assert standing(path) == {"VTODO"}


@pytest.mark.parametrize("gone", ["2027-01-10", "2027-01-20"])
def test_a_day_gone_at_either_end_of_what_was_asked_for_is_cancelled(feed, gone):
    feed(occurrences=occurrences(), **YEAR)
    left = occurrences()

    path = feed(occurrences=left[left["when"] != gone], **YEAR)

    assert standing(path, "card") == {"VTODO", "2027-01-10", "2027-01-20"} - {gone}


def test_where_every_day_asked_for_is_gone_all_are_cancelled(feed):
    feed(occurrences=occurrences(), **YEAR)

    assert standing(feed(occurrences=occurrences()[:0], **YEAR), "card") == {"VTODO"}


def test_a_day_outside_what_was_asked_for_stays(feed):
    feed(occurrences=occurrences(), **YEAR)

    path = feed(
        occurrences=occurrences()[:0], start=dt.date(2027, 1, 11), end=dt.date(2027, 12, 31)
    )

    assert standing(path, "card") == {"VTODO", "2027-01-10"}


def newest(folder, uid):
    """Return what a calendar program that took all feeds holds: the highest number counts."""
    found = [entries(path)[uid] for path in folder.glob("*.ics") if uid in entries(path)]
    return max(found, key=lambda one: (int(one["SEQUENCE"]), one["DTSTAMP"].dt))


def numbers(folder, act):
    return {
        path.stem.removeprefix("calendar").strip("-"): state(path)[act][:2]
        for path in sorted(folder.glob("*.ics"))
        if act in state(path)
    }


@pytest.fixture
def feeds(tmp_path):
    def write(table, *, now=THEN, **options):
        calendar_feeds(table, tmp_path, client="oak", now=now, **options)
        return tmp_path

    return write


def test_an_act_has_one_number_in_all_feeds_also_where_one_feed_alone_was_made_between(feeds):
    feeds(acts())
    feeds(acts({"id": "offer", "title": "Summer offer"}), only="Mace", now=NOW)

    folder = feeds(acts({"id": "offer", "title": "Autumn offer"}), now=NOW)

    assert numbers(folder, "offer") == {"": (2, "CONFIRMED"), "mace": (2, "CONFIRMED")}
    assert numbers(folder, "letter") == {"": (0, "CONFIRMED"), "mace": (0, "CONFIRMED")}


def test_an_act_handed_over_is_cancelled_for_one_and_stands_in_a_calendar_that_takes_both(feeds):
    feeds(acts())

    folder = feeds(acts({"id": "offer", "owner": "Sorrel"}), now=NOW)

    assert numbers(folder, "offer") == {
        "": (2, "CONFIRMED"), "mace": (1, "CANCELLED"), "sorrel": (2, "CONFIRMED"),
    }  # fmt: skip
    again = feeds(acts({"id": "offer", "owner": "Sorrel"}), now=NOW + dt.timedelta(days=1))
    assert numbers(again, "offer")["mace"] == (1, "CANCELLED")
    back = feeds(acts(), now=NOW + dt.timedelta(days=2))
    assert numbers(back, "offer") == {
        "": (4, "CONFIRMED"), "mace": (4, "CONFIRMED"), "sorrel": (3, "CANCELLED"),
    }  # fmt: skip


@pytest.mark.parametrize("order", [["Mace", "Sorrel"], ["Sorrel", "Mace"], ["Mace"], ["Sorrel"]])
def test_handed_over_feed_by_feed_it_stands_all_the_same(feeds, order):
    feeds(acts())
    handed = acts({"id": "offer", "owner": "Sorrel"})

    for number, owner in enumerate(order):
        folder = feeds(handed, only=owner, now=NOW + dt.timedelta(days=number))
    folder = feeds(handed, now=NOW + dt.timedelta(days=9))

    assert newest(folder, "offer.oak@touchkit")["STATUS"] == "CONFIRMED"
    assert state(folder / "calendar-mace.ics")["offer"][1] == "CANCELLED"
    assert numbers(folder, "offer")[""] == numbers(folder, "offer")["sorrel"]


def test_days_of_an_act_handed_over_stand_also_outside_what_was_asked_for(feeds):
    feeds(acts(), occurrences=occurrences(), **YEAR)

    later = {"start": dt.date(2027, 1, 15), "end": dt.date(2027, 12, 31)}
    days = occurrences()
    folder = feeds(
        acts({"id": "card", "owner": "Mace"}), occurrences=days[days["when"] >= "2027-01-15"], now=NOW, **later
    )  # fmt: skip

    for day in ("2027-01-10", "2027-01-20"):
        assert newest(folder, f"card.{day}.oak@touchkit")["STATUS"] == "CONFIRMED"
    assert standing(folder / "calendar-sorrel.ics", "card") == set()


def test_an_act_that_is_gone_is_cancelled_in_all_feeds_with_one_number(feeds):
    feeds(acts())
    feeds(acts({"id": "offer", "owner": "Sorrel"}), now=NOW)

    folder = feeds(acts(without="offer"), now=NOW)

    assert set(numbers(folder, "offer").values()) == {(3, "CANCELLED")}


def test_acts_left_alone_stay_in_the_feeds_as_they_were(feeds):
    folder = feeds(acts(), occurrences=occurrences(), **YEAR)
    before = {path.name: path.read_bytes() for path in folder.glob("*.ics")}
    broken = acts({"id": "letter", "repeats": "now and then"}, {"id": "card", "title": "Else"})

    days = occurrences()
    offers = days[days["act"] == "offer"]
    feeds(broken, occurrences=offers, leave={"letter", "card"}, now=NOW, **YEAR)

    after = {path.name: path.read_bytes() for path in folder.glob("*.ics")}
    assert {name: sorted(text.splitlines()) for name, text in after.items()} == {
        name: sorted(text.splitlines()) for name, text in before.items()
    }


def test_what_somebody_changed_in_a_calendar_program_comes_back(feed):
    path = feed()
    text = path.read_text(encoding="utf-8")
    text = text.replace("DTSTART;VALUE=DATE:20270303", "DTSTART;VALUE=DATE:20270310")
    text = text.replace("SUMMARY:Birthday card\\, by hand", "SUMMARY:Birthday call")
    path.write_bytes(text.replace("\r\n", "\n").replace("\n", "\r\n").encode())

    back = tk.read_calendar(path).set_index("id")

    assert back.loc["offer", "starts"].date() == dt.date(2027, 3, 10)
    assert (back.loc["card", "title"], back.loc["card", "trigger"]) == (
        "Birthday call",
        "birthday_on",
    )


@pytest.mark.parametrize(
    ("given", "until", "rule"),
    [
        ("FREQ=WEEKLY;COUNT=3", "2027-12-31", "FREQ=WEEKLY;COUNT=3"),
        ("FREQ=WEEKLY;COUNT=30", "2027-01-20", "FREQ=WEEKLY;UNTIL=20270120"),
        ("freq=weekly;until=20270131T000000", "2027-03-01", "FREQ=WEEKLY;UNTIL=20270131"),
        ("FREQ=WEEKLY", None, "FREQ=WEEKLY"),
    ],
)
def test_a_rule_ends_where_the_first_of_its_ends_is(feed, given, until, rule):
    ends = dt.date.fromisoformat(until) if until else None

    event = entries(feed(acts({"id": "letter", "repeats": given, "until": ends})))[
        "letter.oak-co@touchkit"
    ]

    assert event["RRULE"].to_ical().decode() == rule


def test_an_event_begins_on_a_day_its_rule_falls_on(feed):
    table = acts({"id": "letter", "starts": dt.date(2027, 1, 1)})

    assert entries(feed(table))["letter.oak-co@touchkit"]["DTSTART"].dt == dt.date(2027, 1, 4)
    assert tk.read_calendar(feed(table)).set_index("id").loc["letter", "starts"].day == 1


@pytest.mark.parametrize(
    "rule", ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "now and then", "FREQ=HOURLY"]
)
def test_a_rule_that_is_none_or_never_happens_is_refused_and_nothing_written(feed, tmp_path, rule):
    with pytest.raises(InputError, match="These acts cannot stand in a calendar") as refused:
        feed(acts({"id": "letter", "repeats": rule}))

    assert [(one.row, one.column) for one in refused.value.problems] == [(3, "repeats")]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "theirs", ["BEGIN:VCALENDAR\nPRODID:-//Else//\nEND:VCALENDAR\n", "a diary"]
)
def test_somebody_elses_file_is_not_written_over(feed, tmp_path, theirs):
    (tmp_path / "feed.ics").write_text(theirs)

    with pytest.raises(InputError, match=r"feed\.ics is not written over"):
        feed()

    assert (tmp_path / "feed.ics").read_text() == theirs


def test_one_owners_feed_has_ones_own_acts(feed):
    assert {uid.split(".")[0] for uid in entries(feed(owner=" mace "))} == {"letter", "offer"}


def test_every_owner_has_a_feed_and_one_without_acts_gets_cancellations(tmp_path):
    first = calendar_feeds(acts(), tmp_path, client="oak", now=THEN)
    assert [path.name for path in first] == [
        "calendar.ics",
        "calendar-mace.ics",
        "calendar-sorrel.ics",
    ]

    calendar_feeds(acts(without="card"), tmp_path, client="oak", now=NOW)

    assert state(tmp_path / "calendar-sorrel.ics")["card"][:2] == (1, "CANCELLED")


def test_owners_whose_names_make_no_file_name_have_files_of_their_own(tmp_path):
    table = acts(
        {"id": "card", "owner": "田中"},
        {"id": "letter", "owner": "鈴木"},
        {"id": "offer", "owner": "Zoë"},
    )

    names = {path.name for path in calendar_feeds(table, tmp_path)}

    assert len(names) == 4
    assert all(name.isascii() for name in names)


def test_no_act_at_all_is_a_calendar_all_the_same(feed):
    assert len(tk.read_calendar(feed(acts().iloc[:0]))) == 0


def test_the_frames_are_left_as_they_are(feed):
    table, days = acts(), occurrences()

    feed(table, occurrences=days)

    assert table.equals(acts())
    assert days.equals(occurrences())


ODD = ["a;b,c\\n", "\\N", "ends with \\", '"quoted"', "%22 50%", "=1+1", "a\nb", "é🙂\u2028x"]
TYPED = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn")), min_size=1, max_size=40)
TEXT = TYPED.filter(lambda text: text.strip()) | st.sampled_from(ODD)


@settings(max_examples=40, deadline=None)
@given(title=TEXT, wording=TEXT, owner=TEXT)
def test_whatever_is_typed_comes_back(tmp_path_factory, title, wording, owner):
    record, faults = read_row(
        TABLES["acts"], ACTS[1] | {"title": title, "wording": wording, "owner": owner}
    )
    table = to_frame(TABLES["acts"], [record])

    path = calendar_feed(table, tmp_path_factory.mktemp("feed") / "a.ics")

    assert faults == []
    assert tk.read_calendar(path).equals(table)
