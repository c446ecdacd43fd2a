"""The year: how much there is to do each day, who hears from us when, and what comes next."""

from __future__ import annotations

import ipywidgets as widgets

from touchkit.figures import calendar_year, contact_timeline
from touchkit.measure.saying import count
from touchkit.screens.controls import Maker, html, offer, row, show, show_if
from touchkit.screens.every.part import CalendarPart
from touchkit.screens.markup import chart, framed, table
from touchkit.steps.coming import CALENDARS, MORE, VIEWS, ComingUp
from touchkit.steps.days import say_day
from touchkit.steps.everytime import CalendarFacts, EveryTime

_EMPTY = (
    '<p class="tk-empty">There is no act yet: no thank-you card, no call after a week, no birthday. Write the first '
    "one under <em>Acts</em>, or make one of an idea under <em>What to look at</em>.</p>"
)
_HEADS = ("When", "What", "For whom", "Who sees to it", "How", "")


class YearPart(CalendarPart):
    """A year as a picture, and as lines."""

    def __init__(self, make: Maker, state: EveryTime) -> None:
        self.make, self.every = make, state
        self.state = ComingUp(state)
        self.head, self.picture, self.lines = html(), html(), html()
        self.month = make.choice("The year from", state.begin_with)
        self.look = make.button("", lambda: state.look_at("findings"), kind="small")
        self.by = make.choice("Who hears from us when", self.state.turn_by, VIEWS)
        self.contacts = html()
        self.whose = make.choice("Whose", self.state.look_for)
        self.on = make.choice("On", self.state.look_on, CALENDARS)
        self.more = make.button("", self.state.show_more, kind="small")
        self.drawn: tuple[object, ...] = ()
        self._frames: tuple[object, ...] = ()  # kept, so that no other frame gets their number
        self.next = html("<h2>What comes next</h2>")
        self.body = widgets.VBox(
            [
                self.picture, self.next, row(self.whose, self.on), self.lines, self.more,
                row(self.by), self.contacts,
            ]
        )  # fmt: skip
        self.empty = html(_EMPTY)
        super().__init__([row(self.month, self.look, self.head), self.empty, self.body])
        self.add_class("tk-year")
        self.state.observe(self._again)

    def _again(self, _change: object) -> None:
        if self.every.session.workshop is not None and self.every.part == "year":
            self.make.run(lambda: self.draw(self.every.facts()))

    def draw(self, facts: CalendarFacts) -> None:
        """Show the year that is looked at."""
        state = self.state
        offer(self.month, self.every.months(), self.every.month)
        self.head.value = framed(_head(facts))
        show_if(self.empty, facts.tables["acts"].empty)
        many = len(facts.found)
        show(self.look, description=f"{count(many, 'thing')} to look at")
        show_if(self.look, many)
        show_if(self.body, len(facts.tables["acts"]))
        self._draw_lines(facts)
        self._draw_pictures(facts)
        offer(self.by, VIEWS, state.by)

    def _draw_lines(self, facts: CalendarFacts) -> None:
        state = self.state
        offer(self.whose, state.owners(facts), state.owner)
        offer(self.on, CALENDARS, state.calendar)
        rows = state.rows(facts)
        shown = [
            (one.day, one.what, one.whom, one.who or "○ nobody yet", one.how, one.calendar)
            for one in rows[: state.most]
        ]
        since = say_day(state.from_day(facts))
        nothing = f'<p class="tk-empty">Nothing is due from {since} on.</p>'
        self.lines.value = framed(
            f'<div class="tk-coming">{table(_HEADS, shown)}</div>' if shown else nothing
        )
        left = len(rows) - len(shown)
        show(self.more, description=f"Show {min(left, MORE)} more of {left:,}")
        show_if(self.more, left)

    def _draw_pictures(self, facts: CalendarFacts) -> None:
        """Draw anew only what has changed: a picture takes longer than anything else here."""
        # A frame is the same only where it is the same object.
        year = (id(facts.due), id(facts.found), facts.start)
        contacts = (*year, self.state.by)
        before, self.drawn = self.drawn, contacts
        self._frames = (facts.due, facts.found)
        if not len(facts.tables["acts"]) or contacts == before:
            return
        if year != before[:-1]:
            drawn = calendar_year(facts.due, findings=facts.found, start=facts.start, end=facts.end)
            self.picture.value = framed(chart(drawn))
        self.contacts.value = framed(self._contacts(facts))

    def _contacts(self, facts: CalendarFacts) -> str:
        if facts.due.empty:
            return ""
        if self.state.by == "audience":
            return chart(
                contact_timeline(facts.due, names=_called(facts, "audiences"), findings=facts.found)
            )
        customers = facts.tables["customers"]
        if customers.empty:
            return '<p class="tk-empty">No customers are known yet, so nobody can say who they resemble.</p>'
        each = facts.between(facts.start, facts.end, each_customer=True)
        return chart(
            contact_timeline(
                each, by="persona", customers=customers, names=_called(facts, "personas"), findings=facts.found
            )
        )  # fmt: skip


def _called(facts: CalendarFacts, name: str) -> dict[str, str]:
    frame = facts.tables[name]
    return dict(zip(frame["id"], frame["name"], strict=True))


def _head(facts: CalendarFacts) -> str:
    """Say how much there is, and until when; what it is from stands beside it."""
    acts, end = facts.tables["acts"], say_day(facts.end)
    said = f"{count(len(acts), 'act')}, {count(len(facts.due), 'time')} due until {end}."
    return f'<p role="status">{said}</p>' if len(acts) else ""
