"""The touchpoint in focus: the shortlist in the order of the journey, parked and disputed."""

import pytest

from tests.steps.room import make_room
from touchkit.steps.focus import Focus
from touchkit.steps.session import Session


@pytest.fixture
def focus(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    make_room(tmp_path)
    return Focus(Session())


def ids(focus):
    return [point.id for point in focus.points()]


def test_the_shortlist_stands_in_the_order_of_the_journey(focus):
    assert ids(focus) == ["till", "bread-box", "window"]
    assert focus.points()[0].where == "Buy · Shop · Counter"
    assert focus.points()[2].where == "Know · nobody owns it · no channel yet"
    assert focus.advice() == ""


def test_without_a_shortlist_every_touchpoint_is_listed_and_that_is_said(focus):
    for name in ids(focus):
        focus.session.change("touchpoints", name, shortlist=False)

    assert len(focus.points()) == 4
    assert focus.advice() == (
        "There is no shortlist yet, so all 4 touchpoints are listed. Choose 8 to 12 in step 2."
    )


def test_next_after_the_last_is_the_first(focus):
    focus.move(1)
    assert focus.current().id == "bread-box"

    focus.move(2)

    assert focus.current().id == "till"


def test_skip_passes_what_is_scored_or_parked(focus):
    focus.go("bread-box")
    focus.mark("parked", True)
    focus.go("till")

    assert focus.skip(scored={"till"})
    assert focus.current().id == "window"
    assert not focus.skip(scored={"till", "window"})
    assert focus.current().id == "window"


def test_a_touchpoint_that_goes_elsewhere_leaves_the_first_one_in_focus(focus):
    focus.go("window")

    focus.session.save("remove", lambda edits: edits.remove("touchpoints", "window"))

    assert focus.current().id == "till"


def test_parking_twice_takes_it_away_and_keeps_the_reason_meanwhile(focus):
    focus.mark("parked", True)
    focus.say_why("parked", "no money <b>")
    assert focus.marked("parked") == {"till": "no money <b>"}

    focus.mark("parked", False)

    assert focus.marked("parked") == {}
    focus.session.undo()
    assert focus.marked("parked") == {"till": "no money <b>"}


def test_disputed_is_not_parked(focus):
    focus.mark("disputed", True)

    assert focus.marked("disputed") == {"till": ""}
    assert focus.marked("parked") == {}


def test_what_customers_get_today_instead_is_a_note_that_changes_and_goes(focus):
    focus.go("bread-box")
    assert focus.current().planned

    focus.say_today("a paper bag")
    focus.say_today("a paper bag, torn")
    assert focus.today_instead() == "a paper bag, torn"
    assert len(focus.session.tables("notes")) == 1

    focus.say_today(" ")
    assert len(focus.session.tables("notes")) == 0


def test_a_persona_that_never_comes_here_is_named(focus):
    focus.session.persona = "ben"

    skipped = [focus.skipped_by(point) for point in focus.points()]

    assert skipped == ["", "", "Ben"]


def test_with_no_touchpoint_at_all_nothing_breaks(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    make_room(tmp_path, touchpoints="name\n")
    focus = Focus(Session())

    focus.move(1)

    assert focus.current() is None
    assert not focus.skip(set())
    assert not focus.mark("parked", True)
