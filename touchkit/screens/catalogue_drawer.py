"""The catalogue drawer: what other businesses have in a stage, asked as a question, added with one press."""

from __future__ import annotations

from functools import partial
from html import escape

from touchkit.screens.controls import Maker, html, offer, row, show, show_if
from touchkit.screens.markup import framed, quiet
from touchkit.screens.pool import Card, Pool
from touchkit.screens.section import Section
from touchkit.steps.listing import Board
from touchkit.steps.prompting import ANY, CatalogueState, Prompt, sectors

_HOW = (
    "<p>Read a question aloud; whoever can answer it has found a touchpoint. "
    "Empty stages come first, and what is on the map already is not offered.</p>"
)
_ADDED = {"exists": "✓ on the map", "planned": "✓ on the map, planned", "retired": "retired"}


class CatalogueDrawer(Section):
    """Prompts for one stage.

    Parameters
    ----------
    state : CatalogueState
        What is offered.
    make : Maker
        Makes the controls.
    """

    def __init__(self, state: CatalogueState, make: Maker) -> None:
        self.state = state
        self.stage = make.choice("Stage", lambda stage: state.look_at(stage or ""))
        self.sector = make.choice(
            "Kind of business", lambda sector: state.choose_sector(sector or ANY),
            [("any business", ANY), *((name, name) for name in sectors() if name != ANY)],
        )  # fmt: skip
        self.none = html(quiet("The catalogue has nothing more for this stage."))
        self.prompts = Pool(lambda: PromptRow(state, make))
        super().__init__([html(_HOW), row(self.stage, self.sector), self.none, self.prompts])

    def draw(self, board: Board) -> None:
        """Show the prompts, and which of them are on the map by now."""
        state = self.state
        offered = state.draw_up(board)
        offer(self.stage, state.stages(board), state.stage)
        show(self.sector, value=state.sector)
        self.prompts.fill(offered)
        for card in self.prompts.cards:
            if isinstance(card, PromptRow) and card.row:
                card.say(state.is_there(board, card.prompt) if card.prompt else "")
        show_if(self.none, not offered)


class PromptRow(Card):
    """One prompt: its question, and the two ways to add it."""

    def __init__(self, state: CatalogueState, make: Maker) -> None:
        self.state = state
        self.prompt: Prompt | None = None
        self.words, self.done = html(), html()
        self.have = make.button("We have it", partial(self._add, "exists"), kind="small")
        self.plan = make.button("Plan it", partial(self._add, "planned"), kind="small")
        super().__init__([row(self.words, self.done, self.have, self.plan, kind="tk-tp-prompt")])

    def _add(self, status: str) -> None:
        if self.prompt is not None:
            self.state.add(self.prompt, status)

    def fill(self, shown: Prompt) -> None:
        """Show a prompt."""
        if shown != self.prompt:
            self.prompt = shown
            self.words.value = framed(
                f"<p><strong>{escape(shown.name)}</strong><br>{escape(shown.question)}</p>"
            )

    def say(self, status: str) -> None:
        """Say whether it is on the map, or offer to put it there."""
        said = _ADDED.get(status, "")
        self.done.value = framed(f'<p class="tk-tp-done" role="status">{said}</p>') if said else ""
        for button in (self.have, self.plan):
            show_if(button, not said)
