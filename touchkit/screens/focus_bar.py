"""The touchpoint in focus, its name very big: which of how many, what is next, parked, disputed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape

import ipywidgets as widgets

from touchkit.screens.controls import Maker, hide_label, html, offer, row, show, show_if
from touchkit.screens.markup import framed
from touchkit.steps.focus import Focus, Point

_LONG_NAME, _LIST_NAME = 60, 50
_PLANNED = "Planned: it does not exist yet. Score what they get today instead."
_KINDS = (("parked", "Park"), ("disputed", "Disputed"))


class FocusBar(widgets.VBox):
    """Name, place and marks of one touchpoint, with the way to the others.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    focus : Focus
        What is looked at.
    scored : callable
        Returns the touchpoints that are scored.
    """

    def __init__(self, make: Maker, focus: Focus, scored: Callable[[], set[str]]) -> None:
        self.focus, self._scored = focus, scored
        self.name = html("", "tk-now")
        self.back = make.button("◀ Previous", lambda: focus.move(-1), kind="small")
        self.next = make.button("Next ▶", lambda: focus.move(1), kind="small")
        self.skip = make.button(
            "Skip", self._skip, kind="small", hint="To the next one that is not scored yet"
        )
        self.jump = hide_label(make.choice("Go to", lambda name: focus.go(name or "")))
        self.marks = {
            kind: make.toggle(label, partial(focus.mark, kind), hint=_HINTS[kind])
            for kind, label in _KINDS
        }
        self.reasons = {
            kind: make.text(f"Why {kind}", partial(focus.say_why, kind), wide=True)
            for kind, _ in _KINDS
        }
        self.today = make.text("What do they get today instead?", focus.say_today, wide=True)
        self.way = row(
            self.back, self.next, self.skip, self.jump, *self.marks.values()
        )  # fmt: skip
        self.way.add_class("tk-way")
        self.told = html()
        super().__init__([row(self.name, kind="tk-now-row"), self.told, self.today,
                          *self.reasons.values()])  # fmt: skip

    def draw(self, points: Sequence[Point], *, whose: str) -> None:
        """Show the touchpoint in focus, and whose votes these are where that is unusual."""
        point = self.focus.current(list(points))
        if point is None:
            return
        scored, marked = self._scored(), {kind: self.focus.marked(kind) for kind, _ in _KINDS}
        self.name.value = framed(
            _heading(point, self.focus.place(list(points)), len(points), whose)
        )
        offer(
            self.jump,
            [(_listed(n, p, scored, marked), p.id) for n, p in enumerate(points, 1)],
            point.id,
        )
        for kind, _ in _KINDS:
            there = point.id in marked[kind]
            show(self.marks[kind], value=there)
            show(self.reasons[kind], value=marked[kind].get(point.id, ""))
            show_if(self.reasons[kind], there)
        show(self.today, value=self.focus.today_instead() if point.planned else "")
        show_if(self.today, point.planned)
        told = self._told(point)
        self.told.value = framed(told) if told else ""
        show_if(self.told, told)

    def _told(self, point: Point) -> str:
        said = [_PLANNED] if point.planned else []
        who = self.focus.skipped_by(point)
        if who:
            said.append(f"{who} never comes to this stage, as the persona says.")
        return "".join(f'<p class="tk-notice">{escape(words)}</p>' for words in said)

    def _skip(self) -> None:
        self.focus.skip(self._scored())


_HINTS = {
    "parked": "Leave it for another day; press again to take that away",
    "disputed": "The room does not agree; press again to take that away",
}


def _heading(point: Point, place: int, count: int, whose: str) -> str:
    size = " tk-long" if len(point.name) > _LONG_NAME else ""
    more = f" · {escape(whose)}" if whose else ""
    return (
        f'<h2 class="tk-now-name{size}" dir="auto" title="{escape(point.name[:300])}">{escape(point.name)}</h2>'
        f'<p class="tk-where" dir="auto">{place + 1} of {count} · {escape(point.where)}{more}</p>'
    )


def _listed(number: int, point: Point, scored: set[str], marked: dict[str, dict[str, str]]) -> str:
    name = point.name if len(point.name) <= _LIST_NAME else point.name[:_LIST_NAME] + "…"
    kinds = [kind for kind, rows in marked.items() if point.id in rows]
    more = f" ({', '.join(kinds)})" if kinds else ""
    return f"{'✓' if point.id in scored else '○'} {number} {name}{more}"
