"""`touchkit calendar`, as a person types it."""

import openpyxl
import pytest

import touchkit as tk
from touchkit.cli import main

ACTS = """id,title,owner,audience,starts,repeats,touchpoint
bread,Bread for the neighbours,Mint,,2027-01-04,FREQ=MONTHLY,counter
card,Card,Sage,best,2027-02-01,,counter
"""
FEED = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//theirs//EN
BEGIN:VEVENT
UID:u1@theirs
SUMMARY:Spring offer
DTSTART;VALUE=DATE:20270310
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A workshop folder with one small client, and a place to work in."""
    pack = tmp_path / "workshop_data" / "bakery"
    pack.mkdir(parents=True)
    (pack / "client.toml").write_text(
        'title = "Rose Bakery"\n[[stages]]\nname = "Buy"\n'
        '[[audiences]]\nid = "best"\nname = "Best customers"\nfilter = "best = yes"\n',
        encoding="utf-8",
    )
    (pack / "touchpoints.csv").write_text("id,name,stage\ncounter,The counter,buy\n", "utf-8")
    (pack / "customers.csv").write_text("id,call_name,best\nk1,Aoife,yes\nk2,Brendan,no\n", "utf-8")
    (pack / "acts.csv").write_text(ACTS, "utf-8")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path / "workshop_data"))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def theirs(folder):
    (folder / "marketing.ics").write_text(FEED, "utf-8")
    return "marketing.ics"


YEAR = ["--from", "2027-01", "--months", "12"]


def acts():
    return tk.open_workshop("bakery").acts


def test_it_writes_workbook_feeds_and_planner_and_says_that_nothing_looks_wrong(folder, capsys):
    assert main(["calendar", "bakery", *YEAR]) == 0

    said = capsys.readouterr().out.splitlines()
    paths = [folder / line.removeprefix("Wrote ") for line in said[:-1]]
    assert [path.name for path in paths] == [
        "calendar.xlsx", "calendar.ics", "calendar-mint.ics", "calendar-sage.ics", "year-planner.html",
    ]  # fmt: skip
    assert {path.parent for path in paths} == {folder / "out" / "bakery" / "calendar"}
    assert all(path.is_file() for path in paths)
    assert said[-1] == "Nothing looks wrong."


def test_what_was_found_has_the_screens_words(folder, capsys):
    (folder / "workshop_data" / "bakery" / "acts.csv").write_text(
        "id,title,starts,touchpoint\ncard,Card,2027-02-01,counter\nnote,Note,2027-02-02,\n", "utf-8"
    )

    main(["calendar", "bakery", "--from", "2027-01", "--out", str(folder / "o")])

    assert capsys.readouterr().out.splitlines()[-1] == (
        "5 things to look at (1 × too close, 1 × silence, 2 × nobody's and 1 × what for?)."
    )


def test_without_an_act_nothing_is_written_and_it_says_so(folder, capsys):
    (folder / "workshop_data" / "bakery" / "acts.csv").write_text(ACTS.splitlines()[0], "utf-8")

    assert main(["calendar", "bakery", "--out", str(folder / "o")]) == 0

    assert capsys.readouterr().out == (
        "There is no act yet, so nothing was written. Write the first one on the screen, or read a calendar in: "
        "--read FILE.\n"
    )
    assert not (folder / "o").exists()


def test_a_roster_too_long_for_the_workbook_is_told(folder, capsys, monkeypatch):
    monkeypatch.setattr("touchkit.deliver.book_due.MOST_ROWS", 3)

    main(["calendar", "bakery", *YEAR])

    assert "Note: The roster has only what is due from " in capsys.readouterr().out


def test_the_workbook_names_customers_only_when_asked(folder):
    def customers():
        book = openpyxl.load_workbook(folder / "out/bakery/calendar/calendar.xlsx")
        sheet = book["roster"]
        place = [cell.value for cell in sheet[1]].index("customer")
        return {row[place].value for row in sheet.iter_rows(min_row=2)}

    main(["calendar", "bakery", *YEAR])
    assert {"k1"} <= customers()
    assert "Aoife" not in customers()

    main(["calendar", "bakery", *YEAR, "--names"])
    assert "Aoife" in customers()


def test_one_owners_feed_alone(folder, capsys):
    assert main(["calendar", "bakery", "--owner", "sage"]) == 0

    assert [path.name for path in (folder / "out/bakery/calendar").iterdir()] == [
        "calendar-sage.ics"
    ]
    assert "calendar-sage.ics" in capsys.readouterr().out


def test_an_owner_nobody_knows_is_refused(folder, capsys):
    assert main(["calendar", "bakery", "--owner", "Dill"]) == 1

    assert capsys.readouterr().err == "Nobody called 'Dill' owns an act. Who does: Mint, Sage.\n"
    assert not (folder / "out").exists()


def test_written_again_a_feed_updates_what_was_sent(folder):
    main(["calendar", "bakery", *YEAR])
    tk.open_workshop("bakery").change("acts", "card", title="A card")

    main(["calendar", "bakery", *YEAR])

    feed = (folder / "out/bakery/calendar/calendar-sage.ics").read_text("utf-8")
    assert "UID:card.bakery@touchkit" in feed
    assert "SEQUENCE:1" in feed


def test_an_act_that_cannot_be_read_stays_in_the_feeds_and_is_named(folder, capsys):
    main(["calendar", "bakery", *YEAR])
    feed = folder / "out/bakery/calendar/calendar-sage.ics"
    before = feed.read_bytes()
    tk.open_workshop("bakery").change("acts", "card", repeats="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
    capsys.readouterr()

    main(["calendar", "bakery", *YEAR])

    assert feed.read_bytes() == before
    note = "Note: left out, and in the feeds as it was before: acts, row 2"
    assert note in capsys.readouterr().out


def test_without_yes_a_file_is_only_told(theirs, capsys):
    assert main(["calendar", "bakery", "--read", theirs]) == 0

    assert capsys.readouterr().out == (
        "marketing.ics: 1 act new, 0 changed, 0 the same. It goes on the marketing calendar.\n"
        "  new: Spring offer: on 10 March 2027\n"
        "Nothing was stored. Say --yes to take this over.\n"
    )
    assert len(acts()) == 2


def test_with_yes_it_is_stored_as_one_step_for_whom_is_said(theirs, capsys):
    main(
        [
            "calendar",
            "bakery",
            "--read",
            theirs,
            "--for",
            "best customers",
            "--owner",
            "Sage",
            "--yes",
        ]
    )

    assert capsys.readouterr().out.endswith("Taken over from marketing.ics: 1 act.\n")
    made = acts().iloc[-1]
    assert (made["title"], made["audience"], made["owner"], made["calendar"]) == (
        "Spring offer", "best", "Sage", "marketing",
    )  # fmt: skip
    assert tk.open_workshop("bakery").undo() == "take over the calendar marketing.ics"
    assert len(acts()) == 2


def test_what_is_the_same_needs_no_yes(theirs, capsys):
    main(["calendar", "bakery", "--read", theirs, "--yes"])
    capsys.readouterr()

    assert main(["calendar", "bakery", "--read", theirs]) == 0

    assert capsys.readouterr().out == (
        "marketing.ics: 0 acts new, 0 changed, 1 the same.\nNothing to take over.\n"
    )


def test_the_workbook_comes_back_edited(folder, capsys):
    main(["calendar", "bakery", *YEAR])
    path = folder / "out/bakery/calendar/calendar.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["list"]
    owner = next(cell.column for cell in sheet[1] if cell.value == "owner")
    sheet.cell(2, owner).value = "Dill"
    book.save(path)
    capsys.readouterr()

    assert main(["calendar", "bakery", "--read", str(path), "--yes"]) == 0

    assert "Bread for the neighbours: owner Mint → Dill" in capsys.readouterr().out
    assert acts().set_index("id").at["bread", "owner"] == "Dill"


def test_a_file_that_cannot_be_read_is_told_with_its_rows(folder, capsys):
    (folder / "plan.csv").write_text("title,date\nA,2027-02-30\n", "utf-8")

    assert main(["calendar", "bakery", "--read", "plan.csv", "--yes"]) == 1

    assert capsys.readouterr().err.startswith(
        "plan.csv cannot be read.\n  - plan.csv, row 2, column date: found '2027-02-30'"
    )
    assert len(acts()) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--yes"], "Name the file to read too: --read FILE. Nothing was written.\n"),
        (["--read", "nowhere.ics"], "nowhere.ics cannot be read.\n"),
        (["--read", "marketing.ics", "--for", "VIPs"],
         "There is no audience 'VIPs'. There are: Best customers. Nothing was stored.\n"),
    ],
    ids=["yes alone", "no file", "no audience"],
)  # fmt: skip
def test_what_cannot_be_done_is_said(theirs, capsys, arguments, said):
    assert main(["calendar", "bakery", *arguments]) == 1

    assert capsys.readouterr().err.startswith(said)


@pytest.mark.parametrize("wrong", [["--from", "2027-13"], ["--months", "0"]], ids=str)
def test_months_that_are_none_are_refused(folder, capsys, wrong):
    with pytest.raises(SystemExit):
        main(["calendar", "bakery", *wrong])

    assert "month" in capsys.readouterr().err
