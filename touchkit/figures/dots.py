"""The departments' dots: where those who make the contacts see them differently."""

from __future__ import annotations

import string
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from touchkit.figures.describe import (
    about,
    answers,
    describe,
    desired_words,
    number,
    plural,
    received_words,
)
from touchkit.figures.lettering import wrap
from touchkit.figures.rows import (
    TEXT_ROOM,
    Column,
    across,
    blank,
    broken,
    centres,
    count,
    dots,
    draw_key,
    finish,
    key_room,
    known,
    limits,
    method,
    name_room,
    numbers,
    sheet,
    spans,
)
from touchkit.figures.scored import named
from touchkit.figures.style import GREY, INK, LABEL, PAPER, SHADE, SMALL, WHOSE, house_style

_RIGHT = 1.9
# The diamond is the customers'; colours are dark enough to be told from white and each other.
_SHAPES = "os^vPXh*"
_COLOURS = (
    "#a34700", "#00694f", "#7a2f8f", "#1b1f24", "#8a6d00", "#b0306a", "#00708f", "#6b3d1e",
)  # fmt: skip
# Shapes with room for a letter, where there are more departments than shapes.
_ROOMY = "osh"
_FOOT = 0.17
_UP = {"importance": "Higher matters more", "minimum": "Higher asks more"}


