"""The shortlist: dots counted with −, + or a number, and the touchpoints the room will score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from html import escape

import ipywidgets as widgets

from touchkit.screens.controls import Maker, hide_label, html, mark, row, show, show_if
from touchkit.screens.markup import framed
from touchkit.screens.pool import Card, Pool
from touchkit.screens.section import Section
from touchkit.steps.listing import Board, Point, shortened
from touchkit.steps.shortlisting import ShortlistState

_AT_ONCE = 40
_MOST_DOTS = 999


class ShortlistSection(Section):
    """A row a touchpoint, in two columns.

    Parameters
    ----------
    state : ShortlistState
        Counts and chooses.
    make : Maker
        Makes the controls.
    """

    def __init__(self, state: ShortlistState, make: Maker) -> None:
        self.state, self._from = state, 0
        self._board: Board | None = None
        self._count, self._look = 0, Look()
        self.said = html()
        self.sort = make.button("Sort by dots", self._sort)
        self.take = make.button("Take the first", lambda: state.take(self.many.value))
        self.many = hide_label(make.number("How many to take", self._set_many, low=1, high=99))
        self.many.layout.width = "72px"
        self.before = make.button("Earlier ones", partial(self._leaf, -_AT_ONCE), kind="small")
        self.after = make.button("Further ones", partial(self._leaf, _AT_ONCE), kind="small")
        self.rows = Pool(lambda: DotsRow(state, make, self._look))
        self.rows.add_class("tk-tp-dots")
        super().__init__(
            [
                self.said,
                row(self.take, self.many, self.sort),
                self.rows,
                row(self.before, self.after),
            ]
        )

    def _set_many(self, count: int) -> None:
        self._count = count
        self._label()

    def _label(self) -> None:
        show(self.take, description=f"Take the first {self.many.value}")

    def _sort(self) -> None:
        # All rows move at once, under nobody's hand: other numbers in them are quicker than new rows.
        self.rows.let_go()
        self.state.sort()

    def _leaf(self, by: int) -> None:
        self._from = max(0, self._from + by)
        if self._board is not None:
            self.draw(self._board)

    def draw(self, board: Board) -> None:
        """Show dots and shortlist as they are stored now."""
        self._board = board
        state = self.state
        points = state.rows(board)
        self._from = min(self._from, max(0, (len(points) - 1) // _AT_ONCE * _AT_ONCE))
        count, why = state.suggestion(board)
        show(self.many, value=max(1, self._count or count))
        self._label()
        ready = state.ready(board)
        show(self.take, disabled=not ready)
        mark(self.take, "tk-main", wanted=ready)
        told = f'<p role="status"><strong>{escape(state.told)}</strong></p>' if state.told else ""
        self.said.value = framed(
            f'<p class="tk-tp-standing">{escape(state.standing(board))}</p><p>{escape(why)}</p>{told}'
        )
        here = points[self._from : self._from + _AT_ONCE]
        self.rows.fill([Dotted(id=point["id"], point=point, stages=board.stages) for point in here])
        show(self.sort, disabled=state.is_sorted(points))
        show_if(self.before, self._from)
        show_if(self.after, self._from + len(here) < len(points))


class Look:
    """Layout and styles all rows share: a page with 40 rows would else send a thousand of them."""

    def __init__(self) -> None:
        self.layout = widgets.Layout()
        # ipywidgets exports no names for most styles: one control of each kind lends its own.
        self.button, self.toggle = widgets.Button().style, widgets.ToggleButton().style
        self.text = widgets.BoundedIntText(style={"description_width": "initial"}).style
        self.html = widgets.HTML().style


@dataclass(frozen=True, kw_only=True)
class Dotted:
    """A touchpoint with the id a pool knows it by, and what stages are called."""

    id: str
    point: Point
    stages: Mapping[str, str]


class DotsRow(Card):
    """One touchpoint: its dots, its name, whether it is on the shortlist."""

    def __init__(self, state: ShortlistState, make: Maker, look: Look) -> None:
        self.state = state
        buttons = {"layout": look.layout, "style": look.button, "tabbable": False}
        self.less = make.button("−", partial(self._add, -1), **buttons)
        number = {"layout": look.layout, "style": look.text}
        self.dots = hide_label(make.number("Dots", self._set, high=_MOST_DOTS, **number))
        self.more = make.button("+", partial(self._add, 1), **buttons)
        self.name = widgets.HTML(layout=look.layout, style=look.html)
        toggle = {"layout": look.layout, "style": look.toggle}
        self.chosen = make.toggle("Choose", self._choose, **toggle)
        super().__init__([self.less, self.dots, self.more, self.name, self.chosen])
        self.add_class("tk-tp-dotsrow")

    def _add(self, dots: int) -> None:
        self.state.add(self.row, dots)

    def _set(self, dots: int) -> None:
        self.state.count(self.row, dots)

    def _choose(self, chosen: bool) -> None:  # noqa: FBT001 # what a toggle button hands over
        self.state.choose(self.row, chosen=chosen)

    def fill(self, shown: Dotted) -> None:
        """Show a touchpoint."""
        point = shown.point
        name = shortened(point["name"], 90)
        where = [shown.stages.get(point.get("stage", ""), "no stage yet")]
        where += ["planned"] if point["status"] == "planned" else []
        star = " ★" if point["moment_of_truth"] else ""
        self.name.value = framed(
            f'<p>{escape(name)}{star} <span class="tk-quiet">{escape(" · ".join(where))}</span></p>'
        )
        show(self.dots, value=point.get("votes", 0), description=f"Dots for {name}")
        show(self.less, disabled=not point.get("votes", 0), tooltip=f"One dot less for {name}")
        show(self.more, tooltip=f"One dot more for {name}")
        words = "✓ Chosen" if point["shortlist"] else "Choose"
        show(self.chosen, value=point["shortlist"], description=words, tooltip=f"Shortlist: {name}")
