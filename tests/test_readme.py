"""What README.md says is so: commands, layout and dependencies."""

import os
import re
import subprocess
import sys
import tomllib

import pytest
from packaging.requirements import Requirement

PROMISED_PLACES = {
    "README.md",
    "environment.yml",
    "facilitator_guide/",
    "notebooks/",
    "tests/",
    "touchkit/",
    "workshop_data/",
}


@pytest.fixture(scope="module")
def readme(repository) -> str:
    return (repository / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def targets(repository) -> set[str]:
    """The Makefile's targets, but for files it makes."""
    makefile = (repository / "Makefile").read_text("utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)
    rules = re.findall(r"^([a-z][a-z-]*):(?!=| export )", makefile, flags=re.MULTILINE)
    assert sorted(rules) == sorted(phony.split())
    return set(rules)


def test_readme_lists_every_make_target_and_no_other(readme, targets):
    listed = re.findall(r"^\| `make ([a-z-]+)` \|", readme, flags=re.MULTILINE)
    mentioned = set(re.findall(r"(?:`|^)make ([a-z-]+)", readme, flags=re.MULTILINE))

    assert len(listed) == 17
    assert set(listed) == targets
    assert mentioned == targets


def test_make_help_lists_every_target(repository, targets):
    helped = subprocess.run(
        ["make", "--no-print-directory"],
        cwd=repository,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )

    listed = re.findall(r"^  make ([a-z-]+) +\w", helped.stdout, flags=re.MULTILINE)

    assert len(listed) == 17
    assert set(listed) == targets


def test_the_test_command_is_what_ci_runs(repository, readme):
    steps = (repository / ".ci" / "run").read_text("utf-8").splitlines()

    (command,) = re.findall(r"## Testing\n\n```\n(.+)\n```", readme)

    assert steps[-2:] == ["make check", command]


def test_dependency_table_equals_pyproject(repository, readme):
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["postgres"], *extras["test"]]

    rows = _table(readme, "What touchkit stands on")

    assert len(wanted) > 15
    assert [row[0] for row in rows] == [Requirement(line).name for line in wanted]
    assert [row for row in rows if len(row) != 4 or not all(row)] == []


def test_everything_in_the_layout_is_there(repository, readme):
    places = [row[0].strip("`") for row in _table(readme, "Layout")]

    assert len(places) > 8
    assert set(places) | {"README.md"} >= PROMISED_PLACES
    assert [place for place in places if not (repository / place).exists()] == []
    assert [place for place in places if (repository / place).is_dir() != place.endswith("/")] == []


def test_links_to_files_lead_somewhere(repository, readme):
    links = re.findall(r"\]\(([^)#]+)\)", readme)

    assert len(links) >= 2
    assert [link for link in links if not (repository / link).exists()] == []


def test_commands_are_those_of_the_program(readme):
    helped = subprocess.run(
        [sys.executable, "-m", "touchkit.cli", "--help"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1"},
        check=True,
    )
    offered = re.findall(r"^ {4}([a-z]+)(?: |$)", helped.stdout, flags=re.MULTILINE)

    listed = re.findall(r"^\| `touchkit ([a-z]+)` \|", readme, flags=re.MULTILINE)
    code = re.findall(r"```\n(.*?)```|`([^`\n]+)`", readme, flags=re.DOTALL)
    mentioned = {
        name for both in code for name in re.findall(r"\btouchkit ([a-z]+)", "".join(both))
    }

    assert len(listed) >= 7
    assert set(listed) == mentioned == set(offered)


def _table(page: str, heading: str) -> list[list[str]]:
    """The rows of the table under a heading, without its head."""
    (section,) = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
