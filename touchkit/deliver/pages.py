"""Templates to pages: text escaped, a missing fact an error, nothing fetched from anywhere."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

CONTENT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)
"""What a page may load: nothing. Its style and its figures stand inside it."""


def render(template: str, **facts: Any) -> str:
    """Return a page.

    Parameters
    ----------
    template : str
        A file in ``touchkit/deliver/templates``.
    **facts
        What the template shows; text is escaped, only `Markup` is taken as it stands.
    """
    return _environment().get_template(template).render(policy=CONTENT_POLICY, **facts)


def style(name: str) -> Markup:
    """Return a style sheet of ours, to stand inside a page."""
    return Markup(_text(name))  # noqa: S704 – our own file, no participant's word in it


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _text(name: str) -> str:
    return (resources.files("touchkit.deliver") / "templates" / name).read_text(encoding="utf-8")
