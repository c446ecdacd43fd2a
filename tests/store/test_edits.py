"""Rows added, changed and removed, each edit held to the model's rules."""

from contextlib import contextmanager

import pytest

from tests.store.tiny import make_store
from touchkit.errors import InputError, StoreBusyError


def rows(store, table):
    return {row["id"]: row for row in store.rows()[table]}


def add(store, table, /, **fields):
    with store.action("mia", f"add to {table}") as edits:
        return edits.add(table, **fields)


def change(store, table, row, /, **fields):
    with store.action("mia", f"change {row}") as edits:
        edits.change(table, row, **fields)


def remove(store, table, row):
    with store.action("mia", f"remove {row}") as edits:
        edits.remove(table, row)


def test_a_row_added_is_there_with_an_id_made_from_its_name(store):
    made = add(store, "touchpoints", name="Thank-you card", stage="Buy")

    assert made == "thank-you-card"
    assert rows(store, "touchpoints")[made]["stage"] == "buy"


@pytest.mark.parametrize("name", ["請求書", "🙂"])
def test_a_name_without_letters_gets_a_random_id(store, name):
    first, second = (add(store, "touchpoints", name=name) for _ in range(2))

    assert first != second
    assert rows(store, "touchpoints")[first]["name"] == name


def test_renaming_keeps_the_id(store):
    change(store, "touchpoints", "ad", name="Poster")

    assert rows(store, "touchpoints")["ad"]["name"] == "Poster"


def test_a_second_row_with_an_id_in_use_is_refused(store):
    with pytest.raises(InputError, match="an id not yet used"):
        add(store, "touchpoints", id="ad", name="Another ad")


def test_a_dangling_reference_is_refused_with_a_near_miss(store):
    with pytest.raises(InputError, match="Did you mean 'shop'"):
        add(store, "notes", touchpoint="shopp", lane="promise", text="Hello")


def test_an_unknown_row_is_refused_with_a_near_miss(store):
    with pytest.raises(
        InputError, match=r"There is no 'shopp' in touchpoints\. Did you mean 'shop'\?"
    ):
        change(store, "touchpoints", "shopp", name="Shop")


def test_an_edit_that_is_refused_leaves_revision_and_rows_alone(store):
    before = store.revision(), store.rows()

    with pytest.raises(InputError):
        add(store, "touchpoints", name="")

    assert (store.revision(), store.rows()) == before


@contextmanager
def _half_a_step(store):
    with store.action("mia", "two things") as step:
        step.add("touchpoints", name="Ribbon")
        yield step


def test_a_step_is_stored_whole_or_not_at_all(store):
    before = store.rows()

    with store.action("mia", "one thing") as step:
        step.add("touchpoints", name="Card")
    with pytest.raises(InputError), _half_a_step(store) as step:
        step.add("touchpoints", name="Bow", stage="nowhere")
    store.undo("mia")

    assert store.rows() == before


@pytest.mark.parametrize(
    "text",
    ["x" * 10_000, "a\x00b", "lone \ud800 surrogate", "👩‍👩‍👧 naïve", "a\x1f\u2028b", "'; DROP"],
)
def test_any_text_is_stored_and_comes_back_clean(store, text):
    made = add(store, "touchpoints", name="T", description=text, **{"own column": text})

    back = store.frame("touchpoints").set_index("id").loc[made]
    expected = (
        text.replace("\x00", "").replace("\ud800", "").replace("\x1f", "").replace("\u2028", "\n")
    )
    assert back["description"] == back["own column"] == expected


@pytest.mark.parametrize("odd", ["a\x00d", "\ud800", "x" * 10_000])
def test_an_odd_id_is_an_unknown_row_and_nothing_worse(store, odd):
    with pytest.raises(InputError, match="There is no"):
        remove(store, "touchpoints", odd)


