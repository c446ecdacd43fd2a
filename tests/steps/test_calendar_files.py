"""Calendar files held against the workshop: what is new, changed, gone, and taken over as one step."""

import datetime as dt

import openpyxl
import pytest

from touchkit.deliver import calendar_feed, calendar_sheet
from touchkit.model import Client, to_rows
from touchkit.pack import Pack, write_pack
from touchkit.plan import calendar
from touchkit.steps.calendar_files import CalendarFiles
from touchkit.steps.calendar_matching import source_of
from touchkit.steps.calendar_words import goes_to, lines, summary, taking
from touchkit.steps.everytime import EveryTime
from touchkit.steps.session import Session

TODAY = dt.date(2026, 11, 25)
ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "channels": [{"id": "post", "name": "Post"}],
    "touchpoints": [{"id": "shop", "name": "The shop", "stage": "buy"}],
    "audiences": [{"id": "best", "name": "Best customers", "filter": "best = yes"}],
    "customers": [{"id": "k1", "call_name": "Aoife", "best": True, "birthday_on": dt.date(1980, 2, 3)},
                  {"id": "k2", "call_name": "Brendan"}],
    "acts": [
        {"id": "card", "title": "Birthday card", "owner": "Mint", "trigger": "birthday_on",
         "repeats": "FREQ=YEARLY", "touchpoint": "shop", "calendar": "touchpoint"},
        {"id": "tea", "title": "Tea", "owner": "Mint", "starts": dt.date(2027, 3, 3),
         "calendar": "touchpoint"},
    ],
    "ticks": [{"id": "t1", "act": "tea", "customer": "k1", "due": dt.date(2027, 3, 3)}],
}  # fmt: skip
EVENT = "BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{title}\r\nDTSTART;VALUE=DATE:{day}\r\nEND:VEVENT\r\n"


def feed(*events):
    body = "".join(
        EVENT.format(uid=uid, title=title, day=day.replace("-", "")) for uid, title, day in events
    )
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//theirs//EN\r\n"
    return f"{head}{body}END:VCALENDAR\r\n".encode()


SPRING, SALE = ("u1@m", "Spring offer", "2027-03-10"), ("u2@m", "Summer sale", "2027-06-21")


@pytest.fixture
def session(tmp_path, monkeypatch):
    write_pack(Pack.from_rows(Client(title="Tiny"), ROWS), tmp_path / "tiny")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    return Session("tiny")


@pytest.fixture
def files(session):
    return CalendarFiles(EveryTime(session, today=lambda: TODAY))


def acts(session):
    return {row["id"]: row for row in to_rows(session.tables("acts"))}


def by_title(session):
    return {row["title"]: row for row in to_rows(session.tables("acts"))}


def take(files, name, content, **choices):
    files.read(name, content)
    for choice, value in choices.items():
        setattr(files, choice, value)
    assert files.take_over(), files.session.error


def said(files):
    return lines(files.plan(), drop=files.drop)


# somebody else's calendar


def test_before_anything_is_stored_it_says_what_would_be_new(files, session):
    files.read("marketing.ics", feed(SPRING, SALE))

    plan = files.plan()
    assert summary(plan) == "2 acts new, 0 changed, 0 the same."
    assert said(files) == [
        "new: Spring offer: on 10 March 2027",
        "new: Summer sale: on 21 June 2027",
    ]
    assert taking(plan, files.chosen(plan)) == "Take these 2 over"
    assert len(session.tables("acts")) == 2


def test_it_is_taken_over_in_one_step_for_whom_and_by_whom_was_chosen(files, session):
    take(files, "marketing.ics", feed(SPRING, SALE), audience="best", owner="Sage")

    offer = by_title(session)["Spring offer"]
    assert (offer["audience"], offer["owner"], offer["calendar"]) == ("best", "Sage", "marketing")
    assert files.told == "Taken over from marketing.ics: 2 acts. Undo takes it back."
    assert files.plan() is None
    session.undo()
    assert set(acts(session)) == {"card", "tea"}


def test_read_again_it_doubles_nothing_under_whatever_name(files, session):
    take(files, "marketing.ics", feed(SPRING, SALE))

    files.read("marketing (1).ics", feed(SPRING, SALE))

    plan = files.plan()
    assert summary(plan) == "0 acts new, 0 changed, 2 the same."
    assert taking(plan, files.chosen(plan)) == ""


