"""A vote: one round of one question about one touchpoint, counted by hands or by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

Record = Mapping[str, Any]
_CELLS = (
    "id", "group", "respondent", "department", "touchpoint", "persona", "measure", "score", "n",
    "wave", "round",
)  # fmt: skip


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
) -> Vote:
    """Return the round of the team's vote that counts.

    Where the touchpoint was scored for nobody in particular, and not for this persona, that vote
    is the one: a second one beside it would count the room twice.

    Parameters
    ----------
    records : iterable of mapping
        Rows of scores, what is missing left out or None; those about anything else are passed over.
    touchpoint, measure : str
        What was asked.
    persona : str
        Whose journey is shown; blank: everybody's.
    wave : int
        The wave that is being taken.

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
    last = max([*rounds, 1])
    return Vote(
        touchpoint=touchpoint, measure=measure, persona=whose, wave=wave, round=last,
        marks=tuple(rounds.get(last, ())), others=others,
        earlier={number: tuple(rounds[number]) for number in sorted(rounds) if number < last},
    )  # fmt: skip


def next_round(vote: Vote, number: int) -> Vote:
    """Return a vote with a round that was called; one that does not follow the last one is passed over.

    Examples
    --------
    >>> mark = Mark(row="a", respondent="", department="", score=4.0, n=3)
    >>> vote = Vote(
    ...     touchpoint="till", measure="received", persona="", wave=1, round=1, marks=(mark,)
    ... )
    >>> next_round(vote, 2).round, next_round(vote, 3).round
    (2, 1)
    """
    if not vote.total or number != vote.round + 1:
        return vote
    return replace(vote, round=number, marks=(), earlier={**vote.earlier, vote.round: vote.marks})


def votes_of(
    scores: pd.DataFrame,
    touchpoints: Iterable[str],
    *,
    measure: str,
    persona: str = "",
    wave: int = 1,
) -> dict[str, Vote]:
    """Return the vote of each touchpoint, by its id; the frame is read once and left as it is."""
    asked = (scores["group"] == "team") & (scores["measure"] == measure) & (scores["wave"] == wave)
    records: dict[str, list[Record]] = {}
    for row in records_of(scores[asked]):
        records.setdefault(row["touchpoint"], []).append(row)
    return {
        name: vote_of(
            records.get(name, ()), touchpoint=name, measure=measure, persona=persona, wave=wave
        )
        for name in touchpoints
    }


def records_of(scores: pd.DataFrame) -> list[Record]:
    """Return rows of scores as records with what a vote is made of; what is missing is None."""
    cells = (scores[name].to_numpy(dtype=object, na_value=None).tolist() for name in _CELLS)
    return [dict(zip(_CELLS, row, strict=True)) for row in zip(*cells, strict=True)]


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
    return "" if value is None else str(value)


def _number(row: Record, name: str) -> int:
    value = row.get(name)
    return 1 if value is None else int(value)
