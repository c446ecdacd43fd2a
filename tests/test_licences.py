"""Nothing a user installs asks touchkit to take over its licence."""

import re
import tomllib
from importlib.metadata import distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# MPL-2.0 (certifi, fqdn) is welcome: it binds its own files only.
BINDING = re.compile(
    r"\b(A|L)?GPL|GNU|Affero|General Public|SSPL|EUPL|CC-BY-(NC|SA)", re.IGNORECASE
)


@pytest.fixture(scope="module")
def packages(repository) -> set[str]:
    """What a user installs, PostgreSQL's driver included."""
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    return _closure([*project["dependencies"], *project["optional-dependencies"]["postgres"]])


def test_no_runtime_package_is_under_a_gnu_licence(packages):
    binding = {name: said for name in packages if BINDING.search(said := _licence(name))}

    assert len(packages) > 60
    assert {"pandas", "jupyterlab", "certifi", "pg8000"} <= packages
    assert binding == {}


def test_every_runtime_package_says_its_licence(packages):
    silent = [name for name in packages if not _licence(name).strip()]

    assert len(packages) > 60
    assert silent == []


@pytest.mark.parametrize(
    "said",
    ["GPL-3.0-or-later", "LGPLv2+", "AGPL", "GNU Lesser General Public License v3 (LGPLv3)"],
)
def test_gnu_licences_are_recognised(said):
    assert BINDING.search(said)


@pytest.mark.parametrize("said", ["MIT", "MPL-2.0", "BSD-3-Clause AND Zlib", "PSF-2.0"])
def test_permissive_licences_are_let_through(said):
    assert not BINDING.search(said)


def _closure(lines: list[str]) -> set[str]:
    """Names of all installed packages that some requirements ask for, directly or not."""
    waiting, seen = [Requirement(line) for line in lines], set()
    while waiting:
        wanted = waiting.pop()
        key = (canonicalize_name(wanted.name), frozenset(wanted.extras))
        if key in seen:
            continue
        seen.add(key)
        asked = [Requirement(line) for line in distribution(wanted.name).requires or []]
        waiting += [each for each in asked if _applies(each, {"", *wanted.extras})]
    return {name for name, _ in seen}


def _applies(requirement: Requirement, extras: set[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in extras)


def _licence(package: str) -> str:
    """What a package's metadata says: the expression, the classifiers, the first line of the text."""
    metadata = distribution(package).metadata
    classifiers = metadata.get_all("Classifier") or []
    text = (metadata.get("License") or "").strip().splitlines()[:1]
    said = [metadata.get("License-Expression"), *text]
    return "; ".join(
        [each for each in said if each and each != "UNKNOWN"]
        + [each for each in classifiers if each.startswith("License ::")]
    )
