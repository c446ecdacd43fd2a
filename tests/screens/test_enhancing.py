"""Step 5's controls, pressed without a kernel."""

import pytest

import touchkit as tk
from touchkit.model import Client
from touchkit.pack import Pack, write_pack

HOSTILE = "<img src=x onerror=alert(1)>"


def marks(touchpoint, group, measure, values):
    for value in values:
        yield {"group": group, "touchpoint": touchpoint, "measure": measure, "score": value}


ROWS = {
    "stages": [{"id": "buy", "name": f"Buy {HOSTILE}"}],
    "departments": [{"id": "desk", "name": f"Desk {HOSTILE}"}],
    "lanes": [{"id": "obstacle", "name": "Obstacle"}, {"id": "think", "name": "Think"}],
    "participants": [{"id": "mint", "alias": f"Mint {HOSTILE}"}],
    "touchpoints": [
        {"id": "call", "name": "First call", "stage": "buy"},
        {"id": "shop", "name": f"Shop {HOSTILE}", "stage": "buy", "department": "desk"},
        {"id": "mail", "name": "Letter", "stage": "buy"},
        {"id": "card", "name": "Card", "stage": "buy", "status": "planned"},
    ],
    "scores": [
        *marks("call", "team", "received", [4, 4]), *marks("call", "team", "desired", [5, 5]),
        *marks("shop", "team", "received", [2, 2]), *marks("shop", "team", "desired", [5, 5]),
        *marks("shop", "team", "minimum", [3]),
        *marks("mail", "customer", "received", [5] * 20), *marks("mail", "team", "desired", [3]),
    ],
    "notes": [
        {"touchpoint": "shop", "lane": "obstacle", "text": f"No chair {HOSTILE}", "severity": "loses",
         "evidence": "observed"},
        *({"touchpoint": "shop", "lane": "obstacle", "text": f"Thing {n}"} for n in range(5)),
    ],
    "ideas": [
        {"id": "chair", "touchpoint": "shop", "title": f"A chair {HOSTILE}", "cost": "S", "votes": 3},
        {"id": "band", "touchpoint": "call;shop", "title": "Ring back", "owner": HOSTILE, "status": "chosen"},
    ],
}  # fmt: skip


@pytest.fixture
def page(tmp_path, monkeypatch):
    client = Client(title="Tiny", smallest_group_team=1)
    write_pack(Pack.from_rows(client, ROWS), tmp_path / "tiny")
    write_pack(Pack.from_rows(Client(title="Bare"), {}), tmp_path / "bare")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    return tk.screens.enhance("tiny")


@pytest.fixture
def view(page):
    return page.views[0]


def shown(row):
    return row.layout.display != "none"


def point_cards(view):
    return [row for row in view.parts["gaps"].list.rows.cards if shown(row)]


def points(view):
    return [row.button for row in point_cards(view)]


def cards(view):
    return [card for card in view.parts["gaps"].ideas.cards.children if shown(card)]


def editor(view, place):
    cards(view)[place].head.click()
    return cards(view)[place].editor


def pages(view):
    """Return all HTML of the step."""
    gaps = view.parts["gaps"]
    told = [gaps.verdict.head, gaps.verdict.notes, gaps.list.told, gaps.ideas.said]
    return "".join(one.value for one in [*told, *gaps.what_ifs.texts]) + register(view)


def register(view):
    """Return who does what by when, as it is shown."""
    view.state.look_at("register")
    part = view.parts["register"]
    told = [part.head, *(one for card in part.rows.cards for one in (card.told, card.evidence))]
    view.state.look_at("gaps")
    return "".join(one.value for one in told)


def test_each_touchpoint_tells_its_gap_whose_numbers_and_what_came_of_it(view):
    named = [row.description for row in points(view)]
    told = [row.told.value for row in point_cards(view)]

    assert named[0] == f"▸ 1  Shop {HOSTILE}  −3.0"
    assert "100 % below the minimum<br>our guess, 2 marks<br>2 ideas" in told[0]
    assert "gives more than wanted: money could come from there" in told[2]
    assert "cannot be ranked: no received score; ask what they get today instead" in told[3]
    assert "0" not in named[3] + told[3]


def test_colour_is_never_alone(view):
    kinds = [
        next(k for k in card._dom_classes if k.startswith("tk-gap-")) for card in point_cards(view)
    ]

    assert kinds == ["tk-gap-short", "tk-gap-short", "tk-gap-more", "tk-gap-unranked"]
    assert [row.description[-4:] for row in points(view)[:3]] == ["−3.0", "−1.0", "+2.0"]


def test_a_name_of_10_000_letters_is_cut_for_showing(page, view):
    page.session.workshop.change("touchpoints", "call", name="x" * 10_000)
    page.session.look_again()
    points(view)[1].click()

    assert points(view)[1].description == f"▸ 2  {'x' * 120} …  −1.0"
    assert f"<h2>{'x' * 120} …</h2>" in view.parts["gaps"].verdict.head.value
    assert max(len(name) for name, _ in view.parts["gaps"].list.go_to.options) < 130
    assert "x" * 121 not in pages(view) + "".join(card.head.description for card in cards(view))


