"""Places for lettering beside dots, such that none lies on another or on a dot."""

from __future__ import annotations

import numpy as np

NEAR = 0.17
_RINGS = NEAR + 0.1 * np.arange(22)
_TURNS = np.pi * np.array([1, 3, 7, 5, 2, 0, 6, 4]) / 4
_TURNS_FAR = np.pi * np.arange(24) / 12
_DOT = 0.07


def places(
    dots: np.ndarray, sizes: np.ndarray, *, room: tuple[float, float, float, float]
) -> np.ndarray:
    """Return where lettering may stand beside each dot, as near to it as there is a place.

    Parameters
    ----------
    dots : numpy.ndarray
        A row a dot: x and y, in inches.
    sizes : numpy.ndarray
        Width and height of the lettering of each dot, in inches.
    room : tuple of float
        Left, right, bottom and top end of where lettering may stand.

    Returns
    -------
    numpy.ndarray
        The middle of each lettering. Where everything near is taken, the place next to the dot.

    Examples
    --------
    >>> import numpy as np
    >>> twins = places(np.ones((2, 2)), np.full((2, 2), 0.2), room=(0, 2, 0, 2))
    >>> bool(np.abs(twins[0] - twins[1]).max() >= 0.2)
    True
    """
    # In a crowd, searching far from each dot takes long and finds nothing.
    rings = _RINGS[: max(4, 2000 // max(1, len(dots)))]
    taken = np.zeros((0, 2)), np.zeros((0, 2))
    for dot, size in zip(dots, sizes, strict=True):
        tried = _tried(dot, size, rings)
        free = _inside(tried, size, room) & _clear(tried, size, dots, np.full(2, 2 * _DOT))
        free &= _clear(tried, size, *taken)
        chosen = tried[int(np.argmax(free))]
        taken = np.vstack([taken[0], chosen]), np.vstack([taken[1], size])
    return taken[0]


def _tried(dot: np.ndarray, size: np.ndarray, rings: np.ndarray) -> np.ndarray:
    """Return the places to try, the nearest first; wide lettering stands further to the side."""
    near, far = (np.column_stack([np.cos(turns), np.sin(turns)]) for turns in (_TURNS, _TURNS_FAR))
    steps = [near * rings[0], *(far * ring for ring in rings[1:])]
    wide = max(0.0, size[0] - size[1]) / 2
    offsets = np.vstack(steps)
    offsets[:, 0] += np.sign(np.round(offsets[:, 0], 6)) * wide
    return np.asarray(dot + offsets)


def _inside(
    tried: np.ndarray, size: np.ndarray, room: tuple[float, float, float, float]
) -> np.ndarray:
    half = size / 2
    low, high = np.array(room[::2]) + half, np.array(room[1::2]) - half
    return np.asarray(((tried >= low) & (tried <= high)).all(axis=1))


def _clear(
    tried: np.ndarray, size: np.ndarray, others: np.ndarray, sizes: np.ndarray
) -> np.ndarray:
    """Return which places do not lie on any of the others."""
    apart = np.abs(tried[:, None] - others[None]) >= (size + sizes) / 2 - 1e-9
    return np.asarray(apart.any(axis=2).all(axis=1))
