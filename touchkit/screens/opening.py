"""The start: choose a client or make one, see what its files lack, say who is in the room and what for."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from touchkit.screens import pages
from touchkit.screens.controls import column, html, offer, row, show, show_if
from touchkit.screens.download import DownloadPanel
from touchkit.screens.founding import FoundingPanel
from touchkit.screens.markup import framed, quiet
from touchkit.screens.people import PeoplePanel
from touchkit.screens.settings import SettingsPanel
from touchkit.screens.upload import UploadPanel
from touchkit.screens.view import StepView
from touchkit.steps.opening import StartState
from touchkit.steps.practice import PracticeState
from touchkit.steps.takeover import TakeOver


class StartView(StepView):
    """The start's controls."""

    STEP = "start"

    def build(self) -> list[widgets.Widget]:
        """Make the controls."""
        make, session = self.make, self.session
        self.state, self.takeover = StartState(session), TakeOver(session)
        self.client = make.choice("Client", lambda client: session.open(client or ""), wide=True)
        self.new = make.toggle("Make a new client", self._unfold)
        self.founding = FoundingPanel(self.state, make, self._fold)
        self.welcome, self.trouble = html(), html()
        self.practice, self.way_on = PracticeState(session), html()
        self.without = make.button("Open without these rows", session.open_without_faulty_rows)
        self.keep = make.button("Go on with the workshop as it is", session.keep_workshop)
        self.take = make.button("Take over the changed files (can be undone)", session.take_pack)
        self.choices = row(self.without, self.keep, self.take)
        self.people = PeoplePanel(self.state.people, make)
        self.settings = SettingsPanel(self.state, make)
        self.upload = UploadPanel(self.state, make)
        self.download = DownloadPanel(session, make)
        files = row(self.upload, self.download, kind="tk-files")
        sides = row(self.people, column(self.settings, files), kind="tk-columns")
        self.room = column(sides, self.upload.faults)
        self.state.observe(self.redraw, ["imported", "faults"])
        self.state.people.observe(self.redraw, ["asked", "told"])
        show(self.new, value=not session.choices)
        self._unfold()
        return [
            row(self.client, self.new, kind="tk-chooser"), self.founding, self.welcome, self.way_on, self.trouble,
            self.choices, self.room,
        ]  # fmt: skip

    def _unfold(self, _value: object = None) -> None:
        show_if(self.founding, self.new.value)

    def _fold(self) -> None:
        show(self.new, value=False)
        self._unfold()

    def redraw(self, _change: object = None) -> None:
        """Draw also while no client is open: this is where one is chosen."""
        session = self.session
        self._seen = session.shown()
        blank = [] if session.client else [("Choose a client …", "")]
        offer(self.client, [*blank, *session.choices], session.client)
        self.founding.draw()
        advice = (
            "" if session.client else f'<div class="tk-empty">{escape(self.state.advice)}</div>'
        )
        self.welcome.value = framed(advice)
        show_if(self.welcome, advice)
        self.way_on.value = framed(quiet(self.practice.way_on))
        show_if(self.way_on, self.practice.way_on)
        asked = self.takeover.question()
        notice = f'<div class="tk-notice" role="status">{escape(asked)}</div>' if asked else ""
        # Another client may stand above, open as before: these are not its files.
        titles = {client: title for title, client in session.choices}
        where = f"the files of {titles.get(session.wanted, session.wanted)}"
        self.trouble.value = framed(pages.problems_page(session.problems, where) + notice)
        show_if(self.trouble, session.problems or session.pack_changed)
        show_if(self.without, session.can_set_aside)
        show_if(self.keep, session.pack_changed)
        show_if(self.take, session.pack_changed)
        show_if(self.room, session.workshop is not None)
        super().redraw()

    def draw(self) -> None:
        """Show what is known of the client."""
        for panel in (self.people, self.settings, self.upload, self.download):
            panel.draw()
