"""Merging: several ideas made one, and all that hung on the others hung on the one that is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from touchkit.errors import InputError
from touchkit.model import TABLES, references
from touchkit.model.saying import listing
from touchkit.model.text import shortened
from touchkit.steps.bonds import ids, refuse_bonds, refuse_contradictions, united
from touchkit.steps.lookalikes import mark_anew

Record = Mapping[str, Any]

_LIFTS = ("lift", "lift_low", "lift_high")
_TEXTS = ("hypothesis", "success_measure")
_FURTHER = ("idea", "chosen", "testing")
_SIDES = ("before", "after")
_COUNTED = ("design", "unit", "better")
_HOPED = ("today", "lift")
_WEIGHED = ("lift", "cost", "votes")
_OWN = {"id", "seq", "needs", "excludes", "touchpoint", "votes", "must", "status"}


def merge(edits: Any, keep: str, others: Sequence[str]) -> None:
    """Make several ideas one; what pointed to the others points to the one that is kept.

    Parameters
    ----------
    edits : object
        The rows of one action, as `Session.save` gives them.
    keep : str
        The id of the idea that stays, with its title.
    others : sequence of str
        The ids of those it takes in.

    Raises
    ------
    InputError
        When one of them is gone, the ideas would then need or exclude themselves, or several have a
        pilot with answers.
    """
    gone = [other for other in dict.fromkeys(others) if other != keep]
    rows = {str(row["id"]): row for row in edits.all("ideas")}
    if not {keep, *gone} <= rows.keys():
        raise InputError(
            "One of these ideas is not there any more: somebody has removed it. Nothing was merged."
        )
    changed = merged(rows, keep, gone)
    for idea, fields in changed.items():
        edits.change("ideas", idea, **fields)
    _unite_pilots(edits, rows, keep, gone)
    _point_anew(edits, keep, gone, changed[keep])
    mark_anew(edits, keep, gone)
    for idea in gone:
        edits.remove("ideas", idea)


def merged(
    rows: Mapping[str, Record], keep: str, others: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """Return what changes in the ideas that stay, when some are merged into one.

    Needs and exclusions are united, and touchpoints as `places` says; dots are added; of two texts
    the longer is kept; any other cell is that of the idea that is kept, or else of the first that
    has one. It is as far along as the furthest of them, unless the one that is kept is done or
    dropped.

    Parameters
    ----------
    rows : mapping of str to mapping
        All ideas by id; left as they are.
    keep : str
        The idea that is kept.
    others : sequence of str
        Those that go.

    Returns
    -------
    dict
        The fields to store, by idea; the one that is kept is always among them.

    Raises
    ------
    InputError
        When the ideas would then need or exclude themselves; it says which and why.
    """
    refuse_bonds(rows, [keep, *others])
    replaced = dict.fromkeys(others, keep)
    stay = {idea: row for idea, row in rows.items() if idea not in replaced}
    bonds = {
        idea: {
            column: united([row, *(rows[one] for one in others if idea == keep)], column, replaced)
            for column in ("needs", "excludes")
        }
        for idea, row in stay.items()
    }
    refuse_contradictions(rows, bonds, keep)
    changed = {
        idea: {column: ";".join(found) or None for column, found in bonds[idea].items()}
        for idea, row in stay.items()
        if any(bonds[idea][column] != ids(row, column) for column in bonds[idea])
    }
    changed[keep] = changed.get(keep, {}) | _cells(rows[keep], [rows[one] for one in others])
    return changed


def places(keep: Record, others: Iterable[Record]) -> list[str]:
    """Return what an idea is for once it has taken in others, by id.

    Only an idea that somebody guessed (lift or cost) or gave dots brings its touchpoints along.
    What was just called out may stand at a touchpoint nobody meant; were that united, a plan would
    count one idea for two gaps.

    Parameters
    ----------
    keep : mapping
        The idea that is kept.
    others : iterable of mapping
        Those it takes in.

    Examples
    --------
    >>> typed = {"touchpoint": "call"}
    >>> (
    ...     places({"touchpoint": "bill"}, [typed]),
    ...     places({"touchpoint": "bill"}, [typed | {"cost": "S"}]),
    ... )
    (['bill'], ['bill', 'call'])
    """
    weighed = [row for row in others if any(row.get(name) for name in _WEIGHED)]
    return united([keep, *weighed], "touchpoint")


def _cells(keep: Record, others: Sequence[Record]) -> dict[str, Any]:
    """Return what the idea that is kept has of its own and of the others, but for needs and exclusions."""
    every, found = [keep, *others], dict(keep)
    for other in others:
        # A low guess belongs to the guess it was made with.
        own_lift = any(name in found for name in _LIFTS)
        for name, value in other.items():
            if not (own_lift and name in _LIFTS):
                found.setdefault(name, value)
    for name in _TEXTS:
        texts = [row[name] for row in every if row.get(name)]
        if texts:
            found[name] = max(texts, key=len)
    dots = [row["votes"] for row in every if row.get("votes") is not None]
    known = [row["status"] for row in every if row.get("status") in _FURTHER]
    return {name: value for name, value in found.items() if name not in _OWN} | {
        "touchpoint": ";".join(places(keep, others)),
        "votes": sum(dots) if dots else None,
        "must": any(row.get("must") for row in every),
        "status": max(known, key=_FURTHER.index) if keep["status"] in known else keep["status"],
    }


def _unite_pilots(edits: Any, rows: Mapping[str, Record], keep: str, gone: Sequence[str]) -> None:
    """Make one pilot of those of several ideas: an idea has one."""
    order = [keep, *gone]
    found = edits.where_in("pilots", "idea", order)
    pilots = sorted(found, key=lambda row: order.index(row["idea"]))
    if len(pilots) > 1:
        edits.change("pilots", pilots[0]["id"], **_one_pilot(pilots, rows))
        for pilot in pilots[1:]:
            edits.remove("pilots", pilot["id"])


def _one_pilot(pilots: Sequence[Record], rows: Mapping[str, Record]) -> dict[str, Any]:
    """Return the first pilot, what is blank in it filled from the others.

    Answers are counted the way that was said beside them, and what is hoped for is said in the same
    unit; so a pilot with answers decides both.
    """
    told = [pilot for pilot in pilots if any(pilot.get(side) for side in _SIDES)]
    if len(told) > 1:
        names = [f"“{shortened(str(rows[one]['title']), 60)}”" for one in _ideas(told)]
        raise InputError(
            f"More than one pilot of these ideas has answers ({listing(names)}), and an idea has one pilot. Write "
            f"down what one of them showed and clear its answers in the part Pilot, or keep the ideas "
            f"apart. Nothing was merged."
        )
    read = told[0] if told else pilots[0]
    counted = {name: read[name] for name in _COUNTED if name in read}
    one: dict[str, Any] = {}
    for pilot in pilots:
        alike = all(pilot.get(name) == read.get(name) for name in ("unit", "better"))
        for name, value in pilot.items():
            if value is not None and (alike or name not in _HOPED):
                one.setdefault(name, value)
    hoped = {name: one.get(name) for name in _HOPED}
    return {name: value for name, value in one.items() if name not in ("id", "seq", "idea")} | (
        counted | hoped
    )


def _ideas(pilots: Sequence[Record]) -> list[str]:
    return list(dict.fromkeys(pilot["idea"] for pilot in pilots))


def _point_anew(edits: Any, keep: str, gone: Sequence[str], fields: Record) -> None:
    """Point decisions, pilots, acts and whatever else names an idea to the one that is kept."""
    for table, model in TABLES.items():
        for column, refers in references(model).items():
            if refers.table != "ideas" or table == "ideas":
                continue
            for row in edits.where_in(table, column, [*gone, keep]):
                # An idea and the decision it became have one owner and one date (commitments.change_both).
                shared = {n: fields[n] for n in ("owner", "due") if fields.get(n)}
                more = shared if table == "decisions" else {}
                edits.change(table, row["id"], **{column: keep}, **more)
