"""Places for lettering beside dots."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchkit.figures.places import NEAR, places

ROOM = (0.0, 5.5, 0.0, 5.5)
SIZE = np.array([0.25, 0.17])


def found(dots):
    dots = np.array(dots, dtype=float)
    return places(dots, np.tile(SIZE, (len(dots), 1)), room=ROOM)


def overlaps(one, other, apart):
    return bool((np.abs(one - other) < apart - 1e-6).all())


def test_a_lone_dot_has_its_lettering_right_beside_it():
    place = found([(2.0, 2.0)])[0]

    assert np.hypot(*(place - 2.0)) <= NEAR + SIZE[0] / 2


def test_twins_do_not_share_a_place():
    first, second = found([(2.0, 2.0), (2.0, 2.0)])

    assert not overlaps(first, second, SIZE)


def test_lettering_makes_way_for_another_dot():
    alone = found([(2.0, 2.0)])[0]

    moved = found([(2.0, 2.0), tuple(alone)])[0]

    assert not overlaps(moved, alone, SIZE / 2)


def test_no_dots_have_no_places():
    assert found(np.zeros((0, 2))).shape == (0, 2)


def test_a_crowd_beyond_all_room_still_has_places():
    assert found(np.full((300, 2), 2.0)).shape == (300, 2)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(*[st.floats(0.5, 5.0)] * 2), min_size=1, max_size=40))
def test_forty_letterings_lie_on_no_other_on_no_dot_and_inside(dots):
    chosen = found(dots)

    assert len(chosen) == len(dots)
    for place, one in enumerate(chosen):
        assert not any(overlaps(one, other, SIZE) for other in chosen[:place])
        assert not any(overlaps(one, dot, SIZE / 2) for dot in np.array(dots))
        assert (one >= SIZE / 2 - 1e-9).all()
        assert (one <= 5.5 - SIZE / 2 + 1e-9).all()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_dots_have_the_same_places(seed):
    dots = np.random.default_rng(seed).uniform(1, 4, (20, 2))

    assert np.array_equal(found(dots), found(dots))
