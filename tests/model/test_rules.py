"""What must hold within a row and between rows."""

import pytest

from touchkit.model import TABLES, Client, Scale
from touchkit.model.rules import (
    Advice,
    cross_faults,
    give_ids,
    names_to_ids,
    resolve_names,
    table_faults,
)

CLIENT = Client(title="Lavender", scale=Scale(low=0, high=10))
KNOWN = {
    "touchpoints": {"invoice": None, "first-call": None},
    "personas": ["nadia"],
    "departments": [],
}


def told(faults):
    return [(fault.column, fault.found, fault.allowed, fault.hint) for fault in faults]


def cross(table, /, **record):
    return told(cross_faults(TABLES[table], record, KNOWN, CLIENT))


def between(table, *records):
    return [(place, *told([fault])[0]) for place, fault in table_faults(TABLES[table], records)]


def test_a_reference_to_nothing_is_told_with_the_nearest_id():
    allowed = "an id of touchpoints: invoice, first-call"

    assert cross("links", source="invoce", target="first-call") == [
        ("source", "'invoce'", allowed, "Did you mean 'invoice'?")
    ]


def test_each_of_several_ids_in_a_cell_is_looked_up():
    allowed = "an id of personas: nadia"
    hint = "Add it to personas first, or leave the cell blank."

    assert cross("links", source="invoice", target="invoice", persona="nadia;x") == [
        ("persona", "'x'", allowed, hint)
    ]


def test_a_cell_that_must_be_filled_is_not_advised_to_be_left_blank():
    hint = "Add it to touchpoints first, or leave the row out."

    assert [told[3] for told in cross("links", source="xyz", target="invoice")] == [hint]


def test_a_reference_into_an_empty_table_says_that_it_is_empty():
    assert [allowed for _, _, allowed, _ in cross("touchpoints", department="sales")] == [
        "an id of departments: (none yet)"
    ]


def test_a_table_nobody_knows_is_not_looked_up():
    assert cross("touchpoints", stage="know") == []


def test_the_same_set_of_ids_is_listed_in_the_same_order():
    known = {"touchpoints": {"c", "a", "b"}}

    faults = told(cross_faults(TABLES["links"], {"source": "zz"}, known, CLIENT))

    assert [allowed for _, _, allowed, _ in faults] == ["an id of touchpoints: a, b, c"]


def test_advice_on_thousands_of_words_stops_comparing_them():
    advice = Advice({"customers": [f"customer-{number}" for number in range(30_000)]})

    near = advice.hint("customers", "costumer-7", "Add it.")
    late = advice.hint("customers", "costumer-8", "Add it.")

    assert near == "Did you mean 'customer-7'?"
    assert late == "Add it."
    assert advice.hint("customers", "costumer-7", "Add it.") == near


@pytest.mark.parametrize(
    ("score", "found"), [(-0.5, "'-0.5'"), (11.0, "'11'"), (1234567.5, "'1234567.5'")]
)
def test_a_score_off_the_scale_is_told(score, found):
    hint = "Correct it, or leave the row out if nobody answered."

    assert cross("scores", touchpoint="invoice", measure="received", score=score) == [
        ("score", found, "0 to 10", hint)
    ]


@pytest.mark.parametrize("score", [0.0, 10.0])
def test_the_ends_of_the_scale_belong_to_it(score):
    assert cross("scores", touchpoint="invoice", measure="received", score=score) == []


def test_without_settings_no_score_is_off_the_scale():
    record = {"touchpoint": "invoice", "measure": "received", "score": 99.0}

    assert list(cross_faults(TABLES["scores"], record, KNOWN, None)) == []


def test_a_person_answers_once():
    hint = "Leave respondent blank in a row that stands for several answers."

    assert cross("scores", respondent="sage", n=3) == [("n", "'3'", "1 beside a respondent", hint)]


def test_a_mark_stands_on_a_row_there_is():
    assert cross("marks", table="touchpoints", row="invoice") == []
    assert cross("marks", table="findings", row="anything") == []
    assert cross("marks", table="touchpoints", row="invoce") == [
        ("row", "'invoce'", "an id of touchpoints: invoice, first-call", "Did you mean 'invoice'?")
    ]
    assert [(c, f, h) for c, f, _, h in cross("marks", table="touchpoint", row="invoice")] == [
        ("table", "'touchpoint'", "Did you mean 'touchpoints'?")
    ]