def test_what_was_set_here_stays_and_only_what_the_file_says_anew_is_changed(files, session):
    take(files, "marketing.ics", feed(SPRING, SALE))
    name = by_title(session)["Spring offer"]["id"]
    mine = {"touchpoint": "shop", "audience": "best", "owner": "Mint"}
    session.change("acts", name, **mine)

    take(files, "marketing.ics", feed(("u1@m", "Spring offer!", "2027-03-17"), SALE))

    now = acts(session)[name]
    assert {key: now[key] for key in mine} == mine
    assert (now["title"], now["starts"]) == ("Spring offer!", dt.date(2027, 3, 17))
    assert len(acts(session)) == 4


def test_a_day_moved_here_is_not_moved_back_by_a_file_that_says_nothing_new(files, session):
    take(files, "marketing.ics", feed(SPRING, SALE))
    name = by_title(session)["Spring offer"]["id"]
    session.change("acts", name, starts=dt.date(2027, 3, 12))

    files.read("marketing.ics", feed(SPRING, SALE))

    assert said(files) == []
    assert files.plan().clashes == ()


def test_a_day_moved_on_both_sides_is_a_clash_and_stays_as_it_is_here(files, session):
    take(files, "marketing.ics", feed(SPRING, SALE))
    name = by_title(session)["Spring offer"]["id"]
    session.change("acts", name, starts=dt.date(2027, 3, 12))

    files.read("marketing.ics", feed(("u1@m", "Spring offer", "2027-03-20"), SALE))

    (clash,) = files.plan().clashes
    assert (clash.file_says, clash.here) == ("when: on 20 March 2027", "when: on 12 March 2027")
    assert files.chosen(files.plan()) != []
    assert taking(files.plan(), files.chosen(files.plan())) == ""
    files.theirs = True
    files.take_over()
    assert acts(session)[name]["starts"] == dt.date(2027, 3, 20)


def test_what_is_no_longer_in_the_file_is_named_and_goes_unless_it_is_kept(files, session):
    take(files, "marketing.ics", feed(SPRING, SALE))

    files.read("marketing.ics", feed(SPRING))

    assert summary(files.plan()) == "0 acts new, 0 changed, 1 the same, 1 no longer in it."
    assert files.drop
    assert said(files) == ["taken out: Summer sale: on 21 June 2027"]
    files.drop = False
    assert files.chosen(files.plan()) == []
    files.drop = True
    files.take_over()
    assert "Summer sale" not in by_title(session)


def test_another_file_of_the_same_name_takes_nothing_out_unasked(files, session):
    take(files, "calendar.ics", feed(SPRING, SALE))

    files.read("calendar.ics", feed(("u9@other", "Trade fair", "2027-05-05")))

    assert len(files.plan().gone) == 2
    assert not files.drop


def test_an_import_undone_is_new_again(files, session):
    take(files, "marketing.ics", feed(SPRING))
    session.undo()

    files.read("marketing.ics", feed(SPRING))

    assert summary(files.plan()) == "1 act new, 0 changed, 0 the same."


def test_an_act_of_ones_own_with_the_same_title_is_not_written_over(files, session):
    table = b"title,date\nBirthday card,2027-04-05\n"
    take(files, "plan.csv", table)

    assert acts(session)["card"]["trigger"] == "birthday_on"
    files.read("plan.csv", table)
    assert summary(files.plan()) == "0 acts new, 0 changed, 1 the same."


def test_rows_of_one_title_are_told_apart_by_their_date(files, session):
    take(files, "plan.csv", b"title,date\nNews,2027-01-04\nNews,2027-03-01\n")
    march = next(
        row["id"] for row in acts(session).values() if row.get("starts") == dt.date(2027, 3, 1)
    )
    session.change("acts", march, owner="Mint")

    take(files, "plan.csv", b"title,date\nNews,2027-01-04\nNews,2027-02-01\nNews,2027-03-01\n")

    news = [row for row in acts(session).values() if row["title"] == "News"]
    assert sorted(row["starts"].month for row in news) == [1, 2, 3]
    assert acts(session)[march]["starts"] == dt.date(2027, 3, 1)


def test_audiences_and_channels_are_known_by_name_and_others_left_out_and_told(files, session):
    files.read("plan.csv", b"title,date,audience,channel\nA,2027-01-04,best customers,Fax\n")

    plan = files.plan()
    assert plan.steps[0].fields["audience"] == "best"
    assert "channel" not in plan.steps[0].fields
    assert plan.notes == ("1 channel not known here, so left out: Fax.",)


