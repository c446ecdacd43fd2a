"""What looks wrong on the map, and what one press can do about it: mend it, or accept it as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from traitlets import HasTraits

from touchkit.journey import check
from touchkit.model import to_rows
from touchkit.model.text import clean
from touchkit.steps.listing import Board, TouchpointsState, shortened
from touchkit.steps.prompting import CatalogueState

_FINDINGS, _ACCEPTED = "findings", "accepted"
_ONE_PRESS = {
    "backwards": "Turn the arrow round",
    "empty-stage": "Prompts for this stage",
    "empty-department": "Add a card there",
}
_CHOOSE = {
    "no-owner": ("Owner", "departments"),
    "no-stage": ("Stage", "stages"),
    "unreachable": ("Comes after", "touchpoints"),
    "leads-nowhere": ("Comes before", "touchpoints"),
}
"""What is chosen for a rule that needs a choice, and out of which table."""


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """What can be done about a finding without leaving it.

    Attributes
    ----------
    label : str
        What it is called on the screen; blank: nothing can.
    choices : tuple of (str, str)
        What there is to choose from, words and id; empty: one press does it.
    """

    label: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """One finding.

    Attributes
    ----------
    id, rule, severity, message : str
        As `touchkit.journey.check` returns them.
    touchpoint : str
        The card it stands at; blank: none.
    remedy : Remedy
        What can be done at once.
    """

    id: str
    rule: str
    severity: str
    message: str
    touchpoint: str
    remedy: Remedy

    @property
    def subject(self) -> str:
        """What it is about: the id of a touchpoint, a stage or a department, or two of them."""
        return self.id.partition(":")[2]


class MendingState(HasTraits):
    """The findings, mended or accepted one by one."""

    def __init__(self, cards: TouchpointsState, catalogue: CatalogueState) -> None:
        super().__init__()
        self.cards, self.catalogue, self.session = cards, catalogue, cards.session

    def found(self, board: Board) -> list[Wrong]:
        """Return what looks wrong now, the most urgent first, without what was accepted."""
        if self.session.workshop is None:
            return []
        people = {row["id"]: row["name"] for row in to_rows(self.session.tables("personas"))}
        return [
            Wrong(
                id=row["id"], rule=row["rule"], severity=row["severity"], message=row["message"],
                touchpoint=row.get("touchpoint", ""),
                remedy=_remedy(row["rule"], row["id"].partition(":")[2], board, people),
            )
            for row in to_rows(self.session.workshop.findings())
        ]  # fmt: skip

    def accepted(self) -> list[tuple[str, str]]:
        """Return what was accepted: the finding in words with the reason, and the mark's id."""
        marks = self.session.tables("marks")
        kept = marks[(marks["table"] == _FINDINGS) & (marks["kind"] == _ACCEPTED)]
        if kept.empty or self.session.workshop is None:
            return []
        all_found = check(self.session.workshop.journey())
        words = dict(zip(all_found["id"], all_found["message"], strict=True))
        return [
            (
                f"{words.get(row['row'], row['row'])}{' (' + row['reason'] + ')' if row.get('reason') else ''}",
                row["id"],
            )
            for row in to_rows(kept.reset_index(drop=True))
        ]

    def accept(self, finding: Wrong, reason: str) -> bool:
        """Accept a finding as it is; it is not shown again until somebody takes that back."""
        cells = {"table": _FINDINGS, "row": finding.id, "kind": _ACCEPTED, "who": self.session.who}
        return self.session.save(
            f"accept “{shortened(finding.message, 40)}”",
            lambda edits: edits.add("marks", reason=clean(reason) or None, **cells),
        )

    def look_again(self, mark: str) -> bool:
        """Show an accepted finding again."""
        return self.session.save(
            "look again at what was accepted", lambda edits: edits.remove("marks", mark)
        )

    def mend(self, finding: Wrong, choice: str = "") -> bool:
        """Do what the finding's remedy says; a choice where it has choices."""
        if finding.remedy.choices and not choice:
            return False
        if finding.rule == "no-owner":
            return self.cards.put(finding.subject, department=choice)
        if finding.rule == "no-stage":
            return self.cards.put(finding.subject, stage=choice)
        if finding.rule == "empty-stage":
            self.catalogue.look_at(finding.subject)
            self.cards.turn_to("catalogue")
            return True
        if finding.rule == "empty-department":
            self.cards.begin(next(iter(self.cards.look().stages), ""), finding.subject)
            return True
        return self._mend_arrows(finding, choice)

    def _mend_arrows(self, finding: Wrong, choice: str) -> bool:
        what = f"mend “{shortened(finding.message, 40)}”"
        if finding.rule == "missed-stage":
            stage, _, persona = finding.subject.partition("/")
            return self.session.save(what, lambda edits: self._skip(edits, persona, stage))
        if finding.rule == "backwards":
            return self.session.save(what, lambda edits: self._turn(edits, finding.subject))
        first, second = (choice, finding.subject)
        if finding.rule == "leads-nowhere":
            first, second = second, first
        return self.session.save(
            what, lambda edits: edits.add("links", source=first, target=second)
        )

    def _skip(self, edits: Any, persona: str, stage: str) -> None:
        rows = to_rows(self.session.tables("personas"))
        now = next((row.get("skips") for row in rows if row["id"] == persona), None)
        edits.change("personas", persona, skips=f"{now};{stage}" if now else stage)

    def _turn(self, edits: Any, arrow: str) -> None:
        source, _, target = arrow.partition("/")
        for row in to_rows(self.session.tables("links")):
            if (row["source"], row["target"]) == (source, target):
                edits.change("links", row["id"], source=target, target=source)


def way_out(
    rule: str, subject: str, stages: Mapping[str, str], people: Mapping[str, str]
) -> tuple[str, str]:
    """Return what mending a finding is called, and of which table something must be chosen for it.

    Parameters
    ----------
    rule, subject : str
        As in the finding's id.
    stages, people : mapping of str to str
        Names by id.

    Returns
    -------
    label, table : str
        A blank label: nothing can be done at once; a blank table: one press does it.

    Examples
    --------
    >>> way_out("no-owner", "bill", {}, {}), way_out("hand-off", "ad/bill", {}, {})
    (('Owner', 'departments'), ('', ''))
    """
    if rule in _ONE_PRESS:
        return _ONE_PRESS[rule], ""
    if rule == "missed-stage":
        stage, _, persona = subject.partition("/")
        who, where = people.get(persona, persona), stages.get(stage, stage)
        return f"{shortened(who, 40)} skips {shortened(where, 40)}", ""
    return _CHOOSE.get(rule, ("", ""))


def _remedy(rule: str, subject: str, board: Board, people: Mapping[str, str]) -> Remedy:
    label, table = way_out(rule, subject, board.stages, people)
    if not table:
        return Remedy(label=label)
    others = {p["id"]: shortened(p["name"], 50) for p in board.live if p["id"] != subject}
    offered = {"departments": board.departments, "stages": board.stages}.get(table, others)
    return Remedy(label=label, choices=tuple((name, row) for row, name in offered.items()))
