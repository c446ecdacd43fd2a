"""What a workshop remembers about the pack it was opened from."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from touchkit.errors import InputError
from touchkit.intake.events import EVENT_FILES
from touchkit.model import SHEET_TABLES, TABLES, to_rows
from touchkit.pack.record import Pack


def facts_of(pack: Pack, path: Path, fingerprint: str) -> dict[str, str]:
    """Return what the store is to remember about the pack it was filled from."""
    extra = {
        name: [str(column) for column in frame.columns if column not in TABLES[name].model_fields]
        for name, frame in pack.tables.items()
    }
    return {
        "pack": fingerprint,
        "aside": json.dumps([problem.to_dict() for problem in pack.aside]),
        "events": _beside(pack, path),
        "extra": json.dumps({name: columns for name, columns in extra.items() if columns}),
    }


def _beside(pack: Pack, path: Path) -> str:
    """Return where the events lie, from the folder the pack lies in; blank where there are none."""
    return pack.events.relative_to(path.parent).as_posix() if pack.events is not None else ""


def rows_of(pack: Pack) -> dict[str, list[dict[str, Any]]]:
    """Return a pack's tables as plain rows."""
    return {name: to_rows(frame) for name, frame in pack.tables.items()}


def fingerprint_of(path: Path) -> str:
    """Return a value that changes when a pack's files do (of events, only whether there are any)."""
    known = {"client.toml", *(f"{model.TABLE}.csv" for model in SHEET_TABLES)}
    digest = hashlib.blake2b(digest_size=16)
    try:
        for file in [path] if path.is_file() else sorted(path.iterdir()):
            name = file.name.lower()
            content = file.read_bytes() if path.is_file() or name in known else b""
            if content or name in {*known, *EVENT_FILES}:
                digest.update(name.encode() + b"\0" + hashlib.blake2b(content).digest())
    except FileNotFoundError:
        raise InputError(f"There is no pack at {path} any more.") from None
    except OSError as error:
        raise InputError(f"The pack at {path} cannot be read: {error.strerror}.") from None
    return digest.hexdigest()
