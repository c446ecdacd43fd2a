"""The touchpoint map: what stands where, and how it is marked."""

import re
import time
import warnings

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.figure import Figure

from tests.figures.frames import departments, gaps, stages, three, touchpoints, two_gaps
from touchkit.figures import alt_text, to_png, to_svg, touchpoint_map
from touchkit.figures.style import gap_colour


def drawn(points, **options):
    return touchpoint_map(points, stages=stages(), departments=departments(), **options)


def texts(ax, gid):
    return [text.get_text() for text in ax.texts if text.get_gid() == gid]


def box_of(ax, gid):
    text = next(text for text in ax.texts if text.get_gid() == gid)
    return text.get_position()


def many(number):
    return touchpoints(*(
        {"id": f"t{i}", "name": f"Conversation with a representative {i}",
         "stage": ["know", "buy", None][i % 3], "department": ["desk", "books", None][i % 5 % 3]}
        for i in range(number)
    ))  # fmt: skip


def test_stages_go_across_and_departments_down_in_the_order_of_their_tables():
    ax = drawn(three())

    assert texts(ax, "stage") == ["Know", "Buy"]
    assert texts(ax, "department") == ["Front desk", "Accounts", "Nobody yet"]


def test_a_touchpoint_lies_in_its_stage_and_department():
    ax = drawn(three())

    call, invoice, card = (box_of(ax, name) for name in ("call", "invoice", "card"))
    assert call[0] < invoice[0] == card[0]
    assert call[1] < invoice[1] < card[1]


def test_unsorted_and_nobody_appear_only_where_they_are_needed():
    tidy = drawn(three().iloc[:2])
    stray = drawn(touchpoints({"id": "x", "name": "X"}))

    assert texts(tidy, "stage") == ["Know", "Buy"]
    assert texts(tidy, "department") == ["Front desk", "Accounts"]
    assert texts(stray, "stage") == ["Know", "Buy", "Unsorted"]
    assert texts(stray, "department") == ["Front desk", "Accounts", "Nobody yet"]


def test_the_retired_are_left_out():
    ax = drawn(touchpoints({"id": "fax", "name": "Fax", "stage": "buy", "status": "retired"}))

    assert texts(ax, "fax") == []


def test_planned_is_dashed_shortlist_thick_and_bold_and_truth_a_star():
    ax = drawn(three())

    cards = next(artist for artist in ax.collections if artist.get_gid() == "cards")
    dashes = [style[1] for style in cards.get_linestyle()]
    call = next(text for text in ax.texts if text.get_gid() == "call")
    gids = [artist.get_gid() for artist in ax.collections]
    assert [dash is None for dash in dashes] == [True, True, False]
    assert list(cards.get_linewidth()) == [2.0, 1.1, 1.1]
    assert call.get_fontweight() == "bold"
    assert gids.count("moments-of-truth") == gids.count("shortlist") == 1


def test_an_indirect_contact_has_round_corners():
    cards = next(artist for artist in drawn(three()).collections if artist.get_gid() == "cards")

    assert [len(path.vertices) > 5 for path in cards.get_paths()] == [False, False, True]


def test_a_gap_is_shown_with_sign_and_number_beside_its_colour():
    ax = drawn(three(), gaps=two_gaps())

    cards = next(artist for artist in ax.collections if artist.get_gid() == "cards")
    fills = [mpl.colors.to_hex(colour) for colour in cards.get_facecolor()]
    assert texts(ax, "gap-call") == ["−0.5"]
    assert texts(ax, "gap-invoice") == ["−2.0"]
    assert texts(ax, "gap-card") == []
    assert fills == [gap_colour(-0.5, 2), gap_colour(-2, 2), "#ffffff"]


def with_few(*names):
    """Return the two gaps, those named without an interval."""
    scored = two_gaps()
    scored.loc[scored["touchpoint"].isin(names), ["gap_low", "gap_high"]] = float("nan")
    return scored


def whites(ax):
    return [artist for artist in ax.collections if artist.get_gid() == "open-cards"]


def test_a_card_whose_gap_has_no_interval_is_white_within_its_colour():
    ax = drawn(three(), gaps=with_few("invoice"))

    cards = next(artist for artist in ax.collections if artist.get_gid() == "cards")
    fills = [mpl.colors.to_hex(colour) for colour in cards.get_facecolor()]
    (white,) = whites(ax)
    (inner,), outer = white.get_paths(), cards.get_paths()[1]
    assert texts(ax, "gap-invoice") == ["−2.0"]
    assert fills[:2] == [gap_colour(-0.5, 2), gap_colour(-2, 2)]
    assert mpl.colors.to_hex(white.get_facecolor()[0]) == "#ffffff"
    assert outer.get_extents().x0 < inner.get_extents().x0
    assert inner.get_extents().y1 < outer.get_extents().y1


