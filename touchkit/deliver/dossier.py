"""The report: one file to forward, what we found first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup

from touchkit import figures
from touchkit.deliver import contents
from touchkit.deliver.colours import readable
from touchkit.deliver.formats import count, day, today
from touchkit.deliver.pages import render, style
from touchkit.deliver.scores import Scored, in_focus, table
from touchkit.deliver.summary import found
from touchkit.deliver.writing import write_file
from touchkit.measure.saying import plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from touchkit.workshop import Workshop

Progress = Callable[[int, int, str], None]
_STEPS = (
    "reading the scores", "drawing the touchpoint map", "drawing the experience curve",
    "drawing the gaps", "checking the journey", "writing the report",
)  # fmt: skip
_LONGEST_CURVE = 40
_DECISIONS_IN_FRONT = 8


def report(workshop: Workshop, path: str | Path, *, progress: Progress | None = None) -> Path:
    """Write a client's report: one HTML file that needs nothing else.

    It opens in any browser, prints on A4 and asks nothing of the network. Customers' names, the
    roster and who gave which score are not in it.

    Parameters
    ----------
    workshop : Workshop
        The client's workshop.
    path : str or Path
        The file to write; folders on the way are made.
    progress : callable, optional
        Called as ``progress(done, total, what)``, at the beginning of each step and at the end.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    TouchkitError
        If it cannot be written there; nothing half-written stays behind.
    """
    step = _counted(progress)
    step()
    gaps = workshop.gaps()
    scored = in_focus(workshop, gaps)
    step()
    drawn: dict[str, Any] = {"map": _figure(_map(workshop, gaps))}
    step()
    drawn["curve"] = _figure(_curve(workshop, gaps, scored)) if len(gaps) else None
    step()
    drawn["gaps"] = _figure(_gaps(workshop, scored)) if len(gaps) else None
    step()
    facts = _facts(workshop, scored)
    step()
    html = render("report.html", css=style("report.css"), figures=drawn, **facts)
    written = write_file(Path(path), html)
    step()
    return written


def _counted(progress: Progress | None) -> Callable[[], None]:
    steps = iter(enumerate([*_STEPS, "done"]))

    def step() -> None:
        done, what = next(steps)
        if progress is not None:
            progress(done, len(_STEPS), what)

    return step


def _map(workshop: Workshop, gaps: pd.DataFrame) -> Axes:
    return figures.touchpoint_map(
        workshop.touchpoints, stages=workshop.stages, departments=workshop.departments,
        gaps=gaps, customer_word=workshop.client.customer_word,
    )  # fmt: skip


def _curve(workshop: Workshop, gaps: pd.DataFrame, scored: Scored) -> Axes:
    client = workshop.client
    return figures.experience_curve(
        gaps if len(gaps) <= _LONGEST_CURVE else scored.frame, touchpoints=workshop.touchpoints,
        stages=workshop.stages, scale=client.scale_of("received"), labels=client.scale.labels,
        customer_word=client.customer_word,
    )  # fmt: skip


def _gaps(workshop: Workshop, scored: Scored) -> Axes:
    return figures.gap_chart(
        scored.frame,
        touchpoints=workshop.touchpoints,
        customer_word=workshop.client.customer_word,
    )


def _figure(ax: Axes) -> dict[str, Any]:
    width, height = ax.get_figure(root=True).get_size_inches()  # type: ignore[union-attr]
    # S704: the figure's own words are escaped where it is turned into SVG.
    svg = Markup(figures.to_svg(ax))  # noqa: S704
    return {
        "svg": svg,
        "shape": "wide" if width > 1.3 * height else "tall",
        "least": round(width * 58),
    }


def _facts(workshop: Workshop, scored: Scored) -> dict[str, Any]:
    client = workshop.client
    decided = contents.decisions(workshop)
    told = {
        "personas": contents.personas(workshop, client),
        "notes": contents.notes(workshop, scored, client),
        "ideas": contents.ideas(workshop, client),
        "acts": contents.acts(workshop),
    }
    return told | {
        "client": client,
        "date": day(today(client)),
        "brand": readable(client.brand),
        "customers": plural(client.customer_word),
        "tiles": _tiles(workshop),
        "pack_changed": getattr(workshop, "pack_changed", False),
        "found": found(scored, client),
        "decisions": decided,
        "in_front": _DECISIONS_IN_FRONT,
        "scored": scored,
        "lines": table(scored, client),
        "has_desired": bool(scored.known("desired")),
        "has_minimum": bool(scored.known("minimum")),
        "has_interval": bool(scored.known("received_low")),
        "findings": contents.findings(workshop.findings()),
        "missing": contents.missing(told, client, shortlist=scored.shortlist),
        "open_items": contents.open_items(workshop),
        "sources": contents.sources(workshop, client),
        "revision": workshop.revision,
    }


def _tiles(workshop: Workshop) -> list[tuple[str, str]]:
    """Return the handful of counts that tell how much work stands behind the report."""
    points = workshop.touchpoints[workshop.touchpoints["status"].ne("retired")]
    shortlist = int(points["shortlist"].fillna(value=False).sum())
    people = len(workshop.participants)
    counted = [
        (len(points), "touchpoint", "touchpoints"),
        (shortlist, "on the shortlist", "on the shortlist"),
        (int(workshop.scores["n"].sum()), "answer", "answers"),
        (len(workshop.notes), "note", "notes"),
        (len(workshop.ideas), "idea", "ideas"),
        (people, "person in the room", "people in the room"),
    ]
    told = [count(*entry).split(" ", 1) for entry in counted if entry[0]]
    return [(number, what) for number, what in told]
