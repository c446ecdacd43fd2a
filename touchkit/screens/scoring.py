"""Steps 3 and 4: one touchpoint for the room, scores by show of hands or by name, and the reveal."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any, ClassVar

import ipywidgets as widgets

from touchkit.screens.ceiling import CeilingPanel
from touchkit.screens.chips import ChipsPanel
from touchkit.screens.controls import column, html, offer, row, show, show_if
from touchkit.screens.decisions import DecisionPanel
from touchkit.screens.dots import DotsPanel
from touchkit.screens.focus_bar import FocusBar
from touchkit.screens.hands import HandsPanel
from touchkit.screens.markup import framed
from touchkit.screens.notes import NotesPanel
from touchkit.screens.reveal import reveal_page
from touchkit.screens.score_grid import ScoreGrid
from touchkit.screens.view import StepView
from touchkit.steps.ceiling import Ceiling
from touchkit.steps.counting import HandCount
from touchkit.steps.dots import Dots
from touchkit.steps.minimum import Minimum
from touchkit.steps.reveal import revealed_of
from touchkit.steps.roll_call import RollCall
from touchkit.steps.scoring import Scoring

_NONE = (
    '<p class="tk-empty">There is no touchpoint yet. Go to step 2, Touchpoints: paste a list and '
    "choose the shortlist. Then score it here.</p>"
)
_WAYS = (("room", "For the room"), ("all", "All in rows"), ("dots", "Importance"))
_HOW = (("hands", "Show of hands"), ("names", "By name"))


class ScoringView(StepView):
    """What the steps with votes have in common."""

    MEASURE: ClassVar[str]
    LANES: ClassVar[tuple[str, ...]]
    SHORT_LANES: ClassVar[tuple[str, ...]]

    def build(self) -> list[widgets.Widget]:
        """Make the controls."""
        make, scoring = self.make, Scoring(self.session, self.MEASURE)
        self.scoring, self.roll, self.dots = scoring, RollCall(scoring), Dots(scoring)
        self.minimum = Minimum(scoring)
        self.way = "room"
        self._at: tuple[str, ...] = ()
        self._revealed: tuple[Any, ...] = ()
        self._noted: tuple[Any, ...] = ()
        self.empty, self.advice = html(_NONE), html()
        self.ways = {name: make.toggle(label, partial(self._go, name)) for name, label in _WAYS}
        self.bar = FocusBar(make, scoring.focus, scoring.scored)
        self._build_vote()
        self.grid = ScoreGrid(make, scoring, self._look_at, minimum=self.MEASURE == "desired")
        self.dots_panel = DotsPanel(make, self.dots, self.redraw)
        self.ceiling = CeilingPanel(make, Ceiling(scoring), lambda: self._go("room"))
        self.notes = NotesPanel(self.session, lanes=self.LANES)
        self.few_notes = NotesPanel(self.session, lanes=self.SHORT_LANES)
        self.decisions = DecisionPanel(self.session, self.STEP)
        self.room = column(self.bar, self.asked, self.hands, self.settled, self.shown, self.chips)
        self.all = column(self.ceiling, self.grid)
        self.top = _also(row(_also(row(*self.ways.values()), "tk-way"), self.bar.way), "tk-ways")
        for state in (scoring, scoring.focus, self.dots):
            state.observe(self.redraw)
        self.roll.observe(self._draw_chips, "picked")
        return [
            self.empty, self.advice, self.top, self.room, self.all, self.dots_panel, self.notes,
            self.few_notes, self.decisions,
        ]  # fmt: skip

    def _build_vote(self) -> None:
        make, scoring = self.make, self.scoring
        self.how = {name: make.toggle(label, partial(self._take, name)) for name, label in _HOW}
        self.quiet = make.toggle(
            "Hide the count", lambda on: setattr(scoring, "quiet", on), hint="Vote silently first"
        )
        self.again = make.button(
            "Vote again", scoring.vote_again, kind="small", hint="A new round; both are kept"
        )
        self.call_off = make.button("Back to the round before", scoring.call_off, kind="small")
        self.reveal = make.button("Reveal", self._reveal, kind="main")
        self.standing, self.obstacle = html(), html()
        self.what = {
            name: make.toggle(name.capitalize(), partial(self._ask, name))
            for name in ("desired", "importance")
        }
        self.asked = column(
            _also(row(
                *self.what.values(), *self.how.values(), self.quiet, self.again, self.call_off,
                self.reveal, self.standing,
            ), "tk-asked"),
            self.obstacle,
        )  # fmt: skip
        self.hands = HandsPanel(make, HandCount(scoring), self.redraw)
        self.chips = ChipsPanel(make, self.roll, self.redraw)
        self.least = make.choice("Minimum, one decision of the room", self._decide, wide=True)
        self.settled = row(self.least)
        self.shown = html("", "tk-reveal")

    def redraw(self, _change: Any = None) -> None:
        """Draw again; the first look at a client is through one persona's eyes."""
        self.session.settle_persona()
        super().redraw()

    def draw(self) -> None:
        """Show the step as it is stored."""
        points = self.scoring.focus.points()
        self._draw_frame(bool(points))
        self.decisions.draw()
        if not points:
            return
        self.bar.draw(points, whose=self.scoring.whose())
        here = self.scoring.here().id
        at = (self.session.client, self.session.persona, self.scoring.measure, here)
        if at != self._at:
            # A round goes on the way it was begun; the chips of the touchpoint before come up.
            self._at = at
            self.scoring.settle()
            self.roll.picked = ()
            show(self.chips.typed, value="")
        if self.way == "room":
            self._draw_room(at)
        elif self.way == "all":
            self.grid.draw()
            if self.MEASURE == "desired":
                self.ceiling.draw()
        else:
            self.dots_panel.draw()

    def _draw_frame(self, there: bool) -> None:  # noqa: FBT001 # whether there are touchpoints
        by_scale = self.dots.kind == "scale"
        advice = self.scoring.focus.advice()
        self.advice.value = framed(f'<p class="tk-notice">{escape(advice)}</p>') if advice else ""
        for name, button in self.ways.items():
            show(button, value=name == self.way)
        show_if(self.ways["dots"], self.MEASURE == "desired" and not by_scale)
        for name, toggle in self.what.items():
            show(toggle, value=name == self.scoring.measure)
            show_if(toggle, self.MEASURE == "desired" and by_scale)
        for part, needed in (
            (self.empty, not there), (self.advice, there and advice), (self.top, there),
            (self.bar.way, self.way == "room"), (self.room, there and self.way == "room"),
            (self.all, there and self.way == "all"), (self.ceiling, self.MEASURE == "desired"),
            (self.dots_panel, there and self.way == "dots"),
            (self.notes, there and self.way == "room" and not self.session.late),
            (self.few_notes, there and self.way == "room" and self.session.late),
            (self.settled, self.MEASURE == "desired" and self.scoring.measure == "desired"),
        ):  # fmt: skip
            show_if(part, needed)

    def _draw_room(self, at: tuple[str, ...]) -> None:
        scoring = self.scoring
        vote, revealed = scoring.vote(), scoring.revealed()
        for name, toggle in self.how.items():
            show(toggle, value=name == scoring.how)
        show(self.quiet, value=scoring.quiet)
        show_if(self.quiet, scoring.how == "hands")
        show(self.again, disabled=not vote.total)
        show_if(self.call_off, scoring.can_call_off)
        show(
            self.reveal, description="Hide again" if revealed else "Reveal", disabled=not vote.total
        )
        self.standing.value = framed(
            f'<p class="tk-standing" role="status">{escape(scoring.standing(vote))}</p>'
        )
        obstacle = scoring.obstacle(vote)
        self.obstacle.value = (
            framed(f'<p class="tk-notice">{escape(obstacle)}</p>') if obstacle else ""
        )
        show_if(self.obstacle, obstacle)
        show_if(self.hands, scoring.how == "hands" and not obstacle)
        show_if(self.chips, scoring.how == "names" and not obstacle)
        if not obstacle:
            (self.hands.draw(vote) if scoring.how == "hands" else self.chips.draw(vote))
        self._draw_minimum()
        self._draw_reveal((*at, self.session.revision, revealed))
        noted = (*at, self.session.revision, self.session.late)
        if noted != self._noted:
            self._noted = noted
            (self.few_notes if self.session.late else self.notes).show_for(at[-1])

    def _draw_chips(self, _change: object) -> None:
        """Show who is picked; nothing else on the page depends on it."""
        if self.session.workshop is not None and self.scoring.focus.current() is not None:
            self.chips.draw(self.scoring.vote())

    def _draw_minimum(self) -> None:
        if self.MEASURE != "desired":
            return
        scale = self.scoring.scale
        points = range(scale.low, scale.high + 1)
        named = [(f"{value} {self.scoring.label(value)}".strip(), value) for value in points]
        value = self.minimum.value
        odd = [(f"{value:g}", value)] if value is not None and value not in points else []
        offer(self.least, [("not decided", None), *odd, *named], value)

    def _draw_reveal(self, known: tuple[Any, ...]) -> None:
        if known == self._revealed:
            return
        self._revealed = known
        scoring, revealed = self.scoring, known[-1]
        show_if(self.shown, revealed)
        if revealed:
            self.shown.value = framed(
                reveal_page(revealed_of(scoring), scoring.values, scoring.label)
            )

    def blank(self) -> None:
        """Take away what belongs to the client or persona shown before."""
        self._at = self._revealed = self._noted = ()
        self.shown.value = ""

    # what is pressed

    def _go(self, way: str, _down: object = None) -> None:
        self.way = way
        self.redraw()

    def _look_at(self, touchpoint: str) -> None:
        self.way = "room"
        self.scoring.focus.go(touchpoint)
        self.redraw()

    def _take(self, how: str, _down: object = None) -> None:
        self.scoring.how = how
        self.redraw()

    def _ask(self, measure: str, _down: object = None) -> None:
        self.scoring.measure = measure
        self.redraw()

    def _reveal(self) -> None:
        self.scoring.reveal(shown=not self.scoring.revealed())

    def _decide(self, value: float | None) -> None:
        if not self.minimum.decide(value):
            self.redraw()


def _also(box: Any, kind: str) -> Any:
    """Give a row one more class."""
    box.add_class(kind)
    return box


class ReceivedView(ScoringView):
    """Step 3: what customers do there and what they get."""

    STEP = "received"
    MEASURE = "received"
    LANES = (
        "action", "motivation", "question", "obstacle", "expectation", "annoyance", "emotion",
        "promise",
    )  # fmt: skip
    SHORT_LANES = ("obstacle",)


class DesiredView(ScoringView):
    """Step 4: what experience the team wants to create."""

    STEP = "desired"
    MEASURE = "desired"
    LANES = ("think", "feel", "do", "brand", "standard")
    SHORT_LANES = ("think", "feel", "do")
