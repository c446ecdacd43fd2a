"""Who does what by when, pressed without a kernel."""

import datetime as dt

import pytest

import touchkit as tk
from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.steps.dating import todays_date
from touchkit.steps.days import say_day

HOSTILE = "<img src=x onerror=alert(1)>"
LONG_AGO = dt.date(2020, 1, 6)
RECENTLY = todays_date() - dt.timedelta(days=3)

ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "touchpoints": [{"id": "shop", "name": f"Shop {HOSTILE}", "stage": "buy"}],
    "participants": [{"id": "mint", "alias": "Mint"}],
    "ideas": [
        {"id": "chair", "touchpoint": "shop", "title": f"A chair {HOSTILE}", "owner": f"Sage {HOSTILE}",
         "due": LONG_AGO, "status": "chosen", "success_measure": f"Nobody stands {HOSTILE}"},
        {"id": "card", "touchpoint": "shop", "title": "A card", "status": "testing"},
        {"id": "old", "touchpoint": "shop", "title": "A bell", "owner": "Mint", "due": LONG_AGO,
         "status": "done"},
    ],
    "decisions": [{"id": "meet", "step": "enhance", "text": "We meet", "owner": "Mint",
                   "due": dt.date(2099, 1, 5)}],
    "acts": [{"id": "sweet", "title": "A sweet", "trigger": "birthday_on", "touchpoint": "shop"}],
    "customers": [{"id": "k1", "call_name": "K. 1"}],
    "ticks": [{"id": "t1", "act": "sweet", "customer": "k1", "due": RECENTLY}],
}  # fmt: skip


@pytest.fixture
def view(tmp_path, monkeypatch):
    write_pack(Pack.from_rows(Client(title=f"Tiny {HOSTILE}"), ROWS), tmp_path / "tiny")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    made = tk.screens.enhance("tiny").views[0]
    made.state.look_at("register")
    return made


@pytest.fixture
def part(view):
    return view.parts["register"]


def shown(control):
    return control.layout.display != "none"


def cards(part):
    return [card for card in part.rows.cards if shown(card)]


def card(part, wanted):
    return next(one for one in cards(part) if one.row == wanted)


def test_what_is_overdue_comes_first_in_words_with_a_sign_and_a_colour(part):
    first = cards(part)[0]

    assert first.row == "idea:chair"
    assert "⚠ Overdue by" in first.told.value
    assert "tk-action-late" in first._dom_classes
    assert [one.row for one in cards(part)] == [
        "idea:chair", "act:sweet", "idea:card", "decision:meet", "idea:old",
    ]  # fmt: skip


def test_a_line_counts_what_is_overdue_and_what_is_lacking(part):
    assert "4 things to do: 2 overdue, 2 without an owner and 1 without a date. 1 done." in (
        part.head.value
    )


def test_the_table_has_its_class_and_the_part_prints_alone(part):
    assert "tk-plan" in part.rows._dom_classes
    assert "Print this list" in part.print.value
    assert "tk-sheet" in part.children[0]._dom_classes


def test_owner_date_and_status_are_changed_where_they_stand(view, part):
    row = card(part, "idea:card")
    row.owner.value = "Mint"
    row.due.value = "24.12.2099"
    row.status.value = "done"

    stored = view.session.tables("ideas").set_index("id").loc["card"]
    assert (stored["owner"], stored["due"].date(), stored["status"]) == (
        "Mint", dt.date(2099, 12, 24), "done",
    )  # fmt: skip
    assert "✓ Done" in row.told.value
    assert cards(part)[2] is row
    assert view.session.error == ""


def test_what_cannot_be_read_as_a_date_stays_as_it_was_typed(part):
    row = card(part, "idea:chair")
    row.due.value = "soonish"

    assert row.due.value == "soonish"
    assert "not read as a date" in row.trouble.value
    assert shown(row.trouble)


def test_a_decision_is_open_or_done_and_an_act_has_no_date_of_its_own(part):
    decision, act = card(part, "decision:meet"), card(part, "act:sweet")

    assert [said for said, _ in decision.status.options] == ["Open", "Done"]
    assert shown(decision.due)
    assert not shown(act.status)
    assert not shown(act.due)
    assert f"every time; late since {say_day(RECENTLY)}" in act.fixed.value


def test_each_control_says_for_a_screen_reader_whose_it_is(part):
    row = card(part, "idea:card")

    assert [row.owner.description, row.due.description, row.status.description] == [
        "Owner of A card", "By when: A card", "Status of A card",
    ]  # fmt: skip


def test_one_persons_rows_are_shown_alone(part):
    part.whose.value = "Mint"

    assert [one.row for one in cards(part)] == ["decision:meet", "idea:old"]
    part.whose.value = ""
    assert len(cards(part)) == 5


def test_a_row_moves_to_its_place_when_the_register_is_opened_again(view, part):
    card(part, "idea:chair").due.value = "24.12.2099"
    assert cards(part)[0].row == "idea:chair"

    view.state.look_at("gaps")
    view.state.look_at("register")

    assert cards(part)[0].row == "act:sweet"


def test_a_long_register_is_shown_a_page_at_a_time(view, part):
    view.session.save("many", lambda edits: [
        edits.add("decisions", step="enhance", text=f"Number {n}") for n in range(40)])  # fmt: skip
    view.redraw()

    assert (len(cards(part)), part.more.description) == (12, "Show 24 more of 33")
    part.more.click()
    assert (len(cards(part)), part.more.description) == (36, "Show the other 9")
    part.more.click()
    assert len(cards(part)) == 45
    assert not shown(part.more)


def test_what_people_typed_is_escaped(part):
    told = part.head.value + "".join(one.told.value + one.evidence.value for one in cards(part))

    assert HOSTILE not in told
    assert "Nobody stands &lt;img" in told
    assert "Tiny &lt;img" in told


def test_an_empty_register_says_what_to_do_first(view, part):
    view.session.save("clear", lambda edits: [
        edits.remove("ideas", one) for one in ("chair", "card", "old")])  # fmt: skip
    view.session.save("clear", lambda edits: [
        edits.remove("decisions", "meet"), edits.remove("ticks", "t1")])  # fmt: skip
    view.redraw()

    assert "Nothing yet. Open an idea" in part.head.value
    assert not shown(part.bar)
    assert cards(part) == []
