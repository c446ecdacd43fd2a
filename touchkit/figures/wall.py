"""The touchpoint map: stages across, departments down, a card a touchpoint."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection

from touchkit.figures.cards import TYPE, Card, Grid, lay_out
from touchkit.figures.describe import describe, signed, whose
from touchkit.figures.key import OPEN, draw_key, key_height
from touchkit.figures.lettering import fit, wrap
from touchkit.figures.paint import box, draw_cards
from touchkit.figures.scored import whose_desired, whose_received
from touchkit.figures.style import MUTED, RULE, SHADE, SUBTITLE, TITLE, house_style
from touchkit.figures.style import canvas as new_canvas

_MARGIN = 0.15
_LEADING = 1.22


def touchpoint_map(
    touchpoints: pd.DataFrame,
    *,
    stages: pd.DataFrame,
    departments: pd.DataFrame,
    gaps: pd.DataFrame | None = None,
    blank: bool = False,
    customer_word: str = "customer",
    persona: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw the touchpoint map.

    Parameters
    ----------
    touchpoints, stages, departments : pandas.DataFrame
        Tables of those names; the retired are left out, those without a stage or a department
        get a column "Unsorted" and a row "Nobody yet".
    gaps : pandas.DataFrame, optional
        As `touchkit.measure.gaps` gives it: received − desired as colour, sign and number. A
        card whose gap has no interval is left white within a coloured frame.
    blank : bool
        Whether to draw only the grid with the stages' questions, to write on.
    customer_word : str
        The client's word for customer.
    persona : str
        The name of the one persona whose numbers these are, for the title; blank: everybody's.
    ax : Axes, optional
        Axes to draw on, lettering scaled to fit; else a new figure as large as the map needs.

    Returns
    -------
    Axes
        In inches of the map, y pointing down; each card's text carries the touchpoint's id as
        its gid.
    """
    title = whose("Touchpoint map", persona)
    gap_of = {} if gaps is None else _gap_of(gaps)
    grid = lay_out(
        touchpoints, stages=stages, departments=departments, gap_of=gap_of,
        unsure=frozenset() if gaps is None else _unsure(gaps), blank=blank,
    )  # fmt: skip
    hollow = any(card.hollow for card in grid.cards)
    subtitle = _subtitle(grid, gaps, gap_of, customer_word, blank=blank)
    lines = wrap(subtitle, max(4.0, grid.width - 0.2), SUBTITLE)
    above = (TITLE + SUBTITLE * _LEADING * len(lines) + 14) / 72
    below = 0.0 if blank else 0.2 + key_height(grid.width, gaps=bool(gap_of), hollow=hollow)
    with house_style():
        ax, scale = _paper(ax, grid.width, above + grid.height + below)
        _head(ax, fit(title, max(4.0, grid.width - 0.2)), lines, scale)
        _grid(ax, grid, above, scale)
        _cards(ax, grid.cards, above, scale)
        if not blank:
            key_top = above + grid.height + 0.2
            draw_key(
                ax, top=key_top, width=grid.width, scale=scale, gaps=bool(gap_of), hollow=hollow
            )
    said = _words(grid, touchpoints, subtitle, gap_of)
    describe(ax, title, f"{title}. {said}" if persona else said)
    return ax


def _gap_of(gaps: pd.DataFrame) -> dict[str, float]:
    known = gaps.dropna(subset=["gap"])
    return dict(zip(known["touchpoint"], known["gap"].astype(float), strict=True))


def _unsure(gaps: pd.DataFrame) -> frozenset[str]:
    """Return the touchpoints whose gap has no interval: few answers, or the team's own marks."""
    return frozenset(gaps.loc[gaps["gap"].notna() & gaps["gap_low"].isna(), "touchpoint"])


def _subtitle(
    grid: Grid, gaps: pd.DataFrame | None, gap_of: dict[str, float], word: str, *, blank: bool
) -> str:
    if blank:
        return "Stages across, departments down: one note for every contact."
    said = f"{len(grid.cards)} touchpoints: stages across, departments down."
    if gaps is None or not gap_of:
        return said
    shown = gaps[gaps["touchpoint"].isin(list(gap_of))]
    return (
        f"{said} Number on a card: gap = received − desired, in points; negative is short. "
        f"Received: {whose_received(shown, word)}. Desired: {whose_desired(shown, word)}."
    )


