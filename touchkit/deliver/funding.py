"""The plan as a report tells it: what is chosen and why, how firm that is, pilots, the business case."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from touchkit.deliver.scores import Record
from touchkit.measure.saying import listing
from touchkit.model import TABLES, Client
from touchkit.plan import BusinessCase, Choice, alone
from touchkit.plan.thresholds import StoppedError
from touchkit.plan.wording import guessed
from touchkit.steps.assumptions import case_of, lines_of
from touchkit.steps.candidates import Candidate, Sides, sides
from touchkit.steps.case_words import hinges, range_rows
from touchkit.steps.days import say_day
from touchkit.steps.facts import Facts, read_facts
from touchkit.steps.objections import quoted
from touchkit.steps.pilots import Pilot, card_of, cautions, pilot_of, result_of
from touchkit.steps.plans import Ground, Plan, coin_tosses, ground_of, plan_for
from touchkit.steps.sampling import question, today_at, worked_out

_DRAWS = 100
_REASONED = 60
"""Up to so many ideas the report says of each why it is in or out."""
_PATIENCE, _REASONING = 5.0, 2.5
"""Seconds the plan may take beyond the choice itself, and the reasons of it; what is not done by then is
left out, and that is said."""
_EARLY = 0.1
"""From which share on one can tell how long the whole takes."""
_UNSAID = "Not every reason was worked out here; step 5 gives them, under “Choose”."
_NO_BUDGET = (
    "No budget has been named, so nothing is chosen. With one, this section says which ideas close the "
    "most of what is missing."
)
_NO_GAP = "No touchpoint has both a received and a desired score, so nobody knows what is missing."
_NOTHING = pd.DataFrame({"idea": [], "title": [], "value": [], "effort": []})
_GROUPS = {
    "funded": "Funded already",
    "fresh": "The plan adds",
    "out": "Out for now",
    "unranked": "Cannot be ranked: what to ask",
}


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What a report says of the plan, and what its figures are drawn from.

    Attributes
    ----------
    told : dict
        Sentences and rows, as the template takes them; empty where there is nothing to plan.
    ideas : pandas.DataFrame
        As `touchkit.figures.value_effort` takes them; no row where nothing can be placed.
    frontier : pandas.DataFrame or None
        As `touchkit.figures.budget_frontier` takes it.
    case : BusinessCase or None
        The business case.
    """

    told: Record
    ideas: pd.DataFrame
    frontier: pd.DataFrame | None = None
    case: BusinessCase | None = None


def planned(workshop: Any, gaps: pd.DataFrame) -> Planned:
    """Return the plan under the client's budget, with pilots and business case where there are any.

    Parameters
    ----------
    workshop : Workshop
        For its client and tables.
    gaps : pandas.DataFrame
        Everybody's.
    """
    client, clock = workshop.client, _Clock(_PATIENCE)
    tables = {name: getattr(workshop, name) for name in TABLES}
    facts = read_facts(client, tables, gaps)
    pilots, case = _pilots(facts, clock), case_of(lines_of(tables["assumptions"]), client)
    undone = any(idea.status != "dropped" for idea in facts.ideas)
    if not (undone or pilots or case):
        return Planned(told={}, ideas=_NOTHING)
    ground = ground_of(facts)
    plan = _plan(client, ground) if undone else Plan()
    reasons, frontier = _reasons(plan, facts, clock), _frontier(plan.choice, clock)
    drawn = _drawn(plan.choice, clock)
    tossed = coin_tosses(drawn) if drawn is not None else {}
    found = sides(
        facts, ground.takes, plan.choice, told=reasons, tosses=tossed, alone=_closes(ground)
    )
    told = {
        "sentence": _sentence(plan, ground) if undone else "",
        "objections": list(plan.objection.rows) if plan.objection else [],
        "groups": _groups(found) if plan.choice else [],
        "firm": _firm(plan.choice, drawn, found),
        "unsaid": _UNSAID if plan.choice and _lacks(reasons, found) else "",
        "pilots": pilots,
        "case": _case(case),
    }
    return Planned(told=told, ideas=_placed(ground, plan.choice), frontier=frontier, case=case)


def _plan(client: Client, ground: Ground) -> Plan:
    known = client.budget is not None and ground.gaps["gap"].notna().any()
    return plan_for(ground, float(client.budget or 0.0)) if known else Plan()


def _sentence(plan: Plan, ground: Ground) -> str:
    if plan.choice is not None:
        return plan.choice.sentence
    if plan.objection is not None:
        return plan.objection.says
    return _NO_BUDGET if ground.gaps["gap"].notna().any() else _NO_GAP


class _Clock:
    """How much time is left for a plan."""

    def __init__(self, seconds: float) -> None:
        self._until = time.perf_counter() + seconds

    @property
    def left(self) -> float:
        return self._until - time.perf_counter()

    def waits(self, most: float = _PATIENCE) -> Callable[[float], bool]:
        """Return what says whether to go on, given the share done: not where the whole would take too long."""
        begun, seconds = time.perf_counter(), min(most, self.left)

        def go_on(share: float) -> bool:
            spent = time.perf_counter() - begun
            return spent < seconds and (share < _EARLY or spent / share < seconds)

        return go_on


