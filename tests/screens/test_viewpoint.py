"""Step 1's controls, typed and pressed without a kernel."""

import time

import pytest

import touchkit as tk

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    pack = tmp_path / "bakery"
    pack.mkdir()
    (pack / "client.toml").write_text(
        'title = "Rose"\n[scale]\nlow = 1\nhigh = 3\nlabels = ["bad", "fair", "good"]\n'
        '[[stages]]\nname = "Know"\n[[stages]]\nname = "Buy"\n',
        encoding="utf-8",
    )
    (pack / "touchpoints.csv").write_text(
        "name,stage\nThe sign,know\nThe counter,buy\n", encoding="utf-8"
    )
    (pack / "personas.csv").write_text(
        "name,share,goal\nAnna,0.6,bread by seven\nBen,0.4,\n", encoding="utf-8"
    )
    return tk.screens.point_of_view("bakery")


@pytest.fixture
def view(page):
    return page.views[0]


def cards(view):
    return [card for card in view.gallery.cards.cards if card.layout.display != "none"]


def personas(view):
    return view.session.tables("personas").set_index("id")


def test_each_persona_has_a_card(view):
    assert [card.name.description for card in cards(view)] == ["Anna", "Ben"]
    assert "60 %" in cards(view)[0].body.value
    assert "bread by seven" in cards(view)[0].body.value
    assert "nobody has said yet" in cards(view)[1].body.value


def test_a_pressed_card_is_changed_where_it_hangs(view):
    cards(view)[1].name.click()
    editor = view.gallery.editor
    assert cards(view)[1].children[1] is editor

    editor.name.value = "Benno"
    editor.share.value = "25 %"
    editor.goal.value = "a cake on Saturday"
    editor.evidence.value = "measured"
    editor.ticks["know"].value = True
    editor.done.click()

    stored = personas(view).loc["ben", ["name", "share", "goal", "evidence", "skips"]]
    assert list(stored) == ["Benno", 0.25, "a cake on Saturday", "measured", "know"]
    assert cards(view)[1].name.description == "Benno"
    assert "Never meets</strong> Know" in cards(view)[1].body.value
    assert cards(view)[1].children[1] is cards(view)[1].body


def test_what_is_typed_goes_to_the_card_it_was_typed_in(view):
    cards(view)[0].name.click()
    view.gallery.editor.goal.value = "rye"
    cards(view)[1].name.click()
    view.gallery.editor.goal.value = "cake"

    assert list(personas(view)["goal"]) == ["rye", "cake"]
    assert cards(view)[0].children[1] is cards(view)[0].body


def test_a_share_that_is_none_is_said_on_the_page_and_the_field_shows_what_is_stored(page, view):
    cards(view)[0].name.click()

    view.gallery.editor.share.value = "most"

    assert "is no share" in page.frame.trouble.value
    assert view.gallery.editor.share.value == "60"


def test_shares_that_do_not_add_up_are_said(view):
    cards(view)[0].name.click()

    view.gallery.editor.share.value = "90"

    assert "add up to 130 %" in view.gallery.told.value


def test_a_persona_is_added_and_opened(view):
    view.gallery.entry.line.value = "Cleo\n"

    assert [card.name.description for card in cards(view)] == ["Anna", "Ben", "Cleo"]
    assert view.gallery.editor.name.value == "Cleo"


def test_removing_asks_first_and_undo_restores(page, view):
    cards(view)[0].name.click()
    editor = view.gallery.editor

    editor.remove.click()
    assert "Remove Anna?" in editor.warning.value
    editor.no.click()
    assert editor.sure.layout.display == "none"
    editor.remove.click()
    editor.yes.click()

    assert [card.name.description for card in cards(view)] == ["Ben"]
    page.frame.undo.click()
    assert [card.name.description for card in cards(view)] == ["Anna", "Ben"]


def test_without_personas_the_gallery_teaches_what_to_do_first(view):
    for persona in ("anna", "ben"):
        view.session.workshop.remove("personas", persona)
    view.session.look_again()

    assert "Think of one real customer" in view.gallery.told.value


