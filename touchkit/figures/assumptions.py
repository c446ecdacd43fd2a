"""The tornado: which assumption a business case hangs on most."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from touchkit.figures.describe import describe
from touchkit.figures.lettering import width as width_of
from touchkit.figures.lettering import wrap
from touchkit.figures.rows import (
    TEXT_ROOM,
    Column,
    across,
    blank,
    broken,
    draw_key,
    finish,
    key_room,
    numbers,
    sheet,
)
from touchkit.figures.style import INK, LABEL, PAPER, SMALL, house_style
from touchkit.model.saying import money

_RIGHT = 2.75
_SIDES = {
    "low": ("#fbc88c", "..", "the input at its low end"),
    "high": ("#a9d3f0", "//", "the input at its high end"),
}


def tornado(
    frame: pd.DataFrame, *, years: int = 1, currency: str = "EUR", ax: Axes | None = None
) -> Axes:
    """Draw how far each assumption alone moves the result of a business case, the widest on top.

    Parameters
    ----------
    frame : pandas.DataFrame
        As `touchkit.plan.business_case(…).tornado` gives it, a row an input: input, says, unit
        (share, money or people), source, low, mid, high, net_low, net_mid, net_high (money).
    years : int
        How many years the net is for.
    currency : str
        As it is to stand before amounts.
    ax : Axes, optional
        Axes to draw on; else a new figure as high as there are inputs.

    Returns
    -------
    Axes
        Inputs at 0, 1, … down y, net along x; each bar runs from the net at the input's low end to
        that at its high end, all others at their middle. Its ends are lettered with the input's own
        values; to the right stands where they come from. Bars bear ids such as ``low-lift``.
    """
    rows = frame.reset_index(drop=True)
    title, said = _head(rows, years, currency)
    lines = wrap(said, TEXT_ROOM, LABEL)
    labels = [label for _, _, label in _SIDES.values()] if len(rows) else []
    names = broken(rows["says"])
    sources = ["\n".join(wrap(text, _RIGHT - 0.25, LABEL, most=3)) for text in rows["source"]]
    beside = [name + "\n" * max(0, text.count("\n") - name.count("\n"))
              for name, text in zip(names, sources, strict=True)]  # fmt: skip
    with house_style():
        room = across(ax, _RIGHT)
        ax = sheet(ax, beside, lines, right=_RIGHT, key=key_room(labels))
        if rows.empty:
            blank(ax)
        else:
            _bars(ax, rows, room, years, currency)
            draw_key(ax, _samples(), labels)
        finish(
            ax, names, _columns(sources) if len(rows) else [], title=title, lines=lines,
            key=key_room(labels),
        )  # fmt: skip
    describe(ax, title, " ".join([title + ".", *lines, _words(rows, currency)]).rstrip())
    return ax


def _head(rows: pd.DataFrame, years: int, currency: str) -> tuple[str, str]:
    if rows.empty:
        return "No business case yet", "It needs its inputs first."
    over = "in the first year" if years == 1 else f"over {years} years"
    title = f"It hangs most on {rows['says'].iloc[0]}"
    middle = money(round(rows["net_mid"].iloc[0]), currency)
    said = (
        f"What is left {over} after all costs, when one assumption moves from its low to its high end "
        f"and the others stay in the middle ({middle}); further right is better. "
        f"n\u00a0{len(rows)} assumptions, widest first."
    )
    if "turns" in rows and rows["turns"].any():
        said += " Left of the zero line money is lost."
    return title, said


def _bars(ax: Axes, rows: pd.DataFrame, room: float, years: int, currency: str) -> None:
    middle = float(rows["net_mid"].iloc[0])
    y = np.arange(len(rows))
    for end, (colour, hatch, _) in _SIDES.items():
        net = numbers(rows, f"net_{end}")
        drawn = ax.barh(
            y, net - middle, left=middle, height=0.62, color=colour, hatch=hatch, edgecolor=INK,
            linewidth=0.9, zorder=2,
        )  # fmt: skip
        for bar, name in zip(drawn, rows["input"], strict=True):
            bar.set_gid(f"{end}-{name}")
    _limits(ax, rows, middle, room)
    for end in _SIDES:
        other = numbers(rows, "net_high" if end == "low" else "net_low")
        for place, (net, text, far) in enumerate(
            zip(numbers(rows, f"net_{end}"), _values(rows, end), other, strict=True)
        ):
            left = net < far or (net == far and end == "low")
            ax.annotate(
                text, (net, place), xytext=(-5 if left else 5, 0),
                textcoords="offset points", ha="right" if left else "left", va="center",
                fontsize=LABEL, fontweight="bold", parse_math=False, zorder=5, gid=f"{end}-value",
                bbox={"boxstyle": "square,pad=0.1", "facecolor": PAPER, "edgecolor": "none"},
            )  # fmt: skip
    ax.axvline(middle, color=INK, linewidth=1.2, zorder=4, gid="middle")
    low, high = ax.get_xlim()
    if low < 0 < high:
        ax.axvline(0, color=INK, linewidth=1.2, linestyle=(0, (4, 2.5)), zorder=4, gid="zero")
    ax.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}".replace("-", "−")))
    ax.tick_params(axis="x", labelsize=SMALL)
    over = "first year" if years == 1 else f"{years} years"
    ax.set_xlabel(f"left after all costs, {over}, in {currency} (dashed: nothing)", fontsize=SMALL)


def _limits(ax: Axes, rows: pd.DataFrame, middle: float, room: float) -> None:
    """Leave room for the lettering at both ends of the widest bar."""
    every = np.concatenate([numbers(rows, "net_low"), numbers(rows, "net_high"), [middle]])
    low, high = float(every.min()), float(every.max())
    widest = max(width_of(text, LABEL, bold=True) for end in _SIDES for text in _values(rows, end))
    inches = widest + 0.2
    span = (high - low) or max(1.0, abs(high))
    pad = span * inches / max(room - 2 * inches, 1.0)
    ax.set_xlim(low - pad, high + pad)


def _values(rows: pd.DataFrame, end: str) -> list[str]:
    """Return the inputs' values as they are lettered: shares in per cent."""
    return [
        f"{100 * value:.3g}\u00a0%" if unit == "share" else f"{value:,.0f}"
        for unit, value in zip(rows["unit"], rows[end], strict=True)
    ]


def _samples() -> list[Patch]:
    return [
        Patch(facecolor=colour, hatch=hatch, edgecolor=INK, linewidth=0.9)
        for colour, hatch, _ in _SIDES.values()
    ]


def _columns(sources: list[str]) -> list[Column]:
    return [Column(head="where it comes from", at=0.15, gid="source", texts=sources, left=True)]


def _words(rows: pd.DataFrame, currency: str) -> str:
    said = [
        f"{row['says']}, {low} to {high}: "
        f"{money(round(row['net_low']), currency)} to {money(round(row['net_high']), currency)} "
        f"({row['source']})"
        for row, low, high in zip(
            rows.to_dict("records"), _values(rows, "low"), _values(rows, "high"), strict=True
        )
    ]
    return f"In order: {'; '.join(said)}." if said else ""
