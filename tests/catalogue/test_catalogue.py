"""The catalogue as facts: what ships, that it fits together, and what the filters return."""

from __future__ import annotations

import re
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from touchkit import catalogue
from touchkit.catalogue import shelves
from touchkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

HOURGLASS = ["know", "like", "trust", "try", "buy", "repeat", "refer"]
ACTIVITIES = ["awareness", "discover", "purchase", "use", "bonding"]
TIMELINE = ["before", "during", "after"]
SETS = {"hourglass": HOURGLASS, "activities": ACTIVITIES, "timeline": TIMELINE}
FAMILIES = {
    *("first-look", "little-things", "plain-words", "waiting", "recovery"),
    *("memory", "teaching", "belonging", "save-first", "partner"),
}
LANES = [
    *("action", "motivation", "question", "obstacle", "expectation", "annoyance", "emotion"),
    *("promise", "think", "feel", "do", "brand", "standard"),
]
METHOD_STARTERS = [
    *("social media", "online advertisement", "digital content", "company event"),
    *("peer referral", "conversation with a representative", "product catalogue", "e-commerce"),
    *("product review", "point of sale", "thank-you letter", "feedback survey"),
    *("upsell / cross-sell e-mail", "billing", "subscription renewal", "support channel"),
    *("customer success programme", "onboarding", "loyalty programme", "self-service resources"),
]
METHOD_CHANNELS = {
    "communication": {"email", "post", "telephone", "social-media", "blog"},
    "order completion": {"delivery", "payment", "returns"},
    "inquiry": {"website", "forums", "store", "customer-service"},
    "own material": {"catalogue", "packaging", "invoice", "signage"},
    "people": {"face-to-face", "partner"},
}
SHELVES: dict[str, tuple[Callable[[], pd.DataFrame], int, list[str]]] = {
    "stage_sets": (catalogue.stage_sets, 15, ["stage_set", "id", "name", "question"]),
    "channels": (catalogue.channels, 34, ["id", "name", "family"]),
    "lanes": (catalogue.lanes, 13, ["id", "name", "question"]),
    "starter_touchpoints": (
        catalogue.starter_touchpoints,
        130,
        [
            *("id", "name", "stage", "channel", "contact", "department", "sector"),
            *("question", "description"),
        ],
    ),
    "what_ifs": (
        catalogue.what_ifs,
        155,
        ["id", "text", "stage", "channel", "kind", "cost", "family"],
    ),
}
every_shelf = pytest.mark.parametrize("shelf", SHELVES)


def first_words(text: str, *, count: int) -> list[str]:
    return text.casefold().split()[:count]


# Every shelf


@every_shelf
def test_a_shelf_holds_its_columns_and_its_rows(shelf: str) -> None:
    read, rows, columns = SHELVES[shelf]

    frame = read()

    assert list(frame.columns) == columns
    assert len(frame) == rows


@every_shelf
def test_a_shelf_is_all_text_with_a_plain_index_and_no_blank_cell(shelf: str) -> None:
    frame = SHELVES[shelf][0]()

    assert set(frame.dtypes.astype(str)) == {"str"}
    assert isinstance(frame.index, pd.RangeIndex)
    cells = [cell for column in frame for cell in frame[column]]
    assert len(cells) == SHELVES[shelf][1] * len(frame.columns)
    assert [cell for cell in cells if not isinstance(cell, str) or not cell.strip()] == []


@every_shelf
def test_no_cell_is_untrimmed_or_would_be_a_formula_in_a_spreadsheet(shelf: str) -> None:
    frame = SHELVES[shelf][0]()

    cells = [cell for column in frame for cell in frame[column]]

    assert len(cells) >= 39
    assert [cell for cell in cells if cell[0] in "=+-@" or cell != cell.strip()] == []


