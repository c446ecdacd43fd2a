"""The client's colours, used only where they can be read."""

from __future__ import annotations

from touchkit.model import Brand

HOUSE = "#0b4a6f"
_READABLE = 4.5


def contrast(colour: str, ground: str = "#ffffff") -> float:
    """Return the contrast of two colours as WCAG defines it, 1 to 21.

    Parameters
    ----------
    colour, ground : str
        As ``#rrggbb``.

    Examples
    --------
    >>> round(contrast("#000000"), 1), round(contrast("#ffff00"), 2)
    (21.0, 1.07)
    """
    lighter, darker = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(brand: Brand) -> str:
    """Return the first of the client's colours that reads on white (WCAG AA), else the house's.

    Examples
    --------
    >>> readable(Brand(primary="#ffee00", accent="#5b2a86"))
    '#5b2a86'
    >>> readable(Brand(primary="#ffee00"))
    '#0b4a6f'
    """
    wanted = (colour for colour in (brand.primary, brand.accent) if colour)
    return next((colour for colour in wanted if contrast(colour) >= _READABLE), HOUSE)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
