"""Who does what by when: what is overdue first, owner, date and status changed where they stand."""

from __future__ import annotations

from html import escape
from typing import Any

from touchkit.deliver import summary_sheet
from touchkit.screens.controls import (
    Maker,
    column,
    hide_label,
    html,
    mark,
    offer,
    row,
    show,
    show_if,
    suggest,
)
from touchkit.screens.due import show_due
from touchkit.screens.handout import Handout
from touchkit.screens.markup import framed
from touchkit.screens.part import Part
from touchkit.screens.pool import Card, Pool
from touchkit.screens.printing import print_button
from touchkit.steps.days import say_day
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts
from touchkit.steps.registering import MORE, Action, Registering, standing

_EMPTY = (
    '<p class="tk-empty">Nothing yet. Open an idea, give it an owner and a date, and make it a '
    "decision.</p>"
)
_SIGNS = {"late": "⚠", "lacking": "○", "done": "✓", "": "▸"}


class RegisterPart(Part):
    """Everything somebody is to do."""

    def __init__(self, make: Maker, state: Enhancing) -> None:
        self._enhancing = state
        self.state = Registering(state.session)
        self.head = html()
        self.whose = make.choice("Whose", self.state.look_for)
        self.print = html(print_button("Print this list"))
        self.rows = Pool(lambda: ActionCard(make, self))
        self.rows.add_class("tk-plan")
        heads = [html(f"<p>{said}</p>") for said in ("What", "Who", "By when", "Status")]
        self.heads = row(*heads, kind="tk-action-line")
        self.heads.add_class("tk-action-heads")
        self.more = make.button("", self.state.show_more, kind="small")
        self.page = Handout(
            make, state.session, "One page to take home", "one-page.html", summary_sheet
        )
        self.bar = row(self.whose, self.print, self.page, kind="tk-register-bar")
        super().__init__(
            [column(self.head, self.bar, self.heads, self.rows, self.more, kind="tk-sheet")]
        )
        self.add_class("tk-register")
        self.state.observe(self._again)
        state.observe(lambda _: self.state.sort_again(), "part")

    def _again(self, _change: Any) -> None:
        if self.state.session.workshop is not None:
            self.draw(self._enhancing.facts())

    def draw(self, facts: Facts) -> None:
        """Show the register as it is now."""
        state = self.state
        every = state.all(facts)
        self.head.value = framed(_head(every, facts))
        for control in (self.bar, self.heads, self.rows):
            show_if(control, every)
        self.page.draw()
        offer(self.whose, state.owners(facts), state.owner)
        self.rows.fill(state.shown(facts))
        left = state.more(facts)
        show(self.more, description=_more(left))
        show_if(self.more, left)

    @property
    def people(self) -> tuple[str, ...]:
        """Who might see to something."""
        return self._enhancing.facts().people


class ActionCard(Card):
    """One thing to do: how it stands, what it is, who, by when, how far, and what shows that it worked."""

    def __init__(self, make: Maker, part: RegisterPart) -> None:
        self._part, state = part, part.state
        self.told, self.evidence, self.trouble = html(), html(), html()
        self.owner = make.suggest("Owner", lambda who: state.give(self.row, who), hint="who?")
        self.due = make.text("By", lambda text: state.set_due(self.row, text), hint="24.12.2026")
        self.status = make.choice("Status", lambda word: state.set_status(self.row, word))
        self.fixed = html()
        for control in (self.owner, self.due, self.status):
            control.layout.width = "auto"
            hide_label(control)
        self.told.add_class("tk-action-what")
        self.fixed.add_class("tk-action-fixed")
        line = row(self.told, self.owner, self.due, self.status, self.fixed, kind="tk-action-line")
        super().__init__([line, self.trouble, self.evidence])
        self.add_class("tk-action")

    def fill(self, shown: Action) -> None:
        """Show one thing to do."""
        state, kind = self._part.state, _kind(shown)
        where = f'<span class="tk-quiet"> · {escape(shown.where)}</span>' if shown.where else ""
        self.told.value = framed(
            f'<p><strong class="tk-action-{kind or "open"}">{_SIGNS[kind]} '
            f"{escape(shown.standing)}</strong></p><p><span>{escape(shown.what)}</span>{where}</p>"
        )
        mark(self, "tk-action-late", wanted=kind == "late")
        mark(self, "tk-action-lacking", wanted=kind == "lacking")
        about = shown.what[:60]
        show(self.owner, description=f"Owner of {about}")
        show(self.due, description=f"By when: {about}")
        show(self.status, description=f"Status of {about}")
        suggest(self.owner, shown.owner, lambda: self._part.people, own=state.session.people_known)
        show_due(self.due, self.trouble, state, shown.id, shown.due)
        offer(self.status, shown.statuses, shown.status if shown.statuses else None)
        has_own = shown.kind == "act"
        show_if(self.due, not has_own)
        show_if(self.status, shown.statuses)
        self.fixed.value = framed(f"<p>{_fixed(shown)}</p>") if not shown.statuses else ""
        show_if(self.fixed, not shown.statuses)
        mark(self.fixed, "tk-action-wide", wanted=has_own)
        self.evidence.value = framed(f'<p class="tk-quiet">{_evidence(shown)}</p>')
        show_if(self.evidence, shown.evidence or shown.review)


def _more(left: int) -> str:
    return (
        f"Show {MORE} more of {left}" if left > MORE else f"Show the other {left}" if left else ""
    )


def _kind(shown: Action) -> str:
    if shown.overdue or shown.worse:
        return "late"
    if shown.status == "done":
        return "done"
    return "" if shown.owner and shown.due else "lacking"


def _fixed(shown: Action) -> str:
    said = "late since" if shown.overdue else "last on" if shown.status == "done" else "next on"
    return f"every time; {said} {say_day(shown.due)}" if shown.due else "every time"


def _evidence(shown: Action) -> str:
    look = f"Look again on {shown.review}." if shown.review else ""
    return escape(" ".join(part for part in (shown.evidence, look) if part))


def _head(every: list[Action], facts: Facts) -> str:
    title = "<h2>Who does what by when</h2>"
    if not every:
        return title + _EMPTY
    late = any(one.overdue for one in every)
    kind = "tk-action-late-said" if late else ""
    return (
        f'<p class="tk-on-paper">{escape(facts.client.title)}</p>{title}'
        f'<p role="status" class="{kind}"><strong>{escape(standing(every))}</strong></p>'
    )