def test_pressing_a_touchpoint_opens_it(view):
    points(view)[1].click()

    assert "<h2>First call</h2>" in view.parts["gaps"].verdict.head.value
    assert points(view)[1].description.startswith("▸ 2")
    assert "tk-here" in point_cards(view)[1]._dom_classes
    assert "tk-here" not in point_cards(view)[0]._dom_classes


def test_a_press_opens_the_touchpoint_that_was_pressed_though_one_above_it_went(page, view):
    second = points(view)[1]

    page.session.workshop.change("touchpoints", "shop", status="retired")
    page.session.look_again()
    second.click()

    assert "<h2>First call</h2>" in view.parts["gaps"].verdict.head.value
    assert second.description == "▸ 1  First call  −1.0"


def test_next_opens_the_next_touchpoint(view):
    view.parts["gaps"].verdict.next.click()

    assert "First call" in view.parts["gaps"].verdict.head.value


def test_the_worst_obstacle_stands_first_and_the_rest_behind_a_line(view):
    notes = view.parts["gaps"].verdict.notes.value

    assert notes.index("No chair") < notes.index("Thing 0")
    assert '<span class="tk-badge tk-mend">loses the customer</span>' in notes
    assert '<span class="tk-badge">observed</span>' in notes
    assert "<details><summary>2 more</summary>" in notes


def test_a_verdict_is_given_with_one_press_and_taken_away_with_the_same(page, view):
    fix = view.parts["gaps"].verdict.buttons["fix"]

    fix.click()
    assert fix.description == "✓ Fix\nmend what is in the way"
    assert "tk-given" in fix._dom_classes

    fix.click()
    assert fix.description == "Fix\nmend what is in the way"
    assert page.session.tables("touchpoints")["verdict"].isna().all()


def test_a_typed_line_becomes_an_idea_of_the_kind_chosen(view):
    view.parts["gaps"].ideas.kind.value = "surprise"

    view.parts["gaps"].ideas.entry.line.value = "A song\n"

    assert cards(view)[-1].head.description == "▾ A song\nSurprise\nnobody yet · no date yet · idea"
    assert "tk-lacking" in cards(view)[-1].head._dom_classes
    assert view.parts["gaps"].ideas.entry.line.value == ""


def test_an_idea_like_another_is_said(view):
    view.parts["gaps"].ideas.entry.line.value = "Ring back!\n"

    assert "looks like “Ring back” at First call and Shop" in view.parts["gaps"].ideas.said.value


def test_an_idea_is_changed_where_it_stands(page, view):
    fields = editor(view, 0)

    fields.title.value = "A bench"
    fields.kind.value = "delight"
    fields.guesses["lift"].value = "L"
    fields.votes.value = 7
    fields.owner.value = "Anybody"
    fields.department.value = "desk"
    fields.due.value = "24.12.2026"
    fields.status.value = "testing"

    assert cards(view)[0].head.description.splitlines() == [
        "▾ A bench", f"Delight · lift L · cost S · 7 dots · Desk {HOSTILE}",
        "Anybody · by 24 December 2026 · testing",
    ]  # fmt: skip
    assert fields.due.value == "24 December 2026"
    assert page.session.error == ""


def test_what_will_be_seen_in_four_weeks_is_kept_with_the_idea(page, view):
    fields = editor(view, 0)
    assert fields.seen.description == "What will we see in four weeks?"

    fields.seen.value = "Nobody stands in line"

    assert page.session.tables("ideas")["success_measure"][0] == "Nobody stands in line"
    editor(view, 1)
    assert cards(view)[1].editor.seen.value == ""


def test_sizes_say_what_they_mean(view):
    fields = editor(view, 0)

    assert [said for said, _ in fields.guesses["cost"].options] == [
        "not guessed", "S: 500 EUR", "M: 2,500 EUR", "L: 10,000 EUR",
    ]  # fmt: skip


def test_what_is_no_date_stays_as_typed_with_the_reason_beside_it(page, view):
    fields = editor(view, 0)

    fields.due.value = "soon"

    assert fields.due.value == "soon"
    assert "is not read as a date" in fields.trouble.value
    assert shown(fields.trouble)
    fields.due.value = "2026-12-24"
    assert (fields.trouble.value, fields.due.value) == ("", "24 December 2026")


def test_only_one_idea_is_open_and_its_fields_are_made_when_first_needed(view):
    assert all(card.editor is None for card in cards(view))

    editor(view, 0)
    editor(view, 1)

    assert [shown(card.editor) for card in cards(view)] == [False, True]
    cards(view)[1].head.click()
    assert not shown(cards(view)[1].editor)


def test_one_press_makes_an_idea_a_decision(page, view):
    fields = editor(view, 0)

    fields.decide.click()

    assert list(page.session.tables("decisions")["text"]) == [f"A chair {HOSTILE}"]
    assert (fields.status.value, fields.decide.disabled) == ("chosen", True)
    assert fields.decide.description == "✓ Recorded as a decision"


