"""Calendar feeds (.ics): all acts, or one owner's, to be imported again and again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchkit.deliver.entries import Told, faults
from touchkit.deliver.feed_days import Span, by_days, entries_of
from touchkit.deliver.feed_memory import Entry, Former, folded, read_former
from touchkit.deliver.feed_numbers import Sent
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
    acts: pd.DataFrame, path: str | Path, *, occurrences: pd.DataFrame | None = None, start: dt.date | None = None,
    end: dt.date | None = None, owner: str | None = None, leave: Collection[str] = (), client: str = "calendar",
    title: str = "Touchpoint calendar", words: Mapping[str, Any] | None = None,
    names: Mapping[str, str] | None = None, now: dt.datetime | None = None,
) -> Path:  # fmt: skip
    """Write acts as a calendar feed, so that importing it again updates and never doubles.

    What was sent before is known from the file that stands at `path`: its UIDs are kept, an
    entry that says something else gets the next SEQUENCE number and a new DTSTAMP, one that says
    the same is left as it was, and one whose act is gone stays as cancelled. So keep the file
    where it is and write over it; a file elsewhere begins anew, with the same UIDs.

    Acts with a date of their own are all-day events, recurring by RRULE. Acts that hang on
    customers' dates are to-dos without a date, and where `occurrences` are given, each of their
    days is an event besides; so are acts a weekend or a holiday moves, which no RRULE can say. An
    act told otherwise than before, by its days and no longer by a rule or the other way round, is
    cancelled as what it was. Customers' names stay here unless `names` gives them.

    Parameters
    ----------
    acts : pandas.DataFrame
        The table of that name.
    path : str or Path
        The .ics file to write over; folders on the way are made.
    occurrences : pandas.DataFrame, optional
        As `touchkit.plan.calendar` gives it.
    start, end : datetime.date, optional
        The days `occurrences` were asked for; left out: its own first and last. Days between them that
        are gone are cancelled, days outside stay as the former file has them.
    owner : str, optional
        Whose acts alone to write; left out: everybody's.
    leave : collection of str, optional
        Acts, by id, nothing can be told of now: what the former file says of them stays as it is.
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
    feed = _Feed(path=Path(path), title=title, owner=owner)
    _write(
        acts, [feed], [feed], occurrences=occurrences, start=start, end=end, leave=leave, client=client,
        words=words, names=names, now=now,
    )  # fmt: skip
    return feed.path


def calendar_feeds(
    acts: pd.DataFrame, folder: str | Path, *, only: str | None = None, **options: Any
) -> list[Path]:
    """Write ``calendar.ics`` with all acts, and a feed of each owner's beside it.

    An act has one UID and one SEQUENCE number in all of them, so that a calendar that takes two
    of them has it once. An act handed over is cancelled in the feed of who had it, with a smaller
    number than it has where it stands now.

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
        As for `calendar_feed`, but for the owner; the title is followed by the owner's name.

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
    all_feeds = [
        _Feed(path=folder / "calendar.ics", title=title),
        *(
            _Feed(path=folder / file, title=f"{title}: {name}", owner=name)
            for file, name in sorted(files.items())
        ),
    ]
    wanted = [one for one in all_feeds if only is None or _same(one.owner, only)]
    if not wanted:
        known = listed(sorted(owners.values()))
        raise InputError(f"Nobody called {shown(only)} owns an act. Who does: {known}.")
    _write(acts, wanted, all_feeds, **options)
    return [one.path for one in wanted]


def feed_name(owner: str) -> str:
    """Return the name of an owner's feed; the same whoever else there is."""
    plain = slug(owner)
    lost = plain != owner.lower().replace(" ", "-")
    return f"calendar-{plain}{'-' * bool(plain and lost)}{fingerprint(owner.casefold())[:4] if lost else ''}.ics"


def _same(one: object, other: str) -> bool:
    return isinstance(one, str) and one.strip().casefold() == other.strip().casefold()


@dataclass(kw_only=True)
class _Feed:
    """A feed to write, or one that stands beside it."""

    path: Path
    title: str
    owner: str | None = None
    former: Former = field(default_factory=Former)

    def has(self, act: Mapping[str, Any]) -> bool:
        return self.owner is None or _same(act.get("owner"), self.owner)


@dataclass(frozen=True, kw_only=True)
class _Round:
    """What all feeds written together have in common."""

    acts: Collection[str]
    leave: Collection[str]
    span: Span
    sent: Sent
    stamp: dt.datetime

    def entries(self, feed: _Feed, told: Mapping[str, list[Entry]]) -> list[Entry]:
        made = [self.sent.tell(one, self.stamp) for entries in told.values() for one in entries]
        return made + list(self._left(feed, told))

    def _left(self, feed: _Feed, told: Mapping[str, list[Entry]]) -> Iterator[Entry]:
        """Yield what the former file holds besides: cancelled where its act or its day is gone."""
        here = {one.uid for entries in told.values() for one in entries}
        for uid, one in feed.former.entries.items():
            if uid in here:
                continue
            if one.act in self.leave:
                yield one
            elif one.act in self.acts and one.act not in told:
                yield one.cancelled(self.stamp)  # handed over to somebody else
            elif by_days(told.get(one.act, ())) and one.day and one.day not in self.span:
                yield self.sent.leave(one, self.stamp)
            else:
                yield self.sent.cancel(one, self.stamp)


def _write(
    acts: pd.DataFrame, wanted: list[_Feed], all_feeds: list[_Feed], *, occurrences: pd.DataFrame | None = None,
    start: dt.date | None = None, end: dt.date | None = None, leave: Collection[str] = (), client: str = "calendar",
    words: Mapping[str, Any] | None = None, names: Mapping[str, str] | None = None, now: dt.datetime | None = None,
) -> None:  # fmt: skip
    rows = {row["id"]: row for row in to_rows(acts) if row["id"] not in leave}
    told_of = [row for row in rows.values() if any(feed.has(row) for feed in wanted)]
    problems = list(faults(told_of))
    if problems:
        raise InputError("These acts cannot stand in a calendar. Nothing was written.", problems)
    for feed in all_feeds:
        feed.former = read_former(feed.path) if feed in wanted else _beside(feed.path)
    kept = {key: uid for feed in reversed(all_feeds) for key, uid in feed.former.uids.items()}
    told = Told(client=slug(client) or "calendar", words=words or {}, names=names or {}, kept=kept)
    span = Span.of(occurrences, start, end)
    made = entries_of(told_of, occurrences, told, span)
    stamp = (now or dt.datetime.now(tz=dt.UTC)).astimezone(dt.UTC).replace(microsecond=0)
    sent = _sent(all_feeds, rows, stamp)
    one_round = _Round(acts=rows, leave=leave, span=span, sent=sent, stamp=stamp)
    for feed in wanted:
        mine = {act: entries for act, entries in made.items() if feed.has(rows[act])}
        write_file(feed.path, _calendar(one_round.entries(feed, mine), feed.title, feed.owner))


def _beside(path: Path) -> Former:
    try:
        return read_former(path)
    except InputError:  # somebody else's: it is not to be written over now
        return Former()


def _sent(feeds: list[_Feed], rows: Mapping[str, Mapping[str, Any]], stamp: dt.datetime) -> Sent:
    sent = Sent()
    for feed in feeds:
        for one in feed.former.entries.values():
            if one.act in rows and not feed.has(rows[one.act]):
                sent.hand_over(one, stamp)
            else:
                sent.add(one)
    return sent


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
