"""The editor of one card: every field saves as it changes; or the name of a new card."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.screens.controls import Maker, choices, html, offer, row, show, show_if
from touchkit.screens.markup import framed
from touchkit.steps.listing import Board, Point, TouchpointsState, shortened

_CONTACTS = [("Direct: we make it", "direct"), ("Indirect: others make it", "indirect")]
_STATUSES = [("It exists", "exists"), ("Planned", "planned"), ("Retired", "retired")]


class CardEditor(widgets.VBox):
    """The fields of the card that is open, or a line for a new one.

    Parameters
    ----------
    state : TouchpointsState
        What is open.
    make : Maker
        Makes the controls.
    """

    def __init__(self, state: TouchpointsState, make: Maker) -> None:
        self.state = state
        self._open: tuple[Any, ...] = ("", ())
        self.title = html()
        self.name = make.text("Name", partial(self._put, "name"), wide=True)
        self.fresh = make.text(
            "Name of the new card",
            self._add,
            wide=True,
            hint="Enter puts it there; type the next one",
        )
        self.choices = {
            name: make.choice(label, partial(self._put, name))
            for name, label in (
                ("stage", "Stage"), ("department", "Department"), ("channel", "Channel"),
                ("contact", "Contact"), ("status", "Status"),
            )
        }  # fmt: skip
        self.truth = make.tick("★ Moment of truth", partial(self._put, "moment_of_truth"))
        self.short = make.tick("● On the shortlist", partial(self._put, "shortlist"))
        self.about = make.area("What happens there", partial(self._put, "description"))
        self.about.layout.width = "auto"
        self.earlier = make.button("Move it earlier", partial(self._move, -1), kind="small")
        self.later = make.button("Move it later", partial(self._move, 1), kind="small")
        self.remove = make.button("Remove this card", self._remove, kind="danger")
        self.shut = make.button("Close", state.close, kind="small")
        self.fields = widgets.VBox(
            [
                row(self.name, *list(self.choices.values())[:3]),
                row(*list(self.choices.values())[3:], self.truth, self.short),
                self.about,
            ]
        )
        self.moves = row(self.earlier, self.later, self.remove)
        super().__init__([self.title, self.fresh, self.fields, row(self.moves, self.shut)])
        self.add_class("tk-tp-editor")

    def draw(self, board: Board) -> bool:
        """Show the open card, or the new one; say whether it was opened just now."""
        state, point = self.state, board.point(self.state.card)
        opened = (state.card, state.new_at)
        just_now, self._open = opened != self._open and (state.card or state.new_at), opened
        show_if(self, point is not None or state.new_at)
        show_if(self.fields, point is not None)
        show_if(self.moves, point is not None)
        show_if(self.fresh, state.new_at)
        if point is not None:
            self._fill(board, point)
        elif state.new_at:
            stage, department = state.new_at
            where = [board.stages.get(stage, ""), board.departments.get(department, "nobody yet")]
            said = " · ".join(name for name in where if name)
            self.title.value = framed(f"<h3>New card in {escape(said)}</h3>")
            if just_now:
                show(self.fresh, value="")
        return bool(just_now)

    def take_focus(self) -> None:
        """Let the keyboard go on where the card is written."""
        (self.fresh if self.state.new_at else self.name).focus()

    def _fill(self, board: Board, point: Point) -> None:
        self.title.value = framed(f"<h3>{escape(shortened(point['name'], 120))}</h3>")
        show(self.name, value=point["name"])
        show(self.about, value=point.get("description", ""))
        show(self.truth, value=point["moment_of_truth"])
        show(self.short, value=point["shortlist"])
        offered = {
            "stage": [("No stage yet", ""), *choices(board.stages)],
            "department": [("Nobody yet", ""), *choices(board.departments)],
            "channel": [("Not said", ""), *choices(board.channels)],
            "contact": _CONTACTS,
            "status": _STATUSES,
        }
        for name, options in offered.items():
            offer(self.choices[name], options, point.get(name, ""))
        before, after = self.state.around(board, point["id"])
        show(self.earlier, disabled=not before)
        show(self.later, disabled=not after)

    def _put(self, name: str, value: Any) -> None:
        if self.state.card:
            self.state.put(
                self.state.card, **{name: None if value == "" and name != "name" else value}
            )
            self._keep_what_is_stored()

    def _keep_what_is_stored(self) -> None:
        """Show the stored card again where something was refused."""
        board = self.state.look()
        point = board.point(self.state.card)
        if point is not None:
            self._fill(board, point)

    def _add(self, name: str) -> None:
        if self.state.new_at and name.strip():
            stage, department = self.state.new_at
            if self.state.add(name, stage=stage, department=department):
                show(self.fresh, value="")

    def _move(self, by: int) -> None:
        self.state.move(self.state.card, by)

    def _remove(self) -> None:
        if self.state.remove(self.state.card):
            self.state.close()
