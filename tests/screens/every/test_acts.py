"""The acts, written down, changed and taken away without a kernel."""

import datetime as dt

import pytest

import touchkit as tk
from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.screens.controls import Maker
from touchkit.screens.every.acts import ActsPart
from touchkit.steps.everytime import EveryTime
from touchkit.steps.session import Session

HOSTILE = "<img src=x onerror=alert(1)>"
TODAY = dt.date(2026, 11, 25)
SOON = dt.date(2027, 1, 4)  # a Monday

ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "channels": [{"id": "post", "name": f"Post {HOSTILE}"}],
    "touchpoints": [
        {"id": "shop", "name": f"Shop {HOSTILE}", "stage": "buy"},
        {"id": "gone", "name": "Gone", "stage": "buy", "status": "retired"},
    ],
    "participants": [{"id": "mint", "alias": "Mint"}],
    "audiences": [{"id": "best", "name": f"Best {HOSTILE}", "filter": "best = yes"}],
    "customers": [{"id": "k1", "call_name": f"Ada {HOSTILE}", "best": True, "birthday_on": dt.date(1990, 3, 1)}],
    "acts": [
        {"id": "card", "title": f"Card {HOSTILE}", "audience": "best", "owner": f"Mint {HOSTILE}", "channel": "post",
         "touchpoint": "shop", "starts": SOON, "calendar": "marketing", "wording": f"Hi {{call_name}} {HOSTILE}"},
        {"id": "mail", "title": "Mail", "starts": SOON + dt.timedelta(days=1)},
        {"id": "odd", "title": "Odd", "starts": SOON + dt.timedelta(days=2), "repeats": "FREQ=MONTHLY;BYMONTHDAY=1,15"},
        {"id": "long", "title": "Long " * 60, "trigger": "birthday_on", "offset_days": -3, "repeats": "FREQ=YEARLY"},
    ],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path, monkeypatch):
    write_pack(Pack.from_rows(Client(title="Tiny"), ROWS), tmp_path / "tiny")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    return tmp_path


def raised(error):
    raise error


@pytest.fixture
def part(folder):
    """The part alone, drawn again with each change as the screen does."""
    every = EveryTime(Session("tiny"), today=lambda: TODAY)
    every.part = "acts"
    made = ActsPart(Maker(raised), every)
    every.observe(lambda _: made.draw(every.facts()))
    every.session.observe(lambda _: made.draw(every.facts()), "revision")
    made.draw(every.facts())
    return made


def shown(control):
    return control.layout.display != "none"


def cards(part):
    return [card for card in part.rows.cards if shown(card)]


def card(part, act):
    return next(one for one in cards(part) if one.row == act)


