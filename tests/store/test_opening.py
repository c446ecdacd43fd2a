"""Opening a store: the first time, again, by several at once, of another version, and broken."""

import gc
import json
import multiprocessing
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.store.test_edits import add, rows
from tests.store.tiny import make_store, tiny_pack
from touchkit.errors import StoreBusyError, StoreError, StoreReadOnlyError, StoreVersionError
from touchkit.pack import write_pack
from touchkit.pack.facts import rows_of
from touchkit.store import Store
from touchkit.store.engine import writing
from touchkit.workshop import open_workshop

# Processes that share nothing; where the system can, they come from one that has imported this already.
_WAYS = multiprocessing.get_all_start_methods()
OTHERS = multiprocessing.get_context("forkserver" if "forkserver" in _WAYS else "spawn")
OTHERS.set_forkserver_preload([__name__])


def run_sql(store, *statements):
    with writing(store.engine) as connection:
        name = store.schema.name
        if name is not None:
            connection.exec_driver_sql(f'SET search_path TO "{name}"')
        for statement in statements:
            connection.exec_driver_sql(statement)


def make_older(store):
    """Turn a store into one made before ideas and touchpoints had votes and before there were marks."""
    shape = store.schema.shape()
    shape["ideas"].remove("votes")
    shape["touchpoints"].remove("votes")
    del shape["marks"]
    run_sql(store, "ALTER TABLE ideas DROP COLUMN votes", "DROP TABLE marks")
    run_sql(store, "ALTER TABLE touchpoints DROP COLUMN votes")
    store.remember(shape=json.dumps(shape))


def test_the_first_opening_makes_the_store(place):
    store, pack = Store(place, "tiny"), tiny_pack()
    before = store.exists

    store.create(pack.client, rows_of(pack), {})

    assert (before, store.exists) == (False, True)
    assert store.client() == pack.client
    assert store.revision() == 1


def test_looking_for_a_store_makes_none(tmp_path):
    assert not Store(tmp_path / "new" / "workshop.sqlite", "tiny").exists
    assert list(tmp_path.iterdir()) == []


def test_opening_again_keeps_what_was_entered(store, place):
    add(store, "touchpoints", name="Card")

    assert "card" in rows(make_store(place), "touchpoints")


def test_whoever_comes_second_changes_nothing(store, place):
    add(store, "touchpoints", name="Card")
    pack = tiny_pack()

    Store(place, "tiny").create(pack.client, rows_of(pack), {"pack": "second"})

    assert "card" in rows(store, "touchpoints")
    assert "pack" not in store.facts()


def _open(place, start, said):
    start.wait()
    try:
        said.put(make_store(place).revision())
    except Exception as error:  # noqa: BLE001 # what went wrong is for the test to see
        said.put(repr(error))


def test_four_processes_may_open_at_the_same_time(place):
    start, said = OTHERS.Barrier(4), OTHERS.Queue()
    openers = [OTHERS.Process(target=_open, args=(place, start, said)) for _ in range(4)]

    for opener in openers:
        opener.start()
    heard = [said.get(timeout=120) for _ in openers]
    for opener in openers:
        opener.join()

    assert heard == [1, 1, 1, 1]
    assert len(make_store(place).frame("touchpoints")) == 3


def test_an_older_layout_is_copied_and_then_migrated(store, place):
    with store.action("mia", "an own column") as edits:
        edits.change("ideas", "i1", title="Faster")
    make_older(store)
    run_sql(
        store,
        """UPDATE ideas SET extra = '{"votes": "7", "colour": "red"}' WHERE id = 'i1'""",
        """UPDATE ideas SET extra = '{"votes": "many"}' WHERE id = 'i2'""",
    )

    opened = make_store(place)

    ideas = rows(opened, "ideas")
    assert (ideas["i1"]["votes"], ideas["i1"]["colour"]) == (7, "red")
    assert ideas["i2"]["votes before"] == "many"
    assert opened.frame("ideas")["votes"].dtype == "Int64"
    assert opened.frame("touchpoints")["votes"].isna().tolist() == [True, True, True]
    assert opened.frame("marks").empty
    assert json.loads(opened.facts()["shape"]) == opened.schema.shape()
    assert copies_of(store, place) == 1


