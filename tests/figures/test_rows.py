"""What the figures with rows share, and what holds for each of them."""

from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from tests.figures.frames import (
    changes,
    marks,
    placed,
    proofs,
    shares,
    sides,
    three,
    touchpoints,
)
from touchkit.figures import alt_text, to_png
from touchkit.figures.dots import agreement
from touchkit.figures.dumbbells import inside_outside
from touchkit.figures.grid import importance_grid
from touchkit.figures.proofs import evidence
from touchkit.figures.rows import centres, key_columns, limits, numbers, sheet
from touchkit.figures.shortfalls import below_minimum
from touchkit.figures.style import house_style
from touchkit.figures.waves import change

LONG = (
    "The very long name of a contact that somebody typed in the room without a thought for those "
    "who have to read it on the wall, $x_1$ and all \U0001f600"
)
UNBROKEN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
DRAWN = {
    "below_minimum": (below_minimum, shares()),
    "importance_grid": (importance_grid, placed()),
    "agreement": (agreement, marks()),
    "inside_outside": (inside_outside, sides()),
    "change": (change, changes()),
    "evidence": (evidence, proofs()),
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """One of the figures with its small frame, and with as many rows as are asked for."""

    name: str
    draw: Any
    frame: pd.DataFrame

    def small(self, **options: Any) -> Any:
        return self.of(self.frame, three(), **options)

    def large(self, count: int) -> Any:
        names = {0: LONG, 1: UNBROKEN}
        where = [{"id": f"t{i}", "name": names.get(i, f"Contact number {i}")} for i in range(count)]
        return self.of(self.repeated(count), touchpoints(*where), customer_word="beneficiary")

    def of(self, frame: pd.DataFrame, where: pd.DataFrame, **options: Any) -> Any:
        if self.name == "evidence":
            options.pop("customer_word", None)
            return self.draw(frame, **options)
        return self.draw(frame, touchpoints=where, **options)

    def repeated(self, count: int) -> pd.DataFrame:
        """Return two of the rows over and over, each under a place of its own."""
        # The departments' two rows at the invoice lie apart.
        two = self.frame.iloc[2:4] if self.name == "agreement" else self.frame.iloc[:2]
        many = two.iloc[np.arange(count) % 2].reset_index(drop=True)
        place = "stage" if self.name == "evidence" else "touchpoint"
        many = many.assign(**{place: [f"t{i}" for i in range(count)]})
        if self.name == "agreement":
            other = many.assign(department="sales", mean=many["mean"] + 0.5)
            return pd.concat([many, other], ignore_index=True)
        return many


@pytest.fixture(params=DRAWN)
def figure(request):
    draw, frame = DRAWN[request.param]
    return Case(name=request.param, draw=draw, frame=frame)


def lettering(ax):
    """Return every text with words on it, but ticks beyond the ends of their axis."""
    found = ax.figure.findobj(lambda artist: isinstance(artist, Text) and artist.get_visible())
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        beyond = [
            tick for tick in axis.get_major_ticks() if not low <= tick.get_loc() <= high
        ]  # fmt: skip
        hidden = {text for tick in beyond for text in (tick.label1, tick.label2)}
        found = [text for text in found if text not in hidden]
    return [text for text in found if text.get_text().strip()]


def boxes(ax):
    """Return the extent of every text, in inches, as left, bottom, right, top."""
    with house_style():
        ax.figure.draw_without_rendering()
        return {
            text: np.array(text.get_window_extent().extents) / ax.figure.dpi
            for text in lettering(ax)
        }


def crowded(ax):
    """Return the pairs of texts that lie on each other."""
    found = list(boxes(ax).items())
    return [
        (one.get_text(), other.get_text())
        for place, (one, a) in enumerate(found)
        for other, b in found[:place]
        if (np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]) > 0.03).all()
    ]


def clipped(ax):
    wide, high = ax.figure.get_size_inches()
    return [
        text.get_text() for text, box in boxes(ax).items()
        if min(box) < 0 or box[2] > wide or box[3] > high
    ]  # fmt: skip


def test_the_frame_stays_as_it_is(figure):
    before = figure.frame.copy(deep=True)

    figure.small()

    pd.testing.assert_frame_equal(figure.frame, before)


