"""Today's list on paper: owner by owner, with a box to tick by hand."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from touchkit.model.saying import capital
from touchkit.steps.days import say_day
from touchkit.steps.kept_words import Line, Prepare

_HEADS = ("", "Who", "What", "How it stands")


def today_sheet(
    lines: Sequence[Line], ahead: Sequence[Prepare], *, day: str, title: str, more: int
) -> str:
    """Return the list as it is printed; on the screen it is not shown.

    Parameters
    ----------
    lines : sequence of Line
        What is to do, by owner.
    ahead : sequence of Prepare
        What is to be begun.
    day, title : str
        Which day, and whose list.
    more : int
        How many rows are left out.
    """
    head = f'<p class="tk-on-paper">{escape(title)}</p><h2>To do on {escape(day)}</h2>'
    if not lines and not ahead:
        return f'<div class="tk-roster-page">{head}<p>Nothing.</p></div>'
    owners = "".join(
        _owner(owner, list(some)) for owner, some in groupby(lines, key=lambda one: one.owner)
    )
    left = (
        f"<p>{more:,} more are not printed; the workbook under In and out has all of them.</p>"
        if more > 0
        else ""
    )
    begin = "".join(
        f"<tr><td>☐</td><td>{escape(one.whom)}</td><td>{escape(one.what)}</td>"
        f"<td>begin by {say_day(one.begin)}, due {say_day(one.when)}</td></tr>"
        for one in ahead
    )
    prepare = f"<h3>To prepare</h3>{_table(begin)}" if begin else ""
    return f'<div class="tk-roster-page">{head}{owners}{left}{prepare}</div>'


def _owner(owner: str, lines: Sequence[Line]) -> str:
    rows = "".join(
        f"<tr><td>☐</td><td>{escape(one.who)}{_small(one.about)}</td>"
        f"<td>{escape(one.what)}{_small(f'“{one.wording}”' if one.wording else '')}</td>"
        f"<td>{escape(capital(one.standing))}</td></tr>"
        for one in lines
    )
    return f"<h3>{escape(owner or 'Nobody yet')}</h3>{_table(rows)}"


def _small(words: str) -> str:
    return f"<br><span>{escape(words)}</span>" if words else ""


def _table(rows: str) -> str:
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
