"""The live workshop in SQLite or PostgreSQL: edits, history, undo, snapshots."""

from touchkit.store.live import Store

__all__ = ["Store"]
