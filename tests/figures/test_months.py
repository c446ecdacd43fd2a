"""The calendar year: load as heat, findings marked."""

import datetime as dt

import pandas as pd
import pytest

from tests.deliver.calendars import findings, occurrences
from touchkit.figures import alt_text, calendar_year, to_svg


def texts(ax, gid):
    return [text.get_text() for text in ax.texts if text.get_gid() == gid]


def drawn(ax, gid):
    return [one for one in [*ax.lines, *ax.collections] if one.get_gid() == gid]


def test_each_day_with_something_to_do_has_its_number_and_each_month_its_sum():
    ax = calendar_year(occurrences())

    assert texts(ax, "number") == ["1", "1", "1", "1", "1"]
    assert texts(ax, "in-all") == ["3", "1", "1"]
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "January 2027", "February 2027", "March 2027",
    ]  # fmt: skip


def test_a_drought_is_a_line_in_each_month_it_stretches_over_and_a_collision_marks_its_days():
    ax = calendar_year(occurrences(), findings=findings())

    lines = drawn(ax, "drought")
    assert [tuple(line.get_xdata()) for line in lines] == [(20.5, 31.5), (0.5, 28.5), (0.5, 2.5)]
    (dots,) = drawn(ax, "collision")
    assert len(dots.get_offsets()) == 2


def test_the_words_say_how_much_and_what_was_found():
    said = alt_text(calendar_year(occurrences(), findings=findings()))

    assert " 5 things to do from 4 January 2027 to 3 March 2027" in said
    assert "Found: 1 × too close, 1 × silence and 1 × nobody's." in said
    assert (
        "Silence: best: nobody hears anything for 40 days (21 January 2027 to 2 March 2027)."
        in said
    )


def test_the_key_says_what_the_marks_are_in_the_screens_words():
    ax = calendar_year(occurrences(), findings=findings())

    assert texts(ax, "key")[1:] == ["▲ too close", "▬ silence: an audience hears nothing"]


def test_the_span_may_be_given():
    ax = calendar_year(occurrences(), start=dt.date(2027, 1, 1), end=dt.date(2027, 12, 31))

    assert len(ax.get_yticks()) == 12


def test_without_an_act_it_says_so():
    ax = calendar_year(occurrences().iloc[:0])

    assert "There is no act yet" in alt_text(ax)


@pytest.mark.parametrize("found", [None, findings()])
def test_it_stands_in_a_page_and_leaves_the_frame_as_it_is(found):
    days = occurrences()

    svg = to_svg(calendar_year(days, findings=found))

    assert svg.startswith("<svg")
    pd.testing.assert_frame_equal(days, occurrences())
