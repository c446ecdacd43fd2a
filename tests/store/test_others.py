"""What others did since one looked, and what of the tables is new."""

from tests.store.test_edits import add, change, remove
from tests.store.tiny import make_store


def test_what_others_did_is_told_with_who_and_what_and_ones_own_is_not(store, place):
    other, seen = make_store(place), store.revision()
    add(store, "touchpoints", name="Card")
    with other.action("ben", "move “Shop”") as edits:
        edits.change("touchpoints", "shop", stage="know")
        edits.change("touchpoints", "ad", stage="buy")

    (told,) = store.others_since(seen)

    assert (told.who, told.what, told.kind) == ("ben", "move “Shop”", "do")
    assert told.rows == (("touchpoints", "shop"), ("touchpoints", "ad"))
    assert store.others_since(told.revision) == []
    assert [one.what for one in other.others_since(seen)] == ["add to touchpoints"]


def test_what_was_undone_elsewhere_is_told_as_undone(store, place):
    other, seen = make_store(place), store.revision()
    with other.action("ben", "name it") as edits:
        edits.change("touchpoints", "shop", name="Shop window")
    other.undo("ben")

    told = [(one.kind, one.what) for one in store.others_since(seen)]

    assert told == [("do", "name it"), ("undo", "undo: name it")]


def test_answers_stored_in_bulk_are_nobodys_action(store, place):
    seen = store.revision()
    answer = {"group": "team", "touchpoint": "ad", "measure": "received", "score": 3}
    make_store(place).record([answer | {"respondent": "r1"}])

    assert store.revision() > seen
    assert store.others_since(seen) == []


def test_only_tables_that_changed_are_read_again_and_rows_keep_their_places(store, place):
    names = ("touchpoints", "links", "notes")
    client, first = store.fresh({}, names)
    known = {name: table.stamp for name, table in first.items()}
    remove(make_store(place), "notes", "n1")
    remove(store, "touchpoints", "shop")

    _, again = store.fresh(known, names)
    stamps = known | {name: table.stamp for name, table in again.items()}

    assert client.title == "Tiny"
    assert first["touchpoints"].places == (0.0, 1.0, 2.0)
    assert again["touchpoints"].places == (0.0, 2.0)
    assert again["touchpoints"].frame["id"].tolist() == ["ad", "ad-2"]
    assert set(again) == set(names)
    assert store.fresh(stamps, names)[1] == {}
    add(store, "links", source="ad", target="ad-2")
    assert set(store.fresh(stamps, names)[1]) == {"links"}


def test_who_changed_a_row_last_is_known_even_when_it_is_gone(store, place):
    change(store, "touchpoints", "shop", name="Shop window")
    with make_store(place).action("ben", "remove it") as edits:
        edits.remove("touchpoints", "ad")

    with store.action("mia", "look") as edits:
        found = [edits.last_by("touchpoints", row) for row in ("shop", "ad", "ad-2")]

    assert found == ["mia", "ben", ""]
