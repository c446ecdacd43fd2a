"""The workshop folder: which clients there are, and which one was chosen on the start page."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from touchkit.errors import InputError
from touchkit.model.text import clean, did_you_mean, listed

FOLDER_NAME = "workshop_data"
_CHOSEN = ".chosen"
_CLIENT_FILE = "client.toml"
_CLIENT_SHEET = "client"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a client's pack lies.

    Attributes
    ----------
    name : str
        The client's short name: the folder's or the workbook's.
    path : Path
        The folder, or the workbook.
    """

    name: str
    path: Path

    @property
    def database(self) -> Path:
        """The SQLite file of the live workshop, beside the pack."""
        if self.path.is_dir():
            return self.path / "workshop.sqlite"
        return self.path.with_name(f"{self.path.stem}.workshop.sqlite")


def workshop_folder(folder: str | Path | None = None) -> Path:
    """Return the folder that holds the clients' packs.

    Parameters
    ----------
    folder : str or Path, optional
        The folder itself. Otherwise ``TOUCHKIT_FOLDER`` names it, else it is the nearest
        `workshop_data` here or further up.

    Raises
    ------
    InputError
        When there is no such folder.
    """
    named = folder or os.environ.get("TOUCHKIT_FOLDER")
    if named:
        path = Path(named).expanduser()
        if not path.is_dir():
            raise InputError(
                f"There is no folder {path}. Make it, or name another in TOUCHKIT_FOLDER."
            )
        return path
    here = Path.cwd()
    for parent in (here, *here.parents):
        if (parent / FOLDER_NAME).is_dir():
            return parent / FOLDER_NAME
    message = (
        f"There is no folder {FOLDER_NAME} in {here} or above it; name one in TOUCHKIT_FOLDER."
    )
    raise InputError(message)


def clients(folder: str | Path | None = None) -> pd.DataFrame:
    """List the clients there are.

    Parameters
    ----------
    folder : str or Path, optional
        Where to look; else ``TOUCHKIT_FOLDER``, else upward for `workshop_data`.

    Returns
    -------
    pandas.DataFrame
        A row a pack, by name: client, title, path, live (whether its workshop has been opened),
        chosen (whether the start page chose it).
    """
    root = workshop_folder(folder)
    picked = chosen(root)
    rows = [
        (
            place.name,
            _title(place.path),
            str(place.path),
            place.database.exists(),
            place.name == picked,
        )
        for place in _places(root)
    ]
    frame = pd.DataFrame(rows, columns=["client", "title", "path", "live", "chosen"])
    return frame.astype(
        {"client": "str", "title": "str", "path": "str", "live": "bool", "chosen": "bool"}
    )


def glance(folder: str | Path | None = None) -> tuple[tuple[str, int], ...]:
    """Return what tells that the list of clients has changed; cheap enough for every second.

    Parameters
    ----------
    folder : str or Path, optional
        Where to look.

    Returns
    -------
    tuple of (str, int)
        Each pack's name, and when what names it was written last.
    """
    naming = {
        place.name: place.path if place.path.is_file() else place.path / _CLIENT_FILE
        for place in _places(workshop_folder(folder))
    }
    return tuple((name, file.stat().st_mtime_ns) for name, file in naming.items())


def _places(root: Path) -> list[Place]:
    """Return the packs of a folder by name; a workbook beside a folder of its name keeps its ending."""
    seen = sorted(entry for entry in root.iterdir() if not entry.name.startswith(("~", "_", ".")))
    folders = [_place_of(entry) for entry in seen if (entry / _CLIENT_FILE).is_file()]
    books = [_place_of(entry) for entry in seen if _is_book(entry)]
    taken = {place.name for place in folders}
    books = [replace(b, name=b.path.name) if b.name in taken else b for b in books]
    return sorted([*folders, *books], key=lambda place: place.name)


def _is_book(path: Path) -> bool:
    return path.suffix.lower() == ".xlsx" and path.is_file()


def _place_of(path: Path) -> Place:
    return Place(name=path.stem if _is_book(path) else path.name, path=path)


def _title(path: Path) -> str:
    """Return a pack's title without reading the pack; its short name where that fails."""
    if path.is_file():
        return _workbook_title(path) or path.stem
    try:
        content = tomllib.loads((path / _CLIENT_FILE).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return path.stem
    return str(content.get("title", path.stem))


def _workbook_title(path: Path) -> str:
    """Return the title in a workbook's sheet `client`; blank where it cannot be read."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception:  # noqa: BLE001 # whatever ails the file is told when it is opened
        return ""
    try:
        sheets = [
            sheet for sheet in book.worksheets if sheet.title.strip().lower() == _CLIENT_SHEET
        ]
        rows = sheets[0].iter_rows(max_col=2, max_row=50, values_only=True) if sheets else ()
        found = (str(value) for name, value in rows if str(name).strip().lower() == "title")
        return next(found, "")
    except (ValueError, KeyError, TypeError):
        return ""
    finally:
        book.close()


def find(client: str = "", folder: str | Path | None = None) -> Place:
    """Return where a client's pack lies.

    Parameters
    ----------
    client : str
        The short name, or the path of a pack; blank: the client chosen on the start page, or
        the only one there is.
    folder : str or Path, optional
        Where to look.

    Raises
    ------
    InputError
        When there is no such client, or none was chosen.
    """
    client = clean(client)
    if client and _is_pack(Path(client)):
        return _place_of(Path(client).resolve())
    if Path(client).name != client and client:
        raise InputError(f"There is no pack at {client}. `touchkit new` makes one.")
    root = workshop_folder(folder)
    places = {place.name: place for place in _places(root)}
    name = client or chosen(root) or (next(iter(places)) if len(places) == 1 else "")
    if name in places:
        return places[name]
    if not name:
        message = (
            f"No client is chosen. Choose one on the start page, or name one: {listed(places)}."
        )
        raise InputError(message)
    hint = did_you_mean(name, places, "`touchkit new` makes one.")
    raise InputError(f"There is no client {name!r} in {root}; there are: {listed(places)}. {hint}")


def _is_pack(path: Path) -> bool:
    try:
        return (path / _CLIENT_FILE).is_file() or _is_book(path)
    except OSError:  # a name longer than any file's
        return False


def chosen(folder: str | Path | None = None) -> str:
    """Return the name of the client chosen on the start page, or an empty string."""
    try:
        return (workshop_folder(folder) / _CHOSEN).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def choose(client: str, folder: str | Path | None = None) -> None:
    """Remember the client chosen on the start page, for all notebooks of this folder.

    Raises
    ------
    InputError
        When there is no such client, or the folder cannot be written to.
    """
    root = workshop_folder(folder)
    place = find(client, root)
    draft = root / f"{_CHOSEN}-{os.getpid()}"
    try:
        draft.write_text(place.name + "\n", encoding="utf-8")
        draft.replace(root / _CHOSEN)
    except OSError as error:
        draft.unlink(missing_ok=True)
        message = (
            f"The choice cannot be remembered in {root}: {error.strerror}. Name the client instead."
        )
        raise InputError(message) from None
