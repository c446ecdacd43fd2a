"""Step 2's State: what is looked at, and the cards on the map, added, changed, sorted and moved."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from traitlets import HasTraits, Tuple, Unicode

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

EVERY_STAGE = "*"
_MANY = 120
"""From this many cards on, the map shows one stage at a time unless it is told otherwise."""


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
    card : str
        The id of the card that is open; blank: none.
    new_at : tuple of str
        Stage and department a new card is being written for; empty: none.
    stage : str
        Which stage the map shows; blank: as many as are legible.
    target : tuple of str
        Stage and department that a press on an unsorted card puts it into; a blank stage: none.
    """

    section = Unicode()
    card = Unicode()
    new_at = Tuple()
    stage = Unicode()
    target = Tuple(Unicode(), Unicode(), default_value=("", ""))

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._client = ""

    def look(self) -> Board:
        """Return the map as it is now; what is open and no longer there is closed."""
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
                self.card, self.new_at, self.stage, self.target = "", (), "", ("", "")
            if not self.section:
                self.section = "map" if board.live else "paste"
            if self.card and board.point(self.card) is None:
                self.card = ""
            if self.stage not in {"", EVERY_STAGE, *board.stages}:
                self.stage = ""

    def turn_to(self, section: str) -> None:
        """Look at another part of the step."""
        self.section = section

    def stage_shown(self, board: Board) -> str:
        """Return the one stage the map shows, or `EVERY_STAGE`."""
        if self.stage:
            return self.stage
        many = len(board.live) >= _MANY and board.stages
        return next(iter(board.stages)) if many else EVERY_STAGE

    # cards

    def press(self, row: str) -> None:
        """Open a card, or close it; an unsorted one goes where the room said, if it did."""
        stage, department = self.target
        point = self.look().point(row)
        if point is not None and "stage" not in point and stage:
            self.put(row, stage=stage, **({"department": department} if department else {}))
            return
        with self.hold_trait_notifications():
            self.new_at = ()
            self.card = "" if self.card == row else row

    def show(self, row: str) -> None:
        """Open a card on the map, wherever it was asked for."""
        point = self.look().point(row) or {}
        with self.hold_trait_notifications():
            if self.stage not in {"", EVERY_STAGE}:
                self.stage = point.get("stage", "")
            self.section, self.card, self.new_at = "map", row, ()

    def close(self) -> None:
        """Close what is open."""
        with self.hold_trait_notifications():
            self.card, self.new_at = "", ()

    def begin(self, stage: str, department: str) -> None:
        """Begin a new card in a cell."""
        with self.hold_trait_notifications():
            self.section, self.card, self.new_at = "map", "", (stage, department)

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

    def remove(self, row: str) -> bool:
        """Take a card off the map, with all that hangs on it; undo brings it back."""
        point = self.look().point(row)
        if point is None:
            return False
        what = f"remove “{shortened(point['name'], 40)}”"
        return self.session.save(what, lambda edits: edits.remove("touchpoints", row))

    def move(self, row: str, by: int) -> bool:
        """Move a card among those of its cell: -1 earlier, 1 later."""
        board = self.look()
        point = board.point(row)
        if point is None or "stage" not in point:
            return False
        same = board.cells().get((point["stage"], point.get("department", "")), [])
        place = next((n for n, other in enumerate(same) if other["id"] == row), -1)
        if place < 0 or not 0 <= place + by < len(same):
            return False
        line = [other for other in board.live if other.get("stage") == point["stage"]]
        numbers = renumbered(line, row, same[place + by]["id"])

        def edit(edits: Any) -> None:
            for other, number in numbers.items():
                edits.change("touchpoints", other, position=number)

        return self.session.save(f"move “{shortened(point['name'], 40)}”", edit)

    def around(self, board: Board, row: str) -> tuple[bool, bool]:
        """Say whether a card can go earlier, and later, among those of its cell."""
        point = board.point(row) or {}
        same = board.cells().get((point.get("stage", ""), point.get("department", "")), [])
        ids = [other["id"] for other in same]
        return (row in ids and ids[0] != row, row in ids and ids[-1] != row)


def renumbered(line: list[Point], row: str, past: str) -> dict[str, float]:
    """Return the positions that change when a touchpoint goes just past another one of its stage.

    Numbers there are stay in use, so that only what lies between the two is written anew.

    Examples
    --------
    >>> renumbered([{"id": "a", "position": 1.0}, {"id": "b", "position": 2.0}], "b", "a")
    {'b': 1.0, 'a': 2.0}
    """
    ids = [point["id"] for point in line]
    forward = ids.index(past) > ids.index(row)
    ids.remove(row)
    ids.insert(ids.index(past) + forward, row)
    known = [point["position"] for point in line if "position" in point]
    whole = len(set(known)) == len(line)
    numbers = sorted(known) if whole else [float(n) for n in range(1, len(line) + 1)]
    now = {point["id"]: point.get("position") for point in line}
    return {one: number for one, number in zip(ids, numbers, strict=True) if now[one] != number}
