"""Frames of a plan small enough to check by hand, for tests of figures."""

from __future__ import annotations

from typing import Any

import pandas as pd


def ideas(*more: dict[str, Any]) -> pd.DataFrame:
    """Return a quick win, a big project, a trifle, a folly, and an idea nobody has valued."""
    rows = [
        {"idea": "text", "title": "A text before", "value": 0.10, "effort": 2.0, "cost": 400.0,
         "decision": "in"},
        {"idea": "portal", "title": "A portal", "value": 0.20, "effort": 20.0, "cost": 9000.0,
         "decision": "out"},
        {"idea": "sprig", "title": "A sprig", "value": 0.01, "effort": 1.0, "cost": None,
         "decision": "in"},
        {"idea": "button", "title": "A button", "value": 0.02, "effort": 30.0, "cost": 2500.0,
         "decision": "out"},
        {"idea": "coffee", "title": "Coffee", "value": None, "effort": 2.0, "cost": 120.0,
         "decision": "cannot be ranked"},
        *more,
    ]  # fmt: skip
    return pd.DataFrame(rows).astype({"value": "float64", "cost": "float64"})


def frontier() -> pd.DataFrame:
    """Return three budgets, the dearest of which closes no more than the one before."""
    return pd.DataFrame(
        {
            "budget": [0.0, 1000.0, 2000.0], "value": [0.0, 2.0, 2.0], "share": [0.0, 0.4, 0.4],
            "chosen": [(), ("text", "sprig"), ("text", "sprig")],
        }
    )  # fmt: skip


def wobble() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return how often five ideas are chosen, and which of them were."""
    shares = {"a": 0.2, "b": 1.0, "c": 0.6, "d": 0.59, "e": 0.45, "f": 0.35}
    chosen = {"b", "c", "d", "f"}
    frame = pd.DataFrame({"idea": list(shares), "share": list(shares.values())})
    decision = ["in" if idea in chosen else "out" for idea in shares]
    return frame, pd.DataFrame({"idea": list(shares), "decision": decision, "reason": ""})


def assumptions() -> pd.DataFrame:
    """Return a lift that decides everything and a cost that decides little."""
    return pd.DataFrame(
        {
            "input": ["lift", "cost"], "says": ["how many leavers would stay", "what it costs once"],
            "unit": ["share", "money"], "source": ["our guess", "offer"], "low": [0.1, 800.0],
            "mid": [0.2, 1000.0], "high": [0.4, 1500.0], "net_low": [-500.0, 1200.0],
            "net_mid": [1000.0, 1000.0], "net_high": [4000.0, 500.0], "swing": [4500.0, 700.0],
            "turns": [True, False],
        }
    )  # fmt: skip
