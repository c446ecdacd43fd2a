"""By when: a line to type a date in, and the reason beside it where it could not be read."""

from __future__ import annotations

import datetime as dt
from html import escape

import ipywidgets as widgets

from touchkit.screens.controls import show, show_if
from touchkit.screens.markup import framed
from touchkit.steps.dating import Dating
from touchkit.steps.days import say_day


def show_due(
    line: widgets.Text, trouble: widgets.HTML, state: Dating, row: str, due: dt.date | None
) -> None:
    """Show a row's date; what could not be read stays as it was typed, with the reason beside it."""
    whose, why = state.due_trouble
    there = whose == row
    if not there:
        show(line, value=say_day(due) if due else "")
    trouble.value = framed(f'<p class="tk-error" role="alert">{escape(why)}</p>') if there else ""
    show_if(trouble, there)
