"""Ideas as they are called out: a line to type in, then look-alikes, the round “save first”, the list."""

from __future__ import annotations

from html import escape
from typing import Any

from touchkit.screens.called import CalledPanel
from touchkit.screens.controls import Maker, column, hide_label, html, offer, row, show_if
from touchkit.screens.joining import LookalikesPanel
from touchkit.screens.line import Line
from touchkit.screens.markup import framed
from touchkit.screens.part import Part
from touchkit.screens.save_first import SaveFirstPanel
from touchkit.steps.called import CalledList
from touchkit.steps.calling import Calling
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts
from touchkit.steps.ideas import KINDS
from touchkit.steps.joining import Joining
from touchkit.steps.save_first import SaveFirst

_NO_TOUCHPOINT = (
    '<p class="tk-empty">No touchpoint yet. Step 2 is where they are written down; then come back '
    "and call out what to make better.</p>"
)


class CallingPart(Part):
    """Everything the scribe needs while a room calls out ideas."""

    def __init__(self, make: Maker, state: Enhancing) -> None:
        self.state = state
        self.calling, self.ideas = Calling(state), CalledList(state)
        self.joining, self.round = Joining(state, self.calling.tell), SaveFirst(self.calling)
        self.entry = Line(make, "Idea", self.calling.add)
        self.target = make.choice("For", self._aim)
        self.kind = hide_label(make.pick("Kind", self._be, KINDS))
        self.saving = SaveFirstPanel(make, self.round)
        self.said = html()
        self.looks = LookalikesPanel(make, self.joining, state)
        self.list = CalledPanel(make, self.ideas, self.joining)
        self.nothing = html(_NO_TOUCHPOINT)
        self.body = column(
            self.entry,
            row(self.target, self.kind, self.saving.toggle, kind="tk-call-as"),
            self.said, self.saving, self.looks, self.list,
        )  # fmt: skip
        super().__init__([self.nothing, self.body])
        self.add_class("tk-call")
        for one in (self.calling, self.ideas, self.joining, self.round):
            one.observe(self._changed)

    def _changed(self, change: Any) -> None:
        """Show what changed in a State of this part, while it is looked at."""
        if self.state.part != "calling" or self.state.session.workshop is None:
            return
        if change["owner"] is self.calling:
            self._draw_line()
        else:
            self.draw(self.state.facts())

    def draw(self, facts: Facts) -> None:
        """Show what is stored now."""
        show_if(self.nothing, not facts.found)
        show_if(self.body, facts.found)
        self.entry.keep_to(self.state.session.client)
        self.saving.keep_to(self.state.session.client)
        if facts.found:
            self._draw_line()
            self.saving.draw()
            self.looks.draw(facts)
            self.list.draw(facts)

    def _draw_line(self) -> None:
        calling = self.calling
        targets, target = calling.targets(), calling.target
        offer(self.target, targets, target)
        offer(self.kind, KINDS, calling.kind)
        name = next((name for name, one in targets if one == target), "")
        self.entry.relabel("Idea", f"An idea for {name} in a few words, then Enter")
        named = "" if calling.said else calling.elsewhere()
        how = f"“{named}: …” in front of a line puts that one elsewhere." if named else ""
        kind, words = ("tk-call-said", calling.said) if calling.said else ("tk-quiet", how)
        said = f'<p class="{kind}">{escape(words)}</p>' if words else ""
        self.said.value = framed(f'<div role="status">{said}</div>')

    def _aim(self, touchpoint: str | None) -> None:
        self.calling.aim(touchpoint)
        self.draw(self.state.facts())

    def _be(self, kind: str | None) -> None:
        self.calling.kind = kind or self.calling.kind
