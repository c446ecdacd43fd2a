"""Candidates: the ideas as the plan sees them, in, out, or not to be ranked, with what each takes."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from touchkit.measure.saying import count, listing, share
from touchkit.model.saying import capital, money, plural
from touchkit.plan import Choice
from touchkit.steps.facts import Facts
from touchkit.steps.ideas import Idea

FUNDED = {"chosen", "testing"}
MARKS = {
    "in": ("✓", "in"), "must": ("★", "must"), "funded": ("●", "funded"),
    "out": ("✗", "out"), "unranked": ("?", "not ranked"), "done": ("✔", "done"),
    "dropped": ("–", "left out"), "open": ("○", "no plan yet"),
}  # fmt: skip
"""What is said of an idea: a sign and words."""
TOSS = "≈ coin toss"
_WAIT = "Working out why …"
_UNSCORED = "What do customers get today at {}, or instead of it? Score that."
"""What `touchkit.plan` asks where it sees no received score."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An idea as a row of the plan.

    Attributes
    ----------
    id, title, where : str
        The idea, and the touchpoints it is for.
    mark : str
        One of `MARKS`.
    toss : bool
        Whether its being in or out flips when the guesses wobble.
    takes, closes : str
        Money and days; what it closes by itself.
    why : str
        Why it is in or out, or what to ask.
    owner : str
        Who sees to it; blank: nobody yet.
    due : datetime.date or None
        By when.
    must : bool
        Whether it has to be done.
    status : str
        How far it is.
    """

    id: str
    title: str
    where: str
    mark: str
    toss: bool = False
    takes: str
    closes: str
    why: str
    owner: str = ""
    due: dt.date | None = None
    must: bool = False
    status: str = "idea"


@dataclass(frozen=True, kw_only=True)
class Sides:
    """All candidates by where they stand; within each what closes the most by itself first.

    Attributes
    ----------
    fresh, funded : tuple of Candidate
        In: those to be decided on, and those funded already.
    out, unranked : tuple of Candidate
        Out; and those nobody can rank.
    done, dropped : tuple of Candidate
        What is behind us.
    """

    fresh: tuple[Candidate, ...] = ()
    funded: tuple[Candidate, ...] = ()
    out: tuple[Candidate, ...] = ()
    unranked: tuple[Candidate, ...] = ()
    done: tuple[Candidate, ...] = ()
    dropped: tuple[Candidate, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sized:
    """What an idea takes, in numbers; NaN where nobody knows."""

    cost: float
    days: float
    must: bool


def sides(
    facts: Facts,
    takes: Mapping[str, Sized],
    choice: Choice | None,
    *,
    told: Mapping[str, str],
    tosses: Mapping[str, float] | None = None,
    alone: Mapping[str, float] | None = None,
) -> Sides:
    """Return the ideas by where the plan has them; without a plan all open ones count as out.

    Parameters
    ----------
    facts : Facts
        For the ideas and for names.
    takes : mapping
        What each takes, by id.
    choice : Choice or None
        The plan; None: there is none.
    told : mapping of str to str
        The reasons worked out so far, by id.
    tosses : mapping of str to float, optional
        The coin tosses: in which share of draws each is in.
    alone : mapping of str to float, optional
        What each closes by itself.
    """
    closed, tossed = alone or {}, tosses or {}
    chosen = set(choice.chosen) if choice else set()
    asks = dict(zip(*_asked(choice), strict=True)) if choice else {}
    gaps = facts.gaps
    few = set(gaps.loc[(gaps["n_received"] > 0) & gaps["received"].isna(), "touchpoint"])
    found: dict[str, list[Candidate]] = {name: [] for name in Sides.__dataclass_fields__}
    for idea in _in_order(facts.ideas, closed):
        side, mark = _side(idea, takes[idea.id], chosen, asks, known=choice is not None)
        why = _why(idea, side, told, asks, known=choice is not None)
        made = Candidate(
            id=idea.id, title=" ".join(idea.title.split()), mark=mark, toss=idea.id in tossed,
            where=listing([facts.names.get(one, one) for one in idea.touchpoints]),
            takes=_takes(takes[idea.id], facts.client.currency),
            closes=_closes(idea, closed.get(idea.id, math.nan), facts.client.plan.delight),
            why=_tied(_by_few(why, idea, few, facts) + _toss(tossed.get(idea.id))),
            owner=idea.owner, due=idea.due, must=takes[idea.id].must, status=idea.status,
        )  # fmt: skip
        found[side].append(made)
    return Sides(**{name: tuple(rows) for name, rows in found.items()})


def lacking(rows: Iterable[Candidate]) -> str:
    """Say how many still lack an owner or a date; blank where none does.

    Examples
    --------
    >>> row = Candidate(id="a", title="Card", where="", mark="in", takes="", closes="", why="")
    >>> lacking([row])
    '1 lacks an owner, 1 a date.'
    """
    rows = list(rows)
    owner, due = (sum(not getattr(row, name) for row in rows) for name in ("owner", "due"))
    if owner:
        verb = "lacks" if owner == 1 else "lack"
        return f"{owner} {verb} an owner" + (f", {due} a date." if due else ".")
    return f"{due} {'lacks' if due == 1 else 'lack'} a date." if due else ""


def _asked(choice: Choice) -> tuple[list[str], list[str]]:
    frame = choice.unranked
    return list(frame["idea"]), list(frame["ask"])


def _in_order(ideas: Iterable[Idea], closed: Mapping[str, float]) -> list[Idea]:
    """Return the ideas by what each closes alone: an order that stays while the budget moves."""

    def first(idea: Idea) -> float:
        part = closed.get(idea.id, math.nan)
        return 0.0 if math.isnan(part) else -part

    return sorted(ideas, key=first)


def _side(
    idea: Idea, takes: Sized, chosen: set[str], asks: Mapping[str, str], *, known: bool
) -> tuple[str, str]:
    if idea.status in {"done", "dropped"}:
        return idea.status, idea.status
    if not known:
        return "out", "funded" if idea.status in FUNDED else "must" if takes.must else "open"
    if idea.id not in chosen:
        return ("unranked", "unranked") if idea.id in asks else ("out", "out")
    if idea.status in FUNDED:
        return "funded", "funded"
    return "fresh", "must" if takes.must else "in"


def _takes(takes: Sized, currency: str) -> str:
    cost = "cost unknown" if math.isnan(takes.cost) else money(takes.cost, currency)
    days = (
        "" if math.isnan(takes.days) else f" · {takes.days:g} day{'' if takes.days == 1 else 's'}"
    )
    return cost + days


def _closes(idea: Idea, part: float, pot: float) -> str:
    if idea.status in {"done", "dropped"}:
        return ""
    if idea.kind == "delight" and pot:
        return f"delight, {count(idea.votes, 'dot')}"
    if math.isnan(part):
        return "" if idea.votes == 0 else count(idea.votes, "dot")
    return f"alone closes {_tied(share(part))}"


def _why(
    idea: Idea, side: str, told: Mapping[str, str], asks: Mapping[str, str], *, known: bool
) -> str:
    if side == "unranked":
        return f"Ask: {asks[idea.id]}"
    if side in {"done", "dropped"} or not known:
        return ""
    reason = told.get(idea.id)
    if reason is None:
        return "" if side == "funded" else _WAIT
    if side == "funded":
        # That it is funded stands beside it already.
        return capital(reason.partition("(")[2].removesuffix(")"))
    return capital(reason.partition(": ")[2] or reason)


def _by_few(why: str, idea: Idea, few: Collection[str], facts: Facts) -> str:
    """Return what is said of an idea; where answers are hidden for being few, more are asked for."""
    hidden = [one for one in idea.touchpoints if one in few]
    others = [one for one in idea.touchpoints if one not in few]
    if not hidden:
        return why
    places, where, rest = (
        [facts.names.get(one, one) for one in some] for some in (idea.touchpoints, hidden, others)
    )
    people = plural(facts.client.customer_word)
    more = f"Too few {people} answered at {listing(where)} to show it; ask more."
    again = f" {_UNSCORED.format(', '.join(rest))}" if rest else ""
    return why.replace(_UNSCORED.format(", ".join(places)), more + again)


def _toss(part: float | None) -> str:
    return "" if part is None else f". A coin toss: in {share(part)} of draws it is in"


def _tied(words: str) -> str:
    """Return words in which no line ends between a number and its per cent."""
    return words.replace(" %", "\u00a0%")
