"""The report, made when it is asked for and offered as a file."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import ipywidgets as widgets

from touchkit.deliver import report
from touchkit.screens.controls import Maker, html, row, show
from touchkit.screens.markup import download_link, framed, quiet
from touchkit.steps.session import Session

_SAID = "One file to forward: it opens in any browser, prints on A4 and names no customer."
_STALE = "The workshop has changed since. Make the report again to have that in it."


class DownloadPanel(widgets.VBox):
    """Where the report is made and fetched.

    Parameters
    ----------
    session : Session
        What is open.
    make : Maker
        Makes the controls.
    """

    def __init__(self, session: Session, make: Maker) -> None:
        self.session = session
        self._made = ("", 0)
        self.press = make.button("Make the report", self._make)
        self.link, self.said = html(), html()
        title = html()
        title.value = framed("<h2>The report</h2>")
        super().__init__([title, row(self.press, self.link), self.said])
        self.add_class("tk-panel")

    def draw(self) -> None:
        """Take another client's report away; say when the workshop has gone on."""
        client, revision = self._made
        if client != self.session.client:
            self._made, self.link.value = ("", 0), ""
        stale = client == self.session.client and revision != self.session.revision
        self.said.value = framed(quiet(_STALE if stale else _SAID))

    def _make(self) -> None:
        """Write the report into a file of its own and put it into the page, since a page cannot point at files."""
        workshop = self.session.workshop
        if workshop is None:
            return
        self.link.value = ""
        show(self.press, disabled=True)
        revision = workshop.revision
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "report.html"
                content = report(workshop, path, progress=self._progress).read_bytes()
        finally:
            show(self.press, disabled=False)
            self.said.value = ""
        self._made = (workshop.name, revision)
        self.link.value = framed(_link(workshop.name, content))
        self.draw()

    def _progress(self, done: int, total: int, what: str) -> None:
        self.said.value = framed(quiet(f"The report is being made: {what} ({done} of {total})."))


def _link(client: str, content: bytes) -> str:
    now = dt.datetime.now().astimezone()
    words = f"Download the report of {now:%H:%M} ({len(content) / 1e6:.1f} MB)"
    return download_link(words, f"{client}-report-{now:%Y-%m-%d}.html", "text/html", content)
