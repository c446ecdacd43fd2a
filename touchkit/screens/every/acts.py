"""The acts: a line to write new ones, the editor of the one that is open, and the list."""

from __future__ import annotations

from html import escape

from touchkit.measure.saying import count
from touchkit.model.saying import listing
from touchkit.screens.controls import Maker, html, mark, offer, row, show, show_if
from touchkit.screens.every.act_form import ActForm
from touchkit.screens.every.into_view import IntoView
from touchkit.screens.every.part import CalendarPart
from touchkit.screens.line import Line
from touchkit.screens.markup import framed
from touchkit.screens.pool import Card, Pool
from touchkit.steps.acting import Acting
from touchkit.steps.acts import CALENDARS, PAGE, Acts, Listed
from touchkit.steps.everytime import CalendarFacts, EveryTime

_EMPTY = (
    '<p class="tk-empty">No act yet. What should every {customer} get, every time? A thank-you card, a call after a '
    "week, a birthday line: type one above and press Enter. Then say when it is due.</p>"
)
_NONE = '<p class="tk-empty">No act fits what you asked for.</p>'
_HEADS = ("When", "For whom", "Who sees to it", "Channel, touchpoint")
_NOBODY = '<span class="tk-act-lacking">○ nobody yet</span>'


class ActsPart(CalendarPart):
    """All acts, and the one that is open."""

    def __init__(self, make: Maker, state: EveryTime) -> None:
        self.make, self.every, self._opened = make, state, ("", "")
        self._back = 0  # how often this keyboard had undone something
        self.state, self.acting = Acts(state), Acting(state)
        acts = self.state
        self.head, self.told = html(), html("", "tk-act-told")
        self.line = Line(
            make, "A new act", acts.add, hint="A new act: thank-you card, check-in call …"
        )
        self.undo = make.button("Undo", acts.undo, kind="small")
        self.news = row(self.told, self.undo, kind="tk-act-news")
        self.place = IntoView()
        self.form = ActForm(make, self.acting, acts)
        self.whose = make.choice("Whose", acts.look_for)
        self.whom = make.choice("For", acts.look_at)
        self.on = make.choice("Calendar", acts.look_on, CALENDARS)
        self.all = make.button("Show all acts", acts.look_at_all, kind="small")
        self.filters = row(self.whose, self.whom, self.on, self.all, kind="tk-act-filters")
        self.heads, self.empty = html(_heads(), "tk-act-heads"), html()
        self.rows = Pool(lambda: ActRow(make, state))
        self.more = make.button("", acts.show_more, kind="small")
        super().__init__(
            [
                self.head, self.line, self.place, self.news, self.form, self.filters, self.heads, self.empty,
                self.rows, self.more,
            ]
        )  # fmt: skip
        self.add_class("tk-acts")
        acts.observe(self._again, ["owner", "audience", "calendar", "most", "told"])
        self.acting.observe(self._again, ["trouble", "unstored"])

    def _again(self, _change: object) -> None:
        if self.every.session.workshop is not None and self.every.part == "acts":
            self.make.run(lambda: self.draw(self.every.facts()))

    def draw(self, facts: CalendarFacts) -> None:
        """Show what is stored now."""
        state, acts = self.state, facts.tables["acts"]
        self.line.keep_to(self.every.session.client)
        self.head.value = framed(_head(facts))
        self.told.value = (
            framed(f'<p role="status">✓ {escape(state.told)}</p>') if state.told else ""
        )
        show_if(self.news, state.told and state.undoable)
        self._draw_form(facts)
        offer(self.whose, state.owners(facts), state.owner)
        offer(self.whom, state.audiences(facts), state.audience)
        offer(self.on, CALENDARS, state.calendar)
        show_if(self.filters, len(acts) > 1)
        show_if(self.all, state.owner or state.audience or state.calendar)
        shown = state.shown(facts)
        self.rows.fill(shown)
        none = (
            _EMPTY.replace("{customer}", escape(facts.client.customer_word))
            if acts.empty
            else _NONE
        )
        self.empty.value = framed(none) if not shown else ""
        show_if(self.empty, not shown)
        show_if(self.heads, shown)
        left = state.more(facts)
        show(self.more, description=f"Show {min(left, PAGE)} more of {left:,}")
        show_if(self.more, left)

    def _draw_form(self, facts: CalendarFacts) -> None:
        act = self.acting.act(facts)
        gone = not act and self._removed()
        show_if(self.form, act or gone)
        opened = act["id"] if act else self.every.act if gone else ""
        if act:
            self.form.draw(act, facts, self.state.fault(opened, facts))
        if gone:
            self.form.gone()
        self._back = self.every.session.turned_back
        now = (opened, self.state.told)
        if now != self._opened and any(now):
            self.place.come()
        self._opened = now

    def _removed(self) -> bool:
        """Say whether the act that is open was there a moment ago and went at another keyboard."""
        open_still = bool(self.every.act) and self.every.act == self._opened[0]
        return open_still and self._back == self.every.session.turned_back


class ActRow(Card):
    """One act of the list."""

    def __init__(self, make: Maker, every: EveryTime) -> None:
        self._every = every
        self.title = make.button("", lambda: every.open_act(self.row), kind="act-title")
        self.said = html("", "tk-act-cells")
        super().__init__([row(self.title, self.said, kind="tk-act-row")])

    def fill(self, shown: Listed) -> None:
        """Show an act."""
        here = self._every.act == shown.id
        show(self.title, description=f"{'▾' if here else '▸'} {shown.title}")
        mark(self, "tk-act-open", wanted=here)
        self.said.value = framed(_cells(shown))


def _cells(shown: Listed) -> str:
    when = f"{escape(shown.when)}<br><span class='tk-quiet'>{escape(shown.next)}</span>"
    if shown.fault:
        when = f'<span class="tk-act-lacking">⚠ Left out: {escape(shown.fault)}</span>'
    how = " · ".join(escape(part) for part in (shown.channel, shown.touchpoint) if part)
    badge = '<span class="tk-badge">marketing</span> ' if shown.marketing else ""
    owner = escape(shown.owner) if shown.owner else _NOBODY
    cells = (
        when,
        escape("\N{NO-BREAK SPACE}".join(shown.whom.rsplit(" ", 1))),
        owner,
        f"{badge}{how}",
    )
    return f'<div class="tk-act-grid">{"".join(f"<div>{cell}</div>" for cell in cells)}</div>'


def _heads() -> str:
    cells = "".join(f"<div>{said}</div>" for said in _HEADS)
    return f'<div class="tk-act-row"><div>Act</div><div class="tk-act-grid">{cells}</div></div>'


def _head(facts: CalendarFacts) -> str:
    acts = facts.tables["acts"]
    if acts.empty:
        return "<h2>Acts</h2>"
    loose, faulty = int(acts["owner"].isna().sum()), len(facts.faulty)
    lacks = [f"{loose} that nobody sees to"] if loose else []
    lacks += [f"{faulty} that cannot be read"] if faulty else []
    told = f": {listing(lacks)}" if lacks else ""
    return f'<h2>Acts</h2><p role="status">{count(len(acts), "act")}{told}.</p>'
