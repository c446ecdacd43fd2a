"""Which number an entry gets: one for all feeds it stands in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from touchkit.deliver.feed_memory import Entry


@dataclass(kw_only=True)
class Sent:
    """What was sent last of each entry, all feeds together.

    An act stands in everybody's feed and in its owner's, with one UID, and somebody may take both
    into one calendar, where the higher SEQUENCE counts (RFC 5546) whichever is taken first. So a
    change has one number in all of them; and where an act was handed over, the cancellation in the
    feed of who had it has the next number of that feed, and the act itself a greater one.

    Attributes
    ----------
    latest : dict of str to Entry
        What was sent last, by UID.
    above : dict of str to int
        The numbers of cancellations for those who had an act before, by UID.
    """

    latest: dict[str, Entry] = field(default_factory=dict)
    above: dict[str, int] = field(default_factory=dict)

    def add(self, one: Entry) -> None:
        """Take in an entry as a feed has it."""
        other = self.latest.get(one.uid)
        if other is None or _newness(one) > _newness(other):
            self.latest[one.uid] = one

    def hand_over(self, one: Entry, stamp: dt.datetime) -> None:
        """Take in an entry of a feed whose owner has its act no more."""
        number = one.cancelled(stamp).number
        self.above[one.uid] = max(number, self.above.get(one.uid, -1))

    def tell(self, one: Entry, stamp: dt.datetime) -> Entry:
        """Return an entry that stands, with its number."""
        before, above = self.latest.get(one.uid), self.above.get(one.uid, -1)
        made = self.latest[one.uid] = one.numbered(before, stamp, above=above)
        return made

    def leave(self, one: Entry, stamp: dt.datetime) -> Entry:
        """Return an entry nothing new is known of, as it was sent last."""
        last = self.latest.get(one.uid, one)
        return self.tell(last, stamp) if last.stands else last

    def cancel(self, one: Entry, stamp: dt.datetime) -> Entry:
        """Return an entry that is no more, cancelled in all feeds with one number."""
        last, above = self.latest.get(one.uid, one), self.above.get(one.uid, -1)
        made = self.latest[one.uid] = last.cancelled(stamp, above=above)
        return made


def _newness(one: Entry) -> tuple[int, bool, str]:
    return one.number, not one.stands, one.get("DTSTAMP")
