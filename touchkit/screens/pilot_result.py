"""What a pilot showed: its answers, what they say, and what follows from that."""

from __future__ import annotations

from functools import partial
from html import escape

import ipywidgets as widgets

from touchkit.model.client import Scale
from touchkit.plan import PilotResult
from touchkit.screens.controls import Maker, hide_label, html, mark, row, show, show_if
from touchkit.screens.markup import framed, quiet
from touchkit.screens.pilot_form import trouble
from touchkit.steps.facts import Facts
from touchkit.steps.piloting import Piloting
from touchkit.steps.pilots import Pilot, Side

_ENDS = {"done": "Mark as done", "dropped": "Drop it", "testing": "Go on testing"}
_WORKED = "It worked: mark as done"
_VERDICTS = {"worked": "good", "worse": "bad", "chance": "mind", "too few": "mind"}
_MOST_BOXES = 11
"""A longer scale has one line for all its points: nobody counts into a hundred boxes."""


class ResultPanel(widgets.VBox):
    """The answers of both sides, what they say, and the three ends there are.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    state : Piloting
        What is open.
    """

    def __init__(self, make: Maker, state: Piloting) -> None:
        self._state, self._idea = state, ""
        self.answers = {side: _Answers(make, state, side) for side in ("before", "after")}
        self.said = html("", "tk-pilot-result")
        self.ends = {
            status: make.button(words, partial(self._end, status))
            for status, words in _ENDS.items()
        }
        super().__init__(
            [
                html("<h2>What did it show?</h2>"),
                row(*self.answers.values(), kind="tk-pilot-counts"),
                self.said, row(*self.ends.values()),
            ]
        )  # fmt: skip
        self.add_class("tk-pilot-shown")

    def _end(self, status: str) -> None:
        self._state.conclude(self._idea, status)

    def draw(self, pilot: Pilot, facts: Facts, found: PilotResult | None, caution: str) -> None:
        """Show the answers, and what they say where both sides have been counted."""
        self._idea = str(pilot.idea["id"])
        for answers in self.answers.values():
            answers.draw(pilot, facts)
        body = quiet("Type the answers of both sides: here it is said what they show.")
        if found is not None:
            kind = _VERDICTS[found.verdict]
            body = f'<p class="tk-pilot-said tk-pilot-{kind}" role="status">{escape(found.sentence)}</p>'
            body += quiet(caution) if caution else ""
        self.said.value = framed(body)
        status = pilot.idea.get("status")
        for end, button in self.ends.items():
            mark(button, "mod-active", wanted=end == status)
        worked = found is not None and found.verdict == "worked"
        show(self.ends["done"], description=_WORKED if worked else _ENDS["done"])
        mark(self.ends["done"], "tk-main", wanted=worked and status != "done")


class _Answers(widgets.VBox):
    """One side's answers: a line for so many of so many, or a box for each point of the scale."""

    def __init__(self, make: Maker, state: Piloting, side: Side) -> None:
        self._make, self._state, self._side = make, state, side
        self._idea = ""
        self.head = html()
        self.line = hide_label(make.text("", lambda text: state.put(self._idea, side, text)))
        self.boxes: list[widgets.Text] = []
        self.points = row(kind="tk-pilot-points")
        self.why = html()
        super().__init__([self.head, self.line, self.points, self.why])

    def draw(self, pilot: Pilot, facts: Facts) -> None:
        """Show what was answered; what could not be read stays as it was typed, with the reason below."""
        self._idea, scale = str(pilot.idea["id"]), facts.client.scale
        name, (where, why) = self._state.sides(pilot)[self._side], self._state.trouble
        self.head.value = framed(f"<h3>{name}</h3>")
        boxes = pilot.unit == "points" and scale.points <= _MOST_BOXES
        show_if(self.line, not boxes)
        show_if(self.points, boxes)
        stored = str(getattr(pilot, self._side))
        hint = "31 of 100" if pilot.unit == "share" else "how many gave each point: 1;0;4 …"
        show(self.line, description=f"{name}, how many", placeholder=hint)
        if where != self._side:
            show(self.line, value=stored)
        if boxes:
            self._draw_boxes(scale, name, where, self._state.counts(pilot, self._side, facts))
        self.why.value = trouble(why) if where.split(" ")[0] == self._side else ""

    def _draw_boxes(
        self, scale: Scale, name: str, where: str, counts: tuple[int, ...] | None
    ) -> None:
        if len(self.boxes) != scale.points:
            self.boxes = [self._box(place) for place in range(scale.points)]
            self.points.children = self.boxes
        for place, box in enumerate(self.boxes):
            word = f" {scale.labels[place]}" if scale.labels else ""
            show(box, description=f"{scale.low + place}{word}", tooltip=f"{name}: how many gave it")
            if where != f"{self._side} {place}":
                # None is blank: a 0 put into the next box would wipe what is being typed there.
                show(box, value=str(counts[place]) if counts and counts[place] else "")

    def _box(self, place: int) -> widgets.Text:
        def put(text: str) -> None:
            self._state.put_count(self._idea, self._side, place, text)

        made = self._make.text("", put, hint="0")
        made.add_class("tk-label-above")
        return made
