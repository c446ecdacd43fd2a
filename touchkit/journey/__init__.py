"""The journey: what leads to what, for whom, and what looks wrong about it."""

from touchkit.journey.findings import check
from touchkit.journey.graph import designed

__all__ = ["check", "designed"]
