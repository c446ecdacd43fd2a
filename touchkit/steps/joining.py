"""Joining: the ideas that look alike, asked about, and those that are ticked, made one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from traitlets import HasTraits, Tuple, Unicode

from touchkit.model import to_rows
from touchkit.model.saying import count, listing
from touchkit.model.text import shortened
from touchkit.steps.bonds import ids
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts
from touchkit.steps.ideas import Idea
from touchkit.steps.lookalikes import Lookalikes, apart, keep_apart
from touchkit.steps.merging import merge, places


class Joining(HasTraits):
    """Which ideas are, or may be, the same; every merger is one action that undo takes back.

    Parameters
    ----------
    enhancing : Enhancing
        The step this is a part of.
    tell : callable, optional
        Called with what a merger made, in words.

    Attributes
    ----------
    ticked : tuple of str
        The ideas that are ticked, in the order in which they were.
    keep : str
        Into which of them the others shall be merged; blank: the first.
    """

    ticked, keep = Tuple(), Unicode()

    def __init__(
        self, enhancing: Enhancing, tell: Callable[[str], None] = lambda _said: None
    ) -> None:
        super().__init__()
        self._tell = tell
        self.enhancing, self.session = enhancing, enhancing.session
        self._looks = Lookalikes()
        self._alike: tuple[Facts, list[tuple[Idea, ...]]] | None = None
        self.session.observe(self._begin_anew, "client")

    def _begin_anew(self, _change: Any) -> None:
        self._looks, self._alike = Lookalikes(), None
        self.untick()

    @property
    def facts(self) -> Facts:
        """What the step shows."""
        return self.enhancing.facts()

    def lookalikes(self) -> list[tuple[Idea, ...]]:
        """Return the groups of ideas that look alike and that nobody has said are different ones."""
        facts = self.facts
        if self._alike is None or self._alike[0] is not facts:
            two = apart(to_rows(facts.tables["ideas"]), to_rows(facts.tables["marks"]))
            self._alike = (facts, self._looks.groups(facts.ideas, two))
        return self._alike[1]

    def there(self, ideas: Sequence[str]) -> bool:
        """Return whether ideas are all there this moment; what is shown may be a second old."""
        return set(ideas) <= set(self.session.tables("ideas")["id"])

    def keep_both(self, ideas: Sequence[str]) -> bool:
        """Remember that ideas which look alike are different ones: nobody is asked again."""
        return self.session.save(
            "keep ideas that look alike", lambda edits: keep_apart(edits, ideas, self.session.who)
        )

    def wider(self, ideas: Sequence[str], keep: str) -> list[str]:
        """Return the names of all an idea would be for once it took in others; none if no more than now."""
        table = self.facts.tables["ideas"]
        rows = {row["id"]: row for row in to_rows(table[table["id"].isin([*ideas, keep])])}
        if keep not in rows:
            return []
        found = places(rows[keep], [rows[one] for one in ideas if one in rows and one != keep])
        return self._named(found) if len(found) > len(ids(rows[keep], "touchpoint")) else []

    def _named(self, touchpoints: Sequence[str]) -> list[str]:
        names = self.facts.names
        return [shortened(names.get(one, one), 40) for one in touchpoints]

    def merge_into(self, keep: str, ideas: Sequence[str]) -> bool:
        """Make ideas one, as one action: the one that is kept takes in the others."""
        others = [idea for idea in ideas if idea != keep]
        titles = {idea.id: shortened(idea.title, 40) for idea in self.facts.ideas}
        what = f"merge {count(len(others), 'idea')} into “{titles.get(keep, keep)}”"
        if not others or not self.session.save(what, lambda edits: merge(edits, keep, others)):
            return False
        if self.enhancing.idea in others:
            self.enhancing.idea = keep
        self.untick()
        self._tell(self._made(keep))
        return True

    def _made(self, keep: str) -> str:
        one = next((idea for idea in self.facts.ideas if idea.id == keep), None)
        if one is None:
            return ""
        return (
            f"✓ Made one: “{shortened(one.title, 60)}” for {listing(self._named(one.touchpoints))}."
        )

    def tick(self, idea: str, wanted: bool) -> None:  # noqa: FBT001 # what a box to tick hands over
        """Tick an idea to be merged, or untick it."""
        rest = tuple(one for one in self.ticked if one != idea)
        self.ticked = (*rest, idea) if wanted else rest

    def untick(self) -> None:
        """Tick nothing."""
        with self.hold_trait_notifications():
            self.ticked, self.keep = (), ""

    def chosen(self) -> list[Idea]:
        """Return the ideas that are ticked and still there, in the order they were ticked."""
        known = {idea.id: idea for idea in self.facts.ideas}
        return [known[idea] for idea in self.ticked if idea in known]

    @property
    def kept(self) -> str:
        """The ticked idea the others shall be merged into; blank: nothing is ticked."""
        ids = [idea.id for idea in self.chosen()]
        return self.keep if self.keep in ids else (ids[0] if ids else "")

    def merge_chosen(self) -> bool:
        """Make one idea of those that are ticked."""
        return self.merge_into(self.kept, [idea.id for idea in self.chosen()])
