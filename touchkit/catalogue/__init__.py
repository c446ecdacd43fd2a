"""What ships as data: stage sets, starter touchpoints, what-ifs, channels and lanes.

Everything here is read from the CSV files beside this module. Nothing is fetched, nothing is
written, and each call returns a frame of its own, free to be changed.
"""

from touchkit.catalogue.shelves import (
    channels,
    lanes,
    stage_mapping,
    stage_sets,
    stages,
    starter_touchpoints,
    what_ifs,
)

__all__ = [
    "channels",
    "lanes",
    "stage_mapping",
    "stage_sets",
    "stages",
    "starter_touchpoints",
    "what_ifs",
]
