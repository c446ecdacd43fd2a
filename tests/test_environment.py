"""environment.yml and the lock files say the same as pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

CONDA_NAMES = {
    "duckdb": "python-duckdb",
    "matplotlib": "matplotlib-base",
    "playwright": "playwright-python",
}
FROM_PYPI = {"ical"}  # conda-forge has no package of it that we know of
LOCKS = {
    "requirements.lock": {"runtime", "postgres", "build"},
    "requirements-dev.lock": {"runtime", "postgres", "build", "test", "dev"},
}


@pytest.fixture(scope="module")
def groups(repository: Path) -> dict[str, dict[str, SpecifierSet]]:
    """Each group of dependencies in pyproject.toml: name → range."""
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    groups = {"runtime": project["dependencies"], **project["optional-dependencies"]}
    return {group: _ranges(lines) for group, lines in groups.items()}


@pytest.fixture(scope="module")
def conda(repository: Path) -> dict:
    return yaml.safe_load((repository / "environment.yml").read_text("utf-8"))


def test_conda_has_the_packages_and_ranges_of_pyproject(groups, conda):
    wanted = {
        CONDA_NAMES.get(name, name): allowed
        for group in ("runtime", "postgres", "test")
        for name, allowed in groups[group].items()
    }

    found = _ranges(line for line in conda["dependencies"] if isinstance(line, str))
    by_pip = _ranges(line for line in conda["dependencies"][-1]["pip"] if line[0] != "-")

    assert len(wanted) > 15
    assert found.pop("pip") == SpecifierSet()
    assert found.pop("python")
    assert set(by_pip) == FROM_PYPI
    assert found | by_pip == wanted


def test_conda_allows_the_python_of_pyproject(repository, conda):
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]

    found = _ranges(line for line in conda["dependencies"] if isinstance(line, str))

    assert found["python"] == SpecifierSet(project["requires-python"]) == SpecifierSet(">=3.11")


def test_conda_ends_in_touchkit_itself(conda):
    assert conda["name"] == "touchkit"
    assert conda["channels"] == ["conda-forge", "nodefaults"]
    assert conda["dependencies"][-1]["pip"][-1] == "-e ."


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_host_and_no_path(repository, lock):
    lines = (repository / lock).read_text("utf-8").splitlines()

    # Whatever is neither a pinned package nor one of its hashes might send pip somewhere.
    others = [line for line in lines if not _pin(line) and not _hash(line)]

    assert len(lines) > 500
    assert others == []
    assert [line for line in lines if re.search(r"https?:|://|file:|@|\s/", line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(repository, lock):
    lines = (repository / lock).read_text("utf-8").splitlines()

    bare = [
        line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if _pin(line) and not _hash(following)
    ]

    assert len(lines) > 500
    assert bare == []


@pytest.mark.parametrize(("lock", "locked_groups"), LOCKS.items(), ids=LOCKS)
def test_every_dependency_is_locked_within_its_range(repository, groups, lock, locked_groups):
    locked = _locked(repository / lock)
    wanted = [pair for group in locked_groups for pair in groups[group].items()]

    outside = [name for name, allowed in wanted if locked.get(name, "none") not in allowed]

    assert len(wanted) >= 16
    assert outside == []


def test_both_locks_agree(repository):
    runtime, everything = (_locked(repository / lock) for lock in LOCKS)

    assert len(everything) > len(runtime) > 80
    assert {name: everything.get(name) for name in runtime} == runtime


def test_pre_commit_formats_with_the_locked_ruff(repository):
    hooks = yaml.safe_load((repository / ".pre-commit-config.yaml").read_text("utf-8"))

    revisions = [repo["rev"] for repo in hooks["repos"] if "ruff" in repo["repo"]]

    assert revisions == ["v" + _locked(repository / "requirements-dev.lock")["ruff"]]


def _ranges(lines) -> dict[str, SpecifierSet]:
    requirements = [Requirement(line) for line in lines]
    return {canonicalize_name(each.name): each.specifier for each in requirements}


def _locked(lock: Path) -> dict[str, str]:
    pins = [pin for line in lock.read_text("utf-8").splitlines() if (pin := _pin(line))]
    locked = {canonicalize_name(pin["name"]): pin["version"] for pin in pins}
    assert len(locked) == len(pins), "a package is locked twice"
    return locked


def _pin(line: str) -> re.Match[str] | None:
    return re.fullmatch(r"(?P<name>[\w.-]+)==(?P<version>[\w.+!]+)( ; [^\\/@]+)? \\", line)


def _hash(line: str) -> re.Match[str] | None:
    return re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line)
