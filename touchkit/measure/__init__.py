"""What the scores say, and how sure one may be of it."""

from touchkit.measure.zone import gaps

__all__ = ["gaps"]
