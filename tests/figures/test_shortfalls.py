"""The share of answers below the minimum."""

import numpy as np
import pytest

from tests.figures.frames import gaps, shares, three
from touchkit.figures import alt_text
from touchkit.figures.shortfalls import below_minimum


def drawn(scored, **options):
    return below_minimum(scored, touchpoints=three(), **options)


def texts(ax, gid):
    return [text.get_text() for text in ax.texts if text.get_gid() == gid]


def names(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def title(ax):
    return ax.get_title(loc="left")


def intervals(ax):
    return [tuple(path.vertices[:, 0]) for lines in ax.collections for path in lines.get_paths()]


def test_the_touchpoint_with_most_answers_below_stands_on_top():
    ax = drawn(shares())

    assert names(ax) == ["Invoice", "First call"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]
    assert [bar.get_width() for bar in ax.patches] == [0.41, 0.125]


def test_each_share_has_its_number_its_minimum_and_n():
    ax = drawn(shares())

    assert texts(ax, "below") == ["41\u00a0%", "13\u00a0%"]
    assert texts(ax, "minimum") == ["3.0", "3.5"]
    assert texts(ax, "n") == ["40", "9"]


def test_the_interval_is_a_line_from_low_to_high():
    assert intervals(drawn(shares())) == [(0.25, 0.56)]


def test_few_answers_are_a_hair_with_an_open_dot():
    ax = drawn(shares())

    open_dots = [line for line in ax.lines if line.get_gid() == "no-margin"]
    assert [tuple(dots.get_ydata()) for dots in open_dots] == [(1,)]
    assert open_dots[0].get_markerfacecolor() == "#ffffff"
    assert [bar.get_height() < 0.1 for bar in ax.patches] == [False, True]
    assert "Open dot: too few answers, or the team's own marks, so no interval." in alt_text(ax)


def test_whose_answers_the_minimum_the_direction_and_the_method_are_said():
    said = alt_text(drawn(shares(), customer_word="guest"))

    assert "what guests say they got, n\u00a09–40 each" in said
    assert "lower than the minimum that is still acceptable (3.0 to 3.5); less is better" in said
    assert "Line: 95\u00a0% interval, Bayesian bootstrap." in said
    assert (
        "Invoice 41\u00a0%, likely 25\u00a0% to 56\u00a0% (minimum 3.0, n 40); First call" in said
    )


def test_one_minimum_for_all_is_said_once():
    scored = shares()
    scored["minimum"] = 3.0

    assert "still acceptable (3.0); less" in alt_text(drawn(scored))


def test_the_title_says_whose_answers_they_are():
    ax = drawn(shares(), persona="Walter")

    assert title(ax) == "Answers below the minimum for Walter, most first"


def test_a_touchpoint_without_a_share_is_left_out_and_counted():
    scored = shares()
    scored.loc[0, ["minimum", "below"]] = np.nan

    ax = drawn(scored)

    assert names(ax) == ["Invoice"]
    assert "1 more without a minimum or without answers to show: no share." in alt_text(ax)


@pytest.mark.parametrize(
    ("scored", "said"),
    [
        (shares().iloc[:0], "No scores yet, so no share below the minimum"),
        (
            gaps({"touchpoint": "call", "received": 4.0, "n_received": 30}),
            "No minimum given, so no share below the minimum",
        ),
        (
            gaps({"touchpoint": "call", "minimum": 3.0, "n_received": 3}),
            "Too few answers to show, so no share below the minimum",
        ),
    ],
)
def test_an_empty_figure_says_why(scored, said):
    ax = drawn(scored)

    assert title(ax) == said
    assert alt_text(ax).startswith(f"{said}.")
    assert not ax.patches
    assert names(ax) == []


def test_a_share_of_none_is_still_a_row():
    scored = shares()
    scored["below"] = 0.0

    ax = drawn(scored)

    assert texts(ax, "below") == ["0\u00a0%", "0\u00a0%"]
    assert ax.get_xlim()[1] > 0.05
