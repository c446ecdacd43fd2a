"""PDF by the browser that is installed; `make test` sees to it that there is one."""

import re
import sys
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.deliver.stand_in import workshop
from touchkit.deliver import map_form, pdf, scoring_sheet
from touchkit.errors import TouchkitError


@pytest.fixture
def no_browser(monkeypatch):
    monkeypatch.setattr(pdf, "usual_places", lambda: iter(()))
    monkeypatch.delenv(pdf.VARIABLE, raising=False)


def read(path):
    return PdfReader(BytesIO(path.read_bytes()))


@pytest.mark.browser
@pytest.mark.parametrize(("paper", "width"), [("A3", 420), ("A4", 297)])
def test_a_map_is_printed_on_one_sheet_of_its_paper(tmp_path, paper, width):
    path = map_form(workshop(), tmp_path / "map.pdf", paper=paper, pdf=True)

    pages = read(path).pages
    assert len(pages) == 1
    assert float(pages[0].mediabox.width) / 72 * 25.4 == pytest.approx(width, abs=1)
    assert "Front desk" in " ".join(pages[0].extract_text().split())
    assert [child.name for child in tmp_path.iterdir()] == ["map.pdf"]


@pytest.mark.browser
def test_forty_touchpoints_are_printed_on_one_sheet_of_a3(tmp_path):
    points = [
        {"id": f"t{i}", "name": f"Conversation with a representative {i}",
         "stage": ["know", "buy", None][i % 3], "department": ["desk", "books"][i % 2]}
        for i in range(40)
    ]  # fmt: skip

    path = map_form(workshop(touchpoints=points), tmp_path / "map.pdf", pdf=True)

    text = read(path).pages[0].extract_text()
    assert len(read(path).pages) == 1
    assert len(re.findall("Conversation", text)) == 40


@pytest.mark.browser
def test_received_and_desired_are_printed_on_a_page_each(tmp_path):
    pages = read(scoring_sheet(workshop(), tmp_path / "sheet.pdf", pdf=True)).pages

    assert ["received" in page.extract_text() for page in pages] == [True, True]
    assert len(pages) == 2
    assert "Minimum" not in pages[0].extract_text()


@pytest.mark.usefixtures("no_browser")
def test_without_a_browser_the_message_says_what_to_do(tmp_path):
    with pytest.raises(TouchkitError) as caught:
        map_form(workshop(), tmp_path / "map.pdf", pdf=True)

    assert str(caught.value) == (
        "Cannot make map.pdf: no Chromium, Chrome or Edge was found. Write the page as HTML "
        "instead (without PDF), open it in any browser and print it there, or set "
        "TOUCHKIT_BROWSER to the full path of a browser."
    )
    assert list(tmp_path.iterdir()) == []


def test_the_browser_named_comes_first_and_nothing_else_is_tried(monkeypatch, tmp_path):
    monkeypatch.setenv(pdf.VARIABLE, str(tmp_path / "not-there"))
    assert pdf.find_browser() is None

    monkeypatch.setenv(pdf.VARIABLE, sys.executable)
    assert str(pdf.find_browser()) == sys.executable


def test_a_browser_that_prints_nothing_leaves_nothing_behind(monkeypatch, tmp_path):
    monkeypatch.setenv(pdf.VARIABLE, sys.executable)

    with pytest.raises(TouchkitError, match=r"did not print the page.*Write the page as HTML"):
        map_form(workshop(), tmp_path / "map.pdf", pdf=True)

    assert list(tmp_path.iterdir()) == []
