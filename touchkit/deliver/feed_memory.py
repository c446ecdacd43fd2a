"""What a feed said when it was written last, and what follows for the numbers its entries get now."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from touchkit.errors import InputError, IntakeError, Problem
from touchkit.intake.feed_entries import ACT, OF, PRODUCT, unpack
from touchkit.intake.feed_lines import scan
from touchkit.intake.sheets import decode

_CHANGES = tuple(f"{name}{mark}" for name in ("DTSTAMP", "SEQUENCE", "STATUS") for mark in ":;")
"""How the lines begin that say how new an entry is, not what it says."""
TO_DO = "to-do"
"""What follows an act's id in the key, and in the UID, of its to-do: its dates as an event are another entry."""
_LONGEST = 75
"""Bytes of a line, RFC 5545."""
_ENTRY = re.compile(r"^BEGIN:(VEVENT|VTODO)\r?$.*?^END:\1\r?$", re.DOTALL | re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\,;nN])")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An entry of a feed as its lines, unfolded.

    Attributes
    ----------
    lines : tuple of str
        From BEGIN to END.
    """

    lines: tuple[str, ...]

    @staticmethod
    def of(component: Any) -> Entry:
        """Return the lines of an icalendar component."""
        lines = []
        for name, value in component.property_items():
            if isinstance(value, bytes):
                lines.append(f"{name}:{value.decode()}")
                continue
            params = getattr(value, "params", None)
            said = params.to_ical().decode() if params else ""
            lines.append(f"{name}{';' * bool(said)}{said}:{value.to_ical().decode()}")
        return Entry(lines=tuple(lines))

    def get(self, name: str) -> str:
        """Return what a line says, as it stands; blank where there is none."""
        for line in self.lines:
            if line.startswith(name) and line[len(name) : len(name) + 1] in (":", ";"):
                return line.partition(":")[2]
        return ""

    @property
    def uid(self) -> str:
        """The entry's UID."""
        return _plain(self.get("UID"))

    @property
    def day(self) -> dt.date | None:
        """The day of an act it stands for; None where it stands for the act."""
        said = self.get("DTSTART")[:8]
        if not self.get(OF) or not said.isdecimal():
            return None
        return dt.datetime.strptime(said, "%Y%m%d").replace(tzinfo=dt.UTC).date()

    @property
    def key(self) -> str:
        """Which act, or which day of one, it stands for."""
        of, act = self.get(OF), self.get(ACT)
        if of:
            return f"{(unpack(_plain(of)) or {}).get('id', '')}/{self.day or ''}"
        if not act:
            return self.uid
        which = str((unpack(_plain(act)) or {}).get("id", ""))
        return f"{which}/{TO_DO}" if self.lines[0] == "BEGIN:VTODO" else which

    @property
    def act(self) -> str:
        """The act it belongs to, by its id."""
        return self.key.partition("/")[0]

    @property
    def number(self) -> int:
        """Its SEQUENCE number."""
        was = self.get("SEQUENCE")
        return int(was) if was.isdecimal() else 0

    @property
    def stands(self) -> bool:
        """Whether it is not cancelled."""
        return self.get("STATUS") != "CANCELLED"

    @property
    def said(self) -> list[str]:
        """What it says, without what says how new it is."""
        return [line for line in self.lines if not line.startswith(_CHANGES)]

    def numbered(
        self, before: Entry | None, stamp: dt.datetime, *, status: str = "", above: int = -1
    ) -> Entry:
        """Return it with what says how new it is: as before where it says the same, else one further.

        Parameters
        ----------
        before : Entry or None
            What was sent last; None: it is new.
        stamp : datetime
            When it is written.
        status : str
            Its STATUS, where it is not the usual one.
        above : int
            A number its own has to be greater than.
        """
        begin, *lines = self.said
        usual = "NEEDS-ACTION" if begin == "BEGIN:VTODO" else "CONFIRMED"
        status, now = status or usual, f"{stamp:%Y%m%dT%H%M%SZ}"
        was = -1 if before is None else before.number
        same = (
            before is not None
            and sorted(before.said) == sorted(self.said)
            and before.get("STATUS") == status
        )
        if before is not None and same and was > above:
            number, now = was, before.get("DTSTAMP") or now
        else:
            number = max(was, above) + 1
        new = (f"SEQUENCE:{number}", f"DTSTAMP:{now}", f"STATUS:{status}")
        return Entry(lines=(begin, *new, *lines))

    def cancelled(self, stamp: dt.datetime, *, above: int = -1) -> Entry:
        """Return it cancelled; one that is already stays as it is."""
        if not self.stands:
            return self
        return self.numbered(self, stamp, status="CANCELLED", above=above)

    def text(self) -> str:
        """Return its lines as a file has them."""
        return "".join(f"{folded(line)}\r\n" for line in self.lines)


def folded(line: str) -> str:
    r"""Return a line in parts no longer than a calendar's may be.

    Examples
    --------
    >>> folded("SUMMARY:Tea"), folded("X" * 80).index("\r\n ")
    ('SUMMARY:Tea', 75)
    """
    if len(line) <= _LONGEST and line.isascii():
        return line
    parts, part, size = [], "", 0
    for sign in line:
        wide = len(sign.encode("utf-8", "replace"))
        if size + wide > _LONGEST:
            parts.append(part)
            part, size = "", 1  # the blank before it counts
        part, size = part + sign, size + wide
    return "\r\n ".join([*parts, part])


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


@dataclass(kw_only=True)
class Former:
    """What a feed said before: its entries by UID, and which UID stands for what."""

    entries: dict[str, Entry] = field(default_factory=dict)
    uids: dict[str, str] = field(default_factory=dict)


def read_former(path: Path) -> Former:
    """Read the feed that stands where one is about to be written; none is nothing to remember.

    Raises
    ------
    InputError
        When what stands there is no feed of this kit.
    """
    former = Former()
    if not path.is_file():
        return former
    try:
        text, _ = decode(path, path.name)
        scan(text, path.name)
    except IntakeError as error:
        raise _not_ours(path, error.problems[0].found) from None
    if f"\nPRODID:{PRODUCT}" not in re.sub(r"\r?\n[ \t]", "", text):
        raise _not_ours(path, "somebody else's calendar")
    for found in _ENTRY.finditer(text):
        lines = re.sub(r"\r?\n[ \t]", "", found[0]).splitlines()
        one = Entry(lines=tuple(lines))
        if one.uid and not one.get("RECURRENCE-ID"):
            former.entries[one.uid] = one
            former.uids.setdefault(one.key, one.uid)
    return former


def _not_ours(path: Path, found: str) -> InputError:
    hint = "Give the feed another name, or move that file away."
    problem = Problem(
        file=path.name, found=found, allowed="a feed written here before, or no file", hint=hint
    )
    return InputError(f"{path.name} is not written over.", [problem])
