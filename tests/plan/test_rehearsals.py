"""Answers on a scale, played through: the tests are scipy's, the sizes the literature's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from touchkit.plan import sample_size
from touchkit.plan.rehearsals import differences, groups_needed, lifted, mann_whitney, wilcoxon


def spelt_out(counts, first=0):
    return np.repeat(np.arange(first, first + len(counts)), counts)


def test_our_mann_whitney_is_scipys():
    rng = np.random.default_rng(1)
    one, other = rng.multinomial(30, [0.1, 0.2, 0.4, 0.3], 20), rng.multinomial(25, [0.25] * 4, 20)

    found = 2 * stats.norm.sf(np.abs(mann_whitney(one, other)))

    wanted = [
        stats.mannwhitneyu(spelt_out(a), spelt_out(b), method="asymptotic").pvalue
        for a, b in zip(one, other, strict=True)
    ]
    assert found == pytest.approx(wanted, abs=1e-12)


def test_our_wilcoxon_is_scipys():
    steps = np.random.default_rng(1).multinomial(40, [0.1, 0.2, 0.3, 0.25, 0.15], 20)

    found = 2 * stats.norm.sf(np.abs(wilcoxon(steps)))

    wanted = [
        stats.wilcoxon(spelt_out(row, -2), method="asymptotic", correction=False).pvalue
        for row in steps
    ]
    assert found == pytest.approx(wanted, abs=1e-12)


def test_nobody_changing_is_no_sign_of_anything():
    assert wilcoxon(np.array([[0, 12, 0]])).tolist() == [0.0]
    assert mann_whitney(np.array([[5, 0]]), np.array([[5, 0]])).tolist() == [0.0]


def test_a_change_is_shown_upwards_as_a_positive_z():
    assert wilcoxon(np.array([[1, 2, 9]]))[0] > 0
    assert mann_whitney(np.array([[9, 1]]), np.array([[1, 9]]))[0] > 0


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.integers(1, 50), min_size=2, max_size=11),
    st.floats(-0.9, 0.9).filter(lambda part: abs(part) > 0.01),
)
def test_a_lifted_scale_has_the_mean_hoped_for_and_all_its_people(counts, part):
    before = np.array(counts) / sum(counts)
    points = np.arange(len(before))
    mean = points @ before
    lift = part * (len(before) - 1 - mean if part > 0 else mean)

    after = lifted(before, lift)

    assert after.sum() == pytest.approx(1)
    assert (after >= 0).all()
    assert points @ after == pytest.approx(mean + lift, abs=1e-6)


def test_what_one_person_says_twice_has_the_shares_of_both_askings():
    before, after = np.array([0.2, 0.5, 0.3]), np.array([0.1, 0.4, 0.5])

    steps = differences(before, after, 0.5)

    points = np.arange(3)
    assert steps.sum() == pytest.approx(1)
    assert np.arange(-2, 3) @ steps == pytest.approx(points @ after - points @ before, abs=1e-3)


def test_two_groups_need_what_zhao_printed():
    # Zhao, Rahardja & Qu (2008), Statistics in Medicine 27, 462–468, their example: shares
    # 0.66, 0.15, 0.19 against 0.61, 0.23, 0.16, power 80 %, two-sided 5 %: 8,390 people in all, 53
    # in 100 of them in one group; as N t (1 − t) is constant, 8,360 in groups of one size.
    one, other = np.array([0.66, 0.15, 0.19]), np.array([0.61, 0.23, 0.16])

    found = groups_needed(one, other, power=0.8, level=0.95, draws=20_000, seed=0)

    wanted = 8390 * 0.53 * 0.47 / 0.25 / 2
    assert found.low - 5 <= wanted <= found.high + 5
    assert found.high - found.low < 0.04 * wanted


def test_the_size_found_has_the_power_wanted():
    before = np.array([5, 10, 20, 40, 25]) / 100
    after = lifted(before, 0.4)
    found = sample_size("scale", before=before, lift=0.4)

    rng = np.random.default_rng(7)
    one, other = (rng.multinomial(found.per_group, part, 20_000) for part in (before, after))

    shown = (mann_whitney(one, other) > stats.norm.ppf(0.975)).mean()
    assert shown == pytest.approx(0.8, abs=0.012)
    assert found.high - found.low <= 4
    assert found.test == "Mann–Whitney test"


def test_asking_the_same_people_twice_needs_fewer_answers_the_more_alike_they_are():
    usual = {"before": [5, 10, 20, 40, 25], "lift": 0.4, "draws": 2000}

    alike, middling = (
        sample_size("scale twice", correlation=r, **usual).n for r in (0.8, 0.5)
    )  # fmt: skip

    assert alike < middling < sample_size("scale", **usual).n


def test_played_through_again_it_stays_where_it_says():
    usual = {"before": [5, 10, 20, 40, 25], "lift": 0.4, "draws": 1000}

    found = [sample_size("scale", seed=seed, **usual) for seed in range(40)]

    # 40 plays of 19 in 20: fewer than 33 inside happens once in a thousand.
    middle = np.median([one.per_group for one in found])
    assert sum(one.low <= middle <= one.high for one in found) >= 33
    assert np.mean([one.high - one.low for one in found]) < 10


def test_what_reading_by_means_takes_is_said():
    found = sample_size("scale", before=[5, 10, 20, 40, 25], lift=0.4)

    assert found.per_group < 108
    assert "read by its means, as touchkit reads a pilot, it takes 108 instead" in found.assumptions


def test_the_same_seed_gives_the_same_size_and_another_one_nearly_so():
    usual = {"before": [5, 10, 20, 40, 25], "lift": 0.4, "draws": 2000}

    first, again, other = (sample_size("scale", seed=seed, **usual) for seed in (1, 1, 2))

    assert first == again
    assert other.per_group == pytest.approx(first.per_group, rel=0.1)
    assert "Played through on paper, so give or take:" in first.sentence


def test_a_fall_is_found_as_a_rise_is():
    up = sample_size("scale", before=[25, 25, 25, 25], lift=0.5)
    down = sample_size("scale", before=[25, 25, 25, 25], lift=-0.5)

    assert down.per_group == pytest.approx(up.per_group, rel=0.05)
    assert down.sentence.startswith("To show a fall of 0.5 on the scale")
