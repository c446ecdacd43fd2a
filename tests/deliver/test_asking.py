"""The sheet for asking three customers."""

import html
import re

import pytest

from tests.deliver.stand_in import HOSTILE, ROWS, workshop
from touchkit.deliver import asking_sheet
from touchkit.errors import InputError


@pytest.fixture
def sheet(tmp_path):
    def write(made=None):
        return asking_sheet(made or workshop(), tmp_path / "ask.html").read_text(encoding="utf-8")

    return write


def words(page):
    page = re.sub(r"<style.*?</style>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def asked(page):
    return [html.unescape(name) for name in re.findall(r"<span>([^<]*)</span> <small>", page)]


def many(number, **fields):
    return workshop(touchpoints=[
        {"id": f"t{n}", "name": f"Contact {n}", "stage": "know", "position": n, "shortlist": True,
         "status": "exists", "moment_of_truth": n == number - 1} | fields
        for n in range(number)
    ])  # fmt: skip


def test_it_asks_at_most_five_moments_of_truth_first_in_the_order_of_the_journey(sheet):
    assert asked(sheet(many(8))) == [
        "Contact 0",
        "Contact 1",
        "Contact 2",
        "Contact 3",
        "Contact 7",
    ]


def test_what_is_planned_or_not_on_the_shortlist_is_not_asked_about(sheet):
    points = [row["name"] for row in ROWS["touchpoints"] if row.get("status", "exists") == "exists"
              and row.get("shortlist")]  # fmt: skip

    assert sorted(asked(sheet())) == sorted(points)
    assert points


def test_without_a_shortlist_all_that_exists_may_be_asked_about(sheet):
    assert len(asked(sheet(many(3, shortlist=False)))) == 3


def test_each_touchpoint_has_four_questions_and_room_for_three(sheet):
    page = sheet(many(2))

    for question in (
        "How was it the last time?",
        "What had you hoped for?",
        "just good enough?",
        "annoyed",
    ):
        assert words(page).count(question) == 2
    assert page.count('class="box"') == 2 * 3 * 3 * 5
    assert [words(head).strip() for head in re.findall(r'<th scope="col">(.*?)</th>', page)] == [
        "Patient A", "Patient B", "Patient C",
    ]  # fmt: skip


def test_it_asks_for_consent_and_for_nobodys_name(sheet):
    said = words(sheet())

    assert "Ask on only after a yes: A B C" in said
    assert "write down no name, no number and no address" in said
    assert "Zebedee" not in said
    assert "Alias" not in said


def test_it_says_how_few_three_are_in_the_clients_own_word(sheet):
    assert "Touchkit shows patients’ marks from 10 answers on" in words(sheet())


def test_a_long_scale_is_written_instead_of_circled(sheet):
    page = sheet(workshop(client={"scale": {"low": 0, "high": 10}}))

    assert 'class="box"' not in page
    assert "Write the number down" in words(page)


def test_what_a_person_typed_is_text(sheet):
    page = sheet(many(1, name=HOSTILE))

    assert "<img" not in page
    assert html.escape(HOSTILE) in page


def test_nothing_to_ask_about_is_refused_and_nothing_written(sheet, tmp_path):
    with pytest.raises(
        InputError, match="There is no touchpoint of Lindenhof Dental to ask about yet"
    ):
        sheet(many(2, status="planned"))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.browser
def test_five_touchpoints_are_printed_on_one_page_of_a4_and_nothing_is_cut_off(tmp_path):
    from pypdf import PdfReader

    made = many(5, name="A conversation with the representative about what was promised " * 2)
    reader = PdfReader(asking_sheet(made, tmp_path / "ask.pdf", pdf=True))

    assert len(reader.pages) == 1
    assert float(reader.pages[0].mediabox.height) / 72 * 25.4 == pytest.approx(297, abs=1)
    text = " ".join(reader.pages[0].extract_text().split())
    assert text.count("How was it the last time?") == 5
    assert "Tell the three what came of it." in text
