"""The change from one wave to the next."""

import numpy as np
import pytest

from tests.figures.frames import changes, three
from touchkit.figures import alt_text
from touchkit.figures.waves import change


def drawn(frame, **options):
    return change(frame, touchpoints=three(), **options)


def texts(ax, gid):
    return [text.get_text() for text in ax.texts if text.get_gid() == gid]


def heads(ax, gid):
    return [
        (line.get_marker(), tuple(line.get_xdata()[~np.isnan(line.get_xdata())]))
        for line in ax.lines if line.get_gid() == gid
    ]  # fmt: skip


def lines(ax, gid):
    found = (lines for lines in ax.collections if lines.get_gid() == gid)
    return [tuple(path.vertices[:, 0]) for lines in found for path in lines.get_paths()]


def test_the_greatest_rise_stands_on_top():
    ax = drawn(changes())

    assert [label.get_text() for label in ax.get_yticklabels()] == ["Invoice", "First call"]
    assert texts(ax, "change") == ["+1.0", "−0.3"]


def test_each_touchpoint_moves_from_before_to_after():
    ax = drawn(changes())

    assert lines(ax, "move") == [(2.5, 3.5), (4.25, 4.0)]
    assert heads(ax, "before-no-margin") == [("o", (2.5, 4.25))]


def test_the_arrowhead_points_the_way_and_is_open_without_an_interval():
    ax = drawn(changes())

    assert heads(ax, "after") == [(">", (3.5,))]
    assert heads(ax, "after-no-margin") == [("<", (4.0,))]


def test_the_interval_of_the_change_is_seen_from_before():
    assert lines(drawn(changes()), "interval") == [(3.25, 3.75)]


def test_whether_the_gap_is_narrower_is_a_mark_and_a_word():
    frame = changes()
    frame.loc[2, ["before", "change"]] = 4.0, -1.0

    ax = drawn(frame)

    assert "gap narrower?" in texts(ax, "column")
    assert texts(ax, "closed") == ["✓ yes", "○ too few answers", "✗ no"]
    assert texts(ax, "n") == ["84 → 61", "9 → 40", "0 → 20"]


def test_the_title_says_how_many_look_changed_and_how_many_would_by_chance():
    ax = drawn(changes())

    title = "Change from wave 1 to wave 2: 1 of 1 look changed (by chance alone: 0.1)"
    assert ax.get_title(loc="left") == title


def test_a_personas_title_fits_on_its_line_and_what_chance_does_stands_below():
    ax = drawn(changes(), persona="Nadia with two jobs")

    title = "For Nadia with two jobs: Change from wave 1 to wave 2: 1 of 1 look changed"
    assert ax.get_title(loc="left") == title
    assert "Looking changed by chance alone: 0.1." in alt_text(ax)


def test_a_change_that_may_be_none_does_not_count_as_changed():
    frame = changes()
    frame.loc[1, "change_low"] = -0.25

    ax = drawn(frame)

    assert "0 of 1 look changed" in ax.get_title(loc="left")


def test_without_any_interval_the_title_claims_nothing():
    frame = changes()
    frame[["change_low", "change_high"]] = np.nan

    assert drawn(frame).get_title(loc="left").endswith(": too few answers to say")


def test_whose_numbers_direction_and_method_are_said():
    said = alt_text(drawn(changes(), customer_word="guest"))

    assert "What guests say they got: wave 1 n\u00a09–84 each, wave 2 n\u00a040–61 each." in said
    assert "Higher is better." in said
    assert "95\u00a0% interval, Bayesian bootstrap of the change" in said
    assert "1 more without a score to show in both waves: no change." in said
    assert "Invoice 2.5 to 3.5, change +1.0, likely +0.8 to +1.3, gap narrower: yes" in said


def hidden():
    frame = changes().iloc[:1].copy()
    frame[["before", "after", "change"]] = np.nan
    return frame


@pytest.mark.parametrize(
    ("frame", "title"),
    [
        (changes().iloc[:0], "Only one wave so far, so no change"),
        (changes().iloc[2:], "Only one wave so far, so no change"),
        (hidden(), "Too few answers to show, so no change"),
    ],
)
def test_an_empty_figure_says_why(frame, title):
    ax = drawn(frame)

    assert ax.get_title(loc="left") == title
    assert alt_text(ax).startswith(f"{title}.")
    assert not ax.lines
