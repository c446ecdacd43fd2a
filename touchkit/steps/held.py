"""What the store holds of a board at one moment, as plain rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from touchkit.model import Client

Record = Mapping[str, Any]
"""A row's filled cells."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """What the store holds for a board, read at one moment.

    Attributes
    ----------
    name : str
        The client's short name.
    client : Client
        Its settings.
    tables : mapping of str to sequence of mapping
        The filled cells of stages, departments, channels, lanes, personas, touchpoints, links,
        notes and marks.
    places : sequence of float
        What tells the order of the touchpoints' rows; it stays while others come and go.
    numbers : mapping of str to dict
        What the scores say of a touchpoint: gap, below, whose, few.
    checked : mapping of str to str
        How a touchpoint's scores are known.
    """

    name: str
    client: Client
    tables: Mapping[str, Sequence[Record]]
    places: Sequence[float]
    numbers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    checked: Mapping[str, str] = field(default_factory=dict)
