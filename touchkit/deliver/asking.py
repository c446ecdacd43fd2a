"""The sheet for asking three customers: a few touchpoints, in plain questions, and nobody's name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchkit.deliver.colours import readable
from touchkit.deliver.pages import render, style
from touchkit.deliver.paper import deliver, inner
from touchkit.deliver.scores import names
from touchkit.errors import InputError
from touchkit.measure.saying import plural
from touchkit.model import to_rows

if TYPE_CHECKING:
    from touchkit.workshop import Workshop

ASKED = 3
"""How many customers the sheet has room for."""
MOST = 5
"""About how many touchpoints they are asked: more than this nobody answers on a doorstep."""

_MOST_BOXES = 5
_PAPER = "A4"


def asking_sheet(workshop: Workshop, path: str | Path, *, pdf: bool = False) -> Path:
    """Write one page to ask three customers by word of mouth.

    Up to five touchpoints of the shortlist are asked about, or where there is none of all that
    exist: moments of truth first, then in the order of the journey. What is only planned cannot
    be asked about. The sheet has no place for a name, and says so.

    Parameters
    ----------
    workshop : Workshop
        The client's workshop.
    path : str or Path
        The file to write; folders on the way are made.
    pdf : bool
        Whether to print it to a PDF with the browser that is installed.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    InputError
        If there is no touchpoint to ask about.
    TouchkitError
        If the file cannot be written, or a PDF is asked for and no browser found.
    """
    client, rows = workshop.client, _rows(workshop)
    if not rows:
        raise InputError(
            f"There is no touchpoint of {client.title} to ask about yet: put some on the map first. "
            "Nothing was written."
        )
    width, height = inner(_PAPER, landscape=False)
    scale = client.scale
    html = render(
        "asking_sheet.html", css=style("forms.css"), client=client, brand=readable(client.brand),
        rows=rows, width=width, height=height, paper=_PAPER, turned="portrait",
        who=client.customer_word, people=plural(client.customer_word),
        letters=[chr(ord("A") + number) for number in range(ASKED)],
        boxes=list(range(scale.low, scale.high + 1)) if scale.points <= _MOST_BOXES else [],
    )  # fmt: skip
    return deliver(html, path, pdf=pdf)


def _rows(workshop: Workshop) -> list[dict[str, Any]]:
    """Return what is asked about, in the order of the journey."""
    stages = names(workshop.stages)
    order = {stage: number for number, stage in enumerate(stages)}
    points = [row for row in to_rows(workshop.touchpoints) if row.get("status") == "exists"]
    points.sort(key=lambda row: (order.get(row.get("stage", ""), 999), row.get("position", 1e9)))
    chosen = [row for row in points if row.get("shortlist")] or points
    first = sorted(chosen, key=lambda row: not row.get("moment_of_truth"))[:MOST]
    return [
        {"name": row["name"], "stage": stages.get(row.get("stage", ""), "")}
        for row in chosen
        if row in first
    ]