def copies_of(store, place) -> int:
    """Return how many copies lie beside a store, each held to what an older store has."""
    if isinstance(place, Path):
        found = sorted(place.parent.glob("workshop-*.sqlite"))
        for file in found:
            copy = sqlite3.connect(file)
            columns = [row[1] for row in copy.execute("PRAGMA table_info(ideas)")]
            assert "votes" not in columns
            assert copy.execute("SELECT count(*) FROM touchpoints").fetchone() == (3,)
            copy.close()
        return len(found)
    with store.engine.connect() as connection:
        inspector = sa.inspect(connection)
        found = [name for name in inspector.get_schema_names() if name.startswith("tiny ")]
        for name in found:
            assert "votes" not in [c["name"] for c in inspector.get_columns("ideas", schema=name)]
        return len(found)


def test_four_processes_may_migrate_at_the_same_time(store, place):
    make_older(store)
    start, said = OTHERS.Barrier(4), OTHERS.Queue()
    openers = [OTHERS.Process(target=_open, args=(place, start, said)) for _ in range(4)]

    for opener in openers:
        opener.start()
    heard = [said.get(timeout=120) for _ in openers]
    for opener in openers:
        opener.join()

    assert heard == [2, 2, 2, 2]
    assert copies_of(store, place) == 1


def test_a_newer_layout_is_refused_and_left_alone(store, place):
    store.remember(layout="2")

    with pytest.raises(
        StoreVersionError, match=r"a newer version of touchkit \(layout 2, this one reads 1\)"
    ):
        make_store(place)

    assert store.facts()["layout"] == "2"


def test_a_column_this_version_does_not_know_is_a_newer_layout(store, place):
    shape = store.schema.shape()
    shape["ideas"].append("mood")
    store.remember(shape=json.dumps(shape))

    with pytest.raises(StoreVersionError, match="a newer version"):
        make_store(place)


def test_another_clients_store_is_refused(tmp_path):
    make_store(tmp_path / "w.sqlite", "lavender")

    with pytest.raises(StoreError) as caught:
        make_store(tmp_path / "w.sqlite", "airport")

    assert str(caught.value) == (
        f"{tmp_path / 'w.sqlite'} holds the workshop of 'lavender', not of 'airport'. Was the folder copied? "
        "Then take that file out of the copy; else name another database."
    )


def test_another_programs_database_is_refused_and_left_alone(tmp_path):
    file = tmp_path / "theirs.sqlite"
    theirs = sqlite3.connect(file)
    theirs.execute("CREATE TABLE notes (a)")
    theirs.close()

    with pytest.raises(StoreError, match="holds another program's tables"):
        make_store(file)


@pytest.mark.parametrize(
    "content", [b"This is no database, only words. " * 200, b"SQLite format 3\0" + b"\1" * 9000]
)
def test_a_file_that_is_no_database_is_refused_in_plain_words(tmp_path, content):
    file = tmp_path / "workshop.sqlite"
    file.write_bytes(content)

    with pytest.raises(StoreError, match="is damaged, or no database at all"):
        make_store(file)

    assert file.read_bytes() == content


def test_a_half_written_file_is_refused_in_plain_words(tmp_path):
    whole, half = tmp_path / "whole.sqlite", tmp_path / "half.sqlite"
    store = make_store(whole)
    store.erase("c1")  # empties the log into the file
    half.write_bytes(whole.read_bytes()[:9000])

    with pytest.raises(StoreError, match="is damaged, or no database at all"):
        make_store(half).rows()


def test_an_empty_file_is_filled(tmp_path):
    (tmp_path / "workshop.sqlite").touch()

    assert make_store(tmp_path / "workshop.sqlite").revision() == 1


def test_a_store_that_somebody_holds_is_busy_and_free_again_afterwards(store, place):
    other = make_store(place, wait=0.05)
    counter = store.schema.revision
    holder = store.engine.connect().execution_options(touchkit_writes=True)
    holder.execute(counter.update().values(n=counter.c.n + 1))

    with pytest.raises(
        StoreBusyError, match=r"Another program holds the workshop at .*; wait a moment"
    ):
        add(other, "touchpoints", name="Card")
    holder.rollback()
    holder.close()

    assert add(other, "touchpoints", name="Card") == "card"


def test_a_store_opened_read_only_can_be_read_and_says_so_when_written(tmp_path):
    make_store(tmp_path / "workshop.sqlite")
    address = f"sqlite:///file:{tmp_path}/workshop.sqlite?mode=ro&uri=true"
    store = Store(address, "tiny")

    store.check()

    assert len(store.frame("touchpoints")) == 3
    with pytest.raises(
        StoreReadOnlyError, match=r"cannot be written to; nothing was changed\. Copy the client"
    ):
        add(store, "touchpoints", name="Card")


@pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="no folder here that nobody may write to"
)
def test_a_folder_that_cannot_be_made_is_refused_in_plain_words():
    with pytest.raises(StoreReadOnlyError, match="No workshop can be kept at /proc/touchkit/"):
        make_store(Path("/proc/touchkit/workshop.sqlite"))


@pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="no folder here that nobody may write to"
)
def test_a_folder_that_cannot_be_written_to_is_refused_in_plain_words():
    with pytest.raises(StoreReadOnlyError, match="cannot be written to; nothing was changed"):
        make_store(Path("/proc/self/workshop.sqlite"))


def test_a_file_where_a_folder_should_be_is_refused_in_plain_words(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(StoreReadOnlyError, match="No workshop can be kept at"):
        make_store(tmp_path / "file" / "workshop.sqlite")


@pytest.mark.skipif(
    sys.platform == "win32", reason="a file system as on a network drive is made on Unix only"
)
def test_a_drive_without_shared_memory_is_refused(tmp_path):
    address = f"sqlite:///file:{tmp_path}/workshop.sqlite?vfs=unix-dotfile&uri=true"

    with pytest.raises(
        StoreError, match="lies on a drive where several people cannot safely write"
    ):
        make_store(address)


@pytest.mark.parametrize("name", ["a b", "what?", "no#1", "100%41", "Käse", "a'b", "x;y", "ｆ🙂"])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows forbids some of these names")
def test_any_name_of_a_folder_will_do(tmp_path, name):
    make_store(tmp_path / name / "workshop.sqlite")

    assert (tmp_path / name / "workshop.sqlite").is_file()


@pytest.mark.postgres
@pytest.mark.parametrize(
    "name", ["a.b", "100%", "a:b", 'qu"ote', "Käse", "public", "pg_x", "k" * 100]
)
def test_any_name_of_a_client_makes_a_schema_of_its_own(database, name):
    store, other = make_store(database, name), make_store(database, name[:-1] + "y")
    make_older(store)

    add(make_store(database, name), "touchpoints", name="Card")

    assert "card" in rows(store, "touchpoints")
    assert "card" not in rows(other, "touchpoints")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("workshop", "The database address cannot be read; write sqlite:///FILE"),
        ("mysql://me@here/db", "A workshop cannot live in mysql; write sqlite:///FILE"),
        ("sqlite://", "A workshop needs a file that outlives it"),
        ("sqlite:///:memory:", "A workshop needs a file that outlives it"),
        ("postgresql+nodriver://me@here/db", "No driver for postgresql+nodriver"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(address, said):
    with pytest.raises(StoreError, match=said.replace("+", r"\+")):
        Store(address, "tiny")


def test_a_server_that_does_not_answer_is_named_without_the_password():
    store = Store("postgresql://me:secret@127.0.0.1:1/db", "tiny")

    with pytest.raises(StoreError) as caught:
        _ = store.exists

    assert "127.0.0.1:1/db" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not move open files")
def test_a_file_replaced_under_an_open_store_is_noticed(tmp_path):
    store = make_store(tmp_path / "workshop.sqlite")
    other = make_store(tmp_path / "other.sqlite")
    add(other, "touchpoints", name="Card")
    other.erase("c1")

    for file in tmp_path.glob("workshop.sqlite*"):
        file.unlink()
    shutil.copy(tmp_path / "other.sqlite", tmp_path / "workshop.sqlite")

    assert "card" in rows(store, "touchpoints")


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks Linux for open files")
def test_stores_let_go_leave_no_connection_behind(place):
    make_store(place).frame("touchpoints")
    before = len(list(Path("/proc/self/fd").iterdir()))

    for _ in range(20):
        make_store(place).frame("touchpoints")
    gc.collect()

    assert len(list(Path("/proc/self/fd").iterdir())) <= before


@pytest.mark.postgres
def test_on_postgresql_each_client_opened_has_a_schema(database, tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.setenv("TOUCHKIT_DATABASE", database)
    for name in ("lavender", "airport"):
        write_pack(tiny_pack(), tmp_path / name)

    open_workshop("lavender").add("touchpoints", name="Card")

    assert len(open_workshop("lavender").touchpoints) == 4
    assert len(open_workshop("airport").touchpoints) == 3
    assert not list(tmp_path.rglob("*.sqlite"))
