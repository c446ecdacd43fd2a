"""Figures: frames in, Axes in, Axes out; each carries its n, its direction and an alternative text."""

from touchkit.figures.bars import gap_chart
from touchkit.figures.curve import experience_curve
from touchkit.figures.describe import alt_text
from touchkit.figures.output import to_png, to_svg
from touchkit.figures.wall import touchpoint_map

__all__ = ["alt_text", "experience_curve", "gap_chart", "to_png", "to_svg", "touchpoint_map"]
