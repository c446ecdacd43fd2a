"""How often an interval that says 95 % holds the true number: a table from simulated samples.

    python benchmarks/coverage.py

Each sample is a touchpoint of its own, so that one call of `touchkit.measure.gaps` makes a thousand
intervals just as a client's twelve are made.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from touchkit.measure import gaps

from samples import CEILING, MIDDLING, MINIMUM, SCALE, TARGET

SAMPLES = 1_000
SIZES = (15, 30, 200)
KINDS = {"middling": MIDDLING, "ceiling-heavy": CEILING}
ALLOWED = (0.92, 0.98)
_MEASURES = {
    "mean received": "received",
    "gap to the team's target": "gap",
    "gap to the customers' wish, paired": "paired",
    "share below the minimum": "below",
}


def coverage() -> pd.DataFrame:
    """Return the share of intervals that hold the true number.

    Returns
    -------
    pandas.DataFrame
        measure, scores (middling, ceiling-heavy), a column a sample size with the share, 0 to 1.
    """
    rows = []
    for kind, shares in KINDS.items():
        found = {size: _held(shares, size, seed=size) for size in SIZES}
        rows += [
            {"measure": label, "scores": kind} | {f"n = {size}": found[size][name] for size in SIZES}
            for label, name in _MEASURES.items()
        ]  # fmt: skip
    return pd.DataFrame(rows).sort_values("measure", kind="stable", ignore_index=True)


def _held(shares: np.ndarray, size: int, seed: int) -> dict[str, float]:
    rng = np.random.default_rng(seed)
    # Touchpoints differ, so each has true shares of its own; with one and the same for all, the
    # coverage of a share from 15 answers would hop with the share, as counts do.
    true_shares = rng.dirichlet(100 * shares, SAMPLES)
    picked = rng.random((SAMPLES, size, 1)) > true_shares.cumsum(axis=1)[:, None, :-1]
    received = SCALE[picked.sum(axis=2)]
    # Who received much hopes for much: a wish is what was received, or a step or two above it.
    steps, chances = np.array([0.0, 1.0, 2.0]), np.array([0.5, 0.3, 0.2])
    wish = np.minimum(received + rng.choice(steps, received.shape, p=chances), SCALE[-1])
    mean = true_shares @ SCALE
    hoped = np.minimum(SCALE[:, None] + steps, SCALE[-1]) @ chances
    true = {
        "received": mean,
        "gap": mean - TARGET,
        "paired": mean - true_shares @ hoped,
        "below": true_shares[:, SCALE < MINIMUM].sum(axis=1),
    }
    ends: dict[str, Any] = {"scale": (SCALE[0], SCALE[-1])}  # as the screens pass the client's
    team = gaps(_frame(received, None), **ends)
    own = gaps(_frame(received, wish), desired_from="customer", **ends)
    frames = {"received": team, "gap": team, "paired": own, "below": team}
    held = {}
    for name, frame in frames.items():
        column = "gap" if name == "paired" else name
        inside = (frame[f"{column}_low"] <= true[name] + 1e-9) & (
            true[name] - 1e-9 <= frame[f"{column}_high"]
        )
        held[name] = float(inside.mean())
    return held


def _frame(received: np.ndarray, wish: np.ndarray | None) -> pd.DataFrame:
    samples, size = received.shape
    place = np.repeat(np.arange(samples), size)
    answers = {
        "touchpoint": place,
        "group": "customer",
        "respondent": np.tile(np.arange(size), samples),
    }
    room = {"touchpoint": np.arange(samples), "group": "team"}
    parts = [
        pd.DataFrame({**answers, "measure": "received", "score": received.ravel()}),
        pd.DataFrame({**room, "measure": "minimum", "score": MINIMUM}),
        pd.DataFrame({**room, "measure": "desired", "score": TARGET}),
    ]
    if wish is not None:
        parts.append(pd.DataFrame({**answers, "measure": "desired", "score": wish.ravel()}))
    return pd.concat(parts, ignore_index=True)


if __name__ == "__main__":
    print(coverage().to_string(index=False))
