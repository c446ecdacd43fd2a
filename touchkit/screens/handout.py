"""A file made when it is asked for, and offered as a download in the page."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

import ipywidgets as widgets

from touchkit.screens.controls import Maker, html, row, show
from touchkit.screens.markup import download_link, framed, quiet
from touchkit.steps.session import Session
from touchkit.workshop import Workshop

_STALE = "The workshop has changed since. Make it again to have that in it."
_TYPES = {".html": "text/html", ".pdf": "application/pdf", ".ics": "text/calendar"}


class Handout(widgets.VBox):
    """A button that makes a file, and the link that saves it.

    Parameters
    ----------
    make : Maker
        Says on the page what goes wrong.
    session : Session
        What is open.
    label : str
        What the button says.
    name : str
        What the file is called, with its ending: ``one-page.html``; the client and the day stand
        in front of it.
    write : callable
        Is given the workshop and a path, and writes the file there.
    said : str
        What the file is for.
    """

    def __init__(
        self, make: Maker, session: Session, label: str, name: str,
        write: Callable[[Workshop, Path], Path], *, said: str = "",
    ) -> None:  # fmt: skip
        self.session, self._name, self._write, self._said = session, name, write, said
        self._made = ("", 0)
        self.press = make.button(label, self._make)
        self.link, self.told = html(), html()
        super().__init__([row(self.press, self.link), self.told])
        self.add_class("tk-handout")

    def draw(self) -> None:
        """Take another client's file away; say when the workshop has gone on."""
        client, revision = self._made
        if client != self.session.client:
            self._made, self.link.value = ("", 0), ""
        stale = client == self.session.client and revision != self.session.revision
        self.told.value = framed(quiet(_STALE if stale else self._said))

    def _make(self) -> None:
        workshop = self.session.workshop
        if workshop is None:
            return
        show(self.press, disabled=True)
        revision = workshop.revision
        try:
            with tempfile.TemporaryDirectory() as folder:
                content = self._write(workshop, Path(folder) / self._name).read_bytes()
        finally:
            show(self.press, disabled=False)
        self._made = (workshop.name, revision)
        self.link.value = framed(_link(workshop.name, self._name, content))
        self.draw()


def _link(client: str, name: str, content: bytes) -> str:
    now = dt.datetime.now().astimezone()
    kind = _TYPES.get(Path(name).suffix, "application/octet-stream")
    return download_link(
        f"Download {name} of {now:%H:%M}", f"{client}-{now:%Y-%m-%d}-{name}", kind, content
    )
