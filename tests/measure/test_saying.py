"""Numbers and names, said aloud."""

import pytest

from touchkit.measure.saying import capital, hint, listing, mark, number, plural, share


@pytest.mark.parametrize(
    ("value", "said"), [(2.0, "2.0"), (-1.26, "−1.3"), (-0.04, "0.0"), (0.04, "0.0")]
)
def test_a_number_has_a_proper_minus_and_no_minus_zero(value, said):
    assert number(value) == said


@pytest.mark.parametrize(
    ("part", "said"),
    [(0, "0 %"), (0.001, "fewer than 1 %"), (0.995, "more than 99 %"), (1, "100 %")],
)
def test_rounding_makes_neither_none_nor_all(part, said):
    assert share(part) == said


def test_a_mark_is_said_as_it_was_given():
    assert (mark(4.0), mark(-1.0), mark(2.75)) == ("4", "−1", "2.8")


def test_many_words_are_cut_short():
    assert listing(["a"]) == "a"
    assert listing(["a", "b", "c", "d"]) == "a, b, c and d"
    assert listing(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"


def test_words_keep_the_capitals_they_have():
    assert capital("eBay desk") == "EBay desk"
    assert plural("person") == "people"


def test_many_answers_of_few_people_are_not_called_few():
    assert hint(40) == "Fewer than 15 people gave these answers: a hint, no more."
