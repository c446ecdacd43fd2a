"""Combinations of numbers, each numbered once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchkit.measure import numbering
from touchkit.measure.numbering import alike, numbered, repeated

PEOPLE = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 2), st.sampled_from([1.0, 2.0])),
    max_size=30,
)


@pytest.fixture(params=["room", "no room"])
def room(request, monkeypatch):
    """With room numbers are looked up in a table, without they are sorted."""
    if request.param == "no room":
        monkeypatch.setattr(numbering, "_ROOM", -1_000)


def test_equal_combinations_share_a_number_and_numbers_rise_with_the_columns(room):
    code, at = numbered(np.array([1, 0, 1, 1]), np.array([0.5, 9.0, 0.5, -1.0]))

    assert code.tolist() == [2, 0, 2, 1]
    assert sorted(at.tolist()) == [1, 2, 3]


def test_no_lines_have_no_numbers(room):
    code, at = numbered(np.zeros(0, dtype=np.int64), np.zeros(0))

    assert len(code) == len(at) == 0


def test_a_place_is_repeated_where_one_person_is_there_twice(room):
    place, person = np.array([0, 0, 1, 1, 2]), np.array([7, 8, 7, 7, 7])

    assert repeated(place, person, 4).tolist() == [False, True, False, False]


def test_people_with_the_same_answers_in_any_order_are_counted_as_one_kind():
    place, person = np.zeros(6, dtype=np.int64), np.array([0, 1, 0, 1, 2, 2])
    answer = np.array([4, 5, 5, 4, 4, 4])

    who, said, n, times = alike(place, person, answer, np.ones(6))

    told = list(zip(who.tolist(), said.tolist(), n.tolist(), times.tolist(), strict=True))
    assert told == [(0, 4, 2.0, 1), (1, 4, 1.0, 2), (1, 5, 1.0, 2)]


@given(PEOPLE)
def test_counting_alike_people_loses_nobody_and_no_answer(lines):
    place, person, answer, n = (np.array(column) for column in zip(*lines, strict=True)) if lines else (
        np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
    )  # fmt: skip
    bundles: dict[tuple[int, int], dict[int, float]] = {}
    for where, who, what, often in lines:
        own = bundles.setdefault((where, who), {})
        own[what] = own.get(what, 0) + often
    # `alike` is told the place only through the answer, as its caller numbers answers by place.
    expected = sorted(
        sorted((where, *pair) for pair in own.items()) for (where, _), own in bundles.items()
    )

    who, said, often, times = alike(place, person, place * 3 + answer, n)

    found = []
    for kind in range(int(who.max(initial=-1)) + 1):
        mine = who == kind
        own: dict[int, float] = {}
        for what, total in zip(said[mine].tolist(), often[mine].tolist(), strict=True):
            own[what] = own.get(what, 0) + total
        pairs = sorted((what // 3, what % 3, total) for what, total in own.items())
        found += [pairs] * int(times[mine][0])
    assert sorted(found) == expected
