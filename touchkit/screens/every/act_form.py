"""The editor of one act: what it is, for whom, who does it, what is said, and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.model.text import shortened
from touchkit.screens.controls import Maker, column, html, row, show_if, suggest
from touchkit.screens.every.act_fields import Field
from touchkit.screens.every.act_when import WhenForm
from touchkit.screens.markup import framed
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
        self.head, self.fault = html(), html()
        self.shut = make.button("Close", self._close, kind="small")
        self.remove = make.button(
            "Remove this act",
            lambda: acts.remove(self._act),
            kind="danger",
            hint="Undo brings it back",
        )
        put = self._put
        self.title = Field("title", make.text("Title", put("title")), wide=True)
        self.touchpoint = Field(
            "touchpoint", make.choice("Touchpoint it keeps up", put("touchpoint"))
        )
        self.audience = Field("audience", make.choice("For whom", put("audience")))
        self.owner = Field("owner", make.suggest("Who sees to it", put("owner"), hint="nobody yet"))
        self.channel = Field("channel", make.choice("Channel", put("channel")))
        self.lead = Field("lead_days", make.text("Days to prepare", put("lead_days"), hint="5"))
        self.calendar = Field(
            "calendar", make.choice("On which calendar", put("calendar"), _CALENDARS)
        )
        self.wording = Field(
            "wording", make.area("What is said or written", put("wording"), rows=3), wide=True
        )
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
        self.title.write(act["title"])
        self.touchpoint.offer(_touchpoints(act, facts), act.get("touchpoint"))
        self.audience.offer(self._audiences(facts), act.get("audience"))
        self.channel.offer([("not said", None), *_named(facts, "channels")], act.get("channel"))
        session = self._state.session
        suggest(
            self.owner.control, act.get("owner", ""), lambda: facts.people, own=session.people_named
        )
        self.lead.write(str(act.get("lead_days", "") or ""))
        self.calendar.offer(_CALENDARS, act.get("calendar", "touchpoint"))
        self.wording.write(act.get("wording", ""))
        self.reads.value = framed(_reads(*self._state.reads(act, facts)))
        self.when.draw(act, facts)

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
