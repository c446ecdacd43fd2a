"""Calendar feeds (.ics): all acts, or one owner's, to be imported again and again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchkit.deliver.entries import Told, dated, entry, faults, series, task
from touchkit.deliver.feed_memory import Entry, Former, folded, read_former
from touchkit.deliver.writing import write_file
from touchkit.errors import InputError, IntakeError
from touchkit.intake.feed_entries import PRODUCT
from touchkit.intake.feeds import components
from touchkit.model import to_rows
from touchkit.model.faults import shown
from touchkit.model.text import fingerprint, listed, slug

if TYPE_CHECKING:
    import pandas as pd

_OWNER = "X-TOUCHKIT-OWNER"


def calendar_feed(
    acts: pd.DataFrame, path: str | Path, *, occurrences: pd.DataFrame | None = None, owner: str | None = None,
    client: str = "calendar", title: str = "Touchpoint calendar", words: Mapping[str, Any] | None = None,
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
    words : mapping, optional
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
    former = read_former(path)
    told = Told(
        client=slug(client) or "calendar", words=words or {}, names=names or {}, kept=former.uids
    )
    span = _Span() if occurrences is None else _Span.of(occurrences)
    entries = [Entry.of(one) for one in _entries(rows, occurrences, told, span)]
    stamp = (now or dt.datetime.now(tz=dt.UTC)).astimezone(dt.UTC).replace(microsecond=0)
    here = {one.uid for one in entries}
    made = [one.numbered(former.entries.get(one.uid), stamp) for one in entries]
    made += _left(former, here, {row["id"] for row in rows}, span, stamp)
    return write_file(path, _calendar(made, title, owner))


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
        if path.name not in files and (gone := _owner_of(path)):
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
class _Span:
    """The days about which occurrences tell."""

    first: dt.date = dt.date.max
    last: dt.date = dt.date.min

    @staticmethod
    def of(occurrences: pd.DataFrame) -> _Span:
        if occurrences.empty:
            return _Span()
        return _Span(first=occurrences["when"].min().date(), last=occurrences["when"].max().date())


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


def _left(
    former: Former, here: set[str], acts: set[str], span: _Span, stamp: dt.datetime
) -> Iterator[Entry]:
    """Yield what the former file holds besides: cancelled where its act or its day is gone."""
    for uid, one in former.entries.items():
        if uid in here:
            continue
        day = one.day
        told_of = day is not None and span.first <= day <= span.last
        stays = day is not None and one.key.partition("/")[0] in acts and not told_of
        yield one if stays else one.numbered(one, stamp, status="CANCELLED")


def _calendar(entries: list[Entry], title: str, owner: str | None) -> str:
    import icalendar

    made = icalendar.Calendar()
    made.add("PRODID", PRODUCT)
    made.add("VERSION", "2.0")
    made.add("CALSCALE", "GREGORIAN")
    made.add("METHOD", "PUBLISH")
    made.add("X-WR-CALNAME", title)
    if owner:
        made.add(_OWNER, owner)
    head, end = Entry.of(made).lines[:-1], Entry.of(made).lines[-1]
    texts = [*(f"{folded(line)}\r\n" for line in head), *(one.text() for one in entries)]
    return "".join([*texts, f"{end}\r\n"])


def _owner_of(path: Path) -> str:
    try:
        found, _, _ = components(path)
    except IntakeError:
        return ""
    ours = next((each for each in found if str(each.get("PRODID", "")) == PRODUCT), None)
    return str(ours.get(_OWNER, "")) if ours is not None else ""
