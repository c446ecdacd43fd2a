"""The board in the page: hears what it asks for, answers, and sends what changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget

from touchkit.screens.modules import joined, read_modules, styles
from touchkit.steps.board import BoardState, Message, Reply

_HERE = Path(__file__).parent
_QUIET = 0.25
"""For how many seconds nobody must change anything before what looks wrong is worked out."""


class BoardWidget(anywidget.AnyWidget):
    """The map as a wall of cards; no trait holds it, every view is told what changed.

    Parameters
    ----------
    state : BoardState
        What the board shows, and what becomes of what is asked.
    report : callable
        Is given whatever else an intent raised, to be shown on the page.
    """

    _esm = joined(read_modules(_HERE))
    _css = styles(_HERE)

    def __init__(self, state: BoardState, report: Callable[[Exception], None]) -> None:
        super().__init__()
        self.state, self._report = state, report
        self._seen = False
        self._wanted: Message = {}
        self._waiting: asyncio.TimerHandle | None = None
        self.on_msg(self._hear)

    def follow(self) -> None:
        """Send what changed since, here or elsewhere."""
        self._tell(self.state.news())
        self._look_soon()

    def show_card(self, where: Mapping[str, str]) -> None:
        """Have a card opened, or a new one begun in a cell; kept until a view is there."""
        self._wanted = {"kind": "show", **where}
        if self._seen:
            self._tell([self._wanted])
            self._wanted = {}

    def _hear(self, _widget: Any, content: Any, _buffers: Any) -> None:
        """Deal with a message of a view; what goes wrong is shown on the page, never swallowed."""
        try:
            kind = content.get("kind") if isinstance(content, Mapping) else None
            if kind == "hello":
                self._greet()
            elif kind == "intent":
                self._answer(content)
        except Exception as error:  # noqa: BLE001 # shown on the page, where the person looks
            self._report(error)

    def _greet(self) -> None:
        self._tell(self.state.whole())
        self._seen = True
        if self._wanted:
            self._tell([self._wanted])
            self._wanted = {}
        self._look_soon()

    def _answer(self, content: Mapping[str, Any]) -> None:
        """Do what is asked; the view hears of it before the page around it is drawn again."""
        state, args = self.state, content.get("args")
        view = args.get("view") if isinstance(args, Mapping) else None
        with state.session.hold_trait_notifications(), state.cards.hold_trait_notifications():
            try:
                reply = state.act(content.get("name"), args)
            except Exception as error:  # noqa: BLE001 # answered here and shown on the page
                self._report(error)
                reply = Reply(ok=False, said=state.session.error)
            changed = state.news()
            deltas = [one for one in changed if one["kind"] != "told"]
            answer: Message = {
                "kind": "reply", "view": content.get("view", view), "n": content.get("n"),
                "ok": reply.ok, "said": reply.said,
            }  # fmt: skip
            answer |= {"rows": list(reply.rows)} if reply.rows else {}
            self._tell([*deltas, answer, *(one for one in changed if one["kind"] == "told")])
        self._look_soon()

    def _look_soon(self) -> None:
        """Work out what looks wrong once nobody changes anything for a moment; at once in a test."""
        if not self.state.late:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._look()
            return
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = loop.call_later(_QUIET, self._look)

    def _look(self) -> None:
        self._waiting = None
        try:
            self._tell(self.state.findings())
        except Exception as error:  # noqa: BLE001 # as in _hear
            self._report(error)

    def _tell(self, messages: list[Message]) -> None:
        for message in messages:
            self.send(message)
