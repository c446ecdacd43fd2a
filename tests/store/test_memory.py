"""What is kept in memory is always what a fresh reading would give, whoever changed what."""

import random

import pytest

from tests.store.test_edits import add, change, remove
from tests.store.tiny import make_store, tiny_pack
from touchkit.errors import ConflictError, InputError
from touchkit.model import TABLES
from touchkit.pack.facts import rows_of
from touchkit.store import memory
from touchkit.store.edits import Edits

ANSWER = {"respondent": "r1", "group": "team", "touchpoint": "shop", "measure": "received"}


def replace_by_pack(store):
    pack = tiny_pack()
    store.replace(pack.client, rows_of(pack), "mia", "take over", {"pack": "other", "extra": "{}"})


ACTS = (
    lambda store, n: add(store, "touchpoints", name=f"Point {n}", stage="buy"),
    lambda store, n: add(store, "touchpoints", name=f"Point {n}", remark="a column of our own"),
    lambda store, n: change(store, "touchpoints", "ad", name=f"Ad {n}"),
    lambda store, n: change(store, "client", "client", goal=f"Goal {n}"),
    lambda store, n: add(store, "notes", touchpoint="shop", lane="promise", text=f"Note {n}"),
    lambda store, n: remove(store, "touchpoints", f"point-{n - 2}"),
    lambda store, _: store.undo("mia"),
    lambda store, _: store.redo("mia"),
    lambda store, n: store.snapshot(f"{n}", "mia"),
    lambda store, _: store.restore(1, "mia"),
    lambda store, n: store.record([{"respondent": f"r{n % 4}", "group": "team", "touchpoint": "shop",
                                    "measure": "received", "score": 1 + n % 5}]),
    lambda store, n: store.erase(f"r{n % 4}"),
    lambda store, _: replace_by_pack(store),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_what_is_kept_equals_a_fresh_reading_after_any_changes_by_anybody(store, place, seed):
    other, chance = make_store(place), random.Random(seed)
    store.snapshot("first", "mia")
    done = 0

    for number in range(32):
        try:
            chance.choice(ACTS)(chance.choice([store, other]), number)
            done += 1
        except (InputError, ConflictError):
            continue  # nothing to remove, to undo, to erase: nothing changed, which is worth a look too
        if chance.random() < 0.4:
            continue
        client, tables = store.state()
        fresh_client, fresh = make_store(place).state()
        assert client == fresh_client
        for name in TABLES:
            assert tables[name].equals(fresh[name]), (number, name)
            assert tables[name].dtypes.tolist() == fresh[name].dtypes.tolist()

    assert done > 15


def test_a_stamp_moves_with_its_own_table_only(store, place):
    before = store.stamp("touchpoints", "scores", "client")

    add(make_store(place), "touchpoints", name="Card")
    change(store, "client", "client", goal="Fewer complaints")
    after = store.stamp("touchpoints", "scores", "client")

    assert after[0] > before[0]
    assert after[1] == before[1]
    assert after[2] > after[0]


def test_a_stamp_moves_however_many_changes_of_others_were_slept_through(store, place, monkeypatch):
    monkeypatch.setattr(memory, "_REMEMBERED", 3)
    other = make_store(place)
    before = store.stamp("scores")

    other.record([ANSWER | {"score": 3}])
    for number in range(4):  # one more than is remembered
        add(other, "touchpoints", name=f"Point {number}")

    assert store.stamp("scores") != before
    assert store.frame("scores").equals(make_store(place).frame("scores"))


def test_a_stamp_rests_however_often_other_tables_change(store, monkeypatch):
    monkeypatch.setattr(memory, "_REMEMBERED", 3)
    add(store, "touchpoints", name="Card")
    before = store.stamp("scores", "touchpoints")

    for number in range(5):
        add(store, "notes", touchpoint="shop", lane="promise", text=f"Note {number}")
        assert store.stamp("scores", "touchpoints") == before
    add(store, "scores", **ANSWER, score=3)

    assert store.stamp("scores", "touchpoints") > before


def test_whom_we_erase_is_not_kept_from_before_what_others_did(store, place):
    other = make_store(place)
    add(store, "scores", id="s1", **ANSWER, score=3)
    assert store.stamp("scores")
    assert store.frame("scores")["id"].tolist() == ["s1"]

    remove(other, "touchpoints", "shop")  # takes the answer along, as one action
    store.erase("r1")  # which takes the answer out of that action

    assert store.frame("scores").empty


@pytest.mark.parametrize("table", ["touchpoints", "scores"])
def test_a_frame_handed_out_can_be_written_into_and_changes_nothing_here(store, table):
    store.record([ANSWER | {"score": 3}])
    first = store.frame(table).copy(deep=True)
    given = store.frame(table)

    given["id"].array[0] = "nonsense"
    given.loc[0, "touchpoint"] = "nonsense"
    given.columns.name = "nonsense"
    given.attrs["nonsense"] = True

    assert store.frame(table).equals(first)
    assert (store.frame(table).columns.name, store.frame(table).attrs) == (None, {})


def test_an_answer_recorded_here_reads_the_scores_again_and_nothing_else(store, monkeypatch):
    store.state()
    read, asked = Edits.all, []
    monkeypatch.setattr(Edits, "all", lambda *told: asked.append(told[1:]) or read(*told))

    row = {"respondent": "r1", "group": "team", "touchpoint": "shop", "measure": "received"}
    store.record([row | {"score": 3}])
    asked.clear()
    store.state()

    assert [(table, len(where)) for table, *where in asked] == [("scores", 1)]


def test_another_file_in_the_place_of_the_store_is_read_as_it_is(tmp_path):
    place, elsewhere = tmp_path / "workshop.sqlite", tmp_path / "other.sqlite"
    store, other = make_store(place), make_store(elsewhere)
    add(other, "stages", id="after", name="After")
    assert len(store.frame("stages")) == 2

    for opened in (store, other):
        opened.engine.dispose()  # which empties the log into the file
    elsewhere.replace(place)

    assert store.frame("stages")["id"].tolist() == ["know", "buy", "after"]


@pytest.mark.parametrize("same_file", [True, False])
def test_another_store_in_the_place_of_this_one_is_known_for_another(tmp_path, same_file):
    place, elsewhere = tmp_path / "workshop.sqlite", tmp_path / "other.sqlite"
    store, other = make_store(place), make_store(elsewhere)
    change(store, "stages", "buy", name="Pay")
    if not same_file:
        change(other, "stages", "buy", name="Take")  # so that both are at the same revision
    before, named = store.stamp("stages"), store.frame("stages")["name"].tolist()

    for opened in (store, other):
        opened.engine.dispose()  # which empties the log into the file
    if same_file:
        place.write_bytes(elsewhere.read_bytes())
    else:
        elsewhere.replace(place)
    assert store.stamp("stages") != before
    change(make_store(place), "stages", "know", name="Hear")

    assert named == ["Know", "Pay"]
    assert store.frame("stages")["name"].tolist() == ["Hear", "Buy" if same_file else "Take"]
