"""What is in the way at a touchpoint, and what was wanted there, from the notes."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from touchkit.measure.saying import missing

_SEVERITIES = {
    "loses": "loses the {customer}", "delays": "delays", "annoys": "annoys",
}  # fmt: skip
_WAY = ("obstacle", "annoyance")
_WANTED = {"think": "Think", "feel": "Feel", "do": "Do", "brand": "Brand", "standard": "Standard"}


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A note as it is read out: what kind it is, how bad, how we know."""

    lane: str
    text: str
    evidence: str
    severity: str = ""
    about_stage: bool = False


def in_the_way(
    notes: pd.DataFrame,
    touchpoint: str,
    *,
    stage: str = "",
    persona: str = "",
    customer_word: str = "customer",
) -> list[Remark]:
    """Return what stands in the way, the worst first.

    Obstacles, annoyances, and what was expected or promised and is not met; about the touchpoint,
    then about its whole stage.

    Parameters
    ----------
    notes : pandas.DataFrame
        The table notes; left as it is.
    touchpoint, stage : str
        Where.
    persona : str
        Only what is true for this persona or for all; blank: everything.
    customer_word : str
        What a customer is called.
    """
    about = _about(notes, touchpoint, stage, persona)
    found = about[about["lane"].isin(_WAY) | (about["met"] == "no")]
    order = [*_SEVERITIES]
    remarks = [_remark(row, customer_word) for row in found.to_dict("records")]
    worst = [order.index(one) if one in order else len(order) for one in found["severity"]]
    ranked = sorted(
        zip(worst, remarks, strict=True), key=lambda pair: (pair[0], pair[1].about_stage)
    )
    return [remark for _, remark in ranked]


def wanted(notes: pd.DataFrame, touchpoint: str, *, persona: str = "") -> list[Remark]:
    """Return what the customer should think, feel and do there, the brand, and the standard."""
    about = _about(notes, touchpoint, "", persona)
    rows = about[about["lane"].isin([*_WANTED])].to_dict("records")
    rows.sort(key=lambda row: [*_WANTED].index(row["lane"]))
    return [_remark(row, "customer") for row in rows]


def _about(notes: pd.DataFrame, touchpoint: str, stage: str, persona: str) -> pd.DataFrame:
    here = notes["touchpoint"] == touchpoint
    if stage:
        here |= notes["touchpoint"].isna() & (notes["stage"] == stage)
    if persona:
        here &= notes["persona"].isna() | (notes["persona"] == persona)
    return notes[here.fillna(value=False)]


def _remark(row: dict[str, str], customer_word: str) -> Remark:
    lane = _WANTED.get(row["lane"], row["lane"].capitalize())
    if row["lane"] not in _WAY and row["met"] == "no" and row["lane"] not in _WANTED:
        lane = f"{lane} not met"
    severity = "" if missing(row["severity"]) else _SEVERITIES[row["severity"]]
    return Remark(
        lane=lane, text=row["text"], evidence=row["evidence"],
        severity=severity.format(customer=customer_word), about_stage=missing(row["touchpoint"]),
    )  # fmt: skip