def test_who_does_what_by_when_begins_with_what_nobody_has_taken_on(view):
    editor(view, 0).decide.click()

    plan = register(view)
    assert plan.index("No owner and no date yet") < plan.index("No date yet")
    assert plan.index("A chair") < plan.index("Ring back")


def test_removing_an_idea_takes_its_card_away(view):
    editor(view, 0).remove.click()

    assert [card.row for card in cards(view)] == ["band"]


def test_the_drawer_shows_three_prompts_then_three_others(view):
    drawer = view.parts["gaps"].what_ifs
    assert drawer.texts[0].value == ""

    drawer.toggle.value = True
    first = [text.value for text in drawer.texts]
    drawer.others.click()

    assert all("What if" in text for text in first)
    assert not set(first) & {text.value for text in drawer.texts}


def test_a_family_is_filtered_and_a_prompt_becomes_an_idea(view):
    drawer = view.parts["gaps"].what_ifs
    drawer.toggle.value = True

    drawer.family.value = "save-first"
    assert "about to leave" in drawer.told.value
    assert all("save first" in text.value for text in drawer.texts)
    drawer.uses[1].click()

    assert cards(view)[-1].head.description.startswith("▾ What if")
    assert len(cards(view)) == 3


def test_a_late_room_sees_less(page, view):
    page.frame.late.value = True

    assert [row.description for row in points(view)] == [
        f"▸ 1  Shop {HOSTILE}  −3.0", "2  First call  −1.0",
    ]  # fmt: skip
    assert "Each of the widest gaps has an idea" in view.parts["gaps"].list.told.value
    assert not shown(view.parts["gaps"].verdict.notes)


def test_nothing_a_person_typed_becomes_markup(page, view):
    view.parts["gaps"].ideas.entry.line.value = f"{HOSTILE} again\n"
    editor(view, 0).owner.value = HOSTILE
    editor(view, 0).due.value = HOSTILE
    view.parts["gaps"].ideas.entry.line.value = f"{HOSTILE}, again!\n"

    assert "looks like" in view.parts["gaps"].ideas.said.value
    assert HOSTILE not in pages(view)
    assert "&lt;img" in pages(view)


def test_a_client_with_nothing_in_it_is_told_where_to_begin(page, view):
    page.session.open("bare", remember=False)

    assert "Step 2 is where they are written down" in view.parts["gaps"].list.told.value
    assert not shown(view.parts["gaps"].focus)
    assert "Nothing yet" in register(view)
    assert page.session.error == ""


def test_a_touchpoint_without_notes_or_ideas_says_what_to_do_first(view):
    points(view)[3].click()

    assert "Step 3 asks" in view.parts["gaps"].verdict.notes.value
    assert "Step 4 asks" in view.parts["gaps"].verdict.notes.value
    assert shown(view.parts["gaps"].ideas.empty)
    assert "ask what they get today instead" in view.parts["gaps"].verdict.head.value


def test_the_list_can_begin_with_the_share_below_the_minimum(view):
    view.parts["gaps"].list.order.value = "below"

    assert points(view)[0].description == f"▸ 1  Shop {HOSTILE}  −3.0"
    assert points(view)[1].description == "First call  −1.0"


def test_two_hundred_touchpoints_are_shown_a_page_at_a_time(page, view):
    with page.session.workshop.one_step("many") as edits:
        for number in range(200):
            edits.add("touchpoints", name=f"Point {number}", stage="buy")
    page.session.look_again()
    assert len(points(view)) == 12

    view.parts["gaps"].list.more.click()
    assert len(points(view)) == 24

    assert shown(view.parts["gaps"].list.go_to)
    view.parts["gaps"].list.go_to.value = "point-199"
    assert "Point 199" in view.parts["gaps"].verdict.head.value


def test_a_half_typed_idea_is_stored_where_it_was_typed(view):
    view.state.turn_to("shop")
    view.parts["gaps"].ideas.entry.line.value = "Say good morning"

    view.state.turn_to("call")

    added = view.session.tables("ideas").iloc[-1]
    assert (added["title"], added["touchpoint"]) == ("Say good morning", "shop")
    assert (view.parts["gaps"].ideas.entry.line.value, view.state.idea) == ("", "")


def test_a_half_typed_idea_never_lands_with_another_client(view, tmp_path):
    write_pack(Pack.from_rows(Client(title="Other"), ROWS), tmp_path / "other")
    view.parts["gaps"].ideas.entry.line.value = "Say good morning"

    view.session.open("other")

    assert view.session.client == "other"
    assert "Say good morning" not in set(view.session.tables("ideas")["title"])
    assert view.parts["gaps"].ideas.entry.line.value == ""


def test_another_client_is_shown_whatever_part_was_looked_at_before(page, view):
    view.state.look_at("choosing")

    page.session.open("bare", remember=False)

    assert [name for name, holder in view.holders.items() if shown(holder)] == ["gaps"]
