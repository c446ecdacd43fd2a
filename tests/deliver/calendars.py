"""Acts, occurrences, ticks and findings small enough to check by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from touchkit.model import TABLES, to_frame

TODAY = dt.date(2027, 1, 15)
FORMULA = '=HYPERLINK("x";"y")'
ACTS: list[dict[str, Any]] = [
    {"id": "card", "title": "Birthday card, by hand", "touchpoint": "card", "audience": "best", "owner": "Sorrel",
     "channel": "post", "trigger": "birthday_on", "offset_days": -3, "repeats": "FREQ=YEARLY", "lead_days": 5,
     "weekdays_only": False, "wording": "Many happy returns; see you,\nSorrel", "calendar": "touchpoint"},
    {"id": "letter", "title": FORMULA, "owner": "Mace", "starts": dt.date(2027, 1, 4), "weekdays_only": False,
     "repeats": "FREQ=MONTHLY;BYDAY=1MO", "until": dt.date(2027, 6, 30), "calendar": "touchpoint"},
    {"id": "offer", "title": "Spring offer 🌷 & <more>", "audience": "best", "owner": "Mace", "lead_days": 0,
     "starts": dt.date(2027, 3, 3), "weekdays_only": True, "calendar": "marketing", "their_code": "007"},
]  # fmt: skip
TICKS: list[dict[str, Any]] = [
    {"id": "t1", "act": "card", "customer": "k1", "due": dt.date(2027, 1, 10), "done_on": dt.date(2027, 1, 9),
     "by": "Sorrel"},
    {"id": "t2", "act": "card", "customer": "k2", "due": dt.date(2027, 1, 20)},
]  # fmt: skip
DAYS = [
    ("card", "2027-01-10", "best", "k1", "Sorrel", "post", "card", "touchpoint"),
    ("card", "2027-01-20", "best", "k2", "Sorrel", "post", "card", "touchpoint"),
    ("letter", "2027-01-04", None, None, "Mace", None, None, "touchpoint"),
    ("letter", "2027-02-01", None, None, "Mace", None, None, "touchpoint"),
    ("offer", "2027-03-03", "best", None, "Mace", None, None, "marketing"),
]
NAMES = ("act", "when", "audience", "customer", "owner", "channel", "touchpoint", "calendar")


def acts(*changed: dict[str, Any], without: str = "") -> pd.DataFrame:
    rows = {row["id"]: row for row in ACTS if row["id"] != without}
    for row in changed:
        rows[row["id"]] = (
            rows.get(row["id"], {"calendar": "touchpoint", "weekdays_only": False}) | row
        )
    return to_frame(TABLES["acts"], list(rows.values()))


def ticks() -> pd.DataFrame:
    return to_frame(TABLES["ticks"], TICKS)


def occurrences(*days: tuple[Any, ...]) -> pd.DataFrame:
    """Return a frame as `touchkit.plan.calendar` gives it, its text categorical."""
    made = pd.DataFrame(list(days) or DAYS, columns=list(NAMES))
    kinds: dict[str, Any] = {name: "category" for name in NAMES if name != "when"}
    return made.astype(kinds | {"when": "datetime64[us]"})


def findings() -> pd.DataFrame:
    rows = [
        ("collision", "card and offer, 1 day apart", "best", "2027-01-10", "2027-01-20", "Move the offer."),
        ("drought", "nobody hears anything for 40 days", "best", "2027-01-21", "2027-03-02", "Do one thing more."),
        ("unowned", "nobody does it", "letter", None, None, "Name somebody."),
    ]  # fmt: skip
    made = pd.DataFrame(rows, columns=["kind", "what", "who", "first", "last", "proposal"])
    return made.astype({"first": "datetime64[us]", "last": "datetime64[us]"})


def lists() -> dict[str, pd.DataFrame]:
    return {
        "audiences": pd.DataFrame({"id": ["best"], "name": ["Best customers"]}),
        "channels": pd.DataFrame({"id": ["post", "email"], "name": ["Post", "E-mail"]}),
        "touchpoints": pd.DataFrame({"id": ["card", "visit"], "name": ["Card", "Visit"]}),
    }
