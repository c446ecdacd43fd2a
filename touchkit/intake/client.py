"""The client's settings, from client.toml or from a workbook's sheet `client`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from touchkit.errors import IntakeError, Problem
from touchkit.intake.sheets import Sheet, Unreadable, decode
from touchkit.model import CLIENT_TABLES, Client
from touchkit.model.faults import validation_faults
from touchkit.model.text import clean, is_blank, listed

CLIENT_FILE = "client.toml"
_LISTS = [model.TABLE for model in CLIENT_TABLES]


@dataclass(kw_only=True)
class ClientRead:
    """What was read of a client's settings.

    Attributes
    ----------
    client : Client or None
        The settings; None where they cannot be read.
    sheets : list of Sheet
        One for each of ``[[stages]]``, ``[[departments]]`` and so on.
    events : str or None
        The name of the events file beside a workbook.
    problems : list of Problem
        What is wrong with the settings; none of them can be set aside.
    notes : list of str
        What a reader should know although nothing is wrong.
    doubtful : set of str
        The lists that could not be read.
    """

    client: Client | None = None
    sheets: list[Sheet] = field(default_factory=list)
    events: str | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)


def read_client_toml(path: Path, *, encoding: str | None = None) -> ClientRead:
    """Read client.toml, which is UTF-8; failing that, the encoding named."""
    try:
        text, notes = decode(path, path.name, encoding, utf8_first=True)
        content = tomllib.loads(text.replace("\r\n", "\n"))
    except IntakeError as error:
        return ClientRead(problems=list(error.problems), doubtful=set(_LISTS))
    except tomllib.TOMLDecodeError as error:
        hint = "Mend that line, or get the whole file again; text needs quotes around it."
        problem = Problem(file=path.name, found=str(error), allowed="complete TOML", hint=hint)
        return ClientRead(problems=[problem], doubtful=set(_LISTS))
    read = ClientRead(notes=list(notes))
    for name in [name for name in _LISTS if name in content]:
        _read_list(read, path.name, name, content.pop(name))
    read.client, found = _client(content, path.name)
    read.problems = found + read.problems
    return read


def _read_list(read: ClientRead, file: str, name: str, entries: Any) -> None:
    if isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries):
        read.sheets.append(_sheet(file, name, entries))
        return
    hint, found = f"Begin each entry with a line [[{name}]].", "something else than entries"
    read.problems.append(
        Problem(file=file, column=name, found=found, allowed=f"[[{name}]]", hint=hint)
    )
    read.doubtful.add(name)


def _sheet(file: str, name: str, entries: list[dict[str, Any]]) -> Sheet:
    header = tuple(dict.fromkeys(key for entry in entries for key in entry))
    rows = tuple(
        (number, tuple(entry.get(key) for key in header))
        for number, entry in enumerate(entries, start=2)
    )
    return Sheet(file=file, name=name, header=header, rows=rows, in_toml=True)


def _client(settings: dict[str, Any], file: str) -> tuple[Client | None, list[Problem]]:
    try:
        return Client.model_validate(settings), []
    except ValidationError as error:
        faults = validation_faults(Client, error)
    return None, [
        Problem(file=file, column=f.column, found=f.found, allowed=f.allowed, hint=f.hint)
        for f in faults
    ]


def read_client_sheet(sheet: Sheet) -> ClientRead:
    """Read the sheet `client` of a workbook: the columns setting and value."""
    titles = [title.lower() for title in sheet.header]
    if "setting" not in titles or "value" not in titles:
        hint, found = "Call the two columns setting and value.", listed(sheet.header)
        problem = sheet.problem(1, None, found, "the columns setting, value", hint)
        return ClientRead(problems=[problem])
    names, values = titles.index("setting"), titles.index("value")
    nested: dict[str, Any] = {}
    problems, spoilt = [], set()
    for _, cells in sheet.rows:
        name, value = clean(str(cells[names] or "")).lower(), cells[values]
        wrong = _put(nested, name, value) if name else None
        if wrong is not None:
            found, allowed, hint = wrong
            problems.append(
                Problem(file=sheet.file, column=name, found=found, allowed=allowed, hint=hint)
            )
            spoilt.add(name.split(".")[0])
    events = nested.pop("events", None)
    client, more = _client(_with_labels(nested), sheet.file)
    problems += [one for one in more if str(one.column).split(".")[0] not in spoilt]
    return ClientRead(
        client=None if problems else client,
        events=str(events) if events else None,
        problems=problems,
    )


def _put(settings: dict[str, Any], name: str, value: Any) -> tuple[str, str, str] | None:
    """Put a setting in its place, or return what is wrong with it: found, allowed and hint."""
    if isinstance(value, Unreadable):
        return value.found, "a value", value.hint
    if is_blank(value) and not name.startswith("scale.labels."):
        return None
    nested: Any = settings
    *path, last = [part.upper() if part in {"s", "m", "l"} else part for part in name.split(".")]
    for part in path:
        nested = nested.setdefault(part, {}) if isinstance(nested, dict) else None
    if not isinstance(nested, dict) or last in nested:
        return "the same setting a second time", "each setting once", "Take one of the two out."
    nested[last] = "" if value is None else value
    return None


def _with_labels(nested: dict[str, Any]) -> dict[str, Any]:
    """Turn ``scale.labels.1``, ``.2``, … into a list, in the order of their numbers."""
    scale = nested.get("scale")
    labels = scale.get("labels") if isinstance(scale, dict) else None
    if isinstance(scale, dict) and isinstance(labels, dict):
        numbered = sorted(labels, key=lambda number: (len(number), number))
        scale["labels"] = [labels[number] for number in numbered]
    return nested


def flat_settings(client: Client) -> list[tuple[str, Any]]:
    """Return the settings as the rows of the sheet `client`, nested names with dots."""
    return list(_flat("", client.model_dump(mode="json", exclude_none=True)))


def _flat(prefix: str, value: Any) -> Any:
    if isinstance(value, (dict, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value, start=1)
        for name, part in items:
            yield from _flat(f"{prefix}.{name}" if prefix else str(name), part)
    else:
        yield prefix, value
