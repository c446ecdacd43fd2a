"""The report's figures, each drawn only where there is something to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup

from touchkit import figures
from touchkit.deliver.compared import Compared
from touchkit.deliver.comparisons import importance_words
from touchkit.deliver.funding import Planned
from touchkit.deliver.scores import Scored, names
from touchkit.model import Client

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from touchkit.workshop import Workshop

Drawing = dict[str, Any]
_LONGEST_CURVE = 40


def touchpoint_map(workshop: Workshop, gaps: pd.DataFrame) -> Drawing:
    """Draw every contact on one page."""
    return _drawing(figures.touchpoint_map(
        workshop.touchpoints, stages=workshop.stages, departments=workshop.departments,
        gaps=gaps, customer_word=workshop.client.customer_word,
    ))  # fmt: skip


def curve(workshop: Workshop, gaps: pd.DataFrame, scored: Scored) -> Drawing | None:
    """Draw the experience along the journey."""
    if gaps.empty:
        return None
    client = workshop.client
    return _drawing(figures.experience_curve(
        gaps if len(gaps) <= _LONGEST_CURVE else scored.frame, touchpoints=workshop.touchpoints,
        stages=workshop.stages, scale=client.scale_of("received"), labels=client.scale.labels,
        customer_word=client.customer_word,
    ))  # fmt: skip


def shortfalls(workshop: Workshop, scored: Scored) -> dict[str, Drawing | None]:
    """Draw the gaps, and the answers below the minimum, of the touchpoints in focus."""
    words: Any = _words(workshop)
    below = scored.frame["below"].notna().any()
    return {
        "gaps": _drawing(figures.gap_chart(scored.frame, **words)) if len(scored.frame) else None,
        "below": _drawing(figures.below_minimum(scored.frame, **words)) if below else None,
    }


def comparisons(workshop: Workshop, found: Compared) -> dict[str, Drawing | None]:
    """Draw what matters, where people see it differently, what changed and what is known."""
    words: Any = _words(workshop)
    return {
        "grid": _grid(workshop, found),
        "sides": _drawing(figures.inside_outside(found.inside_outside, **words))
        if found.inside_outside["difference"].notna().any()
        else None,
        "agreement": _agreement(workshop, found),
        "change": _drawing(figures.change(found.change, **words))
        if found.change["change"].notna().any()
        else None,
        "evidence": _drawing(figures.evidence(found.evidence, names=names(workshop.stages)))
        if found.evidence["n"].gt(0).any()
        else None,
    }


def plan(planned: Planned, client: Client) -> dict[str, Drawing | None]:
    """Draw what other budgets close, what each idea brings for its work, and what the case hangs on."""
    ideas, budgets, case = planned.ideas, planned.frontier, planned.case
    placed = ideas["value"].notna() & ideas["effort"].notna()
    return {
        "frontier": _drawing(figures.budget_frontier(
            budgets, budget=client.budget, currency=client.currency
        )) if budgets is not None and budgets["share"].notna().any() else None,
        "matrix": _drawing(figures.value_effort(ideas, currency=client.currency))
        if placed.any()
        else None,
        "tornado": _drawing(figures.tornado(
            case.tornado, years=case.years, currency=case.currency
        )) if case is not None else None,
    }  # fmt: skip


def _grid(workshop: Workshop, found: Compared) -> Drawing | None:
    if not found.quadrants["quadrant"].notna().any():
        return None
    client = workshop.client
    return _drawing(figures.importance_grid(
        found.quadrants, scale=client.scale_of("received"), cross_words="at the means",
        importance_words=importance_words(found.importance, client), **_words(workshop),
    ))  # fmt: skip


def _agreement(workshop: Workshop, found: Compared) -> Drawing | None:
    """Draw the departments' marks, where at least two are shown for some touchpoint."""
    shown = found.departments[found.departments["mean"].notna()]
    if not shown.groupby("touchpoint")["department"].size().gt(1).any():
        return None
    return _drawing(figures.agreement(
        found.departments, departments_table=workshop.departments, customers=found.gaps,
        **_words(workshop),
    ))  # fmt: skip


def _words(workshop: Workshop) -> dict[str, Any]:
    return {
        "touchpoints": workshop.touchpoints,
        "customer_word": workshop.client.customer_word,
    }


def _drawing(ax: Axes) -> Drawing:
    width, height = ax.get_figure(root=True).get_size_inches()  # type: ignore[union-attr]
    # S704: the figure's own words are escaped where it is turned into SVG.
    svg = Markup(figures.to_svg(ax))  # noqa: S704
    return {
        "svg": svg,
        "shape": "wide" if width > 1.3 * height else "tall",
        "least": round(width * 58),
    }
