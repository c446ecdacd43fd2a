"""The budget frontier."""

import pytest

from tests.figures.plans import frontier
from touchkit.figures import alt_text, budget_frontier


def line(ax, gid):
    return next((one for one in ax.lines if one.get_gid() == gid), None)


def words(ax):
    return [text.get_text() for text in ax.texts if text.get_gid() == "chosen-words"]


def test_each_budget_is_a_dot_on_stairs():
    ax = budget_frontier(frontier())

    assert line(ax, "budget").get_xydata().tolist() == [[0, 0], [1000, 40], [2000, 40]]
    assert line(ax, "stairs").get_drawstyle() == "steps-post"


def test_the_chosen_budget_is_marked_with_share_and_ideas():
    ax = budget_frontier(frontier(), budget=1000)

    assert line(ax, "chosen").get_xydata().tolist() == [[1000, 40]]
    assert words(ax) == ["EUR\u00a01,000: 40\u00a0%, 2 ideas"]
    assert ax.get_title(loc="left") == "EUR\u00a01,000 closes 40\u00a0% of what is missing"


def test_a_budget_between_two_closes_what_the_lower_one_does():
    ax = budget_frontier(frontier(), budget=999, currency="CHF")

    assert words(ax) == ["CHF\u00a0999: 0\u00a0%, 0 ideas"]
    assert "The next step is 40\u00a0% at CHF\u00a01,000." in alt_text(ax)


def test_where_more_money_closes_no_more_the_figure_says_so():
    assert "No larger budget closes more." in alt_text(budget_frontier(frontier(), budget=1500))


def test_a_budget_beyond_the_last_is_still_on_the_figure():
    ax = budget_frontier(frontier(), budget=5000)

    assert ax.get_xlim()[1] > 5000
    assert words(ax) == ["EUR\u00a05,000: 40\u00a0%, 2 ideas"]


def test_without_a_budget_nothing_is_marked():
    ax = budget_frontier(frontier())

    assert line(ax, "chosen") is None
    assert words(ax) == []


def test_ids_may_be_joined_in_a_text():
    frame = frontier().assign(chosen=["", "text;sprig", "text;sprig"])

    assert alt_text(budget_frontier(frame)) == alt_text(budget_frontier(frontier()))


def test_the_alternative_text_holds_every_number():
    said = alt_text(budget_frontier(frontier()))

    assert "higher is better" in said
    assert "2 ideas chosen at one of them" in said
    assert "EUR\u00a00 0\u00a0% (0 ideas); EUR\u00a01,000 40\u00a0% (2 ideas);" in said


@pytest.mark.parametrize("budget", [None, 100.0])
def test_without_budgets_the_figure_says_so(budget):
    ax = budget_frontier(frontier().iloc[:0], budget=budget)

    assert ax.get_title(loc="left") == "No budget has a choice yet"
    assert not ax.lines


def test_rows_in_any_order_are_drawn_from_the_lowest():
    turned = budget_frontier(frontier().iloc[::-1], budget=1000)

    assert alt_text(turned) == alt_text(budget_frontier(frontier(), budget=1000))


def test_budgets_that_do_not_pay_for_the_musts_are_left_out_and_said():
    short = frontier().assign(share=[None, 0.4, 0.4], chosen=[None, "text;sprig", "text;sprig"])
    short["share"] = short["share"].astype("float64")

    ax = budget_frontier(short, budget=500)

    assert line(ax, "budget").get_xydata().tolist() == [[1000, 40], [2000, 40]]
    assert "Less than EUR\u00a01,000 was tried too: what has to be done costs more." in alt_text(ax)
    assert words(ax) == ["EUR\u00a0500: does not pay for what has to be done"]


def test_where_no_budget_pays_for_the_musts_the_figure_says_so():
    none = frontier().assign(value=float("nan"), share=float("nan"), chosen="")

    assert "EUR\u00a02,000 and less does not pay for what has to be done." in alt_text(
        budget_frontier(none)
    )


def test_where_nothing_is_missing_there_is_nothing_to_close():
    none = frontier().assign(value=0.0, share=float("nan"), chosen="")

    assert "Nothing is missing, so there is nothing to close." in alt_text(budget_frontier(none))
