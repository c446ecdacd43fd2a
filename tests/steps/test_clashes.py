"""Scores of a file that would count the room twice are refused, row by row."""

import pandas as pd
import pytest

from touchkit.model import TABLES, to_frame
from touchkit.steps.clashes import clashes

WAY = "Both in one round count people twice: give these answers another round."
SCOPE = (
    "Both count the room twice, in another round too: name whom it was scored for there, "
    "or give these answers another wave."
)


def row(**cells):
    usual = {"group": "team", "touchpoint": "till", "measure": "received", "score": 3.0}
    return usual | cells


def hands(**cells):
    return row(n=4, **cells)


def names(**cells):
    return row(respondent="mint", **cells)


def found(rows, stored=()):
    scores = to_frame(TABLES["scores"], [one | {"id": f"s{n}"} for n, one in enumerate(stored)])
    before = scores.copy(deep=True)
    told = clashes(enumerate(rows, start=2), scores)
    faults = [(number, f.column, f.found, f.allowed, f.hint) for number, f in told]
    pd.testing.assert_frame_equal(scores, before)
    return faults


def test_names_beside_hands_in_one_round_are_refused_with_where_the_hands_are():
    allowed = "counted hands, as round 1 has them in the workshop"

    assert found([names(persona="ben")], [hands(persona="ben")]) == [
        (2, "respondent", "'mint' (people by name)", allowed, WAY)
    ]


def test_hands_beside_names_between_rows_of_the_file_are_refused():
    allowed = "people by name, as round 2 has them in row 2"

    assert found([names(round=2), hands(round=2)]) == [
        (3, "respondent", "blank (counted hands)", allowed, WAY)
    ]


def test_everybody_beside_a_persona_is_refused_and_a_persona_beside_everybody():
    assert found([hands()], [hands(persona="ben")]) == [
        (2, "persona", "blank (everybody)", "the persona 'ben', as in the workshop", SCOPE)
    ]
    assert found([hands(), hands(persona="ben")]) == [
        (3, "persona", "'ben'", "blank (everybody), as in row 2", SCOPE)
    ]


def test_another_round_does_not_help_where_everybody_and_a_persona_are_added_up():
    assert [number for number, *_ in found([hands(round=2)], [hands(persona="ben")])] == [2]


@pytest.mark.parametrize(
    "other",
    [names(round=2), names(wave=2), names(measure="desired"), names(touchpoint="bag"),
     names(group="customer"), hands(), hands(score=5.0), hands(wave=2, persona="ben")],
    ids=str,
)  # fmt: skip
def test_what_counts_nobody_twice_is_let_through(other):
    assert found([other], [hands()]) == []
    assert found([hands(), other]) == []


def test_two_personas_are_two_votes():
    assert found([names(persona="anna"), hands(persona="ben")], [hands(persona="ben")]) == []


def test_a_row_that_could_not_be_read_is_passed_over():
    assert found([{}, hands()]) == []
