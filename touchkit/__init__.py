"""See a business through its customers' eyes: touchpoints, gaps, decisions.

The names a notebook uses; each is loaded when it is first asked for, so that
``import touchkit as tk`` takes no time.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0.dev0"

_HOMES = {
    "clients": "touchkit.folder",
    "open_workshop": "touchkit.workshop",
    "read_calendar": "touchkit.intake.calendars",
    "read_pack": "touchkit.pack",
    "read_survey": "touchkit.intake.surveys",
    "write_pack": "touchkit.pack",
    "PackError": "touchkit.errors",
}
_ROOMS = ("catalogue", "deliver", "figures", "journey", "measure", "plan", "screens")

__all__ = [*_HOMES, *_ROOMS]  # noqa: PLE0604 # names all the same, listed once


def __getattr__(name: str) -> Any:
    """Load a name when it is first asked for."""
    if name in _ROOMS:
        return import_module(f"touchkit.{name}")
    if name in _HOMES:
        found = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return found
    raise AttributeError(f"touchkit has no {name!r}; it has: {', '.join(__all__)}")


def __dir__() -> list[str]:
    """List the names there are."""
    return [*__all__, "__version__"]
