"""Value against effort without a page: where cards stand, what a move stores, what is refused."""

import json

import pytest

import touchkit as tk
from touchkit.errors import StoreBusyError
from touchkit.figures.matrix import _CORNERS
from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.steps.bands import band, meanings
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.matrix import CORNERS, MatrixState
from touchkit.steps.session import Session

HOSTILE = "<img src=x onerror=alert(1)>"


def marks(touchpoint, measure, *values):
    return [
        {"group": "team", "touchpoint": touchpoint, "measure": measure, "score": value}
        for value in values
    ]


ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "participants": [{"id": "mint", "alias": "Mint"}, {"id": "sage", "alias": "Sage"}],
    "touchpoints": [
        {"id": "call", "name": "First call", "stage": "buy"},
        {"id": "bill", "name": "The bill", "stage": "buy"},
        {"id": "card", "name": "Loyalty card", "stage": "buy", "status": "planned"},
    ],
    "scores": [
        *marks("call", "received", 2, 2), *marks("call", "desired", 5, 5),
        *marks("bill", "received", 4, 4), *marks("bill", "desired", 5, 5),
    ],
    "ideas": [
        {"id": "ring", "touchpoint": "call", "title": "Ring back", "lift": "L", "cost": "S"},
        {"id": "aloud", "touchpoint": "bill", "title": "Read aloud", "lift": "1.1", "lift_low": "0.6",
         "lift_high": "1.6", "cost": "2800", "effort_days": "12", "status": "chosen"},
        {"id": "sign", "touchpoint": "call;bill", "title": "A sign", "lift": "M"},
        {"id": "app", "touchpoint": "card", "title": "An app", "lift": "S", "cost": "L"},
        {"id": "rose", "touchpoint": "call", "title": "A rose", "kind": "delight", "lift": "S", "cost": "S",
         "votes": 7},
        {"id": "done", "touchpoint": "call", "title": "Done before", "lift": "S", "cost": "S", "status": "done"},
    ],
}  # fmt: skip


@pytest.fixture
def step(tmp_path, monkeypatch):
    client = Client(title="Rose Bakery", smallest_group_team=1)
    write_pack(Pack.from_rows(client, ROWS), tmp_path / "bakery")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    return Enhancing(Session("bakery"))


@pytest.fixture
def matrix(step):
    return MatrixState(step)


def seen(matrix):
    """What the page is sent, by id; through JSON as it goes."""
    sent = json.loads(json.dumps(matrix.shown(matrix.step.facts()), allow_nan=False))
    for card in sent["cards"]:
        card |= {name: text.replace("\u00a0", " ") for name, text in card.items()}
    return {card["id"]: card for card in sent["cards"]}


def stored(matrix, idea):
    rows = matrix.session.workshop.store.rows()["ideas"]
    return next(row for row in rows if row["id"] == idea)


def elsewhere(what, edit):
    with tk.open_workshop("bakery", who="Ben").one_step(what) as edits:
        edit(edits)


@pytest.mark.parametrize(
    ("guess", "expected"),
    [("", ""), ("L", "L"), ("0", "S"), ("1500", "S"), ("1501", "M"), ("6249", "M"), ("9e9", "L")],
)
def test_a_number_of_its_own_lies_in_the_nearest_band_and_half_way_in_the_smaller(guess, expected):
    assert band(Client(title="Rose Bakery"), "cost", guess) == expected


def test_the_axes_say_what_the_letters_mean_for_this_client():
    client = Client(title="Rose Bakery", currency="CHF")

    assert meanings(client, "lift")["M"] == "M: 0.7\u00a0points"
    assert meanings(client, "cost")["S"] == "S: CHF\u00a0500"
    assert meanings(client, "effort_days")["S"] == "S: 1\u00a0day"


def test_the_corners_are_called_as_in_the_figure():
    assert set(CORNERS.values()) == set(_CORNERS)
    for cell, name in CORNERS.items():
        assert _CORNERS[name] == ("SL".index(cell[1]), "SL".index(cell[0]))


def test_ideas_stand_by_lift_and_cost_and_what_lacks_one_in_the_tray(matrix):
    cells = {row: card["cell"] for row, card in seen(matrix).items()}

    assert cells == {"ring": "LS", "aloud": "LM", "sign": "tray", "app": "SL", "rose": "SS"}


