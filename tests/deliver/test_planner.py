"""The year planner for the wall."""

import datetime as dt
import html
import re

import pandas as pd
import pytest

from tests.deliver.calendars import FORMULA, TODAY, acts, findings, occurrences
from touchkit.deliver import year_planner
from touchkit.errors import InputError


@pytest.fixture
def planner(tmp_path):
    def write(days=None, made=None, **options):
        path = year_planner(
            occurrences() if days is None else days, acts() if made is None else made,
            tmp_path / "planner.html", title="Oak", today=TODAY, **options,
        )  # fmt: skip
        return path.read_text(encoding="utf-8")

    return write


def heads(page):
    return re.findall(r'<th scope="col">(\w+ \d{4})</th>', page)


def lettered(page):
    return html.unescape(page).replace("\u00a0", " ")


def test_twelve_months_stand_on_a_page_of_a3_and_six_on_one_of_a4(planner):
    year = {"start": dt.date(2027, 1, 1), "end": dt.date(2028, 1, 31)}

    large, small = planner(**year), planner(**year, paper="a4")

    assert heads(large)[0] == "January 2027"
    assert heads(large)[-1] == "January 2028"
    assert (large.count('class="sheet"'), small.count('class="sheet"')) == (2, 3)
    assert "@page { size: A3 landscape" in large


def test_every_act_stands_on_its_day_or_behind(planner):
    said = lettered(planner())

    for title in ("Birthday card", "=HYPERLINK", "Spring offer 🌷"):
        assert title in said.replace("\n", " ")
    assert said.count("<b>29</b>") == 2  # no 29 February 2027 among three months


def test_what_people_typed_is_escaped(planner):
    assert "& <more>" not in planner()
    assert FORMULA not in planner()


def test_findings_are_numbered_on_their_days_and_told_behind(planner):
    page = planner(findings=findings())

    assert page.count('class="mark"') == 4
    assert "Nobody hears anything for 40 days" in page
    assert len(re.findall(r'class="[^"]*\bquiet\b', page)) == 41


def many(number):
    """Findings that all begin on the day of the first letter, 4 January."""
    made = pd.concat([findings().iloc[[0]]] * number, ignore_index=True)
    return made.assign(first=pd.Timestamp(2027, 1, 4))


def test_marks_stand_below_the_days_number_as_many_as_fit_and_take_no_room_from_the_acts(planner):
    crowded, plain = planner(findings=many(4)), planner()

    assert re.findall(r'class="mark">(.*?)<', crowded) == ["▲1 +3", "▲1 +3"]
    acts = re.compile(r'<span class="act".*?</span>')
    assert acts.findall(crowded) == acts.findall(plain)
    assert re.search(r'<span class="no">(?:(?!</div>).)*class="mark"', crowded)


def test_a_day_whose_acts_all_fit_is_not_told_again_behind(planner):
    day = ("letter", "2027-01-04", None, None, None, None, None, "touchpoint")
    titled = acts({"id": "letter", "title": "A call to those who wait for it"})

    assert "Days told in full" not in planner(occurrences(day), made=titled, findings=many(1))


def test_findings_are_called_as_on_the_screen(planner):
    page = lettered(planner(findings=findings()))

    kinds = re.findall(r'<tr><th scope="row">\d+</th><td>(.*?)</td>', page)
    assert kinds == ["Too close", "Silence", "Nobody's"]
    assert "silence: an audience hears nothing" in page


def test_what_does_not_fit_beside_a_day_is_counted_there_and_told_in_full_behind(planner):
    crowd = [
        (f"act-{n}", "2027-01-10", None, None, None, None, None, "touchpoint") for n in range(9)
    ]

    page = lettered(planner(occurrences(*crowd)))

    assert "+ 7 more" in page
    behind = page.split("Days told in full</h2>")[1]
    assert behind.count("<p>") == 9


def test_without_an_act_the_year_is_empty_and_there(planner):
    page = planner(occurrences().iloc[:0])

    assert heads(page) == [f"{month} 2027" for month in (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    )]  # fmt: skip
    assert "told in full" not in page


def test_another_paper_and_an_end_before_the_start_are_refused(planner):
    with pytest.raises(InputError, match="Forms are made for A3 and A4, not for 'A2'"):
        planner(paper="A2")
    with pytest.raises(InputError, match=r"ends .* before it starts"):
        planner(start=dt.date(2027, 2, 1), end=dt.date(2027, 1, 1))
