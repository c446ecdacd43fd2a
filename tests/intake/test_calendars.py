"""Calendars made elsewhere, read as acts."""

import datetime as dt

import pytest
from openpyxl import Workbook

import touchkit as tk
from touchkit.errors import IntakeError
from touchkit.intake.calendars import read_calendar_file
from touchkit.model import TABLES, columns, to_rows


@pytest.fixture
def feed(tmp_path):
    def write(*events, head="", raw=None):
        path = tmp_path / "theirs.ics"
        text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{''.join(events)}END:VCALENDAR\r\n"
        path.write_bytes((text if raw is None else raw).encode())
        return path

    return write


@pytest.fixture
def table(tmp_path):
    def write(text, name="theirs.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def event(*lines, uid="one", title="Spring offer", starts=";VALUE=DATE:20270304"):
    body = "".join(f"{line}\r\n" for line in lines)
    return (
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{title}\r\nDTSTART{starts}\r\n{body}END:VEVENT\r\n"
    )


def told(path, **options):
    with pytest.raises(IntakeError) as refused:
        tk.read_calendar(path, **options)
    return [(one.row, one.column, one.found, one.allowed) for one in refused.value.problems]


def rows(frame, *names):
    return [tuple(row.get(name) for name in names) for row in to_rows(frame)]


def test_an_event_is_an_act_of_the_marketing_calendar(feed):
    acts = tk.read_calendar(feed(event("DESCRIPTION:Two words\\, and more")))

    assert list(acts.columns) == list(columns(TABLES["acts"]))
    assert rows(acts, "title", "calendar", "wording") == [
        ("Spring offer", "marketing", "Two words, and more")
    ]
    assert acts["starts"].dt.date.tolist() == [dt.date(2027, 3, 4)]


def test_read_as_touchpoints_where_one_says_so(feed):
    acts = tk.read_calendar(feed(event()), calendar="touchpoint")

    assert acts["calendar"].tolist() == ["touchpoint"]


def test_the_same_event_has_the_same_id_each_time_and_another_another(feed):
    first = tk.read_calendar(feed(event()))["id"].tolist()
    both = tk.read_calendar(feed(event(uid="two"), event()))["id"].tolist()

    assert first == [both[1]]
    assert both[0] != both[1]


def test_a_rule_its_end_and_an_alarm_are_columns(feed):
    alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-P5D\r\nEND:VALARM"
    acts = tk.read_calendar(feed(event("RRULE:FREQ=MONTHLY;BYDAY=1TH;UNTIL=20271231", alarm)))

    assert rows(acts, "repeats", "lead_days") == [("FREQ=MONTHLY;BYDAY=1TH", 5)]
    assert acts["until"].dt.date.tolist() == [dt.date(2027, 12, 31)]


def test_dates_left_out_and_moved_are_acts_of_their_own(feed):
    moved = event(
        "RECURRENCE-ID;VALUE=DATE:20270318", starts=";VALUE=DATE:20270319", title="A day later"
    )
    acts = tk.read_calendar(
        feed(event("RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;VALUE=DATE:20270311"), moved)
    )

    found = list(zip(acts["title"], acts["starts"].dt.day, acts["repeats"].fillna(""), strict=True))
    assert found == [
        ("Spring offer", 4, ""), ("Spring offer", 25, "FREQ=WEEKLY;COUNT=1"), ("A day later", 19, ""),
    ]  # fmt: skip
    assert "read as several acts" in acts.attrs["notes"][0]


def test_dates_added_are_acts_of_their_own(feed):
    acts = tk.read_calendar(feed(event("RDATE;VALUE=DATE:20270310,20270312")))

    assert acts["starts"].dt.day.tolist() == [4, 10, 12]


def test_cancelled_events_and_to_dos_are_left_out_and_counted(feed):
    todo = "BEGIN:VTODO\r\nUID:t\r\nSUMMARY:Buy stamps\r\nEND:VTODO\r\n"
    acts = tk.read_calendar(feed(event("STATUS:CANCELLED"), todo))

    assert len(acts) == 0
    assert acts.attrs["notes"] == [
        "1 entry cancelled: left out.",
        "1 to-do entry is left out.",
        "theirs.ics holds no event.",
    ]


@pytest.mark.parametrize(
    ("starts", "zone", "day"),
    [
        (":20270304T233000Z", "Europe/Berlin", 5),
        (":20270304T233000Z", None, 4),
        (";TZID=America/New_York:20270304T233000", "Europe/Berlin", 4),
        (":20270304T233000", "Europe/Berlin", 4),
    ],
)
def test_a_time_is_the_day_it_is_where_the_event_is(feed, starts, zone, day):
    acts = tk.read_calendar(feed(event(starts=starts)), timezone=zone)

    assert acts["starts"].dt.day.tolist() == [day]
    assert acts["starts"].dt.tz is None
    assert "the time is not kept" in acts.attrs["notes"][0]


def test_a_file_says_its_own_time_zone(feed):
    path = feed(event(starts=":20270304T233000Z"), head="X-WR-TIMEZONE:Europe/Berlin\r\n")

    assert tk.read_calendar(path)["starts"].dt.day.tolist() == [5]


def days_in(acts):
    from touchkit.plan import calendar

    found = calendar(acts, start=dt.date(2026, 9, 1), end=dt.date(2027, 8, 31))
    return [f"{day:%a %d %b}" for day in found["when"].head(3)]


@pytest.mark.parametrize(
    ("starts", "rule", "zone", "repeats", "days"),
    [
        (":20261001T223000Z", "FREQ=WEEKLY", "Europe/Berlin", "FREQ=WEEKLY",
         ["Fri 02 Oct", "Fri 09 Oct", "Fri 16 Oct"]),
        (":20261001T223000Z", "FREQ=WEEKLY;BYDAY=TH,SU", "Europe/Berlin", "FREQ=WEEKLY;BYDAY=FR,MO",
         ["Fri 02 Oct", "Mon 05 Oct", "Fri 09 Oct"]),
        (":20261005T003000Z", "FREQ=WEEKLY;BYDAY=MO", "America/New_York", "FREQ=WEEKLY;BYDAY=SU",
         ["Sun 04 Oct", "Sun 11 Oct", "Sun 18 Oct"]),
        (":20261001T093000Z", "FREQ=WEEKLY;BYDAY=TH", "Europe/Berlin", "FREQ=WEEKLY;BYDAY=TH",
         ["Thu 01 Oct", "Thu 08 Oct", "Thu 15 Oct"]),
        (":20261001T223000Z", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,SU", "Europe/Berlin",
         "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,MO;WKST=TU", ["Fri 02 Oct", "Mon 05 Oct", "Fri 16 Oct"]),
        (":20261005T223000Z", "FREQ=MONTHLY;BYDAY=1MO", "Europe/Berlin",
         "FREQ=MONTHLY;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", ["Tue 06 Oct", "Tue 03 Nov", "Tue 08 Dec"]),
        (":20261014T223000Z", "FREQ=MONTHLY;BYMONTHDAY=14", "Europe/Berlin", "FREQ=MONTHLY;BYMONTHDAY=15",
         ["Thu 15 Oct", "Sun 15 Nov", "Tue 15 Dec"]),
        (":20261001T223000Z", "FREQ=WEEKLY;UNTIL=20261008T223000Z", "Europe/Berlin", "FREQ=WEEKLY",
         ["Fri 02 Oct", "Fri 09 Oct"]),
        (":20261001T223000Z", "FREQ=WEEKLY;BYDAY=TH;COUNT=2", "Europe/Berlin", "FREQ=WEEKLY;COUNT=2;BYDAY=FR",
         ["Fri 02 Oct", "Fri 09 Oct"]),
    ],
)  # fmt: skip
def test_a_series_in_utc_falls_on_the_days_where_one_is(  # noqa: PLR0917 # one line a case
    feed, starts, rule, zone, repeats, days
):
    acts = tk.read_calendar(feed(event(f"RRULE:{rule}", starts=starts)), timezone=zone)

    assert rows(acts, "repeats") == [(repeats,)]
    assert days_in(acts) == days


def test_dates_left_out_and_moved_of_a_series_in_utc_are_days_where_one_is(feed):
    series = event(
        "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE:20261008T223000Z", starts=":20261001T223000Z"
    )
    moved = event("RECURRENCE-ID:20261015T223000Z", starts=":20261017T093000Z")

    acts = tk.read_calendar(feed(series, moved), timezone="Europe/Berlin")

    assert sorted(day for (day,) in rows(acts, "starts")) == [
        dt.date(2026, 10, 2), dt.date(2026, 10, 17), dt.date(2026, 10, 23),
    ]  # fmt: skip


def test_a_series_in_utc_that_no_rule_says_in_days_here_is_read_by_days_in_utc_and_said(feed):
    one = event("RRULE:FREQ=MONTHLY;BYDAY=-1MO", starts=":20261026T233000Z")

    acts = tk.read_calendar(feed(one), timezone="Europe/Berlin")

    assert days_in(acts) == ["Mon 26 Oct", "Mon 30 Nov", "Mon 28 Dec"]
    assert any("days in UTC" in note for note in acts.attrs["notes"])


def test_that_the_clocks_change_the_day_of_a_series_in_utc_is_said(feed):
    late, noon = (
        event("RRULE:FREQ=WEEKLY", starts=f":20261001T{time}Z") for time in ("223000", "103000")
    )

    notes = [
        tk.read_calendar(feed(one), timezone="Europe/Berlin").attrs["notes"] for one in (late, noon)
    ]

    assert ["once the clocks change" in " ".join(each) for each in notes] == [True, False]


def test_the_time_zone_nobody_knows_leaves_the_day_as_it_stands(feed):
    path = feed(event(starts=';TZID="Western/Central Europe":20270304T160000'))

    assert tk.read_calendar(path)["starts"].dt.day.tolist() == [4]


@pytest.mark.parametrize(
    "raw",
    ["BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "\ufeffBEGIN:VCALENDAR\nEND:VCALENDAR",
     "BEGIN:VCALENDAR\r\nX-WR-CALNAME:äöü €\r\nX-COMPLAINT:1\r\nEND:VCALENDAR"],
)  # fmt: skip
def test_a_calendar_without_events_is_empty_and_says_so(feed, raw):
    acts = tk.read_calendar(feed(raw=raw))

    assert (len(acts), acts.attrs["notes"]) == (0, ["theirs.ics holds no event."])


def test_an_event_alone_and_two_calendars_in_a_file_are_read(feed):
    assert len(tk.read_calendar(feed(raw=event()))) == 1
    whole = "BEGIN:VCALENDAR\r\n{}END:VCALENDAR\r\n"
    assert (
        len(tk.read_calendar(feed(raw=whole.format(event()) + whole.format(event(uid="two"))))) == 2
    )


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("BEGIN:VCALENDAR\r\nX\r\nEND:VCALENDAR\r\n", (2, None, "'X'", "NAME:value")),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\n",
         (1, None, "BEGIN:VCALENDAR without its end", "END:VCALENDAR further down")),
        ("", (1, None, "no calendar", "a line BEGIN:VCALENDAR")),
        ("just words", (1, None, "'just words'", "NAME:value")),
    ],
)  # fmt: skip
def test_what_is_no_whole_calendar_is_refused_with_the_line(feed, raw, problem):
    assert problem in told(feed(raw=raw))


