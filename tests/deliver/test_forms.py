"""The forms for the wall and for people without a screen."""

import html
import re

import pytest

from tests.deliver.stand_in import HOSTILE, ROWS, workshop
from touchkit.deliver import map_form, scoring_sheet
from touchkit.errors import InputError


@pytest.fixture
def form(tmp_path):
    def write(make, *, paper="A4", made=None, **options):
        path = make(made or workshop(), tmp_path / "form.html", paper=paper, **options)
        return path.read_text(encoding="utf-8")

    return write


def words(page):
    page = re.sub(r"<style.*?</style>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def crowded(number):
    return workshop(touchpoints=[
        {"id": f"t{i}", "name": f"Conversation with a representative {i}",
         "stage": ["know", "buy"][i % 2], "department": ["desk", "books"][i % 3 % 2]}
        for i in range(number)
    ])  # fmt: skip


@pytest.mark.parametrize("blank", [False, True])
def test_the_map_has_every_stage_and_department(form, blank):
    page = form(map_form, blank=blank)

    heads = [words(head).strip() for head in re.findall(r'<th scope="col">(.*?)</th>', page)]
    sides = [words(head).strip() for head in re.findall(r'<th scope="row">(.*?)</th>', page)]
    assert [head.split(" ")[0] for head in heads[:3]] == ["Department", "Know", "Buy"]
    assert sides[:2] == ["Front desk", "Accounts"]


def test_the_filled_map_has_every_touchpoint_but_the_retired(form):
    said = words(form(map_form))

    for name in ("First call", "Invoice", "Thank-you card", "Review", "Unsorted", "Nobody yet"):
        assert name in said
    assert "Old fax" not in said


def test_the_blank_map_asks_the_stages_questions_and_holds_no_touchpoint(form):
    page = form(map_form, blank=True)

    assert "How would I find you?" in words(page)
    assert "Invoice" not in words(page)
    assert page.count("<td></td>") == 4


@pytest.mark.parametrize(("paper", "size"), [("A3", "A3 landscape"), ("a4", "A4 landscape")])
def test_the_map_is_laid_across_the_paper_asked_for(form, paper, size):
    assert f"@page {{ size: {size};" in form(map_form, paper=paper)


@pytest.mark.parametrize("make", [map_form, scoring_sheet])
def test_another_paper_is_refused(form, make):
    with pytest.raises(InputError, match="Forms are made for A3 and A4, not for 'letter'"):
        form(make, paper="letter")


def test_forty_touchpoints_fit_on_one_sheet_of_a3(form):
    page = form(map_form, paper="A3", made=crowded(40))

    assert page.count('class="sheet"') == 1


def test_what_does_not_fit_goes_on_with_the_heads_repeated_and_nothing_lost(form):
    page = form(map_form, made=crowded(300))

    pages = page.count('class="sheet"')
    size = float(re.search(r"\.sheet \{.*?font-size: ([\d.]+)pt", page).group(1))
    assert pages > 1
    assert page.count("<thead>") == pages
    assert "continued" in page
    assert size >= 7
    assert page.count('<div class="note') == 300


def test_no_page_is_fuller_than_the_paper(form):
    page = form(map_form, made=crowded(300))

    for sheet in page.split('class="sheet"')[1:]:
        rows = [float(height) for height in re.findall(r"<tr style=\"height:([\d.]+)mm", sheet)]
        assert sum(rows) <= 190


def test_a_map_without_stages_departments_or_touchpoints_is_still_a_page(form):
    empty = workshop(stages=[], departments=[], touchpoints=[])

    for blank in (False, True):
        assert "Unsorted" in form(map_form, made=empty, blank=blank)


def test_received_and_desired_stand_on_different_sheets(form):
    page = form(scoring_sheet)

    received, desired = page.split('class="sheet"')[1:]
    assert "Lindenhof Dental: received" in words(received)
    assert "Desired" not in words(received)
    assert "Lindenhof Dental: desired" in words(desired)
    assert ">Received<" not in desired


def test_the_sheet_has_a_box_for_every_point_and_says_which_end_is_best(form):
    labels = ["awful", "poor", "fair", "good", "lovely"]
    made = workshop(client={"scale": {"low": 1, "high": 5, "labels": labels}})

    page = form(scoring_sheet, made=made)

    received = page.split('class="sheet"')[1]
    assert received.count('class="box"') == 3 * 5
    assert "1 is worst, 5 is best: 1 awful · 2 poor" in words(received)
    assert "Alias" in words(received)
    assert "Department" in words(received)


def test_the_minimum_is_left_to_the_group_and_importance_gets_dots(form):
    desired = form(scoring_sheet).split('class="sheet"')[2]

    assert "left to the group" in desired
    assert desired.count('class="dots"') == 3


def test_a_long_scale_is_written_instead_of_ticked(form):
    page = form(scoring_sheet, made=workshop(client={"scale": {"low": 0, "high": 100}}))

    assert 'class="box"' not in page
    assert 'class="line"' in page


def test_a_planned_touchpoint_asks_what_they_get_instead(form):
    assert "planned: what do they get today instead?" in words(form(scoring_sheet))


def test_all_that_exists_is_scored_where_there_is_no_shortlist(form):
    points = [row | {"shortlist": False} for row in ROWS["touchpoints"]]

    said = words(form(scoring_sheet, made=workshop(touchpoints=points)))

    assert "Review" in said
    assert "Thank-you card" not in said


def test_many_touchpoints_go_on_further_sheets(form):
    page = form(scoring_sheet, made=crowded(40))

    assert page.count('class="sheet"') == 2 * 4
    assert page.count('<th scope="row">') == 2 * 40


@pytest.mark.parametrize(
    "points",
    [[], [ROWS["touchpoints"][2] | {"shortlist": False}, ROWS["touchpoints"][4]]],
    ids=["none", "planned and retired"],
)
def test_nothing_to_score_is_refused_and_nothing_written(form, tmp_path, points):
    with pytest.raises(InputError) as caught:
        form(scoring_sheet, made=workshop(touchpoints=points))

    assert str(caught.value) == (
        "There is no touchpoint of Lindenhof Dental to score yet: put some on the map first, or "
        "put the planned ones on the shortlist. Nothing was written."
    )
    assert list(tmp_path.iterdir()) == []


def shortlisted(options, people, **client):
    names = "call", "mail", "visit"
    return workshop(
        touchpoints=[
            {"id": f"t{n}", "name": f"{names[n % 3]} {n}", "stage": "know", "shortlist": True}
            for n in range(options)
        ],
        participants=[{"id": f"p{n}", "alias": f"P{n}"} for n in range(people)],
        client=client,
    )


@pytest.mark.parametrize(
    ("options", "people", "dots"),
    [
        (10, 8, 6),  # 10 × 5 shared by 8
        (12, 24, 3),
        (8, 40, 3),  # never fewer than three
        (9, 0, 9),  # nobody on the list yet
        (2, 0, 3),
        (1, 1, 3),
        (30, 1, 300),  # more than the sheet has room for
    ],
)
def test_the_sheet_says_how_many_dots_a_person_has(form, options, people, dots):
    said = words(form(scoring_sheet, made=shortlisted(options, people)))

    assert f"You have {dots} dots in all , for at most 10 on one touchpoint." in said


def test_no_more_dots_are_given_out_than_the_sheet_has_room_for(form):
    importance = {"kind": "dots", "low": 0, "high": 2}

    said = words(form(scoring_sheet, made=shortlisted(1, 1, importance=importance)))

    assert "You have 2 dots in all , for at most 2 on one touchpoint." in said


def test_importance_asked_otherwise_has_no_dots(form):
    importance = {"kind": "scale", "low": 1, "high": 5}

    assert "dots" not in words(
        form(scoring_sheet, made=workshop(client={"importance": importance}))
    )


def test_the_alias_may_be_left_out(form):
    assert "Alias (optional)" in words(form(scoring_sheet))


@pytest.mark.parametrize("make", [map_form, scoring_sheet])
def test_hostile_words_do_nothing_and_nothing_is_fetched(form, make):
    points = [ROWS["touchpoints"][0] | {"name": HOSTILE}]
    made = workshop(touchpoints=points, client={"title": HOSTILE})

    page = form(make, made=made)

    assert "<img" not in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert "default-src 'none'" in html.unescape(page)
    assert "{{7*7}} $x$" in words(page)