def test_names_of_people_and_steps_may_hold_anything(store):
    with store.action("mi\x00a\ud800", "what\x00 a day\ud800") as edits:
        edits.add("touchpoints", name="Card")

    assert store.history("mia")["what"].tolist() == ["what a day"]


@pytest.mark.parametrize("missing", [None, float("nan"), ""])
def test_what_a_frame_has_for_missing_is_missing(store, missing):
    made = add(store, "touchpoints", name="Card", stage=missing)

    assert "stage" not in rows(store, "touchpoints")[made]


def test_a_thing_that_is_no_cell_is_refused(store):
    with pytest.raises(InputError, match="column own: found"):
        add(store, "touchpoints", name="Card", own={"a": 1})


def test_removing_a_touchpoint_takes_along_what_hangs_on_it_and_clears_lists(store):
    remove(store, "touchpoints", "ad")

    assert rows(store, "touchpoints").keys() == {"shop", "ad-2"}
    assert rows(store, "notes").keys() == {"n2"}
    assert rows(store, "links") == {}
    assert rows(store, "ideas").keys() == {"i1"}
    assert rows(store, "ideas")["i1"]["touchpoint"] == "ad-2"


def test_an_id_that_is_part_of_another_is_not_mistaken_for_it(store):
    remove(store, "touchpoints", "ad-2")

    assert rows(store, "ideas")["i1"]["touchpoint"] == "ad"
    assert rows(store, "ideas")["i2"]["touchpoint"] == "ad"


def test_removing_a_row_named_in_two_columns_clears_both(store):
    remove(store, "ideas", "i1")

    assert not {"needs", "excludes"} & rows(store, "ideas")["i2"].keys()


def test_a_note_on_a_touchpoint_stays_when_its_stage_goes(store):
    remove(store, "stages", "buy")

    assert "stage" not in rows(store, "notes")["n2"]
    assert "stage" not in rows(store, "touchpoints")["shop"]
    assert rows(store, "personas")["ben"]["skips"] == "know"


def test_a_link_for_two_personas_stays_for_the_one_left(store):
    remove(store, "personas", "anna")

    assert rows(store, "links")["l1"]["persona"] == "ben"


def test_a_mark_goes_with_the_row_it_is_on(store):
    add(store, "marks", table="touchpoints", row="shop", kind="parked")

    remove(store, "touchpoints", "shop")

    assert rows(store, "marks") == {}


def test_a_second_answer_by_the_same_person_is_refused(store):
    answer = {
        "respondent": "r1", "group": "team", "touchpoint": "ad", "measure": "received", "score": 4,
    }  # fmt: skip
    add(store, "scores", **answer)

    with pytest.raises(InputError, match="one answer"):
        add(store, "scores", **answer | {"score": 5})


def test_a_circle_of_needs_is_refused(store):
    with pytest.raises(InputError, match="no circle"):
        change(store, "ideas", "i1", needs="i2")


def test_the_clients_settings_can_be_changed(store):
    change(store, "client", "client", title="Tiny & Co", goal="grow")

    assert (store.client().title, store.client().goal) == ("Tiny & Co", "grow")


def test_a_scale_that_leaves_scores_outside_is_refused(store):
    add(store, "scores", group="team", touchpoint="ad", measure="received", score=5)

    with pytest.raises(InputError, match="a scale that holds all scores"):
        change(store, "client", "client", scale={"low": 1, "high": 3})


def test_revision_counts_transactions(store):
    for _ in range(3):
        add(store, "touchpoints", name="Card")

    assert store.revision() == 4  # the opening load was the first


def test_an_edit_inside_an_open_step_is_refused_at_once(store):
    with (
        store.action("mia", "a step"),
        pytest.raises(StoreBusyError, match="A step is open already"),
    ):
        add(store, "touchpoints", name="Card")


def test_what_one_store_writes_another_reads(store, place):
    other = make_store(place)

    made = add(store, "touchpoints", name="Card")

    assert made in set(other.frame("touchpoints")["id"])
