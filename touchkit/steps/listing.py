"""Step 2's State: what is looked at, and the cards on the map, added, changed, sorted and moved."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from traitlets import Dict, HasTraits, Int, Tuple, Unicode

from touchkit.model import to_rows
from touchkit.model.text import clean
from touchkit.model.text import shortened as shortened  # noqa: PLC0414 # the step's screens take it from here
from touchkit.steps.pasting import folded
from touchkit.steps.session import Session

Point = dict[str, Any]
"""A touchpoint's filled cells."""

SECTIONS = {
    "paste": "Paste a list",
    "map": "The map",
    "catalogue": "Catalogue",
    "wrong": "What looks wrong",
    "shortlist": "Shortlist",
}
"""What can be looked at in this step, in the order of the work."""


@dataclass(frozen=True, kw_only=True)
class Board:
    """The map as it is stored, read once.

    Attributes
    ----------
    stages, departments, channels : mapping of str to str
        Names by id, in the client's order.
    live, retired : tuple of dict
        The touchpoints' filled cells, in the order of stages and positions.
    """

    stages: Mapping[str, str]
    departments: Mapping[str, str]
    channels: Mapping[str, str]
    live: tuple[Point, ...]
    retired: tuple[Point, ...]
    _by_id: Mapping[str, Point] = field(default_factory=dict)

    def point(self, row: str) -> Point | None:
        """Return one touchpoint; None where there is none of that id."""
        return self._by_id.get(row)

    @property
    def unsorted(self) -> list[Point]:
        """The touchpoints in no stage yet."""
        return [point for point in self.live if "stage" not in point]

    def cells(self) -> dict[tuple[str, str], list[Point]]:
        """Return the touchpoints of each cell, by stage and department; blank: nobody owns them."""
        found: dict[tuple[str, str], list[Point]] = {}
        for point in self.live:
            if "stage" in point:
                place = (point["stage"], point.get("department", ""))
                found.setdefault(place, []).append(point)
        return found


def in_map_order(points: list[Point], stages: Mapping[str, str]) -> list[Point]:
    """Return touchpoints by stage and position, the unsorted ones last."""
    order = {stage: number for number, stage in enumerate(stages)}
    return sorted(
        points,
        key=lambda point: (
            order.get(point.get("stage", ""), len(order)), point.get("position", math.inf),
        ),
    )  # fmt: skip


class TouchpointsState(HasTraits):
    """What step 2 shows, and every change of a card.

    Parameters
    ----------
    session : Session
        What is open.

    Attributes
    ----------
    section : str
        What is looked at: a key of `SECTIONS`; blank until it is first drawn.
    wanted : tuple
        What the board is to show: how often it was asked, and the id of a card, or the stage and
        the department a new card is to be begun in.
    """

    section = Unicode()
    wanted = Tuple(Int(), Dict(), default_value=(0, {}))

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._client = ""

    def look(self) -> Board:
        """Return the map as it is now."""
        tables = {
            name: to_rows(self.session.tables(name))
            for name in ("stages", "departments", "channels", "touchpoints")
        }
        names = {
            name: {row["id"]: row["name"] for row in tables[name]}
            for name in ("stages", "departments", "channels")
        }
        points = in_map_order(list(tables["touchpoints"]), names["stages"])
        board = Board(
            **names,
            live=tuple(point for point in points if point["status"] != "retired"),
            retired=tuple(point for point in points if point["status"] == "retired"),
            _by_id={point["id"]: point for point in points},
        )
        self._keep_up(board)
        return board

    def _keep_up(self, board: Board) -> None:
        with self.hold_trait_notifications():
            if self._client != self.session.client:
                self._client, self.section = self.session.client, ""
            if not self.section:
                self.section = "map" if board.live else "paste"

    def turn_to(self, section: str) -> None:
        """Look at another part of the step."""
        self.section = section

    # cards

    def show(self, row: str) -> None:
        """Open a card on the map, wherever it was asked for."""
        self._ask_for(id=row)

    def begin(self, stage: str, department: str) -> None:
        """Begin a new card in a cell of the map."""
        self._ask_for(stage=stage, department=department)

    def _ask_for(self, **where: str) -> None:
        with self.hold_trait_notifications():
            self.section, self.wanted = "map", (self.wanted[0] + 1, where)

    def add(self, name: str, *, stage: str = "", department: str = "", **fields: Any) -> bool:
        """Put a new card on the map, unless one of that name is there."""
        if not clean(name):
            return False
        board = self.look()
        twin = next(
            (p for p in (*board.live, *board.retired) if folded(p["name"]) == folded(name)), None
        )
        if twin is not None:
            self.session.error = (
                f"“{shortened(twin['name'])}” is on the map already; press its card to change it."
            )
            return False
        cells = {"stage": stage or None, "department": department or None} | fields
        return self.session.save(
            f"add “{shortened(clean(name), 40)}”",
            lambda edits: edits.add("touchpoints", name=name, **cells),
        )

    def put(self, row: str, **fields: Any) -> bool:
        """Store some fields of a card; one that has them already is left alone."""
        point = self.look().point(row)
        if point is None:
            self.session.error = "Somebody has removed this card meanwhile; nothing was stored."
            return False
        if all((point.get(name) or None) == (value or None) for name, value in fields.items()):
            return True
        if "name" in fields and not clean(str(fields["name"] or "")):
            self.session.error = "A touchpoint needs a name; the old one was kept."
            return False
        what = f"change “{shortened(point['name'], 40)}”"
        if "stage" in fields and fields["stage"] != point.get("stage"):
            fields = {"position": None} | fields
        return self.session.save(what, lambda edits: edits.change("touchpoints", row, **fields))
