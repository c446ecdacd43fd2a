"""What the kinds of findings are called, on every screen, picture and paper alike."""

from __future__ import annotations

FINDING_NAMES = {
    "collision": "Too close",
    "drought": "Silence",
    "load": "Too much",
    "unowned": "Nobody's",
    "no_touchpoint": "What for?",
    "no_act": "Not yet an act",
}
"""The name of each kind of finding."""


def finding_name(kind: str) -> str:
    """Return what a kind of finding is called; one not known keeps its own word.

    Examples
    --------
    >>> finding_name("no_touchpoint"), finding_name("new_kind")
    ('What for?', 'new kind')
    """
    return FINDING_NAMES.get(kind, kind.replace("_", " "))