def test_a_stranger_walks_notes_and_scores(view):
    view.mode.value = "walk"
    walk = view.walk
    assert "The sign" in walk.name.value
    assert walk.back.disabled

    walk.score.value = 2
    walk.lane.value = "emotion"
    walk.entry.line.value = "felt unseen\n"
    walk.on.click()
    walk.unreached.click()

    assert "The counter" in walk.name.value
    assert walk.on.disabled
    assert walk.score.value is None
    notes, scores = view.session.tables("notes"), view.session.tables("scores")
    assert list(notes["lane"]) == ["emotion", "obstacle"]
    assert set(notes["evidence"]) == {"observed"}
    assert list(scores["group"]) == ["outsider"]
    assert "the walk is complete" in walk.far.value


def test_going_back_shows_what_was_stored_there(view):
    view.mode.value = "walk"
    view.walk.score.value = 3
    view.walk.entry.line.value = "dark\n"
    view.walk.on.click()

    view.walk.back.click()

    shown = [card for card in view.walk.noted.cards if card.layout.display != "none"]
    assert [card.text.value for card in shown] == ["dark"]
    assert view.walk.score.value == 3


def test_a_half_typed_note_is_stored_at_the_stop_it_was_typed_at(view):
    view.mode.value = "walk"
    view.walk.entry.line.value = "dar"
    view.walk.entry.line.value = "dark"

    view.walk.on.click()

    assert list(view.session.tables("notes")["touchpoint"]) == ["the-sign"]


def test_a_half_typed_note_belongs_to_the_persona_whose_walk_it_was(view):
    view.mode.value = "walk"
    view.session.persona = "anna"
    view.walk.on.click()
    view.walk.entry.line.value = "dark"

    view.session.persona = "ben"

    notes = view.session.tables("notes")
    assert list(zip(notes["touchpoint"], notes["persona"], strict=True)) == [
        ("the-counter", "anna")
    ]
    assert view.walk.entry.line.value == ""


def test_a_half_typed_note_is_not_lost_by_jumping_or_by_another_name(view):
    view.mode.value = "walk"
    view.walk.entry.line.value = "dark"
    view.walk.stop.value = "the-counter"
    view.walk.entry.line.value = "bright"
    view.walk.alias.value = "Shopper 2"

    notes = view.session.tables("notes")
    assert list(zip(notes["touchpoint"], notes["author"], strict=True)) == [
        ("the-sign", "Stranger 1"),
        ("the-counter", "Stranger 1"),
    ]


def test_a_decision_is_recorded_for_this_step(view):
    view.decisions.entry.line.value = "Two personas are enough\n"

    assert list(view.session.tables("decisions")["step"]) == ["point-of-view"]


def test_nothing_typed_becomes_markup(view):
    workshop = view.session.workshop
    for field in ("name", "segment", "goal", "worries", "promised", "quote"):
        workshop.change("personas", "anna", **{field: HOSTILE})
    for field in ("name", "description"):
        workshop.change("touchpoints", "the-sign", **{field: HOSTILE})
    workshop.change("stages", "know", name=HOSTILE)
    view.session.look_again()
    cards(view)[0].name.click()
    view.gallery.editor.remove.click()
    shown = view.gallery.editor.warning.value
    view.gallery.editor.done.click()
    view.mode.value = "walk"
    shown += cards(view)[0].body.value + view.walk.name.value

    assert shown.count("&lt;img") == 5 + 1 + 3
    assert "<img" not in shown


def test_two_hundred_touchpoints_are_walked_without_waiting(page, view):
    def many(edits):
        for number in range(200):
            edits.add("touchpoints", name=f"Stop {number}", stage="buy")

    view.session.save("many", many)
    view.mode.value = "walk"

    start = time.perf_counter()
    view.walk.score.value = 2
    stored = time.perf_counter() - start

    assert stored < 0.5


def test_another_client_begins_afresh(page, view, tmp_path):
    (tmp_path / "clinic").mkdir()
    (tmp_path / "clinic" / "client.toml").write_text(
        'title = "Clinic"\n[[stages]]\nname = "Know"\n', encoding="utf-8"
    )
    (tmp_path / "clinic" / "personas.csv").write_text("name\nAnna\n", encoding="utf-8")
    cards(view)[0].name.click()
    view.gallery.entry.line.value = "half a na"

    page.session.open("clinic")

    assert cards(view)[0].children[1] is cards(view)[0].body
    assert view.gallery.entry.line.value == ""
