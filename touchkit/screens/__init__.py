"""What people see and press: ipywidgets linked to a State."""

from touchkit.screens.rooms import (
    calendar,
    desired,
    enhance,
    point_of_view,
    received,
    start,
    touchpoints,
    workshop,
)

__all__ = [
    "calendar", "desired", "enhance", "point_of_view", "received", "start", "touchpoints", "workshop",
]  # fmt: skip
