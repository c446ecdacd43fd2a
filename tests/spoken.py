"""What the screens say, read from their sources: Python's texts and those of the board's JavaScript."""

import ast
import re
from pathlib import Path


def in_sources(repository: Path) -> set[str]:
    """Return every text in the sources of the screens and the steps."""
    said: set[str] = set()
    rooms = [
        repository / "touchkit" / room
        for room in ("screens", "screens/board", "screens/every", "steps")
    ]
    sources = [path for room in rooms for path in room.glob("*.py")]
    board = list((repository / "touchkit" / "screens" / "board").glob("*.js"))
    assert len(sources) > 20
    assert len(board) > 10
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said |= {node.value, node.value.strip(), *re.findall(r">([^<>]+)<", node.value)}
    for path in board:
        said |= set(re.findall(r'"([^"\n]+)"', path.read_text(encoding="utf-8")))
    return said
