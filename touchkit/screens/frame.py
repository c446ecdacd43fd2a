"""The frame around each step: client, question, time left, for whom, by whom, saved, undo, help."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.screens import guide, pages
from touchkit.screens.controls import Maker, column, html, offer, row, show, show_if
from touchkit.screens.markup import framed
from touchkit.screens.printing import print_button
from touchkit.steps.agenda import LENGTHS, step
from touchkit.steps.progress import Progress, progress
from touchkit.steps.session import Session
from touchkit.steps.timer import Timer

_MORE_TIME = 5
_LOST = (
    "No answer from touchkit for a while. What was marked as saved is kept. "
    "If this stays, reload the page; in a notebook, press Run, then Run All Cells."
)


class Frame(widgets.VBox):
    """What stands above each step, the same on every one.

    Parameters
    ----------
    session : Session
        What is open.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._step = step("start")
        self._timers: dict[tuple[str, str], Timer] = {}
        self._beat, self._newest = 0, None
        make = self.make = Maker(session.report)
        self.head, self.trouble, self.told = html(), html(), html()
        self.understood = make.button("Understood", session.dismiss, kind="small")
        self.clock = html()
        self.clock.add_class("tk-clock")
        self.persona = make.choice("Journey of", self._persona_picked)
        self.who = make.choice("Typing", session.work_as)
        self.undo = make.button("Undo", session.undo, kind="small")
        self.redo = make.button("Redo", session.redo, kind="small")
        self.pause = make.button(
            "Start", self._pause, kind="small", hint="Start or pause the timer"
        )
        self.more_time = make.button(
            f"+{_MORE_TIME} min", self._give_time, kind="small", hint="Five minutes more"
        )
        self.late = make.toggle(
            "We are late", self._late, hint="Take the short path through this step"
        )
        self.help = make.toggle("Guide", self._draw_drawer, hint="What to say and do in this step")
        self.more = make.toggle(
            "More", self._draw_drawer, hint="Print, keep a copy, go back to one"
        )
        self.saved = html()
        self.saved.add_class("tk-saved")
        self.keep = make.button("Keep a copy of everything as it is now", self._keep)
        self.copies = make.choice("Copies", lambda _: self._draw_copies(), wide=True)
        self.back = make.button("Go back to this copy (can be undone)", self._go_back)
        self.day = make.choice(
            "The workshop takes", self._set_length, [(said, name) for name, said in LENGTHS.items()]
        )
        self.print = html(print_button())
        self.card = html()
        self.drawer = column(
            row(self.print, self.keep, self.day), row(self.copies, self.back), kind="tk-drawer"
        )
        self.time = row(self.clock, self.pause, self.more_time, kind="tk-time")
        bar = (self.persona, self.who, self.undo, self.redo, self.late, self.help, self.more)
        super().__init__(
            [
                row(self.head, self.time, kind="tk-top"), row(*bar, kind="tk-bar"),
                row(self.trouble, self.understood, kind="tk-trouble"), self.drawer, self.card,
                row(self.told, self.saved, kind="tk-foot"),
            ]
        )  # fmt: skip
        self.add_class("tk-frame")
        self._draw_drawer()

    @property
    def progress(self) -> Progress | None:
        """What this step has and lacks; None while no client is open."""
        workshop = self.session.workshop
        return (
            progress(self.session.tables_shown(), self._step.name) if workshop is not None else None
        )

    def turn_to(self, name: str) -> None:
        """Show another step's question, time and guide; its own timer goes on where it was."""
        if name != self._step.name:
            self.session.dismiss()  # what went wrong in one step is no concern of the next
        self._step = step(name)
        self.draw()
        self._draw_drawer()
        self.tick()

    def draw(self) -> None:
        """Show the session as it is now."""
        session, workshop = self.session, self.session.workshop
        self.head.value = framed(self._heading())
        offer(self.persona, session.personas or [("Everybody", "")], session.persona)
        offer(self.who, session.people or [(session.who, session.who)], session.who)
        show_if(self.persona, len(session.personas) > 1)
        show_if(self.who, workshop is not None)
        for button, what, name in (
            (self.undo, session.undoable, "Undo"), (self.redo, session.redoable, "Redo"),
        ):  # fmt: skip
            show(
                button,
                disabled=not what,
                tooltip=f"{name}: {what}" if what else f"Nothing to {name.lower()}",
            )
            show_if(button, workshop is not None)
        self.trouble.value = framed(pages.error_page(session.error)) if session.error else ""
        for control in (self.trouble, self.understood):
            show_if(control, session.error)
        show(self.late, value=session.late)
        self.told.value = framed(self._telling())
        self._draw_copies()

    def settle(self) -> None:
        """Say that all is saved, and what the page shows now: the last word, after the steps were drawn."""
        session = self.session
        unsaved = '<span class="tk-unsaved">Not saved</span>' if session.unsaved else ""
        mark = unsaved or (f"✓ {escape(session.saved)}" if session.saved else "")
        about = f'data-client="{escape(session.client)}" data-revision="{session.revision}"'
        self.saved.value = framed(f"<span {about}>{mark}</span>")

    def tick(self) -> None:
        """Show the time left, and that the kernel answers: a page that hears nothing says so by itself."""
        self._beat += 1
        timer = self._timer()
        over = " tk-over" if timer.over else ""
        self.clock.value = (
            f'<div class="tk"><span class="tk-left{over}" role="timer">{timer.shown}</span>'
            f'<div class="tk-lost tk-beat-{self._beat % 2}" role="status">{_LOST}</div></div>'
        )
        show(self.pause, description="Pause" if timer.running else "Start timer")

    def _timer(self) -> Timer:
        length = self.session.length
        timer = Timer(self._step.minutes[length])
        return self._timers.setdefault((length, self._step.name), timer)

    def _pause(self) -> None:
        self._timer().toggle()
        self.tick()

    def _give_time(self) -> None:
        self._timer().add(_MORE_TIME)
        self.tick()

    def _set_length(self, length: str | None) -> None:
        self.session.set_length(length or "")
        self.tick()

    def _persona_picked(self, persona: str | None) -> None:
        self.session.persona = persona or ""

    def _late(self, late: bool) -> None:  # noqa: FBT001 # what a toggle button hands over
        self.session.late = late

    def _keep(self) -> None:
        self.session.snapshot(f"Copy from {self._step.title}")

    def _go_back(self) -> None:
        if self.copies.value is not None:
            self.session.restore(self.copies.value)

    def _heading(self) -> str:
        workshop, about = self.session.workshop, self._step
        client = escape(workshop.client.title) if workshop else "Welcome"
        word = workshop.client.customer_word if workshop else "customer"
        count = f"{about.number} of 5 · " if about.heading != about.title else ""
        return (
            f'<h1>{client}</h1><p class="tk-question"><span class="tk-count">{count}{escape(about.title)}:</span> '
            f"{escape(about.question.replace('customer', word))}</p>"
        )

    def _telling(self) -> str:
        found = self.progress
        if found is None:
            return ""
        mark = "✓" if found.complete else "○"
        short = ""
        if self.session.late:
            short = (
                f'<p class="tk-notice">We are late. The short path: {escape(self._step.short)}.</p>'
            )
        return f'{short}<p class="tk-quiet tk-progress">{mark} {escape(found.sentence)}</p>'

    def _draw_copies(self) -> None:
        if not self.more.value:
            return
        copies: list[tuple[str, Any]] = self.session.snapshots()
        newest = copies[0][1] if copies else None
        chosen = self.copies.value if newest == self._newest else newest
        self._newest = newest
        offer(self.copies, copies, chosen)
        for control in (self.copies, self.back):
            show_if(control, copies)

    def _draw_drawer(self, _value: Any = None) -> None:
        show_if(self.drawer, self.more.value)
        show_if(self.card, self.help.value)
        if self.more.value:
            show(self.day, value=self.session.length)
            self._draw_copies()
        if self.help.value:
            self.card.value = framed(guide.card_page(self._step))