def test_a_file_that_cannot_be_read_is_told_place_by_place_and_nothing_is_stored(files, session):
    files.read("plan.csv", b"title,date\nA,2027-02-30\n")

    assert files.plan() is None
    assert [(one["row"], one["column"]) for one in files.faults] == [(2, "date")]
    assert session.error == "plan.csv cannot be read. Nothing was stored."
    assert not files.take_over()


PARTLY = (
    b"What,Datum,Who,Channel\nNews,2027-03-10,Sage,Post\nSale,2027-02-30,Sage,\nFair,2027-05-01,,\n"
)


def test_one_bad_row_does_not_block_the_others_and_is_told_by_the_files_own_name(files, session):
    files.read("plan.csv", PARTLY)

    plan = files.plan()
    assert session.error == ""
    assert [(one["row"], one["column"]) for one in files.faults] == [(3, "Datum")]
    assert summary(plan) == "2 acts new, 0 changed, 0 the same, 1 row left out."
    assert taking(plan, files.chosen(plan)) == "Take over the other 2"
    assert len(session.tables("acts")) == 2

    assert files.take_over()
    assert {"News", "Fair"} < set(by_title(session))
    assert files.told.endswith(
        "1 row was left out: mend it in the file and read it again, nothing comes twice."
    )
    assert [one["row"] for one in files.faults] == [3]


def test_the_row_that_was_mended_is_all_that_is_new(files, session):
    take(files, "plan.csv", PARTLY)

    files.read("plan.csv", PARTLY.replace(b"2027-02-30", b"2027-02-28"))

    assert said(files) == ["new: Sale: on 28 February 2027; owner Sage"]
    assert files.faults == []


def test_while_a_row_cannot_be_read_nothing_is_taken_out_as_gone(files, session):
    take(files, "plan.csv", PARTLY.replace(b"2027-02-30", b"2027-02-28"))

    files.read("plan.csv", PARTLY)

    assert files.plan().gone == ()
    assert files.chosen(files.plan()) == []
    assert (
        "What is no longer in the file stays until its rows can all be read." in files.plan().notes
    )


def test_a_new_act_says_who_sees_to_it_how_it_goes_and_on_which_calendar(files):
    files.read("plan.csv", PARTLY)

    assert said(files) == [
        "new: News: on 10 March 2027; owner Sage; channel Post", "new: Fair: on 1 May 2027",
    ]  # fmt: skip
    assert goes_to(files.plan()) == "They go on the marketing calendar."


def test_where_a_file_says_the_calendar_both_are_counted(files):
    files.read("plan.csv", b"title,date,calendar\nA,2027-03-10,touchpoint\nB,2027-03-11,\n")

    said = "1 goes on the marketing calendar, 1 on the touchpoint calendar."
    assert goes_to(files.plan()) == said


@pytest.mark.parametrize(
    "name", ["../../etc/x.ics", "C:\\a\\m.ics", "\x00.ics", f"{'a' * 300}.ics"]
)
def test_whatever_a_file_is_called_it_is_read(files, name):
    files.read(name, feed(SPRING))

    assert files.plan().number("new") == 1


def test_another_client_lets_go_of_the_file(files, session, tmp_path):
    write_pack(Pack.from_rows(Client(title="Other"), {}), tmp_path / "other")
    files.read("marketing.ics", feed(SPRING))

    session.open("other")

    assert (files.file, files.plan()) == ("", None)


@pytest.mark.parametrize(
    ("name", "source"),
    [("Plan (2).xlsx", "plan.xlsx"), ("plan-2026-11-25.xlsx", "plan.xlsx"), ("(1).ics", "(1).ics")],
)
def test_a_file_downloaded_again_is_the_same_file(name, source):
    assert source_of(name) == source


# our own workbook, edited


@pytest.fixture
def book(session, tmp_path):
    """Return a way to change the workbook as it was written at first, and to read it in."""
    tables = {name: session.tables(name) for name in ROWS}
    days = calendar(
        tables["acts"], tables["customers"], start=dt.date(2027, 1, 1), end=dt.date(2027, 12, 31),
        audiences=tables["audiences"], each_customer=True,
    )  # fmt: skip
    lists = {name: tables[name] for name in ("audiences", "channels", "touchpoints")}
    path = calendar_sheet(
        days, tables["acts"], tables["ticks"], tmp_path / "calendar.xlsx", lists=lists,
        names={"k1": "Aoife"}, today=TODAY,
    )  # fmt: skip

    def edited(change):
        made = openpyxl.load_workbook(path)
        change(made)
        made.save(path)
        return path.read_bytes()

    return edited


