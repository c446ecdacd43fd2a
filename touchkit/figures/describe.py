"""What a figure says to those who cannot see it, and the words all figures share."""

from __future__ import annotations

import math
from weakref import WeakKeyDictionary

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchkit.measure import saying
from touchkit.measure.saying import plural as plural  # noqa: PLC0414 # the figures take all their words from here

_TEXTS: WeakKeyDictionary[Axes, tuple[str, str]] = WeakKeyDictionary()

MINUS = "−"


def describe(ax: Axes, title: str, text: str) -> None:
    """Keep a figure's title and alternative text, for as long as the figure lives."""
    _TEXTS[ax] = (title, text)


def alt_text(ax: Axes) -> str:
    """Return what a figure shows, in words.

    Parameters
    ----------
    ax : Axes
        Axes one of this room's functions has drawn on.

    Returns
    -------
    str
        Whose numbers, how many, which way the scale points and what stands out; empty for axes
        this room has not drawn on.
    """
    return _TEXTS.get(ax, ("", ""))[1]


def described(figure: Axes | Figure) -> tuple[str, str]:
    """Return the title and the alternative text of axes, or of all axes on a figure."""
    axes = [figure] if isinstance(figure, Axes) else list(figure.axes)
    found = [_TEXTS[ax] for ax in axes if ax in _TEXTS]
    return " · ".join(title for title, _ in found), " ".join(text for _, text in found)


def whose(title: str, persona: str) -> str:
    """Return a title that says whose numbers these are, where they are one persona's.

    Examples
    --------
    >>> whose("Touchpoint map", "Walter"), whose("Touchpoint map", "")
    ('Touchpoint map for Walter', 'Touchpoint map')
    """
    return f"{title} for {persona}" if persona else title


def about(title: str, persona: str) -> str:
    """Return a title that begins with whom it is about, where that is one persona.

    Examples
    --------
    >>> about("What the notes rest on", "Walter"), about("What the notes rest on", "")
    ('For Walter: What the notes rest on', 'What the notes rest on')
    """
    return f"For {persona}: {title}" if persona else title


def number(value: float, decimals: int = 1) -> str:
    """Return a number with a proper minus sign.

    Examples
    --------
    >>> number(-1.25, 2), number(-0.04), number(float("nan"))
    ('−1.25', '0.0', '–')
    """
    return "–" if math.isnan(value) else saying.number(value, decimals)


def signed(value: float, decimals: int = 1) -> str:
    """Return a difference with its sign, always.

    Examples
    --------
    >>> signed(0.42), signed(-1.2), signed(0.0)
    ('+0.4', '−1.2', '0.0')
    """
    text = number(value, decimals)
    return f"+{text}" if value > 0 and float(text) > 0 else text


def percent(share: float) -> str:
    r"""Return a share as whole per cent, the sign held to the number by a no-break space.

    Examples
    --------
    >>> percent(0.304) == "30\u00a0%"
    True
    """
    return "–" if math.isnan(share) else f"{saying.rounded(share * 100, 0)}\u00a0%"


def received_words(group: str, customer_word: str) -> str:
    """Say whose received score it is, in the client's word for customer.

    Examples
    --------
    >>> received_words("customer", "guest")
    'what guests say they got'
    """
    return {
        "customer": f"what {plural(customer_word)} say they got",
        "team": f"what the team believes {plural(customer_word)} get (our guess)",
        "outsider": "what outsiders such as mystery shoppers got",
    }.get(group, f"received, {group}")


def desired_words(group: str, customer_word: str) -> str:
    """Say whose desired score it is: the team's target, or the customers' wish.

    Examples
    --------
    >>> desired_words("team", "guest")
    'what the team wants to give (target)'
    """
    return {
        "customer": f"what {plural(customer_word)} hope for (wish)",
        "team": "what the team wants to give (target)",
        "outsider": "what outsiders hope for",
    }.get(group, f"desired, {group}")


def answers(counts: pd.Series) -> str:
    r"""Say how many answers stand behind each touchpoint.

    Examples
    --------
    >>> answers(pd.Series([84, 118])) == "n\u00a084–118 each"
    True
    >>> answers(pd.Series([], dtype=int))
    'n unknown'
    """
    known = counts.dropna()
    known = known[known > 0]
    if known.empty:
        return "n unknown"
    low, high = int(known.min()), int(known.max())
    if len(known) == 1:
        return f"n\u00a0{low:,}"
    return f"n\u00a0{low:,} each" if low == high else f"n\u00a0{low:,}–{high:,} each"


def direction(scale: tuple[float, float], labels: tuple[str, ...] = ()) -> str:
    """Say which way the scale points.

    Examples
    --------
    >>> direction((1, 5)), direction((1, 3), ("poor", "fair", "good"))
    ('scale 1 to 5, higher is better', 'scale 1 (poor) to 3 (good), higher is better')
    """
    low, high = (f"{end:g}" for end in scale)
    if labels:
        low, high = f"{low} ({labels[0]})", f"{high} ({labels[-1]})"
    return f"scale {low} to {high}, higher is better"
