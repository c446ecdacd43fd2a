"""What to keep in mind before the gaps are read."""

import pandas as pd
import pytest

from tests.measure.small import only, sample
from touchkit.errors import InputError
from touchkit.measure import gaps
from touchkit.measure.caution import cautions
from touchkit.pack import read_pack

NAN = float("nan")


def scored(*rows, group="customer", low=1.0, n=40):
    """Return gaps from ``(touchpoint, received, desired, minimum)`` rows."""
    frame = pd.DataFrame(rows, columns=["touchpoint", "received", "desired", "minimum"])
    frame = frame.astype(dict.fromkeys(("received", "desired", "minimum"), "float64"))
    return frame.assign(
        gap=frame["received"] - frame["desired"],
        received_from=group,
        received_low=low,
        n_received=n,
    )


def said(frame, **more):
    return dict(zip(*(cautions(frame, scale=(1, 5), **more)[name] for name in _PAIR), strict=True))


_PAIR = ("caution", "sentence")


def test_nothing_to_warn_of_is_an_empty_frame():
    found = cautions(scored(("a", 3, 4, 2), ("b", 4, 4.2, 3)), scale=(1, 5))

    assert found.empty
    assert list(found) == ["caution", "touchpoints", "share", "sentence"]
    assert found["share"].dtype == "float64"


def test_half_of_desired_within_a_tenth_of_the_top_is_the_ceiling():
    frame = scored(("a", 3, 4.6, 2), ("b", 4, 5, 3), ("c", 2, 2, 1), ("d", 3, 2, 1))

    row = only(cautions(frame, scale=(1, 5)))

    assert (row["caution"], row["touchpoints"], row["share"]) == (
        *("desired at the ceiling", "a;b", 0.5),
    )
    assert "raise at most a third to the top" in row["sentence"]
    assert "within each person’s own marks" in row["sentence"]


def test_two_touchpoints_or_another_scale_are_no_ceiling():
    assert cautions(scored(("a", 3, 5, 2), ("b", 2, 5, 3)), scale=(1, 5)).empty
    frame = scored(("a", 3, 5, 2), ("b", 4, 5, 3), ("c", 2, 5, 1), ("d", 5, 4, 1))

    assert "desired at the ceiling" not in set(cautions(frame, scale=(0, 10))["caution"])


def test_gaps_that_repeat_the_order_of_received_are_called_out():
    frame = scored(("a", 1, 4, 1), ("b", 2, 4, 1), ("c", 3, 4, 1), ("d", 3.5, 4, 1))

    row = only(cautions(frame, scale=(1, 5)))

    assert (row["caution"], row["share"]) == ("order repeats received", 1)
    assert row["touchpoints"] == "a;b;c;d"


def test_the_share_of_the_repeated_order_is_that_of_the_pairs():
    gap = {"a": -5, "b": -4, "c": -3, "d": -1, "e": -2}  # one pair of ten the other way round
    frame = scored(*((name, at, at - gap[name], 0) for at, name in enumerate("abcde")))

    row = only(cautions(frame, scale=(-5, 50)))

    assert row["share"] == 0.9


def test_received_of_another_group_is_not_compared():
    frame = pd.concat(
        [
            scored(("a", 1, 4, 1), ("b", 2, 4, 1)),
            scored(("c", 3, 4, 1), ("d", 3.5, 4, 1), group="team"),
        ]
    )

    assert "order repeats received" not in said(frame)


def test_equal_scores_have_no_order_to_repeat():
    assert cautions(scored(*((name, 2, 4, 1) for name in "abc")), scale=(1, 5)).empty


def test_desired_below_the_minimum_asks_what_was_meant():
    frame = scored(("a", 2, 3, 4), ("b", 2, 3.5, 3))

    row = only(cautions(frame, scale=(1, 5), names={"a": "Invoice"}))

    assert (row["caution"], row["touchpoints"], row["share"]) == ("desired below minimum", "a", 0.5)
    assert row["sentence"] == "At Invoice desired lies below the minimum: ask what was meant."


def test_the_teams_guess_is_called_one():
    frame = pd.concat([scored(("a", 2, 4, 1)), scored(("b", 2, 3, 1), group="team", low=NAN)])

    row = only(cautions(frame, scale=(1, 5), customer_word="guest"))

    assert (row["caution"], row["touchpoints"], row["share"]) == ("team's guess only", "b", 0.5)
    assert row["sentence"] == (
        "At b received is the team’s own guess: it shows where to ask guests, and proves nothing."
    )


def test_few_and_hidden_answers_are_told_apart():
    parts = [sample("a", [3] * 20), sample("b", [3] * 12), sample("c", [3] * 4)]
    frame = gaps(pd.concat(parts), smallest_group=10)

    found = cautions(frame, scale=(1, 5)).set_index("caution")

    assert list(found.index) == ["few answers", "answers hidden"]
    assert list(found["touchpoints"]) == ["b", "c"]
    assert list(found["share"]) == pytest.approx([1 / 2, 1 / 3])
    assert found["sentence"]["few answers"].endswith("(12 answers): read these as hints.")


def test_lavender_is_warned_of_the_ceiling_and_of_few_complaints(repository):
    scores = read_pack(repository / "workshop_data" / "lavender").tables["scores"]

    found = cautions(gaps(scores), scale=(1, 5)).set_index("caution")

    assert list(found.index) == ["desired at the ceiling", "few answers"]
    assert found.loc["desired at the ceiling", "share"] == pytest.approx(7 / 12)
    assert found.loc["few answers", "touchpoints"] == "complaint"


def test_no_scores_are_no_caution(make_scores):
    assert cautions(gaps(make_scores()), scale=(1, 5)).empty


def test_cautions_no_mutate():
    frame = scored(("a", 2, 3, 4), ("b", 2, 3, 1))
    before = frame.copy(deep=True)

    cautions(frame, scale=(1, 5))

    pd.testing.assert_frame_equal(frame, before)


def test_a_scale_upside_down_is_refused():
    with pytest.raises(InputError) as told:
        cautions(scored(("a", 2, 3, 4)), scale=(5, 1))

    assert str(told.value) == "The scale runs from 5 to 1. Give the lower end first: (1, 5)."
