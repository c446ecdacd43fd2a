"""A live workshop beside its pack on disk: what changed there, taken over, written anew."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from touchkit.errors import InputError
from touchkit.pack import Pack, read_pack, write_pack
from touchkit.pack.facts import facts_of, fingerprint_of, rows_of
from touchkit.workshop.rows import LiveRows


class LivePack(LiveRows):
    """One client's rows, live, and the files they came from."""

    @property
    def events(self) -> Path | None:
        """Where the CRM's events lie; None where there are none."""
        known = self.store.facts().get("events")
        path = self.place.path.parent / known if known else None
        return path if path is not None and path.is_file() else None

    @property
    def aside(self) -> list[dict[str, Any]]:
        """The problems of rows set aside when the pack was opened, as plain dicts."""
        rows: list[dict[str, Any]] = json.loads(self.store.facts().get("aside", "[]"))
        return rows

    @property
    def pack_changed(self) -> bool:
        """Whether the pack's files are no longer those this workshop was opened from."""
        return self.store.facts().get("pack") != fingerprint_of(self.place.path)

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know on opening, each with the choices there are."""
        said = []
        if self.pack_changed:
            said.append(
                f"The files of {self.name} have changed since this workshop was opened. keep_workshop() goes on "
                "with the workshop, take_pack() takes over the files (undo brings the workshop back), "
                "export(path) writes the workshop somewhere else first."
            )
        if self.aside:
            said.append(
                f"{len(self.aside)} problems of the pack: their rows are set aside (see .aside)."
            )
        return tuple(said)

    def keep_workshop(self) -> None:
        """Go on with the live workshop although the pack's files have changed."""
        self.store.remember(pack=fingerprint_of(self.place.path))

    def take_pack(self) -> None:
        """Take over the pack's files, as one action that can be undone; a snapshot is kept as well.

        After undo the files count as changed again, so that `export` does not write over them.

        Raises
        ------
        PackError
            When the pack has problems; the workshop stays as it is.
        """
        # Taken first: what is changed while the files are read shall be noticed later.
        fingerprint = fingerprint_of(self.place.path)
        pack = read_pack(self.place.path)
        facts = facts_of(pack, self.place.path, fingerprint)
        self.store.replace(
            pack.client, rows_of(pack), self.who, "take over the pack's files", facts
        )

    def become(self, pack: Pack, what: str) -> None:
        """Become equal to a pack that lies elsewhere, as one action that can be undone.

        A snapshot is kept as well. The workshop's own files, and its events, stay as they are.

        Parameters
        ----------
        pack : Pack
            What the workshop is to hold.
        what : str
            The action in words: `start the practice over`.
        """
        own = facts_of(replace(pack, events=None), self.place.path, "")
        facts = {name: own[name] for name in ("aside", "extra")}
        self.store.replace(pack.client, rows_of(pack), self.who, what, facts)

    def pack(self) -> Pack:
        """Return the workshop as it is now as a pack."""
        client, tables = self.store.state()
        return Pack(client=client, tables=tables, events=self.events)

    def export(self, path: str | Path, *, names: bool = False, replace: bool = False) -> Path:
        """Write the workshop as it is now as a pack.

        Parameters
        ----------
        path : str or Path
            A folder, or a workbook where it ends in ``.xlsx``.
        names : bool
            Whether customers' call names are written too. They are kept where the pack's own
            files are written anew: those hold them already.
        replace : bool
            Whether to write over another pack, or any other file or folder, that is there already.

        Raises
        ------
        InputError
            When something is there already and `replace` was not said, or when this would overwrite
            the pack's own files although they changed meanwhile or hold rows that were set aside.
        """
        own, there = self.is_own(path), Path(path)
        if own:
            self._refuse_to_overwrite()
        elif not replace and there.exists() and (there.is_file() or any(there.iterdir())):
            raise InputError(
                f"There is something at {path} already. Nothing was written. Choose another place, or say "
                "that it may be replaced (--replace, in Python replace=True)."
            )
        pack = self.pack()
        if not names and not own:
            hidden = pack.customers.assign(
                call_name=pd.Series(pd.NA, dtype="str", index=pack.customers.index)
            )
            tables = dict(pack.tables) | {"customers": hidden}
            pack = Pack(client=pack.client, tables=tables, events=pack.events)
        written = write_pack(pack, path)
        if own:
            self.keep_workshop()
        return written

    def is_own(self, path: str | Path) -> bool:
        """Say whether a path is where this workshop's own pack lies."""
        return Path(path).resolve() == self.place.path.resolve()

    def _refuse_to_overwrite(self) -> None:
        """Refuse to write over what the workshop does not hold."""
        if self.pack_changed:
            raise InputError(
                f"The files of {self.name} have changed since this workshop was opened, and writing would undo "
                "that. Nothing was written. keep_workshop() first if the workshop is to win."
            )
        if self.aside:
            raise InputError(
                f"The files of {self.name} hold rows that were set aside, and writing would lose them. Nothing "
                "was written. Mend them and take_pack(), or export to another place."
            )
