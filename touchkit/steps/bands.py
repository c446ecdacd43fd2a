"""Guesses as bands: S, M or L; a number of its own lies in the band nearest to it."""

from __future__ import annotations

from touchkit.model import Client
from touchkit.model.client import Guess
from touchkit.model.saying import money, rounded

BANDS = ("S", "M", "L")
"""The bands, the least first."""
EFFORTS = {"cost": "Cost", "effort_days": "Working days"}
"""What effort may be, by the column it is kept in, and how that is said."""
WORDS = {"lift": "lift", "cost": "cost", "effort_days": "effort"}
"""The columns as they stand in a sentence."""


def sizes_of(client: Client, column: str) -> Guess:
    """Return what S, M and L mean in one of the columns of `WORDS`."""
    sizes = client.sizes
    return {"lift": sizes.lift, "cost": sizes.money, "effort_days": sizes.days}[column]


def band(client: Client, column: str, guess: str) -> str:
    """Return S, M or L, or blank where nothing was guessed; of two bands as near the smaller one.

    Examples
    --------
    >>> client = Client(title="Rose Bakery")
    >>> band(client, "cost", "900"), band(client, "cost", "1500"), band(client, "lift", "")
    ('S', 'S', '')
    """
    if not is_number(guess):
        return guess
    sizes, value = sizes_of(client, column), float(guess)
    return min(BANDS, key=lambda name: abs(float(getattr(sizes, name)) - value))


def is_number(guess: str) -> bool:
    """Say whether a guess is a number of its own."""
    return bool(guess) and guess not in BANDS


def amount(client: Client, column: str, value: float) -> str:
    r"""Return an amount with its unit.

    Examples
    --------
    >>> client = Client(title="Rose Bakery")
    >>> amount(client, "cost", 400), amount(client, "effort_days", 1), amount(client, "lift", 0.7)
    ('EUR\xa0400', '1\xa0day', '0.7\xa0points')
    """
    if column == "cost":
        return money(value, client.currency)
    plain = rounded(value, 2).replace("-", "−")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    unit = "point" if column == "lift" else "day"
    return f"{plain}\u00a0{unit if plain == '1' else unit + 's'}"


def meanings(client: Client, column: str) -> dict[str, str]:
    """Return what each band means for this client, as it stands on an axis: `M: 0.7 points`."""
    sizes = sizes_of(client, column)
    return {name: f"{name}: {amount(client, column, getattr(sizes, name))}" for name in BANDS}


def said(client: Client, column: str, guess: str) -> str:
    r"""Return a guess as it stands behind the column's word: a letter, or a number with its unit.

    Examples
    --------
    >>> (
    ...     said(Client(title="Rose Bakery"), "lift", "1.1"),
    ...     said(Client(title="Rose Bakery"), "lift", "M"),
    ... )
    ('1.1\xa0points', 'M')
    """
    return amount(client, column, float(guess)) if is_number(guess) else guess
