"""One page to take home: the widest gaps, who does what by when, and what customers get every time."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from touchkit.deliver.colours import readable
from touchkit.deliver.formats import count, day, occasion
from touchkit.deliver.formats import today as clients_today
from touchkit.deliver.pages import render, style
from touchkit.deliver.paper import deliver, inner
from touchkit.deliver.registered import register
from touchkit.deliver.scores import Record, in_focus
from touchkit.figures.describe import number, signed
from touchkit.measure.saying import plural
from touchkit.model import to_rows
from touchkit.model.text import shortened

if TYPE_CHECKING:
    from touchkit.model import Client
    from touchkit.workshop import Workshop
    from touchkit.workshop.numbers import Numbers

_GAPS, _ROWS, _LEAST = 3, 18, 6
"""How many gaps there is room for, how many actions and acts in all, and how many of either at least."""
_LONG, _SHORT = 110, 60
_PAPER = "A4"


def summary_sheet(
    workshop: Workshop, path: str | Path, *, pdf: bool = False, today: dt.date | None = None
) -> Path:
    """Write one page to take home: what we found, who does what by when, what is done every time.

    It always is one page of A4. What there is no room for is counted, and stands in the report.

    Parameters
    ----------
    workshop : Workshop
        The client's workshop.
    path : str or Path
        The file to write; folders on the way are made.
    pdf : bool
        Whether to print it to a PDF with the browser that is installed.
    today : datetime.date, optional
        From which day on something is overdue; left out: today, where the client is.

    Returns
    -------
    Path
        The file written. No customer's name is in it, nor who gave which score.

    Raises
    ------
    TouchkitError
        If the file cannot be written, or a PDF is asked for and no browser found.
    """
    client = workshop.client
    on = today or clients_today(client)
    numbers = workshop.numbers()
    told = register(workshop, numbers.change(), on)
    actions = [row for row in told["rows"] + told["further"] if row["kind"] != "done"]
    acts = _acts(workshop)
    room = max(_LEAST, _ROWS - max(min(len(acts), _LEAST), _ROWS - len(actions)))
    shown = actions[:room]
    kept = acts[: max(_LEAST, _ROWS - len(shown))]
    width, height = inner(_PAPER, landscape=False)
    html = render(
        "summary_sheet.html", css=style("forms.css"), client=client, brand=readable(client.brand),
        width=width, height=height, paper=_PAPER, date=day(on), goal=shortened(client.goal or "", 160),
        gaps=_gaps(workshop, numbers, client), customers=plural(client.customer_word),
        standing=told["standing"], late=told["late"], actions=[_action(row) for row in shown],
        acts=kept, more_actions=_more(len(actions) - len(shown), "more thing to do", "more things to do"),
        more_acts=_more(len(acts) - len(kept), "more act", "more acts"),
        decider=shortened(client.decider or "", _SHORT),
    )  # fmt: skip
    return deliver(html, path, pdf=pdf)


def _gaps(workshop: Workshop, numbers: Numbers, client: Client) -> list[Record]:
    scored = in_focus(workshop, numbers.gaps())
    known = [row for row in scored.leading if row.get("gap", 0) < 0][:_GAPS]
    whose = {"customer": f"{plural(client.customer_word)} say", "team": "we believe"}
    return [
        {
            "name": shortened(row["name"], _SHORT),
            "received": number(row["received"], 1),
            "desired": number(row["desired"], 1),
            "gap": signed(row["gap"], 1),
            "whose": whose.get(str(row.get("received_from")), "outsiders say"),
            "n": f"{int(row.get('n_received', 0)):,}",
        }
        for row in known
    ]


def _action(row: Record) -> Record:
    return row | {
        "what": shortened(row["what"], _LONG), "where": shortened(row["where"], _SHORT),
        "owner": shortened(row["owner"], _SHORT),
    }  # fmt: skip


def _acts(workshop: Workshop) -> list[Record]:
    """Return what is done for customers every time; the marketing calendar is not for this page."""
    audiences = {row["id"]: row["name"] for row in to_rows(workshop.audiences)}
    return [
        {
            "title": shortened(row["title"], _LONG), "when": shortened(occasion(row), _LONG),
            "whom": shortened(audiences.get(row.get("audience", ""), "everybody"), _SHORT),
            "owner": shortened(row.get("owner", ""), _SHORT),
        }
        for row in to_rows(workshop.acts)
        if row.get("calendar") != "marketing"
    ]  # fmt: skip


def _more(left: int, one: str, many: str) -> str:
    return f"{count(left, one, many)} in the report." if left > 0 else ""
