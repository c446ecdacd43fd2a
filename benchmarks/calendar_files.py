"""The worked example's calendar out and back: as a feed, as a workbook, as a workbook saved by LibreOffice.

Run: python benchmarks/calendar_files.py [FOLDER]. Without LibreOffice (`soffice`) the last part says so and fails.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import pandas as pd

import touchkit as tk

START, END = dt.date(2026, 11, 15), dt.date(2027, 11, 14)
PACK = Path(__file__).resolve().parents[1] / "workshop_data" / "lavender"


def main(folder: Path) -> int:
    tables = tk.read_pack(PACK).tables
    acts, ticks = tables["acts"], tables["ticks"]
    days = tk.plan.calendar(
        acts,
        tables["customers"],
        start=START,
        end=END,
        country="IE",
        audiences=tables["audiences"],
        each_customer=True,
    )
    lists = {name: tables[name] for name in ("audiences", "channels", "touchpoints", "ideas")}
    failed = 0

    begun = perf_counter()
    feed = tk.deliver.calendar_feed(
        acts, folder / "calendar.ics", client="lavender", occurrences=days
    )
    back = tk.read_calendar(feed).set_index("id").loc[acts["id"]].reset_index()[acts.columns]
    failed += tell("calendar → .ics → calendar", [(acts, back)], begun)

    begun = perf_counter()
    book = tk.deliver.calendar_sheet(days, acts, ticks, folder / "calendar.xlsx", lists=lists)
    failed += tell("calendar → .xlsx → calendar", pairs(book, acts, ticks), begun)

    for via in ("xlsx", "ods"):
        begun = perf_counter()
        saved = through_libreoffice(book, folder, via)
        if saved is None:
            print(f"calendar → .xlsx → LibreOffice ({via}) → calendar: not run, no soffice here")
            failed += 1
        else:
            failed += tell(
                f"calendar → .xlsx → LibreOffice ({via}) → calendar",
                pairs(saved, acts, ticks),
                begun,
            )
    return failed


def pairs(
    book: Path, acts: pd.DataFrame, ticks: pd.DataFrame
) -> list[tuple[pd.DataFrame, pd.DataFrame]]:
    return [(acts, tk.read_calendar(book)), (ticks, tk.read_calendar(book, table="ticks"))]


def tell(what: str, frames: list[tuple[pd.DataFrame, pd.DataFrame]], begun: float) -> int:
    same = all(before.equals(after) for before, after in frames)
    rows = " and ".join(f"{len(before)} rows" for before, _ in frames)
    print(
        f"{what}: {rows} {'came back as they went' if same else 'DIFFER'} ({perf_counter() - begun:.1f} s)"
    )
    return int(not same)


def through_libreoffice(book: Path, folder: Path, via: str) -> Path | None:
    """Return the workbook as LibreOffice saves it, by way of its own format where asked."""
    office = shutil.which("soffice")
    if office is None:
        return None
    for number, kind in enumerate([via, "xlsx"] if via != "xlsx" else ["xlsx"]):
        into = folder / f"saved-{via}-{number}"
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            office,
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(into),
            str(book),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=80)  # noqa: S603 # our own file
        book = into / f"{book.stem}.{kind}"
    return book


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(main(Path(sys.argv[1])))
    with tempfile.TemporaryDirectory() as scratch:
        sys.exit(main(Path(scratch)))
