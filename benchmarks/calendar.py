"""How fast a calendar is expanded and looked through, and that it grows in line with the customers.

    make bench-calendar          prints the table
    make bench-calendar WRITE=1  writes it into docs/calendar.md too

The business is made up: 500 acts, of which 400 have dates of their own for 40 audiences and 100
hang on customers' dates (60 once, 30 each year, 10 each quarter), three years, and as many
customers as the row says. Each size runs in a process of its own, which says how much memory it
took beyond what Python and pandas take by themselves; times are the best of three runs.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "calendar":
    # Run as a script, a benchmark beside this one has this folder first on its path, so that
    # Python's own calendar would be looked for here: hand it out.
    import importlib.machinery
    import importlib.util

    here = str(Path(__file__).parent)
    found = importlib.machinery.PathFinder.find_spec(
        "calendar", [one for one in sys.path if str(Path(one or ".").resolve()) != here]
    )
    if found is None or found.loader is None:
        raise ImportError("Python's own calendar is not there.")
    sys.modules["calendar"] = module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
elif __name__ == "__main__":
    sys.path[:] = [one for one in sys.path if one and Path(one).resolve() != Path(__file__).parent]
    sys.path.append(str(Path(__file__).parents[1]))

import argparse  # after the path is put right
import datetime as dt
import json
import subprocess
import time
from typing import Any

PAGE = Path(__file__).parents[1] / "docs" / "calendar.md"
START, END = "<!-- speed:start -->", "<!-- speed:end -->"
SIZES = (1_000, 10_000, 20_000, 100_000)
WANTED = {20_000: (5.0, 1_000)}
FIRST, LAST = dt.date(2027, 1, 1), dt.date(2029, 12, 31)


def main() -> int:
    """Measure, print, and say by the exit code whether the figures were met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"write the table into {PAGE.name}")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measured(given.one)))
        return 0
    rows = [_in_a_process(customers) for customers in SIZES]
    table, met = _table(rows)
    print(table)
    if given.write:
        page = PAGE.read_text(encoding="utf-8")
        before, rest = page.split(START)
        PAGE.write_text(f"{before}{START}\n{table}\n{END}{rest.split(END)[1]}", encoding="utf-8")
    return 0 if met else 1


def _in_a_process(customers: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--one", str(customers)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 # itself
    row: dict[str, Any] = json.loads(done.stdout)
    return row


def measured(customers: int) -> dict[str, Any]:
    """Return how long it took, how much memory, and what was found."""
    from touchkit.plan import calendar, findings

    acts, people, audiences = made(customers)
    few = made(50)
    findings(
        calendar(few[0], few[1], start=FIRST, end=FIRST, country="IE", audiences=few[2]),
        closest_days=3, most_per_week=3, longest_silence_days=120,
    )  # fmt: skip
    before = _memory()
    runs = []
    for _ in range(3):
        start = time.perf_counter()
        due = calendar(acts, people, start=FIRST, end=LAST, country="IE", audiences=audiences)
        middle = time.perf_counter()
        found = findings(
            due, closest_days=3, most_per_week=3, longest_silence_days=120, country="IE"
        )
        runs.append((middle - start, time.perf_counter() - middle))
    expand, find = min(runs, key=sum)
    return {"customers": customers, "rows": len(due), "findings": len(found),
            "expand": expand, "find": find, "memory": _memory() - before,
            "total": _memory()}  # fmt: skip


def made(customers: int) -> tuple[Any, Any, Any]:
    """Return acts, customers and audiences of a made-up business."""
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(7)
    segments = [f"s{number}" for number in range(40)]
    day = np.datetime64("2024-01-01", "us")
    dates = {
        f"{name}_on": day + rng.integers(0, 2_000, customers).astype("timedelta64[D]")
        for name in ("purchase", "birthday", "renewal", "first_visit")
    }
    people = pd.DataFrame(
        {"id": [f"k{number:06d}" for number in range(customers)],
         "segment": rng.choice(segments, customers), "best": rng.random(customers) < 0.1, **dates}
    )  # fmt: skip
    rules = ["FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;BYDAY=1MO",
             "FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=-1FR", "FREQ=WEEKLY;INTERVAL=6"]  # fmt: skip
    rows: list[dict[str, Any]] = []
    for number in range(500):
        row: dict[str, Any] = {
            "id": f"a{number}", "owner": f"o{number % 25}", "channel": f"c{number % 8}",
            "touchpoint": f"t{number % 60}", "weekdays_only": number % 2 == 0,
            "calendar": "marketing" if number % 3 == 0 else "touchpoint",
            "audience": segments[number % 40],
        }  # fmt: skip
        if number < 400:
            row["starts"] = FIRST + dt.timedelta(days=int(rng.integers(0, 365)))
            row["repeats"] = rules[number % len(rules)]
        else:
            row["trigger"] = list(dates)[number % 4]
            row["offset_days"] = int(rng.integers(-30, 200))
            often = number % 10
            row["repeats"] = None if often < 6 else "FREQ=YEARLY" if often < 9 else rules[2]
            row["audience"] = None
        rows.append(row)
    audiences = pd.DataFrame({"id": segments, "filter": [f"segment = {one}" for one in segments]})
    return pd.DataFrame(rows), people, audiences


def _memory() -> float:
    """Return the most memory this process ever took, in MB."""
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024**2 if sys.platform == "darwin" else 1024)


def _table(rows: list[dict[str, Any]]) -> tuple[str, bool]:
    lines = ["| customers | times due | expanded | findings | found | a thousand customers | memory | wanted | met |",
             "|---|---|---|---|---|---|---|---|---|"]  # fmt: skip
    good = True
    for row in rows:
        taken = row["expand"] + row["find"]
        said, verdict = "–", "–"
        if row["customers"] in WANTED:
            seconds, most = WANTED[row["customers"]]
            met = taken < seconds and row["total"] < most
            good &= met
            said, verdict = f"under {seconds:g} s and {most:,} MB in all", "yes" if met else "no"
        lines.append(
            f"| {row['customers']:,} | {row['rows']:,} | {row['expand']:.2f} s | {row['findings']:,} "
            f"| {row['find']:.2f} s | {1e6 * taken / row['customers']:.0f} ms "
            f"| {row['memory']:,.0f} MB, {row['total']:,.0f} MB in all | {said} | {verdict} |"
        )
    return "\n".join(lines), good


if __name__ == "__main__":
    sys.exit(main())
