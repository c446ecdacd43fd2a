"""The persona gallery: a card each, pressed to be changed where it hangs."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.screens.controls import Maker, html, offer, row, show, show_if, suggest
from touchkit.screens.entry import Entry
from touchkit.screens.markup import framed
from touchkit.screens.pool import Card, Pool
from touchkit.steps.gallery import GalleryState, Portrait
from touchkit.steps.notes import EVIDENCE

_NOBODY = (
    '<p class="tk-empty">Nobody is here yet. Think of one real customer and type a name for them below, then say '
    "what they want and what worries them. Add a second persona only where somebody wants something different; "
    "three or four at most.</p>"
)
_WELL = {"assumed": "tk-look", "observed": "tk-note", "measured": "tk-note"}


class GalleryPanel(widgets.VBox):
    """All personas, the one being changed opened, and a line for the next one.

    Parameters
    ----------
    state : GalleryState
        What is shown.
    make : Maker
        Makes the controls.
    """

    def __init__(self, state: GalleryState, make: Maker) -> None:
        self.state = state
        self.editor = PersonaEditor(state, make)
        self.told = html()
        self.cards = Pool(lambda: PersonaCard(state, make, self.editor))
        self.cards.add_class("tk-personas")
        self.entry = Entry(
            make, "New persona", state.add, hint="A name for the next persona, then Enter"
        )
        super().__init__([self.cards, self.told, self.entry])
        self.add_class("tk-gallery")

    def draw(self) -> None:
        """Show the personas as they are stored now."""
        personas = self.state.personas()
        stages = {stage: name for name, stage in self.state.stages()}
        told = _told(self.state.advice()) if personas else _NOBODY
        self.told.value = framed(told) if told else ""
        show_if(self.told, told)
        for card in self.cards.cards:
            card.stages = stages
        self.editor.stages = stages
        self.cards.fill(personas)
        self.entry.keep_to(self.state.session.client)


class PersonaCard(Card):
    """One persona: what is known of it, or the controls that change it."""

    def __init__(self, state: GalleryState, make: Maker, editor: PersonaEditor) -> None:
        self.state, self.editor, self.stages = state, editor, editor.stages
        self.name = make.button("", lambda: state.press(self.row))
        self.body = html()
        self._open = False
        super().__init__([self.name, self.body])
        self.add_class("tk-persona")

    def fill(self, shown: Portrait) -> None:
        """Show a persona."""
        chosen = self.state.chosen == shown.id
        hint = f"Close {shown.name}" if chosen else f"Change what is known of {shown.name}"
        show(self.name, description=shown.name, tooltip=hint)
        if chosen:
            self.editor.fill(shown)
        else:
            self.body.value = framed(portrait(shown, self.stages))
        if chosen != self._open:
            self._open = chosen
            self.children = [self.name, self.editor if chosen else self.body]
            (self.add_class if chosen else self.remove_class)("tk-open")


class PersonaEditor(widgets.VBox):
    """The controls that change the chosen persona; each saves when it is left."""

    def __init__(self, state: GalleryState, make: Maker) -> None:
        self.state, self._make, self.stages = state, make, dict[str, str]()
        self.name = make.text("Name", self._saving("name"), hint="what the room calls this person")
        self.segment = make.suggest(
            "Customer group", self._saving("segment"), hint="such as families"
        )
        self.share = make.text("Share of customers, %", self._saving("share"), hint="55")
        self.evidence = make.choice("How we know", self._saving("evidence"), EVIDENCE)
        self.goal = make.area("What do they want?", self._saving("goal"))
        self.worries = make.area("What worries them?", self._saving("worries"))
        self.promised = make.area("What were they promised?", self._saving("promised"))
        self.quote = make.area("A sentence they would say", self._saving("quote"))
        self.ticks: dict[str, widgets.Checkbox] = {}
        self.skips = row()
        self.done = make.button("Done", lambda: state.press(state.chosen), kind="main")
        self.remove = make.button("Remove …", self._ask, kind="quiet")
        self.warning = html()
        self.yes = make.button("Yes, remove", state.remove, kind="danger")
        self.no = make.button("Keep", lambda: self._ask(leave=False))
        self.sure = row(self.warning, self.yes, self.no)
        facts = [self.name, self.segment, self.share, self.evidence]
        words = [self.goal, self.worries, self.promised, self.quote]
        for control in (*facts, *words):
            control.layout.width = "auto"
        super().__init__(
            [
                row(*facts, kind="tk-facts-row"),
                row(*words, kind="tk-words"),
                row(html("<strong>They never meet</strong>"), self.skips, kind="tk-skips"),
                row(self.done, self.remove),
                self.sure,
            ]
        )

    def _saving(self, field: str) -> Any:
        return lambda value: self.state.describe(**{field: value or ""})

    def _ask(self, *, leave: bool = True) -> None:
        self.state.leaving = self.state.chosen if leave else ""

    def fill(self, shown: Portrait) -> None:
        """Show the chosen persona."""
        for field in ("name", "share", "goal", "worries", "promised", "quote"):
            show(getattr(self, field), value=getattr(shown, field))
        suggest(self.segment, shown.segment, self.state.segments)
        offer(self.evidence, EVIDENCE, shown.evidence)
        self._fill_skips(shown)
        warning = self.state.warning()
        self.warning.value = (
            framed(f'<p class="tk-notice" role="alert">{escape(warning)}</p>') if warning else ""
        )
        show_if(self.sure, warning)
        show_if(self.remove, not warning)

    def _fill_skips(self, shown: Portrait) -> None:
        if list(self.ticks) != list(self.stages):
            self.ticks = {stage: self._tick(stage) for stage in self.stages}
            self.skips.children = tuple(self.ticks.values())
        for stage, tick in self.ticks.items():
            show(tick, description=self.stages[stage], value=stage in shown.skips)

    def _tick(self, stage: str) -> widgets.Checkbox:
        return self._make.tick(stage, lambda on: self.state.skip(stage, on))


def portrait(shown: Portrait, stages: dict[str, str]) -> str:
    """Return what is known of a persona, as HTML."""
    share = f'<span class="tk-share">{escape(shown.share)} %</span>' if shown.share else ""
    group = f"<span>{escape(shown.segment)}</span>" if shown.segment else ""
    badge = f'<span class="tk-badge {_WELL[shown.evidence]}">{escape(shown.evidence)}</span>'
    quote = f"<blockquote>“{escape(shown.quote)}”</blockquote>" if shown.quote else ""
    skipped = [name for stage, name in stages.items() if stage in shown.skips]
    said = [
        ("Wants", shown.goal or "nobody has said yet"),
        ("Worries", shown.worries),
        ("Was promised", shown.promised),
        ("Never meets", ", ".join(skipped)),
    ]
    facts = "".join(
        f'<p class="tk-fact"><strong>{title}</strong> {escape(words)}</p>'
        for title, words in said
        if words
    )
    return f'<div class="tk-who">{share}{group}{badge}</div>{quote}{facts}'


def _told(sentences: Iterable[str]) -> str:
    return "".join(
        f'<p class="tk-notice" role="status">{escape(sentence)}</p>' for sentence in sentences
    )
