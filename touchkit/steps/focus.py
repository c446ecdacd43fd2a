"""The touchpoint the room looks at: which of how many, what comes next, parked and disputed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from traitlets import HasTraits, Unicode

from touchkit.errors import InputError
from touchkit.steps.progress import SHORTLIST, listed
from touchkit.steps.session import Session

TODAY = "today instead"
"""The source of a note that says what customers get while a touchpoint is only planned."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """A touchpoint that is scored, in words.

    Attributes
    ----------
    id, name : str
        The touchpoint.
    stage, department, channel : str
        By name; blank where not known.
    planned : bool
        Whether it does not exist yet.
    """

    id: str
    name: str
    stage: str
    department: str
    channel: str
    planned: bool

    @property
    def where(self) -> str:
        """Stage, department and channel in one line."""
        known = [
            self.stage or "no stage yet",
            self.department or "nobody owns it",
            self.channel or "no channel yet",
        ]
        return " · ".join(known)


class Focus(HasTraits):
    """Which touchpoint is in focus; the shortlist where there is one, in the order of the journey.

    Attributes
    ----------
    touchpoint : str
        Its id; where that is not listed (any more), the first one counts.
    """

    touchpoint = Unicode()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._known: tuple[tuple[str, int], list[Point]] = (("", -1), [])

    def points(self) -> list[Point]:
        """Return the touchpoints that count, by stage and position; read once for each change."""
        now = (self.session.client, self.session.revision)
        if self._known[0] != now:
            self._known = (now, self._read())
        return self._known[1]

    def _read(self) -> list[Point]:
        tables = {
            name: self.session.tables(name)
            for name in ("touchpoints", "stages", "departments", "channels")
        }
        frame = listed(tables)
        stages = {name: place for place, name in enumerate(tables["stages"]["id"])}
        # Unsorted ones come last; within a stage those without a position after those with one.
        order = frame.assign(
            stage_place=frame["stage"].map(stages).fillna(len(stages)),
            position=frame["position"].astype("float64").fillna(float("inf")),
        ).sort_values(["stage_place", "position"], kind="stable")
        named = {
            column: dict(zip(tables[table]["id"], tables[table]["name"], strict=True))
            for column, table in (
                ("stage", "stages"), ("department", "departments"), ("channel", "channels"),
            )
        }  # fmt: skip
        return [_point(row, named) for row in order.to_dict("records")]

    def current(self, points: list[Point] | None = None) -> Point | None:
        """Return the touchpoint in focus; None where there is no touchpoint at all."""
        known = self.points() if points is None else points
        found = [point for point in known if point.id == self.touchpoint]
        return next(iter(found or known), None)

    def place(self, points: list[Point]) -> int:
        """Return which of these it is, from 0."""
        current = self.current(points)
        return points.index(current) if current is not None else 0

    def go(self, touchpoint: str) -> None:
        """Look at another touchpoint; a message about the one before goes away."""
        if touchpoint and touchpoint != self.touchpoint:
            self.session.dismiss()
            self.touchpoint = touchpoint

    def move(self, steps: int) -> None:
        """Go on or back; after the last one comes the first."""
        points = self.points()
        if points:
            self.go(points[(self.place(points) + steps) % len(points)].id)

    def skip(self, scored: set[str]) -> bool:
        """Go to the next touchpoint that is neither scored nor parked.

        Returns
        -------
        bool
            Whether there is one; where not, the focus stays.
        """
        points = self.points()
        here = self.place(points)
        done = scored | set(self.marked("parked"))
        for point in points[here + 1 :] + points[:here]:
            if point.id not in done:
                self.go(point.id)
                return True
        return False

    def advice(self) -> str:
        """Say what is unusual about the list; blank where nothing is."""
        points = self.session.tables_shown()["touchpoints"]
        short = int((points["shortlist"] & (points["status"] != "retired")).sum())
        live = int((points["status"] != "retired").sum())
        low, high = SHORTLIST
        if live and not short:
            return (
                f"There is no shortlist yet, so all {live} touchpoints are listed. "
                f"Choose {low} to {high} in step 2."
            )
        return ""

    def skipped_by(self, point: Point) -> str:
        """Return the name of the persona shown where it never meets the touchpoint's stage."""
        personas = self.session.tables_shown()["personas"]
        shown = personas[personas["id"] == self.session.persona]
        stages = self.session.tables_shown()["stages"]
        ids = set(stages.loc[stages["name"] == point.stage, "id"])
        for row in shown.to_dict("records"):
            if not pd.isna(row["skips"]) and ids & set(str(row["skips"]).split(";")):
                return str(row["name"])
        return ""

    # parked and disputed

    def marked(self, kind: str) -> dict[str, str]:
        """Return the touchpoints with a mark of a kind, each with the reason."""
        marks = self.session.tables_shown()["marks"]
        found = marks[(marks["table"] == "touchpoints") & (marks["kind"] == kind)]
        return {
            str(row["row"]): "" if pd.isna(row["reason"]) else str(row["reason"])
            for row in found.to_dict("records")
        }

    def mark(self, kind: str, on: bool) -> bool:  # noqa: FBT001 # what a toggle button hands over
        """Park or dispute the touchpoint in focus, or take that away."""
        point = self.current()
        if point is None:
            return False
        there = self._marks(point.id, kind)
        if on == bool(there):
            return True
        what = f"{'mark' if on else 'no longer mark'} {point.name} as {kind}"

        def edit(edits: Any) -> None:
            for row in there:
                edits.remove("marks", row)
            if on:
                cells = {"table": "touchpoints", "row": point.id, "kind": kind}
                edits.add("marks", **cells, who=self.session.who)

        return self.session.save(what, edit)

    def say_why(self, kind: str, reason: str) -> bool:
        """Write down why the touchpoint in focus is parked or disputed."""
        point = self.current()
        there = self._marks(point.id, kind) if point is not None else []
        return bool(there) and self.session.change("marks", there[0], reason=reason)

    def _marks(self, touchpoint: str, kind: str) -> list[str]:
        marks = self.session.tables("marks")
        own = (marks["table"] == "touchpoints") & (marks["row"] == touchpoint)
        return [str(row) for row in marks.loc[own & (marks["kind"] == kind), "id"]]

    # planned touchpoints

    def today_instead(self) -> str:
        """Return what customers get today instead of the touchpoint in focus."""
        notes = self._today()
        return str(notes["text"].iloc[0]) if len(notes) else ""

    def say_today(self, text: str) -> bool:
        """Write down what customers get today instead; kept as a note."""
        point, notes = self.current(), self._today()
        if point is None or text.strip() == self.today_instead():
            return True
        if len(notes):
            row = str(notes["id"].iloc[0])
            if not text.strip():
                return self.session.save("clear a note", lambda edits: edits.remove("notes", row))
            return self.session.change("notes", row, text=text)
        lanes = list(self.session.tables("lanes")["id"])
        if not lanes:
            return self.session.save("write a note", _no_lane)
        cells = {
            "touchpoint": point.id, "lane": "action" if "action" in lanes else lanes[0], "text": text,
            "source": TODAY, "author": self.session.who,
        }  # fmt: skip
        return self.session.save(
            f"say what there is today instead of {point.name}",
            lambda edits: edits.add("notes", **cells),
        )

    def _today(self) -> pd.DataFrame:
        notes, point = self.session.tables("notes"), self.current()
        about = notes["touchpoint"] == (point.id if point is not None else "")
        return notes[(about & (notes["source"] == TODAY)).fillna(value=False).astype(bool)]


def _no_lane(_edits: Any) -> None:
    raise InputError("This client has no lanes for notes. Add one to its pack first.")


def _point(row: dict[Any, Any], named: dict[str, dict[Any, Any]]) -> Point:
    words = {
        column: "" if pd.isna(row[column]) else str(names.get(row[column], row[column]))
        for column, names in named.items()
    }
    return Point(
        id=str(row["id"]), name=str(row["name"]), planned=row["status"] == "planned", **words
    )
