"""The business case in words: what is missing, the range, and what it hangs on."""

from __future__ import annotations

from collections.abc import Sequence

from touchkit.measure.saying import capital, listing, number, share
from touchkit.model.saying import money
from touchkit.plan import BusinessCase
from touchkit.plan.wording import payback
from touchkit.steps.amounts import say_amount, say_share
from touchkit.steps.assumptions import ENDS, Line

_LINES = {
    "kept": "Customers kept a year", "gain": "Brings in a year", "cost_first_year": "Costs in the first year",
    "net": "Left after all costs, {}", "payback_months": "What is spent comes back in",
}  # fmt: skip


def missing_words(lines: Sequence[Line]) -> list[str]:
    """Say which inputs are still to be given and whom one asks; those without a source after them."""
    asked = [f"{capital(line.says)}: ask {line.ask}." for line in lines if line.wanted]
    bare = [line.says for line in lines if line.given and not line.source]
    said = f"Say where it comes from: {listing(bare, most=len(bare))}." if bare else ""
    return [*asked, *([said] if said else [])]


def typed_as(line: Line, value: float | None) -> str:
    """Return a value as it stands in the line where it is typed; blank: not known."""
    if value is None:
        return ""
    return say_share(value) if line.unit == "share" else say_amount(value)


def range_rows(case: BusinessCase) -> list[tuple[str, str, str, str]]:
    """Return the case from its cautious to its hopeful end, a row a line, in words."""
    rows, over = [], "first year" if case.years == 1 else f"{case.years} years"
    for row in case.range.to_dict("records"):
        ends = (_said(row["line"], row[end], case.currency) for end in ENDS)
        rows.append((_LINES[row["line"]].format(over), *ends))
    return rows  # type: ignore[return-value] # three ends: a label and three texts


def hinges(case: BusinessCase, most: int = 3) -> list[str]:
    """Say what the case hangs on, the most of it first."""
    said = []
    for row in case.tornado.head(most).to_dict("records"):
        low, high = (_value(row["unit"], row[end], case.currency) for end in ("low", "high"))
        if low == high:
            continue
        nets = [money(round(row[f"net_{end}"]), case.currency) for end in ("low", "high")]
        said.append(
            f"{capital(row['says'])}: {nets[0]} is left if it is {low}, {nets[1]} if it is {high}."
        )
    return said


def _said(line: str, value: float, currency: str) -> str:
    if line == "kept":
        return number(value, 0)
    if line != "payback_months":
        return money(round(value), currency)
    return payback(value)


def _value(unit: str, value: float, currency: str) -> str:
    if unit == "share":
        return share(value)
    return money(value, currency) if unit == "money" else f"{value:,.0f}"
