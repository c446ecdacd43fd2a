"""The workbook's sheets to look at: the year as heat, the months day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from touchkit.deliver.book_paper import lines_of, print_setup
from touchkit.deliver.days import Entry, kind_said, length, marked, months, weeks, who_said
from touchkit.deliver.formats import MONTHS, count
from touchkit.model import to_rows
from touchkit.pack.workbook import literal, write_cell

if TYPE_CHECKING:
    import pandas as pd

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FINDING = (("kind", 1), ("what", 10), ("who", 4), ("first", 3), ("last", 3), ("proposal", 11))
"""What is told of each finding, and over how many of the year's columns."""
_FEW = 14
"""Rows of findings that stand on the year's page; more go on over the next, rather than all in small letters."""
_MOST_LINES = 12
_WIDE = 22
_LEAST_LINES = 5
_LINE = 13.5


def write_year(
    sheet: Any, looks: Mapping[str, Any], days: Mapping[dt.date, list[Entry]], span: tuple[dt.date, dt.date], *,
    title: str, findings: pd.DataFrame | None, today: dt.date, note: str = "",
) -> None:  # fmt: skip
    """Write a row a month and a column a day, each day with how much there is to do."""
    marks = marked(findings)
    rows = months(*span)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 31, 4)
    sheet.set_column(32, 32, 8)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, literal(title), looks["title"])
    said = (
        f"As of {today.day} {MONTHS[today.month - 1]} {today.year}. Each number: how many things to "
        "do that day, a group as one; darker is more. Thick border: a finding begins or ends there. "
        "Change acts in ‘list’, tick in ‘roster’, then read the file back."
    )
    sheet.write_string(1, 0, said, looks["say"])
    sheet.write_string(2, 0, note, looks["say"])
    head = 3
    sheet.write_string(head, 0, "Month", looks["head"])
    for number in range(1, 32):
        sheet.write_number(head, number, number, looks["centre"])
    sheet.write_string(head, 32, "in all", looks["centre"])
    for place, month in enumerate(rows, start=head + 1):
        sheet.set_row(place, 22)
        sheet.write_string(place, 0, f"{MONTHS[month.month - 1]} {month.year}", looks["month"])
        _write_days(sheet, looks, place, month, days, marks=marks)
    last = head + len(rows)
    sheet.conditional_format(head + 1, 1, last, 31, {
        "type": "2_color_scale", "min_type": "num", "min_value": 0, "min_color": "#ffffff", "max_color": "#5fb0e5",
    })  # fmt: skip
    sheet.freeze_panes(head + 1, 1)
    bottom = _write_findings(sheet, looks, last + 2, findings)
    print_setup(
        sheet,
        (0, 0, max(bottom, last), 32),
        title=title,
        a3=True,
        one_page=len(rows) <= 24 and bottom - last < _FEW,
    )


def _write_days(
    sheet: Any, looks: Mapping[str, Any], place: int, month: dt.date, days: Mapping[dt.date, list[Entry]],
    *, marks: Mapping[dt.date, list[str]],
) -> None:  # fmt: skip
    whole = 0
    for number in range(1, 32):
        if number > length(month):
            sheet.write_blank(place, number, None, looks["none"])
            continue
        day = month.replace(day=number)
        look = looks["marked" if day in marks else "weekend" if day.weekday() > 4 else "day"]
        load = sum(max(1, one.number) for one in days.get(day, ()))
        whole += load
        if load:
            sheet.write_number(place, number, load, look)
        else:
            sheet.write_blank(place, number, None, look)
    sheet.write_number(place, 32, whole, looks["sum"])


def _write_findings(
    sheet: Any, looks: Mapping[str, Any], row: int, findings: pd.DataFrame | None
) -> int:
    found = to_rows(findings) if findings is not None else []
    if not found:
        return row
    sheet.write_string(row, 0, f"Found: {count(len(found), 'thing')} to look at", looks["heading"])
    row += 1
    _write_across(sheet, row, {name: name for name, _ in _FINDING}, looks["head"])
    for number, one in enumerate(found, start=row + 1):
        texts = {name: _shown(one.get(name)) for name, _ in _FINDING}
        texts |= {"kind": kind_said(one), "who": who_said(one)}
        _write_across(sheet, number, texts, looks["text"])
        lines = max(
            lines_of(texts[name], 16 if name == "kind" else 4 * wide) for name, wide in _FINDING
        )
        sheet.set_row(number, min(15.0 * lines, 400))
    return row + len(found)


def _write_across(sheet: Any, row: int, texts: Mapping[str, str], look: Any) -> None:
    """Write texts over several of the year's narrow columns each."""
    place = 0
    for name, wide in _FINDING:
        end = place + wide - 1
        if wide > 1:
            sheet.merge_range(row, place, row, end, "", look)
        sheet.write_string(row, place, literal(texts[name]), look)
        place = end + 1


def _shown(value: Any) -> str:
    if isinstance(value, dt.date):
        return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"
    return "" if value is None else str(value)


def write_months(
    sheet: Any, looks: Mapping[str, Any], days: Mapping[dt.date, list[Entry]],
    span: tuple[dt.date, dt.date], *, title: str,
) -> None:  # fmt: skip
    """Write each month as weeks of seven days, with the acts of each day."""
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 7, _WIDE)
    sheet.write_string(0, 0, literal(f"{title}: months"), looks["title"])
    sheet.set_row(0, 28)
    sheet.write_string(1, 0, "wk", looks["centre"])
    for place, name in enumerate(WEEKDAYS, start=1):
        sheet.write_string(1, place, name, looks["centre"])
    row, breaks = 2, []
    for month in months(*span):
        if row > 2:
            breaks.append(row)
        sheet.set_row(row, 26)
        sheet.write_string(row, 0, f"{MONTHS[month.month - 1]} {month.year}", looks["heading"])
        row += 1
        for week in weeks(month):
            _write_week(sheet, looks, row, week, days)
            row += 2
    sheet.freeze_panes(2, 1)
    print_setup(sheet, (0, 0, row - 1, 7), title=title, heads=(0, 1))
    sheet.set_h_pagebreaks(breaks)


def _write_week(
    sheet: Any, looks: Mapping[str, Any], row: int, week: Sequence[dt.date | None], days: Mapping[dt.date, list[Entry]]
) -> None:  # fmt: skip
    sheet.write_number(row, 0, next(day for day in week if day).isocalendar().week, looks["week"])
    most = _LEAST_LINES
    for place, day in enumerate(week, start=1):
        if day is None:
            continue
        weekend = "-weekend" if place > 5 else ""
        sheet.write_number(row, place, day.day, looks[f"date-no{weekend}"])
        texts = [one.text for one in days.get(day, ())]
        if len(texts) > _MOST_LINES:
            texts = [*texts[: _MOST_LINES - 1], f"and {len(texts) - _MOST_LINES + 1} more"]
        write_cell(sheet, (row + 1, place), "\n".join(texts), {"text": looks[f"acts{weekend}"]})
        most = max(most, sum(lines_of(text, _WIDE) for text in texts))
    sheet.set_row(row + 1, min(_LINE * most + 4, 400))
