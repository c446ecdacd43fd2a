"""What looks wrong with the calendar, and one press for what is proposed."""

from __future__ import annotations

from functools import partial
from html import escape

from touchkit.measure.saying import count
from touchkit.screens.controls import (
    Maker,
    hide_label,
    html,
    mark,
    offer,
    row,
    show,
    show_if,
    suggest,
)
from touchkit.screens.every.limits import LimitsPanel
from touchkit.screens.every.part import CalendarPart
from touchkit.screens.markup import framed, listed
from touchkit.screens.pool import Card, Pool
from touchkit.steps.accepting import KINDS, PAGE, Accepting, Found
from touchkit.steps.everytime import CalendarFacts, EveryTime

_NONE = (
    '<p class="tk-empty">Nothing looks wrong. Nobody hears from you twice in a few days, nobody is forgotten, '
    "every act has an owner, and each promise has an act.</p>"
)
_NO_ACTS = (
    '<p class="tk-empty">There is no act yet, and nothing that asks for one. Write down what customers get '
    "every time under <em>Acts</em>, or choose ideas in step 5.</p>"
)
_LATER = {"collision", "drought", "load"}


class FindingsPart(CalendarPart):
    """The findings as cards: what, whom, when, what to do, and the press that does it."""

    def __init__(self, make: Maker, state: EveryTime) -> None:
        self.make, self.every = make, state
        self.state = Accepting(state)
        self.head, self.empty, self.faults = html(), html(), html()
        self.kinds = {
            kind: make.button("", partial(self.state.look_for, kind), kind="small", hint=means)
            for kind, (_, means) in KINDS.items()
        }
        self.bar = row(*self.kinds.values(), kind="tk-finding-kinds")
        self.cards = Pool(lambda: FindingCard(make, self))
        self.more = make.button("", self.state.show_more, kind="small")
        self.limits = LimitsPanel(make, state.session)
        super().__init__(
            [
                self.head, self.bar, self.faults, self.empty, self.cards, self.more,
                self.limits,
            ]
        )  # fmt: skip
        self.add_class("tk-findings")
        self.state.observe(self._again)

    def _again(self, _change: object) -> None:
        if self.state.session.workshop is not None and self.every.part == "findings":
            self.make.run(lambda: self.draw(self.every.facts()))

    def draw(self, facts: CalendarFacts) -> None:
        """Show what is found now."""
        state, counts = self.state, self.state.counts(facts)
        self.head.value = framed(_head(sum(counts.values())))
        for kind, button in self.kinds.items():
            many = counts.get(kind, 0)
            show(button, description=f"{KINDS[kind][0]} ({many})")
            show_if(button, many)
            mark(button, "mod-active", wanted=state.kind == kind and bool(many))
        show_if(self.bar, len(counts) > 1)
        wrong = [f"{one.found}: {one.hint}" for one in facts.faults]
        self.faults.value = framed(_faults(wrong)) if wrong else ""
        show_if(self.faults, wrong)
        nothing = not counts and not state.told
        self.empty.value = framed(_NO_ACTS if facts.tables["acts"].empty else _NONE)
        show_if(self.empty, nothing)
        self.cards.fill(state.shown(facts))
        self.limits.draw(facts)
        left = state.more(facts)
        show(self.more, description=f"Show {min(left, PAGE)} more of {left}")
        show_if(self.more, left)


class FindingCard(Card):
    """One finding."""

    def __init__(self, make: Maker, part: FindingsPart) -> None:
        self._part, state = part, part.state
        self.said = html("", "tk-finding-said")
        self.do = make.button("", lambda: state.accept(self.row), kind="main")
        self.owner = hide_label(
            make.suggest("Owner", lambda who: state.give(self.row, who), hint="somebody else?")
        )
        self.point = hide_label(
            make.choice("Touchpoint", lambda point: state.give(self.row, point))
        )
        self.look = make.button("Open the act", self._open, kind="small")
        self.keep = make.button(
            "Fine as it is", lambda: state.keep(self.row), kind="small",
            hint="It is told no more; undo brings it back",
        )  # fmt: skip
        self.undo = make.button("Undo", state.undo, kind="small")
        self._act = ""
        self.presses = row(
            self.do, self.owner, self.point, self.look, self.keep, self.undo, kind="tk-finding-do"
        )
        super().__init__([self.said, self.presses])
        self.add_class("tk-finding")

    def _open(self) -> None:
        self._part.every.open_act(self._act)

    def fill(self, shown: Found) -> None:
        """Show a finding."""
        facts, self._act, state = self._part.every.facts(), shown.act, self._part.state
        done = bool(shown.told)
        self.said.value = framed(_done(shown) if done else _said(shown))
        mark(self, "tk-finding-dated", wanted=shown.kind in _LATER and not done)
        mark(self, "tk-finding-done", wanted=done)
        what = shown.what[:60]
        show(self.do, description=shown.label, tooltip=shown.proposal)
        show_if(self.do, shown.label and not done)
        show(self.owner, description=f"Owner: {what}")
        show(self.point, description=f"Touchpoint: {what}")
        show_if(self.owner, shown.choice == "owner" and not done)
        show_if(self.point, shown.choice == "touchpoint" and not done)
        if shown.choice == "owner":
            known = self._part.every.session.people_known
            suggest(self.owner, "", lambda: facts.people, own=known)
        if shown.choice == "touchpoint":
            live = facts.tables["touchpoints"]
            live = live[live["status"] != "retired"]["id"]
            others = [
                ("another one …", None),
                *((facts.called("touchpoints", one), one) for one in live),
            ]
            offer(self.point, others, None)
        made = "Say when and how often" if done and state.made else "Open the act"
        show(self.look, description=made)
        show_if(self.look, shown.act)
        show(self.keep, tooltip=f"Fine as it is: {what}")
        show_if(self.keep, not done)
        show_if(self.undo, done and state.undoable)


def _said(shown: Found) -> str:
    name, means = KINDS[shown.kind]
    about = " · ".join(part for part in (shown.who, shown.when) if part and part != "everybody")
    return (
        f'<p class="tk-finding-kind" title="{escape(means)}"><strong>{escape(name)}</strong>'
        f'<span class="tk-quiet"> {escape(about)}</span></p><p>{escape(shown.what)}</p>'
        f'<p class="tk-finding-proposal">{escape(shown.proposal)}</p>'
        + (f'<p class="tk-error" role="alert">{escape(shown.trouble)}</p>' if shown.trouble else "")
    )


def _done(shown: Found) -> str:
    return f'<p class="tk-finding-proposal" role="status">✓ {escape(shown.told)}</p>'


def _faults(wrong: list[str]) -> str:
    many = count(len(wrong), "act")
    return f'<div class="tk-notice"><strong>{many} cannot be read and so is left out:</strong>{listed(wrong)}</div>'


def _head(many: int) -> str:
    if not many:
        return "<h2>What to look at</h2>"
    return f'<h2>What to look at</h2><p role="status">{count(many, "thing")} to look at. Each has a proposal.</p>'
