"""When an act is due, chosen in plain words: dates of its own, or a date in the customer's life."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.model.saying import plural
from touchkit.screens.controls import Maker, html, offer, row, show_if
from touchkit.screens.every.act_fields import Days, Field
from touchkit.screens.markup import framed
from touchkit.steps.act_words import due_in_words
from touchkit.steps.acting import Acting, life_dates
from touchkit.steps.days import MONTHS, say_day
from touchkit.steps.everytime import CalendarFacts
from touchkit.steps.when_due import (
    KEPT,
    MONTHLY,
    ON_DATE,
    ON_END,
    ON_NTH,
    PLACES,
    WEEKDAYS,
    When,
    when_of,
)

_EVERY = ("day", "week", "month", "quarter", "year")
_OFTEN = (("never", ""), *((f"every {one}", one) for one in _EVERY))
_SIDES = (("after", "after"), ("before", "before"), ("on the day", "on"))
_UNITS = (("days", "days"), ("weeks", "weeks"))
_ANY = ("weekday, Monday to Friday", "")
_OF = {
    "month": "of the month", "quarter": "of the quarter’s first month", "year": "of the month",
}  # fmt: skip
_ENDS = {"month": "the month", "quarter": "the quarter", "year": "the month"}


class WhenForm(widgets.VBox):
    """The choices that say when, the sentence they make, and the next dates.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    state : Acting
        The act that is open.
    """

    def __init__(self, make: Maker, state: Acting) -> None:
        self._state, self._act = state, ""
        put = self._put
        kind = make.pick("When", lambda life: state.turn(self._act, life=bool(life)))
        self.life = Field("life", kind, wide=True)
        self.none = html()
        text, choice = make.text, make.choice
        self.starts = Field("starts", text("First date", put("starts"), hint="24.12.2026"))
        self.number = Field("number", text("How many", put("number"), hint="3"))
        self.unit = Field("unit", choice("Days or weeks", put("unit"), _UNITS))
        self.side = Field("side", choice("Before or after", put("side"), _SIDES))
        self.trigger = Field("trigger", choice("Which date", put("trigger")))
        self.again = Field("again", choice("Again", put("again"), _OFTEN))
        self.interval = Field("interval", text("Every how many", put("interval"), hint="1"))
        self.on = Field("on", choice("On which day", put("on")))
        self.weekday = Field("weekday", choice("Weekday", put("weekday")))
        self.nth = Field("nth", text("Day of the month", put("nth"), hint="15"))
        self.month = Field("month", choice("Month", put("month")))
        self.days = Days(make, WEEKDAYS, put("days"))
        self.which_days = Field("days", self.days, wide=True)
        self.until = Field("until", text("Until (blank: no end)", put("until"), hint="31.12.2027"))
        self.times = Field("times", text("or so many times", put("times"), hint="4"))
        only = make.tick(
            "Not on weekends and public holidays",
            lambda only: state.put(self._act, "weekdays_only", only),
        )
        self.working, self.country = Field("weekdays_only", only, wide=True), html()
        self.kept, self.sentence, self.gaps = html(), html("", "tk-act-said"), html()
        self.fields = [one for one in vars(self).values() if isinstance(one, Field)]
        super().__init__(
            [
                self.life, self.none, row(self.number, self.unit, self.side, self.trigger, kind="tk-act-line"),
                row(self.starts, self.again, self.interval, kind="tk-act-line"), self.kept, self.which_days,
                row(self.on, self.weekday, self.nth, self.month, kind="tk-act-line"), self.gaps,
                row(self.until, self.times, kind="tk-act-line"), self.working, self.country, self.sentence,
            ]
        )  # fmt: skip
        self.add_class("tk-act-when")

    def _put(self, field: str) -> Any:
        return lambda typed: self._state.put_when(self._act, field, typed)

    def draw(self, act: Mapping[str, Any], facts: CalendarFacts) -> None:
        """Show when an act is due."""
        self._act, when = act["id"], when_of(act)
        for field in self.fields:
            field.hear(self._state.trouble)
        word = facts.client.customer_word
        own = (
            ("On dates of its own", False),
            (f"After or before a date in the {word}’s life", True),
        )
        offer(self.life.control, own, when.life)
        none = not when.life and not life_dates(facts.tables["customers"])
        self.none.value = framed(_no_dates(plural(word))) if none else ""
        show_if(self.none, none)
        self._draw_life(when, facts)
        self._draw_again(when)
        self._draw_place(when)
        self._draw_end(when)
        self.working.write(bool(act.get("weekdays_only", False)))
        self.country.value = framed(_NO_COUNTRY) if not facts.country else ""
        show_if(self.country, not facts.country)
        said = due_in_words(act, self._state.every.today, days_off=True)
        following = self._state.next_times(act, facts)
        self.sentence.value = framed(_sentence(said, following))

    def _draw_life(self, when: When, facts: CalendarFacts) -> None:
        state = self._state
        number, unit, side = state.offset(self._act, when)
        self.number.write(str(number))
        self.unit.offer(_UNITS, unit)
        self.side.offer(_SIDES, side)
        self.trigger.offer(state.dates(facts, when), when.trigger)
        for field in (self.side, self.trigger):
            show_if(field, when.life)
        for field in (self.number, self.unit):
            show_if(field, when.life and side != "on")
        label = "Not before" if when.life else "From" if when.again else "On"
        self.starts.write(say_day(when.starts) if when.starts else "", label=label)
        show_if(self.starts, not when.life or when.starts)

    def _draw_again(self, when: When) -> None:
        kept = when.again == KEPT
        self.again.offer((*_OFTEN, *((("as it is now", KEPT),) if kept else ())), when.again)
        self.kept.value = framed(_KEPT) if kept else ""
        show_if(self.kept, kept)
        counted = when.again in _EVERY and when.again != "quarter"
        self.interval.write(str(when.interval), label=f"Every … {plural(when.again or 'day')}")
        show_if(self.interval, counted)
        weekly = when.again == "week" and not when.life
        self.days.fill(when.days)
        show_if(self.which_days, weekly)

    def _draw_place(self, when: When) -> None:
        monthly = when.again in MONTHLY and not when.life
        day = when.starts.day if when.starts else 1
        end = _ENDS.get(when.again, "the month")
        self.on.offer(
            (
                (f"the date itself ({_themselves(when, day)})", ON_DATE), *((f"the {one} …", one) for one in PLACES),
                (f"the last day of {end}", ON_END), ("a day by its number", ON_NTH),
            ),
            when.on,
        )  # fmt: skip
        show_if(self.on, monthly)
        self.weekday.offer((_ANY, *((one, one) for one in WEEKDAYS)), when.weekday)
        show_if(self.weekday, monthly and when.on in PLACES)
        self.nth.write(str(when.nth), label=f"Day {_OF.get(when.again, '')}".strip())
        show_if(self.nth, monthly and when.on == ON_NTH)
        self.month.offer(
            [(one.capitalize(), n) for n, one in enumerate(MONTHS, start=1)], when.month
        )
        show_if(self.month, monthly and when.again == "year" and when.on != ON_DATE)
        number = when.nth if when.on == ON_NTH else day if when.on == ON_DATE else 1
        gaps = monthly and number > 28 and when.again != "year"
        self.gaps.value = (
            framed(f'<p class="tk-quiet">Months without a day {number} are left out.</p>')
            if gaps
            else ""
        )
        show_if(self.gaps, gaps)

    def _draw_end(self, when: When) -> None:
        comes_again = bool(when.again)
        self.until.write(say_day(when.until) if when.until else "")
        show_if(self.until, comes_again or when.life or when.until)
        self.times.write(str(when.times) if when.times else "")
        show_if(self.times, comes_again and when.again != KEPT)


_KEPT = (
    '<p class="tk-notice">How it comes again is more than these choices can say. It stays as it is until you '
    "choose something else under <em>Again</em>.</p>"
)


_NO_COUNTRY = '<p class="tk-quiet">No country is set, so no public holidays are known: only weekends count.</p>'


def _no_dates(customers: str) -> str:
    return (
        f'<p class="tk-quiet">No dates of {escape(customers)} are known yet. Put them into customers.csv in the '
        "client’s folder, one column for each date, its name ending in _on: purchase_on, birthday_on.</p>"
    )


def _themselves(when: When, day: int) -> str:
    if when.again == "year" and when.starts:
        return f"{day} {MONTHS[when.starts.month - 1].capitalize()}"
    return f"day {day}"


def _sentence(said: str, following: str) -> str:
    first = (
        f"{escape(said)}."
        if said
        else "How it comes again cannot be read. Choose under <em>Again</em>."
    )
    return f'<p role="status"><strong>{first}</strong></p><p>{escape(following)}</p>'
