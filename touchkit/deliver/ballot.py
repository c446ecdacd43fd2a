"""The scoring sheet, for people without a screen: received first, desired on a page of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchkit.deliver.colours import readable
from touchkit.deliver.pages import render, style
from touchkit.deliver.paper import deliver, inner
from touchkit.deliver.scores import names
from touchkit.errors import InputError
from touchkit.figures.lettering import wrap
from touchkit.measure.saying import plural
from touchkit.model import Client, to_rows

if TYPE_CHECKING:
    from touchkit.workshop import Workshop

_MOST_BOXES = 11
_ROW = 16.5
_AROUND = 72.0
_NAME_ROOM = 2.2


def scoring_sheet(
    workshop: Workshop, path: str | Path, *, paper: str = "A4", pdf: bool = False
) -> Path:
    """Write sheets to score on by hand: the shortlist, or all that exists where there is none.

    Received and desired stand on different pages, so that the one can lie face down while the
    other is voted. Where importance is given by dots, the sheet says how many each person has:
    the options times half the options, shared among the participants (where there are none yet,
    one an option), three at least and never more than the sheet has room for.

    Parameters
    ----------
    workshop : Workshop
        The client's workshop.
    path : str or Path
        The file to write; folders on the way are made.
    paper : {"A4", "A3"}
        Upright.
    pdf : bool
        Whether to print it to a PDF with the browser that is installed.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    InputError
        If the paper has another size, or there is no touchpoint to score.
    TouchkitError
        If the file cannot be written, or a PDF is asked for and no browser found.
    """
    width, height = inner(paper, landscape=False)
    client = workshop.client
    rows = _rows(workshop)
    if not rows:
        raise InputError(
            f"There is no touchpoint of {client.title} to score yet: put some on the map first, "
            "or put the planned ones on the shortlist. Nothing was written."
        )
    most = int((height - _AROUND) / _ROW)
    pages = [rows[start : start + most] for start in range(0, len(rows), most)]
    html = render(
        "scoring_sheet.html", css=style("forms.css"), client=client, paper=paper.upper(),
        brand=readable(client.brand), turned="portrait", pages=pages, width=width, height=height,
        boxes=_boxes(client), row=_ROW,
        importance=_importance(client, len(rows), len(workshop.participants)),
        customers=plural(client.customer_word),
        third=max(1, len(rows) // 3) if len(rows) > 2 else 0,
    )  # fmt: skip
    return deliver(html, path, pdf=pdf)


def _rows(workshop: Workshop) -> list[dict[str, Any]]:
    stages = names(workshop.stages)
    points = [row for row in to_rows(workshop.touchpoints) if row.get("status") != "retired"]
    order = {stage: number for number, stage in enumerate(stages)}
    chosen = [row for row in points if row.get("shortlist")]
    chosen = chosen or [row for row in points if row.get("status") == "exists"]
    chosen.sort(key=lambda row: (order.get(row.get("stage", ""), 999), row.get("position", 1e9)))
    return [
        {
            "name": "\n".join(wrap(row["name"], _NAME_ROOM, 11, bold=True, most=3)),
            "full": row["name"],
            "stage": stages.get(row.get("stage", ""), ""),
            "planned": row.get("status") == "planned",
        }
        for row in chosen
    ]


def _boxes(client: Client) -> list[int]:
    """Return a box a point; none where there are so many that one writes the number."""
    low, high = client.scale.low, client.scale.high
    return list(range(low, high + 1)) if client.scale.points <= _MOST_BOXES else []


def _dots(options: int, people: int, most: int) -> int:
    """Return how many dots a person has, of whom one option can get so many at most."""
    fair = round(options * options / 2 / people) if people else options
    return min(max(3, fair), options * most)


def _importance(client: Client, options: int, people: int) -> dict[str, Any]:
    asked = client.importance
    low, high = int(asked.low), int(asked.high)
    few = high - low < _MOST_BOXES
    dots = min(high, 10) if asked.kind == "dots" else 0
    return {
        "kind": asked.kind,
        "dots": dots,
        "in_all": _dots(options, people, dots),
        "boxes": list(range(low, high + 1)) if asked.kind == "scale" and few else [],
        "low": low,
        "high": high,
    }
