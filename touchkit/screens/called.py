"""The list of all ideas: newest first, narrowed by kind, ticked, opened, removed, their dots counted."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import ipywidgets as widgets

from touchkit.model.saying import share
from touchkit.screens.controls import Maker, hide_label, html, offer, row, show, show_if
from touchkit.screens.joining import MergeBar
from touchkit.screens.markup import framed
from touchkit.screens.pool import Card, Pool
from touchkit.screens.priorities import wear
from touchkit.steps.called import PAGE, Called, CalledList
from touchkit.steps.facts import Facts
from touchkit.steps.ideas import KINDS
from touchkit.steps.joining import Joining

_KINDS = [("All kinds", ""), *KINDS]
_EMPTY = (
    '<p class="tk-empty">No idea yet. Say “What could we do here?”, type what is called out in a few '
    "words and press Enter; the next one can follow at once. A list can be pasted, one idea a line. "
    "Lift and cost can wait.</p>"
)
_NONE = '<p class="tk-empty">No idea of that sort. Choose “All kinds” to see the others.</p>'


class CalledPanel(widgets.VBox):
    """What the list shows and how; a page of it at a time, so that 200 ideas do not slow the room."""

    def __init__(self, make: Maker, ideas: CalledList, joining: Joining) -> None:
        self._ideas, self._joining = ideas, joining
        self._laid: tuple[object, ...] = ()
        self.told = html()
        self.only = hide_label(make.choice("Kind shown", self._narrow, _KINDS))
        self.to_guess = make.toggle(
            "Still to guess", self._guess, hint="Only what has no lift or cost"
        )
        self.by_dots = make.button("Most dots first", ideas.by_dots, kind="small")
        self.newest = make.button("Newest first", ideas.newest_first, kind="small")
        self.count = make.toggle("Count dots", self._count, hint="− and + beside each idea")
        self.each = make.text("Dots each", self._each, hint="3")
        self.only.layout.width, self.each.layout.width = "180px", "190px"
        self.tally = html()
        self.before = html()
        self.anew = make.button(
            "Begin a new count", ideas.begin_count, kind="small",
            hint="Blanks the dots of all open ideas; Undo brings them back",
        )  # fmt: skip
        self.counting = row(self.each, self.tally, self.before, self.anew)
        self.bar = MergeBar(make, joining)
        self.empty, self.none = html(_EMPTY), html(_NONE)
        self.rows = Pool(lambda: CalledRow(make, ideas, joining))
        self.more = make.button("Show more ideas", ideas.show_more, kind="small")
        self.tools = row(self.told, self.only, self.to_guess, self.by_dots, self.newest, self.count)
        super().__init__(
            [self.tools, self.counting, self.bar, self.empty, self.none, self.rows, self.more]
        )
        self.add_class("tk-called")

    def draw(self, facts: Facts) -> None:
        """Show the ideas as they are stored now."""
        ideas, joining, any_there = self._ideas, self._joining, bool(facts.ideas)
        shown, ticked = ideas.rows(), set(joining.ticked)
        self.told.value = framed(f'<span role="status">{escape(ideas.list_said())}</span>')
        offer(self.only, _KINDS, ideas.only)
        show(self.to_guess, value=ideas.to_guess)
        show(self.count, value=ideas.counting)
        show_if(self.tools, any_there)
        show_if(self.newest, ideas.order)
        show_if(self.by_dots, any(idea.votes for idea in facts.ideas))
        show_if(self.counting, any_there and ideas.counting)
        show(self.each, value=str(ideas.each or ""))
        tally = ideas.tally() if ideas.counting else ""
        self.tally.value = framed(f'<strong role="status">{escape(tally)}</strong>')
        before = ideas.before_said()
        self.before.value = framed(f"<span>{escape(before)}</span>") if before else ""
        show_if(self.anew, before)
        show_if(self.bar, len(facts.ideas) > 1)
        self.bar.draw()
        show_if(self.empty, not any_there)
        show_if(self.none, any_there and not shown)
        laid = (ideas.session.client, ideas.order, ideas.only, ideas.to_guess)
        if laid != self._laid:
            self._laid = laid
            self.rows.let_go()
        self.rows.fill(
            [
                Line(id=one.id, idea=one, ticked=one.id in ticked, counting=ideas.counting)
                for one in shown
            ]
        )
        left = ideas.more()
        show(self.more, description=f"Show {min(left, PAGE)} more of {left}")
        show_if(self.more, left)

    def _narrow(self, kind: str | None) -> None:
        self._ideas.only = kind or ""

    def _guess(self, wanted: bool) -> None:  # noqa: FBT001 # what a toggle hands over
        self._ideas.to_guess = wanted

    def _count(self, wanted: bool) -> None:  # noqa: FBT001 # what a toggle hands over
        self._ideas.counting = wanted

    def _each(self, typed: str) -> None:
        if not self._ideas.set_each(typed):
            show(self.each, value=str(self._ideas.each or ""))


@dataclass(frozen=True, kw_only=True)
class Line:
    """An idea as a row shows it, with the id a pool knows it by."""

    id: str
    idea: Called
    ticked: bool
    counting: bool


class CalledRow(Card):
    """One idea: a box to tick, what it is, its dots while they are counted, and Remove."""

    def __init__(self, make: Maker, ideas: CalledList, joining: Joining) -> None:
        self._make, self._ideas = make, ideas
        self.tick = make.tick("", lambda on: joining.tick(self.row, on))
        self.head = make.button(
            "", lambda: ideas.open(self.row), kind="idea-head", hint="Open it in “Gaps and ideas”"
        )
        self.remove = make.button("Remove", lambda: ideas.remove(self.row), kind="quiet")
        self.dots: DotsOf | None = None
        self.line = widgets.HBox([self.tick, self.head, self.remove])
        super().__init__([self.line])
        self.add_class("tk-called-row")

    def fill(self, shown: Line) -> None:
        """Show an idea."""
        idea = shown.idea
        counting = shown.counting and idea.open
        dots = f" · {idea.dots_said}" if idea.dots_said and not counting else ""
        show(self.head, description=f"{idea.title}\n{idea.about}{dots}")
        wear(self.head, {"tk-finished": not idea.open})
        show(self.tick, value=shown.ticked, description=f"Tick “{idea.title}” to merge it")
        show(self.remove, tooltip=f"Remove “{idea.title}”")
        if counting and self.dots is None:
            self.dots = DotsOf(self._make, self._ideas, self)
            self.line.children = [self.tick, self.head, self.dots, self.remove]
        if self.dots is not None:
            show_if(self.dots, counting)
            if counting:
                self.dots.fill(idea)


class DotsOf(widgets.HBox):
    """The dots of one idea: one fewer, the number, one more, and its part of all; only while it is open."""

    def __init__(self, make: Maker, ideas: CalledList, card: CalledRow) -> None:
        def put(typed: str) -> None:
            if not ideas.give(card.row, typed):
                self.fill(self._shown)

        self._shown: Called
        self.fewer = make.button("−", lambda: ideas.step(card.row, -1))
        self.field = hide_label(make.text("Dots", put, hint="—"))
        self.more = make.button("+", lambda: ideas.step(card.row, 1))
        self.bar = html("", "tk-call-bar")
        super().__init__([self.fewer, self.field, self.more, self.bar])
        self.add_class("tk-call-dots")

    def fill(self, idea: Called) -> None:
        """Show the dots."""
        self._shown = idea
        short = idea.title[:100]
        show(self.fewer, tooltip=f"One dot fewer for {short}", disabled=not idea.dots)
        show(self.more, tooltip=f"One dot more for {short}")
        typed = "" if idea.dots is None else str(idea.dots)
        show(self.field, description=f"Dots for {short}", value=typed)
        width = f"{100 * idea.height:.0f}%"
        words = share(idea.part) if idea.dots else ""
        self.bar.value = framed(
            f'<div class="tk-bar"><span class="tk-bar-full" style="width:{width}"></span></div>'
            f"<span>{words}</span>"
        )
