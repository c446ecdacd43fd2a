"""The walk as a stranger: one touchpoint at a time, large; what happened, and what it was worth."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from touchkit.screens.controls import Maker, column, html, offer, row, show, show_if, suggest
from touchkit.screens.entry import Entry
from touchkit.screens.markup import framed
from touchkit.screens.notes import StickyNote
from touchkit.screens.pool import Pool
from touchkit.steps.walk import NOT_REACHED, NOTHING_THERE, WalkState


class WalkPanel(widgets.VBox):
    """The stop the stranger is at, and the way on.

    Parameters
    ----------
    state : WalkState
        What is shown.
    make : Maker
        Makes the controls.
    """

    def __init__(self, state: WalkState, make: Maker) -> None:
        self.state = state
        self._began = ("", state.session.persona)
        self.told = html()
        self.alias = make.suggest(
            "The stranger's name", self._rename, hint="need not be the real one"
        )
        self.stop = make.choice("Go to", self._jump)
        self.far = html()
        self.name = html()
        self.back = make.button("‹ Back", lambda: self._go(-1), hint="The stop before")
        self.on = make.button("Next ›", lambda: self._go(1), kind="main", hint="The next stop")
        self.score = make.pick("What did you get?", state.score)
        self.typed = make.text("What did you get?", state.type_score)
        self.unscore = make.button("No score", lambda: state.score(None), kind="quiet")
        self.lane = make.choice("Note as", self._choose)
        self.entry = Entry(
            make, "What happened?", self._note, hint="What happened here? Type, then Enter"
        )
        self.nothing = make.button(
            "Nothing there", lambda: state.missed(NOTHING_THERE), kind="small"
        )
        self.unreached = make.button(
            "Could not be reached", lambda: state.missed(NOT_REACHED), kind="small"
        )
        self.noted = Pool(lambda: StickyNote(make, state.notes))
        self.noted.add_class("tk-noted")
        self.all = column(
            row(self.alias, self.stop, self.far),
            row(self.back, self.name, self.on, kind="tk-stop"),
            row(self.score, self.typed, self.unscore, kind="tk-worth"),
            row(self.lane, self.entry, self.nothing, self.unreached, kind="tk-happened"),
            self.noted,
        )
        super().__init__([self.told, self.all])
        self.add_class("tk-walk")

    def _note(self, text: str) -> bool:
        at, persona = self._began
        return self.state.note(text, at=at, persona=persona)

    def _settle(self) -> None:
        """Leave what was half typed with the client, the stop and the persona it was typed for."""
        session, here = self.state.session, self.state.stop()
        self.entry.keep_to(session.client)
        began = (here.id if here else "", session.persona)
        if began != self._began:
            self.entry.flush()
            self._began = began

    def _go(self, steps: int) -> None:
        self.entry.flush()
        self.state.go(steps)

    def _jump(self, stop: str | None) -> None:
        self.entry.flush()
        self.state.jump(stop or "")

    def _rename(self, alias: str) -> None:
        self.entry.flush()
        self.state.walk_as(alias)

    def _choose(self, lane: str) -> None:
        self.state.lane = lane or ""

    def draw(self) -> None:
        """Show the stop, and what is stored about it."""
        self._settle()
        state, here = self.state, self.state.stop()
        advice = state.advice()
        kind = "tk-quiet" if here else "tk-empty"
        self.told.value = framed(f'<p class="{kind}">{escape(advice)}</p>') if advice else ""
        show_if(self.told, advice)
        show_if(self.all, here)
        if here is None:
            return
        stops, place = state.stops(), state.place()
        suggest(self.alias, state.alias, state.strangers)
        offer(
            self.stop,
            [(f"{n}. {one.name}", one.id) for n, one in enumerate(stops, start=1)],
            here.id,
        )
        self.far.value = framed(
            f'<p class="tk-far" role="status">{escape(state.standing())}</p>'
            f'<progress max="{len(stops)}" value="{state.visited()}" aria-label="How far the walk is"></progress>'
        )
        where = " · ".join(part for part in (here.stage, here.channel) if part)
        self.name.value = framed(
            f'<p class="tk-where">{escape(where)}</p><h2 class="tk-huge">{escape(here.name)}</h2>'
            f'<p class="tk-what">{escape(here.description)}</p>'
        )
        show(self.back, disabled=place == 1)
        show(self.on, disabled=place == len(stops))
        self._draw_score()
        offer(self.lane, state.lanes(), state.lane)
        self.noted.fill(state.noted())

    def _draw_score(self) -> None:
        points, scored = self.state.points(), self.state.scored()
        show_if(self.score, points)
        show_if(self.typed, not points)
        if points:
            offer(self.score, points, scored)
        low, high = self.state.bounds()
        show(
            self.typed,
            placeholder=f"{low} to {high}",
            value="" if scored is None else f"{scored:g}",
        )
        show_if(self.unscore, scored is not None)
