"""How fast the choice is, and what greed and a value ÷ effort list lose beside it: one run.

    make bench-plan          prints the tables
    make bench-plan WRITE=1  writes them into docs/plan.md too

The ideas are made up: one to two touchpoints each, lifts of the usual sizes, costs that spread as
costs do, six departments with two fifths of the days, a prerequisite for every sixth idea.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from touchkit.plan import by_ratio, choose, greedy

PAGE = Path(__file__).parents[1] / "docs" / "plan.md"
START, END = "<!-- {}:start -->", "<!-- {}:end -->"
SEEDS = range(5)

Problem = tuple[pd.DataFrame, pd.DataFrame, dict[str, Any]]


def main() -> int:
    """Measure everything, print it, and say by the exit code whether every figure was met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"write the tables into {PAGE.name}")
    write = parser.parse_args().write
    speeds, losses = _speeds(), _losses()
    tables = {
        "speed": _table(["what", "median", "slowest", "wanted", "met"], [row for row, _ in speeds]),
        "loss": _table(
            ["ideas", "the best plan closes", "greed loses", "the list loses", "at worst"],
            [row for row, _ in losses],
        ),
    }
    for table in tables.values():
        print(table, end="\n\n")
    if write:
        page = PAGE.read_text(encoding="utf-8")
        for name, table in tables.items():
            start, end = START.format(name), END.format(name)
            before, rest = page.split(start)
            page = f"{before}{start}\n{table}\n{end}{rest.split(end)[1]}"
        PAGE.write_text(page, encoding="utf-8")
    return 0 if all(met for _, met in [*speeds, *losses]) else 1


def made(n: int, seed: int) -> Problem:
    """Return n ideas, the gaps they are about, and limits that leave most of them out."""
    rng = np.random.default_rng(seed)
    places = max(6, n // 3)
    cost = np.round(np.exp(rng.normal(7, 1, n)), -1)
    effort = rng.choice([1, 2, 3, 5, 8, 12, 20], n)
    department = rng.choice([f"d{place}" for place in range(6)], n)
    where = [rng.choice(places, rng.choice([1, 1, 2]), replace=False) for _ in range(n)]
    needs = [
        f"i{rng.integers(place)}" if place and rng.random() < 1 / 6 else None for place in range(n)
    ]
    ideas = pd.DataFrame(
        {
            "id": [f"i{place}" for place in range(n)],
            "touchpoint": [";".join(f"t{place}" for place in some) for some in where],
            "lift": np.round(rng.choice([0.3, 0.7, 1.2], n) * rng.uniform(0.7, 1.3, n), 2),
            "cost": cost, "effort_days": effort, "department": department, "needs": needs,
        }
    )  # fmt: skip
    gaps = pd.DataFrame(
        {
            "touchpoint": [f"t{place}" for place in range(places)],
            "gap": -np.round(np.maximum(rng.normal(1.2, 0.8, places), 0), 2),
            "importance": np.round(rng.uniform(0.2, 2, places), 3),
            "gap_sd": 0.2,
        }
    )
    days = {name: float(round(0.4 * effort[department == name].sum())) for name in set(department)}
    return ideas, gaps, {"budget": float(round(0.08 * cost.sum())), "days": days}


def _speeds() -> list[tuple[list[str], bool]]:
    rows = []
    _chosen(made(5, 0))  # SciPy takes half a second to load, once.
    for n, wanted, how in (
        (50, 0.5, "exact"),
        (500, 2.0, "proven optimal"),
        (5000, 10.0, "within 1e-3"),
    ):
        taken = [_timed(partial(_chosen, made(n, seed))) for seed in SEEDS]
        rows.append(_row(f"{n:,} ideas, {how}", taken, wanted))
    taken = [_timed(partial(_frontier, made(50, seed))) for seed in SEEDS]
    rows.append(_row("frontier of 20 budgets, 50 ideas", taken, 30.0))
    taken = [_timed(partial(_chosen, made(50, seed), draws=200)) for seed in SEEDS]
    rows.append(_row("stability from 200 draws, 50 ideas", taken, 30.0))
    taken = []
    for seed in SEEDS:
        ideas, gaps, limits = made(50, seed)
        for part in (0.5, 0.8, 1.2, 2.0):
            moved = {**limits, "budget": part * limits["budget"]}
            taken.append(_timed(partial(_chosen, (ideas, gaps, moved))))
    rows.append(_row("moving the budget line, 50 ideas", taken, 0.3))
    taken = [_timed(partial(_reasons, made(50, seed))) for seed in SEEDS]
    rows.append(_row("all reasons, 50 ideas", taken, 0.0))
    return rows


def _chosen(problem: Problem, **options: Any) -> Any:
    ideas, gaps, limits = problem
    return choose(ideas, gaps, **limits, **options)


def _frontier(problem: Problem) -> pd.DataFrame:
    return _chosen(problem).frontier()


def _reasons(problem: Problem) -> pd.DataFrame:
    return _chosen(problem).explain


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _row(what: str, taken: list[float], wanted: float) -> tuple[list[str], bool]:
    met = not wanted or max(taken) < wanted
    said = f"under {_seconds(wanted)}" if wanted else "–"
    verdict = ("yes" if met else "no") if wanted else "–"
    return [what, _seconds(statistics.median(taken)), _seconds(max(taken)), said, verdict], met


def _seconds(value: float) -> str:
    return f"{1000 * value:.0f} ms" if value < 1 else f"{value:.1f} s"


def _losses() -> list[tuple[list[str], bool]]:
    rows = []
    for n in (50, 500):
        best, greed, ratio = [], [], []
        for seed in SEEDS:
            ideas, gaps, limits = made(n, seed)
            found = choose(ideas, gaps, **limits)
            best.append(found.share)
            greed.append(1 - greedy(ideas, gaps, **limits).value / found.value)
            ratio.append(1 - by_ratio(ideas, gaps, **limits).value / found.value)
        means = [f"{100 * statistics.mean(some):.1f} %" for some in (best, greed, ratio)]
        worst = f"{100 * max(greed):.1f} %, {100 * max(ratio):.1f} %"
        rows.append(([f"{n:,}", *means, worst], min(greed + ratio) >= -1e-6))
    return rows


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


if __name__ == "__main__":
    sys.exit(main())