def everything(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from everything(child)


def test_each_act_is_a_line_with_what_is_lacking_said_in_words(part):
    assert "4 acts: 3 that nobody sees to." in part.head.value
    assert "○ nobody yet" in card(part, "mail").said.value
    assert "marketing" in card(part, "card").said.value
    assert "3 days before the birthday, every year" in card(part, "long").said.value


def test_nothing_that_was_typed_is_markup_and_a_long_title_is_cut_only_in_the_list(part):
    for act in ("card", "long"):
        part.every.act = act
        told = "".join(one.value for one in everything(part) if type(one).__name__ == "HTML")
        assert "<img" not in told

    assert len(card(part, "long").title.description) < 130
    assert part.form.title.control.value == ("Long " * 60).strip()


def test_opening_a_line_shows_its_fields_and_brings_them_into_view(part):
    before = part.place.turn

    card(part, "card").title.click()

    assert shown(part.form)
    assert part.place.turn == before + 1
    assert part.children.index(part.place) < part.children.index(part.form)
    assert part.form.owner.control.value == f"Mint {HOSTILE}"
    assert part.form.touchpoint.control.value == "shop"
    assert "Gone" not in [name for name, _ in part.form.touchpoint.control.options]
    assert "▾" in card(part, "card").title.description

    part.form.shut.click()
    assert not shown(part.form)


def test_opened_from_elsewhere_it_stands_there(folder):
    view = tk.screens.calendar("tiny").views[0]
    view.state.look_at("findings")

    view.state.open_act("mail")

    assert view.state.part == "acts"
    assert "Mail" in view.parts["acts"].form.head.value


def test_a_new_act_is_typed_stored_and_opened(part):
    part.line.enter("Tea")

    assert shown(part.form)
    assert not shown(part.news)
    assert part.form.title.control.value == "Tea"
    part.every.session.undo()
    assert not shown(part.form)


def test_a_pasted_list_is_told_and_taken_back_in_one_press(part):
    part.line.enter("Tea\nCake")

    assert "✓ 2 acts, each once, on 26 November 2026." in part.told.value
    part.undo.click()
    assert not shown(part.news)
    assert len(cards(part)) == 4


def test_the_choices_that_do_not_apply_are_away(part):
    part.every.act = "mail"
    when = part.form.when
    assert [one.name for one in when.fields if shown(one)] == [
        "life",
        "starts",
        "again",
        "weekdays_only",
    ]

    when.again.control.value = "year"
    when.on.control.value = "first"

    assert [one.name for one in when.fields if shown(one)] == [
        "life", "starts", "again", "interval", "on", "weekday", "month", "until", "times", "weekdays_only",
    ]  # fmt: skip


def test_the_first_monday_of_each_quarter_is_said_as_that_and_no_rule_is_on_the_screen(part):
    part.every.act = "mail"
    when = part.form.when
    when.again.control.value = "quarter"
    when.on.control.value = "first"
    when.weekday.control.value = "Monday"

    assert "On the first Monday of each quarter, from 5 January 2027." in when.sentence.value
    assert "Next: 5 April 2027, 5 July 2027, 4 October 2027 …" in when.sentence.value
    words = [one.value for one in everything(part) if isinstance(getattr(one, "value", None), str)]
    assert not [word for word in words if "FREQ" in word or "BYDAY" in word]


def test_a_first_date_that_comes_next_is_not_said_twice_but_a_holiday_is(part):
    part.every.act = "mail"
    when = part.form.when
    when.working.control.value = True
    assert "<strong>On 5 January 2027.</strong>" in when.sentence.value
    when.working.control.value = False
    when.again.control.value = "year"
    assert "<strong>Every year on 5 January.</strong>" in when.sentence.value
    assert "Every year on 5 January<br>" in card(part, "mail").said.value

    when.again.control.value = "week"
    when.starts.control.value = "1.12.2026"
    when.working.control.value = True

    said = "Every week on Tuesday; on a day off the next working day."
    assert f"<strong>{said}</strong>" in when.sentence.value
    assert "day off" not in card(part, "mail").said.value


def test_a_customers_date_shows_how_far_and_for_how_many(part):
    part.every.act = "mail"
    when = part.form.when
    when.life.control.value = True
    when.side.control.value = "after"
    when.number.control.value = "3"

    assert "3 days after the birthday." in when.sentence.value
    assert "Due for no customer in the next 12 months." in when.sentence.value
    assert not shown(when.starts)

    when.again.control.value = "year"
    assert "for 1 customer, first on 4 March 2027." in when.sentence.value


def test_the_days_of_the_week_are_pressed(part):
    part.every.act = "mail"
    when = part.form.when
    when.again.control.value = "week"
    monday, tuesday, *_ = when.days.toggles
    assert when.days.value == ("Tuesday",)

    monday.value = True
    assert "on Monday and Tuesday" in when.sentence.value
    monday.value = tuesday.value = False

    assert when.days.value == ("Tuesday",)
    assert "Leave one day at least." in when.which_days.why.value


def test_what_cannot_be_read_stays_as_it_was_typed_with_the_reason_below(part):
    part.every.act = "mail"
    starts = part.form.when.starts

    starts.control.value = "31.2.2027"

    assert starts.control.value == "31.2.2027"
    assert "There is no such day" in starts.why.value
    part.every.act = "card"
    part.every.act = "mail"
    assert (starts.why.value, shown(starts.why)) == ("", False)


def test_a_recurrence_beyond_the_choices_is_told_and_kept(part):
    part.every.act = "odd"
    when = part.form.when

    assert "On the 1st and 15th of each month" in when.sentence.value
    assert "stays as it is until" in when.kept.value
    assert ("as it is now", "kept") in when.again.control.options

    when.again.control.value = "month"

    assert not shown(when.kept)
    assert ("as it is now", "kept") not in when.again.control.options


def test_an_act_left_out_says_why_in_its_line_and_its_fields(part):
    part.every.session.change("acts", "odd", repeats="FREQ=HOURLY")
    part.every.act = "odd"

    assert "⚠ Left out: How it recurs cannot be read." in cards(part)[0].said.value
    assert "1 that cannot be read" in part.head.value
    assert "left out of the calendar" in part.form.fault.value
    assert "Choose under <em>Again</em>" in part.form.when.sentence.value


def test_removing_says_so_and_undo_brings_it_back(part):
    part.every.act = "mail"

    part.form.remove.click()
    assert not shown(part.form)
    assert "✓ Removed: Mail." in part.told.value

    part.undo.click()
    assert card(part, "mail")


def test_a_filter_nothing_fits_offers_all_again(part):
    part.on.value = "marketing"
    assert [one.row for one in cards(part)] == ["card"]
    part.whom.value = "\0everybody"
    assert "No act fits" in part.empty.value

    part.all.click()

    assert len(cards(part)) == 4


def test_where_there_is_nothing_yet_it_says_what_to_do(folder, part):
    write_pack(Pack.from_rows(Client(title="Bare", customer_word="guest"), {}), folder / "bare")
    part.every.session.open("bare")
    part.every.look_at("acts")

    assert "What should every guest get, every time?" in part.empty.value
    assert not shown(part.filters)

    part.line.enter("Tea")
    assert "No dates of guests are known yet." in part.form.when.none.value
    assert "No country is set" in part.form.when.country.value
