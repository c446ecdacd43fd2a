"""How often it was kept: a sentence and a bar each, the worst first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape
from itertools import groupby

import ipywidgets as widgets

from touchkit.model.saying import plural, share
from touchkit.screens.behind import in_a_thread
from touchkit.screens.controls import Maker, html, offer, row, show, show_if
from touchkit.screens.markup import framed
from touchkit.steps.days import say_day
from touchkit.steps.everytime import CalendarFacts, EveryTime
from touchkit.steps.kept_rates import WAITING, Counted, Rate, Rates

_PAGE = 25
_NOTHING = (
    '<p class="tk-empty">Nothing has been ticked yet, so nobody can say how often it is kept. Tick what is done under '
    "<em>What to do</em>; from the first tick on it is counted here.</p>"
)
_NONE_DUE = '<p class="tk-empty">Nothing was due in that time.</p>'


class KeptTable(widgets.VBox):
    """Rates, with what lies behind each.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    every : EveryTime
        What is looked at.
    """

    def __init__(self, make: Maker, every: EveryTime) -> None:
        self.every = every
        self.state = Rates(every, behind=partial(in_a_thread, report=make.report))
        self.most = _PAGE
        self.by = make.choice("Counted", self._turn)
        self.by.layout.width = "min(500px, 100%)"
        self.head, self.rates = html(), html("", "tk-roster-rates")
        self.more = make.button("", self._more, kind="small")
        super().__init__([row(self.by), self.head, self.rates, self.more])

    def _turn(self, by: str | None) -> None:
        self.most = _PAGE
        self.state.turn_by(by)

    def _more(self) -> None:
        self.most += _PAGE
        self.draw(self.every.facts())

    def draw(self, facts: CalendarFacts) -> None:
        """Show the rates; where they are being counted, those counted before."""
        state = self.state
        offer(self.by, state.offered(facts), state.by)
        counted, waiting = state.counted(facts)
        self.head.value = framed(_head(counted, facts, waiting=waiting))
        rates = counted.rates if counted else ()
        self.rates.value = framed(rates_list(rates[: self.most]))
        left = max(0, len(rates) - self.most)
        show(self.more, description=f"Show {min(left, _PAGE)} more of {left:,}")
        show_if(self.more, left)


def rates_list(rates: tuple[Rate, ...]) -> str:
    """Return rates as bars with their sentences; the two of one act under its name.

    Parameters
    ----------
    rates : tuple of Rate
        In the order they are shown.
    """
    return "".join(_parts(rates))


def _parts(rates: tuple[Rate, ...]) -> Iterator[str]:
    for head, some in groupby(rates, key=lambda one: one.of):
        yield f"<h3>{escape(head)}</h3>" if head else ""
        yield '<ul class="tk-roster-kept">'
        yield from (_rate(one) for one in some)
        yield "</ul>"


def _rate(one: Rate) -> str:
    return (
        f'<li><div class="tk-roster-number">{share(one.rate)}</div>{_bar(one)}'
        f'<div class="tk-roster-sentence"><p>{escape(one.sentence)}</p>{_behind(one)}</div></li>'
    )


def _bar(one: Rate) -> str:
    """Return a bar from 0 to 100 %: full where there is an interval (a line), hatched where there is none."""
    few = one.low is None or one.high is None
    line = (
        "" if one.low is None or one.high is None
        else f'<i style="left:{100 * one.low:.1f}%;width:{100 * (one.high - one.low):.1f}%"></i>'
    )  # fmt: skip
    kind, full = ("tk-roster-few" if few else ""), f'<b style="width:{100 * one.rate:.1f}%"></b>'
    return f'<div class="tk-roster-scale {kind}" aria-hidden="true">{full}{line}</div>'


def _behind(one: Rate) -> str:
    behind = escape(one.behind)
    if not one.lacking:
        return f'<p class="tk-quiet">{behind}</p>'
    items = "".join(f"<li>{escape(said)}</li>" for said in one.lacking)
    more = f"<li>and {one.more:,} more</li>" if one.more else ""
    return (
        f'<details><summary class="tk-quiet">{behind} Who did not get it?</summary>'
        f'<ul class="tk-said">{items}{more}</ul></details>'
    )


def _head(counted: Counted | None, facts: CalendarFacts, *, waiting: bool) -> str:
    said = f'<p role="status">{WAITING}</p>' if waiting else ""
    if counted is None:
        return said
    if counted.failed:
        return said + '<p class="tk-notice">This could not be counted.</p>'
    if counted.since is None:
        return said + _NOTHING
    if not counted.rates:
        return said + _NONE_DUE
    compared = f'<p class="tk-big">{escape(counted.compared)}</p>' if counted.compared else ""
    compared += f"<p>{escape(counted.caution)}</p>" if counted.caution else ""
    word = escape(plural(facts.client.customer_word))
    return (
        f'{compared}<p class="tk-quiet">What was due from {say_day(counted.since)} until today, the worst first. '
        f"The thin line is how far chance may reach; a hatched bar has too few {word} to tell.</p>{said}"
    )
