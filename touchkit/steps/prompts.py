"""Prompts from the what-if bank, the ones that fit a touchpoint best first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from touchkit import catalogue
from touchkit.model import to_rows

FAMILIES = {
    "first-look": "First look", "little-things": "Little things", "plain-words": "Plain words",
    "waiting": "Waiting", "recovery": "When it went wrong", "memory": "Remembering people",
    "teaching": "Teaching", "belonging": "Belonging", "save-first": "Save first",
    "partner": "Partners",
}  # fmt: skip
"""The families of prompts, and what a room calls them."""

AT_A_TIME = 3
_ANY = "any"


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """A what-if: its text, what kind of idea it would be, and its rough cost."""

    id: str
    text: str
    kind: str
    cost: str
    family: str


def stages_in_catalogue(stage: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the stages of the hourglass a client's stage stands for; none: any may fit.

    Parameters
    ----------
    stage : str
        A stage of the client's; blank: unsorted.
    known : collection of str
        The client's stages. Those of a shipped set are mapped, a client's own are not.

    Examples
    --------
    >>> stages_in_catalogue("discover", ["awareness", "discover", "purchase", "use", "bonding"])
    ('like', 'trust', 'try')
    >>> stages_in_catalogue("the-tour", ["the-tour"])
    ()
    """
    shipped = catalogue.stage_sets()
    for name, some in shipped.groupby("stage_set", sort=False):
        if stage in set(some["id"]) and set(known) & set(some["id"]):
            mapping = catalogue.stage_mapping("hourglass", str(name))
            return tuple(one for one, other in mapping.items() if other == stage)
    return ()


def prompts(
    *,
    stages: Collection[str] = (),
    channel: str = "",
    kind: str = "",
    family: str = "",
    used: Iterable[str] = (),
) -> list[Prompt]:
    """Return the prompts there are, the ones that fit best first.

    Parameters
    ----------
    stages : collection of str
        Stages of the hourglass; none: any stage.
    channel : str
        A channel of the touchpoint; one the catalogue does not know counts as any.
    kind, family : str
        Only these; blank: all.
    used : iterable of str
        Titles of ideas there are already; their prompts are left out.
    """
    found = to_rows(catalogue.what_ifs(kind=kind or None, family=family or None))
    taken = {" ".join(title.split()).casefold() for title in used}
    rows = [row for row in found if row["text"].casefold() not in taken]
    rows.sort(key=lambda row: -_fit(row, stages, channel))
    fields = Prompt.__dataclass_fields__
    return [Prompt(**{name: row[name] for name in fields}) for row in rows]


def some_of(found: list[Prompt], start: int) -> list[Prompt]:
    """Return three prompts from a place on; behind the last come the first again."""
    first = start % len(found) if found else 0
    return (found + found)[first : first + min(AT_A_TIME, len(found))]


def _fit(row: dict[str, Any], stages: Collection[str], channel: str) -> float:
    # The channel says more than the stage: what fits an invoice fits it before and after the sale.
    at_stage = 1.0 if row["stage"] in stages else (0.4 if row["stage"] == _ANY else 0.0)
    by_channel = 1.5 if row["channel"] == channel else (0.4 if row["channel"] == _ANY else 0.0)
    return at_stage + by_channel
