"""What a workshop is made of."""

from touchkit.model.client import Brand, Client, Guess, ImportanceScale, Scale, Sizes
from touchkit.model.frames import choices, columns, references, required, says, to_frame, to_rows
from touchkit.model.tables import CLIENT_TABLES, SHEET_TABLES, TABLES, Event, Row

__all__ = [
    "CLIENT_TABLES", "SHEET_TABLES", "TABLES", "Brand", "Client", "Event", "Guess", "ImportanceScale", "Row",
    "Scale", "Sizes", "choices", "columns", "references", "required", "says", "to_frame", "to_rows",
]  # fmt: skip
