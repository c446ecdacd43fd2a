"""A new client: a pack with stages, channels and lanes to start from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from touchkit import catalogue
from touchkit.errors import InputError
from touchkit.folder import FOLDER_NAME, Place, find, workshop_folder
from touchkit.model import TABLES, Client, to_rows
from touchkit.model.text import clean, slug
from touchkit.pack import Pack, half_done, read_pack, write_pack
from touchkit.pack.practice import LAST_STEP


def new_pack(title: str, *, stage_set: str = "hourglass", starters: bool = False) -> Pack:
    """Return a pack for a new client.

    Parameters
    ----------
    title : str
        The client's name as it stands on every screen.
    stage_set : str
        One of the catalogue's stage sets.
    starters : bool
        Whether the catalogue's touchpoints are put in, planned, for the team to keep or strike.

    Returns
    -------
    Pack
        Stages, departments, channels and lanes filled, everything else empty.

    Raises
    ------
    InputError
        When there is no such stage set, no title, or one with letters that could not be read.
    """
    title = _named(title)
    frames = {
        "stages": catalogue.stages(stage_set),
        "channels": catalogue.channels(),
        "lanes": catalogue.lanes(),
    }
    rows: dict[str, list[dict[str, Any]]] = {name: to_rows(frame) for name, frame in frames.items()}
    found = catalogue.starter_touchpoints()
    names = sorted(set(found["department"]))
    rows["departments"] = [{"id": slug(name), "name": name} for name in names]
    if starters:
        to_set = {} if stage_set == "hourglass" else catalogue.stage_mapping("hourglass", stage_set)
        rows["touchpoints"] = list(_starters(to_rows(found), to_set))
    return Pack.from_rows(Client(title=title), rows)


def _named(title: str) -> str:
    if any("\ud800" <= letter <= "\udfff" for letter in title):
        raise InputError(
            f"The name came through damaged: {title!a}. Type it in a terminal that writes UTF-8, or "
            "set PYTHONUTF8=1 and try again."
        )
    if not clean(title):
        raise InputError("A client needs a name.")
    return clean(title)


def _starters(rows: Iterable[dict[str, Any]], to_set: dict[str, str]) -> Iterable[dict[str, Any]]:
    known = TABLES["touchpoints"].model_fields
    for row in rows:
        stage = to_set.get(row["stage"], row["stage"])
        kept = {name: value for name, value in row.items() if name in known}
        yield kept | {
            "stage": stage, "department": slug(row["department"]), "status": "planned",
            "moment_of_truth": False, "shortlist": False,
        }  # fmt: skip


def place_for(name: str, folder: str | Path | None = None) -> Place:
    """Return where a client of this name would lie; refused where there is one already.

    Raises
    ------
    InputError
        When the name is taken, or no short name can be made of it.
    """
    short = slug(name)
    if not short:
        raise InputError(f"No folder name can be made of {name!r}; give one of a-z, 0-9 and -.")
    try:
        root = workshop_folder(folder)
    except InputError:
        if folder is not None:
            raise
        root = Path.cwd() / FOLDER_NAME
        root.mkdir()
    for taken in (root / short, root / f"{short}.xlsx"):
        if taken.exists():
            raise InputError(
                f"There is a client {short!r} already, at {taken}. Choose another name."
            )
    return Place(name=short, path=root / short)


def make_client(
    title: str, *, stage_set: str = "hourglass", starters: bool = False, name: str = ""
) -> Place:
    """Write a new client's pack into the workshop folder and return where it lies.

    Its folder is called `name`, or where that is blank by a short name made of the title.
    """
    pack = new_pack(title, stage_set=stage_set, starters=starters)
    place = place_for(name or title)
    write_pack(pack, place.path)
    return place


def practice_pack(title: str, *, like: str, until: int | None = None) -> Pack:
    """Return another client's pack, half-finished, to practise on.

    Parameters
    ----------
    title : str
        What stands before the other client's title: ``practice`` makes
        ``Practice: Lavender Home Cleaning``.
    like : str
        The short name of the other client; its files are read, not its live workshop.
    until : int, optional
        The last step that is kept, 0 to 5; None keeps everything. What belongs to which step is
        said by `touchkit.pack.half_done`.

    Returns
    -------
    Pack
        Its settings `like` and `until` remember what it is like. A lone learner is a team of one:
        the team's marks are shown from one person on.

    Raises
    ------
    InputError
        When there is no such client or step, or no title.
    """
    if until is not None and not 0 <= until <= LAST_STEP:
        raise InputError(f"There is no step {until}; the steps go from 0 (nothing done) to 5.")
    title, place = _named(title), find(like)
    pack = half_done(read_pack(place.path), until)
    settings = pack.client.model_dump() | {
        "title": f"{title[0].upper()}{title[1:]}: {pack.client.title}",
        "like": place.name,
        "until": until,
        "smallest_group_team": 1,  # a learner is a team of one
    }
    return replace(pack, client=Client.model_validate(settings))


def practice_again(client: Client) -> Pack:
    """Return a practice client's pack as it was made, read from the client it is like.

    Parameters
    ----------
    client : Client
        The practice client's settings; the title it has now is kept.

    Raises
    ------
    InputError
        When it is no practice client, or the one it is like is gone.
    """
    if client.like is None:
        raise InputError(
            f"{client.title} is not like another client; there is no way to start over."
        )
    pack = practice_pack(client.title, like=client.like, until=client.until)
    return replace(pack, client=pack.client.model_copy(update={"title": client.title}))


def make_practice(title: str, *, like: str, until: int | None = None) -> Place:
    """Write a practice client's pack into the workshop folder and return where it lies."""
    place = place_for(title)
    write_pack(practice_pack(title, like=like, until=until), place.path)
    return place
