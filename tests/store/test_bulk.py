"""Many answers at once."""

import pytest

from tests.store.test_edits import add, remove, rows
from touchkit.errors import ConflictError, InputError


def answer(respondent="r1", score=4, **more):
    return {
        "respondent": respondent, "group": "team", "touchpoint": "ad", "measure": "received",
        "score": score,
    } | more  # fmt: skip


def scores(store):
    return {row["respondent"]: row["score"] for row in store.rows()["scores"]}


def test_answers_are_stored_in_one_transaction_and_bypass_undo(store):
    made = store.record([answer("r1", 4), answer("r2", "3,5")])

    assert [row["id"] for row in store.rows()["scores"]] == made
    assert scores(store) == {"r1": 4.0, "r2": 3.5}
    assert store.revision() == 2
    assert store.history().empty
    assert store.undo("r1") is None


def test_the_same_persons_same_answer_replaces_the_earlier_one_under_its_id(store):
    first = store.record([answer("r1", 4), answer("r2", 2)])
    add(store, "marks", table="scores", row=first[0], kind="disputed")

    second = store.record([answer("r1", 5)])

    assert second == first[:1]
    assert scores(store) == {"r1": 5.0, "r2": 2.0}
    assert rows(store, "marks")


def test_of_two_same_answers_in_one_go_the_last_counts(store):
    made = store.record([answer("r1", 4), answer("r1", 5)])

    assert made[0] == made[1]
    assert scores(store) == {"r1": 5.0}


@pytest.mark.parametrize(
    "more", [{"round": 2}, {"wave": 2}, {"persona": "anna"}, {"measure": "desired"}]
)
def test_an_answer_to_another_question_stands_beside_the_first(store, more):
    store.record([answer()])

    store.record([answer(**more)])

    assert len(store.rows()["scores"]) == 2


def test_counted_rows_never_replace_each_other(store):
    counted = answer(n=7)
    del counted["respondent"]

    store.record([counted, counted])

    assert len(store.rows()["scores"]) == 2


def test_all_or_none_are_stored_and_every_fault_is_listed(store):
    with pytest.raises(InputError) as caught:
        store.record([answer("r1", 9), answer("r2", 3), answer("r3", 4, touchpoint="shopp")])

    said = [(problem.file, problem.column) for problem in caught.value.problems]
    assert said == [("scores [answer 1]", "score"), ("scores [answer 3]", "touchpoint")]
    assert store.rows()["scores"] == []
    assert store.revision() == 1


def test_an_id_given_is_kept_unless_it_is_in_use(store):
    (kept,) = store.record([answer("r1", id="mine")])
    (other,) = store.record([answer("r2", id="mine")])

    assert kept == "mine" != other


def test_rows_of_a_frame_can_be_recorded_as_they_are(store):
    store.record([answer("r1", 4, persona=None), answer("r2", 5, persona="anna")])
    frame = store.frame("scores").drop(columns="id").assign(round=2)

    store.record(frame.to_dict("records"))

    assert store.frame("scores")["round"].tolist() == [1, 1, 2, 2]


def test_nothing_to_record_is_no_fault(store):
    assert store.record([]) == []


def test_undoing_a_row_that_a_later_answer_replaced_is_refused(store):
    add(store, "scores", **answer("r1", 4))
    store.record([answer("r1", 5)])

    with pytest.raises(ConflictError, match="by somebody whose change is not in the history"):
        store.undo("mia")


def test_removing_a_touchpoint_takes_recorded_answers_along_and_undo_brings_them_back(store):
    store.record([answer(f"r{n}") for n in range(3)])
    before = store.rows()

    remove(store, "touchpoints", "ad")
    left = store.rows()["scores"]
    store.undo("mia")

    assert left == []
    assert store.rows() == before
