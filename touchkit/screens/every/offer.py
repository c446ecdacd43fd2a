"""Files made when they are asked for, in the background, and offered as downloads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets

from touchkit.folder import Place
from touchkit.screens.behind import in_a_thread
from touchkit.screens.controls import Maker, html, offer, row, show, show_if
from touchkit.screens.markup import download_link, framed, quiet
from touchkit.steps.everytime import CalendarFacts, EveryTime

_STALE = "The calendar has changed since. Make it again to have that in it."
LARGEST = 30_000_000
"""Bytes a link may carry; browsers give up on longer ones."""


@dataclass(frozen=True, kw_only=True)
class File:
    """A file that was made.

    Attributes
    ----------
    words : str
        What the link says.
    name : str
        What it is called when it is saved.
    kind : str
        Its media type.
    content : bytes
        What is in it.
    whose : str
        Which of several it is; blank: offered beside the others.
    """

    words: str
    name: str
    kind: str
    content: bytes
    whose: str = ""


@dataclass(frozen=True, kw_only=True)
class Made:
    """Files that were made together, and what to say of them."""

    files: tuple[File, ...]
    said: str = ""


class Offer(widgets.VBox):
    """A button that makes files, and where they are fetched.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    every : EveryTime
        The calendar they are made of.
    words : str
        What the button says.
    doing : str
        What is said while they are made.
    said : str
        What they are good for.
    work : callable
        Makes them of the facts and the place of the client's pack, away from the page: it touches
        neither controls nor the store.
    more : sequence of Widget
        Controls beside the button.
    """

    def __init__(
        self, make: Maker, every: EveryTime, words: str, *, doing: str, said: str,
        work: Callable[[CalendarFacts, Place], Made], more: tuple[widgets.Widget, ...] = (),
    ) -> None:  # fmt: skip
        self.make, self.every, self._doing, self._said, self._work = make, every, doing, said, work
        self._made: Made | None = None
        self._key: tuple[Any, ...] = ()
        self._running: tuple[Any, ...] | None = None
        self.press = make.button(words, self.begin)
        self.whose = make.choice("Whose", lambda _: self._link())
        self.links, self.told = html(), html()
        show_if(self.whose, needed=False)
        super().__init__([row(self.press, *more, self.whose, self.links), self.told])
        self.add_class("tk-calfiles-offer")

    def _now(self) -> tuple[Any, ...]:
        session = self.every.session
        return session.client, session.revision, self.every.first

    def begin(self) -> None:
        """Make the files of what stands there now."""
        workshop = self.every.session.workshop
        if workshop is None or self._running is not None:
            return
        facts, place = self.every.facts(), workshop.place
        self._running, self._made = self._now(), None
        self.draw()
        in_a_thread(lambda: self._work(facts, place), self._done, report=self.make.report)

    def _done(self, made: Made | None) -> None:
        begun, self._running = self._running, None
        if begun is not None and begun[0] == self.every.session.client:
            self._made, self._key = made, begun
            names = [one.whose for one in made.files if one.whose] if made else []
            offer(self.whose, [(name, name) for name in names], names[0] if names else None)
        self.draw()

    def draw(self) -> None:
        """Say how things stand: being made, there, out of date; another client's go."""
        if self._made is not None and self._key[0] != self.every.session.client:
            self._made = None
        show(self.press, disabled=self._running is not None)
        if self._running is not None:
            said = self._doing
        elif self._made is None:
            said = self._said
        elif self._key != self._now():
            said = f"{_STALE} {self._made.said}".rstrip()
        else:
            said = self._made.said or self._said
        self.told.value = framed(quiet(said))
        self._link()

    def _link(self) -> None:
        files = self._made.files if self._made else ()
        chosen = self.whose.value
        show_if(self.whose, any(one.whose for one in files))
        shown = [one for one in files if not one.whose or one.whose == chosen]
        body = " ".join(_link(one) for one in shown)
        if self.links.value != (framed(body) if body else ""):
            self.links.value = framed(body) if body else ""


def _link(file: File) -> str:
    if len(file.content) > LARGEST:
        return quiet(f"{file.name} is too large for a link; it stands in the folder named below.")
    size = (
        f"{len(file.content) / 1e6:.1f} MB"
        if len(file.content) >= 100_000
        else f"{max(1, len(file.content) // 1000)} kB"
    )
    return download_link(f"{file.words} ({size})", file.name, file.kind, file.content)
