"""The people in the room: counted or pasted, then named and placed in a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.screens.controls import Maker, column, hide_label, html, offer, row, show, show_if
from touchkit.screens.markup import framed, quiet
from touchkit.steps.attendance import MOST_PEOPLE, ROLES
from touchkit.steps.people import MAKE, PeopleState

_EMPTY = (
    '<div class="tk-empty">Nobody is in the list yet. Say how many people are here: that is enough to count '
    "hands. Paste their names and departments to see later where departments differ. A nickname will do.</div>"
)
_HINT = "Anna / Shop\nBen / Workshop\nCleo / Shop / facilitator"
_NOWHERE = ("no department", "")
_ROLES = tuple((role, role) for role in ROLES)


class PeoplePanel(widgets.VBox):
    """Who is here.

    Parameters
    ----------
    state : PeopleState
        What decides.
    make : Maker
        Makes the controls.
    """

    def __init__(self, state: PeopleState, make: Maker) -> None:
        self.state, self.maker = state, make
        self._departments: list[tuple[str, str]] = []
        self.count = make.number("How many people are here", self._count, high=MOST_PEOPLE)
        self.count.add_class("tk-count-of")
        self.paste = make.toggle("Paste a list", self._unfold)
        self.list = make.area("Name / department, a line each", lambda _: None, hint=_HINT, rows=5)
        self.add = make.button("Add these people", self._add, kind="main")
        self.list.add_class("tk-label-above")
        self.drawer = column(self.list, row(self.add), kind="tk-drawer")
        self.question = html()
        self.answers: list[widgets.Dropdown] = []
        self.meant = column()
        self.agree = make.button("Add them so", self._answer, kind="main")
        self.drop = make.button("Not now", state.never_mind)
        self.asking = column(
            self.question, self.meant, row(self.agree, self.drop), kind="tk-drawer"
        )
        self.said = html()
        self.rows: list[_PersonRow] = []
        self.everybody = column(kind="tk-people")
        self.department = make.text(
            "Another department", self._make_department, hint="Type its name", wide=True
        )
        self.widths = [widgets.Layout(width=width) for width in ("38%", "29%", "24%")]
        title = html()
        title.value = framed("<h2>Who is here</h2>")
        super().__init__(
            [title, row(self.count, self.paste), self.drawer, self.asking, self.said, self.everybody, self.department]
        )  # fmt: skip
        self.add_class("tk-panel")
        show_if(self.drawer, needed=False)

    def draw(self) -> None:
        """Show who is in the list."""
        people, asked = self.state.rows(), self.state.asked
        self._departments = [_NOWHERE, *self.state.departments()]
        show(self.count, value=len(people))
        told = quiet(self.state.told) if self.state.told else ""
        self.said.value = framed(told or ("" if people or asked else _EMPTY))
        show_if(self.said, told or not (people or asked))
        show_if(self.drawer, self.paste.value and not asked)
        show_if(self.asking, asked)
        show_if(self.everybody, people)
        self._ask(asked)
        self._fill(people)

    def _ask(self, asked: Sequence[tuple[str, str]]) -> None:
        names = ", ".join(f"“{escape(word)}”" for word, _ in asked)
        many = "these departments" if len(asked) > 1 else "this department"
        self.question.value = framed(f"<p>There is no {names} yet. Make {many}?</p>")
        while len(self.answers) < len(asked):
            self.answers.append(self.maker.choice("", lambda _: None, wide=True))
            self.meant.children = tuple(self.answers)
        for place, answer in enumerate(self.answers):
            show_if(answer, place < len(asked))
        for answer, (word, near) in zip(self.answers, asked, strict=False):
            if answer.description == word and answer.options:
                continue
            there = [(f"It is {name}", row) for name, row in self.state.departments()]
            show(answer, description=word)
            offer(answer, [(f"Make department {word}", MAKE), *there, ("Leave it blank", "")], near)

    def _fill(self, people: Sequence[Mapping[str, Any]]) -> None:
        """Show each person in a row of its own; a row stays with its person."""
        ids = [person["id"] for person in people]
        known = {one.id: one for one in self.rows if one.id in ids}
        spare = [one for one in self.rows if one.id not in ids]
        shown = [known.get(row) or (spare.pop(0) if spare else _PersonRow(self)) for row in ids]
        if [one for one in self.rows if one in shown] != shown:
            self.rows = [*shown, *spare]
            self.everybody.children = tuple(self.rows)
        for one, person in zip(shown, people, strict=True):
            one.fill(person, self._departments)
        for one in self.rows:
            show_if(one, one in shown)

    def act(self, done: bool) -> None:  # noqa: FBT001 # what every action of the State returns
        """After an action: what was refused is shown again as it is stored."""
        if not done:
            self.draw()

    def _count(self, number: int) -> None:
        self.act(self.state.count(number))

    def _unfold(self, _value: object = None) -> None:
        show_if(self.drawer, self.paste.value and not self.state.asked)

    def _add(self) -> None:
        if self.state.paste(self.list.value):
            self._fold()

    def _answer(self) -> None:
        asked = [word for word, _ in self.state.asked]
        meant = {word: answer.value for word, answer in zip(asked, self.answers, strict=False)}
        if self.state.answer(meant):
            self._fold()

    def _fold(self) -> None:
        show(self.list, value="")
        show(self.paste, value=False)
        self._unfold()

    def _make_department(self, name: str) -> None:
        if name and self.state.make_department(name):
            show(self.department, value="")


class _PersonRow(widgets.HBox):
    """One person, edited in place."""

    def __init__(self, panel: PeoplePanel) -> None:
        self.id, state, make = "", panel.state, panel.maker
        act: Callable[[bool], None] = panel.act
        self.alias = make.text("Name", lambda alias: act(state.rename(self.id, alias)))
        self.department = make.choice("Department", lambda row: act(state.place(self.id, row)))
        self.role = make.choice("Role", lambda role: act(state.cast(self.id, role)), _ROLES)
        self.out = make.button("×", lambda: act(state.remove(self.id)), kind="small")
        for control, width in zip(
            (self.alias, self.department, self.role), panel.widths, strict=True
        ):
            hide_label(control).layout = width
        super().__init__([self.alias, self.department, self.role, self.out])
        self.add_class("tk-person")

    def fill(self, person: Mapping[str, Any], departments: Sequence[tuple[str, str]]) -> None:
        """Show a person."""
        self.id = person["id"]
        show(self.alias, value=person["alias"])
        offer(self.department, departments, person["department"])
        offer(self.role, _ROLES, person["role"])
        show(self.out, tooltip=f"Take {person['alias']} out of the list")
