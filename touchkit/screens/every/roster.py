"""Who got it: what is to do on a day, how often it was kept, and what one customer got."""

from __future__ import annotations

from functools import partial

import ipywidgets as widgets

from touchkit.model.saying import plural
from touchkit.screens.controls import Maker, html, mark, row, show, show_if
from touchkit.screens.every.customer_story import CustomerStory
from touchkit.screens.every.kept_table import KeptTable
from touchkit.screens.every.part import CalendarPart
from touchkit.screens.every.today_list import TodayList
from touchkit.screens.markup import framed, prose
from touchkit.steps.everytime import CalendarFacts, EveryTime
from touchkit.steps.kept import VIEWS, Kept

_NO_ACTS = (
    '<p class="tk-empty">There is no act yet, so nobody can have got it. Write the first one under '
    "<em>Acts</em>, or make one of an idea under <em>What to look at</em>.</p>"
)
_NO_CUSTOMERS = (
    "No {customers} are known yet. Acts with dates of their own stand here once for everybody; those on a "
    "{customer}’s own dates (a birthday, 3 days after a purchase) are left out. Put the {customers} into "
    "`customers.csv` in this client’s folder to tick one by one."
)
_SHEET = "Rather tick in a workbook? *In and out* has one with a roster sheet: tick there, and hand it back there."


class RosterPart(CalendarPart):
    """A list to tick, rates, and one customer's story; one of them is looked at."""

    def __init__(self, make: Maker, state: EveryTime) -> None:
        self.make, self.every = make, state
        self.state = Kept(state)
        self.views = {
            name: make.button(said, partial(self.state.turn_to, name), kind="small")
            for name, said in VIEWS.items()
        }
        self.tabs = row(*self.views.values(), kind="tk-roster-tabs")
        self.notice = html()
        self.list = TodayList(make, self.state)
        self.rates = KeptTable(make, state)
        self.one = CustomerStory(make, state)
        self.parts: dict[str, TodayList | KeptTable | CustomerStory] = {
            "list": self.list, "rates": self.rates, "customer": self.one
        }  # fmt: skip
        sheet = html(f'<p class="tk-quiet">{prose(_SHEET)}</p>', "tk-roster-by-sheet")
        self.body = widgets.VBox([self.tabs, self.notice, *self.parts.values(), sheet])
        self.empty = html(_NO_ACTS)
        super().__init__([self.empty, self.body])
        self.add_class("tk-roster")
        for one in (self.state, self.rates.state, self.one.state):
            one.observe(self._again)

    def _again(self, _change: object) -> None:
        if self.every.session.workshop is not None and self.every.part == "roster":
            self.make.run(lambda: self.draw(self.every.facts()))

    def draw(self, facts: CalendarFacts) -> None:
        """Show what is looked at, as it is stored."""
        here, word = self.state.view, facts.client.customer_word
        some = len(facts.tables["acts"])
        show_if(self.empty, not some)
        show_if(self.body, some)
        nobody = facts.tables["customers"].empty
        told = _NO_CUSTOMERS.format(customers=plural(word), customer=word)
        self.notice.value = framed(f'<p class="tk-notice">{prose(told)}</p>') if nobody else ""
        show_if(self.notice, nobody)
        for name, button in self.views.items():
            show(button, description=VIEWS[name].format(customer=word))
            mark(button, "mod-active", wanted=name == here)
        for name, part in self.parts.items():
            show_if(part, name == here)
        if some:
            self.parts[here].draw(facts)
