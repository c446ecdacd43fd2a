"""How fast the measures are beside their peers, and how often their intervals hold: one run.

    make bench              prints the tables
    make bench WRITE=1      writes them into docs/measures.md too

Ours and the peer take turns on the same data in the same process; what counts is the ratio.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import krippendorff
import numpy as np
import pandas as pd
from scipy.stats import bootstrap

from touchkit.measure import alpha, alpha_from_counts, gaps

from coverage import ALLOWED, coverage
from samples import MINIMUM, SCALE, TARGET, answers

DRAWS = 2_000
PAGE = Path(__file__).parents[1] / "docs" / "measures.md"
START, END = "<!-- {}:start -->", "<!-- {}:end -->"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the table.

    Attributes
    ----------
    what, ours, peer, ratio, wanted : str
        What was measured, both times, and what was to be reached.
    met : bool
        Whether it was.
    """

    what: str
    ours: str
    peer: str
    ratio: str
    wanted: str
    met: bool


def main() -> int:
    """Measure everything, print it, and say by the exit code whether every figure was met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"write the tables into {PAGE.name}")
    write = parser.parse_args().write
    held = coverage()
    figures = [*_against_scipy(), *_against_duckdb(), _many_touchpoints(), *_against_krippendorff()]
    tables = {"benchmark": _table(figures), "coverage": _coverage_table(held)}
    for table in tables.values():
        print(table, end="\n\n")
    if write:
        _write(tables)
    shares = held.iloc[:, 2:].to_numpy(float)
    within = (shares >= ALLOWED[0]) & (shares <= ALLOWED[1])
    return 0 if all(figure.met for figure in figures) and bool(within.all()) else 1


def _turns(*works: Callable[[], object], rounds: int) -> list[float]:
    """Return the median seconds of each, taken in turns, after a first round that is not counted."""
    taken: list[list[float]] = [[] for _ in works]
    for turn in range(rounds + 1):
        for work, own in zip(works, taken, strict=True):
            start = time.perf_counter()
            work()
            if turn or rounds == 1:
                own.append(time.perf_counter() - start)
    return [statistics.median(own) for own in taken]


def _seconds(value: float) -> str:
    if value < 0.001:
        return f"{1e6 * value:.0f} µs"
    return f"{1000 * value:.0f} ms" if value < 1 else f"{value:.1f} s"


# gaps beside scipy.stats.bootstrap


def _against_scipy() -> list[Figure]:
    target, wish = answers(1_000_000), answers(1_000_000, paired=True)
    paired = _bootstrapped("the customers' wish, paired", wish, {"desired_from": "customer"})
    return [
        _bootstrapped("the team's target", target, {}),
        replace(paired, wanted="–", met=True),
    ]


def _bootstrapped(what: str, scores: pd.DataFrame, options: dict[str, str]) -> Figure:
    found: dict[str, pd.DataFrame] = {}

    def ours() -> None:
        found["frame"] = gaps(scores, draws=DRAWS, **options)

    start = time.perf_counter()
    theirs = _scipy(scores, paired=bool(options))
    peer = time.perf_counter() - start
    own = _turns(ours, rounds=5)[0]
    apart = _apart(found["frame"], theirs)
    return Figure(
        what=f"gaps, 50 touchpoints, 1,000,000 answers, {what}, beside `scipy.stats.bootstrap` for "
        f"received, gap and share below; interval ends apart at most {apart:.2f} standard errors",
        ours=_seconds(own), peer=_seconds(peer), ratio=f"{peer / own:.0f} × faster",
        wanted="100 × faster, at most 0.35 apart", met=peer / own >= 100 and apart <= 0.35,
    )  # fmt: skip


def _scipy(scores: pd.DataFrame, *, paired: bool) -> pd.DataFrame:
    """Return the intervals of the same numbers, one bootstrap a touchpoint and number."""
    customers = scores[scores["group"] == "customer"]
    columns = {
        key: rows.to_numpy() for key, rows in customers.groupby(["touchpoint", "measure"])["score"]
    }
    rows = []
    for touchpoint in customers["touchpoint"].unique():
        received = columns[touchpoint, "received"]
        wanted = columns[touchpoint, "desired"] if paired else TARGET
        numbers = {
            "received": received,
            "gap": received - wanted,
            "below": (received < MINIMUM).astype(float),
        }
        row = {"touchpoint": touchpoint, "n": len(received)}
        for name, values in numbers.items():
            told = bootstrap((values,), np.mean, n_resamples=DRAWS, method="percentile", batch=100,
                             rng=np.random.default_rng(0)).confidence_interval  # fmt: skip
            row |= {f"{name}_low": told.low, f"{name}_high": told.high, f"{name}_sd": values.std()}
        rows.append(row)
    return pd.DataFrame(rows)


def _apart(ours: pd.DataFrame, theirs: pd.DataFrame) -> float:
    """Return the widest distance of two interval ends, in standard errors of the number."""
    both = ours.merge(theirs, on="touchpoint", suffixes=("", "_theirs"))
    wide = 0.0
    for name in ("received", "below", "gap"):
        error = both[f"{name}_sd"] / np.sqrt(both["n_theirs"])
        for end in ("low", "high"):
            far = (both[f"{name}_{end}"] - both[f"{name}_{end}_theirs"]).abs() / error
            wide = max(wide, float(far.max()))
    return wide


# gaps beside a bare count


def _against_duckdb() -> list[Figure]:
    usual = 'touchpoint, "group", measure, score'
    people = f"respondent, {usual}"
    cases = (
        ("the team's target, nobody named", {}, False, usual),
        ("the team's target, people named", {}, False, people),
        ("the customers' wish, paired", {"desired_from": "customer"}, True, people),
    )
    return [_counted(*case) for case in cases]


def _counted(what: str, options: dict[str, str], paired: bool, columns: str) -> Figure:  # noqa: FBT001 # by position
    scores = answers(10_000_000, paired=paired)
    scores = scores if "respondent" in columns else scores.drop(columns="respondent")
    query = f"SELECT {columns}, count(*) FROM scores GROUP BY ALL"  # noqa: S608 # names of our own
    with duckdb.connect() as connection:
        connection.register("scores", scores)
        own, peer = _turns(
            lambda: gaps(scores, draws=DRAWS, **options),
            lambda: connection.sql(query).fetchnumpy(),
            rounds=3,
        )
    counted = columns.replace('"', "")
    return Figure(
        what=f"gaps, 10,000,000 rows, {what}, beside a bare DuckDB count over {counted}",
        ours=_seconds(own), peer=_seconds(peer), ratio=f"{own / peer:.1f} × as long",
        wanted="at most 3 × as long", met=own / peer <= 3,
    )  # fmt: skip


def _many_touchpoints() -> Figure:
    """Measure the drawing: 500 touchpoints from 49 differences each, whatever the answers behind them."""
    rng = np.random.default_rng(0)
    received = rng.choice(SCALE, (120, 500))
    wish = np.minimum(received + rng.integers(0, 3, received.shape), SCALE[-1])
    parts = [
        pd.DataFrame(
            {
                "respondent": np.repeat([f"c{person}" for person in range(120)], 500),
                "touchpoint": np.tile([f"t{place:03d}" for place in range(500)], 120),
                "group": "customer", "measure": measure, "score": scores.ravel(),
            }
        )
        for measure, scores in (("received", received), ("desired", wish))
    ]  # fmt: skip
    scores = pd.concat(parts, ignore_index=True)
    own = _turns(lambda: gaps(scores, desired_from="customer", draws=DRAWS), rounds=5)[0]
    return Figure(
        what="gaps, 500 touchpoints, paired, 120,000 answers read and counted too",
        ours=_seconds(own), peer="–", ratio="–", wanted="under 1.5 s", met=own < 1.5,
    )  # fmt: skip


# alpha beside krippendorff


def _against_krippendorff() -> list[Figure]:
    rng = np.random.default_rng(0)
    truth = rng.integers(1, 8, 20_000)
    ratings = np.clip(truth + rng.integers(-1, 2, (200, 20_000)), 1, 7).astype(float)
    ratings[rng.random(ratings.shape) < 0.1] = np.nan
    frame = pd.DataFrame(ratings)
    counts = pd.DataFrame(rng.integers(0, 5, (500, 7)), columns=SCALE)
    options = {"level_of_measurement": "ordinal"}
    own, peer = _turns(
        lambda: alpha(frame), lambda: krippendorff.alpha(ratings, **options), rounds=5
    )
    few = _turns(lambda: alpha_from_counts(counts), rounds=50)[0]
    theirs = krippendorff.alpha(ratings, **options)
    apart = abs(alpha(frame) - theirs)
    return [
        Figure(
            what=f"α, 200 raters × 20,000 units, beside krippendorff; apart by {apart:.0e}",
            ours=_seconds(own), peer=_seconds(peer), ratio=f"{peer / own:.1f} × faster",
            wanted="at least as fast, at most 1e-09 apart", met=peer >= own and apart <= 1e-9,
        ),
        Figure(
            what="α from counts, 500 units × 7 values",
            ours=_seconds(few), peer="–", ratio="–", wanted="under 1 ms", met=few < 0.001,
        ),
    ]  # fmt: skip


# the tables


def _table(figures: list[Figure]) -> str:
    lines = ["| what | touchkit | peer | ratio | wanted | met |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {f.what} | {f.ours} | {f.peer} | {f.ratio} | {f.wanted} | {_verdict(f)} |"
        for f in figures
    ]
    return "\n".join(lines)


def _verdict(figure: Figure) -> str:
    if figure.wanted == "–":
        return "–"
    return "yes" if figure.met else "no"


def _coverage_table(held: pd.DataFrame) -> str:
    lines = [f"| {' | '.join(held)} |", "|" + "---|" * held.shape[1]]
    for row in held.itertuples(index=False):
        cells = [*row[:2], *(f"{100 * share:.1f} %" for share in row[2:])]
        lines += [f"| {' | '.join(cells)} |"]
    return "\n".join(lines)


def _write(tables: dict[str, str]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name, table in tables.items():
        start, end = START.format(name), END.format(name)
        before, rest = page.split(start)
        page = f"{before}{start}\n{table}\n{end}{rest.split(end)[1]}"
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
