"""The personas: who they are, how many customers they stand for, what hangs on them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from traitlets import HasTraits, Unicode

from touchkit.errors import InputError, TouchkitError
from touchkit.model import to_rows
from touchkit.model.text import clean
from touchkit.steps.notes import lines
from touchkit.steps.session import Session

MOST = 4
"""How many personas a room can keep apart."""
_NEARLY = 0.5  # three thirds written as 33 % are meant to be everybody: 1 % is no news


@dataclass(frozen=True, kw_only=True)
class Portrait:
    """One persona as it is shown; what is not known is blank.

    Attributes
    ----------
    share : str
        Of a hundred customers, how many it stands for; blank: nobody has said.
    skips : frozenset of str
        Ids of the stages it never meets.
    """

    id: str
    name: str
    segment: str = ""
    share: str = ""
    goal: str = ""
    worries: str = ""
    promised: str = ""
    quote: str = ""
    evidence: str = "assumed"
    skips: frozenset[str] = frozenset()


def percent_of(text: str) -> float | None:
    """Return a share typed as a percentage as a part of 1; None where nothing was typed.

    Raises
    ------
    InputError
        When it is not a number from 0 to 100.

    Examples
    --------
    >>> percent_of("55 %"), percent_of("12,5"), percent_of(" ")
    (0.55, 0.125, None)
    """
    typed = clean(text).removesuffix("%").strip().replace(",", ".")
    if not typed:
        return None
    try:
        number = float(typed)
    except ValueError:
        number = math.nan
    if not 0 <= number <= 100:
        raise InputError(f"{clean(text)!r} is no share. Type a number from 0 to 100, such as 55.")
    return round(number / 100, 6)


def shown_percent(share: float | None) -> str:
    """Return a share as a percentage without its sign.

    Examples
    --------
    >>> shown_percent(0.55), shown_percent(0.125), shown_percent(None)
    ('55', '12.5', '')
    """
    return "" if share is None else f"{share * 100:.1f}".removesuffix(".0")


def advice(personas: Sequence[Portrait]) -> list[str]:
    """Say what a room should think about; nothing of it is refused.

    Parameters
    ----------
    personas : sequence of Portrait
        All there are.

    Returns
    -------
    list of str
        Sentences; none where all is well.
    """
    return [*_too_many(personas), *_alike(personas), *_shares(personas)]


def _too_many(personas: Sequence[Portrait]) -> Iterable[str]:
    if len(personas) > MOST:
        yield (
            f"{len(personas)} personas are more than a room keeps apart: three or four at most. "
            "Put those together who want the same."
        )


def _alike(personas: Sequence[Portrait]) -> Iterable[str]:
    names = [persona.name.casefold() for persona in personas]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        called = next(persona.name for persona in personas if persona.name.casefold() == name)
        yield f"{names.count(name)} personas are called {called}: give one another name."


def _shares(personas: Sequence[Portrait]) -> Iterable[str]:
    known = [float(persona.share) for persona in personas if persona.share]
    total, silent = sum(known), len(personas) - len(known)
    said = shown_percent(total / 100)
    if total > 100 + _NEARLY * len(known):
        yield f"The shares add up to {said} %: more customers than there are. Which one is too big?"
    elif silent and known:
        yield f"{silent} of {len(personas)} have no share yet; the others stand for {said} % of the customers."
    elif known and total < 100 - _NEARLY * len(known):
        rest = shown_percent(1 - total / 100)
        yield f"The shares add up to {said} %: {rest} % of the customers are like none of them. Is that so?"


class GalleryState(HasTraits):
    """The personas of a client; every change is stored at once.

    Attributes
    ----------
    chosen : str
        The persona that is being changed; blank: none.
    leaving : str
        The persona somebody is about to remove; blank: none.
    """

    chosen = Unicode()
    leaving = Unicode()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def personas(self) -> list[Portrait]:
        """Return the personas in order."""
        return [_portrait(row) for row in to_rows(self.session.tables("personas"))]

    def advice(self) -> list[str]:
        """Say what the room should think about."""
        return advice(self.personas())

    def stages(self) -> list[tuple[str, str]]:
        """Return the stages a persona may skip: name and id."""
        stages = self.session.tables("stages")
        return list(zip(stages["name"], stages["id"], strict=True))

    def segments(self) -> list[str]:
        """Return the customer groups named so far."""
        named = [
            self.session.tables(name)["segment"].dropna() for name in ("personas", "customers")
        ]
        return list(dict.fromkeys(pd.concat(named)))

    # changing

    def add(self, text: str) -> bool:
        """Store a persona by its name, or several: one a line; a single one is opened to be described."""
        said, made = lines(text), list[str]()

        def edit(edits: Any) -> None:
            made[:] = [edits.add("personas", name=line) for line in said]

        what = "add a persona" if len(said) == 1 else f"add {len(said)} personas"
        if not said or not self.session.save(what, edit):
            return False
        self.chosen = made[0] if len(made) == 1 else ""
        return True

    def press(self, persona: str) -> None:
        """Open a persona to be changed, or close it again."""
        self.leaving = ""
        self.chosen = "" if self.chosen == persona else persona

    def describe(self, **fields: str) -> bool:
        """Store what is known of the chosen persona; blank clears, but for the name.

        Parameters
        ----------
        **fields
            Columns of the table personas; `share` as a percentage.
        """
        if not clean(fields.get("name", "x")):
            self.session.error = "A persona needs a name. To take it away, press Remove."
            return False
        cells: dict[str, Any] = {n: clean(value) or None for n, value in fields.items()}
        if "share" in fields:
            try:
                cells["share"] = percent_of(fields["share"])
            except TouchkitError as error:
                self.session.error = str(error)
                return False
        return self._change(**cells)

    def skip(self, stage: str, skipped: bool) -> bool:  # noqa: FBT001 # what a tick box hands over
        """Store whether the chosen persona never meets a stage."""
        known = next((one for one in self.personas() if one.id == self.chosen), None)
        if known is None:
            return False
        skips = known.skips | {stage} if skipped else known.skips - {stage}
        ordered = [one for _, one in self.stages() if one in skips]
        return self._change(skips=";".join(ordered) or None)

    def _change(self, **fields: Any) -> bool:
        chosen = self.chosen
        return self.session.save(
            "change a persona", lambda edits: edits.change("personas", chosen, **fields)
        )

    def hanging(self, persona: str) -> str:
        """Say what removing a persona would take along; blank where nothing hangs on it."""
        counts = []
        for table, one, many in (
            ("notes", "note", "notes"), ("scores", "answer", "answers"),
            ("links", "arrow of the journey", "arrows of the journey"),
        ):  # fmt: skip
            rows = self.session.tables(table)
            own = rows[rows["persona"] == persona]
            number = int(own["n"].sum()) if table == "scores" else len(own)
            counts += [f"{number} {one if number == 1 else many}"] if number else []
        return ", ".join(counts)

    def warning(self) -> str:
        """Say what removing the persona about to leave means; blank while none is."""
        leaving = next((one for one in self.personas() if one.id == self.leaving), None)
        if leaving is None:
            return ""
        along = self.hanging(leaving.id)
        takes = f"With it goes: {along}" if along else "Nothing hangs on it"
        return f"Remove {leaving.name}? {takes}. Undo brings everything back."

    def remove(self) -> bool:
        """Take away the persona that is about to leave, with all that hangs on it."""
        leaving, self.leaving, self.chosen = self.leaving, "", ""
        return self.session.save(
            "remove a persona", lambda edits: edits.remove("personas", leaving)
        )


def _portrait(row: Any) -> Portrait:
    shown = ("id", "name", "segment", "goal", "worries", "promised", "quote", "evidence")
    return Portrait(
        **{name: row[name] for name in shown if name in row},
        share=shown_percent(row.get("share")),
        skips=frozenset(part for part in row.get("skips", "").split(";") if part),
    )
