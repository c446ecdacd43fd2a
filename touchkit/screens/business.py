"""The business case: what fewer leavers are worth, as a range, and what that hangs on."""

from __future__ import annotations

from functools import partial
from html import escape

import ipywidgets as widgets

from touchkit.figures import tornado
from touchkit.measure.saying import capital
from touchkit.plan import BusinessCase
from touchkit.plan.inputs import INPUTS
from touchkit.screens.controls import Maker, hide_label, html, row, show, show_if
from touchkit.screens.markup import chart, framed, listed, table
from touchkit.screens.part import Part
from touchkit.screens.pilot_form import trouble
from touchkit.screens.printing import print_button
from touchkit.steps.assumptions import ENDS, Line, Offer
from touchkit.steps.case_words import hinges, missing_words, range_rows, typed_as
from touchkit.steps.casework import Casework
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts

_HEAD = (
    "<h2>What are fewer leavers worth?</h2>"
    '<p class="tk-quiet">Likely is what you expect; least and most are the ends you would still believe. '
    "A blank end counts as half less or half more.</p>"
)
_HEADS = (
    '<p class="tk-case-heads"><span class="tk-case-what"></span>'
    + "".join(f'<span class="tk-case-end">{words}</span>' for words in ENDS.values())
    + '<span class="tk-case-from">Where from</span></p>'
)
_MEND = "Mend what is marked above."
_UNITS = {"people": "people", "share": "%"}


class BusinessPart(Part):
    """A row for each input, and below them the case."""

    def __init__(self, make: Maker, state: Enhancing) -> None:
        self.make, self.state = make, Casework(state)
        self.rows = {line.id: _InputRow(make, self.state, line.id) for line in self.state.blank()}
        self.years = make.number("Years looked at", self.state.look_ahead, low=1, high=10)
        self.lacks, self.told = html(), html()
        self.draw_it = make.button("As a picture", self._draw_picture)
        self.picture = html()
        self._pictured: object = None
        super().__init__(
            [
                html(_HEAD + _HEADS), *self.rows.values(), row(self.years), self.lacks, self.told,
                row(self.draw_it), self.picture,
            ]
        )  # fmt: skip
        self.add_class("tk-case-part")
        self.state.observe(self._redraw, "trouble")

    def _redraw(self, _change: object) -> None:
        enhancing = self.state.enhancing
        if self.state.session.workshop is not None and enhancing.part == "business":
            self.make.run(lambda: self.draw(enhancing.facts()))

    def draw(self, facts: Facts) -> None:
        """Show the inputs as they are stored, and the case where it can be stated."""
        lines = self.state.lines(facts)
        offers = self.state.offers(facts)
        for line in lines:
            self.rows[line.id].fill(line, facts.client.currency, offers.get(line.id))
        show(self.years, value=facts.client.plan.years)
        lacks = missing_words(lines)
        lacks += [_MEND] * any(line.fault for line in lines)
        case = self.state.case(facts)
        self.lacks.value = framed(_lacks(lacks, stated=case is not None)) if lacks else ""
        show_if(self.lacks, lacks)
        self.told.value = framed(_case(case, lines, facts.client.title)) if case else ""
        show_if(self.told, case)
        show_if(self.draw_it, case)
        self._keep_picture(case)

    def _keep_picture(self, case: BusinessCase | None) -> None:
        """Take a picture away once it no longer shows what is stored."""
        now = _drawn(case) if case else None
        show_if(self.picture, now is not None and now == self._pictured)
        if now != self._pictured:
            self._pictured, self.picture.value = None, ""

    def _draw_picture(self) -> None:
        case = self.state.case(self.state.enhancing.facts())
        if case is None:
            return
        self.picture.value = framed(
            chart(tornado(case.tornado, years=case.years, currency=case.currency))
        )
        self._pictured = _drawn(case)
        show_if(self.picture, needed=True)


def _drawn(case: BusinessCase) -> str:
    """Return what a picture of the case depends on."""
    return f"{case.years} {case.currency} {case.inputs.to_json()}"


def _lacks(said: list[str], *, stated: bool) -> str:
    head = "Still to be said" if stated else "Still to be given before there is a case"
    return f'<div class="tk-empty"><p>{head}:</p>{listed(said)}</div>'


def _case(case: BusinessCase, lines: list[Line], client: str) -> str:
    """Return the case as one page: the sentence, the range, what it hangs on, what it rests on."""
    inputs = [
        (
            capital(line.says),
            *(typed_as(line, line.end(end)) for end in ENDS),
            line.source or "nobody has said",
        )
        for line in lines
        if line.given
    ]
    return (
        '<div class="tk-sheet"><div class="tk"><div class="tk-case"><p class="tk-pilot-client">'
        f"Business case · {escape(client)}</p>"
        f'<p class="tk-case-said" role="status">{escape(case.sentence)}</p>'
        f'<div class="tk-case-range">{table(["", "Cautious", "Middle", "Hopeful"], range_rows(case))}</div>'
        f"<h3>What it hangs on most</h3>{listed(hinges(case), ordered=True)}"
        f'<div class="tk-case-inputs tk-on-paper"><h3>What it rests on</h3>'
        f"{table(['', *ENDS.values(), 'Source'], inputs)}</div>"
        f"{print_button('Print this case')}</div></div></div>"
    )


class _InputRow(widgets.VBox):
    """One input: its range, its source, and what the ideas offer."""

    def __init__(self, make: Maker, state: Casework, name: str) -> None:
        self._state, said = state, INPUTS[name].says
        self.says = html("", "tk-case-name")
        self.ends = {
            end: hide_label(make.text(f"{said}, {words.lower()}", partial(state.put, name, end)))
            for end, words in ENDS.items()
        }
        self.source = hide_label(
            make.text(
                f"Source of {said}",
                partial(state.put_source, name),
                hint="where does it come from?",
            )
        )
        self.take = make.button("", lambda: state.take(name), kind="small")
        self.why = html()
        fields = row(self.says, *self.ends.values(), self.source, kind="tk-case-line")
        super().__init__([fields, self.take, self.why])
        self.add_class("tk-case-row")

    def fill(self, line: Line, currency: str, offer: Offer | None) -> None:
        """Show an input; what could not be read stays as it was typed, with the reason below."""
        unit = _UNITS.get(line.unit, currency)
        rest = f"{unit}{_rest(line)}"
        says = escape(capital(line.says))
        self.says.value = framed(f'<p>{says} <span class="tk-quiet">{escape(rest)}</span></p>')
        where, why = self._state.trouble
        for end, control in self.ends.items():
            if where != f"{line.id} {end}":
                show(control, value=typed_as(line, getattr(line, end)))
        show(self.source, value=line.source, tooltip=line.source)
        wrong = why if where.split(" ")[0] == line.id else line.fault
        self.why.value = trouble(wrong) if wrong else ""
        show_if(self.why, wrong)
        useful = offer is not None and offer.amount != line.mid
        show_if(self.take, useful)
        if offer is not None and useful:
            amount = f"{currency} {typed_as(line, offer.amount)}"
            show(self.take, description=f"Take {amount}: {offer.source}")


def _rest(line: Line) -> str:
    """Return what else is to be known of an input: what its blank ends count as, or that it may be blank."""
    if line.given and (line.low is None or line.high is None):
        low, high = (typed_as(line, line.end(end)) for end in ("low", "high"))
        return f" · {low} to {high} taken"
    return " · may stay blank" if line.usual is not None and not line.given else ""
