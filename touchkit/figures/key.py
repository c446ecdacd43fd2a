"""The key below the touchpoint map: what shape, outline, mark and colour of a card mean."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.collections import PathCollection

from touchkit.figures.describe import MINUS
from touchkit.figures.lettering import width as width_of
from touchkit.figures.paint import DASHED, box, inside
from touchkit.figures.style import GREY, INK, PAPER, gap_colour

_TYPE = 10.0
_HIGH = 0.22
_LINE = 0.36
_SAMPLE = 0.34
_SIGNS = (
    ("square", "direct contact"),
    ("round", "indirect contact"),
    ("dashed", "planned, not there yet"),
    ("star", "moment of truth"),
    ("dot", "shortlist (bold)"),
)
OPEN = "open: few answers, or the team's own marks"
_OPEN = (("open", OPEN),)
_GAPS = (
    ("short", "gap: short of what is desired,"),
    ("even", "none,"),
    ("beyond", "beyond it"),
)
_TONES = {"open": -1.0, "short": -1.0, "even": 0.0, "beyond": 1.0}
_NUMBERS = {"short": f"{MINUS}1", "even": "0", "beyond": "+1"}


def key_height(width: float, *, gaps: bool, hollow: bool) -> float:
    """Return how many inches the key needs below a map of that width."""
    return (1 + max(line for _, _, line, _ in _placed(width, gaps=gaps, hollow=hollow))) * _LINE


def draw_key(ax: Axes, *, top: float, width: float, scale: float, gaps: bool, hollow: bool) -> None:
    """Draw the key, over as many lines as it takes."""
    for kind, label, line, left in _placed(width, gaps=gaps, hollow=hollow):
        y = top + line * _LINE
        _sign(ax, kind, left, y, scale)
        ax.text(
            left + _SAMPLE + 0.08, y + _HIGH / 2, label, va="center", fontsize=_TYPE * scale,
            fontweight="bold" if kind == "dot" else "normal", parse_math=False, gid="key",
        )  # fmt: skip


def _placed(width: float, *, gaps: bool, hollow: bool) -> list[tuple[str, str, int, float]]:
    """Return each sign with its label, the line it stands on and where it begins."""
    placed, line, left = [], 0, 0.0
    # The three gap samples belong together, so they move to a new line as one.
    alone = ([sign] for sign in _SIGNS)
    for group in [*alone, _GAPS if gaps else (), _OPEN if hollow else ()]:
        wide = [_SAMPLE + 0.3 + width_of(label, _TYPE, bold=True) for _, label in group]
        if left and left + sum(wide) > width:
            line, left = line + 1, 0.0
        for (kind, label), room in zip(group, wide, strict=True):
            placed.append((kind, label, line, left))
            left += room
    return placed


def _sign(ax: Axes, kind: str, left: float, top: float, scale: float) -> None:
    if kind in ("star", "dot"):
        marker, size = ("*", 95) if kind == "star" else ("o", 34)
        ax.scatter(
            left + _SAMPLE / 2, top + _HIGH / 2, s=size * scale**2, marker=marker, color=INK,
            linewidths=0, gid="key",
        )  # fmt: skip
        return
    sample = PathCollection(
        [box(left, top, _SAMPLE, _HIGH, 0.11 if kind == "round" else 0)],
        facecolors=gap_colour(_TONES.get(kind, float("nan")), 1),
        edgecolors=GREY,
        linewidths=1.1 * scale,
        linestyles=[DASHED if kind == "dashed" else "-"],
    )
    sample.set_gid("key")
    ax.add_collection(sample, autolim=False)
    if kind == "open":
        white = PathCollection(
            [inside(left, top, _SAMPLE, _HIGH, 0)],
            facecolors=PAPER, edgecolors=GREY, linewidths=0.7 * scale,
        )  # fmt: skip
        white.set_gid("key")
        ax.add_collection(white, autolim=False)
    if kind in _NUMBERS:
        ax.text(
            left + _SAMPLE / 2, top + _HIGH / 2, _NUMBERS[kind], ha="center", va="center",
            fontsize=_TYPE * scale, fontweight="bold", parse_math=False, gid="key",
        )  # fmt: skip
