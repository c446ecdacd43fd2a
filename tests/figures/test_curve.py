"""The experience curve."""

import numpy as np
import pytest

from tests.figures.frames import gaps, received_only, stages, three, touchpoints, two_gaps
from touchkit.figures import alt_text, experience_curve


def drawn(scored, **options):
    return experience_curve(scored, touchpoints=three(), stages=stages(), **options)


def line(ax, beginning):
    return next(line for line in ax.lines if line.get_label().startswith(beginning))


def subtitle(ax):
    return " ".join(text.get_text() for text in reversed(ax.texts) if text.get_gid() == "subtitle")


def test_touchpoints_stand_in_journey_order():
    ax = drawn(two_gaps())

    assert [label.get_text() for label in ax.get_xticklabels()] == ["First call", "Invoice"]


def test_received_and_desired_are_lines_at_their_scores():
    ax = drawn(two_gaps())

    assert list(line(ax, "received").get_ydata()) == [4.25, 2.5]
    assert list(line(ax, "desired").get_ydata()) == [4.75, 4.5]
    assert list(line(ax, "minimum").get_ydata()) == [3.5, 3.0]


def test_the_zone_of_tolerance_reaches_from_minimum_to_desired():
    ax = drawn(two_gaps())

    band = next(artist for artist in ax.collections if artist.get_label().startswith("zone"))
    heights = band.get_paths()[0].vertices[:, 1]
    assert heights.min() == 3.0
    assert heights.max() == 4.75


def test_intervals_are_drawn_only_where_there_are_any():
    def heights(ax):
        paths = [path.vertices[:, 1] for artist in ax.collections for path in artist.get_paths()]
        return [tuple(ys) for ys in paths if len(ys) == 2]

    assert (4.0, 4.5) in heights(drawn(two_gaps()))
    assert heights(drawn(received_only())) == []


def test_groups_are_named_and_never_joined_by_a_line():
    scored = two_gaps()
    scored.loc[1, "received_from"] = "team"

    ax = drawn(scored, customer_word="guest")

    customers, team = line(ax, "received: what guests say"), line(ax, "received: what the team")
    assert np.isnan(customers.get_ydata()).tolist() == [False, True]
    assert np.isnan(team.get_ydata()).tolist() == [True, False]


def test_without_desired_scores_the_figure_says_so():
    ax = drawn(received_only(), labels=("bad", "fair", "good", "better", "best"))

    assert "No desired score was given, so no gap can be read here." in subtitle(ax)
    assert "Scale 1 (bad) to 5 (best), higher is better." in subtitle(ax)
    assert not any(line.get_label().startswith("desired") for line in ax.lines)


def test_without_a_minimum_the_figure_says_so():
    scored = two_gaps()
    scored["minimum"] = np.nan

    assert "No minimum was given, so there is no zone of tolerance." in subtitle(drawn(scored))


def test_the_alternative_text_reads_the_scores_in_order():
    said = alt_text(drawn(two_gaps()))

    assert "what customers say they got, n\u00a040–84 each" in said
    assert "higher is better" in said
    assert "First call: received 4.3, desired 4.8, minimum 3.5; Invoice: received 2.5" in said


def test_title_and_alternative_text_say_whose_experience_it_is():
    ax = drawn(two_gaps(), persona="Walter and his daughter")

    title = "Experience along the journey for Walter and his daughter"
    assert ax.get_title(loc="left") == title
    assert alt_text(ax).startswith(f"{title}. Received")
    assert drawn(two_gaps()).get_title(loc="left") == "Experience along the journey"


def test_many_touchpoints_have_their_names_upright():
    rows = [{"id": f"t{i}", "name": f"Touchpoint {i}", "stage": "buy"} for i in range(30)]
    scored = gaps(*({"touchpoint": f"t{i}", "received": 3.0, "n_received": 20} for i in range(30)))

    ax = experience_curve(scored, touchpoints=touchpoints(*rows), stages=stages())

    assert {label.get_rotation() for label in ax.get_xticklabels()} == {90}
    assert len(ax.get_xticklabels()) == 30


@pytest.mark.parametrize("scale", [(0, 100), (1, 7), (0, 1)])
def test_any_scale_will_do(scale):
    low, high = drawn(two_gaps(), scale=scale).get_ylim()

    assert low < scale[0] < scale[1] < high


def test_nothing_scored_says_so():
    ax = drawn(two_gaps().iloc[:0])

    assert subtitle(ax) == "No touchpoint has been scored yet."
