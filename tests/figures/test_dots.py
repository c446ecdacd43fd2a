"""Where departments see it differently."""

import numpy as np
import pytest

from tests.figures.frames import MARKS, departments, frame, gaps, marks, three
from touchkit.figures import alt_text
from touchkit.figures.dots import agreement


def drawn(found, **options):
    return agreement(found, touchpoints=three(), departments_table=departments(), **options)


def words(ax, gid):
    return [text.get_text() for text in ax.texts if text.get_gid() == gid]


def points(ax, gid):
    return [
        (float(x), float(y))
        for line in ax.lines if line.get_gid() == gid
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]  # fmt: skip


def scores(ax, gid):
    return [x for x, _ in points(ax, gid)]


def lines(ax, gid):
    found = (lines for lines in ax.collections if lines.get_gid() == gid)
    return [tuple(path.vertices[:, 0]) for lines in found for path in lines.get_paths()]


def customers():
    return gaps(
        {"touchpoint": "invoice", "n_received": 84, "received": 2.5, "received_low": 2.25,
         "received_high": 2.75},
        {"touchpoint": "call", "n_received": 9, "received": 4.25},
    )  # fmt: skip


def crowd(count):
    """Return a touchpoint that so many departments give the same mark."""
    rows = [
        {"touchpoint": "call", "department": f"d{i}", "own": False, "n": 2, "mean": 3.0}
        for i in range(count)
    ]
    return frame(MARKS, *rows)


def test_the_widest_spread_stands_on_top():
    ax = drawn(marks())

    assert [label.get_text() for label in ax.get_yticklabels()] == ["Invoice", "First call"]
    assert words(ax, "spread") == ["2.5", "0.0"]
    assert words(ax, "n") == ["5", "5"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]


def test_each_department_has_its_mean_its_shape_and_its_name_in_the_key():
    ax = drawn(marks())

    assert sorted(scores(ax, "marks-desk-no-margin")) == [2.0, 4.0]
    assert sorted(scores(ax, "marks-books-no-margin")) == [4.0, 4.5]
    shapes = {line.get_marker() for line in ax.lines if str(line.get_gid()).startswith("marks-")}
    assert len(shapes) == 2
    key = [text.get_text() for text in ax.get_legend().get_texts()]
    assert key == ["Front desk", "Accounts", "ring: its own touchpoint"]


def test_a_team_has_no_interval():
    ax = drawn(marks())

    assert lines(ax, "interval") == []
    assert "a team is no sample, so no interval" in alt_text(ax)


def test_a_line_runs_from_the_least_to_the_greatest_department():
    assert lines(drawn(marks()), "spread") == [(2.0, 4.5), (4.0, 4.0)]


def test_marks_for_its_own_touchpoint_are_ringed():
    ax = drawn(marks())

    assert sorted(points(ax, "own")) == sorted(
        [points(ax, "marks-desk-no-margin")[1], points(ax, "marks-books-no-margin")[0]]
    )


def test_equal_marks_stand_one_above_the_other():
    ax = drawn(crowd(5))

    heights = sorted(y for i in range(5) for _, y in points(ax, f"marks-d{i}-no-margin"))
    assert np.diff(heights).min() >= 0.19
    assert ax.get_ylim()[1] < heights[0] < heights[-1] < ax.get_ylim()[0]


def test_customers_are_diamonds_on_a_line_of_their_own():
    ax = drawn(marks(), customers=customers(), customer_word="guest")

    assert scores(ax, "customer") == [2.5]
    assert scores(ax, "customer-no-margin") == [4.25]
    assert lines(ax, "interval") == [(2.25, 2.75)]
    invoice = [y for name in ("desk", "books") for _, y in points(ax, f"marks-{name}-no-margin")]
    assert points(ax, "customer")[0][1] > min(invoice) + 0.15
    assert {line.get_marker() for line in ax.lines if line.get_gid() == "customer"} == {"D"}
    assert "diamond: guests" in [text.get_text() for text in ax.get_legend().get_texts()]


def test_the_teams_own_received_never_passes_for_the_customers():
    ax = drawn(marks(), customers=customers().assign(received_from="team"))

    assert scores(ax, "customer") == scores(ax, "customer-no-margin") == []
    assert "diamond" not in alt_text(ax).lower()


def test_more_departments_than_shapes_bear_letters():
    ax = drawn(crowd(9))

    assert sorted(words(ax, "letter")) == list("ABCDEFGHI")
    assert "A d0" in [text.get_text() for text in ax.get_legend().get_texts()]
    assert words(drawn(crowd(8)), "letter") == []


def test_whose_marks_how_many_and_the_direction_are_said():
    said = alt_text(drawn(marks(), customers=customers(), customer_word="guest"))

    assert said.startswith("Where departments see it differently.")
    assert "what the team believes guests get (our guess), 2–3 people each" in said
    assert "Higher is better." in said
    assert "what guests say they got, n\u00a09–84 each; its line: 95\u00a0% interval, Bay" in said
    assert "Invoice, spread 2.5: Accounts 4.5 (its own), Front desk 2.0, guests 2.5" in said


def test_hidden_marks_and_touchpoints_without_any_are_counted():
    said = alt_text(drawn(marks()))

    assert "Hidden, as few people gave them: 1 of 5 marks." in said
    assert "Touchpoints without a mark to show: 1." in said


def test_a_touchpoint_only_one_department_marked_has_no_spread_and_comes_last():
    found = marks()
    found.loc[2, "mean"] = np.nan

    ax = drawn(found)

    assert [label.get_text() for label in ax.get_yticklabels()] == ["First call", "Invoice"]
    assert words(ax, "spread") == ["0.0", "–"]


@pytest.mark.parametrize(
    ("found", "title"),
    [
        (marks().iloc[:0], "No department has given marks yet"),
        (marks().iloc[4:], "Too few people in each department to show their marks"),
        (crowd(1), "Only one department's marks at each touchpoint: no spread yet"),
    ],
)
def test_the_title_says_why_there_is_nothing_to_compare(found, title):
    ax = drawn(found)

    assert ax.get_title(loc="left") == title
    assert alt_text(ax).startswith(f"{title}.")


def test_departments_colours_read_on_white_and_shapes_leave_the_diamond_to_customers():
    from touchkit.deliver.colours import contrast
    from touchkit.figures.dots import _COLOURS, _ROOMY, _SHAPES

    assert min(contrast(colour) for colour in _COLOURS) >= 4.5
    assert len(set(_COLOURS)) == len(set(_SHAPES)) == len(_SHAPES) == 8
    assert "D" not in _SHAPES + _ROOMY