def agreement(
    departments: pd.DataFrame,
    *,
    touchpoints: pd.DataFrame,
    departments_table: pd.DataFrame | None = None,
    customers: pd.DataFrame | None = None,
    measure: str = "received",
    customer_word: str = "customer",
    level: float = 0.95,
    persona: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw each department's mean mark for each touchpoint, the widest spread on top.

    Parameters
    ----------
    departments : pandas.DataFrame
        As `touchkit.measure.departments` gives it, a row a touchpoint and department.
    touchpoints : pandas.DataFrame
        The table of that name.
    departments_table : pandas.DataFrame, optional
        The table departments, for their names and order.
    customers : pandas.DataFrame, optional
        As `touchkit.measure.gaps` gives it for the customers: received with its interval.
    measure : str
        What the departments' marks are of, as given to `touchkit.measure.departments`.
    customer_word : str
        The client's word for customer.
    level : float
        The level the customers' intervals were made with.
    persona : str
        The name of the one persona whose numbers these are, for the title; blank: everybody's.
    ax : Axes, optional
        Axes to draw on; else a new figure as high as there are touchpoints.

    Returns
    -------
    Axes
        Touchpoints down y, in inches, scores along x; a shape and a colour a department, ringed
        where it marks a touchpoint of its own; marks that coincide stand one above the other.
        Customers' means lie below, as diamonds with their intervals; numbers hidden in the
        departments' frame are counted below the title.
    """
    board = _board(named(departments, touchpoints), departments_table, customers)
    title, said = _head(board, measure, customer_word, level)
    title = about(title, persona)
    names, lines = broken(board.rows["name"]), wrap(said, TEXT_ROOM, LABEL)
    handles, labels = _key(board, customer_word)
    lane = _lanes(board, across(ax, _RIGHT))
    heights = _heights(board, lane, names)
    with house_style():
        ax = sheet(ax, names, lines, right=_RIGHT, key=key_room(labels), heights=heights)
        if board.rows.empty:
            blank(ax)
        else:
            _bands(ax, heights)
            _draw(ax, board, lane, centres(heights))
            _draw_theirs(ax, board.theirs, np.cumsum(heights) - _FOOT)
            draw_key(ax, handles, labels)
        columns = _columns(board.rows) if len(board.rows) else []
        finish(
            ax, names, columns, title=title, lines=lines, key=key_room(labels), heights=heights
        )  # fmt: skip
    describe(ax, title, " ".join([title + ".", *lines, _words(board, customer_word)]).rstrip())
    return ax


@dataclass(frozen=True, kw_only=True)
class _Board:
    """What is drawn: every mark, those shown, a row a touchpoint, the customers, the names."""

    every: pd.DataFrame
    marks: pd.DataFrame
    rows: pd.DataFrame
    theirs: pd.DataFrame
    called: dict[str, str]

    @property
    def many(self) -> bool:
        """Whether there are more departments than shapes, so that letters tell them apart."""
        return len(self.called) > len(_SHAPES)

    @property
    def step(self) -> float:
        """How far apart marks stand, in inches."""
        return 0.28 if self.many else 0.2


def _board(
    every: pd.DataFrame, table: pd.DataFrame | None, customers: pd.DataFrame | None
) -> _Board:
    marks = every[every["mean"].notna()]
    rows = _rows(marks)
    marks = marks.assign(row=marks["touchpoint"].map({t: y for y, t in enumerate(rows["id"])}))
    theirs, called = _theirs(customers, rows), _called(marks, table)
    return _Board(every=every, marks=marks, rows=rows, theirs=theirs, called=called)


def _rows(marks: pd.DataFrame) -> pd.DataFrame:
    """Return a row a touchpoint with what its departments' means span, the widest on top."""
    by = marks.groupby("touchpoint", sort=False)
    rows = by.agg(
        name=("name", "first"), least=("mean", "min"), greatest=("mean", "max"),
        departments=("mean", "size"), n=("n", "sum"),
    ).rename_axis("id").reset_index()  # fmt: skip
    spread = (rows["greatest"] - rows["least"]).where(rows["departments"] > 1)
    rows = rows.assign(spread=spread)
    return rows.sort_values(
        "spread", ascending=False, kind="stable", na_position="last", ignore_index=True
    )


def _theirs(customers: pd.DataFrame | None, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the customers' means of the touchpoints shown; anybody else's are left out."""
    if customers is None:
        return pd.DataFrame(columns=["row", "received", "low", "high", "n"])
    theirs = customers[customers["received"].notna()]
    if "received_from" in theirs:
        theirs = theirs[theirs["received_from"] == "customer"]
    row = theirs["touchpoint"].map({t: y for y, t in enumerate(rows["id"])})
    return pd.DataFrame({
        "row": row, "received": numbers(theirs, "received"), "n": numbers(theirs, "n_received"),
        "low": numbers(theirs, "received_low"), "high": numbers(theirs, "received_high"),
    }).dropna(subset=["row"])  # fmt: skip


def _called(marks: pd.DataFrame, table: pd.DataFrame | None) -> dict[str, str]:
    """Return the name of each department that has a mark, in the order of their table."""
    found = list(dict.fromkeys(marks["department"]))
    names = {} if table is None else dict(zip(table["id"], table["name"], strict=True))
    known_order = [place for place in names if place in set(found)]
    order = known_order + [place for place in found if place not in names]
    return {place: str(names.get(place, place)) for place in order}


def _head(board: _Board, measure: str, word: str, level: float) -> tuple[str, str]:
    every, marks, rows, theirs = board.every, board.marks, board.rows, board.theirs
    if marks.empty and (every["n"] > 0).any():
        return "Too few people in each department to show their marks", (
            "Marks of departments with few people stay hidden."
        )
    if marks.empty:
        return "No department has given marks yet", "Marks need a department to be shown here."
    said = (
        f"Each mark: the mean of one department's own marks for {_what(measure, word)}, "
        f"{_people(marks['n'])}; a team is no sample, so no interval. "
        f"{_UP.get(measure, 'Higher is better')}. "
        "Thin line: from the least to the greatest department, the widest spread on top. "
    )
    if marks["own"].any():
        said += "Ring: a department's marks for its own touchpoint. "
    if len(theirs):
        said += f"Diamond, on a line of its own: what {plural(word)} say they got, "
        said += f"{answers(theirs['n'])}"
        told = known(numbers(theirs, "low"), numbers(theirs, "high"))
        said += f"; its line: {method(level)}. " if told.any() else ". "
        said += "" if told.all() else "Open diamond: too few answers for an interval. "
    if hidden := int((every["mean"].isna() & (every["n"] > 0)).sum()):
        said += f"Hidden, as few people gave them: {hidden} of {hidden + len(marks)} marks. "
    if left := int(every["touchpoint"].nunique()) - len(rows):
        said += f"Touchpoints without a mark to show: {left}."
    if not (rows["departments"] > 1).any():
        return "Only one department's marks at each touchpoint: no spread yet", said.rstrip()
    return "Where departments see it differently", said.rstrip()


def _what(measure: str, word: str) -> str:
    usual = {"received": received_words("team", word), "desired": desired_words("team", word)}
    return usual.get(measure, f"the {measure}")


def _people(counts: pd.Series) -> str:
    least, most = int(counts.min()), int(counts.max())
    people = "person" if most == 1 else "people"
    return f"{least} {people} each" if least == most else f"{least}–{most} {people} each"


def _looks(board: _Board) -> dict[str, tuple[str, str, str]]:
    """Return each department's shape, its colour and, where shapes run out, its letter."""
    shapes = _ROOMY if board.many else _SHAPES
    looks = {}
    for place, department in enumerate(board.called):
        again, letter = divmod(place, 26)
        name = f"{string.ascii_uppercase[letter]}{again + 1 if again else ''}" if board.many else ""
        shape, colour = shapes[place % len(shapes)], _COLOURS[place % len(_COLOURS)]
        looks[department] = (shape, colour, name)
    return looks


def _lanes(board: _Board, inches: float) -> np.ndarray:
    """Return for each mark on which level of its row it stands, so that none hides another."""
    value, row = numbers(board.marks, "mean"), board.marks["row"].to_numpy(int)
    lane = np.zeros(len(value), int)
    apart = board.step * max(np.ptp(value), 1.0) * 1.12 / inches if len(value) else 0.0
    last: dict[int, list[float]] = {}
    for mark in np.argsort(value, kind="stable"):
        ends = last.setdefault(row[mark], [])
        free = [level for level, end in enumerate(ends) if value[mark] - end >= apart]
        lane[mark] = free[0] if free else len(ends)
        ends[lane[mark] : lane[mark] + 1] = [value[mark]]
    return lane


def _heights(board: _Board, lane: np.ndarray, names: list[str]) -> list[float]:
    """Return how high each row is: its marks one above the other, then the customers."""
    row, theirs = board.marks["row"].to_numpy(int), set(board.theirs["row"])
    levels = np.zeros(len(names), int)
    np.maximum.at(levels, row, lane + 1)
    return [
        max(name_room(name), board.step * (levels[y] + (y in theirs)) + 0.16)
        for y, name in enumerate(names)
    ]


def _bands(ax: Axes, heights: list[float]) -> None:
    ends = np.cumsum(heights)
    for place in range(0, len(heights), 2):
        ax.axhspan(ends[place] - heights[place], ends[place], color=SHADE, zorder=0, linewidth=0)


def _draw(ax: Axes, board: _Board, lane: np.ndarray, middles: np.ndarray) -> None:
    value, row = numbers(board.marks, "mean"), board.marks["row"].to_numpy(int)
    theirs = np.isin(row, board.theirs["row"])
    levels = pd.Series(lane).groupby(row).transform("max").to_numpy() + theirs
    y = middles[row] + (lane - levels / 2) * board.step
    first = pd.Series(y).groupby(row).min().to_numpy()
    least, greatest = numbers(board.rows, "least"), numbers(board.rows, "greatest")
    spans(ax, least, greatest, first, colour=GREY, gid="spread", width=1.2)
    own = board.marks["own"].to_numpy(bool)
    size = 15.5 if board.many else 9.0
    if own.any():
        ax.plot(
            value[own], y[own], "o", markersize=size + 8, markerfacecolor="none",
            markeredgecolor=INK, markeredgewidth=1.4, zorder=4, gid="own",
        )  # fmt: skip
    nowhere = np.zeros(len(value), bool)
    for department, (shape, colour, letter) in _looks(board).items():
        chosen = (board.marks["department"] == department).to_numpy()
        dots(
            ax, value[chosen], y[chosen], nowhere[chosen], marker=shape, colour=colour,
            gid=f"marks-{department}", size=size,
        )  # fmt: skip
        for place in np.flatnonzero(chosen) if letter else ():
            ax.text(
                value[place], y[place], letter, ha="center", va="center_baseline", fontsize=SMALL,
                fontweight="bold", color=colour, parse_math=False, zorder=6, gid="letter",
            )  # fmt: skip
    limits(ax, value, *(numbers(board.theirs, name) for name in ("received", "low", "high")))
    ax.set_xlabel("score, mean (cut-out of the scale)", fontsize=SMALL)


def _draw_theirs(ax: Axes, theirs: pd.DataFrame, feet: np.ndarray) -> None:
    y = feet[theirs["row"].to_numpy(int)]
    low, high = numbers(theirs, "low"), numbers(theirs, "high")
    blue = WHOSE["customer"]
    spans(ax, low, high, y, colour=blue, gid="interval", width=2.4)
    dots(
        ax, numbers(theirs, "received"), y, known(low, high), marker="D", colour=blue,
        gid="customer", size=8,
    )  # fmt: skip


def _key(board: _Board, word: str) -> tuple[list[Artist], list[str]]:
    looks = _looks(board)
    handles: list[Artist] = [
        _sample(shape, colour, 9.0) for shape, colour, _ in looks.values()
    ]  # fmt: skip
    labels = [f"{looks[place][2]} {name}".strip() for place, name in board.called.items()]
    if board.marks["own"].any():
        handles.append(_sample("o", INK, 14.0))
        labels.append("ring: its own touchpoint")
    if len(board.theirs):
        handles.append(_sample("D", WHOSE["customer"], 8.0))
        labels.append(f"diamond: {plural(word)}")
    return handles, labels


def _sample(shape: str, colour: str, size: float) -> Line2D:
    fill = colour if shape == "D" else PAPER
    return Line2D(
        [], [], linestyle="none", marker=shape, markersize=size, color=colour,
        markerfacecolor=fill, markeredgewidth=1.6,
    )  # fmt: skip


def _columns(rows: pd.DataFrame) -> list[Column]:
    return [
        Column(
            head="spread", at=0.75, gid="spread", texts=[number(value) for value in rows["spread"]]
        ),
        Column(head="people", at=1.6, gid="n", texts=[count(n) for n in rows["n"]]),
    ]


def _words(board: _Board, word: str) -> str:
    theirs = board.theirs.set_index("row")["received"].to_dict()
    said = []
    for place, row in board.rows.iterrows():
        marks = board.marks[board.marks["row"] == place].sort_values("mean", ascending=False)
        listed = [
            f"{board.called[mark['department']]} {number(mark['mean'])}"
            f"{' (its own)' if mark['own'] else ''}"
            for mark in marks.to_dict("records")
        ]
        if place in theirs:
            listed.append(f"{plural(word)} {number(theirs[place])}")
        said.append(f"{row['name']}, spread {number(row['spread'])}: {', '.join(listed)}")
    return f"In order: {'; '.join(said)}." if said else ""
