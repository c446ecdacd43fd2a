"""A workshop small enough to read, for tests of what goes out."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pandas as pd

from touchkit.model import TABLES, Client, to_frame
from touchkit.workshop.numbers import Numbers

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


def two_sides() -> list[dict[str, Any]]:
    """Return scores of 20 patients, asked twice, and six colleagues in two departments.

    Patients give the call 3.5, then 4.25, and the invoice 2.5 both times; the colleagues believe
    in 3.0 and 4.5, want to give 5 and put three dots of four on the invoice.
    """
    patients = [
        {"respondent": f"c{who}", "group": "customer", "touchpoint": point, "wave": wave,
         "measure": "received", "score": score}
        for who in range(20)
        for point, wave, score in (
            ("call", 1, 3 + who % 2), ("call", 2, 5 if who < 5 else 4),
            ("invoice", 1, 2 + who % 2), ("invoice", 2, 2 + who % 2),
        )
    ]  # fmt: skip
    team = [
        {"respondent": f"{department}{who}", "group": "team", "department": department,
         "touchpoint": point, "wave": 1, "measure": measure, "score": score}
        for department, call, invoice in (("desk", 4, 4), ("books", 2, 5))
        for who in range(3)
        for point, measure, score in (
            ("call", "received", call), ("invoice", "received", invoice),
            ("call", "desired", 5), ("invoice", "desired", 5),
            ("call", "importance", 1), ("invoice", "importance", 3),
        )
    ]  # fmt: skip
    agreed = [
        {"group": "team", "touchpoint": point, "wave": 1, "measure": "minimum", "score": 3}
        for point in ("call", "invoice")
    ]
    rows = [*patients, *team, *agreed]
    return [{"id": f"s{i}", "n": 1, "round": 1} | row for i, row in enumerate(rows)]


class Canned(Numbers):
    """A workshop's numbers, but for the gaps, which are given."""

    given: pd.DataFrame

    def gaps(self, **_options: Any) -> pd.DataFrame:
        return self.given


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
    told = Client(**(CLIENT | (client or {})))
    numbers = Canned(told, frames)
    numbers.given = gaps_of(SCORED if scored is None else scored)
    return SimpleNamespace(
        name="lindenhof",
        client=told,
        revision=7,
        events=None,
        numbers=lambda: numbers,
        findings=lambda: found,
        **frames,
    )