@every_shelf
def test_each_id_is_a_slug_of_its_own(shelf: str) -> None:
    ids = list(SHELVES[shelf][0]()["id"])

    assert len(ids) >= 13
    assert [id_ for id_ in ids if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", id_)] == []
    assert len(set(ids)) == len(ids)


@every_shelf
def test_no_name_question_or_prompt_is_written_twice(shelf: str) -> None:
    frame = SHELVES[shelf][0]()

    columns = [name for name in ("name", "question", "description", "text") if name in frame]

    assert columns != []
    for column in columns:
        texts = frame[column].str.casefold()
        assert list(texts[texts.duplicated()]) == []


@every_shelf
def test_changing_a_frame_does_not_change_the_next_one(shelf: str) -> None:
    read = SHELVES[shelf][0]
    untouched = read()

    changed = read()
    changed["id"] = "spoilt"

    pd.testing.assert_frame_equal(read(), untouched)


# Stages


def test_three_stage_sets_ship_in_the_order_a_customer_passes_them() -> None:
    frame = catalogue.stage_sets()

    found = {name: list(rows["id"]) for name, rows in frame.groupby("stage_set", sort=False)}

    assert found == SETS


def test_the_stages_are_those_of_the_hourglass_unless_asked_otherwise() -> None:
    assert list(catalogue.stages()["id"]) == HOURGLASS
    assert list(catalogue.stages("timeline")["id"]) == TIMELINE
    assert list(catalogue.stages().columns) == ["id", "name", "question"]
    assert isinstance(catalogue.stages("timeline").index, pd.RangeIndex)


def test_every_stage_and_every_touchpoint_asks_a_question() -> None:
    questions = [
        *catalogue.stage_sets()["question"],
        *catalogue.lanes()["question"],
        *catalogue.starter_touchpoints()["question"],
    ]

    assert len(questions) == 15 + 13 + 130
    assert [text for text in questions if not text.endswith("?")] == []


@pytest.mark.parametrize("pair", list(permutations(SETS, 2)), ids=" to ".join)
def test_a_mapping_is_total_and_never_runs_backwards(pair: tuple[str, str]) -> None:
    from_set, to_set = pair

    mapping = catalogue.stage_mapping(from_set, to_set)

    assert list(mapping) == SETS[from_set]
    places = [SETS[to_set].index(stage) for stage in mapping.values()]
    assert places == sorted(places)


def test_every_stage_is_mapped_once_to_each_other_set() -> None:
    frame = shelves._frame("stage_mappings")

    found = sorted(zip(frame["from_set"], frame["from_stage"], frame["to_set"], strict=True))

    assert len(found) == 30
    assert found == sorted(
        (from_set, stage, to_set)
        for from_set, to_set in permutations(SETS, 2)
        for stage in SETS[from_set]
    )


def test_a_mapping_to_a_coarser_set_leaves_no_stage_of_it_empty() -> None:
    assert set(catalogue.stage_mapping("hourglass", "activities").values()) == set(ACTIVITIES)
    assert set(catalogue.stage_mapping("hourglass", "timeline").values()) == set(TIMELINE)
    assert set(catalogue.stage_mapping("activities", "timeline").values()) == set(TIMELINE)


@pytest.mark.parametrize(
    ("coarse", "fine"),
    [("timeline", "activities"), ("timeline", "hourglass"), ("activities", "hourglass")],
)
def test_going_to_a_finer_set_and_back_returns_to_the_same_stage(coarse: str, fine: str) -> None:
    there = catalogue.stage_mapping(coarse, fine)
    back = catalogue.stage_mapping(fine, coarse)

    assert {stage: back[there[stage]] for stage in SETS[coarse]} == {
        stage: stage for stage in SETS[coarse]
    }


def test_a_detour_through_the_activities_ends_where_the_direct_mapping_does() -> None:
    there = catalogue.stage_mapping("hourglass", "activities")
    on = catalogue.stage_mapping("activities", "timeline")

    detour = {stage: on[there[stage]] for stage in HOURGLASS}

    assert detour == catalogue.stage_mapping("hourglass", "timeline")


def test_mapping_a_set_to_itself_changes_nothing() -> None:
    assert catalogue.stage_mapping("timeline", "timeline") == {
        "before": "before",
        "during": "during",
        "after": "after",
    }


# Channels and lanes


def test_every_channel_the_method_names_ships_in_its_family() -> None:
    frame = catalogue.channels()

    found = {name: set(rows["id"]) for name, rows in frame.groupby("family")}

    assert found.keys() == METHOD_CHANNELS.keys()
    assert {name: found[name] & ids for name, ids in METHOD_CHANNELS.items()} == METHOD_CHANNELS


def test_the_thirteen_lanes_ship_in_the_order_of_the_steps() -> None:
    assert list(catalogue.lanes()["id"]) == LANES


# Starter touchpoints


def test_every_touchpoint_of_the_method_is_in_the_starter_catalogue() -> None:
    names = set(catalogue.starter_touchpoints()["name"].str.casefold())

    assert len(METHOD_STARTERS) == 20
    assert [name for name in METHOD_STARTERS if name not in names] == []


def test_every_tag_of_a_touchpoint_is_a_known_one() -> None:
    frame = catalogue.starter_touchpoints()

    assert set(frame["stage"]) == set(HOURGLASS)
    assert set(frame["channel"]) == set(catalogue.channels()["id"])
    assert set(frame["contact"]) == {"direct", "indirect"}
    assert set(frame["department"]) == {
        *("Marketing", "Sales", "Customer service", "Operations"),
        *("Accounting", "Management", "Technology", "People"),
    }
    assert set(frame["sector"]) == {
        *("any", "retail", "services", "hospitality", "health", "software"),
        *("industry", "public"),
    }


def test_touchpoints_stand_in_stage_order_with_something_for_everyone() -> None:
    frame = catalogue.starter_touchpoints()

    assert list(frame["stage"].unique()) == HOURGLASS
    assert frame["stage"].value_counts().min() >= 14
    assert frame["contact"].value_counts()["indirect"] >= 30
    assert frame["department"].value_counts().min() >= 5
    assert frame["sector"].value_counts().min() >= 6


def test_no_two_questions_in_a_row_begin_alike() -> None:
    questions = list(catalogue.starter_touchpoints()["question"])

    neighbours = list(pairwise(questions))

    assert len(neighbours) == 129
    assert [
        second
        for first, second in neighbours
        if first_words(first, count=2) == first_words(second, count=2)
    ] == []


def test_touchpoints_of_a_stage_are_those_of_that_stage_alone() -> None:
    frame = catalogue.starter_touchpoints(stage="refer")

    assert len(frame) == 17
    assert set(frame["stage"]) == {"refer"}
    assert isinstance(frame.index, pd.RangeIndex)


def test_touchpoints_of_a_sector_come_with_those_of_any_business() -> None:
    everywhere = catalogue.starter_touchpoints(sector="any")
    health = catalogue.starter_touchpoints(sector="health")

    assert set(everywhere["sector"]) == {"any"}
    assert set(health["sector"]) == {"any", "health"}
    assert len(health) == len(everywhere) + 7


def test_stage_and_sector_narrow_the_touchpoints_together() -> None:
    frame = catalogue.starter_touchpoints("try", "public")

    assert list(frame["id"][frame["sector"] == "public"]) == ["application-form"]
    assert set(frame["stage"]) == {"try"}


# What-ifs


def test_every_what_if_begins_and_ends_as_one() -> None:
    texts = list(catalogue.what_ifs()["text"])

    assert len(texts) == 155
    assert [text for text in texts if not re.fullmatch(r"What if\b.+\?", text)] == []


def test_no_two_what_ifs_in_a_row_begin_alike() -> None:
    neighbours = list(pairwise(catalogue.what_ifs()["text"]))

    assert len(neighbours) == 154
    assert [
        second
        for first, second in neighbours
        if first_words(first, count=4) == first_words(second, count=4)
    ] == []


def test_every_tag_of_a_what_if_is_a_known_one() -> None:
    frame = catalogue.what_ifs()

    assert set(frame["stage"]) == {*HOURGLASS, "any"}
    assert set(frame["channel"]) == {*catalogue.channels()["id"], "any"}
    assert set(frame["kind"]) == {"fix", "surprise", "delight"}
    assert set(frame["cost"]) == {"S", "M", "L"}
    assert set(frame["family"]) == FAMILIES


def test_no_kind_family_or_stage_of_what_ifs_is_thin() -> None:
    frame = catalogue.what_ifs()

    assert frame["kind"].value_counts().min() >= 40
    assert frame["family"].value_counts().min() >= 13
    assert frame["stage"].value_counts().min() >= 9


def test_every_family_is_explained_where_the_prompts_are_described() -> None:
    text = catalogue.what_ifs.__doc__ or ""

    assert set(re.findall(r"``([a-z-]+)``\s+\(", text)) == FAMILIES


def test_what_ifs_of_a_stage_come_with_those_of_any_stage() -> None:
    frame = catalogue.what_ifs(stage="buy")

    assert set(frame["stage"]) == {"buy", "any"}
    assert frame["stage"].value_counts()["any"] == len(catalogue.what_ifs(stage="any"))
    assert isinstance(frame.index, pd.RangeIndex)


def test_what_ifs_of_a_channel_come_with_those_of_any_channel() -> None:
    frame = catalogue.what_ifs(channel="invoice")

    assert set(frame["channel"]) == {"invoice", "any"}


def test_filters_of_what_ifs_narrow_together() -> None:
    frame = catalogue.what_ifs("buy", "packaging", "delight", "little-things")

    assert list(frame["id"]) == ["hand-written-parcel-note", "one-more-in-the-box"]


def test_filters_that_leave_nothing_return_an_empty_frame_of_text() -> None:
    frame = catalogue.what_ifs(stage="know", kind="fix", family="teaching")

    assert len(frame) == 0
    assert list(frame.columns) == list(catalogue.what_ifs().columns)
    assert set(frame.dtypes.astype(str)) == {"str"}


# What is not in the catalogue


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        call()
    return str(caught.value)


def test_an_unknown_stage_set_is_refused_with_what_was_probably_meant() -> None:
    message = (
        "There is no stage set 'Hourglas' in the catalogue. Did you mean 'hourglass'? "
        "There are: hourglass, activities, timeline."
    )

    assert refusal(lambda: catalogue.stages("Hourglas")) == message
    assert refusal(lambda: catalogue.stage_mapping("Hourglas", "timeline")) == message
    assert refusal(lambda: catalogue.stage_mapping("timeline", "Hourglas")) == message


def test_no_guess_is_made_where_nothing_is_near() -> None:
    assert refusal(lambda: catalogue.stages("pancake")) == (
        "There is no stage set 'pancake' in the catalogue. "
        "There are: hourglass, activities, timeline."
    )


def test_an_unknown_filter_is_refused_rather_than_answered_with_nothing() -> None:
    assert refusal(lambda: catalogue.starter_touchpoints(stage="repat")) == (
        "There is no stage 'repat' in the catalogue. Did you mean 'repeat'? "
        "There are: know, like, trust, try, buy, repeat, refer."
    )
    assert refusal(lambda: catalogue.what_ifs(kind="any")) == (
        "There is no kind 'any' in the catalogue. There are: fix, surprise, delight."
    )
    assert refusal(lambda: catalogue.what_ifs(channel="e-mail")).startswith(
        "There is no channel 'e-mail' in the catalogue. Did you mean 'email'? There are: email, "
    )
    assert refusal(lambda: catalogue.what_ifs(family="partners")).startswith(
        "There is no family 'partners' in the catalogue. Did you mean 'partner'? There are: "
    )
    assert refusal(lambda: catalogue.starter_touchpoints(sector="heath")).startswith(
        "There is no sector 'heath' in the catalogue. Did you mean 'health'? There are: any, "
    )


def test_every_public_name_can_be_called_twice() -> None:
    names = catalogue.__all__

    assert len(names) == 7
    for name in names:
        arguments = ("hourglass", "timeline") if name == "stage_mapping" else ()
        for _ in range(2):
            assert len(getattr(catalogue, name)(*arguments)) > 0
