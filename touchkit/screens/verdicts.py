"""One touchpoint in step 5: what may be said of it, what is in the way, what was wanted, the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.screens.controls import Maker, html, row, show, show_if
from touchkit.screens.markup import framed
from touchkit.screens.priorities import wear
from touchkit.steps.enhancing import VERDICTS, Enhancing
from touchkit.steps.facts import Facts
from touchkit.steps.hindrances import Remark
from touchkit.steps.priorities import Priority

_BADGES = {"loses": "tk-mend", "delays": "tk-look", "annoys": "tk-note"}
_FIRST = 4
"""Notes that are shown at once; the rest is behind a line to press."""
_NO_OBSTACLE = (
    "Nothing written down yet. Step 3 asks: where could they give up, what makes them sigh?"
)
_NO_WISH = "Nothing written down yet. Step 4 asks: what should they think, feel and do?"


class VerdictPanel(widgets.VBox):
    """What there is to know before the room says keep, fix, delight or stop."""

    def __init__(self, make: Maker, state: Enhancing) -> None:
        self._state = state
        self.head = html()
        self.next = make.button("Next touchpoint", state.turn_on, kind="small")
        self.notes = html()
        self.buttons = {
            verdict: make.button(
                "", partial(state.judge, verdict), kind="verdict",
                hint="Press again to take the verdict away",
            )
            for verdict in VERDICTS
        }  # fmt: skip
        super().__init__(
            [
                row(self.head, self.next, kind="tk-opened-head"),
                self.notes,
                html("<h3>Verdict</h3>"),
                row(*self.buttons.values(), kind="tk-verdict-row"),
            ]
        )

    def draw(self, facts: Facts) -> None:
        """Show the touchpoint that is open."""
        state, late = self._state, self._state.session.late
        current = state.current
        one = next(one for one in facts.found if one.touchpoint == current)
        point = facts.points[current]
        self.head.value = framed(_head(one, point, facts))
        way = _listed(state.in_the_way(), "What is in the way", _NO_OBSTACLE)
        aim = _listed(state.wanted(), "What was wanted", _NO_WISH)
        self.notes.value = framed(f'<div class="tk-way-and-aim">{way}{aim}</div>')
        show_if(self.notes, not late)
        for verdict, button in self.buttons.items():
            given = point.get("verdict") == verdict
            tick = "✓ " if given else ""
            show(button, description=f"{tick}{verdict.capitalize()}\n{VERDICTS[verdict]}")
            wear(button, {"tk-given": given})


def _head(one: Priority, point: Any, facts: Facts) -> str:
    where = [facts.names.get(point.get(name, ""), "") for name in ("stage", "department")]
    where += ["planned"] * (point.get("status") == "planned")
    told = escape(" · ".join(part for part in where if part))
    numbers = f"<p>{escape(one.sentence)}</p>" if one.sentence else ""
    badge = {"more": "tk-note", "unranked": "tk-look"}.get(one.kind, "tk-note")
    note = one.note[:1].upper() + one.note[1:]
    mark = f'<p><span class="tk-badge tk-wrap {badge}">{escape(note)}</span></p>' if note else ""
    return f'<h2>{escape(one.name)}</h2><p class="tk-quiet">{told}</p>{numbers}{mark}'


def _listed(remarks: Sequence[Remark], title: str, none: str) -> str:
    body = _bullets(remarks[:_FIRST]) if remarks else f'<p class="tk-quiet">{none}</p>'
    more = remarks[_FIRST:]
    if more:
        body += f"<details><summary>{len(more)} more</summary>{_bullets(more)}</details>"
    return f"<section><h3>{title}</h3>{body}</section>"


def _bullets(remarks: Sequence[Remark]) -> str:
    items = "".join(f"<li>{_remark(one)}</li>" for one in remarks)
    return f'<ul class="tk-remarks">{items}</ul>'


def _remark(one: Remark) -> str:
    kind = next((badge for word, badge in _BADGES.items() if one.severity.startswith(word)), "")
    severe = f'<span class="tk-badge {kind}">{escape(one.severity)}</span> ' if one.severity else ""
    stage = " (about the whole stage)" if one.about_stage else ""
    return (
        f"{severe}<strong>{escape(one.lane)}</strong> {escape(one.text)}{stage} "
        f'<span class="tk-badge">{escape(one.evidence)}</span>'
    )
