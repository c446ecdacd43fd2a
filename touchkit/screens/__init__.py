"""What people see and press: ipywidgets linked to a State."""

from touchkit.screens.rooms import (
    desired,
    enhance,
    point_of_view,
    received,
    start,
    touchpoints,
    workshop,
)

__all__ = [
    "desired", "enhance", "point_of_view", "received", "start", "touchpoints", "workshop",
]  # fmt: skip
