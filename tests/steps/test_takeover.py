"""What taking over a pack's changed files would take away is said before it is done."""

import pytest

from touchkit.pack.differences import only_in
from touchkit.steps import takeover
from touchkit.steps.session import Session
from touchkit.steps.takeover import CHANGED, TakeOver, at_stake

SCORE = {"group": "team", "touchpoint": "the-counter", "measure": "received"}


@pytest.fixture
def pack(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    folder = tmp_path / "bakery"
    folder.mkdir()
    (folder / "client.toml").write_text(
        'title = "Rose Bakery"\n[[stages]]\nname = "Buy"\n', encoding="utf-8"
    )
    (folder / "touchpoints.csv").write_text("name,stage\nThe counter,buy\n", encoding="utf-8")
    (folder / "scores.csv").write_text(
        "group,touchpoint,measure,score\nteam,the-counter,received,3\n", encoding="utf-8"
    )
    return folder


@pytest.fixture
def session(pack):
    return Session("bakery")


def change(pack, name="The counter"):
    (pack / "touchpoints.csv").write_text(f"id,name\nthe-counter,{name}\n", encoding="utf-8")


def test_nothing_is_asked_while_the_files_are_as_they_were(session):
    assert TakeOver(session).question() == ""


def test_what_only_the_workshop_holds_is_counted_by_table(pack, session):
    session.record([SCORE | {"score": 2, "respondent": name} for name in ("Anna", "Ben")])
    session.record([SCORE | {"score": 4, "n": 8}])
    session.save("decide", lambda edits: edits.add("decisions", step="enhance", text="A slip"))
    change(pack, "The till")
    session.look_again()

    asked = TakeOver(session).question()

    assert asked == (
        f"{CHANGED} Taking them over would take away 10 answers and 1 decision that only this workshop holds; "
        "undo, or the copy that is kept, brings them back."
    )


def test_files_that_lack_nothing_take_nothing_away(pack, session):
    change(pack, "The till")
    session.look_again()

    assert TakeOver(session).question() == f"{CHANGED} {at_stake({})}"
    assert "takes nothing away" in at_stake({})


def test_the_files_are_read_once_for_each_change(pack, session, monkeypatch):
    read = []
    one = takeover.read_pack
    monkeypatch.setattr(takeover, "read_pack", lambda path: read.append(path) or one(path))
    change(pack)
    session.look_again()
    taking = TakeOver(session)

    for number in range(3):
        taking.question()
        taking.question()
        session.change("touchpoints", "the-counter", name=f"Till {number}")
    assert len(read) == 1

    change(pack, "The desk")
    taking.question()
    assert len(read) == 2


def test_files_with_problems_still_ask_which_shall_count(pack, session):
    (pack / "touchpoints.csv").write_text("name,stage\nThe counter,bye\n", encoding="utf-8")
    session.look_again()

    assert TakeOver(session).question() == CHANGED


def test_equal_rows_are_counted_as_often_as_they_are_missing():
    three = [{"id": str(number), "text": "Slow"} for number in range(3)]

    assert only_in({"notes": three}, {"notes": [{"id": "9", "text": "Slow"}]}) == {"notes": 2}
    assert only_in({"notes": three}, {"notes": [three[0], three[1] | {"text": "Dear"}]}) == {
        "notes": 1
    }
