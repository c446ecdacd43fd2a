"""What the tests of the guide share: its pages, and the worked example."""

import re
import shutil

import pytest

import touchkit as tk
from touchkit.pack import Pack
from touchkit.workshop import Workshop
from touchkit.workshop.numbers import Numbers


@pytest.fixture(scope="session")
def pages(repository) -> dict[str, str]:
    """Every page of the guide."""
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted((repository / "facilitator_guide").glob("*.md"))
    }


@pytest.fixture(scope="session")
def flowing(pages) -> dict[str, str]:
    """Every page, each paragraph and each point of a list on a line of its own."""
    return {
        name: re.sub(r"(?<!\n)\n *(?![\n>|#`-]|\d+\. )", " ", page) for name, page in pages.items()
    }


@pytest.fixture(scope="session")
def lavender(repository) -> Pack:
    return tk.read_pack(repository / "workshop_data" / "lavender")


@pytest.fixture(scope="session")
def numbers(lavender) -> Numbers:
    return Numbers(lavender.client, lavender.tables)


@pytest.fixture(scope="module")
def workshop(repository, tmp_path_factory) -> Workshop:
    """Lavender, opened in a folder of its own."""
    folder = tmp_path_factory.mktemp("guide")
    left_out = shutil.ignore_patterns("*.sqlite*", "__pycache__")
    shutil.copytree(repository / "workshop_data" / "lavender", folder / "lavender", ignore=left_out)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOUCHKIT_FOLDER", str(folder))
        yield tk.open_workshop("lavender")