def test_key_and_alternative_text_say_what_an_open_card_means():
    few, many_answers = drawn(three(), gaps=with_few("invoice")), drawn(three(), gaps=two_gaps())

    said = "open: few answers, or the team's own marks"
    assert said in texts(few, "key")
    assert "Open gap, few answers, or the team's own marks: Invoice." in alt_text(few)
    assert said not in texts(many_answers, "key")
    assert "Open gap" not in alt_text(many_answers)
    assert whites(many_answers) == []


def test_the_title_says_whose_map_it_is():
    ax = drawn(three(), gaps=two_gaps(), persona="Walter <i>")

    assert texts(ax, "title") == ["Touchpoint map for Walter <i>"]
    assert alt_text(ax).startswith("Touchpoint map for Walter <i>. 3 touchpoints")
    assert "<title>Touchpoint map for Walter &lt;i&gt;</title>" in re.sub(
        r"<title [^>]*>", "<title>", to_svg(ax)
    )
    assert texts(drawn(three()), "title") == ["Touchpoint map"]


def test_a_title_too_long_for_the_map_is_cut_and_read_in_full():
    name = "Walter and his daughter " * 20

    ax = drawn(three(), persona=name)

    assert texts(ax, "title")[0].endswith("…")
    assert name in alt_text(ax)


def test_no_two_cards_overlap():
    ax = drawn(many(60))

    cards = next(artist for artist in ax.collections if artist.get_gid() == "cards")
    boxes = [path.get_extents() for path in cards.get_paths()]
    assert len(boxes) == 60
    for place, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[place + 1 :])


def test_every_name_stays_inside_its_card():
    ax = drawn(touchpoints(
        {"id": "x", "name": "Donaudampfschifffahrtsgesellschaftskapitänsmütze " * 4,
         "stage": "buy", "department": "desk"}
    ))  # fmt: skip
    ax.figure.draw_without_rendering()

    card = next(artist for artist in ax.collections if artist.get_gid() == "cards")
    text = next(text for text in ax.texts if text.get_gid() == "x")
    outer = card.get_paths()[0].get_extents()
    inner = text.get_window_extent().transformed(ax.transData.inverted())
    assert outer.x0 <= inner.x0 < inner.x1 <= outer.x1
    assert outer.y0 <= min(inner.y0, inner.y1) < max(inner.y0, inner.y1) <= outer.y1


def test_blank_has_the_questions_and_no_card():
    ax = drawn(three(), blank=True)

    assert [line.replace("\n", " ") for line in texts(ax, "question")] == ["How would I find you?"]
    assert texts(ax, "call") == []


def test_the_alternative_text_says_whose_numbers_how_many_and_what_stands_out():
    said = alt_text(drawn(three(), gaps=two_gaps(), customer_word="guest"))

    assert "3 touchpoints" in said
    assert "negative is short" in said
    assert "what guests say they got, n\u00a040–84 each" in said
    assert "what the team wants to give (target), n\u00a024 each" in said
    assert "Moments of truth: First call." in said
    assert "Lowest gaps: Invoice −2.0, First call −0.5." in said


def test_two_hundred_touchpoints_are_drawn_within_a_second():
    points = many(200)
    drawn(points)
    began = time.perf_counter()

    ax = drawn(points)

    assert time.perf_counter() - began < 1
    assert len(ax.collections) < 40


def test_nothing_is_drawn_with_no_stage_no_department_and_no_touchpoint():
    nothing = three().iloc[:0]

    ax = touchpoint_map(nothing, stages=stages().iloc[:0], departments=departments().iloc[:0])

    assert alt_text(ax).startswith("0 touchpoints")
    assert to_svg(ax).startswith("<svg")


def test_axes_given_are_drawn_on_and_keep_their_figure():
    figure = Figure(figsize=(6, 4))
    given = figure.add_subplot()

    ax = drawn(three(), ax=given)

    title = next(text for text in ax.texts if text.get_gid() == "title")
    assert ax is given
    assert list(figure.get_size_inches()) == [6, 4]
    assert title.get_fontsize() < 15


def test_global_settings_and_pyplot_are_left_alone():
    before = dict(mpl.rcParams)

    to_png(drawn(three()))

    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize(
    "name", ["$x$ \\frac", "請求書", "🙂👩‍👩‍👧", "a\x00b", "مرحبا", "\n \t", "x" * 500]
)
def test_any_name_can_be_drawn_without_a_warning(name):
    points = touchpoints({"id": "x", "name": name, "stage": "buy", "department": "desk"})

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = drawn(points)
        to_png(ax, dpi=40)
        svg = to_svg(ax)

    assert svg.endswith("</svg>")


def test_the_frames_are_not_changed():
    points, scored = three(), two_gaps()
    before = points.copy(), scored.copy()

    drawn(points, gaps=scored)

    pd.testing.assert_frame_equal(points, before[0])
    pd.testing.assert_frame_equal(scored, before[1])


def test_gaps_of_touchpoints_that_are_gone_are_no_matter():
    ax = drawn(three(), gaps=gaps({"touchpoint": "gone", "gap": -1.0}))

    assert "Lowest gaps" not in alt_text(ax)
