"""What people see and press: ipywidgets linked to a State."""

from touchkit.screens.front import start

__all__ = ["start"]
