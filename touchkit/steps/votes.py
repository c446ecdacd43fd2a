"""A vote: one round of one question about one touchpoint, counted by hands or by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

Record = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One row of scores: an answer, or equal answers counted.

    Attributes
    ----------
    row : str
        Its id.
    respondent, department : str
        Who answered and where they work; blank where not known.
    score : float
        The answer.
    n : int
        How many answers the row stands for.
    """

    row: str
    respondent: str
    department: str
    score: float
    n: int


@dataclass(frozen=True, kw_only=True)
class Vote:
    """The round that counts, with what was answered in it.

    Attributes
    ----------
    touchpoint, measure : str
        What was asked.
    persona : str
        For whom, as the rows say it; blank: for everybody.
    wave, round : int
        Where further answers go.
    marks : tuple of Mark
        The answers of this round.
    earlier : mapping of int to tuple of Mark
        The answers of the rounds before, by round.
    others : tuple of str
        Personas the touchpoint was scored for although everybody's journey is shown.
    """

    touchpoint: str
    measure: str
    persona: str
    wave: int
    round: int
    marks: tuple[Mark, ...] = ()
    earlier: Mapping[int, tuple[Mark, ...]] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    @property
    def hands(self) -> dict[float, int]:
        """How many hands each value has, where hands were counted."""
        found: dict[float, int] = {}
        for mark in self.marks:
            if not mark.respondent:
                found[mark.score] = found.get(mark.score, 0) + mark.n
        return found

    @property
    def named(self) -> dict[str, float]:
        """What each person who is named answered."""
        return {mark.respondent: mark.score for mark in self.marks if mark.respondent}

    @property
    def how(self) -> str:
        """How this round was taken: hands, names, or blank while nobody has answered."""
        if not self.marks:
            return ""
        return "names" if self.named else "hands"

    @property
    def total(self) -> int:
        """How many answers there are."""
        return sum(mark.n for mark in self.marks)

    @property
    def mean(self) -> float:
        """The mean of the answers; NaN where there are none."""
        return mean_of(self.marks)

    def rows_of(self, score: float) -> list[str]:
        """Return the ids of the counted rows of a value."""
        return [mark.row for mark in self.marks if not mark.respondent and mark.score == score]

    def cells(self, score: float, **more: Any) -> dict[str, Any]:
        """Return an answer in this round as a row of the table scores."""
        return {
            "group": "team", "touchpoint": self.touchpoint, "persona": self.persona or None,
            "measure": self.measure, "score": score, "wave": self.wave, "round": self.round,
            "evidence": "assumed",
        } | more  # fmt: skip


def mean_of(marks: Iterable[Mark]) -> float:
    """Return the mean of marks; NaN where there are none.

    Examples
    --------
    >>> mark = Mark(row="a", respondent="", department="", score=4.0, n=3)
    >>> mean_of([mark]), mean_of([])
    (4.0, nan)
    """
    known = [(mark.score * mark.n, mark.n) for mark in marks]
    answers = sum(n for _, n in known)
    return sum(total for total, _ in known) / answers if answers else float("nan")


def vote_of(
    records: Iterable[Record],
    *,
    touchpoint: str,
    measure: str,
    persona: str = "",
    wave: int = 1,
    again: int = 0,
) -> Vote:
    """Return the round of the team's vote that counts.

    Where the touchpoint was scored for nobody in particular, and not for this persona, that vote
    is the one: a second one beside it would count the room twice.

    Parameters
    ----------
    records : iterable of mapping
        Rows of scores; those about anything else are passed over.
    touchpoint, measure : str
        What was asked.
    persona : str
        Whose journey is shown; blank: everybody's.
    wave : int
        The wave that is being taken.
    again : int
        A round that was called and may have no answers yet.

    Examples
    --------
    >>> row = {
    ...     "id": "a",
    ...     "group": "team",
    ...     "touchpoint": "desk",
    ...     "measure": "received",
    ...     "score": 4.0,
    ... }
    >>> vote_of([row], touchpoint="desk", measure="received", persona="anna").total
    1
    """
    about = [
        row for row in records
        if row.get("group") == "team" and row.get("touchpoint") == touchpoint
        and row.get("measure") == measure and _number(row, "wave") == wave
    ]  # fmt: skip
    own = [row for row in about if _text(row, "persona") == persona]
    open_to_all = [row for row in about if not _text(row, "persona")]
    whose = persona if own or not open_to_all else ""
    others = () if persona or own else tuple(dict.fromkeys(_text(row, "persona") for row in about))
    rounds: dict[int, list[Mark]] = {}
    for row in own if whose == persona else open_to_all:
        rounds.setdefault(_number(row, "round"), []).append(_mark(row))
    last = max([*rounds, again, 1])
    return Vote(
        touchpoint=touchpoint, measure=measure, persona=whose, wave=wave, round=last,
        marks=tuple(rounds.get(last, ())), others=others,
        earlier={number: tuple(rounds[number]) for number in sorted(rounds) if number < last},
    )  # fmt: skip


def votes_of(
    scores: pd.DataFrame,
    touchpoints: Iterable[str],
    *,
    measure: str,
    persona: str = "",
    wave: int = 1,
    again: int = 0,
) -> dict[str, Vote]:
    """Return the vote of each touchpoint, by its id; the frame is read once and left as it is."""
    asked = scores[(scores["group"] == "team") & (scores["measure"] == measure)]
    records: dict[str, list[Record]] = {}
    for row in asked.to_dict("records"):
        records.setdefault(str(row["touchpoint"]), []).append({str(k): v for k, v in row.items()})
    return {
        name: vote_of(
            records.get(name, ()),
            touchpoint=name,
            measure=measure,
            persona=persona,
            wave=wave,
            again=again,
        )
        for name in touchpoints
    }


def wave_of(scores: pd.DataFrame) -> int:
    """Return the wave that is being taken: the team's latest, else anybody's latest, else 1."""
    team = scores.loc[scores["group"] == "team", "wave"]
    known = team if len(team) else scores["wave"]
    return int(known.max()) if len(known) else 1


def _mark(row: Record) -> Mark:
    return Mark(
        row=str(row["id"]), respondent=_text(row, "respondent"), department=_text(row, "department"),
        score=float(row["score"]), n=_number(row, "n"),
    )  # fmt: skip


def _text(row: Record, name: str) -> str:
    value = row.get(name)
    return "" if value is None or pd.isna(value) else str(value)


def _number(row: Record, name: str) -> int:
    value = row.get(name)
    return 1 if value is None or pd.isna(value) else int(value)
