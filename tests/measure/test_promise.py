"""Promises beside what was received."""

import numpy as np
import pandas as pd
import pytest

from tests.measure.small import only, sample
from touchkit.errors import InputError
from touchkit.measure import gaps
from touchkit.measure.promise import promises
from touchkit.model import TABLES, to_frame
from touchkit.pack import read_pack


def note(touchpoint="hold", **more):
    usual = {"touchpoint": touchpoint, "lane": "promise", "text": "We answer at once"}
    return to_frame(TABLES["notes"], [usual | more])


def scored(received, desired=5.0, minimum=3.0, group="customer"):
    """Return the gaps of one touchpoint."""
    parts = [
        sample("hold", received, group=group),
        sample("hold", [desired], group="team", measure="desired"),
        sample("hold", [minimum], group="team", measure="minimum"),
    ]
    return gaps(pd.concat(parts))


@pytest.mark.parametrize(
    ("met", "kept"),
    [("yes", "kept"), ("exceeded", "kept"), ("no", "broken"), ("unknown", "cannot say")],
)
def test_what_the_note_says_counts(met, kept):
    row = only(promises(note(met=met), scored([3, 4] * 10)))

    assert (row["met"], row["kept"]) == (met, kept)
    assert (row["received"], row["n_received"], row["received_from"]) == (3.5, 20, "customer")
    assert (row["minimum"], row["below"]) == (3, 0)


@pytest.mark.parametrize(
    ("received", "kept"),
    [([1, 2] * 10, "broken"), ([3, 4] * 10, "cannot say"), ([4, 5] * 10, "kept")],
    ids=["below the zone", "inside the zone", "above the zone"],
)
def test_without_a_note_customers_scores_judge_outside_the_zone_of_tolerance(received, kept):
    row = only(promises(note(), scored(received, desired=4.0)))

    assert row["met"] == "unknown"
    assert row["kept"] == kept


def test_what_the_team_believes_settles_nothing():
    row = only(promises(note(), scored([1] * 20, group="team")))

    assert row["kept"] == "cannot say"
    assert "By the team’s own guess customers receive 1.0 there" in row["sentence"]


def test_outsiders_settle_nothing_either():
    outsiders = gaps(
        pd.concat([sample("hold", [1] * 20, group="outsider"),
                   sample("hold", [3], group="team", measure="minimum")]),
        received_from="outsider",
    )  # fmt: skip

    row = only(promises(note(), outsiders))

    assert row["kept"] == "cannot say"
    assert "Outsiders received 1.0 there" in row["sentence"]


def test_few_answers_settle_nothing_and_are_called_a_hint():
    row = only(promises(note(), scored([1] * 14)))

    assert row["kept"] == "cannot say"
    assert row["sentence"].endswith("That is only 14 answers: a hint, no more.")


def test_the_numbers_stand_beside_the_note():
    row = only(promises(note(met="no", evidence="observed"), scored([3, 4] * 10)))

    assert row["sentence"] == (
        "‘We answer at once’ (hold) is noted as broken. Customers received 3.5 there; "
        "none of the answers falls below the minimum of 3.0."
    )


def test_a_promise_noted_as_kept_that_many_answers_deny_is_said_to_be_odd():
    notes = note(met="yes")

    row = only(promises(notes, scored([2, 5] * 10), names={"hold": "On hold"}))

    assert row["kept"] == "kept"
    assert row["sentence"] == (
        "‘We answer at once’ (On hold) is noted as kept, which is assumed. Customers received 3.5 "
        "there; 50 % of the answers fall below the minimum of 3.0. "
        "The two do not go together: ask who says that it is kept."
    )


def test_a_broken_promise_customers_do_not_mind_is_said_to_be_odd():
    row = only(promises(note(met="no"), scored([5] * 20, desired=4.0)))

    assert row["kept"] == "broken"
    assert row["sentence"].endswith("ask whether the broken promise matters to them.")


def test_a_promise_about_a_stage_or_an_unscored_touchpoint_has_no_numbers():
    notes = pd.concat([note(None, stage="buy", met="yes"), note("invoice", persona="anna")])

    found = promises(notes, scored([3] * 20))

    assert found["touchpoint"].isna().tolist() == [True, False]
    assert found["received"].isna().all()
    assert found["n_received"].tolist() == [0, 0]
    assert found["kept"].tolist() == ["kept", "cannot say"]
    assert found["persona"][1] == "anna"
    assert found["sentence"].tolist() == [
        "‘We answer at once’ is noted as kept, which is assumed.",
        "‘We answer at once’ (invoice): nobody has noted whether it is kept, and no scores settle it.",
    ]


def test_only_promises_have_rows():
    assert promises(note(lane="brand"), scored([3] * 20)).empty


def test_hidden_answers_are_said_to_be_too_few():
    hidden = gaps(sample("hold", [3, 4]), smallest_group=10)

    row = only(promises(note(), hidden))

    assert np.isnan(row["received"])
    assert row["sentence"].endswith("Too few answered there to show what they received.")


def test_lavenders_promised_text_does_not_arrive(repository):
    tables = read_pack(repository / "workshop_data" / "lavender").tables
    silent = tables["notes"].assign(met=pd.Series(pd.NA, tables["notes"].index, dtype="str"))

    found = promises(silent, gaps(tables["scores"])).set_index("touchpoint")

    assert len(found) == 8
    assert found.loc["cleaner-change", "kept"] == "broken"
    assert (found["kept"] == "cannot say").sum() == 7


def test_what_lavenders_notes_say_of_promises_goes_with_the_scores(repository):
    tables = read_pack(repository / "workshop_data" / "lavender").tables

    found = promises(tables["notes"], gaps(tables["scores"]))

    assert found["kept"].value_counts().to_dict() == {"broken": 5, "cannot say": 2, "kept": 1}
    assert not found["sentence"].str.contains("do not go together").any()


def test_promises_no_mutate():
    notes, numbers = note(met="yes"), scored([3] * 20)
    before = notes.copy(deep=True), numbers.copy(deep=True)

    promises(notes, numbers)

    pd.testing.assert_frame_equal(notes, before[0])
    pd.testing.assert_frame_equal(numbers, before[1])


def test_gaps_by_more_than_the_touchpoint_are_refused():
    numbers = scored([3] * 20)

    with pytest.raises(InputError) as told:
        promises(note(), pd.concat([numbers, numbers]))

    assert str(told.value) == (
        "The gaps have several rows for a touchpoint. Give gaps by touchpoint."
    )