def test_by_working_days_they_stand_elsewhere(matrix):
    matrix.effort = "effort_days"

    cells = {row: card["cell"] for row, card in seen(matrix).items()}

    assert cells["aloud"] == "LM"
    assert cells["ring"] == "tray"
    assert seen(matrix)["ring"]["guesses"] == "lift L · cost S · no effort yet"


def test_a_card_says_what_it_closes_and_its_own_numbers(matrix):
    cards = seen(matrix)

    assert cards["ring"]["signs"] == "closes 30 % · fix"
    assert cards["ring"]["guesses"] == ""
    assert cards["aloud"]["signs"] == "closes 25 % · fix · ✓ chosen"
    assert cards["aloud"]["guesses"] == "1.1 points · EUR 2,800 · 12 days"
    assert cards["sign"]["guesses"] == "lift M · no cost yet"
    assert cards["ring"]["whole"].startswith(
        "closes 30 % of what is missing, by itself · lift L: 1.2 points · cost S: EUR 500"
    )


def test_what_closes_most_stands_in_front(matrix):
    assert list(seen(matrix))[:2] == ["sign", "ring"]


def test_what_cannot_be_ranked_says_what_to_ask(matrix):
    assert seen(matrix)["app"]["signs"] == (
        "cannot be ranked: What do customers get today at Loyalty card, or instead of it? Score that. · fix"
    )


def test_delight_is_shown_by_its_dots_while_it_has_a_pot_of_its_own(matrix):
    assert seen(matrix)["rose"]["signs"] == "7 dots · delight"

    planning = matrix.session.workshop.client.plan.model_copy(update={"delight": 0.0})
    assert matrix.session.change("client", "client", plan=planning.model_dump())

    assert seen(matrix)["rose"]["signs"] == "closes 8 % · delight"


def test_a_card_dropped_into_another_cell_takes_its_letters_as_one_action(matrix):
    reply = matrix.guess("ring", "M", "L")

    assert (reply.ok, reply.said) == (True, "Ring back: lift M, cost L.")
    assert (stored(matrix, "ring")["lift"], stored(matrix, "ring")["cost"]) == ("M", "L")
    assert matrix.session.undoable == "guess: Ring back, lift M, cost L"
    matrix.session.undo()
    assert seen(matrix)["ring"]["cell"] == "LS"


def test_a_number_of_its_own_stays_where_its_band_is_kept(matrix):
    assert matrix.guess("aloud", "L", "M").said == (
        "Read aloud stays as it is: lift 1.1\u00a0points, cost EUR\u00a02,800."
    )
    assert matrix.session.undoable == ""

    assert matrix.guess("aloud", "L", "S").said == "Read aloud: lift 1.1\u00a0points, cost S."
    row = stored(matrix, "aloud")
    assert (row["lift"], row["lift_low"], row["cost"]) == ("1.1", "0.6", "S")


def test_another_lift_takes_its_old_range_along_and_undo_brings_it_back(matrix):
    matrix.guess("aloud", "S", "M")

    row = stored(matrix, "aloud")
    assert (row["lift"], row["cost"]) == ("S", "2800")
    assert not row.get("lift_low")
    assert not row.get("lift_high")
    matrix.session.undo()
    assert stored(matrix, "aloud")["lift_low"] == "0.6"


def test_working_days_are_stored_where_days_are_shown(matrix):
    matrix.effort = "effort_days"

    assert matrix.guess("ring", "L", "S").said == "Ring back: lift L, effort S."

    row = stored(matrix, "ring")
    assert (row["effort_days"], row["cost"]) == ("S", "S")


def test_put_back_a_card_has_neither_lift_nor_effort(matrix):
    assert matrix.put_back("aloud").said == "Read aloud: not guessed yet."

    row = stored(matrix, "aloud")
    assert not any(row.get(name) for name in ("lift", "lift_low", "lift_high", "cost"))
    assert row["effort_days"] == "12"
    assert seen(matrix)["aloud"]["cell"] == "tray"
    matrix.session.undo()
    assert seen(matrix)["aloud"]["cell"] == "LM"


def test_a_half_guessed_card_can_be_put_back_and_an_open_one_stays(matrix):
    assert matrix.put_back("sign").ok
    assert not stored(matrix, "sign").get("lift")

    assert matrix.put_back("sign").said == "A sign is not guessed yet."


