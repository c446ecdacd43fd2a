"""The board's State: what is sent follows the store, whoever changed it."""

import json
import random

import pytest

from tests.steps.bakery import Keyboard, bake
from touchkit.steps.telling import in_the_past
from touchkit.steps.wall import wall_of
from touchkit.steps.wall_reading import WallReader

NOTES = "id,touchpoint,lane,text\nn1,bill,question,Why so late?\nn2,bill,promise,We call back\n"


@pytest.fixture
def page(tmp_path, monkeypatch):
    bake(tmp_path, monkeypatch, notes=NOTES)
    return Keyboard("mia")


# what is sent


def test_the_whole_board_comes_first_and_then_only_what_changed(page):
    first = page.board.whole()
    page.board.act("edit", {"id": "bill", "field": "name", "value": "Invoice"})

    (delta,) = page.board.news()

    assert [one["kind"] for one in first] == ["wall"]
    assert (delta["kind"], delta["from"], delta["version"]) == (
        "delta",
        page.version,
        page.version + 1,
    )
    assert set(delta["delta"]) == {"cards", "undo"}
    assert set(delta["delta"]["cards"]) == {"bill"}
    assert page.board.news() == []


def test_what_looks_wrong_comes_after_the_edit_and_only_when_it_may_have_changed(page):
    page.board.act("move", {"ids": ["sticky"], "stage": "refer", "rows": ""})
    page.take(page.board.news())
    assert page.board.late
    assert "no-stage:sticky" in page.seen["findings"]

    page.take(page.board.findings())

    assert "no-stage:sticky" not in page.seen["findings"]
    assert not page.board.late
    page.board.act("editNote", {"id": "n1", "field": "met", "value": "yes"})
    page.board.news()
    assert not page.board.late


def test_a_finding_goes_with_its_card_at_once(page):
    page.board.act("remove", {"ids": ["sticky"]})
    page.take(page.board.news())

    assert "no-stage:sticky" not in page.seen["findings"]


def test_another_client_is_sent_whole(page, tmp_path):
    other = tmp_path / "mill"
    other.mkdir()
    (other / "client.toml").write_text('title = "Mill"\n', encoding="utf-8")
    page.session.list_clients()
    page.session.open("mill")

    (message,) = page.board.news()

    assert (message["kind"], message["wall"]["client"]) == ("wall", "mill")
    assert message["wall"]["cards"] == {}


def test_the_numbers_are_of_whose_journey_is_shown_and_customers_come_first(tmp_path, monkeypatch):
    rows = ["group,touchpoint,measure,score,respondent,persona"]
    rows += [f"customer,bill,received,{2 + n % 2},c{n},anna" for n in range(20)]
    rows += [
        f"team,bill,{measure},{score},{who},"
        for measure, score in (("received", 5), ("desired", 4), ("minimum", 3))
        for who in ("mia", "ben")
    ]
    rows += [
        "team,bag,received,3,mia,",
        "team,bag,received,4,ben,",
        "team,bag,desired,5,mia,",
        "team,bag,desired,5,ben,",
    ]
    rows += ["customer,counter,received,3,c1,", "team,window,received,3,mia,"]
    bake(tmp_path, monkeypatch, scores="\n".join(rows) + "\n")
    page = Keyboard("mia")

    cards = page.seen["cards"]

    assert (cards["bill"]["gap"], cards["bill"]["below"], cards["bill"]["whose"]) == (
        -1.5,
        0.5,
        "guests",
    )
    assert (cards["bag"]["gap"], cards["bag"]["whose"]) == (-1.5, "our guess")
    assert (cards["counter"]["few"], "gap" in cards["counter"]) == (True, False)
    assert (cards["window"]["few"], cards["window"]["whose"]) == (True, "our guess")
    assert (cards["bill"]["evidence"], cards["bag"]["evidence"]) == ("measured", "assumed")
    page.act("persona", id="ben")
    assert page.seen["cards"]["bill"]["whose"] == "our guess"


