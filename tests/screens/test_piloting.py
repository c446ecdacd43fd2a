"""The pilot's controls, pressed without a kernel."""

import re

import pytest

import touchkit as tk
from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.plan import pilot_card
from touchkit.screens.pilot_sheet import sheet

HOSTILE = "<img src=x onerror=alert(1)>"
ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "participants": [{"id": "mint", "alias": "Mint"}],
    "touchpoints": [{"id": "call", "name": f"Call {HOSTILE}", "stage": "buy"}],
    "scores": [
        {"group": "customer", "touchpoint": "call", "measure": "received", "score": score, "n": 10}
        for score in (1, 2, 4)
    ],
    "ideas": [
        {"id": "song", "touchpoint": "call", "title": "A song"},
        {"id": "back", "touchpoint": "call", "title": f"Ring back {HOSTILE}", "status": "chosen",
         "hypothesis": f"Nobody hangs up {HOSTILE}", "owner": "Mint"},
    ],
}  # fmt: skip


@pytest.fixture
def page(tmp_path, monkeypatch):
    write_pack(Pack.from_rows(Client(title="Tiny"), ROWS), tmp_path / "tiny")
    write_pack(Pack.from_rows(Client(title="Bare"), {}), tmp_path / "bare")
    wide = Client(title="Wide", scale={"low": 0, "high": 100})
    write_pack(Pack.from_rows(wide, ROWS | {"scores": []}), tmp_path / "wide")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    return tk.screens.enhance("tiny")


@pytest.fixture
def part(page):
    view = page.views[0]
    view.state.look_at("piloting")
    return view.parts["piloting"]


def shown(control):
    return control.layout.display != "none"


def pilots(page):
    return page.session.tables("pilots").to_dict("records")


def words(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html.value).split())


def boxes(part, side):
    return part.result.answers[side].boxes


def test_the_chosen_idea_comes_first_and_its_card_says_what_is_still_to_be_said(part):
    assert part.choice.value == "back"
    assert "We believe Nobody hangs up" in words(part.sheet)
    assert "Tried on still to be said" in words(part.sheet)
    assert "Owner Mint" in words(part.sheet)


def test_what_was_typed_by_people_is_text_on_the_page(part):
    part.form.unit.value = "points"

    told = (
        part.sheet.value + part.form.scored.value + part.form.sample.value + part.result.said.value
    )

    assert "<img" not in told
    assert "&lt;img" in part.sheet.value


def test_fields_go_to_the_card_as_they_are_left(page, part):
    part.form.who.value = "The next forty"
    part.form.weeks.value = "4"
    part.form.stop.value = "Anybody complains"

    assert [(row["idea"], row["who"], row["weeks"]) for row in pilots(page)] == [
        ("back", "The next forty", 4)
    ]
    assert "Tried on The next forty" in words(part.sheet)
    assert "How long 4 weeks" in words(part.sheet)


def test_the_smallest_sample_follows_today_and_the_change_hoped_for(part):
    assert "Say how many it is today" in words(part.form.sample)

    part.form.today.value = "31 of 100"
    part.form.better.value = "lower"
    part.form.lift.value = "11"

    assert part.form.today.value == "31 %"
    assert part.form.lift.value == "11 in 100"
    assert "ask 246 people in each of two groups" in words(part.form.sample)
    assert "ask 246 people in each of two groups" in words(part.sheet)
    part.form.lift.value = "20"
    assert "ask 64 people in each of two groups" in words(part.sheet)


def test_the_same_people_are_asked_once_before_and_once_after(part):
    part.form.today.value, part.form.lift.value = "31 %", "11 %"

    part.form.design.value = "same people twice"

    assert "ask the same " in words(part.form.sample)
    assert "Wilcoxon" in part.rests.value


def test_points_of_the_scale_follow_what_customers_gave(part):
    part.form.unit.value = "points"
    part.form.lift.value = "0.5"

    assert words(part.form.scored).startswith("Today 2.3 of 5 from 30 customers")
    assert "rise of 0.5 on the scale" in words(part.sheet)
    assert not shown(part.form.today)


def test_scores_the_client_hides_are_not_on_the_form(page, part):
    page.session.change("client", "client", smallest_group_customers=31)
    part.form.unit.value = "points"
    part.form.lift.value = "0.5"

    assert words(part.form.scored) == (
        f"Too few customers have scored Call {HOSTILE} to be shown.".replace("<", "&lt;").replace(
            ">", "&gt;"
        )
    )
    assert "a spread of 1 point is assumed" in words(part.form.sample)


def test_a_sample_that_cannot_be_worked_out_is_said_and_the_error_is_shown(page, part, monkeypatch):
    def broken(_asked):
        raise ValueError("no room")

    monkeypatch.setattr("touchkit.steps.piloting.worked_out", broken)
    part.form.unit.value = "points"
    part.form.lift.value = "0.5"

    assert words(part.form.sample) == "The smallest sample could not be worked out."
    assert "no room" in page.session.error


def test_the_same_people_are_told_what_counts_alone_show(part):
    part.form.today.value, part.form.lift.value = "31 %", "11 %"
    said = "That holds for the two answers of each person side by side; counts alone show less."
    assert said not in words(part.form.sample)

    part.form.design.value = "same people twice"
    assert words(part.form.sample).endswith(said)
    part.form.unit.value = "points"
    part.form.lift.value = "0.5"
    assert words(part.form.sample).endswith(said)


