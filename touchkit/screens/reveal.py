"""The reveal as HTML: a line of dots for everybody and each department, with what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from touchkit.measure.saying import count
from touchkit.screens.markup import listed
from touchkit.steps.hands import LONG_SCALE
from touchkit.steps.reveal import Line, Revealed

_ROOM_FOR_DOTS = 120
"""So many dots have room in three lines, in all columns together; more would push the words out of sight."""


def reveal_page(revealed: Revealed, values: Sequence[int], label: Callable[[float], str]) -> str:
    """Return what is revealed as a table of dots, and the sentences below it.

    Parameters
    ----------
    revealed : Revealed
        What the vote says.
    values : sequence of int
        The points of the scale, lowest first.
    label : callable
        Returns the word for a point.
    """
    if not revealed.lines:
        words = " ".join(revealed.sentences)
        return f'<p class="tk-empty">{escape(words)}</p>'
    bins = bins_of(values)
    heads = "".join(_head(one, label) for one in bins)
    rows = "".join(_row(line, bins) for line in revealed.lines)
    return (
        f'<table class="tk-dots"><caption class="tk-said-only">{escape(_spoken(revealed))}</caption>'
        f'<colgroup><col class="tk-whose"><col span="{len(bins)}"><col class="tk-sum"></colgroup>'
        f'<thead><tr><th scope="col">{escape(revealed.title)}</th>{heads}<th scope="col"></th></tr></thead>'
        f"<tbody>{rows}</tbody></table>{listed(revealed.sentences)}"
    )


def bins_of(values: Sequence[int]) -> list[tuple[float, float]]:
    """Return the columns: each point its own, or ten parts of a long scale, both ends included.

    Examples
    --------
    >>> bins_of([1, 2, 3])
    [(1, 1), (2, 2), (3, 3)]
    >>> bins_of(range(0, 101))[-2:]
    [(81, 90), (91, 100)]
    """
    if len(values) <= LONG_SCALE:
        return [(value, value) for value in values]
    low, width = values[0], (values[-1] - values[0]) / 10
    edges = [round(low + width * part) for part in range(11)]
    return [(edge + (place > 0), edges[place + 1]) for place, edge in enumerate(edges[:-1])]


def _head(column: tuple[float, float], label: Callable[[float], str]) -> str:
    """Return the head of a column: the point alone, its word for who hears the page read out."""
    low, high = column
    if low != high:
        return f'<th scope="col">{low:g}–{high:g}</th>'
    word = escape(label(low))
    spoken = f'<span class="tk-said-only"> {word}</span>' if word else ""
    return f'<th scope="col" title="{word}">{low:g}{spoken}</th>'


def _row(line: Line, bins: Sequence[tuple[float, float]]) -> str:
    held = [0] * len(bins)
    for score, n in line.dots.items():
        held[_place(score, bins)] += n
    if not line.dots:
        mean = _place(line.mean, bins)
        cells = "".join(
            f"<td>{'<span role=img aria-label=mean>◆</span>' if place == mean else ''}</td>"
            for place in range(len(bins))
        )
    else:
        cells = "".join(f"<td>{_dots(n, _ROOM_FOR_DOTS // len(bins))}</td>" for n in held)
    return (
        f'<tr class="tk-{line.kind}"><th scope="row" dir="auto">{escape(line.name)}</th>{cells}'
        f'<td class="tk-told">{escape(line.said)}</td></tr>'
    )


def _place(score: float, bins: Sequence[tuple[float, float]]) -> int:
    """Return the column a score belongs to: the nearest one."""
    apart = [max(low - score, score - high, 0.0) for low, high in bins]
    return apart.index(min(apart))


def _dots(n: int, most: int) -> str:
    if not n:
        return ""
    shown = "●" * n if n <= most else f"●×{n}"
    return f'<span role="img" aria-label="{count(n, "mark")}">{shown}</span>'


def _spoken(revealed: Revealed) -> str:
    told = "; ".join(f"{line.name}: {line.said}" for line in revealed.lines)
    return f"{revealed.title}. {told}."