def place(sheet, heading, title):
    at = next(cell.column for cell in sheet[1] if cell.value == heading)
    what = next(cell.column for cell in sheet[1] if cell.value in ("title", "act"))
    row = next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, what).value == title)
    return sheet.cell(row, at)


def as_it_was(_made):
    pass


def handed_on(made):
    place(made["list"], "owner", "Birthday card").value = "Sage"


def test_an_unchanged_workbook_changes_nothing(files, book):
    files.read("calendar.xlsx", book(as_it_was))

    assert summary(files.plan()) == "0 acts new, 0 changed, 2 the same."
    assert files.chosen(files.plan()) == []


def test_with_a_bad_cell_it_is_refused_whole_as_what_it_lacks_was_taken_out(files, session, book):
    def soon(made):
        place(made["list"], "starts", "Tea").value = "soon"

    files.read("calendar.xlsx", book(soon))

    assert files.plan() is None
    assert [(one["file"], one["column"]) for one in files.faults] == [
        ("calendar.xlsx [list]", "starts")
    ]
    assert session.error == "calendar.xlsx cannot be read. Nothing was stored."


def test_changes_in_the_workbook_are_told_before_and_after_and_taken_over(files, session, book):
    files.read("calendar.xlsx", book(handed_on))

    assert said(files) == ["Birthday card: owner Mint → Sage"]
    assert taking(files.plan(), files.chosen(files.plan())) == "Take this change over"
    files.take_over()
    assert acts(session)["card"]["owner"] == "Sage"
    assert acts(session)["card"]["repeats"] == "FREQ=YEARLY"


def test_what_changed_here_meanwhile_stays_and_is_told_as_a_clash(files, session, book):
    session.change("acts", "card", owner="Dill")

    files.read("calendar.xlsx", book(handed_on))

    (clash,) = files.plan().clashes
    assert (clash.title, clash.file_says, clash.here) == (
        "Birthday card", "owner: Sage", "owner: Dill",
    )  # fmt: skip
    assert files.chosen(files.plan()) == []
    files.theirs = True
    files.take_over()
    assert acts(session)["card"]["owner"] == "Sage"


def test_what_changed_here_and_not_in_the_workbook_stays(files, session, book):
    session.change("acts", "tea", title="Tea and cake")

    take(files, "calendar.xlsx", book(handed_on))

    assert acts(session)["tea"]["title"] == "Tea and cake"


def test_a_row_added_is_new_once_however_often_it_is_read(files, session, book):
    def add(made):
        sheet = made["list"]
        heads = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(4, heads["title"]).value = "Easter note"
        sheet.cell(4, heads["starts"]).value = dt.date(2027, 3, 25)
        sheet.cell(4, heads["audience"]).value = "Best customers"

    content = book(add)
    take(files, "calendar.xlsx", content)

    assert by_title(session)["Easter note"]["audience"] == "best"
    files.read("calendar.xlsx", content)
    assert summary(files.plan()) == "0 acts new, 0 changed, 3 the same."


def without_tea(made):
    cell = place(made["list"], "title", "Tea")
    made["list"].delete_rows(cell.row)


def test_a_row_taken_out_goes_with_its_ticks(files, session, book):
    files.read("calendar.xlsx", book(without_tea))

    assert said(files) == ["taken out: Tea"]
    files.take_over()
    assert set(acts(session)) == {"card"}
    assert len(session.tables("ticks")) == 0


def test_a_row_taken_out_that_was_worked_on_here_stays(files, session, book):
    session.change("acts", "tea", owner="Dill")

    files.read("calendar.xlsx", book(without_tea))

    (clash,) = files.plan().clashes
    assert (clash.file_says, clash.here) == ("taken out", "changed meanwhile: owner Mint → Dill")
    assert files.chosen(files.plan()) == []


def ticked(on, by):
    def change(made):
        place(made["roster"], "done on", "Birthday card").value = on
        place(made["roster"], "by", "Birthday card").value = by

    return change


DUE = dt.date(2027, 2, 3)


