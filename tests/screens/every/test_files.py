"""In and out, pressed without a kernel."""

import base64
import datetime as dt
import io
import re
import zipfile

import pytest

import touchkit as tk
from touchkit.model import Client, to_rows
from touchkit.pack import Pack, write_pack
from touchkit.screens.every import offer

HOSTILE = "<img src=x onerror=alert(1)>"
ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "touchpoints": [{"id": "shop", "name": "Shop", "stage": "buy"}],
    "audiences": [{"id": "best", "name": f"Best {HOSTILE}", "filter": "best = yes"}],
    "customers": [{"id": "k1", "call_name": "Aoife", "best": True, "birthday_on": dt.date(1980, 2, 3)}],
    "acts": [
        {"id": "card", "title": f"Card {HOSTILE}", "owner": "Mint", "trigger": "birthday_on",
         "repeats": "FREQ=YEARLY", "touchpoint": "shop"},
        {"id": "tea", "title": "Tea", "owner": "Sage", "starts": dt.date(2099, 3, 3), "touchpoint": "shop"},
    ],
}  # fmt: skip
TABLE = f"title,date,wording\nSpring offer {HOSTILE},2099-03-10,x\nNews,2099-04-01,y\n".encode()


@pytest.fixture
def view(tmp_path, monkeypatch):
    folder = tmp_path / "workshop_data"
    write_pack(Pack.from_rows(Client(title="Tiny", customer_word="guest"), ROWS), folder / "tiny")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(folder))
    monkeypatch.setenv("TOUCHKIT_BROWSER", str(tmp_path / "none"))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    made = tk.screens.calendar("tiny").views[0]
    made.state.look_at("files")
    return made


@pytest.fixture
def part(view):
    return view.parts["files"]


@pytest.fixture
def session(view):
    return view.session


def shown(control):
    return control.layout.display != "none"


def upload(part, name, content):
    now = dt.datetime.now(tz=dt.UTC)
    one = {"name": name, "type": "", "size": len(content), "content": memoryview(content),
           "last_modified": now}  # fmt: skip
    part.incoming.file.value = (one,)


def downloads(one):
    found = re.findall(r'download="([^"]+)" href="data:([^;]+);base64,([^"]+)"', one.links.value)
    return {name: (kind, base64.b64decode(data)) for name, kind, data in found}


def titles(session):
    return {row["title"] for row in to_rows(session.tables("acts"))}


# in


def test_before_anything_it_says_what_can_be_read(part):
    assert "You see what would change before anything is stored" in part.incoming.said.value
    assert not shown(part.incoming.plan)


def test_a_file_is_told_first_and_taken_over_by_one_press(part, session):
    upload(part, "plan.csv", TABLE)

    panel = part.incoming
    assert "2 acts new, 0 changed, 0 the same." in panel.what.value
    assert panel.lines.value.count("<li>new: ") == 2
    assert panel.go.description == "Take these 2 over"
    assert len(titles(session)) == 2
    panel.audience.value = "best"
    panel.owner.value = "Dill"
    panel.go.click()
    assert "News" in titles(session)
    assert {row.get("audience") for row in to_rows(session.tables("acts"))[2:]} == {"best"}
    assert {row.get("owner") for row in to_rows(session.tables("acts"))[2:]} == {"Dill"}
    assert "Taken over from plan.csv: 2 acts. Undo takes it back." in panel.said.value
    assert session.undoable == "take over the calendar plan.csv"


def test_read_again_there_is_nothing_to_take_and_no_press(part):
    upload(part, "plan.csv", TABLE)
    part.incoming.go.click()

    upload(part, "plan.csv", TABLE)

    assert part.incoming.go.description == "Nothing to take over"
    assert part.incoming.go.disabled
    assert not shown(part.incoming.given)


def test_what_is_gone_from_the_file_is_a_box_to_tick(part, session):
    upload(part, "plan.csv", TABLE)
    part.incoming.go.click()

    upload(part, "plan.csv", TABLE[: TABLE.index(b"News")])

    assert part.incoming.drop.description == "Take out the one that is no longer in the file"
    assert part.incoming.drop.value
    part.incoming.drop.value = False
    assert part.incoming.go.disabled
    part.incoming.drop.value = True
    part.incoming.go.click()
    assert "News" not in titles(session)


