"""The one page to take home."""

import datetime as dt
import html
import re

import pytest
from pypdf import PdfReader

from tests.deliver.stand_in import HOSTILE, ROWS, workshop
from touchkit.deliver import summary_sheet

TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def page(tmp_path):
    def write(made=None):
        path = summary_sheet(made or workshop(), tmp_path / "home.html", today=TODAY)
        return path.read_text(encoding="utf-8")

    return write


def words(text):
    text = re.sub(r"<style.*?</style>", " ", text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def test_it_says_who_does_what_by_when(page):
    said = words(page())

    assert "Lindenhof Dental: what we take home" in said
    assert "Plain-word invoice" in said
    assert "Berta 1 December 2026" in said
    assert "The last word has Dr Amsler" in said


def test_it_says_what_is_done_every_time_and_who_sees_to_it(page):
    said = words(page())

    assert "What patients get every time" in said
    assert "Birthday card Carla 2 days before the birthday; Best patients" in said


def test_marketing_is_not_on_it(page):
    acts = [{**ROWS["acts"][0], "id": "offer", "title": "Spring offer", "calendar": "marketing"}]

    assert "no act stands on the calendar" in words(page(workshop(acts=acts)))


def test_what_nobody_has_taken_on_says_so(page):
    ideas = [{"id": "tea", "touchpoint": "call", "title": "Tea", "status": "chosen"}]

    said = words(page(workshop(ideas=ideas, decisions=[])))

    assert "Tea First call nobody yet no date yet" in said


def test_what_there_is_no_room_for_is_counted(page):
    ideas = [{"id": f"i{n}", "touchpoint": "call", "title": f"Idea {n}", "status": "chosen"}
             for n in range(40)]  # fmt: skip

    said = words(page(workshop(ideas=ideas, decisions=[])))

    shown = len(re.findall(r"Idea \d+", said))
    assert 10 < shown < 40
    assert f"{40 - shown} more things to do in the report." in said


def test_no_customer_is_named_and_nothing_typed_is_markup(page):
    ideas = [
        {"id": "bad", "touchpoint": "call", "title": HOSTILE, "owner": HOSTILE, "status": "chosen"}
    ]

    text = page(workshop(ideas=ideas))

    assert "Zebedee" not in text
    assert "<img" not in text
    assert "&lt;img src=x" in text


def test_a_workshop_that_decided_nothing_yet_is_told_so(page):
    said = words(page(workshop(ideas=[], decisions=[], acts=[])))

    assert "Nothing has been decided yet" in said


@pytest.mark.browser
def test_it_stays_one_page_however_much_there_is(tmp_path):
    long = "A very long thing to do that nobody would ever write on one line of paper " * 4
    ideas = [{"id": f"i{n}", "touchpoint": "call", "title": f"{n} {long}", "owner": long, "status": "chosen"}
             for n in range(30)]  # fmt: skip
    acts = [
        {**ROWS["acts"][0], "id": f"a{n}", "title": f"{n} {long}", "owner": long} for n in range(30)
    ]
    made = workshop(ideas=ideas, acts=acts)
    made.client = made.client.model_copy(update={"goal": long, "decider": long})

    path = summary_sheet(made, tmp_path / "home.pdf", pdf=True, today=TODAY)

    (page,) = PdfReader(path).pages
    assert "The last word has" in page.extract_text()
