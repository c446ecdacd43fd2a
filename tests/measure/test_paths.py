"""How a journey is remembered."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.measure.small import only
from touchkit.errors import InputError
from touchkit.measure import gaps
from touchkit.measure.paths import remembered
from touchkit.pack import read_pack


def scored(received, group="customer", **others):
    """Return gaps with what a group received, or another group at some touchpoints."""
    return pd.DataFrame(
        {
            "touchpoint": list(received),
            "received": [float(score) for score in received.values()],
            "received_from": [others.get(name, group) for name in received],
        }
    )


def test_peak_end_is_the_mean_of_the_worst_and_the_last():
    row = only(remembered(scored({"a": 4, "b": 2, "c": 5, "d": 3}), ["a", "b", "c", "d"]))

    assert row["touchpoints"] == 4
    assert row["mean"] == 3.5
    assert (row["worst"], row["worst_at"]) == (2, "b")
    assert (row["best"], row["best_at"]) == (5, "c")
    assert (row["last"], row["last_at"]) == (3, "d")
    assert row["peak_end"] == 2.5


def test_a_better_end_is_remembered_better_than_a_shorter_way():
    # Fredrickson & Kahneman's finding turned to a scale on which higher is better: pain of 8 and
    # then 7 is remembered as 7.5; the same followed by more pain, ending at 1, as 4.5.
    short = remembered(scored({"a": -8, "b": -7}), ["a", "b"])
    longer = remembered(scored({"a": -8, "b": -7, "c": -4, "d": -1}), list("abcd"))

    assert (short["peak_end"].item(), longer["peak_end"].item()) == (-7.5, -4.5)


def test_the_path_decides_which_is_last():
    row = only(remembered(scored({"a": 4, "b": 2}), ["b", "a"]))

    assert (row["last_at"], row["peak_end"]) == ("a", 3)


def test_what_is_met_twice_counts_where_it_is_met_last():
    row = only(remembered(scored({"a": 4, "b": 2}), ["a", "b", "a"]))

    assert (row["touchpoints"], row["last_at"]) == (2, "a")


def test_customers_scores_are_not_mixed_with_the_teams():
    row = only(remembered(scored({"a": 4, "b": 1, "c": 3}, b="team"), ["a", "b", "c"]))

    assert (row["touchpoints"], row["worst_at"], row["received_from"]) == (2, "c", "customer")


def test_the_teams_guess_is_called_one():
    row = only(remembered(scored({"a": 4, "b": 2}, group="team"), ["a", "b"]))

    assert row["sentence"] == (
        "Likely remembered as 2.0, below the mean of 3.0 over 2 touchpoints: "
        "the worst and the last is b (2.0). That is the team’s own guess."
    )


def test_a_way_that_ends_where_nobody_scored_says_so():
    row = only(
        remembered(
            scored({"a": 4, "b": 2}),
            ["b", "a", "z"],
            names={"z": "Review"},
            persona="Walter",
            customer_word="guest",
        )
    )

    assert row["sentence"] == (
        "For Walter: likely remembered as 3.0, much like the mean of 3.0 over 2 touchpoints: "
        "the worst is b (2.0), the last a (4.0). Guests’ scores. "
        "The way ends at Review, which has no such score."
    )


@pytest.mark.parametrize("path", [[], ["z"]])
def test_nothing_scored_is_said_and_no_number_made_up(path):
    row = only(remembered(scored({"a": 4}), path))

    assert row["touchpoints"] == 0
    assert np.isnan(row["peak_end"])
    assert pd.isna(row["worst_at"])
    assert row["sentence"] == (
        "Nothing on this way has been scored, so how it is remembered cannot be said."
    )


@given(st.lists(st.floats(1, 5), min_size=1, max_size=8))
def test_what_is_remembered_lies_between_the_worst_and_the_last(received):
    names = [f"t{number}" for number in range(len(received))]

    row = only(remembered(scored(dict(zip(names, received, strict=True))), names))

    assert row["worst"] <= row["peak_end"] <= row["last"] <= row["best"]


def test_lavenders_worst_contact_is_the_change_of_cleaner(repository):
    tables = read_pack(repository / "workshop_data" / "lavender").tables

    row = only(remembered(gaps(tables["scores"]), list(tables["touchpoints"]["id"])))

    assert (row["touchpoints"], row["worst_at"]) == (12, "cleaner-change")
    assert row["peak_end"] < row["mean"]


def test_remembered_no_mutate():
    numbers = scored({"a": 4, "b": 2})
    before = numbers.copy(deep=True)

    remembered(numbers, ["b", "a"])

    pd.testing.assert_frame_equal(numbers, before)


def test_a_path_is_a_list():
    with pytest.raises(InputError) as told:
        remembered(scored({"a": 4}), "a")

    assert str(told.value) == "The path is the text 'a'. Give a list of touchpoints in order."
