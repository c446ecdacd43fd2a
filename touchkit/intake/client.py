"""The client's settings, from client.toml or from a workbook's sheet `client`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from touchkit.errors import IntakeError, Problem
from touchkit.intake.sheets import Sheet, decode
from touchkit.model import CLIENT_TABLES, Client
from touchkit.model.rules import is_blank, validation_faults
from touchkit.model.text import did_you_mean, listed

CLIENT_FILE = "client.toml"
_LISTS = [model.TABLE for model in CLIENT_TABLES]


def read_client_toml(path: Path) -> tuple[Client | None, list[Sheet], list[Problem], list[str]]:
    """Read client.toml.

    Returns
    -------
    client : Client or None
        The settings; None where they cannot be read.
    sheets : list of Sheet
        One for each of ``[[stages]]``, ``[[departments]]`` and so on.
    problems : list of Problem
        What is wrong with the settings.
    notes : list of str
        What a reader should know.
    """
    try:
        text, notes = decode(path, path.name)
        content = tomllib.loads(text.replace("\r\n", "\n"))
    except IntakeError as error:
        return None, [], list(error.problems), []
    except tomllib.TOMLDecodeError as error:
        hint = "Mend that line, or get the whole file again; text needs quotes around it."
        problem = Problem(file=path.name, found=str(error), allowed="complete TOML", hint=hint)
        return None, [], [problem], []
    lists = {name: content.pop(name) for name in _LISTS if name in content}
    sheets, problems = [], []
    for name, entries in lists.items():
        if isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries):
            sheets.append(_sheet(path.name, name, entries))
        else:
            hint = f"Begin each entry with [[{name}]]."
            problems.append(
                Problem(
                    file=path.name, column=name, found="no list", allowed=f"[[{name}]]", hint=hint
                )
            )
    client, found = _client(content, path.name)
    return client, sheets, found + problems, list(notes)


def _sheet(file: str, name: str, entries: list[dict[str, Any]]) -> Sheet:
    header = tuple(dict.fromkeys(key for entry in entries for key in entry))
    rows = tuple(
        (number, tuple(entry.get(key) for key in header))
        for number, entry in enumerate(entries, start=2)
    )
    return Sheet(file=file, name=name, header=header, rows=rows, in_toml=True)


def _client(settings: dict[str, Any], file: str) -> tuple[Client | None, list[Problem]]:
    try:
        return Client.model_validate(_without_blanks(settings)), []
    except ValidationError as error:
        faults = validation_faults(Client, error)
    return None, [
        Problem(file=file, column=f.column, found=f.found, allowed=f.allowed, hint=f.hint)
        for f in faults
    ]


def _without_blanks(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_blanks(part) for name, part in value.items() if not is_blank(part)}
    return value


def read_client_sheet(sheet: Sheet) -> tuple[Client | None, str | None, list[Problem]]:
    """Read the sheet `client` of a workbook: the columns setting and value.

    Returns
    -------
    client : Client or None
        The settings; None where they cannot be read.
    events : str or None
        The name of the events file beside the workbook.
    problems : list of Problem
        What is wrong with the settings.
    """
    titles = [title.lower() for title in sheet.header]
    if "setting" not in titles or "value" not in titles:
        hint = "Call the two columns setting and value."
        found = listed(sheet.header)
        return None, None, [sheet.problem(1, None, found, "the columns setting, value", hint)]
    name_at, value_at = titles.index("setting"), titles.index("value")
    nested: dict[str, Any] = {}
    problems = list(sheet.problems)
    for row, cells in sheet.rows:
        name, value = cells[name_at], cells[value_at]
        if is_blank(name) or is_blank(value):
            continue
        if not _put(nested, str(name).strip().lower(), value):
            known = list(Client.model_fields)
            hint = did_you_mean(str(name), known, "Take the row out.")
            problems.append(sheet.problem(row, "setting", repr(str(name)), listed(known, 30), hint))
    events = nested.pop("events", None)
    client, found_there = _client(_as_lists(nested), sheet.file)
    return client, str(events) if events else None, problems + found_there


def _put(settings: dict[str, Any], name: str, value: Any) -> bool:
    nested: Any = settings
    *path, last = name.split(".")
    for part in path:
        nested = nested.setdefault(_size_key(part), {})
        if not isinstance(nested, dict):
            return False
    nested[_size_key(last)] = value
    return True


def _size_key(part: str) -> str:
    return part.upper() if part in {"s", "m", "l"} else part


def _as_lists(nested: dict[str, Any]) -> dict[str, Any]:
    """Turn ``scale.labels.1``, ``.2``, … into a list."""
    labels = (
        nested.get("scale", {}).get("labels") if isinstance(nested.get("scale"), dict) else None
    )
    if isinstance(labels, dict):
        numbered = sorted(labels.items(), key=lambda item: int(item[0]) if item[0].isdigit() else 0)
        nested["scale"]["labels"] = [value for _, value in numbered]
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
