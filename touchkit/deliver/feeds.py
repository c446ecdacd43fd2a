"""Calendar feeds (.ics): all acts, or one owner's, to be imported again and again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchkit.deliver.entries import Told, dated, entry, faults, series, task
from touchkit.deliver.writing import write_file
from touchkit.errors import InputError, IntakeError, Problem
from touchkit.intake.feed_entries import ACT, OF, PRODUCT, unpack
from touchkit.intake.feeds import components
from touchkit.model import to_rows
from touchkit.model.faults import shown
from touchkit.model.text import fingerprint, listed, slug

if TYPE_CHECKING:
    import pandas as pd

_OWNER = "X-TOUCHKIT-OWNER"
_CHANGES = ("DTSTAMP", "SEQUENCE", "STATUS")
"""What says how new an entry is, not what it says."""


def calendar_feed(
    acts: pd.DataFrame, path: str | Path, *, occurrences: pd.DataFrame | None = None, owner: str | None = None,
    client: str = "calendar", title: str = "Touchpoint calendar", words: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None, now: dt.datetime | None = None,
) -> Path:  # fmt: skip
    """Write acts as a calendar feed, so that importing it again updates and never doubles.

    What was sent before is known from the file that stands at `path`: its UIDs are kept, an
    entry that says something else gets the next SEQUENCE number and a new DTSTAMP, one that says
    the same is left as it was, and one whose act is gone stays as cancelled. So keep the file
    where it is and write over it; a file elsewhere begins anew, with the same UIDs.

    Acts with a date of their own are all-day events, recurring by RRULE. Acts that hang on
    customers' dates are to-dos without a date, and where `occurrences` are given, each of their
    days is an event besides; so are acts a weekend or a holiday moves, which no RRULE can say.
    Customers' names stay here unless `names` gives them.

    Parameters
    ----------
    acts : pandas.DataFrame
        The table of that name.
    path : str or Path
        The .ics file to write over; folders on the way are made.
    occurrences : pandas.DataFrame, optional
        As `touchkit.plan.calendar` gives it. Days outside its span stay as the former file has them.
    owner : str, optional
        Whose acts alone to write; left out: everybody's.
    client : str
        What follows the act in each UID; the client's short name, so that two clients' acts differ.
    title : str
        What calendar programs call the calendar.
    words : mapping of str to str, optional
        What ids of audiences, channels and touchpoints are called.
    names : mapping of str to str, optional
        How customers are addressed, by id, to go out with the feed.
    now : datetime.datetime, optional
        When it is written; left out: now.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    InputError
        When an act has a rule that never happens or is none, or another calendar stands at `path`.
    TouchkitError
        When the file cannot be written.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> acts = pd.DataFrame({"id": ["card"], "title": ["A card"], "starts": [dt.date(2027, 1, 4)]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     print(
    ...         "UID:card.oak@touchkit"
    ...         in calendar_feed(acts, folder + "/a.ics", client="oak").read_text()
    ...     )
    True
    """
    path = Path(path)
    rows = [row for row in to_rows(acts) if owner is None or _same(row.get("owner"), owner)]
    problems = list(faults(rows))
    if problems:
        raise InputError("These acts cannot stand in a calendar. Nothing was written.", problems)
    former = _former(path)
    told = Told(
        client=slug(client) or "calendar", words=words or {}, names=names or {}, kept=former.uids
    )
    span = _Span() if occurrences is None else _Span.of(occurrences)
    entries = _entries(rows, occurrences, told, span)
    stamp = (now or dt.datetime.now(tz=dt.UTC)).astimezone(dt.UTC).replace(microsecond=0)
    made = [_numbered(one, former.entries.get(str(one["UID"])), stamp) for one in entries]
    here = {str(one["UID"]) for one in made}
    made += list(_left(former, here, {row["id"] for row in rows}, span, stamp))
    return write_file(path, _calendar(made, title, owner).to_ical())


def calendar_feeds(
    acts: pd.DataFrame, folder: str | Path, *, only: str | None = None, **options: Any
) -> list[Path]:
    """Write ``calendar.ics`` with all acts, and a feed of each owner's beside it.

    Parameters
    ----------
    acts : pandas.DataFrame
        The table of that name.
    folder : str or Path
        Where to. A feed there whose owner has no act any more is written as well, all its
        entries cancelled.
    only : str, optional
        Whose feed alone to write.
    **options
        As for `calendar_feed`, but for the owner.

    Returns
    -------
    list of Path
        The files written, everybody's first, then owner by owner.

    Raises
    ------
    InputError
        As `calendar_feed`, and where `only` owns no act and never had a feed here.
    """
    folder = Path(folder)
    named = [name.strip() for name in acts.get("owner", []) if isinstance(name, str)]
    owners = {name.casefold(): name for name in named}
    files = {feed_name(name): name for name in owners.values() if name}
    for path in sorted(folder.glob("calendar-*.ics")):
        gone = _owner_of(path)
        if gone and path.name not in files:
            files[path.name] = gone
    title = options.pop("title", "Touchpoint calendar")
    if only is not None:
        files = {file: name for file, name in files.items() if _same(name, only)}
        if not files:
            known = listed(sorted(owners.values()))
            raise InputError(f"Nobody called {shown(only)} owns an act. Who does: {known}.")
        written = []
    else:
        written = [calendar_feed(acts, folder / "calendar.ics", title=title, **options)]
    return written + [
        calendar_feed(acts, folder / file, owner=name, title=f"{title}: {name}", **options)
        for file, name in sorted(files.items())
    ]


def feed_name(owner: str) -> str:
    """Return the name of an owner's feed; the same whoever else there is."""
    plain = slug(owner)
    lost = plain != owner.lower().replace(" ", "-")
    return f"calendar-{plain}{'-' * bool(plain and lost)}{fingerprint(owner.casefold())[:4] if lost else ''}.ics"


def _same(one: object, other: str) -> bool:
    return isinstance(one, str) and one.strip().casefold() == other.strip().casefold()


@dataclass(kw_only=True)
class _Former:
    """What a feed said before: its entries by UID, and which UID stands for what."""

    entries: dict[str, Any] = field(default_factory=dict)
    uids: dict[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class _Span:
    """The days about which occurrences tell."""

    first: dt.date = dt.date.max
    last: dt.date = dt.date.min

    @staticmethod
    def of(occurrences: pd.DataFrame) -> _Span:
        if occurrences.empty:
            return _Span()
        return _Span(first=occurrences["when"].min().date(), last=occurrences["when"].max().date())


def _former(path: Path) -> _Former:
    if not path.is_file():
        return _Former()
    try:
        found, _, _ = components(path)
    except IntakeError as error:
        raise _not_ours(path, error.problems[0].found) from None
    if not any(str(each.get("PRODID", "")) == PRODUCT for each in found):
        raise _not_ours(path, "somebody else's calendar")
    former = _Former()
    for one in (one for whole in found for kind in ("VEVENT", "VTODO") for one in whole.walk(kind)):
        if "UID" in one and "RECURRENCE-ID" not in one:
            former.entries[str(one["UID"])] = one
            former.uids.setdefault(_key(one), str(one["UID"]))
    return former


def _not_ours(path: Path, found: str) -> InputError:
    hint = "Give the feed another name, or move that file away."
    problem = Problem(
        file=path.name, found=found, allowed="a feed written here before, or no file", hint=hint
    )
    return InputError(f"{path.name} is not written over.", [problem])


def _key(one: Any) -> str:
    """Return which act, or which day of one, an entry of ours stands for."""
    if OF in one:
        return f"{(unpack(one[OF]) or {}).get('id', '')}/{one['DTSTART'].dt if 'DTSTART' in one else ''}"
    return str((unpack(one[ACT]) or {}).get("id", "")) if ACT in one else str(one.get("UID"))


def _told_by_rule(act: Mapping[str, Any], days: set[dt.date], span: _Span) -> bool:
    """Say whether an RRULE tells an act's days: moved off a weekend, they are others."""
    if not act.get("starts"):
        return False
    if not act.get("weekdays_only") or span.last < span.first:
        return True
    return days == {day for day in series(act).dates(span.last) if day >= span.first}


def _entries(
    rows: list[dict[str, Any]], occurrences: pd.DataFrame | None, told: Told, span: _Span
) -> list[Any]:  # fmt: skip
    days = _days(occurrences)
    made = []
    for act in rows:
        by_day = days.get(act["id"], {})
        if _told_by_rule(act, set(by_day), span):
            made.append(entry(act, told))
        else:
            made += [task(act, told), *(dated(act, day, who, told) for day, who in by_day.items())]
    return made


def _days(occurrences: pd.DataFrame | None) -> dict[str, dict[dt.date, list[str]]]:
    """Return the days of each act, with the customers each is for."""
    from pandas import isna

    if occurrences is None or occurrences.empty:
        return {}
    days = occurrences["when"].dt.normalize()
    rows = (
        occurrences.assign(when=days)[["act", "when", "customer"]]
        .drop_duplicates()
        .sort_values("when", kind="stable")
    )
    found: dict[str, dict[dt.date, list[str]]] = {}
    for act, day, customer in zip(*(rows[name].astype("object") for name in rows), strict=True):
        whom = found.setdefault(str(act), {}).setdefault(day.date(), [])
        whom += [] if isna(customer) else [str(customer)]
    return found


def _numbered(one: Any, before: Any, stamp: dt.datetime, *, status: str = "CONFIRMED") -> Any:
    """Add what says how new an entry is: as before where it says the same, else one further."""
    status = "NEEDS-ACTION" if one.name == "VTODO" and status == "CONFIRMED" else status
    same = (
        before is not None
        and _content(one) == _content(before)
        and str(before.get("STATUS")) == status
    )
    for name in _CHANGES:
        one.pop(name, None)
    number = 0 if before is None else int(before.get("SEQUENCE", 0)) + (not same)
    one.add("SEQUENCE", number)
    one.add("DTSTAMP", before["DTSTAMP"].dt if same and "DTSTAMP" in before else stamp)
    one.add("STATUS", status)
    return one


def _content(one: Any) -> list[str]:
    """Return what an entry says, line by line, without what says how new it is."""
    skip = tuple(f"{name}{mark}" for name in _CHANGES for mark in (":", ";"))
    lines = (str(line) for line in one.content_lines())
    return sorted(line for line in lines if line and not line.startswith(skip))


def _left(
    former: _Former, here: set[str], acts: set[str], span: _Span, stamp: dt.datetime
) -> Iterator[Any]:
    """Yield what the former file holds besides: cancelled where its act or its day is gone."""
    for uid, one in former.entries.items():
        if uid in here:
            continue
        act = _key(one).partition("/")[0]
        day = one["DTSTART"].dt if OF in one and "DTSTART" in one else None
        told_of = day is not None and span.first <= day <= span.last
        stays = day is not None and act in acts and not told_of
        copy = one.copy(recursive=True)
        if stays:
            yield copy
        else:
            yield _numbered(copy, one, stamp, status="CANCELLED")


def _calendar(entries: list[Any], title: str, owner: str | None) -> Any:
    import icalendar

    made = icalendar.Calendar()
    made.add("PRODID", PRODUCT)
    made.add("VERSION", "2.0")
    made.add("CALSCALE", "GREGORIAN")
    made.add("METHOD", "PUBLISH")
    made.add("X-WR-CALNAME", title)
    if owner:
        made.add(_OWNER, owner)
    for one in entries:
        made.add_component(one)
    return made


def _owner_of(path: Path) -> str:
    try:
        found, _, _ = components(path)
    except IntakeError:
        return ""
    ours = next((each for each in found if str(each.get("PRODID", "")) == PRODUCT), None)
    return str(ours.get(_OWNER, "")) if ours is not None else ""
