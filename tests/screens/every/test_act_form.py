"""One act open at two keyboards: nobody's words are written over."""

import datetime as dt

import pytest

from touchkit.model import Client, to_rows
from touchkit.pack import Pack, write_pack
from touchkit.screens.controls import Maker
from touchkit.screens.every.acts import ActsPart
from touchkit.steps.everytime import EveryTime
from touchkit.steps.session import Session

TODAY = dt.date(2026, 11, 25)
ROWS = {"acts": [{"id": "tea", "title": "Tea", "starts": dt.date(2027, 1, 4), "owner": "Mint"},
                 {"id": "card", "title": "Card", "starts": dt.date(2027, 1, 5)}]}  # fmt: skip


def raised(error):
    raise error


@pytest.fixture
def keyboard(tmp_path, monkeypatch):
    write_pack(Pack.from_rows(Client(title="Tiny"), ROWS), tmp_path / "tiny")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)

    def sit_down():
        every = EveryTime(Session("tiny"), today=lambda: TODAY)
        every.part = "acts"
        made = ActsPart(Maker(raised), every)
        every.observe(lambda _: made.draw(every.facts()))
        every.session.observe(lambda _: made.draw(every.facts()), "revision")
        every.act = "tea"
        return made

    return sit_down


def shown(control):
    return control.layout.display != "none"


def stored(part, act="tea"):
    rows = to_rows(part.every.session.tables("acts"))
    return next((row for row in rows if row["id"] == act), None)


def look(part):
    part.every.session.look_again()


@pytest.mark.parametrize(
    ("name", "theirs"),
    [("title", "High tea"), ("wording", "Come in"), ("owner", "Sage"), ("lead", "5")],
)
def test_what_another_keyboard_stores_is_told_below_the_line_and_not_put_into_it(
    keyboard, name, theirs
):
    one, other = keyboard(), keyboard()
    field, before = getattr(one.form, name), getattr(one.form, name).control.value

    getattr(other.form, name).control.value = theirs
    look(one)

    assert field.control.value == before
    assert f"Somebody else has written: “{theirs}”." in field.said.value
    assert (shown(field.take), shown(field.keep)) == (True, False)

    field.take.click()

    assert field.control.value == theirs
    assert not shown(field.other)


def test_what_was_typed_meanwhile_stays_out_of_the_store_until_somebody_chooses(keyboard):
    one, other = keyboard(), keyboard()
    other.form.title.control.value = "High tea"
    look(one)

    one.form.title.control.value = "Tea for two"

    assert (stored(one)["title"], one.form.title.control.value) == ("High tea", "Tea for two")
    assert "Yours is not stored." in one.form.title.said.value

    one.form.title.keep.click()

    assert stored(one)["title"] == "Tea for two"
    assert not shown(one.form.title.other)


def test_also_where_this_page_had_not_heard_of_it_yet(keyboard):
    one, other = keyboard(), keyboard()
    other.form.title.control.value = "High tea"

    one.form.title.control.value = "Tea for two"

    assert stored(one)["title"] == "High tea"
    assert "“High tea”. Yours is not stored." in one.form.title.said.value
    one.form.title.take.click()
    assert one.form.title.control.value == "High tea"
    assert not shown(one.form.title.other)


def test_what_is_typed_here_is_shown_as_it_is_stored_and_undone_without_a_question(keyboard):
    one = keyboard()

    one.form.lead.control.value = " 5 days"
    assert (one.form.lead.control.value, shown(one.form.lead.other)) == ("5", False)

    one.every.session.undo()
    assert (one.form.lead.control.value, shown(one.form.lead.other)) == ("", False)


def test_opened_anew_it_shows_what_is_stored(keyboard):
    one, other = keyboard(), keyboard()
    other.form.title.control.value = "High tea"
    look(one)

    one.every.act = "card"
    one.every.act = "tea"

    assert one.form.title.control.value == "High tea"
    assert not shown(one.form.title.other)


def test_an_act_removed_at_another_keyboard_says_so_and_leaves_the_words(keyboard):
    one, other = keyboard(), keyboard()

    other.form.remove.click()
    look(one)

    assert shown(one.form)
    assert "Removed at another keyboard" in one.form.fault.value
    assert not shown(one.form.remove)
    one.form.title.control.value = "Tea for two"
    assert stored(one) is None

    other.undo.click()
    look(one)
    assert "Removed" not in one.form.fault.value
    assert shown(one.form.remove)


def test_an_act_removed_or_undone_here_is_just_closed(keyboard):
    one = keyboard()
    one.form.remove.click()
    assert not shown(one.form)

    one.line.enter("New")
    one.every.session.undo()
    assert not shown(one.form)
