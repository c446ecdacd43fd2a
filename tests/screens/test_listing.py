"""Step 2's controls, pressed without a kernel."""

import pytest

import touchkit as tk
from touchkit.steps.stickies import MAKE

HOSTILE = "<img src=x onerror=alert(1)>"
CLIENT = """title = "Rose Bakery"
[[stages]]
id = "know"
name = "Know"
[[stages]]
id = "buy"
name = "Buy"
[[departments]]
id = "shop"
name = "Shop"
[[departments]]
id = "office"
name = "Office"
"""


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    pack = tmp_path / "bakery"
    pack.mkdir()
    (pack / "client.toml").write_text(CLIENT, encoding="utf-8")
    (pack / "touchpoints.csv").write_text(
        f'name,stage,department,status\nThe counter,buy,shop,exists\n"{HOSTILE}",know,shop,planned\n'
        "The bill,buy,office,exists\nA sticky,,,exists\nThe fax,buy,office,retired\n",
        encoding="utf-8",
    )
    return tk.screens.touchpoints("bakery")


@pytest.fixture
def view(page):
    return page.views[0]


def part(view, name):
    view.tabs[name].click()
    return view.sections[name]


def visible(*controls):
    return [control for control in controls if control.layout.display != "none"]


def stored(view, row):
    return view.state.look().point(row)


def test_parts_are_made_when_they_are_looked_at_first_and_the_open_one_is_remembered(view):
    assert list(view.sections) == ["map"]

    shortlist = part(view, "shortlist")
    part(view, "map")

    assert list(view.sections) == ["map", "shortlist"]
    assert part(view, "shortlist") is shortlist
    assert visible(*view.holders.values()) == [view.holders["shortlist"]]
    assert "mod-active" in view.tabs["shortlist"]._dom_classes


def test_the_short_path_leaves_catalogue_and_findings_out(page, view):
    page.session.late = True

    hidden = [name for name, tab in view.tabs.items() if tab.layout.display == "none"]
    assert hidden == ["catalogue", "wrong"]


def test_a_list_is_read_as_it_is_typed_and_stored_with_one_press(page, view):
    paste = part(view, "paste")

    paste.list.value = "Cake / Buy / Shop\nTart / Oven"
    assert paste.put.description == "Put 2 on the map"
    (question,) = visible(*paste.questions.cards)
    question.answer.value = MAKE
    paste.put.click()

    assert (stored(view, "cake")["stage"], stored(view, "tart")["stage"]) == ("buy", "oven")
    assert paste.list.value == ""
    assert "2 touchpoints put on the map" in paste.told.value
    assert "from a list" in page.session.undoable


def test_what_a_press_did_stands_above_the_list_and_a_refusal_does_not_look_like_success(view):
    paste = part(view, "paste")
    typing = paste.children[0].children[0].children
    assert typing.index(paste.told) < typing.index(paste.list)

    paste.list.value = "Cake / Oven"
    assert "1 new: 1 unsorted. Say first what 1 word shall mean." in paste.where.value
    paste.put.click()

    assert "tk-notice" in paste.told.value
    assert "tk-tp-told" not in paste.told.value
    visible(*paste.questions.cards)[0].answer.value = MAKE
    paste.put.click()
    assert "tk-tp-told" in paste.told.value


def test_a_letter_typed_reads_the_map_once(view, monkeypatch):
    paste = part(view, "paste")
    paste.list.value = "Cake / Byu"
    looks = []
    look = view.state.look
    monkeypatch.setattr(view.state, "look", lambda: looks.append(1) or look())

    paste.list.value = "Cake / Byu "

    assert len(looks) == 1


def test_the_place_to_type_stays_the_same_while_a_question_comes_and_goes(view):
    paste = part(view, "paste")
    before = paste.children

    paste.list.value = "Cake / Byu"
    paste.list.value = "Cake / Buy"

    assert paste.children == before
    assert visible(*paste.questions.cards) == []


