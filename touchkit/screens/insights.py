"""What the numbers say beyond the gap, as HTML: what matters, who differs, what changed, what we know."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pandas as pd

from touchkit import figures
from touchkit.measure.saying import plural
from touchkit.screens.markup import chart, listed, quiet, table
from touchkit.workshop import Workshop
from touchkit.workshop.numbers import Numbers

_ASKED = {
    "dots": "dots given by {who}",
    "points": "points shared out by {who}",
    "scale": "asked of {who} on a scale",
}
_TALK = 5


def matters_page(workshop: Workshop, persona: str) -> str:
    """Return importance against performance, and whether the first five stay first."""
    numbers, client = workshop.numbers(persona), workshop.client
    grid = numbers.quadrants()
    if grid.empty:
        return _no_importance(numbers)
    low, high = client.scale_of("received")
    ax = figures.importance_grid(
        grid, touchpoints=workshop.touchpoints, customer_word=client.customer_word,
        scale=(low, high), importance_words=importance_words(workshop, grid),
        cross_words="at the means", persona=_name(workshop, persona),
    )  # fmt: skip
    first = grid[grid["quadrant"] == "concentrate here"].sort_values("importance", ascending=False)
    told = numbers.stability()
    top = told[told["top"]]
    return (
        chart(ax)
        + _section("Concentrate here", first["sentence"])
        + _section("Do the first five stay first?", top["sentence"])
        + quiet(
            "Lines at the means always call something low. The first five have the widest shortfall "
            "times importance; then weights, measures, people and departments are changed in turn."
        )
    )


def _no_importance(numbers: Numbers) -> str:
    asked = numbers.importance()
    if asked.empty:
        return "<p>Nobody has said yet how important each touchpoint is. Dots tell more than a scale.</p>"
    return "<p>What is important has been said, but nothing of it has a received score yet.</p>"


def importance_words(workshop: Workshop, grid: pd.DataFrame) -> str:
    """Say how importance was asked, and of whom."""
    customers = plural(workshop.client.customer_word)
    who = "the team" if grid["importance_from"].iloc[0] == "team" else customers
    return _ASKED[workshop.client.importance.kind].format(who=who)


def differs_page(workshop: Workshop, persona: str) -> str:
    """Return where to talk first, inside against outside, and the departments side by side."""
    numbers, word = workshop.numbers(persona), workshop.client.customer_word
    inside, marks, name = numbers.inside_outside(), numbers.departments(), _name(workshop, persona)
    if marks.empty and inside["team"].isna().all():
        return (
            f"<p>The team has not said yet what it believes {escape(plural(word))} get. "
            "Without its marks there is nothing to compare: ask for them in silence, before anybody talks.</p>"
        )
    points = workshop.touchpoints
    talk = numbers.talk_first()
    talk = talk[talk["reason"].notna()].head(_TALK)
    both = figures.inside_outside(inside, touchpoints=points, customer_word=word, persona=name)
    each = figures.agreement(
        marks, touchpoints=points, departments_table=workshop.departments,
        customers=numbers.gaps(received_from="customer"), customer_word=word, persona=name,
    )  # fmt: skip
    return (
        _section("Where to talk first", talk["sentence"], ordered=True) + chart(both) + chart(each)
    )


def changed_page(workshop: Workshop, persona: str) -> str:
    """Return the change between the last two waves."""
    told, word = workshop.numbers(persona).change(), workshop.client.customer_word
    if told.empty:
        return (
            f"<p>{escape(plural(word).capitalize())} have been asked once at most. Ask them again when something "
            "has been changed: only their numbers can say whether a gap has closed.</p>"
        )
    ax = figures.change(
        told, touchpoints=workshop.touchpoints, customer_word=word, persona=_name(workshop, persona)
    )
    return chart(ax) + _section("In words", told["sentence"])


def known_page(workshop: Workshop, persona: str) -> str:
    """Return what the notes rest on, bad contacts a person, promises, and what is remembered."""
    numbers, name = workshop.numbers(persona), _name(workshop, persona)
    found = numbers.evidence()
    stages = dict(zip(workshop.stages["id"], workshop.stages["name"], strict=True))
    ax = figures.evidence(found, names=stages, persona=name)
    limit = numbers.strikes()
    told = limit[limit["strikes"].isna() | limit["strikes"].isin((1, 3))]["sentence"]
    remembered = numbers.remembered()["sentence"] if len(workshop.personas) else ()
    return (
        chart(ax)
        + _section("Bad contacts a person met", told)
        + _section("How the way is likely remembered", remembered)
        + _promises(numbers.promises())
    )


def _promises(kept: pd.DataFrame) -> str:
    if kept.empty:
        return ""
    rows = zip(kept["kept"], kept["sentence"], strict=True)
    return f'<h2>Promises</h2><div class="tk-verdicts">{table(("Kept?", "Promise"), rows)}</div>'


def _section(title: str, sentences: Iterable[str], *, ordered: bool = False) -> str:
    body = listed(sentences, ordered=ordered)
    return f"<h2>{escape(title)}</h2>{body}" if body else ""


def _name(workshop: Workshop, persona: str) -> str:
    personas = workshop.personas
    return next(iter(personas.loc[personas["id"] == persona, "name"]), "")
