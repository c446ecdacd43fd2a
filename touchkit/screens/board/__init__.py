"""The board: the touchpoint map as a wall of cards, the one widget with JavaScript of its own."""

from touchkit.screens.board.widget import BoardWidget

__all__ = ["BoardWidget"]