def test_a_clash_shows_both_and_keeps_what_stands_here_unless_told_otherwise(part, session):
    upload(part, "plan.csv", TABLE)
    part.incoming.go.click()
    name = next(row["id"] for row in to_rows(session.tables("acts")) if row["title"] == "News")
    session.change("acts", name, wording="mine")

    upload(part, "plan.csv", TABLE.replace(b",y", b",theirs"))

    panel = part.incoming
    assert shown(panel.both)
    assert "<td>News</td><td>wording: theirs</td><td>wording: mine</td>" in panel.clashes.value
    assert panel.go.disabled
    panel.theirs.value = True
    panel.go.click()
    words = {row["title"]: row.get("wording") for row in to_rows(session.tables("acts"))}
    assert words["News"] == "theirs"


def test_a_file_that_cannot_be_read_is_a_table_of_places_and_stores_nothing(part, session):
    upload(part, "plan.csv", b"title,date\nA,2027-02-30\n")

    assert "1 place in the file needs mending." in part.incoming.faults.value
    assert session.error == "plan.csv cannot be read. Nothing was stored."
    assert not shown(part.incoming.plan)
    assert len(titles(session)) == 2


def test_leaving_it_stores_nothing(part, session):
    upload(part, "plan.csv", TABLE)

    part.incoming.leave.click()

    assert not shown(part.incoming.plan)
    assert len(titles(session)) == 2


def test_what_people_typed_is_escaped(part):
    upload(part, f"{HOSTILE}.csv", TABLE)

    panel = part.incoming
    told = "".join(one.value for one in (panel.what, panel.lines, panel.said, panel.clashes))
    assert "&lt;img" in told
    assert "<img" not in told


def test_more_than_25_lines_are_counted(part):
    rows = "".join(f"News {number},2099-04-01\n" for number in range(30))

    upload(part, "plan.csv", f"title,date\n{rows}".encode())

    assert part.incoming.lines.value.count("<li>") == 25
    assert "… and 5 more" in part.incoming.lines.value


# out


def test_the_workbook_is_made_and_offered_without_names_unless_ticked(part, tmp_path):
    def customers():
        (content,) = [content for _, content in downloads(part.outgoing.workbook).values()]
        path = tmp_path / "back.xlsx"
        path.write_bytes(content)
        import openpyxl

        sheet = openpyxl.load_workbook(path)["roster"]
        place = [cell.value for cell in sheet[1]].index("customer")
        return {row[place].value for row in sheet.iter_rows(min_row=2)}

    part.outgoing.workbook.press.click()
    assert "Aoife" not in customers()
    assert part.outgoing.names.description == "With guests’ names"
    part.outgoing.names.value = True
    part.outgoing.workbook.press.click()
    assert "Aoife" in customers()


def test_with_names_is_unticked_for_another_client(view, part, session, tmp_path):
    write_pack(Pack.from_rows(Client(title="Other"), ROWS), tmp_path / "workshop_data" / "other")
    part.outgoing.names.value = True

    session.open("other")
    view.state.look_at("files")

    assert not part.outgoing.names.value
    part.outgoing.workbook.press.click()
    ((_, content),) = downloads(part.outgoing.workbook).values()
    assert b"Aoife" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/sharedStrings.xml")


def test_a_file_too_large_for_a_link_stands_in_a_folder_that_is_named(part, tmp_path, monkeypatch):
    monkeypatch.setattr(offer, "LARGEST", 1_000)

    part.outgoing.workbook.press.click()

    path = tmp_path / "out" / "tiny" / "calendar" / "tiny-calendar.xlsx"
    assert path.stat().st_size > 1_000
    assert f"It stands here: {path}." in part.outgoing.workbook.told.value
    assert "too large for a link" in part.outgoing.workbook.links.value


def test_it_is_said_where_the_roster_has_not_all_of_it(part, monkeypatch):
    monkeypatch.setattr("touchkit.deliver.book_due.MOST_ROWS", 0)

    part.outgoing.workbook.press.click()

    assert "The roster has only what is due " in part.outgoing.workbook.told.value