def test_letters_and_commas_get_one_message_and_stay_as_typed(page, part):
    part.form.today.value = "0,31"

    assert "has a comma" in words(part.form.troubles["today"])
    assert part.form.today.value == "0,31"
    assert pilots(page) == []
    part.form.today.value = "0.31"
    assert part.form.troubles["today"].value == ""


def test_a_pilot_is_begun_with_one_press_and_undo_takes_it_back(page, part):
    part.begin.click()

    assert (part.begin.description, part.begin.disabled) == ("✓ Being tested", True)
    page.session.undo()
    assert (part.begin.description, part.begin.disabled) == ("Begin the pilot", False)


def test_two_counts_say_what_it_showed(part):
    part.form.better.value = "lower"
    before, after = (part.result.answers[side].line for side in ("before", "after"))

    before.value = "31/100"
    assert "Type the answers of both sides" in words(part.result.said)
    after.value = "12 of 80"

    assert words(part.result.said).startswith(
        "31 of 100 before, 12 of 80 after: 16 points fewer, between 4 and 28"
    )
    assert "tk-pilot-good" in part.result.said.value
    assert "It showed 31 of 100 before" in words(part.sheet)


def test_12_of_8_is_refused_beside_the_field(page, part):
    answers = part.result.answers["after"]

    answers.line.value = "12 of 8"

    assert words(answers.why) == "12 of 8 cannot be: write how many of how many."
    assert part.result.answers["before"].why.value == ""
    assert answers.line.value == "12 of 8"
    assert pilots(page) == []


def test_a_half_is_called_with_it_and_without_it(part):
    part.form.design.value = "split"

    assert words(part.result.answers["before"].head) == "Without it"
    assert words(part.result.answers["after"].head) == "With it"


def test_each_point_of_the_scale_has_a_labelled_box(page, part):
    part.form.unit.value = "points"
    for place, many in enumerate((10, 10, 5)):
        boxes(part, "before")[place].value = str(many)
        boxes(part, "after")[4 - place].value = str(many)

    assert [box.value for box in boxes(part, "before")] == ["10", "10", "5", "", ""]
    assert [box.description for box in boxes(part, "before")] == ["1", "2", "3", "4", "5"]
    assert (pilots(page)[0]["before"], pilots(page)[0]["after"]) == ("10;10;5;0;0", "0;0;5;10;10")
    assert "so it worked" in words(part.result.said)


def test_a_box_with_letters_says_so_and_leaves_the_others(part):
    part.form.unit.value = "points"
    boxes(part, "before")[1].value = "7"

    boxes(part, "before")[0].value = "a few"

    assert "“a few” was not read as a number" in words(part.result.answers["before"].why)
    assert [box.value for box in boxes(part, "before")[:2]] == ["a few", "7"]


def test_a_scale_of_a_hundred_points_has_one_line(page):
    page.session.open("wide")
    view = page.views[0]
    view.state.look_at("piloting")
    part = view.parts["piloting"]
    part.form.unit.value = "points"

    assert boxes(part, "before") == []
    assert shown(part.result.answers["before"].line)
    part.result.answers["before"].line.value = "1;2"
    assert "how many gave each of the 101 points" in words(part.result.answers["before"].why)


def test_the_end_of_a_pilot_is_one_press(page, part):
    part.result.ends["done"].click()

    assert "mod-active" in part.result.ends["done"]._dom_classes
    assert set(page.session.tables("ideas")["status"]) == {"done", "idea"}
    part.result.ends["testing"].click()
    assert set(page.session.tables("ideas")["status"]) == {"testing", "idea"}


def test_only_a_pilot_that_worked_says_so_on_its_button(part):
    done = part.result.ends["done"]
    before, after = (part.result.answers[side].line for side in ("before", "after"))
    assert (done.description, "tk-main" in done._dom_classes) == ("Mark as done", False)

    before.value, after.value = "31 of 100", "60 of 100"
    assert (done.description, "tk-main" in done._dom_classes) == ("It worked: mark as done", True)
    for chance in ("33 of 100", "5 of 100"):
        after.value = chance
        assert (done.description, "tk-main" in done._dom_classes) == ("Mark as done", False)


def test_another_idea_has_a_pilot_of_its_own(page, part):
    part.form.who.value = "Forty"

    part.choice.value = "song"

    assert part.form.who.value == ""
    assert "A song" in words(part.sheet)
    part.form.who.value = "Ten"
    assert {row["idea"]: row["who"] for row in pilots(page)} == {"back": "Forty", "song": "Ten"}


def test_without_an_idea_the_way_to_one_is_said(page, part):
    page.session.open("bare")
    page.views[0].state.look_at("piloting")

    assert shown(part.empty)
    assert not shown(part.form) or not shown(part.sides)


def test_owner_and_date_are_the_ideas_own(page, part):
    part.form.owner.value = "Sage"
    part.form.due.value = "24.12.2027"
    part.choice.value = "song"
    part.choice.value = "back"

    assert "Owner Sage Done by 24 December 2027" in words(part.sheet)
    part.form.due.value = "soonish"
    assert "not read as a date" in words(part.form.late)
    assert part.form.due.value == "soonish"


def test_a_long_card_is_lettered_smaller_and_cut():
    card = pilot_card(
        {"id": "a", "title": "T" * 400, "hypothesis": "h " * 500}, who="w " * 500, stop="s " * 500
    )

    html = sheet(card, client="C" * 300)

    assert "tk-pilot-middle" in html
    assert "h " * 150 + "…" in html
    assert "h " * 151 not in html
    assert "tk-pilot-large" in sheet(pilot_card({"id": "a", "title": "Short"}), client="Tiny")