def test_moved_elsewhere_meanwhile_it_ends_where_it_was_put_last_and_that_is_said(matrix):
    seen(matrix)
    elsewhere("guess", lambda edits: edits.change("ideas", "ring", lift="S", cost="M"))

    reply = matrix.act("guess", {"id": "ring", "lift": "M", "effort": "M", "was": "LS"})

    assert reply.ok
    assert reply.said == (
        "Ring back: lift M, cost M. Ben had put it at lift S, cost M; now it is where you put it."
    )


def test_several_moves_in_a_row_are_nobody_elses(matrix):
    seen(matrix)

    said = [
        matrix.act("guess", {"id": "ring", "lift": lift, "effort": "S", "was": was}).said
        for lift, was in (("M", "LS"), ("S", "MS"), ("M", "SS"))
    ]

    assert said == [f"Ring back: lift {lift}, cost S." for lift in "MSM"]


def test_removed_elsewhere_it_is_refused_by_name(matrix):
    seen(matrix)
    elsewhere("remove", lambda edits: edits.remove("ideas", "ring"))

    reply = matrix.act("guess", {"id": "ring", "lift": "M", "effort": "M"})

    assert (reply.ok, reply.said) == (
        False, "Ben has removed this idea meanwhile; nothing was stored.",
    )  # fmt: skip


def test_done_by_now_it_is_refused(matrix):
    reply = matrix.act("guess", {"id": "done", "lift": "M", "effort": "M"})

    assert (reply.ok, reply.said) == (False, "Done before is done by now; nothing was stored.")


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("guess", None), ("guess", {"id": "ring", "lift": "XL", "effort": "S"}),
        ("guess", {"id": "ring", "lift": "S", "effort": 5}), ("guess", {"id": ["ring"]}),
        ("drop table", {"id": "ring"}), (None, {"id": "ring"}), ("back", {"id": "x" * 9999}),
    ],
)  # fmt: skip
def test_nonsense_is_refused_and_nothing_stored(matrix, name, args):
    before = matrix.session.revision

    reply = matrix.act(name, args)

    assert not reply.ok
    assert reply.said
    assert matrix.session.revision == before


def test_a_store_that_cannot_be_written_is_said_on_the_page_too(matrix, monkeypatch):
    def busy(_act):
        raise StoreBusyError("Another program holds it.")

    monkeypatch.setattr(matrix.session, "attempt", busy)

    reply = matrix.act("guess", {"id": "ring", "lift": "M", "effort": "M"})

    assert (reply.ok, reply.said) == (False, "Another program holds it.")
    assert matrix.session.error == "Another program holds it."


def test_enter_opens_the_idea_at_its_touchpoint_and_twice_leaves_it_open(matrix, step):
    for _ in range(2):
        assert matrix.act("open", {"id": "aloud"}).ok
        assert (step.part, step.touchpoint, step.idea) == ("gaps", "bill", "aloud")


def test_an_idea_at_a_touchpoint_that_is_not_shown_says_so(matrix, step):
    matrix.session.change("touchpoints", "card", status="retired")

    reply = matrix.act("open", {"id": "app"})

    assert (reply.ok, reply.said) == (
        False, "Loyalty card is not on the journey that is shown.",
    )  # fmt: skip
    assert step.part == "gaps"
    assert step.idea == ""


def test_another_client_begins_with_money(matrix, tmp_path):
    write_pack(Pack.from_rows(Client(title="Bare"), {}), tmp_path / "bare")
    matrix.effort = "effort_days"

    matrix.session.open("bare")

    assert matrix.effort == "cost"
    assert seen(matrix) == {}


def test_the_figure_gets_values_and_money(matrix):
    frame = matrix.drawn(matrix.step.facts()).set_index("idea")

    assert frame.loc["aloud", ["value", "effort", "decision"]].tolist() == [0.25, 2800.0, "in"]
    assert "cost" not in frame
    assert frame["value"].isna().to_dict()["app"]


def test_the_figure_gets_days_where_days_are_shown(matrix):
    matrix.effort = "effort_days"

    frame = matrix.drawn(matrix.step.facts()).set_index("idea")

    assert frame.loc["aloud", ["effort", "cost"]].tolist() == [12.0, 2800.0]


def test_hostile_titles_and_names_are_sent_as_they_are_for_the_page_writes_text(matrix):
    matrix.session.change("ideas", "ring", title=HOSTILE)

    assert seen(matrix)["ring"]["title"] == HOSTILE
