"""Importance against performance."""

import pytest

from tests.figures.frames import gaps, placed, three
from touchkit.figures import alt_text
from touchkit.figures.grid import importance_grid


def drawn(frame, **options):
    return importance_grid(frame, touchpoints=three(), **options)


def words(ax, gid):
    return [text.get_text() for text in ax.texts if text.get_gid() == gid]


def points(ax, gid):
    return [
        (float(x), float(y))
        for line in ax.lines if line.get_gid() == gid
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]  # fmt: skip


def test_performance_runs_along_and_importance_up():
    ax = drawn(placed())

    assert points(ax, "dot") == [(2.0, 4.5)]
    assert points(ax, "dot-no-margin") == [(4.5, 4.25)]
    assert ax.get_xlabel().startswith("performance")
    assert ax.get_ylabel().startswith("importance")
    assert ax.get_ylim()[0] < ax.get_ylim()[1]


def test_numbers_run_through_the_quadrants_and_the_key_names_them():
    ax = drawn(placed())

    assert words(ax, "number") == ["1", "2"]
    assert words(ax, "key-number") == ["1", "2"]
    assert words(ax, "key") == ["Invoice", "First call"]
    assert words(ax, "key-quadrant") == ["concentrate here (1)", "keep up the good work (1)"]


def test_within_a_quadrant_the_most_important_comes_first():
    frame = placed()
    frame.loc[1, ["performance", "quadrant"]] = 4.0, "keep up the good work"

    assert words(drawn(frame), "key") == ["Invoice", "First call"]
    frame.loc[1, "importance"] = 4.0
    assert words(drawn(frame), "key") == ["First call", "Invoice"]


def test_cross_hairs_stand_where_they_were_put_and_the_place_is_named():
    ax = drawn(placed(), cross_words="at the means")

    upright, level = (line for line in ax.lines if line.get_gid() == "cross")
    assert set(upright.get_xdata()) == {3.0}
    assert set(level.get_ydata()) == {4.0}
    assert "Cross-hairs at the means." in alt_text(ax)


def test_each_corner_bears_the_name_of_its_quadrant():
    ax = drawn(placed())

    found = {
        text.get_text().replace("\n", " "): text.xy for text in ax.texts
        if text.get_gid() == "quadrant"
    }  # fmt: skip
    assert found == {
        "concentrate here": (0, 1),
        "keep up the good work": (1, 1),
        "low priority": (0, 0),
        "possible overkill": (1, 0),
    }


def test_the_quadrant_to_concentrate_on_is_shaded_up_and_left_of_the_cross():
    ax = drawn(placed())

    shaded = next(patch for patch in ax.patches if patch.get_gid() == "here")
    assert shaded.get_x() + shaded.get_width() == pytest.approx(3.0)
    assert shaded.get_y() == 4.0


def test_intervals_of_performance_are_drawn_where_there_are_any():
    ax = drawn(placed())

    spans = [
        tuple(path.vertices[:, 0])
        for lines in ax.collections if lines.get_gid() == "interval"
        for path in lines.get_paths() if len(path.vertices)
    ]  # fmt: skip
    assert (1.75, 2.25) in spans
    assert "Open dot: no interval known, so its place is a hint." in alt_text(ax)


def test_points_in_one_place_keep_numbers_apart():
    frame = placed()
    frame.loc[1, ["importance", "performance"]] = 4.25, 4.5

    ax = drawn(frame)

    first, second = (text.get_position() for text in ax.texts if text.get_gid() == "number")
    assert first != second


def test_a_cross_beyond_all_points_is_still_in_the_picture():
    ax = drawn(placed().assign(cross_performance=9.0, cross_importance=0.0))

    assert ax.get_xlim()[1] > 9.0
    assert ax.get_ylim()[0] < 0.0


def test_whose_numbers_scale_and_method_are_said():
    frame = placed().assign(received_from="customer", n_received=[30.0, 84.0, 0.0])

    said = alt_text(
        drawn(frame, customer_word="guest", scale=(1, 5), importance_words="dots of 8 of the team")
    )

    assert said.startswith("Importance against performance: 1 of 2 to concentrate on.")
    assert "what guests say they got, n\u00a030–84 each; scale 1 to 5, higher is better." in said
    assert "95\u00a0% interval, Bayesian bootstrap" in said
    assert "Importance: dots of 8 of the team." in said
    assert "1 more without both numbers to show." in said
    assert "Concentrate here: 1 Invoice (importance 4.5, performance 2.0)." in said


def test_the_tables_name_counts_even_where_the_frame_has_one():
    assert words(drawn(placed().assign(name="Another")), "key") == ["Invoice", "First call"]


@pytest.mark.parametrize(
    ("frame", "title"),
    [
        (placed().iloc[:0], "No importance and no performance to show, so no grid"),
        (placed().iloc[2:], "No performance to show, so no grid"),
        (placed().assign(importance=float("nan")), "No importance to show, so no grid"),
    ],
)
def test_an_empty_figure_says_why(frame, title):
    ax = drawn(frame)

    assert ax.get_title(loc="left") == title
    assert alt_text(ax).startswith(f"{title}.")
    assert not ax.lines


def test_a_frame_of_gaps_with_its_own_words_is_taken():
    frame = gaps({"touchpoint": "call", "received": 4.5, "n_received": 30, "importance": 4.0})
    frame = frame.assign(
        performance=4.5, quadrant="low priority", cross_importance=4.0, cross_performance=4.5
    )

    assert "n\u00a030; higher is better." in alt_text(drawn(frame))
