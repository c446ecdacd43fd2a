"""Random problems, small enough to try every set of ideas."""

import itertools

import numpy as np
import pandas as pd
from hypothesis import strategies as st

LETTERS = "abcdefghijklmn"


@st.composite
def problems(draw, most=14, *, days=True, links=True):
    """Ideas, gaps and the limits, as `choose` takes them."""
    n, places = draw(st.integers(1, most)), draw(st.integers(1, 4))
    whole = st.integers(0, 12)
    lifts = draw(st.lists(st.integers(0, 20), min_size=n, max_size=n))
    costs = draw(st.lists(whole, min_size=n, max_size=n))
    where = draw(
        st.lists(
            st.sets(st.integers(0, places - 1), min_size=1, max_size=2), min_size=n, max_size=n
        )
    )
    ideas = pd.DataFrame(
        {
            "id": list(LETTERS[:n]),
            "touchpoint": [";".join(f"t{place}" for place in sorted(some)) for some in where],
            "lift": np.array(lifts) / 10,
            "cost": costs,
        }
    )
    gaps = pd.DataFrame(
        {
            "touchpoint": [f"t{place}" for place in range(places)],
            "gap": np.array(draw(st.lists(st.integers(-30, 5), min_size=places, max_size=places)))
            / 10,
            "importance": draw(st.lists(st.integers(0, 5), min_size=places, max_size=places)),
        }
    )
    given = {"budget": draw(st.integers(0, 25)), "below_minimum": draw(st.sampled_from([1.0, 2.0]))}
    if given["below_minimum"] > 1:
        gaps["received"], gaps["minimum"] = 2.0, draw(st.integers(10, 40)) / 10
    if days:
        ideas["effort_days"] = draw(st.lists(st.integers(0, 6), min_size=n, max_size=n))
        ideas["department"] = draw(st.lists(st.sampled_from(["x", "y"]), min_size=n, max_size=n))
        given["days"] = {"x": draw(st.integers(0, 15)), "y": draw(st.integers(0, 15))}
    if links and n > 1:
        # Needs point to earlier ideas, so there is no circle; exclusions join ideas free of needs.
        needs, excludes = [None] * n, [None] * n
        for place in draw(st.sets(st.integers(1, n - 1), max_size=4)):
            needs[place] = LETTERS[draw(st.integers(0, place - 1))]
        tied = {LETTERS[place] for place in range(n) if needs[place]} | set(filter(None, needs))
        free = [one for one in LETTERS[:n] if one not in tied]
        for one in free[: draw(st.integers(0, 3))]:
            excludes[LETTERS.index(one)] = free[-1] if free[-1] != one else None
        ideas["needs"], ideas["excludes"] = needs, excludes
    return ideas, gaps, given


def value_of(ideas, gaps, chosen, below_minimum=1.0):
    """The objective, read off the contract."""
    value = 0.0
    for row in gaps.to_dict("records"):
        missing = max(-row["gap"], 0.0)
        under = max(row.get("minimum", 0) - row.get("received", 0), 0.0)
        missing += (below_minimum - 1) * min(under, missing)
        on = [row["touchpoint"] in cell.split(";") for cell in ideas["touchpoint"]]
        lifts = sum(ideas["lift"][place] for place in chosen if on[place])
        value += row["importance"] * min(missing, lifts)
    return value


def allowed(ideas, chosen, *, budget, days=None):
    """Whether a set keeps to money, days, needs and exclusions."""
    ids = {ideas["id"][place] for place in chosen}
    if sum(ideas["cost"][place] for place in chosen) > budget + 1e-9:
        return False
    for name, limit in (days or {}).items():
        if (
            sum(ideas["effort_days"][one] for one in chosen if ideas["department"][one] == name)
            > limit
        ):
            return False
    for place in chosen:
        needs = ideas["needs"][place] if "needs" in ideas else None
        excludes = ideas["excludes"][place] if "excludes" in ideas else None
        if (isinstance(needs, str) and needs not in ids) or (
            isinstance(excludes, str) and excludes in ids
        ):
            return False
    return True


def best_by_trying(ideas, gaps, *, budget, days=None, below_minimum=1.0):
    """The greatest value of all sets."""
    places = range(len(ideas))
    sets = itertools.chain.from_iterable(
        itertools.combinations(places, k) for k in range(len(ideas) + 1)
    )
    return max(
        value_of(ideas, gaps, chosen, below_minimum)
        for chosen in sets
        if allowed(ideas, chosen, budget=budget, days=days)
    )
