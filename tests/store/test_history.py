"""Undo, redo and what is remembered of both."""

import pytest

from tests.store.test_edits import add, change, remove, rows
from tests.store.tiny import ROWS, make_store, tiny_pack
from touchkit.errors import ConflictError
from touchkit.pack.facts import rows_of


def by(store, who, verb, /, *place, **fields):
    with store.action(who, f"{verb} {place[-1]}") as edits:
        return getattr(edits, verb)(*place, **fields)


def test_undo_takes_back_one_action_and_redo_does_it_again(store):
    with store.action("mia", "two cards") as step:
        step.add("touchpoints", name="Card")
        step.add("touchpoints", name="Flowers")
    after = store.rows()

    undone = store.undo("mia")
    between = rows(store, "touchpoints").keys()
    redone = store.redo("mia")

    assert (undone, redone) == ("two cards", "two cards")
    assert between == {"ad", "shop", "ad-2"}
    assert store.rows() == after


def test_undoing_and_redoing_everything_in_turn_leads_back(store):
    states = [store.rows()]
    for name in ("A", "B", "C"):
        add(store, "touchpoints", name=name)
        states.append(store.rows())

    back = [(store.undo("mia"), store.rows())[1] for _ in range(3)]
    forth = [(store.redo("mia"), store.rows())[1] for _ in range(3)]

    assert back == states[2::-1]
    assert forth == states[1:]
    assert store.undo("nobody") is None


def test_undo_covers_only_ones_own_actions(store):
    by(store, "mia", "add", "touchpoints", name="Card")
    by(store, "tom", "add", "touchpoints", name="Flowers")

    store.undo("mia")

    assert {"card", "flowers"} & rows(store, "touchpoints").keys() == {"flowers"}


def test_undo_works_from_another_notebook_and_after_reopening(store, place):
    add(store, "touchpoints", name="Card")

    undone = make_store(place).undo("mia")
    redone = make_store(place).redo("mia")

    assert undone == redone == "add to touchpoints"
    assert "card" in rows(store, "touchpoints")


def test_undo_is_refused_naming_who_when_the_row_has_changed_since(store):
    by(store, "mia", "change", "touchpoints", "ad", name="Poster")
    by(store, "tom", "change", "touchpoints", "ad", name="Flyer")

    with pytest.raises(ConflictError) as caught:
        store.undo("mia")

    assert str(caught.value) == (
        "“change ad” cannot be taken back or repeated: 'ad' in touchpoints has since been changed, by tom. "
        "Nothing was changed; talk to each other first."
    )
    assert rows(store, "touchpoints")["ad"]["name"] == "Flyer"


def test_redo_is_dropped_after_a_new_action(store):
    add(store, "touchpoints", name="Card")
    store.undo("mia")
    add(store, "touchpoints", name="Flowers")

    assert store.redo("mia") is None


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("touchpoints", "ad"),
        ("stages", "buy"),
        ("personas", "anna"),
        ("ideas", "i1"),
        ("lanes", "promise"),
    ],
)
def test_undoing_a_removal_restores_everything_in_its_old_order(store, kind, row):
    add(store, "marks", table=kind, row=row, kind="disputed")
    before, frames = store.rows(), {name: store.frame(name) for name in ROWS}

    remove(store, kind, row)
    gone = store.rows()
    store.undo("mia")

    assert gone != before
    assert store.rows() == before
    assert all(store.frame(name).equals(frame) for name, frame in frames.items())


def test_undoing_an_addition_is_refused_once_somebody_hung_a_note_on_it(store):
    by(store, "mia", "add", "touchpoints", name="Card")
    by(store, "tom", "add", "notes", touchpoint="card", lane="promise", text="Nice")

    with pytest.raises(ConflictError, match="in notes hangs on it by now, by tom"):
        store.undo("mia")

    assert "card" in rows(store, "touchpoints")


def test_undoing_a_removal_is_refused_once_what_it_hung_on_is_gone(store):
    by(store, "mia", "remove", "notes", "n1")
    by(store, "tom", "remove", "touchpoints", "ad")

    with pytest.raises(
        ConflictError, match="'ad' in touchpoints it belongs to has since been removed, by tom"
    ):
        store.undo("mia")


