"""A figure as a picture: SVG to stand inside a page, PNG for a widget."""

from __future__ import annotations

import hashlib
import io
import re
from xml.sax.saxutils import escape, quoteattr

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchkit.figures.describe import described
from touchkit.figures.style import house_style

_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_COMMENTS = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_GLOBAL_STYLE = re.compile(r"<defs>\s*<style[^>]*>[^<]*</style>\s*</defs>\s*")
_VIEW_BOX = re.compile(r'viewBox="([^"]+)"')


def to_svg(figure: Axes | Figure, *, key: str = "") -> str:
    """Return a figure as SVG to stand inside an HTML page.

    Parameters
    ----------
    figure : Axes or Figure
        What to show; of axes the whole figure they stand on.
    key : str
        Set it where one figure stands twice on a page, so that no id does.

    Returns
    -------
    str
        One ``<svg>`` element as wide as its surroundings, with title and description, ids of its
        own, no reference to anything outside; the same figure gives the same text.
    """
    owner = _figure(figure)
    stream = io.BytesIO()
    with house_style():
        owner.savefig(stream, format="svg", metadata=_NO_METADATA)
    drawn = stream.getvalue().decode("utf-8")
    inside = drawn[drawn.index("<svg") : drawn.rindex("</svg>")]
    view_box = _VIEW_BOX.search(inside)
    inside = inside[inside.index(">") + 1 :]
    inside = _GLOBAL_STYLE.sub("", _COMMENTS.sub("", inside)).replace("xlink:href", "href")
    title, text = described(figure)
    mark = "f" + hashlib.blake2b(f"{key}\n{title}\n{inside}".encode(), digest_size=5).hexdigest()
    box = view_box.group(1) if view_box else "0 0 1 1"
    return _head(mark, box, title, text) + _own_ids(inside, mark) + "</svg>"


def to_png(figure: Axes | Figure, *, dpi: float = 150) -> bytes:
    """Return a figure as the bytes of a PNG picture.

    Parameters
    ----------
    figure : Axes or Figure
        What to show; of axes the whole figure they stand on.
    dpi : float
        Dots an inch.
    """
    stream = io.BytesIO()
    title, text = described(figure)
    with house_style():
        _figure(figure).savefig(
            stream, format="png", dpi=dpi, metadata={"Title": title, "Description": text}
        )
    return stream.getvalue()


def _figure(figure: Axes | Figure) -> Figure:
    owner = figure if isinstance(figure, Figure) else figure.get_figure(root=True)
    if owner is None:  # only axes somebody has removed from their figure
        raise ValueError("These axes stand on no figure any more.")
    return owner


def _head(mark: str, box: str, title: str, text: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{mark}" viewBox="{box}" width="100%" '
        f'role="img" aria-label={quoteattr(text)} '
        'style="stroke-linejoin:round;stroke-linecap:butt">'
        f"<title>{escape(title)}</title><desc>{escape(text)}</desc>"
    )


def _own_ids(svg: str, mark: str) -> str:
    """Keep the ids something refers to, under names no other figure uses; drop the others."""
    used = set(re.findall(r'\bhref="#([^"]*)"|url\(#([^)]*)\)', svg))
    kept = {name for pair in used for name in pair if name}
    svg = re.sub(
        r'\s\bid="([^"]*)"',
        lambda found: f' id="{mark}-{found[1]}"' if found[1] in kept else "",
        svg,
    )
    svg = re.sub(r'\bhref="#([^"]*)"', rf'href="#{mark}-\1"', svg)
    return re.sub(r"url\(#([^)]*)\)", rf"url(#{mark}-\1)", svg)
