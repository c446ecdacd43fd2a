"""Pieces of a page as HTML; every word a person typed is escaped on its way in."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from html import escape

from matplotlib.axes import Axes

from touchkit.figures import to_svg


def chart(ax: Axes) -> str:
    """Return a figure in a frame that keeps it legible."""
    return f'<div class="tk-chart">{to_svg(ax)}</div>'


def quiet(words: str) -> str:
    """Return words that stand back."""
    return f'<p class="tk-quiet">{escape(words)}</p>'


def listed(sentences: Iterable[str], *, ordered: bool = False) -> str:
    """Return sentences as a list; nothing where there are none.

    Examples
    --------
    >>> listed(["Start with Invoice.", "<b>"], ordered=True)
    '<ol class="tk-said"><li>Start with Invoice.</li><li>&lt;b&gt;</li></ol>'
    """
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    kind = "ol" if ordered else "ul"
    return f'<{kind} class="tk-said">{items}</{kind}>' if items else ""


def prose(words: str) -> str:
    """Return our own words, in which `*…*` is a name on the screen and backticks hold what is typed.

    Examples
    --------
    >>> prose("Press *Add*, then type `touchkit check <name>`.")
    'Press <em>Add</em>, then type <code>touchkit check &lt;name&gt;</code>.'
    """
    named = re.sub(r"\*([^*]+)\*", r"<em>\1</em>", escape(words))
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", named)


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows of text as a table.

    Examples
    --------
    >>> table(["Kept?"], [["no"]])
    '<table><thead><tr><th scope="col">Kept?</th></tr></thead><tbody><tr><td>no</td></tr></tbody></table>'
    """
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in titles)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def download_link(words: str, name: str, kind: str, content: bytes) -> str:
    """Return the link that saves a file; the file stands in the link itself, as a page cannot point at files.

    Examples
    --------
    >>> download_link("Save it", "a.txt", "text/plain", b"hi")
    '<a class="tk-download" download="a.txt" href="data:text/plain;base64,aGk=">Save it</a>'
    """
    data = base64.b64encode(content).decode("ascii")
    return (
        f'<a class="tk-download" download="{escape(name)}" href="data:{kind};base64,{data}">'
        f"{escape(words)}</a>"
    )


def framed(body: str) -> str:
    """Return a body in the house style."""
    return f'<div class="tk">{body}</div>'
