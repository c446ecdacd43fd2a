"""The report: one file to forward, what we found first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchkit.deliver import agreed, comparisons, contents, drawings, knowledge, origins
from touchkit.deliver.coefficients import coefficients
from touchkit.deliver.colours import readable
from touchkit.deliver.compared import Compared, compared
from touchkit.deliver.formats import count, day, today
from touchkit.deliver.funding import planned
from touchkit.deliver.pages import render, style
from touchkit.deliver.registered import register
from touchkit.deliver.scores import Scored, in_focus, names, table
from touchkit.deliver.summary import found
from touchkit.deliver.writing import write_file
from touchkit.measure.saying import plural

if TYPE_CHECKING:
    from touchkit.workshop import Workshop

Progress = Callable[[int, int, str], None]
_STEPS = (
    "reading the scores", "drawing the touchpoint map", "drawing the experience curve",
    "drawing the gaps", "drawing the comparisons", "making the plan", "checking the journey",
    "writing the report",
)  # fmt: skip
_DECISIONS_IN_FRONT = 6


def report(workshop: Workshop, path: str | Path, *, progress: Progress | None = None) -> Path:
    """Write a client's report: one HTML file that needs nothing else, the action register first.

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
    told = compared(workshop.numbers())
    scored = in_focus(workshop, told.gaps)
    step()
    drawn: dict[str, Any] = {"map": drawings.touchpoint_map(workshop, told.gaps)}
    step()
    drawn["curve"] = drawings.curve(workshop, told.gaps, scored)
    step()
    drawn |= drawings.shortfalls(workshop, scored)
    step()
    drawn |= drawings.comparisons(workshop, told)
    step()
    plan = planned(workshop, told.gaps)
    drawn |= drawings.plan(plan, workshop.client)
    step()
    facts = _facts(workshop, scored, told) | {"plan": plan.told}
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


def _facts(workshop: Workshop, scored: Scored, measured: Compared) -> dict[str, Any]:
    client = workshop.client
    told = {
        "personas": contents.personas(workshop, client),
        "notes": contents.notes(workshop, scored, client),
        "ideas": contents.ideas(workshop, client),
        "acts": contents.acts(workshop),
    }
    lacking = comparisons.lacking(measured, client)
    points = names(workshop.touchpoints)
    return told | _measured(workshop, measured) | {
        "client": client,
        "date": day(today(client)),
        "brand": readable(client.brand),
        "customers": plural(client.customer_word),
        "tiles": _tiles(workshop),
        "pack_changed": getattr(workshop, "pack_changed", False),
        "found": found(scored, client, measured, points),
        "register": register(workshop, measured.change, today(client)),
        "decisions": agreed.decisions(workshop),
        "verdicts": agreed.verdicts(workshop),
        "in_front": _DECISIONS_IN_FRONT,
        "scored": scored,
        "lines": table(scored, client),
        "has_desired": bool(scored.known("desired")),
        "has_minimum": bool(scored.known("minimum")),
        "has_interval": bool(scored.known("received_low")),
        "findings": contents.findings(workshop.findings()),
        "missing": contents.missing(told, client, shortlist=scored.shortlist) + lacking,
        "open_items": contents.open_items(workshop),
        "sources": origins.sources(workshop, client),
        "revision": workshop.revision,
    }  # fmt: skip


def _measured(workshop: Workshop, measured: Compared) -> dict[str, Any]:
    """Return what the measures say, section by section; a section of nothing is empty."""
    client, points = workshop.client, names(workshop.touchpoints)
    personas = names(workshop.personas)
    promises = knowledge.promises(measured, points, personas)
    return {
        "cautions": list(measured.cautions["sentence"]),
        "matters": comparisons.matters(measured, client, points),
        "sides": comparisons.sides(measured),
        "changes": comparisons.changes(measured, client),
        "promises": promises,
        "promised": knowledge.tally(promises),
        "strikes": knowledge.strikes(measured),
        "remembered": knowledge.remembered(measured, personas),
        "coefficients": coefficients(workshop.scores, workshop.touchpoints, client),
    }


def _tiles(workshop: Workshop) -> list[tuple[str, str]]:
    """Return the handful of counts that tell how much work stands behind the report."""
    points = workshop.touchpoints[workshop.touchpoints["status"].ne("retired")]
    shortlist = int(points["shortlist"].fillna(value=False).sum())
    people = len(workshop.participants)
    counted = [
        (len(points), "touchpoint", "touchpoints"),
        (shortlist, "on the shortlist", "on the shortlist"),
        (origins.marks(workshop.scores), "mark", "marks"),
        (len(workshop.notes), "note", "notes"),
        (len(workshop.ideas), "idea", "ideas"),
        (people, "person in the room", "people in the room"),
    ]
    told = [count(*entry).split(" ", 1) for entry in counted if entry[0]]
    return [(number, what) for number, what in told]
