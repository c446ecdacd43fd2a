"""The matrix in the page: hears where cards are put, answers, and sends what it shows when that changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget

from touchkit.screens.modules import joined, read_modules
from touchkit.steps.board import Message, Reply
from touchkit.steps.facts import Facts
from touchkit.steps.matrix import MatrixState

_HERE = Path(__file__).parent
_BOARD = _HERE.parent / "board"


class MatrixWidget(anywidget.AnyWidget):
    """Cards in cells; no trait holds them, every view is told.

    Its look stands in the screens' style sheet, which goes along on paper.

    Parameters
    ----------
    state : MatrixState
        What is shown, and what becomes of what is asked.
    report : callable
        Is given whatever else an intent raised, to be shown on the page.
    """

    _esm = joined({"dom": read_modules(_BOARD)["dom"]} | read_modules(_HERE))

    def __init__(self, state: MatrixState, report: Callable[[Exception], None]) -> None:
        super().__init__()
        self.state, self._report = state, report
        self._sent: Message = {}
        self._sent_of: tuple[Facts, str] | None = None
        self.on_msg(self._hear)

    def follow(self) -> None:
        """Send the matrix if it differs from what was sent last."""
        if self.state.session.workshop is None:
            return
        facts, effort = self.state.step.facts(), self.state.effort
        known = self._sent_of
        if known is not None and known[0] is facts and known[1] == effort:
            return
        self._sent_of, now = (facts, effort), self.state.shown(facts)
        if now != self._sent:
            self._sent = now
            self.send(now)

    def _hear(self, _widget: Any, content: Any, _buffers: Any) -> None:
        """Deal with a message of a view; what goes wrong is shown on the page, never swallowed."""
        try:
            kind = content.get("kind") if isinstance(content, Mapping) else None
            if kind == "hello":
                self._sent, self._sent_of = {}, None
                self.follow()
            elif kind == "intent":
                self._answer(content)
        except Exception as error:  # noqa: BLE001 # shown on the page, where the person looks
            self._report(error)

    def _answer(self, content: Mapping[str, Any]) -> None:
        """Do what is asked; the view hears of it before the page around it is drawn again."""
        state = self.state
        with state.session.hold_trait_notifications():
            try:
                reply = state.act(content.get("name"), content.get("args"))
            except Exception as error:  # noqa: BLE001 # answered here and shown on the page
                self._report(error)
                reply = Reply(ok=False, said=state.session.error)
            self.follow()
            self.send({"kind": "reply", "n": content.get("n"), "ok": reply.ok, "said": reply.said})
