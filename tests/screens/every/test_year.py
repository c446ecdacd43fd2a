"""The year and what looks wrong with it, pressed without a kernel."""

import datetime as dt

import pytest

import touchkit as tk
from touchkit.model import Client
from touchkit.pack import Pack, write_pack

HOSTILE = "<img src=x onerror=alert(1)>"
NEXT = dt.datetime.now().astimezone().date().replace(day=1) + dt.timedelta(days=70)

ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "touchpoints": [{"id": "shop", "name": f"Shop {HOSTILE}", "stage": "buy"}],
    "participants": [{"id": "mint", "alias": "Mint"}],
    "audiences": [{"id": "best", "name": f"Best {HOSTILE}", "filter": "best = yes"}],
    "customers": [{"id": "k1", "call_name": "Ada", "best": True}],
    "acts": [
        {"id": "card", "title": f"Card {HOSTILE}", "audience": "best", "owner": f"Mint {HOSTILE}",
         "touchpoint": "shop", "starts": NEXT},
        {"id": "mail", "title": "Mail", "audience": "best", "touchpoint": "shop",
         "starts": NEXT + dt.timedelta(days=1)},
    ],
}  # fmt: skip


@pytest.fixture
def view(tmp_path, monkeypatch):
    write_pack(Pack.from_rows(Client(title="Tiny"), ROWS), tmp_path / "tiny")
    write_pack(Pack.from_rows(Client(title="Bare"), {}), tmp_path / "bare")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    return tk.screens.calendar("tiny").views[0]


def shown(control):
    return control.layout.display != "none"


def findings(view):
    view.state.look_at("findings")
    return view.parts["findings"]


def cards(part):
    return [card for card in part.cards.cards if shown(card)]


def test_the_year_is_a_picture_with_the_lines_below_it(view):
    part = view.parts["year"]

    assert "2 acts, 2 times due" in part.head.value
    assert "<svg" in part.picture.value
    assert "<svg" in part.contacts.value
    assert "○ nobody yet" in part.lines.value


def test_nothing_that_was_typed_is_markup(view):
    part = findings(view)
    told = [view.parts["year"].lines.value, view.parts["year"].picture.value, part.head.value]
    told += [card.said.value for card in cards(part)]

    assert len(told) > 3
    assert not [one for one in told if HOSTILE in one]
    assert any("&lt;img src=x" in one for one in told)


def test_a_press_moves_the_act_and_says_so_where_it_was_pressed_with_an_undo_beside_it(view):
    part = findings(view)
    card = next(card for card in cards(part) if card.row.startswith("collision"))

    place = cards(part).index(card)

    card.do.click()

    assert cards(part)[place] is card
    assert "moved to" in card.said.value
    assert shown(card.undo)
    assert not shown(card.do)
    card.undo.click()
    assert cards(part)[place] is card
    assert shown(card.do)
    assert not shown(card.undo)


def test_an_owner_chosen_on_the_card_is_stored(view):
    part = findings(view)
    card = next(card for card in cards(part) if card.row.startswith("unowned:mail"))

    card.owner.value = "Mint"

    acts = view.session.tables("acts")
    assert acts.loc[acts["id"] == "mail", "owner"].item() == "Mint"


def test_opening_an_act_leads_to_where_acts_are_changed(view):
    part = findings(view)
    card = next(card for card in cards(part) if card.row.startswith("unowned:mail"))

    card.look.click()

    assert (view.state.part, view.state.act) == ("acts", "mail")


def test_where_there_is_no_act_the_page_says_what_to_write_down(view):
    view.session.open("bare")
    view.refresh()

    assert shown(view.parts["year"].empty)
    assert "There is no act yet" in view.parts["year"].empty.value
    assert not shown(view.parts["year"].body)
    assert "There is no act yet" in findings(view).empty.value


def test_the_picture_is_drawn_anew_only_when_the_year_changed(view):
    part = view.parts["year"]
    before = part.picture.value

    view.session.save("a decision", lambda edits: edits.add("decisions", step="enhance", text="x"))
    view.refresh()
    assert part.picture.value is before

    view.session.change("acts", "mail", starts=NEXT + dt.timedelta(days=9))
    view.refresh()
    assert part.picture.value != before


def test_another_year_is_chosen_by_its_first_month(view):
    part = view.parts["year"]
    label, value = view.state.months()[-1]

    part.month.value = value

    month, year = label.split()
    assert f"{month} {int(year) + 1}" in part.head.value
