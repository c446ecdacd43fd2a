"""The ideas for one touchpoint: a line to type the next one in, and each changed where it stands."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.screens.controls import Maker, html, offer, row, show, show_if, suggest
from touchkit.screens.due import show_due
from touchkit.screens.entry import Entry
from touchkit.screens.markup import framed
from touchkit.screens.pool import Card, Pool
from touchkit.screens.priorities import wear
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts
from touchkit.steps.ideas import GUESSES, KINDS, STATUSES, Idea, sizes, told, who_and_when

_LONGEST = 140
_EMPTY = (
    '<p class="tk-empty">No idea yet. Type one in a few words and press Enter, or open '
    "<em>What if …?</em> below for a prompt.</p>"
)


class IdeasPanel(widgets.VBox):
    """The ideas for the touchpoint that is open."""

    def __init__(self, make: Maker, state: Enhancing) -> None:
        self._state, self._touchpoint = state, ""
        self.kind = make.choice("The next idea is a", lambda _: None, KINDS)
        offer(self.kind, KINDS, "fix")
        self.entry = Entry(make, "New idea", self._add, hint="An idea in a few words, then Enter")
        self.said, self.empty = html(), html(_EMPTY)
        self.cards = Pool(lambda: IdeaCard(make, state))
        super().__init__(
            [
                html("<h3>Ideas</h3>"),
                row(self.kind, self.entry, kind="tk-new-idea"),
                self.said, self.empty, self.cards,
            ]
        )  # fmt: skip
        self.add_class("tk-ideas")

    def _add(self, text: str) -> None:
        self._state.add_ideas(text, self.kind.value or "fix", touchpoint=self._touchpoint)

    def _settle(self) -> None:
        """Leave what was half typed with the client and the touchpoint it was typed for."""
        self.entry.keep_to(self._state.session.client)
        if self._state.current != self._touchpoint:
            self.entry.flush()
            self._touchpoint = self._state.current

    def draw(self, facts: Facts) -> None:
        """Show the ideas as they are stored now."""
        self._settle()
        here = facts.at(self._state.current)
        said = self._state.said
        self.said.value = framed(
            f'<p class="tk-notice" role="status">{escape(said)}</p>' if said else ""
        )
        show_if(self.said, said)
        show_if(self.empty, not here)
        self.cards.fill(here)


class IdeaCard(Card):
    """One idea: a line that tells it all, and below it the fields, made when it is opened first."""

    def __init__(self, make: Maker, state: Enhancing) -> None:
        self._make, self._state = make, state
        self.head = make.button("", lambda: state.open_idea(self.row), kind="idea-head")
        self.editor: IdeaEditor | None = None
        super().__init__([self.head])
        self.add_class("tk-idea")

    def fill(self, shown: Idea) -> None:
        """Show an idea; its fields only where it is the one that is open."""
        state, facts = self._state, self._state.facts()
        opened = state.idea == shown.id
        sign = "▾" if opened else "▸"
        title = " ".join(shown.title.split())
        title = title if len(title) <= _LONGEST else f"{title[:_LONGEST]}…"
        status = {value: said for said, value in STATUSES}[shown.status]
        third = f"{who_and_when(shown)} · {status.lower()}"
        others = [facts.names.get(one, one) for one in shown.touchpoints if one != state.current]
        also = f" · also: {', '.join(others)}" if others else ""
        lines = (f"{sign} {title}", told(shown, facts.client, facts.names), third + also)
        show(self.head, description="\n".join(lines))
        wear(self.head, {"tk-lacking": bool(shown.lacks), "tk-finished": not shown.open})
        if opened and self.editor is None:
            self.editor = IdeaEditor(self._make, state, self)
            self.children = [self.head, self.editor]
        if self.editor is not None:
            show_if(self.editor, opened)
            if opened:
                self.editor.fill(shown, facts)


class IdeaEditor(widgets.VBox):
    """The fields of one idea; each is stored when it is left."""

    def __init__(self, make: Maker, state: Enhancing, card: IdeaCard) -> None:
        self._state, self._card, change = state, card, self._change
        self.title = make.area("Title", lambda text: change(title=text), rows=1)
        self.kind = make.choice("Kind", lambda kind: change(kind=kind), KINDS)
        self.guesses = {
            column: make.choice(said, partial(self._guess, column))
            for column, said in GUESSES.items()
        }
        self.votes = make.number("Dots", lambda votes: change(votes=votes))
        self.owner = make.suggest("Owner", lambda who: change(owner=who), hint="who?")
        self.due = make.text("By", lambda text: state.set_due(card.row, text), hint="24.12.2026")
        self.seen = make.area(
            "What will we see in four weeks?", lambda text: change(success_measure=text)
        )
        self.department = make.choice("Department", lambda one: change(department=one))
        self.status = make.choice("Status", lambda status: change(status=status), STATUSES)
        self.trouble = html()
        self.decide = make.button(
            "Make it a decision",
            lambda: state.decide(card.row),
            kind="main",
            hint="Records it with its owner and date",
        )
        self.every = make.button(
            "Make it an act",
            lambda: state.make_act(card.row),
            hint="Something done every time: it goes on the calendar, under Every time",
        )
        self.remove = make.button("Remove", lambda: state.remove_idea(card.row), kind="danger")
        super().__init__(
            [
                self.title,
                row(self.owner, self.due, self.trouble),
                self.seen,
                row(self.kind, *self.guesses.values()),
                row(self.department, self.votes, self.status),
                row(self.decide, self.every, self.remove),
            ]
        )
        self.add_class("tk-idea-editor")

    def _change(self, **fields: Any) -> bool:
        return self._state.change_idea(self._card.row, **fields)

    def _guess(self, column: str, size: str) -> bool:
        return self._change(**{column: size})

    def fill(self, idea: Idea, facts: Facts) -> None:
        """Show an idea's fields."""
        show(self.title, value=idea.title)
        show(self.seen, value=idea.success_measure)
        offer(self.kind, KINDS, idea.kind)
        for column, control in self.guesses.items():
            current = getattr(idea, column)
            offer(control, sizes(facts.client, column, current), current)
        show(self.votes, value=min(idea.votes, self.votes.max))
        suggest(self.owner, idea.owner, lambda: facts.people, own=self._state.session.people_known)
        departments = [(facts.names[one], one) for one in facts.departments]
        offer(self.department, [("nobody's in particular", ""), *departments], idea.department)
        offer(self.status, STATUSES, idea.status)
        show_due(self.due, self.trouble, self._state, idea.id, idea.due)
        decided = self._state.decided(idea)
        words = "✓ Recorded as a decision" if decided else "Make it a decision"
        show(self.decide, description=words, disabled=decided)
        acts = self._state.on_calendar(idea)
        words = "✓ On the calendar" if acts else "Make it an act"
        show(self.every, description=words, disabled=acts)
