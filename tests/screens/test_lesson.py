"""The lesson's controls, pressed without a kernel."""

import re
import shutil

import pytest

import touchkit as tk
from tests.spoken import in_sources
from touchkit import catalogue
from touchkit.model import Client
from touchkit.pack import Pack
from touchkit.starter import make_practice
from touchkit.steps.lessons import lessons

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def made(repository, tmp_path_factory):
    """A practice client as it is made; made once, each test has a copy."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "lavender").symlink_to(
        repository / "workshop_data" / "lavender", target_is_directory=True
    )
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("TOUCHKIT_FOLDER", str(folder))
        return make_practice("practice", like="lavender", until=0).path


@pytest.fixture
def root(repository, made, tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    (tmp_path / "lavender").symlink_to(
        repository / "workshop_data" / "lavender", target_is_directory=True
    )
    bakery = Pack.from_rows(Client(title="Bakery"), {"personas": [{"id": "bo", "name": HOSTILE}]})
    tk.write_pack(bakery, tmp_path / "bakery")
    shutil.copytree(made, tmp_path / made.name)
    return tmp_path


def shown(widget):
    return widget.layout.display != "none"


def cards(panel):
    return [card for card in panel.tasks.cards if shown(card) and shown(panel.tasks)]


def plain(value):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", value)).strip()


def test_a_practice_client_shows_its_tasks_and_follows_what_is_stored(root):
    page = tk.screens.point_of_view("practice")
    panel = page.lesson()
    assert [card.row for card in cards(panel)] == ["alive", "apart", "promised", "eyes"]
    assert plain(panel.head.value) == "Practise step 1 0 of 4 done"
    assert "Not yet" in cards(panel)[0].text.value
    assert "There is no persona yet." in cards(panel)[0].text.value

    page.session.save("add", lambda edits: edits.add(
        "personas", name="Bo", goal="Rest", worries="Noise", evidence="observed", promised="Quiet"))  # fmt: skip

    assert plain(panel.head.value) == "Practise step 1 2 of 4 done"
    assert "Done" in cards(panel)[0].text.value


def test_a_change_in_another_notebook_is_seen_too(root):
    page = tk.screens.point_of_view("practice")
    panel = page.lesson()

    tk.open_workshop("practice").add(
        "personas", name="Bo", goal="Rest", worries="Noise", evidence="measured"
    )
    page.session.look_again()

    assert plain(panel.head.value).endswith("1 of 4 done")


def test_hints_come_press_by_press_and_can_be_hidden(root):
    card = cards(tk.screens.point_of_view("practice").lesson())[0]
    assert not shown(card.help)

    for number in range(1, 5):
        card.more.click()
        assert card.help.value.count("<li>") == min(number, 3)

    assert "Nadia with two jobs" in card.help.value
    assert not shown(card.more)

    card.less.click()
    assert not shown(card.help)
    assert card.more.description == "Hint 1 of 3"


def test_starting_over_takes_a_second_button_elsewhere(root):
    page = tk.screens.point_of_view("practice")
    panel = page.lesson()
    page.session.save("add", lambda edits: edits.add("personas", name="Bo"))

    panel.over.click()
    assert shown(panel.asked)
    assert "Everything done with this client is taken back" in panel.asked.children[0].value
    panel.keep.click()
    assert not shown(panel.asked)
    for _ in range(3):
        panel.over.click()
    assert len(page.session.tables("personas")) == 1
    panel.yes.click()

    assert page.session.tables("personas").empty
    assert page.session.undoable == "start the practice over"
    assert not shown(panel.asked)


def test_after_starting_over_the_panel_says_so_and_offers_undo_until_the_next_change(root):
    page = tk.screens.point_of_view("practice")
    panel = page.lesson()
    page.session.save("add", lambda edits: edits.add("personas", name="Bo"))
    assert not shown(panel.after_over)

    panel.over.click()
    panel.yes.click()

    assert shown(panel.after_over)
    assert "Started over. Undo brings your work back." in panel.happened.value
    assert "tk-started-over" in panel._dom_classes

    panel.undo.click()

    assert list(page.session.tables("personas")["name"]) == ["Bo"]
    assert not shown(panel.after_over)
    assert "tk-started-over" not in panel._dom_classes


def test_a_failing_start_over_is_told_on_the_page(root):
    page = tk.screens.point_of_view("practice")
    panel = page.lesson()
    (root / "lavender").unlink()

    panel.over.click()
    panel.yes.click()

    assert "There is no client 'lavender'" in page.session.error
    assert "Practise step 1" in plain(panel.head.value)


def test_names_on_the_screen_and_what_is_typed_look_it(root):
    card = next(c for c in cards(tk.screens.received("practice").lesson()) if c.row == "know")

    for _ in range(3):
        card.more.click()

    assert "<em>Observed</em>" in card.text.value
    assert "<code>touchkit form practice --ask</code>" in card.help.value
    assert "`" not in card.help.value


def test_what_tasks_and_hints_call_by_name_stands_on_the_screens(repository):
    said = in_sources(repository) | set(catalogue.lanes()["name"])
    texts = [t for one in lessons().values() for task in one.tasks for t in (task.do, *task.hints)]

    named = {name for text in texts for name in re.findall(r"\*([^*]+)\*", text)}

    assert len(named) > 30
    assert sorted(named - said) == []


def test_every_task_names_a_place_on_the_screen():
    tasks = [task for one in lessons().values() for task in one.tasks]
    assert len(tasks) > 10

    without = [t.id for t in tasks if not any("*" in words for words in (t.do, *t.hints))]

    assert without == []


def test_a_real_client_shows_one_quiet_line_until_the_tasks_are_asked_for(root):
    panel = tk.screens.point_of_view("bakery").lesson()
    assert plain(panel.head.value).startswith(
        "Learning alone? touchkit new practice --like lavender --until 0"
    )
    assert cards(panel) == []
    assert not shown(panel.over)

    panel.opener.value = True

    assert len(cards(panel)) == 4
    assert panel.opener.description == "Hide the tasks"
    assert not shown(panel.over)


def test_what_a_person_typed_is_text(root):
    panel = tk.screens.point_of_view("bakery").lesson()

    panel.opener.value = True

    assert "<img" not in "".join(card.text.value for card in cards(panel))
    assert "&lt;img" in cards(panel)[0].text.value


def test_while_no_client_is_open_nothing_is_shown(root):
    assert not shown(tk.screens.point_of_view().lesson())


def test_the_start_page_has_no_lesson(root):
    assert not shown(tk.screens.start("practice").lesson())


def test_on_one_page_with_tabs_the_lesson_follows_the_tab(root):
    page = tk.screens.workshop("practice")
    panel = page.lesson()

    page.tabs.selected_index = 2

    assert shown(panel)
    assert "Practise step 2" in plain(panel.head.value)


def test_a_step_that_came_finished_says_so(root):
    make_practice("further", like="lavender", until=2)
    panel = tk.screens.touchpoints("further").lesson()

    assert "came finished with the practice client" in panel.head.value
    assert "3 of 3 done" in plain(panel.head.value)
    assert "Go on with the next notebook: 3, Received." in plain(panel.told.value)


def test_a_page_has_one_lesson_however_often_it_is_asked_for(root):
    page = tk.screens.point_of_view("practice")

    assert page.lesson() is page.lesson()
    assert repr(page.lesson()) == "LessonPanel('practice', 'point-of-view')"
