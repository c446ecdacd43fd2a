"""Where a report's numbers come from: how many marks, of how many people or hands."""

from __future__ import annotations

from typing import Any

import pandas as pd

from touchkit.deliver.formats import count, listing
from touchkit.measure.rows import GROUPS, MEASURES, counted_rows
from touchkit.measure.saying import plural
from touchkit.model import Client

SCORED = ("received", "desired")
"""The measures gaps are made of; what else was asked is never added to them."""


def sources(workshop: Any, client: Client) -> list[str]:
    """Say where the numbers come from, group by group: how many marks, whose, in which survey."""
    frame = workshop.scores
    there = [group for group in GROUPS if (frame["group"] == group).any()]
    told = [_group(frame, group, client) for group in there]
    return ([client.source] if client.source else []) + told


def marks(scores: pd.DataFrame) -> int:
    """Return how many received and desired marks stand there, a vote's last round only."""
    return sum(
        int(_votes(scores, group, measure)["n"].sum()) for group in GROUPS for measure in SCORED
    )


def _votes(scores: pd.DataFrame, group: str, measure: str) -> pd.DataFrame:
    """Return the rows of all surveys that count: of a vote that was repeated only the last round."""
    waves = scores.loc[scores["group"] == group, "wave"].fillna(1).unique()
    found = [
        counted_rows(scores, group=group, measure=measure, wave=int(wave), by=()) for wave in waves
    ]
    return pd.concat([counted_rows(scores.iloc[:0], group=group, measure=measure), *found])


def _group(scores: pd.DataFrame, group: str, client: Client) -> str:
    who = {"customer": plural(client.customer_word), "team": "the team", "outsider": "outsiders"}
    votes = {measure: _votes(scores, group, measure) for measure in MEASURES}
    known = {measure: rows for measure, rows in votes.items() if len(rows)}
    scored = [known[measure] for measure in SCORED if measure in known]
    others = {measure: rows for measure, rows in known.items() if measure not in SCORED}
    if not scored:
        return f"From {who[group]}: {_counted(others)}."
    first = {measure: known[measure] for measure in SCORED if measure in known}
    rows = pd.concat(scored)
    waves = rows["wave"].nunique()
    often = f", in {count(waves, 'survey')}; the latest counts" if waves > 1 else ""
    besides = f" Besides: {_counted(others)}." if others else ""
    return f"From {who[group]}: {_counted(first)}, {_by(rows, group)}{often}.{besides}"


def _counted(votes: dict[str, pd.DataFrame]) -> str:
    numbers = {measure: int(rows["n"].sum()) for measure, rows in votes.items()}
    said = listing([f"{number:,} {measure}" for measure, number in numbers.items()])
    return f"{said} mark{'' if list(numbers.values()) == [1] else 's'}"


def _by(rows: pd.DataFrame, group: str) -> str:
    """Say how many people gave the marks, or how many hands were up at most."""
    people = rows["respondent"].nunique()
    nameless = rows[rows["respondent"].isna()]
    votes = nameless.groupby(["touchpoint", "persona", "measure", "wave"], dropna=False)["n"].sum()
    said = [f"by {count(people, 'person', 'people')}"] if people else []
    if len(votes):
        most = int(votes.max())
        hands = f"by up to {count(most, 'hand')} at a time"
        counted = f"counted without names, up to {most:,} for one touchpoint"
        said.append(hands if group == "team" else counted)
    return " and ".join(said)
