"""Every picture README.md and the guide show is there, small, and made anew by `make pictures`."""

import re

from tests.browser.pictures import BOARD, FOLDER, LARGEST, PARTS, PICTURES


def test_every_picture_shown_is_one_that_make_pictures_makes(repository):
    pages = [repository / "README.md", *(repository / "facilitator_guide").glob("*.md")]
    assert len(pages) > 5

    shown = {
        link
        for page in pages
        for link in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text("utf-8"))
    }

    assert len(shown) >= 1
    assert {link.rsplit("/", 1)[-1] for link in shown} <= {*PICTURES, *PARTS, BOARD}
    assert all("docs/pictures/" in link for link in shown)


def test_every_picture_is_there_and_small():
    there = {path.name: path.stat().st_size for path in FOLDER.iterdir()}

    assert set(there) == {*PICTURES, *PARTS, BOARD}
    assert max(there.values()) <= LARGEST
