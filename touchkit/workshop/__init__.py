"""The workshop a notebook holds."""

from touchkit.workshop.live import Workshop
from touchkit.workshop.opening import open_workshop

__all__ = ["Workshop", "open_workshop"]
