"""Who got it: a list to tick, rates, one customer, pressed without a kernel."""

import datetime as dt

import pytest

import touchkit as tk
from touchkit.model import Client
from touchkit.pack import Pack, write_pack

HOSTILE = "<img src=x onerror=alert(1)>"
TODAY = dt.datetime.now().astimezone().date()
BEFORE = TODAY - dt.timedelta(days=3)

ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "customers": [
        {"id": "k1", "call_name": f"Ada {HOSTILE}", "segment": f"homes {HOSTILE}", "best": True},
        {"id": "k2", "call_name": "Ben", "best": False},
    ],
    "acts": [
        {"id": "card", "title": f"Card {HOSTILE}", "owner": f"Mint {HOSTILE}", "starts": TODAY,
         "wording": f"Thank you {HOSTILE}"},
        {"id": "call", "title": "Call", "starts": BEFORE, "audience": "best"},
        {"id": "tea", "title": f"Tea {HOSTILE}", "starts": TODAY + dt.timedelta(days=9), "lead_days": 10},
    ],
    "audiences": [{"id": "best", "name": "Best", "filter": "best = yes"}],
    "ticks": [{"id": "t1", "act": "call", "customer": "k2", "due": BEFORE, "done_on": BEFORE}],
}  # fmt: skip


@pytest.fixture
def view(tmp_path, monkeypatch):
    bare = {"stages": ROWS["stages"]}
    packs = {
        "tiny": ROWS,
        "bare": bare,
        "nobody": bare | {"acts": [ROWS["acts"][0]]},
        "calm": bare | {"customers": ROWS["customers"], "acts": [ROWS["acts"][2] | {"lead_days": None}]},
    }  # fmt: skip
    for name, rows in packs.items():
        client = Client(title=f"{name} {HOSTILE}", customer_word="guest")
        write_pack(Pack.from_rows(client, rows), tmp_path / name)
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    made = tk.screens.calendar("tiny").views[0]
    made.state.look_at("roster")
    return made


@pytest.fixture
def part(view):
    return view.parts["roster"]


def shown(control):
    return control.layout.display != "none"


def cards(part):
    return [card for card in part.list.rows.cards if shown(card)]


def turn(view, client):
    view.session.open(client)
    view.state.look_at("roster")
    return view.parts["roster"]


def test_a_row_says_by_sign_words_and_colour_how_it_stands(part):
    late, head, due = cards(part)[:3]

    assert "⚠ Late by 3 days" in late.said.value
    assert "○ nobody yet" in late.said.value
    assert "tk-roster-late" in late._dom_classes
    assert "2 times" in head.said.value
    assert not shown(head.done)
    assert head.all.description == "Tick all 2"
    assert "▸ Due today" in due.said.value


def test_nothing_that_was_typed_is_markup(part):
    for view in ("list", "rates", "customer"):
        part.state.turn_to(view)
        for by in ("act", "owner", "segment", "act best"):
            part.rates.state.turn_by(by)
    part.one.state.find("k1")
    told = [
        part.list.paper.value,
        part.list.ahead.value,
        part.rates.rates.value,
        part.one.story.value,
    ]
    told += [card.said.value for card in cards(part)]

    assert all(told)
    assert not [one for one in told if HOSTILE in one]
    assert len([one for one in told if "&lt;img src=x" in one]) >= 5


def test_a_press_ticks_the_row_where_it_stands_and_another_takes_it_back(part):
    row = cards(part)[0]

    row.done.click()

    assert cards(part)[0] is row
    assert "✓ Done" in row.said.value
    assert (shown(row.done), shown(row.back)) == (False, True)
    assert "Call. Done." in part.list.told.value
    row.back.click()
    assert "⚠ Late by 3 days" in row.said.value
    assert shown(row.done)


def test_undo_stands_beside_what_a_press_did(part):
    cards(part)[1].all.click()
    assert "ticked for 2 guests" in part.list.told.value

    part.list.undo.click()

    assert not shown(part.list.undo)
    assert cards(part)[1].all.description == "Tick all 2"


def test_done_rows_go_when_somebody_wants_them_gone(part):
    cards(part)[0].done.click()

    part.list.tidy.click()

    assert len(cards(part)) == 3
    assert not shown(part.list.news)


def test_one_owners_list_can_be_ticked_as_a_whole(part):
    assert not shown(part.list.all)

    part.state.look_for(f"Mint {HOSTILE}")
    part.list.all.click()

    assert "✓ All done." in part.list.head.value
    assert not shown(part.list.all)


def test_the_day_is_typed_and_a_day_that_is_none_stays_as_typed_with_the_reason(part):
    day = part.list.day
    day.value = "30 February"

    assert day.value == "30 February"
    assert "There is no such day" in part.list.trouble.value
    part.list.after.click()
    assert not shown(part.list.trouble)
    assert shown(part.list.today)
    part.list.today.click()
    assert "(today)" in part.list.head.value


def test_on_the_list_of_a_day_gone_by_the_button_says_so(part):
    part.state.step(-3)

    assert cards(part)[0].done.description == "Done that day"


def test_what_to_begin_now_stands_below_the_list(part):
    assert "To prepare" in part.list.ahead.value
    assert "for 2 guests" in part.list.ahead.value


def test_the_sheet_on_paper_has_a_box_a_row_owner_by_owner(part):
    paper = part.list.paper.value

    assert paper.count("☐") == 4
    assert "<h3>Nobody yet</h3>" in paper
    assert "To do on" in paper
    cards(part)[0].done.click()
    assert part.list.paper.value.count("☐") == 3


def test_rates_are_sentences_with_bars_the_worst_first(part):
    part.state.turn_to("rates")

    rates = part.rates.rates.value
    assert "done 1 of 2 times, 50 %; too few guests to say how it goes in general." in rates
    assert 'style="width:50.0%"' in rates
    assert "2 times due: 1 in time, 1 late and still open." in rates
    part.rates.by.value = "best"
    assert (
        "The best guests got 0 % of what was due to them, the others 100 %."
        in part.rates.head.value
    )


def test_one_customers_story_is_found_by_name(part):
    part.state.turn_to("customer")
    assert "one of the 2 guests" in part.one.story.value

    part.one.who.value = "ben"

    assert "<h2>Ben" in part.one.story.value
    assert "✓ Done" in part.one.story.value
    part.one.who.value = "Zoe"
    assert part.one.who.value == "Zoe"
    assert "No guest is called “Zoe”" in part.one.trouble.value


def test_without_acts_it_is_said_what_to_do(view):
    part = turn(view, "bare")

    assert shown(part.empty)
    assert "There is no act yet" in part.empty.value
    assert not shown(part.body)


def test_without_customers_acts_are_ticked_for_everybody_and_it_is_said_where_guests_come_from(
    view,
):
    part = turn(view, "nobody")

    assert "No guests are known yet" in part.notice.value
    assert "Everybody" in cards(part)[0].said.value
    part.state.turn_to("customer")
    assert not shown(part.one.who)


def test_where_nothing_is_due_it_is_said_where_to_look(view):
    part = turn(view, "calm")

    assert "Nothing is due, and nothing is late." in part.list.head.value
    assert not cards(part)
    part.state.turn_to("rates")
    assert "Nothing has been ticked yet" in part.rates.head.value