def test_axes_given_are_drawn_on_and_returned(figure):
    ax = Figure(figsize=(11, 7)).add_subplot()

    assert figure.small(ax=ax) is ax


def test_no_global_setting_changes(figure):
    before = dict(mpl.rcParams)

    figure.small()

    assert dict(mpl.rcParams) == before


def test_one_personas_figure_bears_the_personas_name(figure):
    ax = figure.small(persona="Walter")

    assert "for walter" in ax.get_title(loc="left").lower()
    assert "walter" in alt_text(ax).lower()


def test_words_of_users_are_never_taken_for_formulas(figure):
    ax = figure.large(3)

    found = lettering(ax)
    assert len(found) > 5
    # Numbers at the ticks are matplotlib's own.
    ticks = {*ax.get_xticklabels()}
    if figure.name == "importance_grid":
        ticks |= {*ax.get_yticklabels()}
    assert not [text.get_text() for text in found if text.get_parse_math() and text not in ticks]


def test_type_is_no_smaller_than_ten_points_on_a_sheet_of_its_usual_width(figure):
    ax = figure.small()

    assert min(text.get_fontsize() for text in lettering(ax)) >= 10
    assert ax.figure.get_size_inches()[0] == pytest.approx(11.4)


@pytest.mark.parametrize("count", [1, 2, 12, 43])
def test_nothing_is_clipped_and_no_lettering_lies_on_another(figure, count):
    ax = figure.large(count)

    assert clipped(ax) == []
    assert crowded(ax) == []


def test_an_empty_frame_has_a_title_an_alternative_text_and_nothing_clipped(figure):
    ax = figure.of(figure.frame.iloc[:0], three())

    assert ax.get_title(loc="left")
    assert alt_text(ax).startswith(ax.get_title(loc="left"))
    assert clipped(ax) == []


def test_a_frame_without_any_number_is_drawn_empty(figure):
    frame = figure.frame.copy()
    numbers_only = frame.select_dtypes("float64").columns
    frame[numbers_only] = 0.0 if figure.name == "evidence" else np.nan

    ax = figure.of(frame, three())

    assert ax.get_title(loc="left").startswith(("No ", "Too few", "Only one"))
    assert not ax.lines
    assert not ax.patches


def test_five_hundred_rows_are_drawn_and_no_larger_than_a_picture_may_be(figure):
    ax = figure.large(500)

    assert ax.figure.get_size_inches()[1] * 150 < 2**16


def test_retired_touchpoints_are_left_out(figure):
    if figure.name == "evidence":
        return
    gone = three()
    gone["status"] = "retired"

    assert figure.of(figure.frame, gone).get_title(loc="left").startswith(("No ", "Only one"))


def test_the_same_frame_gives_the_same_picture(figure):
    assert to_png(figure.small(), dpi=40) == to_png(figure.small(), dpi=40)


def test_a_key_has_as_many_columns_as_fit():
    assert key_columns(["short"] * 4)[1] == 4
    assert key_columns(["a label of some length, far too long for many beside it"] * 4)[1] == 2


def test_a_sheet_makes_room_for_its_key():
    plain, keyed = (sheet(None, ["One"], [], right=1.0, key=key) for key in (0.0, 0.5))

    high = [ax.figure.get_size_inches()[1] for ax in (plain, keyed)]
    assert high[1] - high[0] == pytest.approx(0.5)
    assert plain.bbox.height == pytest.approx(keyed.bbox.height)


def test_a_label_too_long_for_the_key_is_cut():
    cut, columns = key_columns([LONG * 2])

    assert cut[0].endswith("…")
    assert columns == 1


def test_rows_of_their_own_heights_lie_one_below_the_other():
    assert centres([0.5, 1.0, 0.5]).tolist() == [0.25, 1.0, 1.75]


def test_a_column_the_frame_has_not_is_unknown_throughout():
    assert np.isnan(numbers(pd.DataFrame({"a": [1]}), "b")).tolist() == [True]
    assert numbers(pd.DataFrame({"a": [None, 2]}, dtype="object"), "a")[1] == 2.0


def test_the_axis_reaches_beyond_every_number():
    ax = Figure().add_subplot()

    limits(ax, np.array([np.nan, 2.0]), np.array([4.0]))

    low, high = ax.get_xlim()
    assert low < 2.0
    assert high > 4.0
