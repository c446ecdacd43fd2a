"""Where people's names stand: who might own something, and what follows when somebody is renamed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from touchkit.model.rules import ANSWER
from touchkit.store.erasing import NAMES

OWNED = ("ideas", "decisions", "acts")
"""The tables whose rows somebody sees to."""

_QUESTION = [name for name in ANSWER if name != "respondent"]


def owners(tables: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """Return who might see to something: the people in the room, and earlier owners.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        The tables participants, ideas, decisions and acts; left as they are.
    """
    names = [tables["participants"]["alias"], *(tables[name]["owner"] for name in OWNED)]
    return tuple(dict.fromkeys(name for some in names for name in some.dropna()))


def following(
    tables: Mapping[str, pd.DataFrame], person: str, old: str, new: str
) -> list[tuple[str, str, dict[str, Any]]]:
    """Tell which rows follow when somebody is renamed, so that one person never becomes two.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        All tables; left as they are.
    person : str
        The id of the participant.
    old, new : str
        The alias so far, and the one from now on.

    Returns
    -------
    list of (str, str, dict)
        Table, id and the fields to change; no fields at all: the row goes, because the person's
        answer to the same question is there under the id as well, and one answer counts once.
    """
    found: list[tuple[str, str, dict[str, Any]]] = []
    for table, columns in NAMES.items():
        for column in columns if table in tables else ():
            rows = tables[table]
            found += [(table, row, {column: new}) for row in rows.loc[rows[column] == old, "id"]]
    return found + _answers(tables, person, old)


def renamed(decider: str, old: str, new: str) -> str:
    """Return who decides under the new name; blank where that is somebody else.

    Examples
    --------
    >>> renamed("Ben, managing director", "Ben", "Bertha"), renamed("Benno", "Ben", "Bertha")
    ('Bertha, managing director', '')
    """
    begins = decider == old or decider.startswith((f"{old},", f"{old} ("))
    return new + decider[len(old) :] if begins else ""


def _answers(
    tables: Mapping[str, pd.DataFrame], person: str, old: str
) -> list[tuple[str, str, dict[str, Any]]]:
    """Tell which answers are given by alias: from now on they stand under the id, which stays."""
    if old in set(tables["participants"]["id"]):
        return []
    team = tables["scores"][tables["scores"]["group"] == "team"]
    given = team[team["respondent"] == person].set_index(_QUESTION).index
    answers = team[team["respondent"] == old]
    twice = answers.set_index(_QUESTION).index.isin(given)
    return [
        ("scores", row, {} if again else {"respondent": person})
        for row, again in zip(answers["id"], twice, strict=True)
    ]
