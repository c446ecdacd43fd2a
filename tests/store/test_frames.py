"""Tables as frames: always current, dtypes from the model, nothing guessed."""

import datetime as dt

import pandas as pd
import pytest

from tests.store.test_edits import add, change, remove
from tests.store.tiny import make_store, tiny_pack
from touchkit.model import TABLES, to_frame
from touchkit.store.edits import Edits


@pytest.mark.parametrize("table", TABLES)
def test_every_table_comes_back_as_the_pack_had_it(store, table):
    with_defaults = {"touchpoints", "links", "notes", "personas", "ideas", "customers"}

    frame, packed = store.frame(table), tiny_pack().tables[table]

    assert frame.dtypes.tolist() == to_frame(TABLES[table], []).dtypes.tolist()
    assert isinstance(frame.index, pd.RangeIndex)
    assert frame["id"].tolist() == packed["id"].tolist()
    if table not in with_defaults:
        assert frame.equals(packed)


def test_text_that_looks_like_something_else_stays_text(store):
    made = add(store, "personas", name="001", segment="NA", goal="1e5", worries="null", code="007")

    row = store.frame("personas").set_index("id").loc[made]

    assert row[["name", "segment", "goal", "worries", "code"]].tolist() == [
        "001", "NA", "1e5", "null", "007",
    ]  # fmt: skip


def test_dates_booleans_and_numbers_keep_their_kind(store):
    add(store, "customers", id="c2", best="yes", birthday_on="2026-02-28", code="01")
    add(store, "touchpoints", name="Card", cost_now="3,5", moment_of_truth=True)
    add(store, "decisions", step="received", text="Go", due=dt.date(1999, 12, 31))

    customers, touchpoints = store.frame("customers"), store.frame("touchpoints")

    assert customers[["best", "birthday_on", "code"]].dtypes.astype(str).tolist() == [
        "boolean", "datetime64[us]", "str",
    ]  # fmt: skip
    assert customers["birthday_on"].tolist()[1] == pd.Timestamp("2026-02-28")
    assert customers["best"].tolist() == [False, True]
    assert pd.isna(customers["code"][0])
    assert touchpoints["cost_now"].tolist()[-1] == 3.5
    assert store.frame("decisions")["due"].tolist() == [pd.Timestamp("1999-12-31")]


def test_a_column_of_the_clients_own_leaves_the_other_cells_alone(store):
    cells = {"contact": "indirect", "status": "planned", "shortlist": True, "moment_of_truth": True}

    made = add(store, "touchpoints", name="Van", **cells, remark="ours")

    row = store.frame("touchpoints").set_index("id").loc[made]
    assert row[[*cells, "remark"]].tolist() == ["indirect", "planned", True, True, "ours"]
    assert store.undo("mia") is not None


def test_columns_of_the_clients_own_survive_undo(store):
    add(store, "customers", id="c2", birthday_on="2026-02-28", seq="1", extra="2")
    before = store.frame("customers")

    remove(store, "customers", "c2")
    store.undo("mia")

    assert store.frame("customers").equals(before)
    assert before.columns.tolist()[-3:] == ["birthday_on", "seq", "extra"]


def test_changing_a_frame_does_not_change_the_store(store):
    frame = store.frame("touchpoints")

    frame.loc[0, "name"] = "Scribbled"
    frame["new"] = 1

    assert store.frame("touchpoints")["name"].tolist() == ["Ad", "Shop", "Second ad"]
    assert "new" not in store.frame("touchpoints")


def test_only_the_rows_that_changed_are_read_again(store, monkeypatch):
    store.frame("stages"), store.frame("stages")
    asked = []
    read = Edits.all
    monkeypatch.setattr(Edits, "all", lambda *told: asked.append(told[1:]) or read(*told))

    change(store, "stages", "buy", name="Pay")
    asked.clear()
    names = store.frame("stages")["name"].tolist()
    store.frame("stages")

    assert names == ["Know", "Pay"]
    assert [(table, len(where)) for table, *where in asked] == [("stages", 1)]


def test_frames_read_together_show_one_moment(store, place):
    other = make_store(place)
    client, tables = store.state()

    remove(other, "touchpoints", "ad")

    assert client.title == "Tiny"
    assert set(tables) == set(TABLES)
    assert store.frames("touchpoints", "links")["links"].empty
