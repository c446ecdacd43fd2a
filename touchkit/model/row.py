"""What every row of every table has."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict

from touchkit.model.columns import About, Id


class Row(BaseModel):
    """A row of a table: frozen, keyword-only; columns the model does not know are kept."""

    model_config = ConfigDict(frozen=True, extra="allow")

    TABLE: ClassVar[str]
    SAYS: ClassVar[str]
    NAMED_BY: ClassVar[str | None] = None
    """The column an id is made from; None: ids carry no meaning."""
    EXTRA_DATES: ClassVar[str | None] = None
    """The ending of unknown columns that hold dates; None: unknown columns hold text."""
    ONE_OF: ClassVar[tuple[str, ...]] = ()
    """Columns of which a row fills at least one."""

    id: Annotated[
        Id | None, About("short name other tables refer to; made from the name if left out")
    ] = None