def test_what_was_ticked_in_the_roster_is_a_tick(files, session, book):
    files.read("calendar.xlsx", book(ticked(dt.date(2027, 2, 2), "Sage")))

    assert said(files) == [
        "new: Birthday card, Aoife, due 3 February 2027: done on 2 February 2027 by Sage"
    ]
    files.take_over()
    made = to_rows(session.tables("ticks"))[-1]
    assert (made["act"], made["customer"], made["due"]) == ("card", "k1", DUE)


def test_two_who_tick_the_same_make_one_tick(files, session, book):
    fields = {"act": "card", "customer": "k1", "due": DUE, "done_on": DUE, "by": "Mint"}
    session.save("tick", lambda edits: edits.add("ticks", **fields))

    files.read("calendar.xlsx", book(ticked(dt.date(2027, 2, 2), "Sage")))

    assert said(files) == []
    assert files.plan().notes == (
        "1 tick stands here already with another day or name: each counts once, as it stands here.",
    )


def test_a_tick_waiting_here_is_done_by_the_workbook(files, session, book):
    session.save("tick", lambda edits: edits.add("ticks", act="card", customer="k1", due=DUE))

    take(files, "calendar.xlsx", book(ticked(DUE, "Sage")))

    (made,) = [row for row in to_rows(session.tables("ticks")) if row["act"] == "card"]
    assert (made["done_on"], made["by"]) == (DUE, "Sage")


def test_a_tick_that_stood_there_is_changed(files, session, book):
    def done(made):
        place(made["roster"], "done on", "Tea").value = dt.date(2027, 3, 4)

    take(files, "calendar.xlsx", book(done))

    assert to_rows(session.tables("ticks"))[0]["done_on"] == dt.date(2027, 3, 4)
    assert len(session.tables("ticks")) == 1


def test_what_was_ticked_here_for_everybody_meanwhile_counts_once(files, session, book):
    fields = {"act": "card", "due": DUE, "done_on": DUE, "by": "Mint"}
    session.save("tick", lambda edits: edits.add("ticks", **fields))

    files.read("calendar.xlsx", book(ticked(dt.date(2027, 2, 2), "Sage")))

    assert said(files) == []
    assert files.plan().notes[0].startswith("1 tick stands here already")


@pytest.fixture
def for_all(session):
    """The birthday card, ticked for everybody before the workbook is written."""
    fields = {"id": "all", "act": "card", "due": DUE, "done_on": DUE, "by": "Mint"}
    session.save("tick all", lambda edits: edits.add("ticks", **fields))


def test_a_tick_for_everybody_comes_back_unchanged(files, session, for_all, book):
    files.read("calendar.xlsx", book(as_it_was))

    assert files.chosen(files.plan()) == []
    assert (said(files), files.plan().notes) == ([], ())


def test_one_customer_taken_out_of_it_in_the_workbook_is_not_done(files, session, for_all, book):
    take(files, "calendar.xlsx", book(ticked(None, None)))

    card = [row for row in to_rows(session.tables("ticks")) if row["act"] == "card"]
    assert [(row.get("customer"), row.get("done_on")) for row in card] == [
        (None, DUE),
        ("k1", None),
    ]


def test_a_workbook_of_another_client_is_all_new(files, session, book, tmp_path):
    other = Pack.from_rows(Client(title="Other"), {"stages": ROWS["stages"]})
    write_pack(other, tmp_path / "other")
    content = book(as_it_was)
    session.open("other")

    files.read("calendar.xlsx", content)

    assert files.plan().number("new") == 2
    assert files.take_over()


# a feed of this kit


def test_a_feed_of_ours_changed_in_a_calendar_program_comes_back(files, session, tmp_path):
    path = calendar_feed(session.tables("acts"), tmp_path / "mint.ics", owner="Mint")
    text = path.read_text("utf-8").replace("20270303", "20270310").replace("20270304", "20270311")
    session.change("acts", "card", title="A card")

    files.read("mint.ics", text.encode())

    assert said(files) == ["Tea: when on 3 March 2027 → on 10 March 2027"]
    assert files.plan().clashes == ()


def test_acts_a_feed_of_one_owner_lacks_stay(files, session, tmp_path):
    session.save(
        "add", lambda edits: edits.add("acts", title="Not Mint's", owner="Sage", starts=TODAY)
    )
    path = calendar_feed(session.tables("acts"), tmp_path / "mint.ics", owner="Mint")

    files.read("mint.ics", path.read_bytes())

    assert summary(files.plan()) == "0 acts new, 0 changed, 2 the same."
    assert files.plan().gone == ()
