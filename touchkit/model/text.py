"""How touchkit treats text: one spelling for equal words, ids made from names, near misses."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

# Control characters, lone surrogates and non-characters can stand in no CSV cell, no workbook
# and no PostgreSQL column; they carry nothing a person typed on purpose.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NEWLINES = re.compile("\r\n|\r|\u2028|\u2029|\x85|\x0b|\x0c")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"})
_LONGEST_SLUG = 60


def clean(text: str) -> str:
    r"""Return the text in NFC, trimmed, with ``\n`` line ends and no control characters.

    Examples
    --------
    >>> clean("  Cafe\u0301\x00 ")
    'Café'
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = _UNPRINTABLE.sub("", _NEWLINES.sub("\n", text))
    return unicodedata.normalize("NFC", text).strip()


def is_blank(value: Any) -> bool:
    """Say whether a cell is empty: blank, empty and missing are the same."""
    if not isinstance(value, str):
        return value is None
    return not value[:1].isalnum() and not clean(value)


def is_slug(text: str) -> bool:
    """Say whether the text can be an id: ``[a-z0-9][a-z0-9-]*``."""
    return _SLUG.fullmatch(text) is not None


def slug(name: str) -> str:
    """Return an id made from a name, or an empty string where no letter or digit remains.

    Examples
    --------
    >>> slug("Müller & Söhne: Straße 5"), slug("請求書"), slug("🙂")
    ('muller-sohne-strasse-5', '', '')
    """
    plain = (
        unicodedata.normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore").decode()
    )
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_LONGEST_SLUG].strip("-")


def fingerprint(*parts: str) -> str:
    """Return a short id that is always the same for the same parts.

    A row without a name gets such an id when a pack leaves it out: reading the pack twice
    gives equal tables, which a random number would not.
    """
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=8).hexdigest()


def free(wanted: str, taken: Iterable[str]) -> str:
    """Return the wanted id, with ``-2``, ``-3``, … behind it where it is taken.

    Examples
    --------
    >>> free("invoice", {"invoice", "invoice-2"})
    'invoice-3'
    """
    used = taken if isinstance(taken, (set, frozenset, dict)) else set(taken)
    if wanted not in used:
        return wanted
    number = 2
    while f"{wanted}-{number}" in used:
        number += 1
    return f"{wanted}-{number}"


LONGEST_SHOWN = 120
"""How many letters of a name a list, a finding or a report shows; the store keeps them all."""


def shortened(name: str, most: int = 80) -> str:
    """Return a name that fits on a card; one of 10,000 letters would hide the map.

    Examples
    --------
    >>> shortened("Invoice"), shortened("The invoice that never ends", 12)
    ('Invoice', 'The invoice …')
    """
    line = " ".join(name.split())
    return line if len(line) <= most else f"{line[:most].rstrip()} …"


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known word most like the given one, or None where nothing is close.

    `cutoff` is the part of the letters that agree from which a word is close.
    """
    by_lower = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=cutoff)
    return by_lower[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return ``Did you mean 'x'?`` for a near miss, else the other sentence."""
    close = nearest(word, known)
    return f"Did you mean {close!r}?" if close else otherwise


def listed(words: Iterable[str], most: int = 12) -> str:
    """Return the words with commas between, cut after `most`, as one reads them in a message."""
    names = list(words)
    if not names:
        return "(none yet)"
    more = f", … ({len(names)} in all)" if len(names) > most else ""
    return ", ".join(names[:most]) + more
