"""Cards as ink: outlines, marks and numbers, a collection a kind however many there are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.path import Path

from touchkit.figures.cards import Card
from touchkit.figures.style import GREY, INK, PAPER, gap_colour

DASHED = (0, (4, 2.5))
FRAME = 0.05
"""Inches of colour around a card that is left white because its gap has no interval."""


def draw_cards(ax: Axes, cards: Sequence[Card], *, above: float, scale: float) -> None:
    """Draw the cards' outlines, marks and numbers: a few collections, however many cards."""
    if not cards:
        return
    span = max([1.0, *(abs(card.gap) for card in cards if card.foot)])
    outlines = PathCollection(
        [
            box(card.left, above + card.top, card.width, card.height, 0.15 * card.indirect)
            for card in cards
        ],
        facecolors=[gap_colour(card.gap, span) for card in cards],
        edgecolors=[INK if card.shortlist else GREY for card in cards],
        linewidths=[(2.0 if card.shortlist else 1.1) * scale for card in cards],
        linestyles=[DASHED if card.planned else "-" for card in cards],
        zorder=3,
    )
    outlines.set_gid("cards")
    ax.add_collection(outlines, autolim=False)
    _hollow(ax, [card for card in cards if card.hollow], above=above, scale=scale)
    truths = [card for card in cards if card.truth]
    _marks(ax, truths, "*", above=above, scale=scale, left=0.16)
    for beside_star, left in ((True, 0.36), (False, 0.15)):
        dots = [card for card in cards if card.shortlist and card.truth is beside_star]
        _marks(ax, dots, "o", above=above, scale=scale, left=left)
    for card in cards:
        if card.foot:
            ax.text(
                card.left + card.width - 0.08, above + card.top + card.height - 0.06, card.foot,
                ha="right", va="bottom", fontsize=11 * scale, fontweight="bold",
                parse_math=False, zorder=4, gid=f"gap-{card.id}",
            )  # fmt: skip


def _hollow(ax: Axes, cards: list[Card], *, above: float, scale: float) -> None:
    if cards:
        insides = [
            inside(card.left, above + card.top, card.width, card.height, 0.15 * card.indirect)
            for card in cards
        ]
        whites = PathCollection(
            insides, facecolors=PAPER, edgecolors=GREY, linewidths=0.7 * scale, zorder=3.1
        )
        whites.set_gid("open-cards")
        ax.add_collection(whites, autolim=False)


def _marks(
    ax: Axes, cards: list[Card], marker: str, *, above: float, scale: float, left: float
) -> None:
    if cards:
        x = np.array([card.left + left for card in cards])
        y = np.array([above + card.top + card.height - 0.14 for card in cards])
        size = 95 if marker == "*" else 34
        ax.scatter(
            x, y, s=size * scale**2, marker=marker, color=INK, linewidths=0, zorder=4,
            gid="moments-of-truth" if marker == "*" else "shortlist",
        )  # fmt: skip


def inside(left: float, top: float, width: float, height: float, radius: float) -> Path:
    """Return the outline of what a box's frame of colour leaves white."""
    return box(
        left + FRAME, top + FRAME, width - 2 * FRAME, height - 2 * FRAME, max(0.0, radius - FRAME)
    )


def box(left: float, top: float, width: float, height: float, radius: float) -> Path:
    """Return a box's outline, its corners rounded."""
    right, bottom = left + width, top + height
    r = min(radius, width / 2, height / 2)
    if not r:
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        return Path(corners, closed=True)
    points = [
        (left + r, top), (right - r, top), (right, top), (right, top + r), (right, bottom - r),
        (right, bottom), (right - r, bottom), (left + r, bottom), (left, bottom),
        (left, bottom - r), (left, top + r), (left, top), (left + r, top), (left + r, top),
    ]  # fmt: skip
    curve = [Path.LINETO, Path.CURVE3, Path.CURVE3]
    return Path(points, [Path.MOVETO, *curve, *curve, *curve, *curve, Path.CLOSEPOLY])
