"""What docs/measures.md says is so: which measures there are, and that its figures were reached."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from touchkit import figures, measure
from touchkit.workshop.numbers import Numbers

if TYPE_CHECKING:
    from pathlib import Path

GROUPS = [
    "The gap",
    "Inside and outside",
    "Importance",
    "Kano",
    "Loyalty and memory",
    "Change, stability, evidence",
    "Coefficients for the appendix",
]
NOT_DRAWN = {"alt_text", "to_png", "to_svg"}
OF_PLANS = {
    "budget_frontier", "calendar_year", "contact_timeline", "stability", "tornado", "value_effort",
}  # fmt: skip
"""Figures of what is to be done, not of what the scores say."""


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs" / "measures.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def entries(page: str) -> dict[str, str]:
    """What the page says of each measure."""
    measures, _ = page.split("## How fast, how sure")
    names = re.findall(r"^### `(\w+)`$", measures, flags=re.MULTILINE)
    assert len(set(names)) == len(names)
    return dict(zip(names, re.split(r"^### `\w+`$", measures, flags=re.MULTILINE)[1:], strict=True))


def test_every_public_measure_has_its_entry_and_nothing_else_has_one(entries):
    assert len(entries) > 20
    assert sorted(entries) == sorted(measure.__all__)


def test_the_entries_stand_in_their_groups(page):
    headings = re.findall(r"^## (.+)$", page, flags=re.MULTILINE)

    assert headings == [*GROUPS, "How fast, how sure"]


def test_every_entry_says_its_source_and_what_it_will_not_say(entries):
    assert entries
    for name, text in entries.items():
        assert len(re.findall(r"^- Source: \S", text, flags=re.MULTILINE)) == 1, name
        assert len(re.findall(r"^- Will not say: \S", text, flags=re.MULTILINE)) == 1, name


def test_every_figure_is_named_by_a_measure_it_draws(entries):
    named = _named("Figure", entries)

    assert len(named) > 5
    assert sorted(named) == sorted(set(figures.__all__) - NOT_DRAWN - OF_PLANS)


def test_every_method_of_a_workshops_numbers_is_named_by_its_measure(entries):
    methods = {name for name in vars(Numbers) if not name.startswith("_")}

    named = _named("In a workshop", entries)

    assert len(named) > 10
    assert sorted(named) == sorted(methods)


def test_each_table_stands_between_one_pair_of_marks(page):
    for name in ("benchmark", "coverage"):
        assert page.count(f"<!-- {name}:start -->") == page.count(f"<!-- {name}:end -->") == 1


def test_intervals_hold_the_true_number_as_often_as_they_say(page):
    head, rows = _table(page, "coverage")

    assert head == ["measure", "scores", "n = 15", "n = 30", "n = 200"]
    assert {row[1] for row in rows} == {"middling", "ceiling-heavy"}
    assert len({row[0] for row in rows}) == 4
    assert len(rows) == 8
    off = {
        (*row[:2], size): share
        for row in rows
        for size, share in zip(head[2:], row[2:], strict=True)
        if not 92 <= float(share.removesuffix(" %")) <= 98
    }
    assert off == {}


def test_every_figure_that_was_wanted_is_met(page):
    head, rows = _table(page, "benchmark")

    assert head == ["what", "touchkit", "peer", "ratio", "wanted", "met"]
    assert len(rows) >= 6
    assert sum(row[4] != "–" for row in rows) >= 5
    assert [row[0] for row in rows if row[5] != ("–" if row[4] == "–" else "yes")] == []


def test_coverage_from_15_answers_hops_with_the_true_share_as_the_page_says(page):
    (quoted,) = re.findall(
        r"in truth (\d+) % lie below the minimum, the interval from 15 answers holds\s"
        r"that (\d+) times in 100; where (\d+) % do, (\d+) times",
        page,
    )
    low, held_low, high, held_high = map(int, quoted)

    answers = [(below, 1, below) for below in range(1, 16)]
    answers += [(below, 7, 15 - below) for below in range(15)]
    rows = [
        *({"touchpoint": k, "group": "customer", "score": s, "n": n} for k, s, n in answers),
        *({"touchpoint": k, "group": "team", "score": 4, "n": 1} for k in range(16)),
    ]
    measures = ["received"] * len(answers) + ["minimum"] * 16
    found = measure.gaps(pd.DataFrame(rows).assign(measure=measures))

    assert found["touchpoint"].tolist() == list(range(16))
    assert round(100 * _covered(found, low / 100)) == held_low
    assert round(100 * _covered(found, high / 100)) == held_high


def _covered(found: pd.DataFrame, true: float) -> float:
    """How often one of 16 intervals, the k-th for k of 15 below, holds a true share."""
    chances = [math.comb(15, k) * true**k * (1 - true) ** (15 - k) for k in range(16)]
    holds = (found["below_low"] <= true) & (true <= found["below_high"])
    return sum(chance for chance, held in zip(chances, holds, strict=True) if held)


def _named(line: str, entries: dict[str, str]) -> list[str]:
    """The names in one kind of line, each of all entries."""
    lines = re.findall(rf"^- {line}: (.+)$", "\n".join(entries.values()), flags=re.MULTILINE)
    return [name for one in lines for name in re.findall(r"`(\w+)`", one)]


def _table(page: str, name: str) -> tuple[list[str], list[list[str]]]:
    """The head and the rows of the table between two marks."""
    between = page.partition(f"<!-- {name}:start -->")[2].partition(f"<!-- {name}:end -->")[0]
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in between.split("\n")]
    head, _, *rows = [cells for cells in lines if cells != [""]]
    return head, rows
