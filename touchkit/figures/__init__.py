"""Figures: data in, Axes in, Axes out."""

from touchkit.figures.assumptions import tornado
from touchkit.figures.bars import gap_chart
from touchkit.figures.budgets import budget_frontier
from touchkit.figures.curve import experience_curve
from touchkit.figures.describe import alt_text
from touchkit.figures.dots import agreement
from touchkit.figures.dumbbells import inside_outside
from touchkit.figures.grid import importance_grid
from touchkit.figures.matrix import value_effort
from touchkit.figures.months import calendar_year
from touchkit.figures.output import to_png, to_svg
from touchkit.figures.proofs import evidence
from touchkit.figures.shortfalls import below_minimum
from touchkit.figures.timelines import contact_timeline
from touchkit.figures.wall import touchpoint_map
from touchkit.figures.waves import change
from touchkit.figures.wobble import stability

__all__ = [
    "agreement",
    "alt_text",
    "below_minimum",
    "budget_frontier",
    "calendar_year",
    "change",
    "contact_timeline",
    "evidence",
    "experience_curve",
    "gap_chart",
    "importance_grid",
    "inside_outside",
    "stability",
    "to_png",
    "to_svg",
    "tornado",
    "touchpoint_map",
    "value_effort",
]
