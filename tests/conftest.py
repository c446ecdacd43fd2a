"""What all tests share."""

import os
from pathlib import Path

import pytest

from tests.setup_machine import find_browser


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder that holds pyproject.toml."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session", autouse=True)
def the_browser_of_the_tests() -> None:
    """Let touchkit print with the browser the tests drive, wherever that was found."""
    browser = find_browser()
    if browser is not None:
        os.environ.setdefault("TOUCHKIT_BROWSER", str(browser))