def test_an_id_stands_once():
    assert between("touchpoints", {"id": "a"}, {"id": "b"}, {"id": "a"}) == [
        (2, "id", "'a' a second time", "each id once", "Give one of the two another id.")
    ]


ANSWER = {"group": "team", "respondent": "sage", "touchpoint": "a", "measure": "received"}


def test_one_person_gives_one_answer():
    hint = "Keep one of the two, or give it another round."

    assert between("scores", ANSWER, ANSWER | {"score": 5.0}) == [
        (1, "respondent", "'sage' a second time", "one answer", hint)
    ]


@pytest.mark.parametrize(
    "other",
    [{"respondent": "basil"}, {"touchpoint": "b"}, {"persona": "nadia"}, {"measure": "desired"},
     {"wave": 2}, {"round": 2}, {"group": "customer"}],
    ids=str,
)  # fmt: skip
def test_answers_to_different_questions_stand_side_by_side(other):
    assert between("scores", ANSWER, ANSWER | other) == []


def test_counted_rows_may_be_alike():
    counted = {name: value for name, value in ANSWER.items() if name != "respondent"}

    assert between("scores", counted, counted) == []


def test_a_row_copied_with_its_id_is_one_fault():
    row = ANSWER | {"id": "s1"}

    assert [column for _, column, *_ in between("scores", row, row)] == ["id"]


def test_a_circle_of_needs_is_told_once():
    ideas = [{"id": "a", "needs": "b"}, {"id": "b", "needs": "c"}, {"id": "c", "needs": "a"}]
    hint = "Take one of these needs out."

    assert between("ideas", *ideas) == [
        (0, "needs", "'a needs b needs c needs a'", "no circle", hint)
    ]


def test_an_idea_that_needs_itself_is_a_circle():
    assert [found for _, _, found, *_ in between("ideas", {"id": "a", "needs": "a"})] == [
        "'a needs a'"
    ]


def test_needs_that_meet_again_are_no_circle():
    ideas = [{"id": "a", "needs": "b;c"}, {"id": "b", "needs": "d"}, {"id": "c", "needs": "d"}]

    assert between("ideas", *ideas, {"id": "d"}) == []


def test_ids_are_made_from_names_and_do_not_take_one_that_is_given():
    records = [{"name": "First call"}, {"name": "First call"}, {"id": "first-call-2", "name": "x"}]

    give_ids(TABLES["touchpoints"], records)

    assert [record["id"] for record in records] == ["first-call", "first-call-3", "first-call-2"]


def test_ids_made_from_content_are_the_same_each_time_and_each_their_own():
    def ids():
        records = [{"text": "a"}, {"text": "b"}, {"text": "a"}]
        give_ids(TABLES["notes"], records)
        return [record["id"] for record in records]

    assert ids() == ids()
    assert len(set(ids())) == 3


def test_a_name_stands_for_its_id_when_one_row_bears_it():
    rows = [
        {"id": "invoice", "name": "The bill"},
        {"id": "a", "name": "Call"},
        {"id": "b", "name": "call"},
    ]
    names = {"touchpoints": names_to_ids(TABLES["touchpoints"], rows)}
    link = {"source": "the BILL", "target": "Call"}

    resolve_names(TABLES["links"], link, names)

    assert link == {"source": "invoice", "target": "Call"}


def test_an_id_wins_over_a_name():
    rows = [{"id": "call", "name": "x"}, {"id": "b", "name": "Call"}]

    assert names_to_ids(TABLES["touchpoints"], rows)["call"] == "call"


def test_names_in_a_list_of_ids_are_resolved_and_stand_once():
    names = {"personas": {"nadia": "nadia", "the mother": "nadia"}}
    link = {"persona": "Nadia;The mother;x"}

    resolve_names(TABLES["links"], link, names)

    assert link == {"persona": "nadia;x"}