def test_the_feeds_are_offered_one_by_one_and_stand_in_a_folder(part, tmp_path):
    one = part.outgoing.feeds
    one.press.click()

    assert [name for name, _ in one.whose.options] == ["Everybody", "Mint", "Sage"]
    assert list(downloads(one)) == ["tiny-calendar.ics"]
    one.whose.value = "Mint"
    ((kind, content),) = downloads(one).values()
    assert kind == "text/calendar"
    assert b"SUMMARY:Tea" not in content
    folder = tmp_path / "out" / "tiny" / "calendar"
    assert sorted(path.name for path in folder.iterdir()) == [
        "calendar-mint.ics", "calendar-sage.ics", "calendar.ics",
    ]  # fmt: skip
    assert str(folder) in one.told.value


def test_made_again_a_feed_counts_on(part, session, tmp_path):
    part.outgoing.feeds.press.click()
    session.change("acts", "tea", title="Tea and cake")

    part.outgoing.feeds.press.click()

    text = (tmp_path / "out/tiny/calendar/calendar-sage.ics").read_text("utf-8")
    assert "SEQUENCE:1" in text


def test_an_act_that_cannot_be_read_stays_in_the_feeds_and_is_named(part, session, tmp_path):
    feed = tmp_path / "out/tiny/calendar/calendar-sage.ics"
    part.outgoing.feeds.press.click()
    before = feed.read_bytes()
    assert "cannot be read" not in part.outgoing.feeds.told.value
    session.change("acts", "tea", title="Tea <b>", repeats="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
    assert part.outgoing.every.facts().faulty == {"tea"}

    part.outgoing.feeds.press.click()

    assert feed.read_bytes() == before
    assert (
        "cannot be read now stays in the feeds as it was, until it is mended under Acts: Tea &lt;b&gt;."
        in part.outgoing.feeds.told.value
    )


def test_without_a_browser_the_planner_is_a_page_and_says_so(part):
    part.outgoing.planner.press.click()

    assert list(downloads(part.outgoing.planner)) == ["tiny-year-planner.html"]
    assert "No Chrome, Chromium or Edge was found" in part.outgoing.planner.told.value


def test_what_was_made_is_out_of_date_once_the_calendar_changes(view, part, session):
    part.outgoing.planner.press.click()

    session.change("acts", "tea", title="Tea and cake")
    view.redraw()

    assert "The calendar has changed since" in part.outgoing.planner.told.value
    assert downloads(part.outgoing.planner)


def test_another_clients_files_go(view, part, session, tmp_path):
    write_pack(Pack.from_rows(Client(title="Other"), {}), tmp_path / "workshop_data" / "other")
    part.outgoing.planner.press.click()

    session.open("other")
    view.state.look_at("files")

    assert downloads(part.outgoing.planner) == {}


def test_while_something_is_made_the_button_waits_and_says_so(part, monkeypatch):
    waiting = []
    monkeypatch.setattr(offer, "in_a_thread", lambda work, then, **_: waiting.append((work, then)))
    one = part.outgoing.planner

    one.press.click()

    assert one.press.disabled
    assert "The year planner is being made" in one.told.value
    ((work, then),) = waiting
    then(work())
    assert not one.press.disabled
    assert downloads(one)


def test_what_fails_is_said_and_the_button_is_there_again(part, session, tmp_path):
    (tmp_path / "out").write_text("a file where a folder should be")

    part.outgoing.feeds.press.click()

    folder = tmp_path / "out" / "tiny" / "calendar"
    assert session.error.startswith(f"Cannot write {folder}"), session.error
    assert not part.outgoing.feeds.press.disabled
    assert downloads(part.outgoing.feeds) == {}


def test_it_says_that_nothing_is_sent_and_how_a_feed_is_imported(part):
    assert "touchkit sends nothing to anybody" in part.outgoing.head.value
    for program in ("Outlook", "Google Calendar", "Apple Calendar"):
        assert program in part.outgoing.how.value


def test_a_client_without_acts_has_files_to_begin_with(view, session, tmp_path):
    write_pack(Pack.from_rows(Client(title="Other"), {}), tmp_path / "workshop_data" / "other")
    session.open("other")
    view.state.look_at("files")

    for one in view.parts["files"].outgoing.offers:
        one.press.click()
        assert downloads(one), session.error