def test_nothing_typed_becomes_markup(page, view):
    view.state.put("the-bill", description=HOSTILE)
    page.session.workshop.add("stages", name=HOSTILE)
    page.session.workshop.add("departments", name=HOSTILE)
    page.session.look_again()
    part(view, "paste").list.value = f"{HOSTILE}2 / {HOSTILE}3"
    for name in ("map", "catalogue", "wrong", "shortlist"):
        part(view, name)

    shown = [w.value for w in every(view) if type(w).__name__ == "HTML"]
    assert len(shown) > 15
    assert any("&lt;img" in value for value in shown)
    assert not any("<img" in value for value in shown)


def every(box):
    yield box
    for child in getattr(box, "children", ()):
        yield from every(child)


def test_a_prompt_is_added_with_one_press_and_stays_where_it_was(view):
    drawer = part(view, "catalogue")
    first = drawer.prompts.cards[0]
    name = first.prompt.name

    first.plan.click()

    assert [p["status"] for p in view.state.look().live if p["name"] == name] == ["planned"]
    assert drawer.prompts.cards[0].prompt.name == name
    assert "✓ on the map, planned" in first.done.value
    assert visible(first.have, first.plan) == []


def test_a_finding_is_mended_opened_or_accepted(view):
    wrong = part(view, "wrong")
    rows = {card.row: card for card in wrong.rows.cards}

    rows["no-owner:a-sticky"].choose.value = "office"
    rows["no-stage:a-sticky"].reason.value = "we shall see"
    rows["no-stage:a-sticky"].accept.click()

    assert stored(view, "a-sticky")["department"] == "office"
    assert visible(wrong.accepted) == [wrong.accepted]
    assert "(we shall see)" in wrong.accepted.options[0][0]
    wrong.again.click()
    back = next(card for card in wrong.rows.cards if card.row == "no-stage:a-sticky")
    back.look.click()
    assert (view.state.section, view.state.wanted) == ("map", (1, {"id": "a-sticky"}))


def test_dots_are_counted_and_the_first_taken(view):
    shortlist = part(view, "shortlist")
    row = next(line for line in shortlist.rows.cards if line.row == "the-bill")

    row.more.click()
    row.more.click()
    row.less.click()
    row.dots.value = 7
    assert shortlist.take.disabled
    assert "tk-main" not in shortlist.take._dom_classes
    for number in range(7):
        view.state.add(f"Card {number}", votes=1)
    assert not shortlist.take.disabled
    assert "tk-main" in shortlist.take._dom_classes
    shortlist.many.value = 1
    shortlist.take.click()

    assert (stored(view, "the-bill")["votes"], stored(view, "the-bill")["shortlist"]) == (7, True)
    assert row.chosen.description == "✓ Chosen"
    assert "1 on the shortlist" in shortlist.said.value
    row.chosen.value = False
    assert not stored(view, "the-bill")["shortlist"]


def test_dots_typed_while_another_row_goes_stay_with_their_touchpoint(page, view):
    shortlist = part(view, "shortlist")
    first, second = visible(*shortlist.rows.cards)[:2]
    typed_for = second.row

    page.session.workshop.change("touchpoints", first.row, status="retired")
    page.session.look_again()
    second.dots.value = 7

    assert stored(view, typed_for)["votes"] == 7
    assert [p["id"] for p in view.state.look().live if p.get("votes")] == [typed_for]


def test_sorting_by_dots_makes_no_new_rows(view):
    shortlist = part(view, "shortlist")
    before = shortlist.rows.cards
    before[-1].dots.value = 5

    shortlist.sort.click()

    assert shortlist.rows.cards == before
    assert visible(*shortlist.rows.cards)[0].dots.value == 5


def test_of_two_hundred_touchpoints_forty_rows_are_drawn(page, view):
    page.session.save(
        "many",
        lambda edits: [
            edits.add(
                "touchpoints", name=f"Card {n}", stage=["know", "buy"][n % 2], department="shop"
            )
            for n in range(200)
        ],
    )

    shortlist = part(view, "shortlist")

    assert len(visible(*shortlist.rows.cards)) == 40
