"""The value–effort matrix, whose cards are dragged."""

from touchkit.screens.matrix.part import MatrixPart

__all__ = ["MatrixPart"]
