"""Ideas that look alike, asked about: keep both, or merge them into one; and the bar that merges by hand."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

import ipywidgets as widgets

from touchkit.model.saying import count, listing
from touchkit.model.text import shortened
from touchkit.screens.controls import Maker, html, offer, row, show, show_if
from touchkit.screens.markup import framed
from touchkit.screens.pool import Card, Pool, Shown
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts
from touchkit.steps.ideas import Idea, told
from touchkit.steps.joining import Joining
from touchkit.steps.lookalikes import MOST

ASKED = 1
"""How many groups are asked about at a time: the room decides one after the other, the list in sight."""
_DOUBLE = 0.5
"""So many seconds after an answer a press is the second half of a double one: nobody has read on."""
_LETTERS = "ABCDEFGH"


@dataclass(frozen=True, kw_only=True)
class Group:
    """Ideas that look alike, with the id a pool knows them by."""

    id: str
    ideas: tuple[Idea, ...]


class LookalikesPanel(widgets.VBox):
    """The groups that nobody has judged yet, the first ones of them.

    Attributes
    ----------
    clock : callable
        Returns what time it is, in seconds.
    """

    def __init__(self, make: Maker, state: Joining, enhancing: Enhancing) -> None:
        self._state = state
        self.clock: Callable[[], float] = time.monotonic
        self._answered = float("-inf")
        self.groups = Groups(lambda: GroupCard(make, self, state, enhancing))
        self.more = html()
        super().__init__([self.groups, self.more])
        self.add_class("tk-call-alike")

    def draw(self, facts: Facts) -> None:
        """Ask about the first groups."""
        del facts
        found = self._state.lookalikes()
        self.groups.fill(
            [Group(id=";".join(idea.id for idea in group), ideas=group) for group in found[:ASKED]]
        )
        rest = len(found) - ASKED
        said = f"{rest} more look alike; they are asked about next." if rest > 0 else ""
        self.more.value = framed(f'<p class="tk-quiet">{said}</p>') if said else ""
        show_if(self.more, said)
        show_if(self, found)

    def keep_all(self, ideas: Sequence[str]) -> None:
        """Keep the ideas of a group apart."""
        self._answer(ideas, lambda: self._state.keep_both(ideas))

    def merge(self, keep: str, ideas: Sequence[str]) -> None:
        """Merge the ideas of a group into one of them."""
        self._answer(ideas, lambda: self._state.merge_into(keep, ideas))

    def _answer(self, ideas: Sequence[str], act: Callable[[], object]) -> None:
        """Do what was pressed, unless the group is gone or the press belonged to the one before it."""
        if self.clock() - self._answered < _DOUBLE or not self._state.there(ideas):
            return
        act()
        self._answered = self.clock()


class Groups(Pool):
    """A pool whose cards do not pass from one group to the next at once.

    A second press on a card may be on its way when the next group is shown: it must not answer for
    that one.
    """

    def fill(self, rows: Sequence[Shown]) -> None:
        """Show these groups; what showed one that is gone stays hidden until the next time."""
        wanted, known = {row.id for row in rows}, {card.row for card in self.cards}
        left = [card for card in self.cards if card.row and card.row not in wanted]
        if left and wanted - known:
            rest = [card for card in self.cards if card not in left]
            spare = [] if any(not card.row for card in rest) else [self._make()]
            self.cards = self.children = [*rest, *spare, *left]
        super().fill(rows)


class GroupCard(Card):
    """One group: each idea with a letter, and what may be done."""

    def __init__(
        self, make: Maker, panel: LookalikesPanel, state: Joining, enhancing: Enhancing
    ) -> None:
        self._panel, self._state, self._enhancing = panel, state, enhancing
        self._ids: tuple[str, ...] = ()
        self.told = html()
        self.both = make.button("Keep both", self._keep_all, kind="small")
        self.into = [
            make.button(f"Merge into {_LETTERS[n]}", partial(self._merge, n), kind="small")
            for n in range(MOST)
        ]
        super().__init__([self.told, row(self.both, *self.into)])
        self.add_class("tk-call-group")

    def fill(self, shown: Group) -> None:
        """Show a group."""
        facts = self._enhancing.facts()
        self._ids = tuple(idea.id for idea in shown.ideas)
        lines = [
            f"<li><strong>{letter}</strong> {escape(shortened(idea.title, 140))} "
            f'<span class="tk-quiet">{escape(_about(idea, facts))}</span></li>'
            for letter, idea in zip(_LETTERS, shown.ideas, strict=False)
        ]
        self.told.value = framed(
            f'<p><strong>These look alike:</strong></p><ul class="tk-call-twins">{"".join(lines)}</ul>'
            f"{self._wider()}"
        )
        show(self.both, description="Keep both" if len(self._ids) == 2 else "Keep all")
        for place, button in enumerate(self.into):
            show_if(button, place < len(self._ids))
            if place < len(self._ids):
                show(
                    button,
                    tooltip=f"Keep {shortened(shown.ideas[place].title, 140)!r}, with what the rest have",
                )

    def _wider(self) -> str:
        """Say which of the mergers would make an idea one for more touchpoints than before."""
        found = dict[frozenset[str], tuple[list[str], list[str]]]()
        for letter, idea in zip(_LETTERS, self._ids, strict=False):
            where = self._state.wider(self._ids, idea)
            if where:
                found.setdefault(frozenset(where), (where, []))[1].append(letter)
        said = []
        for where, letters in found.values():
            every = len(letters) == len(self._ids)
            how = "Made one" if every else f"Merged into {' or '.join(letters)}"
            said.append(f"<p>{how}, it would then be for: {escape(listing(where))}.</p>")
        return "".join(said)

    # A card whose group is gone shows none: what is pressed there answers nothing.

    def _keep_all(self) -> None:
        if self.row:
            self._panel.keep_all(self._ids)

    def _merge(self, place: int) -> None:
        if self.row and place < len(self._ids):
            self._panel.merge(self._ids[place], self._ids)


class MergeBar(widgets.HBox):
    """Merges the ideas that are ticked; always there, so that the list below stands still."""

    def __init__(self, make: Maker, state: Joining) -> None:
        self._state = state
        self.told = html()
        self.keep = make.choice("into", self._keep)
        self.merge = make.button("Merge these", state.merge_chosen, kind="small")
        self.untick = make.button("Untick", state.untick, kind="small")
        super().__init__([self.told, self.merge, self.keep, self.untick])
        self.add_class("tk-row")
        self.add_class("tk-call-merge")

    def draw(self) -> None:
        """Show what is ticked."""
        state, chosen = self._state, self._state.chosen()
        said = {0: "Tick two ideas or more to merge them.", 1: "1 idea ticked; tick another one."}
        words = said.get(len(chosen), f"{count(len(chosen), 'idea')} ticked.")
        where = state.wider([idea.id for idea in chosen], state.kept) if len(chosen) > 1 else []
        words += f" It would then be for: {listing(where)}." if where else ""
        self.told.value = framed(f"<span>{escape(words)}</span>")
        offer(self.keep, [(shortened(idea.title, 60), idea.id) for idea in chosen], state.kept)
        several = len(chosen) > 1
        show_if(self.keep, several)
        show_if(self.merge, several)
        show_if(self.untick, chosen)

    def _keep(self, idea: str | None) -> None:
        self._state.keep = idea or ""


def _about(idea: Idea, facts: Facts) -> str:
    names: Mapping[str, str] = facts.names
    where = listing([shortened(names.get(one, one), 40) for one in idea.touchpoints])
    return f"{where} · {told(idea, facts.client, names)}"
