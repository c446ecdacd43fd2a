"""The tornado."""

import pandas as pd

from tests.figures.plans import assumptions
from touchkit.figures import alt_text, tornado
from touchkit.plan import business_case


def texts(ax, gid):
    return [text.get_text() for text in ax.texts if text.get_gid() == gid]


def test_each_bar_runs_from_the_net_at_the_low_end_to_that_at_the_high_end():
    ax = tornado(assumptions())

    ends = {bar.get_gid(): bar.get_x() + bar.get_width() for bar in ax.patches}
    assert ends == {"low-lift": -500, "low-cost": 1200, "high-lift": 4000, "high-cost": 500}
    assert {bar.get_x() for bar in ax.patches} == {1000}


def test_the_ends_bear_the_inputs_values_and_the_source_stands_beside():
    ax = tornado(assumptions())

    assert texts(ax, "low-value") == ["10\u00a0%", "800"]
    assert texts(ax, "high-value") == ["40\u00a0%", "1,500"]
    assert texts(ax, "source") == ["our guess", "offer"]
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "how many leavers would stay", "what it costs once",
    ]  # fmt: skip


def test_where_a_value_comes_from_is_never_cut_off_at_the_edge():
    long = (
        "The fourteen ideas that are chosen or tested; two offers are still out, wwwwwwww mmmmmmmm"
    )
    ax = tornado(assumptions().assign(source=long))

    edge = ax.figure.bbox.x1
    drawn = [text for text in ax.texts if text.get_gid() == "source"]
    assert [text.get_window_extent().x1 < edge for text in drawn] == [True, True]


def test_the_two_ends_are_told_apart_by_more_than_colour():
    hatches = {
        bar.get_gid().split("-")[0]: bar.get_hatch() for bar in tornado(assumptions()).patches
    }

    assert hatches["low"] != hatches["high"]


def test_where_money_may_be_lost_nothing_is_marked():
    ax = tornado(assumptions())
    gains = tornado(assumptions().assign(net_low=[600.0, 1200.0], turns=False))

    assert [line.get_gid() for line in ax.lines] == ["middle", "zero"]
    assert "Left of the zero line money is lost." in alt_text(ax)
    assert "money is lost" not in alt_text(gains)


def test_title_and_alternative_text_say_what_it_hangs_on():
    ax = tornado(assumptions(), years=2, currency="CHF")

    assert ax.get_title(loc="left") == "It hangs most on how many leavers would stay"
    said = alt_text(ax)
    assert "over 2 years" in said
    assert "further right is better. n\u00a02 assumptions" in said
    assert (
        "how many leavers would stay, 10\u00a0% to 40\u00a0%: CHF\u00a0−500 to CHF\u00a04,000 "
        "(our guess)" in said
    )


def test_a_business_case_is_drawn_as_it_comes():
    rows = [("customers", 90, 100, 110, "list"), ("leavers", 0.2, 0.3, 0.4, "count"),
            ("lift", 0.1, 0.2, 0.3, "guess"), ("revenue", 900, 1000, 1100, "books"),
            ("cost", 0, 0, 0, "nothing")]  # fmt: skip
    case = business_case(pd.DataFrame(rows, columns=["input", "low", "mid", "high", "source"]))

    ax = tornado(case.tornado)

    assert len(ax.patches) == 10
    assert texts(ax, "source")[0] == "guess"


def test_assumptions_that_move_nothing_still_make_a_figure():
    same = assumptions().assign(net_low=1000.0, net_high=1000.0)

    ax = tornado(same)

    assert ax.get_xlim()[0] < 1000 < ax.get_xlim()[1]


def test_without_a_case_the_figure_says_so():
    ax = tornado(assumptions().iloc[:0])

    assert ax.get_title(loc="left") == "No business case yet"
    assert not ax.patches
