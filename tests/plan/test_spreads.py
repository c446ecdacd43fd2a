"""How unsure a gap is."""

import numpy as np
import pandas as pd
import pytest

from touchkit.plan.spreads import spread_of


def gaps(**columns):
    return pd.DataFrame({"gap": [-1.0, -1.0]} | columns)


def test_what_is_said_goes_before_what_is_assumed():
    some = gaps(
        gap_sd=[0.1, None], received_sd=[1.0, None], n_received=[4, 4], gap_low=-2.0, gap_high=-1.0
    )

    sd, assumed = spread_of(some, (1, 5))

    assert sd.tolist() == pytest.approx([0.1, 1 / 3.92])
    assert not assumed.any()
    assert spread_of(some.drop(columns="gap_sd"), (1, 5))[0][0] == pytest.approx(0.5)


@pytest.mark.parametrize(("scale", "least"), [((1, 5), 0.5), ((0, 10), 1.25), ((1, 7), 0.75)])
def test_an_eighth_of_the_scale_is_assumed(scale, least):
    sd, assumed = spread_of(gaps(), scale)

    assert sd.tolist() == [least, least]
    assert assumed.all()


def test_fewer_answers_are_less_sure():
    sd, _ = spread_of(gaps(n_received=[1, 3]), (1, 5))

    assert sd.tolist() == pytest.approx([4 / 3, 4 / 3 / np.sqrt(3)])


def test_nothing_assumed_is_surer_than_the_least_sure_that_is_known():
    sd, assumed = spread_of(gaps(gap_sd=[0.9, None]), (1, 5))

    assert sd.tolist() == [0.9, 0.9]
    assert assumed.tolist() == [False, True]


@pytest.mark.parametrize(
    ("scores", "least"), [({}, 0.5), ({"received": 9.0, "desired": 10.0}, 1.25)]
)
def test_without_a_scale_the_scores_tell_how_wide_it_is(scores, least):
    assert spread_of(gaps(**scores))[0].tolist() == [least, least]


def test_no_gaps_have_no_spread():
    sd, assumed = spread_of(gaps().iloc[:0], (1, 5))

    assert (len(sd), len(assumed)) == (0, 0)
