"""What taking a calendar file over would do: row by row, in words, and the edits that do it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from touchkit.errors import Problem

Kind = Literal["new", "changed", "removed"]


@dataclass(frozen=True, kw_only=True)
class Step:
    """What happens to one row.

    Attributes
    ----------
    kind : {"new", "changed", "removed"}
        What happens.
    table : str
        ``acts`` or ``ticks``.
    row : str
        The row's id.
    title : str
        What it is called.
    said : tuple of str
        What becomes of it, in words; nothing: only what this kit notes for itself.
    fields : mapping of str to object
        The cells to store.
    """

    kind: Kind
    table: str
    row: str
    title: str
    said: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Clash:
    """What the file and the workshop say differently, both since the file was written.

    Attributes
    ----------
    title : str
        What it is about.
    file_says, here : str
        What each says.
    step : Step
        What happens if the file shall count.
    """

    title: str
    file_says: str
    here: str
    step: Step


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a file would change.

    Attributes
    ----------
    file : str
        Its name.
    ours : bool
        Whether this kit wrote it.
    steps : tuple of Step
        What is new, changed and taken out.
    gone : tuple of Step
        Acts read from an earlier version of this file that are no longer in it, as they would be
        taken out; not among the steps.
    same : int
        How many acts the file has as they stand here.
    clashes : tuple of Clash
        Where both sides changed the same.
    notes : tuple of str
        What else to know.
    problems : tuple of Problem
        What is wrong with rows of the file that are left out.
    """

    file: str
    ours: bool
    steps: tuple[Step, ...] = ()
    gone: tuple[Step, ...] = ()
    same: int = 0
    clashes: tuple[Clash, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def left_out(self) -> int:
        """How many rows of the file cannot be read."""
        return len({(one.file, one.row) for one in self.problems})

    def number(self, kind: Kind, table: str = "acts") -> int:
        """Return how many rows of a table are new, changed or taken out."""
        return sum(step.kind == kind and step.table == table for step in self.told)

    @property
    def told(self) -> tuple[Step, ...]:
        """What somebody would notice, but for what is no longer there."""
        return tuple(step for step in self.steps if step.said or step.kind != "changed")

    @property
    def renewed(self) -> bool:
        """Whether the file is a newer version of one taken over before, so that what it lacks has gone.

        Where more is gone than still there, it is another file of the same name, or a part of it.
        """
        return 0 < len(self.gone) <= self.same + self.number("changed")

    def chosen(self, *, drop: bool, theirs: bool) -> list[Step]:
        """Return what is to be stored.

        Parameters
        ----------
        drop : bool
            Whether what is no longer in the file is taken out.
        theirs : bool
            Whether the file counts where both sides changed the same.
        """
        steps = [*self.steps, *(self.gone if drop else ())]
        return steps + [clash.step for clash in self.clashes if theirs]


def store(edits: Any, steps: Iterable[Step]) -> None:
    """Store what was chosen, within one action; what went meanwhile stays gone.

    Parameters
    ----------
    edits : Edits
        The rows of the transaction.
    steps : iterable of Step
        As `Plan.chosen` returns them.
    """
    for step in steps:
        there = edits.get(step.table, step.row) is not None
        if step.kind == "new" and not there:
            edits.add(step.table, id=step.row, **step.fields)
        elif step.kind == "changed" and there:
            edits.change(step.table, step.row, **step.fields)
        elif step.kind == "removed" and there:
            edits.remove(step.table, step.row)