def _reasons(plan: Plan, facts: Facts, clock: _Clock) -> dict[str, str]:
    """Return why each idea is in or out, as long as that takes no time to speak of."""
    told = {idea.id: "" for idea in facts.ideas}
    if plan.choice is None or len(told) > _REASONED:
        return told
    waits, titles = clock.waits(_REASONING), [plan.choice.title(one) for one in told]
    with contextlib.suppress(StoppedError):
        for idea in facts.ideas:
            if idea.open:
                reason = plan.choice.reason(idea.id, progress=lambda _: waits(0.0))
                told[idea.id] = quoted(reason, titles)
    return told


def _lacks(reasons: dict[str, str], found: Sides) -> bool:
    return not all(reasons[row.id] for row in (*found.fresh, *found.out))


def _drawn(choice: Choice | None, clock: _Clock) -> Choice | None:
    """Return the choice with its stability; None where drawing it takes too long."""
    if choice is None or clock.left < 0:
        return None
    waits = clock.waits()
    for drawn in choice.wobbling(_DRAWS):
        if drawn.drawn == _DRAWS:
            return drawn
        if not waits(drawn.drawn / _DRAWS):
            break
    return None


def _closes(ground: Ground) -> dict[str, float]:
    found = alone(
        ground.ideas,
        ground.gaps,
        below_minimum=ground.client.plan.below_minimum,
        names=ground.names,
    )
    return dict(zip(found["idea"], found["share"], strict=True))


def _groups(found: Sides) -> list[Record]:
    groups = [
        {"name": name, "heading": heading, "rows": [_row(row) for row in getattr(found, name)]}
        for name, heading in _GROUPS.items()
    ]
    return [group for group in groups if group["rows"]]


def _row(row: Candidate) -> Record:
    return {
        "title": row.title, "where": row.where, "must": row.must, "takes": row.takes, "why": row.why,
        "closes": row.closes.removeprefix("alone closes "),
        "who": f"{row.owner or 'nobody yet'}, {f'by {say_day(row.due)}' if row.due else 'no date yet'}",
    }  # fmt: skip


def _firm(choice: Choice | None, drawn: Choice | None, found: Sides) -> str:
    if choice is None:
        return ""
    if drawn is None:
        return (
            "How firm the choice is was not worked out here, since that takes a while; step 5 does, "
            "under “Choose”."
        )
    tosses = [f"“{row.title}”" for row in (*found.fresh, *found.out) if row.toss]
    often = f"Scores and lifts were drawn anew {_DRAWS} times within their ranges"
    assumed = guessed(len(drawn.assumed))
    if not tosses:
        return f"{often}: no choice was a coin toss. {assumed}".rstrip()
    verb = "is a coin toss" if len(tosses) == 1 else "are coin tosses"
    return f"{often}: {listing(tosses)} {verb}. Talk about it before money is spent. {assumed}".rstrip()


def _frontier(choice: Choice | None, clock: _Clock) -> pd.DataFrame | None:
    """Return what other budgets would close; None where that takes too long, or nothing is missing."""
    if choice is None or not choice.share >= 0 or clock.left < 0:
        return None
    budgets = choice.budgets()
    found = choice.frontier(budgets, progress=clock.waits())
    return found if len(found) == len(set(budgets)) else None


def _placed(ground: Ground, choice: Choice | None) -> pd.DataFrame:
    """Return what each idea would bring and what it takes, what is behind us left out."""
    closed, chosen = _closes(ground), set(choice.chosen) if choice else set()
    rows = ground.ideas[~ground.ideas["status"].isin(["done", "dropped"])]
    frame = pd.DataFrame({
        "idea": rows["id"], "title": rows["title"],
        "value": rows["id"].map(closed).astype("float64"), "effort": rows["effort_days"],
        "cost": rows["cost"],
    })  # fmt: skip
    if choice is not None:
        frame["decision"] = ["in" if one in chosen else "out" for one in frame["idea"]]
    return frame.reset_index(drop=True)


def _pilots(facts: Facts, clock: _Clock) -> list[Record]:
    """Return the card of each pilot, and what it showed."""
    tables = facts.tables
    found = (pilot_of(idea, tables["ideas"], tables["pilots"])
             for idea in dict.fromkeys(tables["pilots"]["idea"]))  # fmt: skip
    return [_pilot(pilot, facts, clock) for pilot in found if pilot is not None]


def _pilot(pilot: Pilot, facts: Facts, clock: _Clock) -> Record:
    points = str(pilot.idea["touchpoint"]).split(";")
    asked = question(
        pilot, today_at(points, facts.tables["scores"], facts.client, facts.names), facts.client
    )
    sample = worked_out(asked) if not isinstance(asked, str) and clock.left > 0 else ""
    card = card_of(pilot, None if isinstance(sample, str) else sample)
    result = result_of(pilot, facts.client)
    lines = [
        (label, say_day(card.due) if label == "Done by" and card.due else text)
        for label, text in card.lines
        if label not in card.lacks
    ]
    showed = f"{result.sentence} {cautions(pilot, result)}".strip() if result else ""
    return {"title": card.title, "lines": lines, "showed": showed, "lacks": list(card.lacks)}


def _case(case: BusinessCase | None) -> Record:
    if case is None:
        return {}
    return {"sentence": case.sentence, "rows": range_rows(case), "hinges": hinges(case)}
