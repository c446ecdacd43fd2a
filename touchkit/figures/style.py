"""House style: colours that hold under colour blindness, type that can be read from the back row."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

INK = "#1b1f24"
MUTED = "#4d565f"
RULE = "#c9ced4"
PAPER = "#ffffff"
SHADE = "#f3f5f7"
BAND = "#e3ddf0"
GREY = "#6b747d"

WHOSE = {"customer": "#0b5cad", "team": "#a34700", "outsider": "#5b3a8c"}
"""One colour a group, from the Okabe–Ito family, darkened until it reads on white."""
MARKERS = {"customer": "o", "team": "s", "outsider": "D"}
"""One marker a group, so that colour never speaks alone."""

TITLE, SUBTITLE, LABEL, SMALL = 15.0, 11.0, 11.0, 10.0

# Orange (short of what is desired) over near-white to blue (beyond it): told apart under every
# kind of colour blindness, and light enough at both ends for dark lettering (at least 4.5 : 1).
_DIVERGING = LinearSegmentedColormap.from_list(
    "touchkit-gap", ["#f08a24", "#fbc88c", "#f6f6f4", "#a9d3f0", "#4aa3df"], N=257
)

_FALLBACKS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "PingFang SC", "Hiragino Sans", "Microsoft YaHei",
    "Yu Gothic", "WenQuanYi Micro Hei", "Noto Sans Arabic", "Noto Sans Hebrew",
    "Noto Sans Devanagari", "Noto Sans Thai", "Arial Unicode MS", "Symbola",
)  # fmt: skip
"""Fonts for scripts DejaVu Sans does not know, where the computer has them."""


@cache
def families() -> tuple[str, ...]:
    """Return the fonts figures are lettered with, the first that has a character draws it."""
    installed = {font.name for font in fontManager.ttflist}
    return ("DejaVu Sans", *(name for name in _FALLBACKS if name in installed))


@contextmanager
def house_style() -> Iterator[None]:
    """Draw and save in the house style; outside the block nothing has changed."""
    settings: dict[Any, Any] = {
        "font.family": list(families()),
        "font.size": LABEL,
        "text.color": INK,
        "text.usetex": False,
        "text.parse_math": False,
        "axes.edgecolor": RULE,
        "axes.labelcolor": INK,
        "axes.unicode_minus": True,
        "xtick.color": INK,
        "ytick.color": INK,
        "svg.fonttype": "path",
        "svg.hashsalt": "touchkit",
        "savefig.facecolor": PAPER,
        "savefig.bbox": None,
        "path.simplify": False,
    }
    with mpl.rc_context(settings):
        yield


def canvas(
    ax: Axes | None, *, width: float, height: float, margins: tuple[float, float, float, float]
) -> Axes:
    """Return the axes given, or axes on a figure of their own that no global state knows.

    Parameters
    ----------
    ax : Axes or None
        Axes to draw on, returned as they are.
    width, height : float
        Size of a new figure, in inches.
    margins : tuple of float
        Left, right, bottom and top margin of a new figure, in inches.
    """
    if ax is not None:
        return ax
    left, right, bottom, top = margins
    figure = Figure(figsize=(width, height), facecolor=PAPER)
    inner = (width - left - right) / width, (height - bottom - top) / height
    return figure.add_axes((left / width, bottom / height, *inner))


def gap_colour(gap: float, span: float) -> str:
    """Return the fill for a gap: orange for short, blue for beyond, near-white for none.

    Examples
    --------
    >>> gap_colour(0.0, 2.0)
    '#f6f6f4'
    """
    if math.isnan(gap):
        return PAPER
    share = max(-1.0, min(1.0, gap / span)) if span > 0 else 0.0
    return to_hex(_DIVERGING((share + 1) / 2))


def headline(
    ax: Axes, title: str, subtitle: list[str], *, outdent: float = 0, lift: float = 0
) -> None:
    """Set a title and, below it, plain lines above the axes.

    Parameters
    ----------
    ax : Axes
        Where.
    title : str
        The figure's name, or its message.
    subtitle : list of str
        Whose numbers, n, direction: lines that fit.
    outdent : float
        Inches to the left of the axes at which the lettering begins.
    lift : float
        Inches to leave free between the axes and the lowest line.
    """
    line = 1.35 * SUBTITLE
    base = 72 * lift + 8
    inches = ax.get_position().width * ax.get_figure(root=True).get_size_inches()[0]  # type: ignore[union-attr]
    said = ax.set_title(
        title, loc="left", fontsize=TITLE, fontweight="bold", color=INK,
        pad=base + 6 + line * len(subtitle), parse_math=False,
    )  # fmt: skip
    said.set_x(-outdent / inches)
    for number, text in enumerate(reversed(subtitle)):
        ax.annotate(
            text, (0, 1), xycoords="axes fraction", xytext=(-72 * outdent, base + line * number),
            textcoords="offset points", fontsize=SUBTITLE, color=MUTED, parse_math=False,
            annotation_clip=False, gid="subtitle",
        )  # fmt: skip


def headroom(subtitle: list[str]) -> float:
    """Return the inches a headline needs above the axes."""
    return (26 + 1.35 * SUBTITLE * len(subtitle) + 1.2 * TITLE) / 72


def bare(ax: Axes) -> None:
    """Take away the frame and the tick marks."""
    for side in ax.spines.values():
        side.set_visible(False)
    ax.tick_params(length=0)
