"""The tables: every column said, the required ones as designed."""

import pytest

from touchkit.model import (
    CLIENT_TABLES,
    SHEET_TABLES,
    TABLES,
    Event,
    choices,
    columns,
    references,
    required,
    says,
)

STARRED = {
    "stages": ("name",),
    "departments": ("name",),
    "channels": ("name",),
    "lanes": ("name",),
    "audiences": ("name",),
    "personas": ("name",),
    "touchpoints": ("name",),
    "links": ("source", "target"),
    "notes": ("lane", "text"),
    "scores": ("group", "touchpoint", "measure", "score"),
    "ideas": ("touchpoint", "title"),
    "pilots": ("idea",),
    "assumptions": ("input",),
    "acts": ("title",),
    "customers": (),
    "ticks": ("act", "due"),
    "participants": ("alias",),
    "decisions": ("step", "text"),
    "marks": ("table", "row", "kind"),
}
MODELS = [*TABLES.values(), Event]


def test_there_are_nineteen_tables():
    assert list(TABLES) == list(STARRED)
    assert list(TABLES.values()) == [*CLIENT_TABLES, *SHEET_TABLES]


@pytest.mark.parametrize("table", STARRED)
def test_the_required_columns_are_those_the_design_stars(table):
    assert required(TABLES[table]) == STARRED[table]


@pytest.mark.parametrize(
    ("table", "either"), [("notes", ("touchpoint", "stage")), ("acts", ("starts", "trigger"))]
)
def test_of_some_columns_a_row_needs_one(table, either):
    model = TABLES[table]

    assert either == model.ONE_OF


def test_an_event_has_a_customer_a_touchpoint_and_a_time():
    assert required(Event) == ("customer", "touchpoint", "time")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.TABLE)
def test_every_table_and_every_column_says_what_it_holds(model):
    unsaid = [name for name in model.model_fields if not says(model, name)]

    assert model.SAYS
    assert unsaid == []
    assert len(model.model_fields) >= 2


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.TABLE)
def test_every_table_has_an_id_first(model):
    assert next(iter(columns(model))) == "id"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.TABLE)
def test_references_name_tables_there_are(model):
    assert {refers.table for refers in references(model).values()} <= set(TABLES)


def test_ids_are_made_from_the_column_people_call_the_row_by():
    named = {table: model.NAMED_BY for table, model in TABLES.items() if model.NAMED_BY}

    assert named == {
        "stages": "name", "departments": "name", "channels": "name", "lanes": "name", "audiences": "name",
        "personas": "name", "touchpoints": "name", "ideas": "title", "acts": "title", "participants": "alias",
    }  # fmt: skip


def test_choices_are_the_words_a_column_may_hold():
    assert choices(TABLES["touchpoints"], "verdict") == ("keep", "fix", "delight", "stop")
    assert choices(TABLES["scores"], "group") == ("team", "customer", "outsider")
    assert choices(TABLES["touchpoints"], "name") == ()


def test_what_is_scored_goes_with_its_touchpoint_and_a_department_is_only_cleared():
    scores = references(TABLES["scores"])

    assert (scores["touchpoint"].removed, scores["department"].removed) == ("take", "clear")
    assert references(TABLES["ideas"])["needs"].many


def test_a_row_cannot_be_changed():
    row = TABLES["stages"](name="Know")

    with pytest.raises(ValueError, match="Instance is frozen"):
        row.name = "Like"
