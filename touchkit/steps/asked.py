"""What a page asks for, read with mistrust: wrong types and huge texts are refused in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from touchkit.errors import InputError
from touchkit.model.text import clean

LONGEST_NAME = 500
LONGEST_TEXT = 20_000
_MOST = 5_000


class RefusedError(InputError):
    """What cannot be done as it was asked; the reason is a sentence for who asked."""


class Asked:
    """The arguments of one intent.

    Parameters
    ----------
    cells : object
        What the page sent; anything but a mapping is refused.
    """

    def __init__(self, cells: object) -> None:
        if not isinstance(cells, Mapping):
            raise _unclear("what was asked for")
        self._cells = cells

    def raw(self, name: str) -> Any:
        """Return an argument as it came; None where it did not."""
        return self._cells.get(name)

    def has(self, name: str) -> bool:
        """Say whether an argument came at all."""
        return name in self._cells

    def need(self, name: str) -> None:
        """Refuse what came without an argument."""
        if name not in self._cells:
            raise _unclear(name)

    def text(self, name: str, most: int = LONGEST_NAME) -> str:
        """Return a text, cleaned; blank where there is none."""
        value = self._cells.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise _unclear(name)
        if len(value) > most:
            raise RefusedError(
                f"That is too long: {len(value):,} letters where at most {most:,} fit; nothing was stored."
            )
        return clean(value)

    def word(self, name: str, words: Sequence[str]) -> str:
        """Return one of some words."""
        value = self.text(name)
        if value not in words:
            raise _unclear(name)
        return value

    def ids(self, name: str) -> list[str]:
        """Return ids, each once; at least one."""
        value = self._cells.get(name)
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            raise _unclear(name)
        if not value:
            raise RefusedError("Choose a card first; nothing was changed.")
        if len(value) > _MOST:
            raise RefusedError(
                f"That is too many at once: at most {_MOST:,} go; nothing was changed."
            )
        return list(dict.fromkeys(value))

    def flag(self, name: str) -> bool:
        """Return yes or no."""
        value = self._cells.get(name)
        if not isinstance(value, bool):
            raise _unclear(name)
        return value

    def before(self, name: str, row: str) -> dict[str, str]:
        """Return what a page believes a row's cells were."""
        value = self._cells.get(name)
        cells = value.get(row) if isinstance(value, Mapping) else None
        if not isinstance(cells, Mapping):
            return {}
        return {str(key): cell or "" for key, cell in cells.items() if isinstance(cell, str | None)}


def _unclear(name: str) -> RefusedError:
    return RefusedError(f"touchkit did not understand this ({name[:40]}); nothing was changed.")
