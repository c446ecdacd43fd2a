"""The team's guess against what customers say."""

import numpy as np
import pytest

from tests.figures.frames import sides, three
from touchkit.figures import alt_text
from touchkit.figures.dumbbells import inside_outside


def drawn(frame, **options):
    return inside_outside(frame, touchpoints=three(), **options)


def texts(ax, gid):
    return [text for text in ax.texts if text.get_gid() == gid]


def words(ax, gid):
    return [text.get_text() for text in texts(ax, gid)]


def points(ax, gid):
    return [
        (float(x), float(y))
        for line in ax.lines if line.get_gid() == gid
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]  # fmt: skip


def lines(ax, gid):
    found = (lines for lines in ax.collections if lines.get_gid() == gid)
    return [tuple(path.vertices[:, 0]) for lines in found for path in lines.get_paths()]


def test_the_widest_difference_of_the_team_over_customers_stands_on_top():
    ax = drawn(sides())

    assert [label.get_text() for label in ax.get_yticklabels()] == ["Invoice", "First call"]
    assert words(ax, "difference") == ["+2.0", "−0.3"]


def test_each_end_lies_at_its_score():
    ax = drawn(sides())

    assert points(ax, "team-no-margin") == [(4.5, 0), (4.0, 1)]
    assert points(ax, "customer") == [(2.5, 0)]
    assert points(ax, "customer-no-margin") == [(4.25, 1)]
    assert lines(ax, "bar") == [(4.5, 2.5), (4.0, 4.25)]


def test_customers_have_an_interval_and_the_team_only_its_range():
    ax = drawn(sides())

    assert lines(ax, "interval") == [(2.25, 2.75)]
    assert lines(ax, "range") == [(4, 5), (3, 5)]


def test_the_teams_range_stands_above_its_row_and_hides_no_dot():
    ax = drawn(sides())

    ends = [y for _, y in points(ax, "range-end")]
    ranges = next(lines for lines in ax.collections if lines.get_gid() == "range")
    assert ends[:2] == pytest.approx([-0.24, 0.76])
    assert [path.vertices[0, 1] for path in ranges.get_paths()] == pytest.approx([-0.24, 0.76])


def test_a_difference_beyond_noise_is_bold_and_the_rest_is_said_in_words():
    ax = drawn(sides())

    beyond, rest = texts(ax, "difference")
    assert (beyond.get_fontweight(), rest.get_fontweight()) == ("bold", "normal")
    assert beyond.get_color() != rest.get_color()
    assert words(ax, "verdict") == ["beyond noise", "few answers"]


def test_a_difference_whose_interval_holds_none_may_be_noise():
    frame = sides()
    frame.loc[0, ["customer_low", "customer_high"]] = 3.5, 5.0
    frame.loc[0, ["difference_low", "difference_high"]] = -1.0, 0.5
    frame.loc[1, ["difference_low", "beyond"]] = -0.25, False

    assert words(drawn(frame), "verdict") == ["may be noise", "may be noise"]


def test_answers_of_both_sides_stand_apart():
    ax = drawn(sides(), customer_word="guest")

    assert words(ax, "n-team") == ["7", "8"]
    assert words(ax, "n-customer") == ["84", "9"]
    assert "guest n" in words(ax, "column")


def test_what_only_one_side_scored_is_counted():
    assert "1 more without customers' score to show: no difference." in alt_text(drawn(sides()))


def test_whose_numbers_direction_and_method_are_said():
    said = alt_text(drawn(sides(), customer_word="guest"))

    assert said.startswith("What the team believes, and what guests say.")
    assert "its own guess of what guests get, n\u00a07–8 each, no sample and so no interval" in said
    assert "Guests: what they say they got, n\u00a09–84 each" in said
    assert "95\u00a0% interval, Bayesian bootstrap. Higher is better." in said
    assert "a plus means the team thinks better of it" in said
    assert "Invoice: team 4.5, guests 2.5, difference +2.0, beyond noise (n 7 and 84)" in said


def hidden():
    frame = sides().iloc[:2].copy()
    frame.loc[:, "team":"difference_high"] = np.nan
    return frame


@pytest.mark.parametrize(
    ("frame", "title", "said"),
    [
        (sides().iloc[:0], "No touchpoint scored by the team and by", "Nobody has scored"),
        (sides().iloc[2:], "No touchpoint scored by the team and by", "Only the team has scored"),
        (hidden(), "Too few answers to show, so no difference", "both the team and customers"),
    ],
)
def test_an_empty_figure_says_why(frame, title, said):
    ax = drawn(frame)

    assert ax.get_title(loc="left").startswith(title)
    assert said in alt_text(ax)
    assert not ax.lines