def _paper(ax: Axes | None, width: float, height: float) -> tuple[Axes, float]:
    """Return axes measured in inches of the map, and how much smaller its lettering must be."""
    full = width + 2 * _MARGIN, height + 2 * _MARGIN
    own = ax is None
    ax = new_canvas(ax, width=full[0], height=full[1], margins=(0, 0, 0, 0))
    ax.set(xlim=(-_MARGIN, width + _MARGIN), ylim=(height + _MARGIN, -_MARGIN), aspect="equal")
    ax.set_axis_off()
    figure = ax.get_figure(root=True)
    if own or figure is None:
        return ax, 1.0
    box = ax.get_position().bounds
    inches = figure.get_size_inches()
    return ax, float(min(box[2] * inches[0] / full[0], box[3] * inches[1] / full[1]))


def _head(ax: Axes, title: str, lines: Sequence[str], scale: float) -> None:
    ax.text(
        0, 0, title, fontsize=TITLE * scale, fontweight="bold", va="top",
        parse_math=False, gid="title",
    )  # fmt: skip
    ax.text(
        0, (TITLE + 6) / 72, "\n".join(lines), fontsize=SUBTITLE * scale, color=MUTED, va="top",
        linespacing=_LEADING, parse_math=False, gid="subtitle",
    )  # fmt: skip


def _grid(ax: Axes, grid: Grid, above: float, scale: float) -> None:
    bottom = above + grid.height
    for number, column in enumerate(grid.columns):
        if number % 2 == 0:
            corner = (column.start, above)
            ax.add_collection(PathCollection(
                [box(*corner, column.end - column.start, grid.height, 0)],
                facecolors=SHADE, edgecolors="none", zorder=0,
            ), autolim=False)  # fmt: skip
        middle = (column.start + column.end) / 2
        ax.text(
            middle, above + 0.08, "\n".join(column.lines), ha="center", va="top",
            fontsize=12 * scale, fontweight="bold", linespacing=_LEADING, parse_math=False,
            gid="stage",
        )  # fmt: skip
        if column.note:
            ax.text(
                middle, above + 0.12 + len(column.lines) * 12 * _LEADING / 72,
                "\n".join(column.note), ha="center", va="top", fontsize=TYPE * scale, color=MUTED,
                linespacing=_LEADING, parse_math=False, gid="question",
            )  # fmt: skip
    for row in grid.rows:
        ax.text(
            0, above + row.start + 0.1, "\n".join(row.lines), va="top", fontsize=11 * scale,
            fontweight="bold", linespacing=_LEADING, parse_math=False, gid="department",
        )  # fmt: skip
    rules = [[(0, above + row.start), (grid.width, above + row.start)] for row in grid.rows]
    rules.append([(0, bottom), (grid.width, bottom)])
    ax.add_collection(LineCollection(rules, colors=RULE, linewidths=scale, zorder=1), autolim=False)


def _cards(ax: Axes, cards: Sequence[Card], above: float, scale: float) -> None:
    draw_cards(ax, cards, above=above, scale=scale)
    for card in cards:
        ax.text(
            card.left + 0.08, above + card.top + 0.06, "\n".join(card.lines), va="top",
            fontsize=TYPE * scale, fontweight="bold" if card.shortlist else "normal",
            linespacing=_LEADING, parse_math=False, zorder=4, gid=card.id,
        )  # fmt: skip


def _words(grid: Grid, touchpoints: pd.DataFrame, subtitle: str, gap_of: dict[str, float]) -> str:
    names = dict(zip(touchpoints["id"], touchpoints["name"], strict=True))
    said = [
        subtitle,
        f"Stages: {', '.join(' '.join(column.lines) for column in grid.columns)}.",
        f"Departments: {', '.join(' '.join(row.lines) for row in grid.rows)}.",
    ]
    for label, chosen in (
        ("Moments of truth", [card.id for card in grid.cards if card.truth]),
        ("Shortlist", [card.id for card in grid.cards if card.shortlist]),
        ("Planned", [card.id for card in grid.cards if card.planned]),
        (OPEN.capitalize().replace(":", " gap,"), [card.id for card in grid.cards if card.hollow]),
    ):
        if chosen:
            said.append(f"{label}: {', '.join(names[i] for i in chosen)}.")
    shown = {card.id for card in grid.cards}
    worst = sorted((gap, i) for i, gap in gap_of.items() if i in shown)[:3]
    if worst:
        listed = ", ".join(f"{names[i]} {signed(gap)}" for gap, i in worst)
        said.append(f"Lowest gaps: {listed}.")
    return " ".join(said)
