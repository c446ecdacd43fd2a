"""The start: choose a client, see what its files lack, say who is in the room."""

from __future__ import annotations

import ipywidgets as widgets

from touchkit.screens import pages
from touchkit.screens.controls import html, offer, row, show_if
from touchkit.screens.markup import framed
from touchkit.screens.view import StepView

_CHANGED = "The pack's files have changed since this workshop was opened. Which shall count?"


class StartView(StepView):
    """The start's controls."""

    STEP = "start"

    def build(self) -> list[widgets.Widget]:
        """Make the controls."""
        make, session = self.make, self.session
        self.client = make.choice("Client", lambda client: session.open(client or ""), wide=True)
        self.welcome, self.trouble = html(), html()
        self.without = make.button("Open without these rows", session.open_without_faulty_rows)
        self.keep = make.button("Go on with the workshop as it is", session.keep_workshop)
        self.take = make.button("Take over the changed files (can be undone)", session.take_pack)
        self.choices = row(self.without, self.keep, self.take)
        return [row(self.client), self.welcome, self.trouble, self.choices]

    def redraw(self, _change: object = None) -> None:
        """Draw also while no client is open: this is where one is chosen."""
        session = self.session
        self._seen = session.shown()
        blank = [] if session.client else [("Choose a client …", "")]
        offer(self.client, [*blank, *session.choices], session.client)
        notice = (
            f'<div class="tk-notice" role="status">{_CHANGED}</div>' if session.pack_changed else ""
        )
        self.trouble.value = framed(pages.problems_page(session.problems) + notice)
        show_if(self.without, session.can_set_aside)
        show_if(self.keep, session.pack_changed)
        show_if(self.take, session.pack_changed)
        if session.workshop is not None:
            self.draw()

    def draw(self) -> None:
        """Show what is known of the client."""
