"""The business case's controls, pressed without a kernel."""

import re

import pytest

import touchkit as tk
from touchkit.model import Client
from touchkit.pack import Pack, write_pack

HOSTILE = "<img src=x onerror=alert(1)>"
GIVEN = {
    "customers": (380, 400, 420), "leavers": (0.28, 0.31, 0.34), "lift": (0.1, 0.2, 0.4),
    "revenue": (1800, 2100, 2400), "cost": (2500, 2800, 3600),
}  # fmt: skip
ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "touchpoints": [{"id": "call", "name": "Call", "stage": "buy"}],
    "ideas": [
        {"id": "back", "touchpoint": "call", "title": "Ring back", "status": "chosen", "cost": "650",
         "cost_yearly": "240"},
        {"id": "song", "touchpoint": "call", "title": "A song", "cost": "L"},
    ],
}  # fmt: skip
FULL = [
    {"input": name, "low": low, "mid": mid, "high": high, "source": f"Mint {HOSTILE}"}
    for name, (low, mid, high) in GIVEN.items()
]


@pytest.fixture
def page(tmp_path, monkeypatch):
    write_pack(Pack.from_rows(Client(title="Tiny"), ROWS), tmp_path / "tiny")
    full = Pack.from_rows(Client(title=f"Full {HOSTILE}"), ROWS | {"assumptions": FULL})
    write_pack(full, tmp_path / "full")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    return tk.screens.enhance("tiny")


def part_of(page):
    page.views[0].state.look_at("business")
    return page.views[0].parts["business"]


@pytest.fixture
def part(page):
    return part_of(page)


@pytest.fixture
def full(page):
    page.session.open("full")
    return part_of(page)


def shown(control):
    return control.layout.display != "none"


def words(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html.value).split())


def test_before_anything_is_given_it_says_what_and_whom_to_ask(part):
    assert words(part.lacks).startswith(
        "Still to be given before there is a case: How many customers it reaches: ask"
    )
    assert not shown(part.told)
    assert not shown(part.draw_it)


def test_the_case_stands_as_soon_as_what_is_likely_is_given(page, part):
    for name, (_, mid, _) in GIVEN.items():
        part.rows[name].ends["mid"].value = str(mid)

    assert shown(part.told)
    assert "is left, most likely about" in words(part.told)
    assert words(part.lacks).startswith("Still to be said: Say where it comes from")
    assert len(page.session.tables("assumptions")) == len(GIVEN)


def test_a_blank_end_shows_what_it_counts_as(part):
    part.rows["customers"].ends["mid"].value = "400"

    assert (
        words(part.rows["customers"].says)
        == "How many customers it reaches people · 200 to 600 taken"
    )
    assert part.rows["customers"].ends["low"].value == ""


def test_the_range_and_what_it_hangs_on_are_shown_and_never_a_single_number(full):
    said = words(full.told)

    assert "Cautious Middle Hopeful Customers kept a year" in said
    assert "What it hangs on most How many leavers would stay:" in said
    assert full.told.value.count("<td>") >= 5 * 4


def test_shares_are_typed_as_per_cent_or_parts(page, part):
    part.rows["leavers"].ends["mid"].value = "0.31"
    part.rows["lift"].ends["mid"].value = "20 %"

    assert [part.rows[name].ends["mid"].value for name in ("leavers", "lift")] == ["31 %", "20 %"]
    assert sorted(page.session.tables("assumptions")["mid"]) == [0.2, 0.31]


def test_a_comma_gets_one_message_in_its_row_and_stays_as_typed(page, part):
    field = part.rows["leavers"].ends["mid"]

    field.value = "0,31"

    assert "has a comma" in words(part.rows["leavers"].why)
    assert not shown(part.rows["lift"].why)
    assert field.value == "0,31"
    assert len(page.session.tables("assumptions")) == 0


def test_ends_that_cross_are_marked_in_their_row(full):
    full.rows["customers"].ends["low"].value = "500"

    assert "lies between the least and the most" in words(full.rows["customers"].why)
    assert "Mend what is marked above" in words(full.lacks)
    assert not shown(full.told)


def test_what_the_chosen_ideas_cost_is_offered_and_taken(part):
    row = part.rows["cost"]
    assert row.take.description == "Take EUR 650: sum of 1 idea chosen or tested"

    row.take.click()

    assert (row.ends["mid"].value, row.source.value) == ("650", "sum of 1 idea chosen or tested")
    assert not shown(row.take)
    assert not shown(part.rows["revenue"].take)


def test_years_change_the_case(page, full):
    before = words(full.told)

    full.years.value = 3

    assert "over 3 years" in words(full.told)
    assert words(full.told) != before
    page.session.undo()
    assert full.years.value == 1
    assert words(full.told) == before


def test_a_picture_is_drawn_when_asked_and_goes_when_it_is_out_of_date(full):
    assert full.picture.value == ""

    full.draw_it.click()
    assert "It hangs most on how many leavers would stay" in full.picture.value
    full.rows["lift"].source.value = "Sage"
    assert full.picture.value == ""


def test_what_was_typed_by_people_is_text_on_the_page(full):
    full.draw_it.click()

    assert "<img" not in full.told.value + full.picture.value
    assert "&lt;img" in full.told.value


def test_every_field_has_a_label_that_names_its_input(part):
    labels = [
        control.description
        for row in part.rows.values()
        for control in (*row.ends.values(), row.source)
    ]

    assert len(set(labels)) == 7 * 4
    assert "how many leavers would stay, at least" in labels
    assert "Source of what it costs once" in labels


def test_undo_takes_back_one_number_at_a_time(page, part):
    part.rows["customers"].ends["mid"].value = "400"
    part.rows["customers"].ends["low"].value = "300"

    page.session.undo()

    assert part.rows["customers"].ends["low"].value == ""
    assert part.rows["customers"].ends["mid"].value == "400"
