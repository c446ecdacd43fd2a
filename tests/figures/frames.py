"""Frames small enough to check by hand, for tests of figures."""

from __future__ import annotations

from typing import Any

import pandas as pd

from touchkit.model import TABLES, to_frame

NUMBERS = (
    "n", "n_received", "n_desired", "received", "received_low", "received_high", "desired",
    "minimum", "importance", "gap", "gap_low", "gap_high", "adequacy", "superiority", "below",
    "below_low", "below_high", "rank_low", "rank_high",
)  # fmt: skip
WORDS = ("touchpoint", "received_from", "desired_from", "sentence")


def stages() -> pd.DataFrame:
    rows = [{"id": "know", "name": "Know", "question": "How would I find you?"}]
    return to_frame(TABLES["stages"], [*rows, {"id": "buy", "name": "Buy"}])


def departments() -> pd.DataFrame:
    rows = [{"id": "desk", "name": "Front desk"}, {"id": "books", "name": "Accounts"}]
    return to_frame(TABLES["departments"], rows)


def touchpoints(*rows: dict[str, Any]) -> pd.DataFrame:
    usual = {"contact": "direct", "status": "exists", "moment_of_truth": False, "shortlist": False}
    return to_frame(TABLES["touchpoints"], [usual | row for row in rows])


def three() -> pd.DataFrame:
    """Return an invoice, a call before it and a planned card nobody owns."""
    return touchpoints(
        {"id": "invoice", "name": "Invoice", "stage": "buy", "department": "books"},
        {"id": "call", "name": "First call", "stage": "know", "department": "desk",
         "shortlist": True, "moment_of_truth": True},
        {"id": "card", "name": "Card", "stage": "buy", "status": "planned",
         "contact": "indirect"},
    )  # fmt: skip


def gaps(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return a frame as `touchkit.measure.gaps` gives it, from what is known of each row."""
    usual = {"received_from": "customer", "desired_from": "team", "sentence": ""}
    frame = pd.DataFrame([usual | row for row in rows], columns=[*WORDS, *NUMBERS])
    return frame.astype(dict.fromkeys(WORDS, "str") | dict.fromkeys(NUMBERS, "float64"))


def two_gaps() -> pd.DataFrame:
    return gaps(
        {"touchpoint": "call", "n_received": 84, "n_desired": 24, "received": 4.25,
         "received_low": 4.0, "received_high": 4.5, "desired": 4.75, "minimum": 3.5, "gap": -0.5,
         "gap_low": -0.75, "gap_high": -0.25, "below": 0.125},
        {"touchpoint": "invoice", "n_received": 40, "n_desired": 24, "received": 2.5,
         "received_low": 2.25, "received_high": 2.75, "desired": 4.5, "minimum": 3.0,
         "gap": -2.0, "gap_low": -2.25, "gap_high": -1.75, "below": 0.41},
    )  # fmt: skip


def received_only() -> pd.DataFrame:
    return gaps(
        {"touchpoint": "call", "desired_from": None, "n_received": 900, "received": 4.25},
        {"touchpoint": "invoice", "desired_from": None, "n_received": 800, "received": 3.5},
    )
