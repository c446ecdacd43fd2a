"""docs/calendar.md says what is so, and its benchmark hides nothing of Python's own."""

import re
import subprocess
import sys

import pandas as pd
import pytest

from touchkit.plan import in_audience


@pytest.fixture(scope="module")
def page(repository) -> str:
    return (repository / "docs" / "calendar.md").read_text("utf-8")


def test_the_figure_wanted_is_met_in_the_table(page):
    rows = [line for line in page.splitlines() if re.match(r"\| [\d,]+ \| [\d,]+ \|", line)]

    assert [row.split(" | ")[0].strip("| ") for row in rows] == [
        "1,000",
        "10,000",
        "20,000",
        "100,000",
    ]
    (wanted,) = [row for row in rows if "under 5 s" in row]
    assert wanted.endswith("| yes |")


def test_the_filters_on_the_page_can_be_read(page):
    (section,) = re.findall(r"^## Who\n(.*?)^## ", page, flags=re.MULTILINE | re.DOTALL)
    filters = [
        text
        for text in re.findall(r"`([^`]+)`", section.replace("\n", " "))
        if re.match(r"\w+ (=|in|>=) ", text)
    ]
    customers = pd.DataFrame(
        {
            "best": [True],
            "segment": ["x"],
            "persona": ["ilse"],
            "purchase_on": [pd.Timestamp("2026-02-01")],
        }
    )

    assert len(filters) == 4
    assert [in_audience(customers, text).item() for text in filters] == [True, False, True, True]


def test_every_kind_of_finding_is_on_the_page(page):
    from touchkit.plan.watching import findings

    kinds = re.findall(r"- kind: (.+)", findings.__doc__ or "")[0].split(", ")

    assert len(kinds) == 6
    assert [kind for kind in kinds if kind.replace("_", " ") not in page] == []


def test_pythons_own_calendar_is_found_from_beside_the_benchmark(repository):
    code = "import sys; sys.path.insert(0, 'benchmarks'); import calendar; print(calendar.month_name[2])"

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=repository, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "February"
