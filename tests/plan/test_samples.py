"""Sample sizes equal what the textbooks print."""

import math
import re
from dataclasses import FrozenInstanceError

import pytest
from scipy import stats

from touchkit.errors import InputError
from touchkit.plan.samples import sample_size

# Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., table 2.4.1,
# two-sided; n to the nearest whole number, where we take the next one up.
COHEN = {
    (0.95, 0.80): {0.2: 393, 0.5: 64, 0.8: 26},
    (0.95, 0.90): {0.2: 526, 0.5: 85, 0.8: 34},
    (0.99, 0.80): {0.2: 586, 0.5: 95, 0.8: 38},
}


@pytest.mark.parametrize(
    ("level", "power", "effect", "n"),
    [(*sure, effect, n) for sure, row in COHEN.items() for effect, n in row.items()],
)
def test_two_means_need_what_cohens_table_says_or_one_more(level, power, effect, n):
    found = sample_size("means", spread=1.0, lift=effect, level=level, power=power)

    assert n <= found.per_group <= n + 1
    assert found.n == 2 * found.per_group
    assert found.test == "two-sample t test"


@pytest.mark.parametrize("effect", [0.7, 1.1, 1.6, 2.3])
@pytest.mark.parametrize("power", [0.7, 0.8, 0.9])
def test_large_effects_too_have_the_power_scipy_gives_and_one_fewer_has_not(effect, power):
    n = sample_size("means", spread=1.0, lift=effect, power=power).per_group

    def shown(size):
        free = 2 * size - 2
        return stats.nct.sf(stats.t.ppf(0.975, free), free, effect * math.sqrt(size / 2))

    assert shown(n) >= power > shown(n - 1)


@pytest.mark.parametrize(("effect", "n"), [(0.2, 199), (0.5, 34), (0.8, 15)])
def test_pairs_need_what_is_printed_for_small_middling_and_large_effects(effect, n):
    # Faul, Erdfelder, Lang & Buchner (2007), G*Power 3, matched pairs: d_z as given, two-sided 5 %,
    # power 80 %.
    found = sample_size("pairs", spread=1.0, lift=effect, correlation=0.5)

    assert (found.n, found.per_group) == (n, n)
    assert found.test == "paired t test"


def test_fifty_matched_pairs_have_the_power_that_is_printed():
    # Faul et al. (2007), G*Power 3, after Cohen's matched pairs: d 0.4, r 0.55 (d_z 0.421637) and
    # 50 pairs at 5 % have a power of 0.832114.
    wanted = {"spread": 1.0, "lift": 0.4, "correlation": 0.55}

    assert sample_size("pairs", **wanted, power=0.832113).n == 50
    assert sample_size("pairs", **wanted, power=0.832115).n == 51


@pytest.mark.parametrize(
    ("before", "after", "level", "power", "n"),
    [
        (0.50, 0.75, 0.95, 0.90, 77),  # R, ?power.prop.test: n = 76.7
    ],
)
def test_two_shares_need_what_is_printed(before, after, level, power, n):
    found = sample_size("shares", before=before, lift=after - before, level=level, power=power)

    assert found.per_group == n
    assert "without continuity correction" in found.test


def test_two_shares_need_what_fleiss_printed_once_his_correction_is_added():
    # Fleiss (1981), Statistical Methods for Rates and Proportions, 2nd ed., table A.3: 0.60 and
    # 0.70, two-sided 5 %, power 80 %: 376 a group, with the correction of his formula 3.19.
    n = sample_size("shares", before=0.60, lift=0.10).per_group

    assert n == 356
    assert math.ceil(n / 4 * (1 + math.sqrt(1 + 4 / (n * 0.1))) ** 2) == 376


@pytest.mark.parametrize("lift", [0.11, -0.11])
def test_a_fall_needs_as_many_as_the_rise_back(lift):
    before = 0.2 if lift > 0 else 0.31

    assert sample_size("shares", before=before, lift=lift).per_group == 246


def test_the_sentence_says_whom_to_ask_and_how_often_it_will_show():
    found = sample_size("pairs", spread=1.1, lift=0.5)

    assert found.sentence == (
        "To show a rise of 0.5 on the scale ask the same 40 people before and after: if it is "
        "there, 80 in 100 such pilots show it."
    )
    assert "what one person says before and after correlates by 0.50" in found.assumptions


def test_a_sample_too_small_to_be_read_says_so():
    assert sample_size("means", spread=1.0, lift=2.0).assumptions[-1] == (
        "a result is read from 15 answers a group on: ask at least so many"
    )


def test_a_result_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        sample_size("means", spread=1.0, lift=0.5).n = 3


def test_what_is_asked_for_is_refused_all_at_once():
    with pytest.raises(InputError) as caught:
        sample_size("shares", before=31, lift=0.1, spread=1.0, power=0.3, level=95)

    assert [problem.column for problem in caught.value.problems] == [
        "power", "level", "before", "spread",
    ]  # fmt: skip
    assert "found 31; allowed: a share from 0 to 1. Write 31 % as 0.31." in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "options", "said"),
    [
        ("shares", {"before": 0.95, "lift": 0.1}, "column lift: found 0.1; allowed: from -0.95 to"),
        ("shares", {"before": None, "lift": 0.1}, "column before: found nothing"),
        ("means", {"spread": 0.0, "lift": 0.1}, "a standard deviation above 0"),
        ("means", {"spread": 1.0, "lift": 0.0}, "a number other than 0"),
        ("means", {"spread": 1.0, "lift": 0.5, "correlation": 0.5}, "Leave it out for means."),
        ("pairs", {"spread": 1.0, "lift": 0.5, "correlation": 1.0}, "0 or more, below 1"),
        ("scale", {"before": [1, 1], "lift": 0.6}, "allowed: between -0.50 and 0.50"),
        ("scale", {"before": [0, 9, 0], "lift": 0.5}, "allowed: between 0.00 and 0.00"),
        ("scale", {"before": [1, -1, 3], "lift": 0.5}, "a count or share for each"),
        ("scale", {"before": 0.3, "lift": 0.1}, "a count or share for each"),
        ("scale", {"before": [1, 1], "lift": 0.1, "draws": 10}, "1000 or more"),
    ],
)
def test_a_number_that_makes_no_sense_is_named(kind, options, said):
    with pytest.raises(InputError, match=re.escape(said)):
        sample_size(kind, **options)


def test_an_unknown_kind_says_which_there_are():
    with pytest.raises(InputError) as caught:
        sample_size("medians", lift=1)

    assert str(caught.value) == (
        "A sample is one of: shares, means, pairs, scale, scale twice; found 'medians'."
    )


@pytest.mark.parametrize("kind", ["means", "scale"])
def test_a_lift_nobody_could_ever_show_is_said_to_be_one(kind):
    options = {"means": {"spread": 1.0}, "scale": {"before": [1, 1]}}[kind]

    with pytest.raises(InputError, match="So small a lift no sample can show"):
        sample_size(kind, lift=1e-7, **options)
