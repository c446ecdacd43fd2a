"""What is revealed when a vote is over: everybody's marks, departments, and customers' word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from touchkit.measure.saying import count, mark, missing, number, plural
from touchkit.steps.scoring import Scoring
from touchkit.steps.votes import Mark, Vote, mean_of
from touchkit.workshop.numbers import Numbers

_QUESTION = {
    "received": "What the team believes {customers} get",
    "desired": "What the team wants to give",
    "importance": "How important the team says it is",
}

_NEEDED = {
    "received": ("received",),
    "desired": ("received", "desired", "minimum"),
    "importance": ("importance",),
}
"""What is held against what was asked; nothing else is worked out while the room waits."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of dots.

    Attributes
    ----------
    kind : str
        everybody, department, round, received or customer.
    name : str
        Whose marks.
    dots : mapping of float to int
        How many marks each value has; empty where only the mean is known.
    mean : float
        Of the marks, or of customers' answers.
    said : str
        How many, from where to where, and the mean.
    """

    kind: str
    name: str
    dots: Mapping[float, int] = field(default_factory=dict)
    mean: float
    said: str


@dataclass(frozen=True, kw_only=True)
class Revealed:
    """What the room sees.

    Attributes
    ----------
    title : str
        What was asked.
    lines : tuple of Line
        Everybody's marks first.
    sentences : tuple of str
        What to talk about, whose numbers they are, and what stays hidden.
    """

    title: str
    lines: tuple[Line, ...]
    sentences: tuple[str, ...]


def revealed_of(scoring: Scoring) -> Revealed:
    """Return what the vote on the touchpoint in focus says, small groups hidden as the client asks.

    A team is not a sample: it has dots and a range, and no interval.
    """
    session, vote = scoring.session, scoring.vote()
    workshop = session.workshop
    if workshop is None:
        return Revealed(title="", lines=(), sentences=())
    client, tables = workshop.store.state()
    word = plural(client.customer_word)
    title = _QUESTION[scoring.measure].format(customers=word)
    if not vote.total:
        return Revealed(title=title, lines=(), sentences=("Nobody has voted yet.",))
    least = client.smallest_group_team
    if vote.total < least:
        few = f"Only {count(vote.total, 'mark')}: they are shown from {least} on, so that nobody is found out."
        return Revealed(title=title, lines=(), sentences=(few,))
    names = dict(zip(tables["departments"]["id"], tables["departments"]["name"], strict=True))
    lines = [team_line("Everybody", vote.marks, kind="everybody")]
    lines += [
        team_line(f"Round {number}", marks, kind="round")
        for number, marks in vote.earlier.items()
        if sum(one.n for one in marks) >= least
    ]
    own, small, along = by_department(vote.marks, names, least)
    lines += own
    told = dict(tables) | {
        "scores": _about(tables["scores"], vote.touchpoint, _NEEDED[scoring.measure])
    }
    numbers = Numbers(client, told, session.persona or None)
    more, said = _besides(scoring, vote, numbers, word, least)
    # It says what the others gave, departments only: with one hidden, the marks left over would show.
    everybody_placed = all(one.department for one in vote.marks)
    if scoring.measure == "received" and everybody_placed and not (small or along):
        said += _owner(numbers)
    sentences = list(said)
    if small:
        sentences.append(
            f"Too few to be shown apart (fewer than {least} people each): {', '.join(small)}."
        )
    if along:
        sentences.append(
            f"Hidden as well, for the marks left over would be those of too few: {', '.join(along)}."
        )
    return Revealed(title=title, lines=(*lines, *more), sentences=tuple(sentences))


def team_line(name: str, marks: Iterable[Mark], *, kind: str) -> Line:
    """Return a line of the team's marks.

    Examples
    --------
    >>> marks = [Mark(row="a", respondent="", department="", score=float(s), n=2) for s in (2, 4)]
    >>> team_line("Everybody", marks, kind="everybody").said
    '4 marks, 2 to 4, mean 3.0'
    """
    known = list(marks)
    dots: dict[float, int] = {}
    for one in known:
        dots[one.score] = dots.get(one.score, 0) + one.n
    low, high, n = min(dots), max(dots), sum(dots.values())
    ends = f"all {mark(low)}" if low == high else f"{mark(low)} to {mark(high)}"
    mean = mean_of(known)
    return Line(
        kind=kind,
        name=name,
        dots=dots,
        mean=mean,
        said=f"{count(n, 'mark')}, {ends}, mean {number(mean)}",
    )


def by_department(
    marks: Iterable[Mark], names: Mapping[str, str], least: int
) -> tuple[list[Line], list[str], list[str]]:
    """Return a line for each department that can be shown, the lowest mean first, and who stays hidden.

    Whoever takes the lines from everybody's marks has what is left: where that were too few people,
    the smallest line stays hidden with them.

    Returns
    -------
    tuple of list
        The lines; the departments with too few people; those that are hidden along with them.
    """
    known = list(marks)
    groups: dict[str, list[Mark]] = {}
    for one in known:
        if one.department:
            groups.setdefault(one.department, []).append(one)
    people = {name: sum(one.n for one in some) for name, some in groups.items()}
    big = sorted((n, name) for name, n in people.items() if n >= least)
    shown = list(big)
    left = sum(one.n for one in known) - sum(n for n, _ in shown)
    while shown and 0 < left < least:
        left += shown.pop(0)[0]
    called = {name: names.get(name, name) for name in groups}
    lines = [team_line(called[name], groups[name], kind="department") for _, name in shown]
    small = sorted(called[name] for name, n in people.items() if n < least)
    along = sorted(called[name] for n, name in big if (n, name) not in shown)
    return sorted(lines, key=lambda line: (line.mean, line.name)), small, along


def _about(scores: pd.DataFrame, touchpoint: str, measures: Iterable[str]) -> pd.DataFrame:
    there = (scores["touchpoint"] == touchpoint) & scores["measure"].isin(list(measures))
    return scores[there].reset_index(drop=True)


def _besides(
    scoring: Scoring, vote: Vote, numbers: Numbers, word: str, least: int
) -> tuple[list[Line], list[str]]:
    """Return what stands beside the vote: customers' word, the owner's marks, the gap."""
    if scoring.measure == "importance":
        return [], []
    sides = _row(numbers.inside_outside(kept=scoring.customers), vote.touchpoint)
    lines: list[Line] = []
    if scoring.measure == "desired":
        got = scoring.vote_on("received")
        if got.total >= least:
            lines.append(team_line("Received, the team’s guess", got.marks, kind="received"))
    if sides and not missing(sides["customer"]):
        lines.append(_customers(sides, word))
    if scoring.measure == "desired":
        gap = _row(numbers.gaps(), vote.touchpoint)
        return lines, [str(gap["sentence"])] if gap else []
    return lines, [str(sides["sentence"])] if sides else []


def _owner(numbers: Numbers) -> list[str]:
    """Return what the owning department gives, and the other departments together."""
    marks = numbers.departments()
    return [str(said) for said in marks[marks["own"] & marks["mean"].notna()]["sentence"]]


def _customers(sides: Mapping[str, Any], word: str) -> Line:
    said = f"{count(int(sides['n_customer']), 'answer')}, mean {number(sides['customer'])}"
    if not missing(sides["customer_low"]):
        likely = f"{number(sides['customer_low'])} to {number(sides['customer_high'])}"
        said += f", likely {likely}"
    name = f"What {word} say they got"
    return Line(kind="customer", name=name, mean=float(sides["customer"]), said=said)


def _row(frame: pd.DataFrame, touchpoint: str) -> dict[str, Any]:
    found = frame[frame["touchpoint"] == touchpoint].to_dict("records")
    return {str(name): value for name, value in found[0].items()} if found else {}
