"""The map as a grid: stages across, departments down, each card a button that opens its editor in place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.screens.card_editor import CardEditor
from touchkit.screens.controls import Maker, choices, html, offer, row, show, show_if
from touchkit.screens.markup import framed, quiet
from touchkit.screens.section import Section
from touchkit.steps.listing import EVERY_STAGE, Board, Point, TouchpointsState, shortened

_HEAD, _EDITOR_ABOVE = 2, 1
_KEY = "★ moment of truth · ● on the shortlist · dashed: planned · italic: indirect"
_EMPTY = (
    '<p class="tk-empty">The map is empty. Give everybody stickies and three silent minutes: '
    "one contact with a customer a sticky. "
    "Then open <strong>Paste a list</strong>, or press + in a cell below.</p>"
)
_KINDS = ("tk-tp-planned", "tk-tp-indirect", "tk-tp-open")


class MapSection(Section):
    """The unsorted stack, the grid with the editor in it, and what was retired.

    Parameters
    ----------
    state : TouchpointsState
        What is open.
    make : Maker
        Makes the controls.
    """

    def __init__(self, state: TouchpointsState, make: Maker) -> None:
        self.state = state
        self.cards = Cards(state, make)
        self.stage = make.choice("Show", lambda stage: setattr(state, "stage", stage or ""))
        self.key, self.empty = html(quiet(_KEY)), html(_EMPTY)
        self.told = html()
        self.into = make.choice("Put into", partial(self._aim, 0))
        self.owner = make.choice("Department", partial(self._aim, 1))
        self.stack = row(kind="tk-tp-stack")
        self.unsorted = widgets.VBox([self.told, row(self.into, self.owner), self.stack])
        self.unsorted.add_class("tk-tp-unsorted")
        self.grid = Grid(state, make, self.cards)
        self.gone = html()
        self.retired = row(kind="tk-tp-stack")
        super().__init__(
            [
                row(self.stage, self.key),
                self.empty,
                self.unsorted,
                self.grid,
                self.gone,
                self.retired,
            ]
        )

    def _aim(self, place: int, value: str | None) -> None:
        target = list(self.state.target)
        target[place] = value or ""
        self.state.target = tuple(target)

    def draw(self, board: Board) -> None:
        """Show the map; cards that did not change stay untouched."""
        state, shown = self.state, self.state.stage_shown(board)
        show_if(self.empty, not board.live)
        show_if(self.key, board.live)
        show_if(self.stage, board.live and len(board.stages) > 1)
        counts = [(f"{name} only", stage) for stage, name in board.stages.items()]
        offer(self.stage, [("All stages", EVERY_STAGE), *counts], shown)
        self.cards.draw(board, state.card)
        self._draw_stack(board)
        self.grid.draw(board, shown)
        show_if(self.gone, board.retired)
        self.gone.value = framed(quiet(f"Retired ({len(board.retired)}): no longer on the map."))
        fill(self.retired, self.cards.of(board.retired))

    def _draw_stack(self, board: Board) -> None:
        loose = board.unsorted
        show_if(self.unsorted, loose)
        stage, department = self.state.target
        offer(self.into, [("a stage …", ""), *choices(board.stages)], stage)
        offer(self.owner, [("as it is", ""), *choices(board.departments)], department)
        where = board.stages.get(stage, "")
        how = (
            f"Now press every card that belongs to <strong>{escape(where)}</strong>."
            if where
            else "Choose a stage, and a department where you know it; then press every card that belongs there."
        )
        self.told.value = framed(f"<h3>Unsorted stack ({len(loose)})</h3><p>{how}</p>")
        fill(self.stack, self.cards.of(loose))


class Cards:
    """One button a touchpoint, made once and changed only where the touchpoint changed."""

    def __init__(self, state: TouchpointsState, make: Maker) -> None:
        self._state, self._make = state, make
        self.buttons: dict[str, widgets.Button] = {}
        self._layout, self._style = widgets.Layout(), widgets.ButtonStyle()

    def of(self, points: Sequence[Point]) -> tuple[widgets.Button, ...]:
        """Return the buttons of some touchpoints."""
        return tuple(self.buttons[point["id"]] for point in points)

    def draw(self, board: Board, opened: str) -> None:
        """Make what is new and change what is different."""
        there = {point["id"]: point for point in (*board.live, *board.retired)}
        for gone in self.buttons.keys() - there.keys():
            self.buttons.pop(gone)
        for point in there.values():
            self._draw(point, opened=point["id"] == opened)

    def _draw(self, point: Point, *, opened: bool) -> None:
        button = self.buttons.get(point["id"])
        if button is None:
            button = self._make.button(
                "", partial(self._state.press, point["id"]), layout=self._layout, style=self._style
            )
            self.buttons[point["id"]] = button
        marks = f"{' ★' if point['moment_of_truth'] else ''}{' ●' if point['shortlist'] else ''}"
        show(
            button,
            description=f"{shortened(point['name'], 70)}{marks}",
            tooltip=shortened(point.get("description") or point["name"], 300),
        )
        wanted = (point["status"] == "planned", point["contact"] == "indirect", opened)
        kinds = ("tk-tp-card", *(kind for kind, on in zip(_KINDS, wanted, strict=True) if on))
        if tuple(button._dom_classes) != kinds:  # noqa: SLF001 # ipywidgets has no other way to ask
            button._dom_classes = kinds  # noqa: SLF001 # one message, not one for each class


class Grid(widgets.GridBox):
    """Stages across, departments down; the editor opens below the row of the card that was pressed."""

    def __init__(self, state: TouchpointsState, make: Maker, cards: Cards) -> None:
        self.state, self._make, self.cards = state, make, cards
        self.editor = CardEditor(state, make)
        self._shape: tuple[Any, ...] = ()
        self._opened = ""
        self.heads: dict[str, widgets.HTML] = {}
        self.owners: dict[str, widgets.HTML] = {}
        self.cells: dict[tuple[str, str], widgets.VBox] = {}
        self.adds: dict[tuple[str, str], widgets.Button] = {}
        super().__init__([])
        self.add_class("tk-tp-grid")

    def draw(self, board: Board, shown: str) -> None:
        """Show the cells of the stages that are shown."""
        shape = (tuple(board.stages.items()), tuple(board.departments.items()))
        if shape != self._shape:
            self._shape = shape
            self._build(board)
        filled = board.cells()
        ownerless = any(department == "" for _, department in filled)
        for stage in board.stages:
            count = sum(len(points) for (at, _), points in filled.items() if at == stage)
            self.heads[stage].value = framed(
                f'<p class="tk-tp-head">{escape(shortened(board.stages[stage], 60))} <span>{count}</span></p>'
            )
            show_if(self.heads[stage], shown in {stage, EVERY_STAGE})
        show_if(self.owners[""], ownerless)
        for (stage, department), cell in self.cells.items():
            cards = self.cards.of(filled.get((stage, department), []))
            fill(cell, (*cards, self.adds[stage, department]))
            show_if(cell, shown in {stage, EVERY_STAGE} and (department or ownerless))
        columns = len(board.stages) if shown == EVERY_STAGE else 1
        show(self.layout, grid_template_columns=f"118px repeat({max(columns, 1)}, minmax(0, 1fr))")
        alone = shown != EVERY_STAGE
        if alone != ("tk-tp-alone" in self._dom_classes):
            (self.add_class if alone else self.remove_class)("tk-tp-alone")
        self._draw_editor(board)

    def _draw_editor(self, board: Board) -> None:
        point = board.point(self.state.card) or {}
        line = self._line(point.get("department", ""))
        if self.state.new_at:
            line = self._line(self.state.new_at[1])
        elif point.get("status") == "retired":
            line = self._line("", past=1)
        elif "stage" not in point:
            line = _EDITOR_ABOVE
        show(self.editor.layout, grid_area=f"{line} / 1 / auto / -1")
        if self.editor.draw(board):
            self.editor.take_focus()
        elif self._opened and not self.state.card and self._opened in self.cards.buttons:
            self.cards.buttons[self._opened].focus()
        self._opened = self.state.card

    def _line(self, department: str, past: int = 0) -> int:
        """Return the line of the grid below a department's; nobody's is the last."""
        rows = [*dict(self._shape[1]), ""] if self._shape else [""]
        return _HEAD + 2 * (rows.index(department) + past) + 2

    def _build(self, board: Board) -> None:
        """Make the cells anew; only when stages or departments are others."""
        self.heads = {stage: _placed(html(), _HEAD, n) for n, stage in enumerate(board.stages, 2)}
        self.owners, self.cells, self.adds = {}, {}, {}
        owners = {**board.departments, "": "Nobody yet"}
        for department, name in owners.items():
            line = self._line(department) - 1
            said = html(f'<p class="tk-tp-owner">{escape(shortened(name, 60))}</p>')
            self.owners[department] = _placed(said, line, 1)
            for number, stage in enumerate(board.stages, 2):
                self._make_cell(
                    (stage, department), line, number, f"{board.stages[stage]} · {name}"
                )
        in_order: list[widgets.Widget] = list(self.heads.values())
        for department, said in self.owners.items():
            in_order += [said, *(self.cells[stage, department] for stage in board.stages)]
        self.children = [*in_order, self.editor]

    def _make_cell(self, place: tuple[str, str], line: int, number: int, where: str) -> None:
        self.adds[place] = self._make.button(
            "+", partial(self.state.begin, *place), kind="tp-add",
            hint=f"Add a card to {shortened(where, 100)}",
        )  # fmt: skip
        cell = _placed(widgets.VBox([self.adds[place]]), line, number)
        cell.add_class("tk-tp-cell")
        self.cells[place] = cell


def fill(box: widgets.Box, children: Sequence[widgets.Widget]) -> None:
    """Put widgets into a box; what is so already stays untouched."""
    if tuple(box.children) != tuple(children):
        box.children = tuple(children)


def _placed(control: Any, line: int, number: int) -> Any:
    # grid_row and grid_column are wiped out by an empty grid_area, which ipywidgets sets after them.
    control.layout.grid_area = f"{line} / {number}"
    return control
