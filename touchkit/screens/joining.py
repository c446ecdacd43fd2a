"""Ideas that look alike, asked about: keep both, or merge them into one; and the bar that merges by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from html import escape

import ipywidgets as widgets

from touchkit.model.saying import count, listing
from touchkit.model.text import shortened
from touchkit.screens.controls import Maker, html, offer, row, show, show_if
from touchkit.screens.markup import framed
from touchkit.screens.pool import Card, Pool
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts
from touchkit.steps.ideas import Idea, told
from touchkit.steps.joining import Joining
from touchkit.steps.lookalikes import MOST

ASKED = 1
"""How many groups are asked about at a time: the room decides one after the other, the list in sight."""
_LETTERS = "ABCDEFGH"


@dataclass(frozen=True, kw_only=True)
class Group:
    """Ideas that look alike, with the id a pool knows them by."""

    id: str
    ideas: tuple[Idea, ...]


class LookalikesPanel(widgets.VBox):
    """The groups that nobody has judged yet, the first ones of them."""

    def __init__(self, make: Maker, state: Joining, enhancing: Enhancing) -> None:
        self._state = state
        self.groups = Pool(lambda: GroupCard(make, state, enhancing))
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


class GroupCard(Card):
    """One group: each idea with a letter, and what may be done."""

    def __init__(self, make: Maker, state: Joining, enhancing: Enhancing) -> None:
        self._state, self._enhancing = state, enhancing
        self._ids: tuple[str, ...] = ()
        self.told = html()
        self.both = make.button("Keep both", lambda: state.keep_both(self._ids), kind="small")
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
        )
        show(self.both, description="Keep both" if len(self._ids) == 2 else "Keep all")
        for place, button in enumerate(self.into):
            show_if(button, place < len(self._ids))
            if place < len(self._ids):
                show(
                    button,
                    tooltip=f"Keep {shortened(shown.ideas[place].title, 140)!r}, with what the rest have",
                )

    def _merge(self, place: int) -> None:
        if place < len(self._ids):
            self._state.merge_into(self._ids[place], self._ids)


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
        self.told.value = framed(f"<span>{words}</span>")
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
