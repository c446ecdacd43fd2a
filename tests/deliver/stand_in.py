"""A workshop small enough to read, for tests of what goes out."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pandas as pd

from touchkit.model import TABLES, Client, to_frame

HOSTILE = "<img src=x onerror=alert(1)> {{7*7}} $x$"
CLIENT: dict[str, Any] = {
    "title": "Lindenhof Dental",
    "goal": "Find out where patients lose patience.",
    "decider": "Dr Amsler",
    "customer_word": "patient",
    "source": "Made up for these tests.",
    "brand": {"primary": "#ffee00", "accent": "#5b2a86"},
}
ROWS: dict[str, list[dict[str, Any]]] = {
    "stages": [
        {"id": "know", "name": "Know", "question": "How would I find you?"},
        {"id": "buy", "name": "Buy", "question": "Is paying easy?"},
    ],
    "departments": [{"id": "desk", "name": "Front desk"}, {"id": "books", "name": "Accounts"}],
    "channels": [{"id": "post", "name": "Post", "family": "communication"}],
    "lanes": [{"id": "obstacle", "name": "Obstacle"}, {"id": "think", "name": "Think"}],
    "audiences": [{"id": "best", "name": "Best patients", "filter": "best = yes"}],
    "personas": [
        {"id": "anna", "name": "Anna", "share": 0.4, "quote": "Will it hurt?", "skips": "know"}
    ],
    "touchpoints": [
        {"id": "call", "name": "First call", "stage": "know", "department": "desk",
         "shortlist": True, "moment_of_truth": True},
        {"id": "invoice", "name": "Invoice", "stage": "buy", "department": "books",
         "shortlist": True},
        {"id": "card", "name": "Thank-you card", "stage": "buy", "status": "planned",
         "shortlist": True},
        {"id": "review", "name": "Review", "department": "desk", "contact": "indirect"},
        {"id": "fax", "name": "Old fax", "stage": "buy", "status": "retired"},
    ],
    "notes": [
        {"id": "n1", "touchpoint": "invoice", "lane": "obstacle", "text": "Nobody explains item 4",
         "evidence": "observed", "severity": "loses", "persona": "anna"},
        {"id": "n2", "touchpoint": "call", "lane": "think", "text": "They know me"},
        {"id": "n3", "touchpoint": "review", "lane": "think", "text": "Elsewhere"},
    ],
    "scores": [
        {"id": "s1", "respondent": "p1", "group": "customer", "touchpoint": "invoice",
         "measure": "received", "score": 3.0, "n": 40, "wave": 1, "round": 1},
    ],
    "ideas": [
        {"id": "plain", "touchpoint": "invoice;call", "title": "Plain-word invoice", "lift": "M",
         "cost": "1200", "owner": "Berta", "due": dt.date(2026, 12, 1), "status": "chosen"},
    ],
    "acts": [
        {"id": "birthday", "title": "Birthday card", "touchpoint": "card", "audience": "best",
         "trigger": "birthday_on", "offset_days": -2, "owner": "Carla", "channel": "post"},
    ],
    "customers": [{"id": "c1", "call_name": "Zebedee Quux", "best": True}],
    "participants": [{"id": "kim", "alias": "Kim"}],
    "decisions": [
        {"id": "d1", "step": "enhance", "text": "Rewrite the invoice", "owner": "Berta",
         "due": dt.date(2026, 11, 30)},
    ],
    "marks": [
        {"id": "m1", "table": "touchpoints", "row": "review", "kind": "disputed",
         "reason": "Is it ours?"},
        {"id": "m2", "table": "customers", "row": "c1", "kind": "parked"},
    ],
}  # fmt: skip
FINDINGS = [
    ("no-owner", "mend", "card", "Nobody owns ‘Thank-you card’."),
    *[("hand-off", "note", "call", f"Hand-over number {number}.") for number in range(9)],
]
NUMBERS = (
    "n", "n_received", "n_desired", "received", "received_low", "received_high", "desired",
    "minimum", "importance", "gap", "gap_low", "gap_high", "adequacy", "superiority", "below",
    "below_low", "below_high", "rank_low", "rank_high",
)  # fmt: skip
SCORED = [
    {"touchpoint": "call", "n_received": 84, "n_desired": 24, "received": 4.25,
     "received_low": 4.1, "received_high": 4.4, "desired": 4.75, "minimum": 3.5, "below": 0.125,
     "rank_low": 2, "rank_high": 2},
    {"touchpoint": "invoice", "n_received": 40, "n_desired": 24, "received": 2.5,
     "received_low": 2.25, "received_high": 2.75, "desired": 4.5, "minimum": 3.0, "below": 0.41,
     "rank_low": 1, "rank_high": 1},
]  # fmt: skip


def gaps_of(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return a frame as `touchkit.measure.gaps` gives it, from what is known of each row."""
    words = ("touchpoint", "received_from", "desired_from", "sentence")
    frame = pd.DataFrame([_completed(row) for row in rows], columns=[*words, *NUMBERS])
    types = dict.fromkeys(words, "str") | dict.fromkeys(NUMBERS, "float64")
    return frame.astype(types)


def _completed(row: dict[str, Any]) -> dict[str, Any]:
    row = {"received_from": "customer", "desired_from": "team", "sentence": ""} | row
    if "received" in row and "desired" in row:
        row["gap"] = row["received"] - row["desired"]
        if "received_low" in row:
            row["gap_low"] = row["received_low"] - row["desired"]
            row["gap_high"] = row["received_high"] - row["desired"]
    return row


def workshop(
    *,
    scored: list[dict[str, Any]] | None = None,
    findings: list[tuple[str, str, str, str]] | None = None,
    client: dict[str, Any] | None = None,
    **tables: list[dict[str, Any]],
) -> Any:
    """Return what looks like a Workshop to `deliver`; tables given replace those above."""
    rows = ROWS | tables
    frames = {name: to_frame(model, rows.get(name, [])) for name, model in TABLES.items()}
    for column, value in (("contact", "direct"), ("status", "exists")):
        frames["touchpoints"][column] = frames["touchpoints"][column].fillna(value)
    found = pd.DataFrame(
        FINDINGS if findings is None else findings,
        columns=["rule", "severity", "touchpoint", "message"],
    )
    return SimpleNamespace(
        name="lindenhof",
        client=Client(**(CLIENT | (client or {}))),
        revision=7,
        events=None,
        gaps=lambda **_options: gaps_of(SCORED if scored is None else scored),
        findings=lambda: found,
        **frames,
    )
