"""The gap chart."""

import pytest

from tests.figures.frames import gaps, received_only, three, touchpoints, two_gaps
from touchkit.figures import alt_text, gap_chart


def drawn(scored, **options):
    return gap_chart(scored, touchpoints=three(), **options)


def texts(ax, gid):
    return [text.get_text() for text in ax.texts if text.get_gid() == gid]


def names(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def test_the_widest_shortfall_stands_on_top():
    ax = drawn(two_gaps())

    assert names(ax) == ["Invoice", "First call"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]
    assert [bar.get_width() for bar in ax.patches] == [-2.0, -0.5]


def test_each_bar_has_its_gap_with_sign_its_share_below_minimum_and_n():
    ax = drawn(two_gaps())

    assert texts(ax, "gap") == ["−2.0", "−0.5"]
    assert texts(ax, "below") == ["41\u00a0%", "13\u00a0%"]
    assert texts(ax, "n") == ["40", "84"]


def test_a_gap_above_desired_bears_a_plus():
    ax = drawn(gaps({"touchpoint": "call", "received": 4.5, "desired": 4.0, "gap": 0.5}))

    assert texts(ax, "gap") == ["+0.5"]


def test_one_score_of_two_makes_no_gap_and_is_counted():
    scored = two_gaps()
    scored.loc[0, ["desired", "gap"]] = float("nan")

    ax = drawn(scored)

    assert names(ax) == ["Invoice"]
    assert "1 more with only one of the two scores: no gap." in alt_text(ax)


def test_without_any_desired_score_received_is_drawn_and_the_title_says_why():
    ax = drawn(received_only(), customer_word="passenger")

    assert ax.get_title(loc="left") == "Received only: no desired score, so no gap"
    assert names(ax) == ["Invoice", "First call"]
    assert texts(ax, "received") == ["3.50", "4.25"]
    assert texts(ax, "gap") == texts(ax, "below") == []
    assert "what passengers say they got, n\u00a0800–900 each" in alt_text(ax)


def test_the_alternative_text_holds_every_number():
    said = alt_text(drawn(two_gaps()))

    assert "negative is short of what is desired" in said
    assert "Invoice −2.0, 41\u00a0% below minimum (n 40); First call −0.5" in said


@pytest.mark.parametrize(
    ("scored", "title"),
    [
        (two_gaps(), "Gap between desired and received for Walter, widest first"),
        (received_only(), "Received only for Walter: no desired score, so no gap"),
        (two_gaps().iloc[:0], "No scores yet for Walter, so no gap"),
    ],
)
def test_title_and_alternative_text_say_whose_gaps_they_are(scored, title):
    ax = drawn(scored, persona="Walter")

    assert ax.get_title(loc="left") == title
    assert alt_text(ax).startswith(f"{title}.")


def test_no_scores_at_all_says_so():
    assert drawn(two_gaps().iloc[:0]).get_title(loc="left") == "No scores yet, so no gap"


@pytest.mark.parametrize("number", [1, 60])
def test_a_new_figure_is_as_high_as_it_needs(number):
    rows = [{"id": f"t{i}", "name": f"Touchpoint {i}"} for i in range(number)]
    scored = gaps(*(
        {"touchpoint": f"t{i}", "received": 3.0, "desired": 4.0, "gap": -1.0}
        for i in range(number)
    ))  # fmt: skip

    ax = gap_chart(scored, touchpoints=touchpoints(*rows))

    assert ax.bbox.height / ax.figure.dpi / number >= 0.359