def test_somebody_else_at_the_keyboard_sees_the_same_board_with_their_own_undo(page):
    page.act("move", ids=["bill"], stage="know", rows="")
    cards = page.seen["cards"]

    page.session.work_as("ben")
    page.take(page.board.news())

    assert (page.seen["undo"], page.seen["cards"]) == ("", cards)


def test_undo_follows_what_was_done_in_another_step(page):
    page.session.save(
        "decide", lambda edits: edits.add("decisions", step="touchpoints", text="Keep the bill")
    )

    assert page.look()["undo"] == "decide"


# what is told


def test_what_others_did_is_told_once_and_what_one_did_oneself_never(page):
    ben = Keyboard("ben")
    ben.act("add", name="Cake", stage="buy", rows="")

    page.look()
    page.look()

    assert page.told == ["ben added “Cake”."]
    assert ben.told == []
    assert "cake" in page.seen["cards"]


def test_what_others_do_in_other_steps_is_not_told_on_the_map(page):
    ben = Keyboard("ben")
    vote = {
        "group": "team",
        "touchpoint": "bill",
        "measure": "received",
        "score": 2,
        "respondent": "ben",
    }
    ben.session.save("score the bill", lambda edits: edits.add("scores", **vote))

    page.look()

    assert page.told == []


def test_of_many_changes_the_last_are_told_and_the_rest_counted(page):
    ben = Keyboard("ben")
    for number in range(5):
        ben.act("add", name=f"Cake {number}", stage="buy", rows="")

    page.look()

    assert page.told == [
        *(f"ben added “Cake {n}”." for n in (2, 3, 4)),
        "Others made 2 more changes.",
    ]


def test_the_same_person_at_two_keyboards_is_told_too(page):
    second = Keyboard("mia")
    second.act("edit", id="bill", field="name", value="Invoice")

    page.look()

    assert page.told == ["mia changed “The bill”: name."]


def test_a_card_taken_away_under_ones_hands_is_told(page):
    page.act("move", ids=["bill"], stage="refer", rows="")
    Keyboard("ben").act("remove", ids=["bill"])

    page.look()

    assert page.told == ["ben removed “The bill”. Where you had put it holds no more."]


def test_actions_are_told_in_the_past():
    assert in_the_past("undo: move “X” to Buy") == "took back: move “X” to Buy"
    assert in_the_past("mark 2 cards as parked") == "marked 2 cards as parked"
    assert in_the_past("decide") == "did this: decide"


# the board is the store


CHANGES = 300


