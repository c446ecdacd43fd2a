"""Made-up answers, as many as one likes, from seeds."""

from __future__ import annotations

import numpy as np
import pandas as pd

SCALE = np.arange(1.0, 8.0)
"""The scale of the made-up answers, 1 to 7."""

MIDDLING = np.array([0.05, 0.10, 0.20, 0.30, 0.20, 0.10, 0.05])
CEILING = np.array([0.01, 0.01, 0.02, 0.04, 0.07, 0.15, 0.70])
"""How often each point is given: around the middle, and with seven in ten at the top."""

MINIMUM, TARGET = 4.0, 6.5


def answers(
    rows: int, touchpoints: int = 50, *, paired: bool = False, seed: int = 0
) -> pd.DataFrame:
    """Return customers' answers, one line each, in plain text columns.

    Parameters
    ----------
    rows : int
        How many lines.
    touchpoints : int
        How many touchpoints; each person answers for all of them.
    paired : bool
        Whether each person gives both the received and the desired score; else only what they
        received, and the team has set one target a touchpoint.
    seed : int
        Where the random numbers start.
    """
    rng = np.random.default_rng(seed)
    measures = ["received", "desired"] if paired else ["received"]
    people = rows // (touchpoints * len(measures))
    person = np.repeat(np.arange(people), touchpoints * len(measures))
    place = np.tile(np.repeat(np.arange(touchpoints), len(measures)), people)
    shares = {"received": MIDDLING, "desired": CEILING}
    scores = np.column_stack(
        [rng.choice(SCALE, people * touchpoints, p=shares[name]) for name in measures]
    )
    text = {
        "respondent": np.array([f"c{number:07d}" for number in range(people)], dtype=object)[
            person
        ],
        "touchpoint": np.array([f"touchpoint {n}" for n in range(touchpoints)], dtype=object)[
            place
        ],
        "measure": np.tile(np.array(measures, dtype=object), people * touchpoints),
    }
    frame = pd.DataFrame({**text, "group": "customer", "score": scores.ravel()})
    decided = [("minimum", MINIMUM)] + ([] if paired else [("desired", TARGET)])
    room = pd.DataFrame(
        [
            {"touchpoint": f"touchpoint {n}", "measure": measure, "group": "team", "score": score}
            for measure, score in decided for n in range(touchpoints)
        ]
    )  # fmt: skip
    columns = ["respondent", "group", "touchpoint", "measure"]
    return pd.concat([frame, room], ignore_index=True).astype(dict.fromkeys(columns, "str"))
