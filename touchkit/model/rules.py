"""What must hold within a row and between rows: one set of rules for packs and for edits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from touchkit.model.client import Client
from touchkit.model.columns import read_date
from touchkit.model.frames import Record, choices, column_kind, references
from touchkit.model.tables import TABLES, Event, Row
from touchkit.model.text import clean, did_you_mean, fingerprint, free, listed, slug

KnownIds = Mapping[str, Collection[str]]
"""The ids there are, by table."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with one cell or row, before it is known where that stands."""

    column: str | None
    found: str
    allowed: str
    hint: str


def shown(value: Any) -> str:
    """Return a value as it is quoted in a message, cut where it is long."""
    text = clean(value) if isinstance(value, str) else str(value)
    return repr(text if len(text) <= 60 else text[:57] + "…") if text else "nothing"


def read_row(
    model: type[Row], values: Mapping[str, Any], *, decimal: str = "."
) -> tuple[dict[str, Any], list[Fault]]:
    """Read one row's cells.

    Parameters
    ----------
    model : type of Row
        The table.
    values : mapping
        What stands in each cell; None and blank text mean nothing stands there.
    decimal : {".", ","}
        ``,`` where the file's own habit says that a comma is the decimal mark.

    Returns
    -------
    record : dict
        Python scalars with defaults filled in, what is missing left out; cells that cannot be
        read are left out too.
    faults : list of Fault
        Every cell that cannot be read.
    """
    cells = {name: value for name, value in values.items() if not is_blank(value)}
    known = {name: value for name, value in cells.items() if name in model.model_fields}
    extra, faults = _read_extra(model, {n: v for n, v in cells.items() if n not in known})
    try:
        row = model.model_validate(known, context={"decimal": decimal})
    except ValidationError as error:
        faults += validation_faults(model, error)
        bad = {fault.column for fault in faults}
        return {
            n: v for n, v in (known | extra).items() if n not in bad and isinstance(v, str)
        }, faults
    record = {name: value for name, value in row.model_dump().items() if not is_blank(value)}
    return record | extra, faults


def is_blank(value: Any) -> bool:
    """Say whether a cell is empty: blank, empty and missing are the same."""
    return value is None or (isinstance(value, str) and not clean(value))


