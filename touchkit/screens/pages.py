"""What the start page says, as HTML; every word of a client's is escaped on its way in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import pandas as pd

from touchkit.figures import below_minimum, experience_curve, gap_chart, to_svg, touchpoint_map
from touchkit.journey import met
from touchkit.model.text import LONGEST_SHOWN, shortened
from touchkit.screens.markup import chart, listed, quiet, table
from touchkit.workshop import Workshop

_SEVERITIES = (
    ("mend", "To mend"),
    ("look", "To look at"),
    ("note", "Good to know"),
)


def facts(workshop: Workshop) -> str:
    """Return the client's goal, and how much there is."""
    client = workshop.client
    goal = f'<p class="tk-goal">{escape(client.goal)}</p>' if client.goal else ""
    shown = "".join(
        f"<li><strong>{number:,}</strong> {escape(what)}</li>" for what, number in _facts(workshop)
    )
    return f'{goal}<ul class="tk-facts">{shown}</ul>'


def _facts(workshop: Workshop) -> Iterable[tuple[str, int]]:
    touchpoints, scores = workshop.touchpoints, workshop.scores
    touchpoints = touchpoints[touchpoints["status"] != "retired"]
    word = workshop.client.customer_word
    yield "touchpoints", len(touchpoints)
    yield "on the shortlist", int(touchpoints["shortlist"].sum())
    for group, title in (("team", "team answers"), ("customer", f"{word} answers")):
        yield title, int(scores.loc[scores["group"] == group, "n"].sum())
    yield "ideas", len(workshop.ideas)
    yield "decisions", len(workshop.decisions)


def standing(words: str) -> str:
    """Return what there is and what is missing, as a quiet line."""
    return quiet(words)


def error_page(message: str) -> str:
    """Return what went wrong, in a box nobody overlooks."""
    lines = "<br>".join(escape(line) for line in message.splitlines())
    return f'<div class="tk-error" role="alert">{lines}</div>' if message else ""


def problems_page(problems: Iterable[Mapping[str, Any]], where: str = "the pack") -> str:
    """Return the problems of a pack, or of another file, as a table."""
    rows = list(problems)
    if not rows:
        return ""
    columns = ("file", "row", "column", "found", "allowed", "hint")
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_shown(row.get(name)))}</td>" for name in columns) + "</tr>"
        for row in rows
    )
    titles = "".join(
        f'<th scope="col">{title}</th>'
        for title in ("File", "Row", "Column", "Found", "Allowed", "What to do")
    )
    count = "1 place" if len(rows) == 1 else f"{len(rows)} places"
    need = f"{count} in {escape(where)} need{'s' * (len(rows) == 1)} mending"
    return (
        f'<div class="tk-notice"><strong>{need}.</strong></div>'
        f'<table class="tk-problems"><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>'
    )


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def map_page(workshop: Workshop, persona: str, *, scores: bool = True) -> str:
    """Return the touchpoint map, with the gaps at its touchpoints or without."""
    shown = _met(workshop, persona)
    if shown.empty:
        if persona:
            name = escape(_name(workshop, persona))
            return f"<p>No arrow of the journey leads {name} anywhere. Draw the first one.</p>"
        return "<p>No touchpoint has been written down yet. Step 2 is where the list begins.</p>"
    ax = touchpoint_map(
        shown, stages=workshop.stages, departments=workshop.departments,
        gaps=_gaps(workshop, persona) if scores else None,
        customer_word=workshop.client.customer_word, persona=_name(workshop, persona),
    )  # fmt: skip
    return to_svg(ax)


def curve_page(workshop: Workshop, persona: str) -> str:
    """Return the experience along the journey."""
    gaps = _gaps(workshop, persona)
    if gaps.empty:
        return _no_scores()
    client = workshop.client
    ax = experience_curve(
        gaps, touchpoints=workshop.touchpoints, stages=workshop.stages, labels=client.scale.labels,
        scale=(client.scale.low, client.scale.high), customer_word=client.customer_word,
        persona=_name(workshop, persona),
    )  # fmt: skip
    return chart(ax)


def gaps_page(workshop: Workshop, persona: str) -> str:
    """Return the gaps, worst first, and what may be said about each."""
    gaps = _gaps(workshop, persona)
    if gaps.empty:
        return _no_scores()
    ax = gap_chart(
        gaps, touchpoints=workshop.touchpoints, customer_word=workshop.client.customer_word,
        persona=_name(workshop, persona),
    )  # fmt: skip
    shortfalls = ""
    if gaps["below"].notna().any():
        shortfalls = chart(
            below_minimum(
                gaps, touchpoints=workshop.touchpoints,
                customer_word=workshop.client.customer_word, persona=_name(workshop, persona),
            )
        )  # fmt: skip
    names = dict(zip(workshop.touchpoints["id"], workshop.touchpoints["name"], strict=True))
    first = gaps.sort_values(["gap", "received"])
    said = zip(
        (shortened(names.get(name, name), LONGEST_SHOWN) for name in first["touchpoint"]),
        first["sentence"],
        strict=True,
    )
    mind = listed(workshop.numbers(persona or None).cautions()["sentence"])
    return (
        chart(ax)
        + (f"<h2>Mind when reading this</h2>{mind}" if mind else "")
        + shortfalls
        + "<h2>In words</h2>"
        + table(("Touchpoint", "What may be said"), said)
    )


def _no_scores() -> str:
    return "<p>No scores yet. Steps 3 and 4 are where the room gives them.</p>"


def findings_page(workshop: Workshop, persona: str) -> str:
    """Return what looks wrong with the journey, what to mend first."""
    found = workshop.findings()
    whose = '<p class="tk-quiet">About everybody\'s journey.</p>' if persona else ""
    if found.empty:
        return f"{whose}<p>Nothing looks wrong with the journey.</p>"
    return whose + "".join(_findings(found, severity, title) for severity, title in _SEVERITIES)


def _findings(found: pd.DataFrame, severity: str, title: str) -> str:
    messages = found.loc[found["severity"] == severity, "message"]
    if messages.empty:
        return ""
    badge = f'<span class="tk-badge tk-{severity}">{title}</span>'
    rows = "".join(f"<tr><td>{badge}</td><td>{escape(message)}</td></tr>" for message in messages)
    table = f"<table><tbody>{rows}</tbody></table>"
    if severity != "note":
        return table
    return f"<details><summary>{len(messages)} things good to know</summary>{table}</details>"


def _met(workshop: Workshop, persona: str) -> pd.DataFrame:
    """Return the touchpoints a persona comes to, or all."""
    touchpoints = workshop.touchpoints
    if not persona:
        return touchpoints
    return touchpoints[touchpoints["id"].isin(met(workshop.journey(persona)))]


def _name(workshop: Workshop, persona: str) -> str:
    """Return a persona's name; blank for everybody."""
    personas = workshop.personas
    return next(iter(personas.loc[personas["id"] == persona, "name"]), "")


def _gaps(workshop: Workshop, persona: str) -> pd.DataFrame:
    return workshop.gaps(persona=persona or None)
