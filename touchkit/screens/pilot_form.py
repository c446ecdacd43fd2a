"""The fields of a pilot: each is stored when it is left."""

from __future__ import annotations

from functools import partial
from html import escape

import ipywidgets as widgets

from touchkit.measure.saying import count, number, plural
from touchkit.screens.controls import Maker, html, offer, row, show, show_if, suggest
from touchkit.screens.due import show_due
from touchkit.screens.markup import framed, quiet
from touchkit.steps.amounts import say_amount, say_share
from touchkit.steps.facts import Facts
from touchkit.steps.piloting import BETTER, DESIGNS, UNITS, Piloting
from touchkit.steps.pilots import Pilot
from touchkit.steps.sampling import Today


def trouble(why: str) -> str:
    """Return why something typed could not be read; it stands below where it was typed."""
    return framed(f'<p class="tk-error" role="alert">{escape(why)}</p>')


class PilotForm(widgets.VBox):
    """The fields of the pilot that is looked at.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    state : Piloting
        What is open.
    """

    def __init__(self, make: Maker, state: Piloting) -> None:
        self._state, self._idea = state, ""
        self.hypothesis = make.area(
            "We believe", partial(self._put, "hypothesis"), hint="If we …, then …", rows=3
        )
        self.measure = make.area("What will we see?", partial(self._put, "success_measure"))
        self.who = make.text("Tried on", partial(self._put, "who"), hint="the next 40 who …")
        self.weeks = make.text("Weeks", partial(self._put, "weeks"), hint="4")
        self.design = make.choice("How", partial(self._put, "design"), DESIGNS)
        self.unit = make.choice("We count", partial(self._put, "unit"), UNITS)
        self.better = make.choice("Better is", partial(self._put, "better"), BETTER)
        self.today = make.text("Today", partial(self._put, "today"), hint="31 %")
        self.scored = html()
        self.lift = make.text(
            "Hoped-for change", partial(self._put, "lift"), hint="10 in 100, or 0.5"
        )
        self.sample = html("", "tk-pilot-sample")
        self.stop = make.area("We stop early if", partial(self._put, "stop"), rows=1)
        self.owner = make.suggest("Owner", self._give, hint="who?")
        self.due = make.text("By", self._date, hint="24.12.2026")
        self.late = html()
        self.troubles = {name: html() for name in ("weeks", "today", "lift")}
        for control in (self.hypothesis, self.measure, self.who, self.stop):
            control.add_class("tk-label-above")
        for control in (self.weeks, self.better, self.due):
            control.add_class("tk-pilot-short")
        self.today.add_class("tk-pilot-today")
        self.lift.add_class("tk-pilot-lift")
        super().__init__(
            [
                self.hypothesis, self.measure, self.who, row(self.design, self.weeks), self.troubles["weeks"],
                row(self.unit, self.better), row(self.today, self.scored, self.lift),
                self.troubles["today"], self.troubles["lift"], self.sample, self.stop,
                row(self.owner, self.due), self.late,
            ]
        )  # fmt: skip
        self.add_class("tk-pilot-form")

    def _put(self, field: str, typed: str | None) -> None:
        self._state.put(self._idea, field, typed or "")

    def _give(self, owner: str) -> None:
        self._state.enhancing.change_idea(self._idea, owner=owner)

    def _date(self, text: str) -> None:
        self._state.enhancing.set_due(self._idea, text)

    def draw(self, pilot: Pilot, facts: Facts, said: str) -> None:
        """Show a pilot; what could not be read stays as it was typed, with the reason below.

        Parameters
        ----------
        pilot : Pilot
            As it is stored.
        facts : Facts
            What the step shows.
        said : str
            What is to be said of the smallest sample.
        """
        state, idea = self._state, pilot.idea
        self._idea = str(idea["id"])
        show(self.hypothesis, value=str(idea.get("hypothesis", "")))
        show(self.measure, value=str(idea.get("success_measure", "")))
        show(self.who, value=pilot.who)
        show(self.stop, value=pilot.stop)
        self._draw_numbers(pilot)
        for control, options, value in (
            (self.design, DESIGNS, pilot.design), (self.unit, UNITS, pilot.unit),
            (self.better, BETTER, pilot.better),
        ):  # fmt: skip
            offer(control, options, value)
        shares = pilot.unit == "share"
        show_if(self.today, shares)
        show_if(self.scored, not shares)
        if not shares:
            self.scored.value = framed(quiet(_scored(state.today(pilot, facts), facts)))
        self.sample.value = framed(f'<p role="status">{escape(said)}</p>')
        own = state.session.people_known
        suggest(self.owner, str(idea.get("owner", "")), lambda: facts.people, own=own)
        show_due(self.due, self.late, state.enhancing, self._idea, idea.get("due"))

    def _draw_numbers(self, pilot: Pilot) -> None:
        lift = "" if pilot.lift is None else _said_lift(abs(pilot.lift), pilot.unit)
        today = "" if pilot.today is None else say_share(pilot.today)
        texts = {"weeks": str(pilot.weeks or ""), "today": today, "lift": lift}
        where, why = self._state.trouble
        for name, said in self.troubles.items():
            if where != name:
                show(getattr(self, name), value=texts[name])
            said.value = trouble(why) if where == name else ""


def _said_lift(lift: float, unit: str) -> str:
    return f"{100 * lift:.4g} in 100" if unit == "share" else say_amount(lift)


def _scored(today: Today, facts: Facts) -> str:
    scale, word = facts.client.scale, facts.client.customer_word
    if today.hidden:
        return f"Too few {plural(word)} have scored {today.name} to be shown."
    if not today.n:
        return f"No {plural(word)} have scored it yet."
    given = number(scale.low + today.mean)
    return f"Today {given} of {scale.high} from {count(today.n, word)}, at {today.name}."
