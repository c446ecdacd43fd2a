"""A calendar read in: what it would change first, then one press that takes it over."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.measure.saying import count
from touchkit.screens import pages
from touchkit.screens.behind import in_a_thread
from touchkit.screens.controls import (
    Maker,
    column,
    html,
    offer,
    row,
    show,
    show_if,
    suggest,
)
from touchkit.screens.markup import framed, listed, quiet, table
from touchkit.steps.calendar_files import CalendarFiles
from touchkit.steps.calendar_plan import Plan
from touchkit.steps.calendar_words import MOST, goes_to, summary, taking
from touchkit.steps.everytime import CalendarFacts, EveryTime

_SAID = (
    "Marketing's plan, somebody's calendar, or the workbook from here once it was edited: .ics, .xlsx or .csv. "
    "You see what would change before anything is stored."
)
_SIDES = (("Keep what stands here", False), ("Take what the file says", True))


class IncomingPanel(widgets.VBox):
    """Where a calendar is chosen, looked at and taken over; `faults` stands apart, it needs the room.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    every : EveryTime
        The calendar.
    """

    def __init__(self, make: Maker, every: EveryTime) -> None:
        self.make = make
        self.state = CalendarFiles(every, behind=partial(in_a_thread, report=make.report))
        # ipywidgets writes "(0)" behind it; the style shows the first line only.
        self.file = widgets.FileUpload(
            description="Read a calendar …\n", accept=".ics,.xlsx,.csv", icon=""
        )
        self.file.observe(lambda change: make.run(lambda: self._take(change["new"])), "value")
        self.said, self.faults, self.what = html(), html("", "tk-calfiles-faults"), html()
        self.audience = make.choice("They are for", partial(self._set, "audience"))
        self.owner = make.suggest(
            "Who sees to them", partial(self._set, "owner"), hint="nobody yet"
        )
        self.drop = make.tick("", partial(self._set, "drop"))
        self.clashes = html()
        self.theirs = make.pick("", partial(self._set, "theirs"), _SIDES)
        self.go = make.button("", self.state.take_over, kind="main")
        self.leave = make.button("Leave it", self.state.put_aside, kind="quiet")
        self.look = make.button("", partial(every.look_at, "findings"), kind="small")
        self.shut = make.button("Close", self.state.put_aside, kind="small")
        self.next = row(self.look, self.shut)
        self.given = row(self.audience, self.owner)
        self.both = column(self.clashes, self.theirs)
        self.lines = html()
        self.plan = column(
            self.what, self.given, self.drop, self.both, row(self.go, self.leave), self.lines, kind="tk-calfiles-plan"
        )  # fmt: skip
        title = html("<h2>What comes in</h2>")
        super().__init__([title, row(self.file), self.said, self.next, self.plan])
        self.add_class("tk-panel")

    def _set(self, name: str, value: Any) -> None:
        setattr(self.state, name, value if value is not None else "")

    def _take(self, files: tuple[dict[str, Any], ...]) -> None:
        if not files:
            return
        try:
            self.state.read(files[0]["name"], bytes(files[0]["content"]))
        finally:
            self.file.value = ()  # so that the same file can be chosen again once it is mended

    def draw(self, facts: CalendarFacts) -> None:
        """Show what the file would change now."""
        state, plan = self.state, self.state.plan()
        told = f'<p role="status" class="tk-calfiles-told">✓ {escape(state.told)}</p>'
        self.said.value = framed(told if state.told else self._said())
        show_if(self.said, plan is None)
        found = len(facts.found)
        show(self.look, description=f"{count(found, 'thing')} to look at")
        show_if(self.look, state.told and found)
        show_if(self.shut, state.faults)
        show_if(self.next, plan is None and (state.faults or (state.told and found)))
        show(self.file, disabled=bool(state.doing))
        self.faults.value = framed(pages.problems_page(state.faults, "the file"))
        show_if(self.faults, state.faults)
        show_if(self.plan, plan is not None)
        if plan is not None:
            self._draw(plan, facts)

    def _said(self) -> str:
        if self.state.faults:
            return f'<p class="tk-calfiles-mind">⚠ {escape(self.state.unread)} What to mend is told below.</p>'
        return quiet(self.state.doing or _SAID)

    def _draw(self, plan: Plan, facts: CalendarFacts) -> None:
        state = self.state
        steps = state.chosen(plan)
        self.what.value = framed(_head(plan))
        self.lines.value = framed(self._lines(plan))
        audiences = facts.tables["audiences"]
        known = [(facts.called("audiences", one), one) for one in audiences["id"]]
        offer(self.audience, [("everybody", ""), *known], state.audience)
        suggest(self.owner, state.owner, lambda: facts.people, own=state.session.people_known)
        show_if(self.given, not plan.ours and plan.number("new"))
        gone = len(plan.gone)
        show(self.drop, description=_drop(gone), value=state.drop)
        show_if(self.drop, gone)
        rows = [(c.title, c.file_says, c.here) for c in plan.clashes[:MOST]]
        more = len(plan.clashes) - len(rows)
        self.clashes.value = framed(
            "<h3>Changed in the file and here</h3>"
            + table(("What", "The file says", "Here"), rows)
            + (quiet(f"… and {more} more") if more > 0 else "")
        )
        offer(self.theirs, _SIDES, state.theirs)
        show_if(self.both, plan.clashes)
        words = taking(plan, steps)
        show(self.go, description=words or "Nothing to take over", disabled=not words)
        show(self.leave, description="Leave it" if words else "Close")

    def _lines(self, plan: Plan) -> str:
        said, more = self.state.listed(plan)
        rest = quiet(f"… and {more} more") if more else ""
        return f"{listed(said)}{rest}{_notes(plan.notes)}"


def _head(plan: Plan) -> str:
    from_here = " (written here)" if plan.ours else ""
    left = " What cannot be read is told below." if plan.left_out else ""
    return (
        f'<p class="tk-calfiles-file" role="status"><strong>{escape(plan.file)}</strong>{from_here}: '
        f"{escape(summary(plan))} {goes_to(plan)}{left}</p>"
    )


def _drop(gone: int) -> str:
    if gone == 1:
        return "Take out the one that is no longer in the file"
    return f"Take out the {gone} that are no longer in the file"


def _notes(notes: tuple[str, ...]) -> str:
    if not notes:
        return ""
    return f'<p class="tk-calfiles-mind">Good to know</p>{listed(notes[:MOST])}'
