"""An act's wording as one customer gets it, with the name they are called by."""

from __future__ import annotations

import re

from touchkit.errors import InputError, Problem
from touchkit.model.saying import capital, missing

_PLACE = re.compile(r"\{([^{}]*)\}")
_KNOWN = "call_name"


def addressed(wording: str | None, call_name: str | None = None) -> str:
    """Return an act's wording with the customer's call name where it says ``{call_name}``.

    Nothing but that word is filled in: what is in braces is never run. Call names are personal;
    nothing touchkit writes to a file is addressed unless somebody asks for it.

    Parameters
    ----------
    wording : str or None
        The wording; blank gives a blank text.
    call_name : str, optional
        The name; where there is none the place for it closes up.

    Raises
    ------
    InputError
        If something else stands in braces.

    Examples
    --------
    >>> (
    ...     addressed("Happy birthday, {call_name}!", "Aoife"),
    ...     addressed("Happy birthday, {call_name}!"),
    ... )
    ('Happy birthday, Aoife!', 'Happy birthday!')
    >>> addressed("{call_name}, thank you.")
    'Thank you.'
    """
    if wording is None or missing(wording):
        return ""
    problems = wording_problems(wording)
    if problems:
        raise InputError("The wording cannot be filled in.", problems)
    name = "" if call_name is None or missing(call_name) else str(call_name).strip()
    if name:
        return _PLACE.sub(lambda _: name, wording)
    closed = re.sub(r"^\s*\{[^{}]*\}\s*[,:–-]?\s*", "", wording)
    opened = closed != wording
    closed = re.sub(r"\s*,?\s*\{[^{}]*\}", "", closed)
    return capital(closed) if opened else closed


def wording_problems(wording: str) -> list[Problem]:
    """Return what stands in braces of a wording and is not known."""
    return [
        Problem(file="acts", column="wording", found=f"{{{word}}}", allowed=f"{{{_KNOWN}}}",
                hint="Write {call_name} for the customer's name, or take the braces out.")
        for word in dict.fromkeys(_PLACE.findall(wording))
        if word.strip() != _KNOWN
    ]  # fmt: skip