def _read_extra(model: type[Row], cells: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """Read columns the model does not know: text, or dates where their ending says so."""
    from touchkit.model.columns import read_text

    record: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, value in cells.items():
        if column_kind(model, name) != "date":
            record[name] = read_text(value)
            continue
        try:
            record[name] = read_date(value)
        except ValueError as error:
            faults.append(_cell_fault(name, value, getattr(error, "context", None) or {}))
    return record, faults


def _cell_fault(column: str | None, value: Any, context: Mapping[str, Any]) -> Fault:
    allowed, hint = context.get("allowed", "text"), context.get("hint", "Write it as text.")
    return Fault(column=column, found=shown(value), allowed=allowed, hint=hint)


def validation_faults(model: type[BaseModel], error: ValidationError) -> list[Fault]:
    """Return pydantic's complaints as faults a person can act on."""
    return [_fault(model, detail) for detail in error.errors()]


def _fault(model: type[BaseModel], detail: Mapping[str, Any]) -> Fault:
    column = (
        ".".join(str(part) for part in detail["loc"] if not str(part).startswith("function"))
        or None
    )
    context = detail.get("ctx") or {}
    match detail["type"]:
        case "missing":
            return Fault(
                column=column, found="nothing", allowed="a value", hint="Fill this cell in."
            )
        case "cell" if column is None:
            return Fault(
                column=None, found="nothing", allowed=context["allowed"], hint=context["hint"]
            )
        case "cell":
            return _cell_fault(column, detail["input"], context)
        case "literal_error":
            words = _words(model, column)
            hint = did_you_mean(str(detail["input"]), words, "Choose one of these words.")
            return Fault(
                column=column, found=shown(detail["input"]), allowed=", ".join(words), hint=hint
            )
        case "extra_forbidden":
            names = list(model.model_fields)
            hint = did_you_mean(str(column), names, "Take it out.")
            return Fault(
                column=column, found="an unknown setting", allowed=listed(names, 30), hint=hint
            )
    allowed = {
        "greater_than_equal": f"at least {context.get('ge')}",
        "less_than_equal": f"at most {context.get('le')}",
        "greater_than": f"more than {context.get('gt')}",
        "string_pattern_mismatch": "a colour such as #5b3a8c",
    }.get(detail["type"], str(detail["msg"]))
    return Fault(
        column=column, found=shown(detail["input"]), allowed=allowed, hint="Correct the value."
    )


def _words(model: type[BaseModel], column: str | None) -> tuple[str, ...]:
    if column is not None and column in model.model_fields and issubclass(model, Row):
        return choices(model, column)
    return ("scale", "dots", "points")


def cross_faults(
    model: type[Row], record: Record, known: KnownIds, client: Client
) -> Iterator[Fault]:
    """Yield what is wrong with a readable row in the light of the other tables."""
    yield from _dangling(model, record, known)
    if model.TABLE == "scores":
        yield from _score_faults(record, client)
    if model.TABLE == "marks":
        yield from _mark_faults(record, known)


def _dangling(model: type[Row], record: Record, known: KnownIds) -> Iterator[Fault]:
    for column, refers in references(model).items():
        ids = known.get(refers.table, ())
        value = record.get(column)
        for part in str(value).split(";") if refers.many and value else [value]:
            if part is not None and part not in ids:
                hint = did_you_mean(
                    str(part), ids, f"Add it to {refers.table} first, or leave the cell blank."
                )
                allowed = f"an id of {refers.table}: {listed(ids)}"
                yield Fault(column=column, found=shown(part), allowed=allowed, hint=hint)


def _score_faults(record: Record, client: Client) -> Iterator[Fault]:
    low, high = client.scale_of(str(record.get("measure")))
    score = record.get("score")
    if isinstance(score, float) and not low <= score <= high:
        allowed = f"{low:g} to {high:g}"
        hint = "Correct it, or leave the row out if nobody answered."
        yield Fault(column="score", found=f"{score:g}", allowed=allowed, hint=hint)
    if record.get("respondent") is not None and record.get("n", 1) != 1:
        hint = "Leave respondent blank in a row that stands for several answers."
        yield Fault(column="n", found=str(record["n"]), allowed="1 beside a respondent", hint=hint)


def _mark_faults(record: Record, known: KnownIds) -> Iterator[Fault]:
    table, row = str(record.get("table")), str(record.get("row"))
    if table == "findings":
        return
    if table not in TABLES:
        names = [*TABLES, "findings"]
        hint = did_you_mean(table, names, "Name the table the row stands in.")
        yield Fault(column="table", found=shown(table), allowed=listed(names, 20), hint=hint)
    elif row not in known.get(table, ()):
        hint = did_you_mean(row, known.get(table, ()), "Take the mark out.")
        yield Fault(column="row", found=shown(row), allowed=f"an id of {table}", hint=hint)


def table_faults(model: type[Row], records: Sequence[Record]) -> Iterator[tuple[int, Fault]]:
    """Yield what is wrong between the rows of one table, each with the position of its row."""
    yield from _twice(records, ("id",), "each id once", "Give one of the two another id.")
    if model.TABLE == "scores":
        answered = [r if r.get("respondent") is not None else {} for r in records]
        keys = ("group", "respondent", "touchpoint", "persona", "measure", "wave", "round")
        yield from _twice(
            answered, keys, "one answer", "Keep one of the two, or give it another round."
        )
    if model.TABLE == "ideas":
        yield from _needs_cycles(records)


def _twice(
    records: Sequence[Record], keys: tuple[str, ...], allowed: str, hint: str
) -> Iterator[tuple[int, Fault]]:
    first: dict[tuple[Any, ...], int] = {}
    for position, record in enumerate(records):
        key = tuple(record.get(name) for name in keys)
        if record.get(keys[0]) is None or first.setdefault(key, position) == position:
            continue
        column = keys[0] if len(keys) == 1 else "respondent"
        found = f"{shown(record[column])} a second time"
        yield position, Fault(column=column, found=found, allowed=allowed, hint=hint)


def _needs_cycles(records: Sequence[Record]) -> Iterator[tuple[int, Fault]]:
    needs = {
        str(r.get("id")): [n for n in str(r.get("needs", "")).split(";") if n] for r in records
    }
    position = {str(r.get("id")): place for place, r in reversed(list(enumerate(records)))}
    done: set[str] = set()
    for start in needs:
        cycle = _walk(start, needs, done, [])
        if cycle:
            found = " needs ".join([*cycle, cycle[0]])
            hint = "Take one of these needs out."
            yield (
                position[cycle[0]],
                Fault(column="needs", found=found, allowed="no circle", hint=hint),
            )


def _walk(start: str, needs: Mapping[str, list[str]], done: set[str], path: list[str]) -> list[str]:
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
            record[column] = ";".join(
                by_name.get(part.strip().lower(), part.strip()) for part in parts
            )


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
    "Event", "Fault", "KnownIds", "cross_faults", "give_ids", "is_blank", "names_to_ids", "read_row",
    "resolve_names", "shown", "table_faults", "validation_faults",
]  # fmt: skip