def some_intent(dice, wall):
    """Return an intent a page could send, most of them possible."""
    cards, stages = list(wall["cards"]) or ["gone"], [one["id"] for one in wall["stages"]]
    row, few = (
        dice.choice([*cards, "gone"]),
        dice.sample(cards, min(len(cards), dice.randint(1, 3))),
    )
    stage = dice.choice([*stages, "", "gone"])
    owner = dice.choice(["shop", "office", "", "gone"])
    arrow = dice.choice([*wall["arrows"], "gone"])
    note = dice.choice([*wall["notes"], "gone"])
    finding = dice.choice([*wall["findings"], "gone"])
    fields = [
        ("name", f"Card {dice.randint(0, 60)}"), ("department", owner), ("stage", stage),
        ("status", dice.choice(["exists", "planned", "retired"])), ("shortlist", dice.random() < 0.5),
        ("verdict", dice.choice(["keep", "fix", ""])), ("cost_now", dice.choice(["3,5", "", "x"])),
        ("description", "<b>x</b>"), ("channel", dice.choice(["post", ""])),
    ]  # fmt: skip
    field, value = dice.choice(fields)
    place = {"stage": stage, "rows": "department", "row": owner, "before": dice.choice([row, None])}
    return dice.choice([
        ("move", {"ids": few, **place}), ("move", {"ids": few, **place, "rows": ""}),
        ("add", {"name": f"Card {dice.randint(0, 60)}", **place}),
        ("add", {"name": "One\nTwo\nThree", **place}),
        ("edit", {"id": row, "field": field, "value": value}),
        ("editMany", {"ids": few, "field": field, "value": value}),
        ("remove", {"ids": few[:1]}), ("park", {"ids": few, "on": dice.random() < 0.7}),
        ("dispute", {"ids": few, "on": dice.random() < 0.7}),
        ("link", {"source": row, "target": dice.choice(cards), "persona": dice.choice(["", "anna"])}),
        ("link", {"source": dice.choice(cards), "target": dice.choice(cards)}),
        ("relink", {"id": arrow, "field": "personas", "value": dice.choice([[], ["anna"], ["ben", "anna"]])}),
        ("unlink", {"ids": [arrow]}), ("turn", {"id": arrow}),
        ("note", {"lane": "obstacle", "text": "hm", "touchpoint": row}),
        ("note", {"lane": "promise", "text": "hm", "stage": stage, "persona": "ben"}),
        ("editNote", {"id": note, "field": "met", "value": dice.choice(["yes", "no", ""])}),
        ("removeNote", {"id": note}), ("accept", {"id": finding, "reason": "so be it"}),
        ("fix", {"id": finding, "choice": dice.choice([row, owner, stage])}),
        ("persona", {"id": dice.choice(["", "anna"])}),
        ("undo", {}), ("undo", {}), ("redo", {}),
    ])  # fmt: skip


def as_stored(workshop):
    """Return the store's own tables as a board has them, read by another way than the board's."""
    rows = workshop.store.rows()
    cards = {
        row["id"]: {
            name: row.get(name) for name in ("name", "stage", "department", "position", "status")
        }
        for row in rows["touchpoints"]
    }
    links = {row["id"]: (row["source"], row["target"], row.get("persona")) for row in rows["links"]}
    notes = {
        row["id"]: (row["text"], row.get("touchpoint"), row.get("met")) for row in rows["notes"]
    }
    return cards, links, notes


def as_seen(seen):
    cards = {
        row: {
            name: card.get(name) for name in ("name", "stage", "department", "position", "status")
        }
        for row, card in seen["cards"].items()
    }
    drawn = {} if seen["assumed"] else seen["arrows"]
    links = {
        row: (a["source"], a["target"], ";".join(a.get("personas", [])) or None)
        for row, a in drawn.items()
    }
    notes = {
        row: (n["text"], n.get("touchpoint"), n.get("met")) for row, n in seen["notes"].items()
    }
    return cards, links, notes


@pytest.mark.parametrize("seed", [20261125])
def test_the_board_after_three_hundred_random_intents_equals_the_store(page, seed):
    dice, done = random.Random(seed), {}
    pages = [page, Keyboard("ben")]
    stored = as_stored(page.session.workshop)

    for _ in range(CHANGES):
        here = dice.choice(pages)
        if dice.random() < 0.7:
            here.look()
        name, args = some_intent(dice, here.seen)
        before, reply = stored, here.act(name, **args)
        stored = as_stored(here.session.workshop)
        assert as_seen(here.seen) == stored
        assert reply.ok or stored == before
        assert reply.ok or reply.said
        done[name, reply.ok] = done.get((name, reply.ok), 0) + 1

    for here in pages:
        here.look()
        held = WallReader(here.session.workshop).read(here.session.persona)
        fresh = wall_of(
            held, persona=here.session.persona, undo=here.session.undoable,
            redo=here.session.redoable, findings=here.board._findings,
        )  # fmt: skip
        assert here.seen == json.loads(json.dumps(fresh))
        assert set(here.seen["findings"]) == set(here.session.workshop.findings()["id"])
    assert len([name for name, ok in done if ok]) >= 14
    assert len([name for name, ok in done if not ok]) >= 5