def test_redoing_a_mark_is_refused_once_its_row_is_gone(store):
    by(store, "mia", "add", "marks", table="touchpoints", row="ad-2", kind="parked")
    store.undo("mia")
    by(store, "tom", "remove", "touchpoints", "ad-2")

    with pytest.raises(ConflictError, match="'ad-2' in touchpoints"):
        store.redo("mia")


def test_redo_is_refused_when_it_would_close_a_circle_of_needs(store):
    by(store, "mia", "add", "ideas", title="Third", touchpoint="ad", needs="i2")
    store.undo("mia")
    by(store, "tom", "add", "ideas", title="Third", touchpoint="ad")
    by(store, "tom", "change", "ideas", "i1", needs="third")
    by(store, "tom", "change", "ideas", "i1", needs="")
    by(store, "mia", "change", "ideas", "third", needs="i2")
    store.undo("mia")
    by(store, "tom", "change", "ideas", "i1", needs="third")

    with pytest.raises(ConflictError, match="needs"):
        store.redo("mia")


def test_undoing_a_removal_is_refused_when_the_person_has_answered_again(store):
    answer = {
        "respondent": "r1", "group": "team", "touchpoint": "ad", "measure": "received", "score": 4,
    }  # fmt: skip
    made = add(store, "scores", **answer)
    remove(store, "scores", made)
    store.record([answer])

    with pytest.raises(ConflictError, match="allowed: one answer"):
        store.undo("mia")


def test_a_column_called_table_goes_through_undo_as_any_other(store):
    made = add(store, "marks", table="findings", row="nobody owns it:ad", kind="accepted")
    change(store, "marks", made, reason="known")

    store.undo("mia")
    store.undo("mia")
    store.redo("mia")

    assert rows(store, "marks")[made]["table"] == "findings"


def test_restoring_a_snapshot_is_one_step_that_can_be_undone(store):
    number = store.snapshot("morning", "mia")
    morning = store.rows()
    remove(store, "touchpoints", "ad")
    change(store, "client", "client", title="Other")
    evening = store.rows()

    store.restore(number, "mia")
    restored = store.rows()
    store.undo("mia")

    assert restored == morning
    assert store.rows() == evening
    assert store.snapshots()["label"].tolist() == ["morning"]


def test_taking_over_a_pack_is_one_step_that_can_be_undone(store):
    add(store, "touchpoints", name="Card")
    before = store.rows()
    pack = tiny_pack()

    store.replace(pack.client, rows_of(pack), "mia", "take over", {"pack": "new"})
    taken = rows(store, "touchpoints").keys()
    store.undo("mia")

    assert taken == {"ad", "shop", "ad-2"}
    assert store.rows() == before


def test_undo_and_redo_of_taking_over_a_pack_restore_what_was_remembered_of_it(store):
    pack = tiny_pack()
    store.remember(pack="old")

    store.replace(pack.client, rows_of(pack), "mia", "take over", {"pack": "new", "events": "x"})
    taken = store.facts()
    store.undo("mia")
    undone = store.facts()
    store.redo("mia")

    assert undone["pack"] == "old"
    assert "events" not in undone
    assert (taken["pack"], taken["events"]) == ("new", "x")
    assert store.facts() == taken


def test_restoring_a_snapshot_leaves_what_is_remembered_of_the_pack(store):
    pack = tiny_pack()
    store.remember(pack="old")
    store.replace(pack.client, rows_of(pack), "mia", "take over", {"pack": "new"})

    store.restore(1, "mia")

    assert store.facts()["pack"] == "new"


def test_history_tells_who_did_what_newest_first(store):
    add(store, "touchpoints", name="Card")
    store.undo("mia")

    history = store.history()

    assert history.columns.tolist() == [
        "revision", "when", "who", "what", "kind", "table", "row", "before", "after",
    ]  # fmt: skip
    assert history["kind"].tolist() == ["undo", "do"]
    assert history["revision"].tolist() == [3, 2]
    assert history["after"].isna().tolist() == [True, False]
    assert store.history("tom").empty


def test_the_opening_load_is_not_history(store):
    assert store.history().empty
    assert store.undo("mia") is None


def test_an_action_that_changes_nothing_is_no_step(store):
    add(store, "touchpoints", name="Card")

    change(store, "touchpoints", "card", name="Card")

    assert store.undo("mia") == "add to touchpoints"
