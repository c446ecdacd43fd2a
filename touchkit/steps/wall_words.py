"""The words the board's drop-downs offer, and on which side of the customer a lane stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from touchkit.steps.enhancing import VERDICTS
from touchkit.steps.notes import EVIDENCE, MET, SEVERITY

CONTACTS = {"direct": "Direct: we make it", "indirect": "Indirect: others make it"}
STATUSES = {"exists": "It exists", "planned": "Planned", "retired": "Retired"}
LINKS = {"current": "People go this way today", "planned": "Planned: they shall go this way"}

SIDES = {"promise": "front", "brand": "front", "standard": "back"}
"""Lanes that are not about the customer: what we show, and what is held to where nobody looks."""


def lists(word: str) -> dict[str, list[dict[str, str]]]:
    """Return what each drop-down offers, as the wall carries it.

    Parameters
    ----------
    word : str
        The client's word for customer.
    """
    severities = tuple((name.replace("customer", word), row) for name, row in SEVERITY)
    return {
        "verdicts": _offered({name: name.capitalize() for name in VERDICTS}),
        "contacts": _offered(CONTACTS),
        "statuses": _offered(STATUSES),
        "links": _offered(LINKS),
        "evidences": _turned(EVIDENCE),
        "severities": _turned(severities),
        "mets": _turned(MET),
    }


def _offered(words: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"id": row, "name": name} for row, name in words.items()]


def _turned(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"id": row, "name": name} for name, row in pairs if row]
