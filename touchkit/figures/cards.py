"""Where everything on the touchpoint map goes: a grid of cards, measured in inches."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from touchkit.figures.describe import signed
from touchkit.figures.lettering import drawable, width, wrap

UNSORTED, NOBODY = "Unsorted", "Nobody yet"

TYPE = 10.0
_HEAD_TYPE = 12.0
_SIDE_TYPE = 11.0
_LINE = 1.22 / 72
_PAD = 0.07
_BETWEEN = 0.08
_FOOT = 0.2
_SIDE = 1.35
_LEAST_ROW = 0.62
_BLANK_ROW = 1.3


@dataclass(frozen=True, kw_only=True)
class Card:
    """One touchpoint: what is written on it, how it is marked, and where it lies."""

    id: str
    lines: tuple[str, ...]
    left: float
    top: float
    width: float
    height: float
    gap: float
    indirect: bool
    planned: bool
    truth: bool
    shortlist: bool
    unsure: bool = False

    @property
    def hollow(self) -> bool:
        """Whether few answers, or the team's marks, must not look like many answers."""
        return self.unsure and bool(self.foot)

    @property
    def foot(self) -> str:
        """The gap as it is written on the card; empty where there is none."""
        return "" if math.isnan(self.gap) else signed(self.gap)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A column or a row of the map: its lettering and its extent."""

    lines: tuple[str, ...]
    note: tuple[str, ...]
    start: float
    end: float


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The whole map."""

    columns: tuple[Line, ...]
    rows: tuple[Line, ...]
    cards: tuple[Card, ...]
    width: float
    height: float


def lay_out(
    touchpoints: pd.DataFrame,
    *,
    stages: pd.DataFrame,
    departments: pd.DataFrame,
    gap_of: dict[str, float],
    unsure: frozenset[str] = frozenset(),
    blank: bool,
) -> Grid:
    """Place every touchpoint that is not retired in its stage and department.

    Parameters
    ----------
    touchpoints, stages, departments : pandas.DataFrame
        Tables of those names.
    gap_of : dict of str to float
        The gap to write on a touchpoint's card, by id.
    unsure : frozenset of str
        Touchpoints whose gap has no interval.
    blank : bool
        Whether to leave the cards out and make room for writing.

    Returns
    -------
    Grid
        Columns and rows in the order of the tables; "Unsorted" and "Nobody yet" come last and
        only where something belongs there. A row is as high as its fullest cell.
    """
    shown = in_order(touchpoints[touchpoints["status"].ne("retired")], stages)
    shown = shown.iloc[:0] if blank else shown
    across = _names(stages, shown["stage"], UNSORTED)
    down = _names(departments, shown["department"], NOBODY)
    room = _column_room(shown, len(across))
    columns = _columns(across, stages, room, questions=blank)
    head = max((_head_height(column) for column in columns), default=0.4)

    cells: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in shown.to_dict("records"):
        stage = row["stage"] if row["stage"] in across else ""
        department = row["department"] if row["department"] in down else ""
        cells[department, stage].append(row)

    rows, cards, top = [], [], head
    for department, name in down.items():
        lines = tuple(wrap(name, _SIDE - 0.2, _SIDE_TYPE, bold=True))
        bottom = top + max(
            _BLANK_ROW if blank else _LEAST_ROW, len(lines) * _SIDE_TYPE * _LINE + 0.2
        )
        for stage, column in zip(across, columns, strict=True):
            stack, end = _stack(cells[department, stage], column, top, gap_of)
            cards += [replace(card, unsure=card.id in unsure) for card in stack]
            bottom = max(bottom, end)
        rows.append(Line(lines=lines, note=(), start=top, end=bottom))
        top = bottom
    return Grid(
        columns=columns, rows=tuple(rows), cards=tuple(cards),
        width=columns[-1].end if columns else _SIDE, height=top,
    )  # fmt: skip


def in_order(touchpoints: pd.DataFrame, stages: pd.DataFrame | None) -> pd.DataFrame:
    """Return touchpoints in journey order: by stage, then position, then as they stand.

    Parameters
    ----------
    touchpoints : pandas.DataFrame
        The table of that name.
    stages : pandas.DataFrame or None
        The stages in order; None leaves the touchpoints as they stand.
    """
    if stages is None:
        return touchpoints
    rank = {stage: number for number, stage in enumerate(stages["id"])}
    order = touchpoints["stage"].map(rank).fillna(len(rank)).to_numpy()
    keys = pd.DataFrame(
        {"stage": order, "position": touchpoints["position"].to_numpy()}, index=touchpoints.index
    )
    return touchpoints.loc[keys.sort_values(["stage", "position"], kind="stable").index]


def _column_room(shown: pd.DataFrame, columns: int) -> float:
    """Return how wide a column is: no wider than the longest word asks, so that type stays big."""
    words = {word for name in shown["name"] for word in drawable(name).split()}
    longest = max((width(word, TYPE, bold=True) for word in words), default=0.0)
    asked = min(2.0, max(1.3, longest + 2 * (_BETWEEN + _PAD) + 0.06))
    return max(asked, min(2.4, 9.2 / max(1, columns)))


def _names(table: pd.DataFrame, used: pd.Series, otherwise: str) -> dict[str, str]:
    names = {str(i): str(name) for i, name in zip(table["id"], table["name"], strict=True)}
    return names | ({"": otherwise} if not used.isin(list(names)).all() else {})


def _columns(
    across: dict[str, str], stages: pd.DataFrame, room: float, *, questions: bool
) -> tuple[Line, ...]:
    asked = stages.set_index("id")["question"].dropna().to_dict() if "question" in stages else {}
    columns = []
    for number, (stage, name) in enumerate(across.items()):
        note = wrap(str(asked[stage]), room - 0.2, TYPE) if questions and stage in asked else []
        lines = wrap(name, room - 0.2, _HEAD_TYPE, bold=True)
        start = _SIDE + number * room
        columns.append(Line(lines=tuple(lines), note=tuple(note), start=start, end=start + room))
    return tuple(columns)


def _head_height(column: Line) -> float:
    return (len(column.lines) * _HEAD_TYPE + len(column.note) * TYPE) * _LINE + 0.24


def _stack(
    rows: list[dict[str, Any]], column: Line, top: float, gap_of: dict[str, float]
) -> tuple[list[Card], float]:
    cards = []
    y = top + _BETWEEN
    for row in rows:
        card = _card(row, column, y, gap_of.get(row["id"], float("nan")))
        cards.append(card)
        y += card.height + _BETWEEN
    return cards, y


def _card(row: dict[str, Any], column: Line, top: float, gap: float) -> Card:
    shortlist, truth = row["shortlist"] is True, row["moment_of_truth"] is True
    room = column.end - column.start - 2 * _BETWEEN
    lines = wrap(str(row["name"]), room - 2 * _PAD - 0.02, TYPE, bold=shortlist)
    foot = _FOOT if truth or shortlist or not math.isnan(gap) else 0.0
    return Card(
        id=str(row["id"]), lines=tuple(lines), left=column.start + _BETWEEN, top=top,
        width=room, height=len(lines) * TYPE * _LINE + 2 * _PAD + foot, gap=gap,
        indirect=row["contact"] == "indirect", planned=row["status"] == "planned",
        truth=truth, shortlist=shortlist,
    )  # fmt: skip
