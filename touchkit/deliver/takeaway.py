"""One page to take home: the widest gaps, who does what by when, and what customers get every time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from touchkit.deliver.colours import readable
from touchkit.deliver.fitting import LINE, fits, height_of, lines_of
from touchkit.deliver.formats import count, day, occasion
from touchkit.deliver.formats import today as clients_today
from touchkit.deliver.pages import render, style
from touchkit.deliver.paper import deliver, inner
from touchkit.deliver.registered import row_of, who_does_what
from touchkit.deliver.scores import Record, in_focus
from touchkit.figures.describe import number, signed
from touchkit.measure.saying import plural
from touchkit.model import to_rows
from touchkit.model.text import shortened
from touchkit.steps.registering import standing

if TYPE_CHECKING:
    from touchkit.model import Client
    from touchkit.steps.registering import Action
    from touchkit.workshop import Workshop
    from touchkit.workshop.numbers import Numbers

_GAPS, _LEAST, _LEAST_KEPT = 3, 6, 8
"""How many gaps there is room for, and how many actions and how many acts at least."""
_LONG, _SHORT = 110, 60
_PAPER = "A4"
_FIXED, _HEADS, _TITLE = 58.5, 16.0, 6.0
"""Millimetres that lines and the heads of two tables take; the gaps' own heads; a line of the title."""
_TITLE_SIGNS = 50
"""So many signs of the title stand on one line."""
_GAP, _DOING, _KEPT = (69.0, 79.0), (96.0, 35.0, 50.0), (69.0, 25.0, 49.0)
"""Millimetres of the cells that may take two lines, as the style sheet has them."""
_WIDE = 190.0
"""Millimetres from margin to margin."""


def summary_sheet(
    workshop: Workshop, path: str | Path, *, pdf: bool = False, today: dt.date | None = None
) -> Path:
    """Write one page to take home: what we found, who does what by when, what is done every time.

    It always is one page of A4. What there is no room for is counted, and stands in the report. An act
    that is late stands with what is to be done, as `touchkit.plan.roster` has it; what is done every
    time is told from today on, the next first.

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
    found, kept = who_does_what(workshop, numbers.change(), on)
    found = [one for one in found if one.kind != "act" or one.overdue]
    gaps, acts = _gaps(workshop, numbers, client), _acts(workshop, kept.coming, on)
    actions = [_action(one) for one in found if one.status != "done"]
    width, height = inner(_PAPER, landscape=False)
    goal, said = shortened(client.goal or "", 160), standing(found)
    shown, told = _that_fit(actions, acts, height - _above(client, goal, said) - _height(gaps))
    html = render(
        "summary_sheet.html", css=style("forms.css"), client=client, brand=readable(client.brand),
        width=width, height=height, paper=_PAPER, date=day(on), goal=goal,
        gaps=gaps, customers=plural(client.customer_word),
        standing=said, late=any(one.overdue for one in found), actions=shown, acts=told,
        more_actions=_more(len(actions) - len(shown), "more thing to do", "more things to do"),
        planned=bool((workshop.acts["calendar"] != "marketing").any()),
        more_acts=_more(len(acts) - len(told), "more act", "more acts"),
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
            "answers": count(int(row.get("n_received", 0)), "answer"),
        }
        for row in known
    ]


def _action(one: Action) -> Record:
    row = row_of(one)
    return row | {
        "what": shortened(row["what"], _LONG), "where": shortened(row["where"], _SHORT),
        "owner": shortened(row["owner"], _SHORT),
    }  # fmt: skip


def _acts(workshop: Workshop, coming: Mapping[str, dt.date], on: dt.date) -> list[Record]:
    """Return what is still to come of what is done every time, the next first; marketing is left out."""
    audiences = {row["id"]: row["name"] for row in to_rows(workshop.audiences)}
    acts = [row for row in to_rows(workshop.acts) if row["id"] in coming]
    return [
        {
            "title": shortened(row["title"], _LONG),
            "when": shortened(occasion(row | {"weekdays_only": False}, on), _LONG),
            "whom": shortened(audiences.get(row.get("audience", ""), ""), _SHORT),
            "owner": shortened(row.get("owner", ""), _SHORT),
            "next": "today" if coming[row["id"]] == on else day(coming[row["id"]]),
        }
        for row in sorted(acts, key=lambda row: coming[row["id"]])
    ]  # fmt: skip


def _that_fit(
    actions: list[Record], acts: list[Record], room: float
) -> tuple[list[Record], list[Record]]:
    """Return what there is room for: some of both, then as many actions as fit, then acts."""
    tall = [height_of(zip((f"{row['what']} {row['where']}", row["owner"], row["due"]), _DOING, strict=True))
            for row in actions]  # fmt: skip
    kept = [height_of(zip((row["title"], row["owner"], f"{row['when']}; {row['whom']}"), _KEPT, strict=True))
            for row in acts]  # fmt: skip
    shown = max(min(len(actions), _LEAST), fits(tall, room - sum(kept[:_LEAST_KEPT])))
    return actions[:shown], acts[: fits(kept, room - sum(tall[:shown]))]


def _above(client: Client, goal: str, said: str) -> float:
    """Return how many millimetres all but the rows of the tables takes."""
    title = _TITLE * (len(f"{client.title}: what we take home") // _TITLE_SIGNS)
    lines = lines_of(f"25 September 2026 · {goal}", _WIDE) + lines_of(said, _WIDE, bold=True)
    return _FIXED + title + LINE * lines


def _height(gaps: list[Record]) -> float:
    """Return how many millimetres the gaps take."""
    if not gaps:
        return 0.0
    told = ((row["name"], f"{row['whose']}, {row['answers']}") for row in gaps)
    return _HEADS + sum(height_of(zip(cells, _GAP, strict=True)) for cells in told)


def _more(left: int, one: str, many: str) -> str:
    return f"{count(left, one, many)} in the report." if left > 0 else ""
