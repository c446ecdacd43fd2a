"""The value–effort matrix."""

import pandas as pd
import pytest

from tests.figures.plans import ideas
from touchkit.figures import alt_text, value_effort


def texts(ax, gid):
    return [text.get_text() for text in ax.texts if text.get_gid() == gid]


def bubbles(ax, gid):
    found = [one for one in ax.collections if one.get_gid() == gid]
    return [tuple(map(float, place)) for one in found for place in one.get_offsets()]


def test_effort_runs_right_and_value_up():
    ax = value_effort(ideas())

    assert bubbles(ax, "in") == [(2.0, 10.0), (1.0, 1.0)]
    assert bubbles(ax, "out") == [(20.0, 20.0), (30.0, 2.0)]
    assert "effort in working days (further right: more work)" in ax.get_xlabel()
    assert "value, % of all that is missing (higher: brings more)" in ax.get_ylabel()


def test_ideas_are_numbered_corner_by_corner_and_named_in_the_key():
    ax = value_effort(ideas())

    assert texts(ax, "key-quadrant") == [
        "do soon (1)", "plan well (1)", "fill a gap (1)", "think twice (1)",
    ]  # fmt: skip
    assert texts(ax, "key") == ["A text before", "A portal", "A sprig", "A button"]
    assert texts(ax, "number") == texts(ax, "key-number") == ["1", "2", "3", "4"]


def test_the_corners_bear_their_names():
    ax = value_effort(ideas())

    assert set(texts(ax, "quadrant")) == {"do soon", "plan well", "fill a gap", "think twice"}


def test_the_corners_meet_where_one_says():
    ax = value_effort(ideas(), cross=(25.0, 0.005))

    assert texts(ax, "key-quadrant") == ["do soon (3)", "plan well (1)"]


def test_what_cannot_be_placed_is_named_and_not_taken_for_zero():
    ax = value_effort(ideas())

    assert "1 more cannot be placed, which is not zero: Coffee." in alt_text(ax)
    assert "Coffee" not in texts(ax, "key")


def test_a_dearer_idea_has_a_larger_bubble_and_an_unknown_cost_a_small_one():
    ax = value_effort(ideas())

    sizes = {
        tuple(map(float, place)): size
        for one in ax.collections
        if one.get_gid() in ("in", "out")
        for place, size in zip(one.get_offsets(), one.get_sizes(), strict=True)
    }
    assert sizes[20.0, 20.0] > sizes[30.0, 2.0] > sizes[2.0, 10.0] > sizes[1.0, 1.0]


def test_without_costs_and_decisions_the_words_do_not_speak_of_them():
    ax = value_effort(ideas().drop(columns=["cost", "decision"]))

    assert "Area of a bubble" not in alt_text(ax)
    assert "Filled: chosen" not in alt_text(ax)


def test_the_alternative_text_holds_every_number():
    said = alt_text(value_effort(ideas()))

    assert "n\u00a04 ideas." in said
    assert "Do soon: 1 A text before (value 10\u00a0%, 2 days, EUR\u00a0400, chosen)." in said
    assert "Fill a gap: 3 A sprig (value 1\u00a0%, 1 day, chosen)." in said


def test_points_are_lettered_as_points():
    frame = ideas().assign(value=[1.0, 2.0, 0.1, 0.2, None])

    ax = value_effort(frame, unit="points")

    assert "(value 1.0, 2 days" in alt_text(ax)
    assert "points of the scale" in ax.get_ylabel()


def test_no_work_is_less_than_none():
    ax = value_effort(ideas())

    assert min(ax.get_xticks()) >= 0
    assert min(ax.get_yticks()) >= 0


@pytest.mark.parametrize("rows", [ideas().iloc[:0], ideas().iloc[4:]])
def test_without_an_idea_to_place_the_figure_says_so(rows):
    ax = value_effort(rows)

    assert ax.get_title(loc="left") == "No idea has both a value and days, so no matrix"
    assert not ax.collections


def test_sixty_ideas_all_have_their_number():
    rows = [{"idea": f"i{n}", "title": f"Idea {n}", "value": 0.001 * n, "effort": float(n % 9)}
            for n in range(60)]  # fmt: skip

    ax = value_effort(pd.DataFrame(rows))

    assert sorted(map(int, texts(ax, "number"))) == list(range(1, 61))


def test_the_frame_is_left_as_it_is():
    frame = ideas()
    kept = frame.copy()

    value_effort(frame)

    assert frame.equals(kept)


def test_effort_may_be_money():
    rows = ideas().drop(columns="cost").assign(effort=[1500.0, 900.0, 40.0, 7000.0, None])

    ax = value_effort(rows, work="money", currency="CHF")

    assert ax.get_xlabel() == "cost in CHF (further right: dearer)"
    assert "Effort: what the idea costs once; left is better." in alt_text(ax)
    assert "CHF\u00a01,500" in alt_text(ax)
    assert "days" not in alt_text(ax)


def test_without_any_cost_there_is_no_matrix_of_money():
    ax = value_effort(ideas().assign(effort=None), work="money")

    assert "No idea has both a value and a cost, so no matrix" in alt_text(ax)
    assert "Ask for the lift, the score or the cost." in alt_text(ax)
