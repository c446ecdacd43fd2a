"""What has been checked, and where nothing is noted."""

import numpy as np
import pandas as pd
import pytest

from touchkit.errors import InputError
from touchkit.measure.coverage import evidence
from touchkit.model import TABLES, to_frame
from touchkit.pack import read_pack

TOUCHPOINTS = to_frame(
    TABLES["touchpoints"],
    [
        {"id": "shop", "stage": "try", "department": "sales", "status": "exists"},
        {"id": "call", "stage": "buy", "department": "sales", "status": "exists"},
        {"id": "invoice", "stage": "buy", "department": "law", "status": "planned"},
        {"id": "fax", "stage": "buy", "department": "law", "status": "retired"},
        {"id": "review", "status": "exists"},
    ],
)
NOTES = to_frame(
    TABLES["notes"],
    [
        {"touchpoint": "call", "lane": "brand", "text": "a", "evidence": "assumed"},
        {"touchpoint": "call", "lane": "brand", "text": "b", "evidence": "observed"},
        {"touchpoint": "call", "lane": "brand", "text": "c", "evidence": "measured"},
        {"stage": "buy", "lane": "brand", "text": "d", "evidence": "measured"},
        {"stage": "refer", "lane": "brand", "text": "e", "evidence": "assumed"},
        {"touchpoint": "fax", "lane": "brand", "text": "f", "evidence": "measured"},
        {"touchpoint": "review", "lane": "brand", "text": "g"},
    ],
)
COUNTS = ["touchpoints", "without", "n", "assumed", "observed", "measured"]


def test_notes_are_counted_by_the_stage_of_their_touchpoint_or_their_own():
    found = evidence(NOTES, TOUCHPOINTS)

    assert found["stage"].tolist()[:3] == ["try", "buy", "refer"]
    assert pd.isna(found["stage"][3])
    assert found[COUNTS].to_numpy().tolist() == [
        [1, 1, 0, 0, 0, 0],
        [2, 1, 4, 1, 1, 2],
        [0, 0, 1, 1, 0, 0],
        [1, 0, 1, 1, 0, 0],
    ]


def test_checked_is_the_share_observed_or_measured():
    found = evidence(NOTES, TOUCHPOINTS)

    assert np.isnan(found["checked"][0])
    assert found["checked"].tolist()[1:] == [0.75, 0, 0]


def test_the_department_is_the_owner_of_the_touchpoint():
    found = evidence(NOTES, TOUCHPOINTS, by="department")

    assert found["department"].tolist()[:2] == ["sales", "law"]
    assert found[COUNTS].to_numpy().tolist() == [
        [2, 1, 3, 1, 1, 1],
        [1, 1, 0, 0, 0, 0],
        [1, 0, 3, 2, 0, 1],
    ]


def test_each_row_is_said_aloud():
    found = evidence(NOTES, TOUCHPOINTS, names={"buy": "Buy"})

    assert found["sentence"].tolist() == [
        "try: nothing is noted yet. 1 of 1 touchpoint has no note.",
        (
            "Buy: 3 of 4 notes are observed or measured (75 %), the rest is assumed. "
            "1 of 2 touchpoints has no note."
        ),
        "refer: the only note is assumed.",
        "In no stage: the only note is assumed.",
    ]


def test_a_retired_touchpoint_and_its_notes_do_not_count():
    with_fax = evidence(NOTES, TOUCHPOINTS)["n"].sum()

    assert with_fax == len(NOTES) - 1


def test_nothing_at_all_is_an_empty_frame():
    found = evidence(NOTES.iloc[:0], TOUCHPOINTS.iloc[:0])

    assert found.empty
    assert found["n"].dtype == "int64"
    assert str(found["stage"].dtype) == "str"


@pytest.mark.parametrize("by", ["stage", "department"])
def test_every_note_of_lavender_is_in_one_row(repository, by):
    tables = read_pack(repository / "workshop_data" / "lavender").tables

    found = evidence(tables["notes"], tables["touchpoints"], by=by)

    assert found["n"].sum() == 186
    assert found["touchpoints"].sum() == 42
    assert (found[["assumed", "observed", "measured"]].sum(axis=1) == found["n"]).all()


def test_evidence_no_mutate():
    before = NOTES.copy(deep=True), TOUCHPOINTS.copy(deep=True)

    evidence(NOTES, TOUCHPOINTS)

    pd.testing.assert_frame_equal(NOTES, before[0])
    pd.testing.assert_frame_equal(TOUCHPOINTS, before[1])


def test_another_way_to_count_is_refused():
    with pytest.raises(InputError) as told:
        evidence(NOTES, TOUCHPOINTS, by="stages")

    assert str(told.value) == (
        "There is no way to count by 'stages'; there are: stage, department. Did you mean 'stage'?"
    )
