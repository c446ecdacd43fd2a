"""The journey: what leads to what, for whom, and what looks wrong about it."""

from touchkit.journey.findings import check
from touchkit.journey.graph import designed
from touchkit.journey.reach import met

__all__ = ["check", "designed", "met"]
