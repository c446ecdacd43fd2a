"""The year planner for the wall: twelve months across, a line a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from touchkit.deliver.colours import HOUSE
from touchkit.deliver.days import (
    Entry,
    as_day,
    checked,
    entries,
    length,
    months,
    span,
    titles,
    who_said,
)
from touchkit.deliver.formats import MONTHS, day
from touchkit.deliver.pages import render, style
from touchkit.deliver.paper import POINT, deliver, inner
from touchkit.figures.lettering import width, wrap
from touchkit.model import Client, to_rows
from touchkit.plan.kinds import finding_name

if TYPE_CHECKING:
    import pandas as pd

_TITLE, _HEAD, _KEY = 13.0, 7.0, 8.0
_NUMBERS = {"A3": 11.4, "A4": 21.0}
"""How wide a day's number and marks are: on A3 the marks stand below the number, on A4 beside it."""
_MARKS, _MARK_POINTS = 9.8, 7.0
_POINTS = 7.0
_PER_PAGE = {"A3": 12, "A4": 6}
_LEADINGS = {"A3": 1.03, "A4": 1.0}
_SPARE = 0.97
_STEPS = (1, 4, 16)
_LETTERS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@dataclass(frozen=True, kw_only=True)
class Text:
    """An act beside a day, on so many lines at most; whether something of it is cut."""

    said: str
    lines: int
    cut: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """A day of a month as it stands on the planner."""

    number: int
    letters: str
    kinds: str
    marks: str
    texts: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class Month:
    """A column of the planner."""

    name: str
    lines: tuple[Line | None, ...]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A finding as the planner tells it, with its number and what its kind is called."""

    number: int
    kind: str
    called: str
    what: str
    who: str
    when: str
    proposal: str
    first: dt.date | None
    last: dt.date | None


def year_planner(
    occurrences: pd.DataFrame, acts: pd.DataFrame, path: str | Path, *, findings: pd.DataFrame | None = None,
    client: Client | None = None, title: str = "", brand: str = HOUSE, start: dt.date | None = None,
    end: dt.date | None = None, paper: str = "A3", pdf: bool = False, today: dt.date | None = None,
) -> Path:  # fmt: skip
    """Write the year planner to print for the wall.

    Parameters
    ----------
    occurrences : pandas.DataFrame
        As `touchkit.plan.calendar` gives it.
    acts : pandas.DataFrame
        The table of that name, for titles.
    path : str or Path
        The file to write; folders on the way are made.
    findings : pandas.DataFrame, optional
        As `touchkit.plan.findings` gives it: numbered on the days they begin and end, told behind.
    client : Client, optional
        Whose planner it is, for its language.
    title : str
        What stands above it; blank: the client's title.
    brand : str
        A colour for headings, as ``#rrggbb``.
    start, end : datetime.date, optional
        The first and last day; left out: those there are. Whole months are drawn.
    paper : {"A3", "A4"}
        Laid across, twelve months a page or six.
    pdf : bool
        Whether to print it to a PDF with the browser that is installed.
    today : datetime.date, optional
        Which year to draw where nothing else tells; left out: today's.

    Returns
    -------
    Path
        The file written. What does not fit beside a day is counted there and told in full on the
        pages behind.

    Raises
    ------
    InputError
        If the paper has another size, or the occurrences have other columns.
    TouchkitError
        If the file cannot be written, or a PDF is asked for and no browser found.
    """
    wide, high = inner(paper, landscape=True)
    every = checked(occurrences)
    first, last = span(every, start, end, today or dt.datetime.now(tz=dt.UTC).astimezone().date())
    told = _findings(findings)
    each = {on: some for on, some in entries(every, titles(acts)).items() if first <= on <= last}
    size = paper.strip().upper()
    across, number = _PER_PAGE[size], _NUMBERS[size]
    row = (high - _TITLE - _HEAD - _KEY) / 31
    column = wide / across
    room = (column - number - 0.8) * _SPARE / 25.4
    lines = max(1, int(row / (_POINTS * _LEADINGS[size] * POINT)))
    columns = [_month(month, each, told, room=room, lines=lines) for month in months(first, last)]
    more = [(on, some) for on, some in sorted(each.items()) if _cut(some, room, lines)]
    html = render(
        "year_planner.html", css=style("forms.css") + style("planner.css"), brand=brand,
        client=client, paper=size, title=title or (client.title if client else "Year planner"),
        pages=[columns[at : at + across] for at in range(0, len(columns), across)],
        width=wide, height=high, row=row, column=column, number=number, points=_POINTS, mark=_MARK_POINTS,
        leading=_LEADINGS[size], findings=told, steps=_STEPS,
        silence=finding_name("drought").lower(),
        more=[(_heading(on), [one.text for one in some]) for on, some in more],
    )  # fmt: skip
    return deliver(html, path, pdf=pdf)


def _heading(on: dt.date) -> str:
    return f"{_LETTERS[on.weekday()]} {day(on)}"


def _findings(findings: pd.DataFrame | None) -> list[Finding]:
    rows = to_rows(findings) if findings is not None else []
    made = []
    for number, row in enumerate(rows, start=1):
        ends = as_day(row.get("first")), as_day(row.get("last"))
        days = [day(each).replace(" ", "\u00a0") for each in ends if each]
        when = " – ".join(dict.fromkeys(days))
        kind, what = str(row.get("kind", "")), str(row.get("what", ""))
        made.append(Finding(
            number=number, kind=kind, called=finding_name(kind), what=what[:1].upper() + what[1:],
            who=who_said(row), when=when,
            proposal=str(row.get("proposal", "")), first=ends[0], last=ends[1],
        ))  # fmt: skip
    return made


def _month(
    month: dt.date, each: Mapping[dt.date, list[Entry]], findings: Sequence[Finding], *, room: float, lines: int
) -> Month:  # fmt: skip
    made: list[Line | None] = []
    for number in range(1, 32):
        if number > length(month):
            made.append(None)
            continue
        on = month.replace(day=number)
        some = each.get(on, [])
        ends = [one.number for one in findings if on in (one.first, one.last)]
        made.append(Line(
            number=number, letters=_LETTERS[on.weekday()], kinds=_kinds(on, some, findings),
            marks=_marks(ends), texts=_texts(some, room, lines),
        ))  # fmt: skip
    return Month(name=f"{MONTHS[month.month - 1]} {month.year}", lines=tuple(made))


def _marks(numbers: Sequence[int]) -> str:
    """Return the numbers of a day's findings, as many as stand below its number, the others counted.

    Examples
    --------
    >>> _marks([10, 13]), _marks([1, 2, 9, 11]), _marks([])
    ('▲10 13', '▲1 +3', '')
    """
    for shown in range(len(numbers), 0, -1):
        left = [f"+{len(numbers) - shown}"] if shown < len(numbers) else []
        said = " ".join([*map(str, numbers[:shown]), *left])
        if width(f"▲{said}", _MARK_POINTS, bold=True) * 25.4 <= _MARKS or shown == 1:
            return f"▲{said}"
    return ""


def _kinds(on: dt.date, some: Sequence[Entry], findings: Sequence[Finding]) -> str:
    load = sum(max(1, one.number) for one in some)
    quiet = any(
        one.kind == "drought" and one.first and one.last and one.first <= on <= one.last
        for one in findings
    )
    kinds = [
        *(["weekend"] if on.weekday() > 4 else []),
        *([f"load{sum(load >= step for step in _STEPS)}"] if load else []),
        *(["quiet"] if quiet else []),
    ]
    return " ".join(kinds)


def _texts(some: Sequence[Entry], room: float, lines: int) -> tuple[Text, ...]:
    """Share a day's lines among its acts; where they are too many, the last line counts the rest."""
    kept = some if len(some) <= lines else some[: lines - 1]
    texts: list[Text] = []
    free = lines - (len(some) > len(kept))
    for left, one in zip(range(len(kept), 0, -1), kept, strict=True):
        wanted, most = len(wrap(one.text, room, _POINTS)), max(1, free // left)
        texts.append(Text(said=one.text, lines=min(wanted, most), cut=wanted > most))
        free -= texts[-1].lines
    if len(some) > len(kept):
        texts.append(Text(said=f"+ {len(some) - len(kept)} more", lines=1, cut=True))
    return tuple(texts)


def _cut(some: Sequence[Entry], room: float, lines: int) -> bool:
    """Say whether anything of a day's acts is left out."""
    return any(text.cut for text in _texts(some, room, lines))
