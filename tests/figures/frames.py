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


def frame(columns: str, *rows: dict[str, Any]) -> pd.DataFrame:
    """Return rows under these columns, missing where a row does not know one; numbers as such."""
    made = pd.DataFrame(list(rows), columns=columns.split())
    text = {"touchpoint", "department", "stage", "closed", "quadrant", "sentence"}
    flags = {"own", "beyond"}
    kinds = {
        name: "str" if name in text else "bool" if name in flags else "float64" for name in made
    }
    return made.astype(kinds)


def shares() -> pd.DataFrame:
    """Return an invoice with many answers below the minimum and a call with few answers."""
    return gaps(
        {"touchpoint": "call", "n_received": 9, "received": 4.25, "minimum": 3.5, "below": 0.125},
        {"touchpoint": "invoice", "n_received": 40, "received": 2.5, "minimum": 3.0,
         "below": 0.41, "below_low": 0.25, "below_high": 0.56},
    )  # fmt: skip


SIDES = (
    "touchpoint n_team n_customer team team_least team_greatest customer customer_low "
    "customer_high difference difference_low difference_high beyond sentence"
)


def sides() -> pd.DataFrame:
    """Return a call both see alike, an invoice the team thinks better of, a card nobody met."""
    return frame(
        SIDES,
        {"touchpoint": "call", "n_team": 8, "n_customer": 9, "team": 4.0, "team_least": 3,
         "team_greatest": 5, "customer": 4.25, "difference": -0.25, "beyond": False},
        {"touchpoint": "invoice", "n_team": 7, "n_customer": 84, "team": 4.5, "team_least": 4,
         "team_greatest": 5, "customer": 2.5, "customer_low": 2.25, "customer_high": 2.75,
         "difference": 2.0, "difference_low": 1.75, "difference_high": 2.25, "beyond": True},
        {"touchpoint": "card", "n_team": 5, "n_customer": 0, "team": 3.0, "team_least": 2,
         "team_greatest": 4, "beyond": False},
    )  # fmt: skip


MARKS = "touchpoint department own n mean least greatest sentence"


def marks() -> pd.DataFrame:
    """Return marks of two departments, wide apart at the invoice, alike at the call."""
    rows = [
        ("call", "desk", True, 3, 4.0), ("call", "books", False, 2, 4.0),
        ("invoice", "desk", False, 3, 2.0), ("invoice", "books", True, 2, 4.5),
        ("card", "desk", False, 1, None),
    ]  # fmt: skip
    names = ("touchpoint", "department", "own", "n", "mean")
    return frame(MARKS, *(dict(zip(names, row, strict=True)) for row in rows))


CHANGES = (
    "touchpoint wave_before wave_after n_before n_after before after change change_low "
    "change_high closed by_chance sentence"
)


def changes() -> pd.DataFrame:
    """Return an invoice that got better, a call with few answers, a card of one wave."""
    waves = {"wave_before": 1, "wave_after": 2, "by_chance": 0.05}
    return frame(
        CHANGES,
        waves | {"touchpoint": "call", "n_before": 9, "n_after": 40, "before": 4.25, "after": 4.0,
         "change": -0.25, "closed": "too few answers"},
        waves | {"touchpoint": "invoice", "n_before": 84, "n_after": 61, "before": 2.5,
         "after": 3.5, "change": 1.0, "change_low": 0.75, "change_high": 1.25, "closed": "yes"},
        waves | {"touchpoint": "card", "n_before": 0, "n_after": 20, "after": 3.0,
         "closed": "no"},
    )  # fmt: skip


PROOFS = "touchpoints without n assumed observed measured checked sentence"


def proofs(by: str = "stage", places: tuple[Any, ...] = ("know", "buy", None)) -> pd.DataFrame:
    """Return a place with notes of every kind, one with assumptions only, one without notes."""
    numbers = (
        {"touchpoints": 4, "without": 1, "n": 8, "assumed": 2, "observed": 5, "measured": 1,
         "checked": 0.75},
        {"touchpoints": 2, "without": 1, "n": 4, "assumed": 4, "observed": 0, "measured": 0,
         "checked": 0.0},
        {"touchpoints": 1, "without": 1, "n": 0, "assumed": 0, "observed": 0, "measured": 0},
    )  # fmt: skip
    rows = [{by: place} | row for place, row in zip(places, numbers, strict=False)]
    return frame(f"{by} {PROOFS}", *rows)


GRID = (
    "touchpoint importance performance performance_low performance_high quadrant "
    "cross_importance cross_performance sentence"
)


def placed() -> pd.DataFrame:
    """Return an invoice to concentrate on, a call to keep up, a card without performance."""
    lines = {"cross_importance": 4.0, "cross_performance": 3.0}
    return frame(
        GRID,
        lines | {"touchpoint": "call", "importance": 4.25, "performance": 4.5,
         "quadrant": "keep up the good work"},
        lines | {"touchpoint": "invoice", "importance": 4.5, "performance": 2.0,
         "performance_low": 1.75, "performance_high": 2.25, "quadrant": "concentrate here"},
        lines | {"touchpoint": "card", "importance": 3.0},
    )  # fmt: skip
