"""The editor of one act: what it is, for whom, who does it, what is said, and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.model.text import shortened
from touchkit.screens.controls import Maker, column, html, row, show, show_if, suggest
from touchkit.screens.every.act_fields import Field, Typed
from touchkit.screens.every.act_when import WhenForm
from touchkit.screens.markup import framed
from touchkit.steps.act_typed import as_shown
from touchkit.steps.acting import Acting
from touchkit.steps.acts import Acts
from touchkit.steps.everytime import CalendarFacts

_CALENDARS = (("touchpoint calendar", "touchpoint"), ("marketing calendar", "marketing"))
_SHORT = 60
_LONG_HEAD = 90
_TEACH = "Write <code>{call_name}</code> where the name they are called by belongs."


class ActForm(widgets.VBox):
    """The fields of the act that is open; each is stored when it is left.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    state : Acting
        The act that is open.
    acts : Acts
        The list it is taken from.
    """

    def __init__(self, make: Maker, state: Acting, acts: Acts) -> None:
        self._state, self._acts, self._act = state, acts, ""
        self._looked: tuple[Any, ...] = ()
        self._texts: dict[str, Typed] = {}
        self.head, self.fault = html(), html()
        self.shut = make.button("Close", self._close, kind="small")
        self.remove = make.button(
            "Remove this act",
            lambda: acts.remove(self._act),
            kind="danger",
            hint="Undo brings it back",
        )
        put = self._put
        typed = self._typed
        self.title = typed(make, "title", make.text("Title", self._leave("title")), wide=True)
        self.touchpoint = Field(
            "touchpoint", make.choice("Touchpoint it keeps up", put("touchpoint"))
        )
        self.audience = Field("audience", make.choice("For whom", put("audience")))
        owner = make.suggest("Who sees to it", self._leave("owner"), hint="nobody yet")
        self.owner = typed(make, "owner", owner)
        self.channel = Field("channel", make.choice("Channel", put("channel")))
        lead = make.text("Days to prepare", self._leave("lead_days"), hint="5")
        self.lead = typed(make, "lead_days", lead)
        self.calendar = Field(
            "calendar", make.choice("On which calendar", put("calendar"), _CALENDARS)
        )
        wording = make.area("What is said or written", self._leave("wording"), rows=3)
        self.wording = typed(make, "wording", wording, wide=True)
        self.reads = html("", "tk-act-reads")
        self.fields = [one for one in vars(self).values() if isinstance(one, Field)]
        self.when = WhenForm(make, state)
        what = column(
            self.title, row(self.touchpoint, self.audience, kind="tk-act-line"),
            row(self.owner, self.channel, kind="tk-act-line"),
            row(self.lead, self.calendar, kind="tk-act-line"), self.wording, self.reads, kind="tk-act-what",
        )  # fmt: skip
        super().__init__(
            [
                row(self.head, self.remove, self.shut, kind="tk-act-head"), self.fault,
                row(what, self.when, kind="tk-act-sides"),
            ]
        )  # fmt: skip
        self.add_class("tk-act-form")

    def _put(self, field: str) -> Callable[[Any], object]:
        return lambda typed: self._state.put(self._act, field, typed)

    def _typed(self, make: Maker, name: str, control: Any, *, wide: bool = False) -> Typed:
        answers = partial(self._take, name), partial(self._keep, name)
        self._texts[name] = Typed(name, make, control, answers, wide=wide)
        return self._texts[name]

    def _leave(self, name: str) -> Callable[[Any], object]:
        return lambda typed: self._store(name, typed, self._texts[name].shown)

    def _store(self, name: str, typed: Any, shown: str | None) -> None:
        one = self._texts[name]
        one.own = True
        one.own = self._state.put(self._act, name, typed, shown=shown) and one.own

    def _take(self, name: str) -> None:
        self._texts[name].forget()
        self._state.settle(name)
        self._again()

    def _keep(self, name: str) -> None:
        self._store(name, self._texts[name].control.value, None)

    def _again(self) -> None:
        facts = self._state.every.facts()
        act = self._state.act(facts)
        if act:
            self._fill(act, facts)

    def _close(self) -> None:
        self._state.every.act = ""

    def draw(self, act: Mapping[str, Any], facts: CalendarFacts, fault: str) -> None:
        """Show an act as it is stored.

        Parameters
        ----------
        act : mapping
            Its row.
        facts : CalendarFacts
            What there is.
        fault : str
            Why it cannot be read; blank where it can.
        """
        self._act = act["id"]
        for field in self.fields:
            field.hear(self._state.trouble)
        self.head.value = framed(f"<h2>{escape(shortened(act['title'], _LONG_HEAD))}</h2>")
        whose, said = self._state.told
        said = (
            f"⚠ It is left out of the calendar. {fault}" if fault else said * (whose == act["id"])
        )
        told = f'<p class="tk-notice" role="status">{escape(said)}</p>' if said else ""
        self.fault.value = framed(told) if told else ""
        show_if(self.fault, told)
        self._fill(act, facts)
        show_if(self.remove, needed=True)
        self.touchpoint.offer(_touchpoints(act, facts), act.get("touchpoint"))
        self.audience.offer(self._audiences(facts), act.get("audience"))
        self.channel.offer([("not said", None), *_named(facts, "channels")], act.get("channel"))
        self.calendar.offer(_CALENDARS, act.get("calendar", "touchpoint"))
        self.reads.value = framed(_reads(*self._state.reads(act, facts)))
        self.when.draw(act, facts)

    def _fill(self, act: Mapping[str, Any], facts: CalendarFacts) -> None:
        """Show the texts, each unless somebody may be typing over what others have changed."""
        state = self._state
        now = (self._act, state.looked, state.session.turned_back)
        for name, one in self._texts.items():
            if now != self._looked and name != state.unstored:
                one.forget()
            value = as_shown(act, name)
            if not one.may_show(value, unstored=name == state.unstored):
                continue
            if one is self.owner:
                own = state.session.people_known
                suggest(one.control, value, lambda: facts.people, own=own)
            else:
                show(one.control, value=value)
        self._looked = now

    def gone(self) -> None:
        """Say that the act was removed elsewhere; what is typed stays to be read."""
        said = "Removed at another keyboard. What stands here is no longer stored."
        self.fault.value = framed(f'<p class="tk-notice" role="status">⚠ {said}</p>')
        show_if(self.fault, needed=True)
        show_if(self.remove, needed=False)

    def _audiences(self, facts: CalendarFacts) -> list[tuple[str, str | None]]:
        whom = self._acts.whom
        known = facts.tables["audiences"]["id"]
        return [(whom("", facts), None), *((whom(one, facts), one) for one in known)]


def _reads(who: str, text: str) -> str:
    said = f"<p>{escape(who)} reads: <em>{escape(text)}</em></p>" if text else ""
    return f'{said}<p class="tk-quiet">{_TEACH}</p>'


def _touchpoints(act: Mapping[str, Any], facts: CalendarFacts) -> list[tuple[str, str | None]]:
    points = facts.tables["touchpoints"]
    wanted = (points["status"] != "retired") | (points["id"] == act.get("touchpoint"))
    names = [
        (shortened(facts.called("touchpoints", one), _SHORT), one) for one in points["id"][wanted]
    ]
    return [("none yet", None), *names]


def _named(facts: CalendarFacts, table: str) -> list[tuple[str, str]]:
    return [(shortened(facts.called(table, one), _SHORT), one) for one in facts.tables[table]["id"]]
