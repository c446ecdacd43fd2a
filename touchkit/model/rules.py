"""What must hold within a row and between rows: one set of rules for packs and for edits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from touchkit.model.client import Client
from touchkit.model.faults import Fault, shown, validation_faults
from touchkit.model.frames import Record, references
from touchkit.model.records import read_row
from touchkit.model.tables import TABLES, Event, Row
from touchkit.model.text import did_you_mean, fingerprint, free, is_blank, listed, slug

ANSWER = ("group", "respondent", "touchpoint", "persona", "measure", "wave", "round")
"""What tells one answer from another."""

KnownIds = Mapping[str, Collection[str]]
"""The ids there are, by table."""


class Advice:
    """What a message says about an id that is not there.

    Comparing a word with every id there is takes time, so each word is compared once, and after
    some tens of thousands of comparisons no more.
    """

    def __init__(self, known: KnownIds) -> None:
        self._known = known
        self._allowed: dict[str, str] = {}
        self._hints: dict[tuple[str, str], str] = {}
        self._comparisons = 50_000

    def allowed(self, table: str) -> str:
        """Return which ids may stand there."""
        if table not in self._allowed:
            ids = self._known[table]
            ids = sorted(ids) if isinstance(ids, (set, frozenset)) else ids
            self._allowed[table] = f"an id of {table}: {listed(ids)}"
        return self._allowed[table]

    def hint(self, table: str, word: str, otherwise: str) -> str:
        """Return the nearest id, or the other sentence."""
        if (table, word) not in self._hints:
            ids = self._known[table]
            self._comparisons -= len(ids)
            near = ids if self._comparisons >= 0 else ()
            self._hints[table, word] = did_you_mean(word, near, otherwise)
        return self._hints[table, word]


def cross_faults(
    model: type[Row],
    record: Record,
    known: KnownIds,
    client: Client | None,
    advice: Advice | None = None,
) -> Iterator[Fault]:
    """Yield what is wrong with a readable row in the light of the other tables.

    Parameters
    ----------
    model : type of Row
        The table.
    record : mapping
        The row.
    known : mapping
        The ids there are; what refers to a table that is not among them is not looked at.
    client : Client or None
        The settings; None where they are not known.
    advice : Advice, optional
        What to suggest; one for all rows of a pack saves time.
    """
    yield from _dangling(model, record, known, advice or Advice(known))
    if model.TABLE == "scores":
        yield from _score_faults(record, client)
    if model.TABLE == "marks":
        yield from _mark_faults(record, known, advice or Advice(known))


def _dangling(model: type[Row], record: Record, known: KnownIds, advice: Advice) -> Iterator[Fault]:
    for column, refers in references(model).items():
        value, ids = record.get(column), known.get(refers.table)
        if value is None or ids is None:
            continue
        for part in str(value).split(";") if refers.many else [str(value)]:
            if part not in ids:
                instead = "row out" if model.model_fields[column].is_required() else "cell blank"
                otherwise = f"Add it to {refers.table} first, or leave the {instead}."
                hint = advice.hint(refers.table, part, otherwise)
                allowed = advice.allowed(refers.table)
                yield Fault(column=column, found=shown(part), allowed=allowed, hint=hint)


def _score_faults(record: Record, client: Client | None) -> Iterator[Fault]:
    score, measure = record.get("score"), record.get("measure")
    if client is not None and isinstance(score, float) and measure is not None:
        low, high = client.scale_of(measure)
        if not low <= score <= high:
            hint = "Correct it, or leave the row out if nobody answered."
            yield Fault(
                column="score", found=shown(score), allowed=f"{low:g} to {high:g}", hint=hint
            )
    if record.get("respondent") is not None and record.get("n", 1) != 1:
        hint = "Leave respondent blank in a row that stands for several answers."
        yield Fault(
            column="n", found=shown(record["n"]), allowed="1 beside a respondent", hint=hint
        )


def _mark_faults(record: Record, known: KnownIds, advice: Advice) -> Iterator[Fault]:
    table, row = record.get("table"), record.get("row")
    if table is None or row is None or table == "findings":
        return
    if table not in TABLES:
        names = [*TABLES, "findings"]
        hint = did_you_mean(table, names, "Name the table the row stands in.")
        yield Fault(column="table", found=shown(table), allowed=listed(names, 20), hint=hint)
    elif table in known and row not in known[table]:
        hint = advice.hint(table, row, "Take the mark out.")
        yield Fault(column="row", found=shown(row), allowed=advice.allowed(table), hint=hint)


def table_faults(model: type[Row], records: Sequence[Record]) -> Iterator[tuple[int, Fault]]:
    """Yield what is wrong between the rows of one table, each with the position of its row."""
    same_id = dict(_twice(records, ("id",), "each id once", "Give one of the two another id."))
    yield from same_id.items()
    if model.TABLE == "scores":
        answered = [
            {} if place in same_id or record.get("respondent") is None else record
            for place, record in enumerate(records)
        ]
        hint = "Keep one of the two, or give it another round."
        yield from _twice(answered, ANSWER, "one answer", hint)
    if model.TABLE == "ideas":
        yield from _needs_cycles(records)


def _twice(
    records: Sequence[Record], keys: tuple[str, ...], allowed: str, hint: str
) -> Iterator[tuple[int, Fault]]:
    first: dict[tuple[Any, ...], int] = {}
    for position, record in enumerate(records):
        key = tuple(record.get(name) for name in keys)
        column = "respondent" if "respondent" in keys else keys[0]
        if record.get(column) is None or first.setdefault(key, position) == position:
            continue
        found = f"{shown(record[column])} a second time"
        yield position, Fault(column=column, found=found, allowed=allowed, hint=hint)


def _needs_cycles(records: Sequence[Record]) -> Iterator[tuple[int, Fault]]:
    position: dict[str, int] = {}
    for place, record in enumerate(records):
        position.setdefault(str(record.get("id")), place)
    needs = {
        row: str(records[place].get("needs", "")).split(";") for row, place in position.items()
    }
    done: set[str] = set()
    for start in needs:
        cycle = _walk(start, needs, done)
        if cycle:
            found = " needs ".join([*cycle, cycle[0]])
            hint = "Take one of these needs out."
            yield (
                position[cycle[0]],
                Fault(column="needs", found=shown(found), allowed="no circle", hint=hint),
            )


def _walk(start: str, needs: Mapping[str, list[str]], done: set[str]) -> list[str]:
    """Return the first circle of needs met from an idea, marking what has been seen as done."""
    trail: list[tuple[str, Iterator[str]]] = [(start, iter(needs.get(start, ())))]
    path = [start]
    while trail and start not in done:
        idea, rest = trail[-1]
        step = next(rest, None)
        if step is None:
            done.add(idea)
            trail.pop()
            path.pop()
        elif step in path:
            done.update(path)
            return path[path.index(step) :]
        elif step not in done:
            trail.append((step, iter(needs.get(step, ()))))
            path.append(step)
    return []


def give_ids(model: type[Row], records: Sequence[dict[str, Any]]) -> None:
    """Give every row that has no id one: from its name, else from its content.

    An id made from content is the same each time the same rows are read, so that reading a
    pack twice gives equal tables; rows added on a screen get random ones.
    """
    taken = {record["id"] for record in records if "id" in record}
    seen: Counter[str] = Counter()
    for record in records:
        if "id" in record:
            continue
        wanted = slug(str(record.get(model.NAMED_BY, ""))) if model.NAMED_BY else ""
        if not wanted:
            content = sorted(f"{name}={value}" for name, value in record.items())
            bare = fingerprint(model.TABLE, *content)
            seen[bare] += 1
            wanted = bare if seen[bare] == 1 else fingerprint(bare, str(seen[bare]))
        record["id"] = free(wanted, taken)
        taken.add(record["id"])


def resolve_names(
    model: type[Row], record: dict[str, Any], names: Mapping[str, Mapping[str, str]]
) -> None:
    """Replace a name written where an id belongs by the id, when exactly one row bears the name."""
    for column, refers in references(model).items():
        value = record.get(column)
        if isinstance(value, str):
            by_name = names.get(refers.table, {})
            parts = value.split(";") if refers.many else [value]
            found = [by_name.get(part.lower(), part) for part in parts]
            record[column] = ";".join(dict.fromkeys(found))


def names_to_ids(model: type[Row], records: Sequence[Record]) -> dict[str, str]:
    """Return what may be written for each id: the id, and the name where it is unique."""
    ids = {str(record["id"]): str(record["id"]) for record in records if "id" in record}
    column = model.NAMED_BY
    if column is None:
        return ids
    named = [(str(r.get(column, "")).lower(), str(r["id"])) for r in records if "id" in r]
    often = Counter(name for name, _ in named)
    unique = {name: row for name, row in named if name and often[name] == 1 and name not in ids}
    return unique | ids


__all__ = [
    "ANSWER", "Advice", "Event", "Fault", "KnownIds", "cross_faults", "give_ids", "is_blank", "names_to_ids",
    "read_row", "resolve_names", "shown", "table_faults", "validation_faults",
]  # fmt: skip