def test_an_offset_of_57_hours_is_refused(feed):
    lines = (
        "BEGIN:VTIMEZONE", "TZID:X", "BEGIN:STANDARD", "DTSTART:18500101T000000", "TZOFFSETFROM:+5744",
        "TZOFFSETTO:+5744", "END:STANDARD", "END:VTIMEZONE", "",
    )  # fmt: skip

    ((_, _, found, _),) = told(feed("\r\n".join(lines)))

    assert "+5744" in found


@pytest.mark.parametrize(
    ("one", "column", "found"),
    [
        ("BEGIN:VEVENT\r\nUID:x\r\nSUMMARY:No day\r\nEND:VEVENT\r\n", "DTSTART", "no date in the event 'No day'"),
        (event(starts=";VALUE=DATE:20270230"), "DTSTART", "20270230"),
        (event("RRULE:FREQ=HOURLY"), "RRULE", "'FREQ=HOURLY'"),
        (event("RRULE:FREQ=WEEKLY;BYDAY=-99MO,é"), "RRULE", ""),
        (event(starts=";VALUE=TEXT:soon"), "DTSTART", "'soon'"),
        (event("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "RRULE", "BYMONTHDAY=30"),
        (event("RDATE;VALUE=TIME:083000"), "RDATE", "'08:30:00'"),
        (event("RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270311", uid="good"), "RECURRENCE-ID", "all dates"),
    ],
)  # fmt: skip
def test_an_event_that_cannot_be_an_act_is_refused_where_it_begins(feed, one, column, found):
    good = event(uid="good")

    problems = told(feed(good, one))

    assert problems[0][0] == 8
    assert problems[0][1] == column
    assert found in problems[0][2]


def test_a_zone_that_is_the_name_of_a_folder_is_no_crash(feed):
    assert len(told(feed(event(starts=";TZID=Europe:20270304T100000")))) == 1


def test_all_problems_of_a_file_are_told_at_once(feed):
    assert len(told(feed(event("RRULE:FREQ=HOURLY"), event("RRULE:FREQ=SECONDLY", uid="two")))) == 2


def test_a_spreadsheet_of_theirs_is_read_below_its_title_rows_whatever_its_columns_are_called(
    table,
):
    path = table(
        "Marketing 2027\n\nCampaign;Launch date;Responsible;Target group;Budget;How often\n"
        "Spring offer;4.3.2027;Bergamot;Families;900;yearly\n;;;;;\nNewsletter;2027-05-01;Borage;;;once\n"
    )

    acts = tk.read_calendar(path)

    assert rows(acts, "title", "owner", "audience", "repeats", "calendar") == [
        ("Spring offer", "Bergamot", "Families", "FREQ=YEARLY", "marketing"),
        ("Newsletter", "Borage", None, None, "marketing"),
    ]
    assert acts["starts"].dt.strftime("%d.%m.").tolist() == ["04.03.", "01.05."]
    assert acts.attrs["notes"] == ["theirs.csv: not used: Budget."]


@pytest.mark.parametrize(
    ("written", "days"),
    [
        (["3/4/2027", "3/25/2027"], [(3, 4), (3, 25)]),
        (["3/4/2027", "25/4/2027"], [(4, 3), (4, 25)]),
        (["4 March 2027", "March 5, 2027"], [(3, 4), (3, 5)]),
        (["2027-03-04 09:30", "2027/03/05"], [(3, 4), (3, 5)]),
    ],
)
def test_days_are_read_as_they_are_usually_written(table, written, days):
    lines = "".join(f'Offer,"{day}"\n' for day in written)

    acts = tk.read_calendar(table(f"Subject,Start Date\n{lines}"))

    assert [(day.month, day.day) for day in acts["starts"]] == days


def test_a_day_that_may_be_two_is_refused_with_its_row(table):
    problems = told(
        table("title,date\nOffer,3/4/2027\nOther,2027-02-30\nThird,2027-1-99999999999\n")
    )

    assert [(row, column, found) for row, column, found, _ in problems] == [
        (2, "date", "'3/4/2027'"), (3, "date", "'2027-02-30'"), (4, "date", "'2027-1-99999999999'"),
    ]  # fmt: skip


def test_a_row_without_a_title_or_a_date_is_refused(table):
    problems = told(table("title,date,owner\n,2027-03-04,Ann\nOffer,,Ann\n"))

    assert [row for row, *_ in problems] == [2, 3]


@pytest.mark.parametrize(
    "text", ["week,Mon,Tue\n1,offer,\n", "", "\n\n", "title,owner\nOffer,Ann\n"]
)
def test_a_table_without_what_and_when_is_refused_with_what_it_needs(table, text):
    ((_, _, _, allowed),) = told(table(text))

    assert allowed == "a column for what (title) and one for when (date)"


def test_the_packs_own_acts_are_read_as_they_are(table, repository):
    pack = tk.read_pack(repository / "workshop_data" / "lavender")

    acts = tk.read_calendar(
        repository / "workshop_data" / "lavender" / "acts.csv", calendar="touchpoint"
    )

    assert acts.equals(pack.tables["acts"])


def test_a_workbook_of_theirs_is_read_sheet_by_sheet(tmp_path):
    book = Workbook()
    book.active.append(["What", "When"])
    book.active.append(["Spring offer", dt.date(2027, 3, 4)])
    book.active.append(["=1+1", dt.date(2027, 3, 5)])
    other = book.create_sheet("Notes")
    other.append(["nothing", "of interest"])
    book["Sheet"]["A3"].data_type = "s"
    book.save(tmp_path / "theirs.xlsx")

    acts = tk.read_calendar(tmp_path / "theirs.xlsx")

    assert acts["title"].tolist() == ["Spring offer", "=1+1"]
    assert acts.attrs["notes"] == [
        "theirs.xlsx [Notes] was not read: it has no columns for what and when."
    ]


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.ics", None, "no such file"),
        ("a.xls", b"x", "a file ending in '.xls'"),
        ("a.xlsx", b"no workbook", "something that is no complete workbook"),
        ("a.csv", b'title,date\n"cut', "a broken quoted cell"),
        ("a.ics", b"\x00\x01\x02", "NUL bytes"),
    ],
)
def test_what_is_no_calendar_file_is_refused(tmp_path, name, content, found):
    if content is not None:
        (tmp_path / name).write_bytes(content)

    assert found in told(tmp_path / name)[0][2]


def test_a_file_of_somebody_else_is_not_taken_for_ours(feed):
    found = read_calendar_file(feed(event()))

    assert (found.ours, len(found.ticks)) == (False, 0)
