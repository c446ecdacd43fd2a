"""The start page's State: what it opens, remembers, reports and notices."""

import pytest

import touchkit as tk
from touchkit.folder import chosen
from touchkit.steps.session import Session


def make_pack(folder, name, title, rows=""):
    pack = folder / name
    pack.mkdir(parents=True)
    (pack / "client.toml").write_text(
        f'title = "{title}"\n[[stages]]\nname = "Buy"\n', encoding="utf-8"
    )
    (pack / "touchpoints.csv").write_text("name,stage\nThe counter,buy\n" + rows, encoding="utf-8")
    (pack / "personas.csv").write_text("name\nAnna\n", encoding="utf-8")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    make_pack(tmp_path, "bakery", "Rose Bakery")
    return tmp_path


def test_the_only_client_is_opened_without_asking(folder):
    state = Session()

    assert state.client == "bakery"
    assert state.choices == [("Rose Bakery", "bakery")]
    assert state.personas == [("Everybody", ""), ("Anna", "anna")]
    assert chosen() == ""


def test_of_several_clients_none_is_opened_until_one_is_chosen(folder):
    make_pack(folder, "clinic", "Clinic")
    state = Session()
    assert state.client == ""

    state.open("clinic")

    assert (state.client, chosen(), Session().client) == ("clinic", "clinic", "clinic")


def test_a_named_client_is_opened_and_not_remembered(folder):
    make_pack(folder, "clinic", "Clinic")

    state = Session("bakery")

    assert (state.client, chosen()) == ("bakery", "")


def test_an_unknown_client_is_an_error_in_the_page(folder):
    state = Session("bakry")

    assert state.client == ""
    assert "There is no client 'bakry'" in state.error


def test_no_folder_is_an_error_in_the_page(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path / "nowhere"))

    state = Session()

    assert "There is no folder" in state.error


def test_faulty_rows_are_listed_and_can_be_left_out(folder):
    make_pack(folder, "clinic", "Clinic", "The till,bye\n")
    state = Session("bakery")

    state.open("clinic")

    assert state.client == "bakery"
    assert state.error == "clinic cannot be opened: 1 problem. Nothing was changed."
    assert [(row["file"], row["row"], row["found"]) for row in state.problems] == [
        ("touchpoints.csv", 3, "'bye'")
    ]
    assert state.can_set_aside

    state.open_without_faulty_rows()

    assert (state.client, state.error, state.can_set_aside) == ("clinic", "", False)
    assert len(state.workshop.touchpoints) == 1
    assert len(state.problems) == 1


def test_a_fault_of_a_whole_file_leaves_no_way_around_it(folder):
    make_pack(folder, "clinic", "Clinic")
    (folder / "clinic" / "notes.csv").write_text(
        "lane,touchpoint\naction,the-counter\n", encoding="utf-8"
    )
    state = Session()

    state.open("clinic")

    assert len(state.problems) == 1
    assert not state.can_set_aside


def test_a_change_elsewhere_is_noticed(folder):
    state = Session()
    seen = []
    state.observe(lambda change: seen.append(change["new"]), "revision")

    tk.open_workshop("bakery").add("touchpoints", name="The bread bag")
    state.look_again()
    state.look_again()

    assert seen == [state.workshop.revision]


def test_a_changed_pack_is_said_and_either_side_can_win(folder):
    state = Session()
    state.workshop.add("touchpoints", name="The bread bag")
    (folder / "bakery" / "touchpoints.csv").write_text(
        "name,stage\nThe window,buy\n", encoding="utf-8"
    )
    state = Session()
    assert state.pack_changed
    assert "The files of bakery have changed" in state.notices[0]

    state.take_pack()

    assert not state.pack_changed
    assert list(state.workshop.touchpoints["name"]) == ["The window"]
    state.workshop.undo()
    assert list(state.workshop.touchpoints["name"]) == ["The counter", "The bread bag"]


def test_the_checkpoint_says_what_is_there_and_what_is_missing(folder):
    state = Session()

    assert state.checkpoint() == (
        "Rose Bakery has 1 personas, 1 touchpoints. "
        "Still missing: links, notes, scores, ideas, acts, decisions, desired scores."
    )
    assert state.gaps().empty


def test_a_state_without_a_client_has_an_empty_gaps_frame(folder):
    make_pack(folder, "clinic", "Clinic")
    state = Session()

    assert state.checkpoint() == "No client is open yet. Choose one above."
    assert list(state.gaps().columns)[:2] == ["touchpoint", "n"]


def test_the_checkpoint_counts_no_retired_touchpoint(folder):
    state = Session()
    state.workshop.add("touchpoints", name="The fax", status="retired")

    assert "1 touchpoints" in state.checkpoint()


def test_scoring_begins_with_the_largest_group_and_everybody_stays_choosable(folder):
    more = "name,share\nAnna,0.2\nBen,0.7\nCleo,\n"
    (folder / "bakery" / "personas.csv").write_text(more, encoding="utf-8")
    state = Session()

    state.settle_persona()
    assert state.persona == "ben"

    state.persona = ""
    state.settle_persona()
    assert state.persona == ""


def test_who_was_chosen_before_scoring_stays(folder):
    (folder / "bakery" / "personas.csv").write_text("name,share\nAnna,0.2\nBen,0.7\n")
    state = Session()
    state.persona = "anna"

    state.settle_persona()

    assert state.persona == "anna"
