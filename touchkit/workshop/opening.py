"""Opening a client's workshop: from its store, or the first time from its pack."""

from __future__ import annotations

import getpass
import os

from touchkit.folder import find
from touchkit.model.text import clean
from touchkit.pack import read_pack
from touchkit.pack.facts import facts_of, fingerprint_of, rows_of
from touchkit.store import Store
from touchkit.workshop.live import Workshop


def open_workshop(
    client: str = "",
    *,
    database: str | None = None,
    who: str | None = None,
    set_aside: bool = False,
) -> Workshop:
    """Open a client's workshop; the first time, its store is made from the pack.

    Parameters
    ----------
    client : str
        The client's short name or the path of its pack; blank: the client chosen on the start page.
    database : str, optional
        A SQLAlchemy address; else ``TOUCHKIT_DATABASE``, else ``workshop.sqlite`` beside the pack.
    who : str, optional
        Who is at the keyboard; else ``TOUCHKIT_WHO``, else the name of the computer's account.
    set_aside : bool
        Whether a pack with faulty rows is opened without them.

    Returns
    -------
    Workshop

    Raises
    ------
    InputError
        When there is no such client.
    PackError
        When the pack has problems, all of them listed.
    StoreError
        When the database cannot be opened.
    """
    place = find(client)
    address = database or os.environ.get("TOUCHKIT_DATABASE")
    store = Store(address or place.database, place.name)
    if not store.exists:
        fingerprint = fingerprint_of(place.path)
        pack = read_pack(place.path, set_aside=set_aside)
        store.create(pack.client, rows_of(pack), facts_of(pack, place.path, fingerprint))
    store.check()
    named = (clean(name) for name in (who or "", os.environ.get("TOUCHKIT_WHO", ""), _account()))
    return Workshop(store, place, next((name for name in named if name), "somebody"))


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"
