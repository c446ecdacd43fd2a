"""The session: what it opens, remembers, stores, takes back, reports and notices."""

import os
import shutil

import pytest

import touchkit as tk
from touchkit.errors import StoreError
from touchkit.folder import chosen
from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.steps.session import Session
from touchkit.store import Store


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


def test_a_client_made_or_renamed_elsewhere_is_offered_at_the_next_look(folder):
    state, alone = Session("bakery"), Session("nobody")
    make_pack(folder, "clinic", "Clinic")

    state.look_again()
    alone.look_again()

    offered = [("Rose Bakery", "bakery"), ("Clinic", "clinic")]
    assert state.choices == alone.choices == offered
    settings = folder / "clinic" / "client.toml"
    settings.write_text('title = "Clinic at the lake"\n', encoding="utf-8")
    os.utime(settings, ns=(0, 0))
    state.look_again()
    assert state.choices[1] == ("Clinic at the lake", "clinic")


def test_looking_again_where_the_folder_is_gone_leaves_the_list_as_it_was(folder):
    state = Session("nobody")
    shutil.rmtree(folder / "bakery")
    folder.rmdir()

    state.look_again()

    assert state.choices == [("Rose Bakery", "bakery")]


def test_one_clients_length_is_not_the_next_ones(folder):
    make_pack(folder, "clinic", "Clinic")
    state = Session("bakery")
    state.set_length("full")

    state.open("clinic")

    assert state.length == "half"


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


def names(state):
    return list(state.tables("touchpoints")["name"])


def add(state, name):
    return state.save(f"add {name}", lambda edits: edits.add("touchpoints", name=name))


def test_edits_are_stored_as_one_action_named_as_it_was_said(folder):
    state = Session()

    def edit(rows):
        rows.add("touchpoints", name="The window")
        rows.change("personas", "anna", goal="Bread")

    assert state.save("tidy up", edit)

    assert (state.undoable, state.redoable) == ("tidy up", "")
    assert names(state) == ["The counter", "The window"]
    assert state.saved.startswith("Saved ")


def test_a_refused_edit_stores_nothing_of_the_action(folder):
    state = Session()
    before = state.revision

    def edit(rows):
        rows.add("touchpoints", name="The window")
        rows.change("touchpoints", "the-countre", name="x")

    assert not state.save("tidy up", edit)

    assert "Did you mean 'the-counter'?" in state.error
    assert (names(state), state.revision, state.saved) == (["The counter"], before, "")


def test_an_error_stays_until_something_is_stored(folder):
    state = Session()
    state.change("touchpoints", "nothing", name="x")
    assert state.error

    state.look_again()
    assert state.error

    add(state, "The window")
    assert state.error == ""


def test_a_change_names_the_row_and_the_settings_are_called_so(folder):
    state = Session()

    state.change("touchpoints", "the-counter", name="The till")
    assert (names(state), state.undoable) == (["The till"], "change the-counter in touchpoints")

    state.change("client", "client", goal="Fewer returns")
    assert (state.workshop.client.goal, state.undoable) == ("Fewer returns", "change the settings")


def test_answers_are_recorded_past_undo_and_replace_each_other(folder):
    state = Session()
    answer = {
        "respondent": "Anna",
        "group": "team",
        "touchpoint": "the-counter",
        "measure": "received",
    }

    state.record([answer | {"score": 3}])
    state.record([answer | {"score": 4}])

    assert list(state.tables("scores")["score"]) == [4]
    assert state.undoable == ""


def test_a_refused_answer_records_none(folder):
    state = Session()
    answer = {
        "respondent": "Anna",
        "group": "team",
        "touchpoint": "the-counter",
        "measure": "received",
    }

    assert not state.record([answer | {"score": 3}, answer | {"score": 30}])

    assert "answer 2" in state.error
    assert state.tables("scores").empty


def test_undo_and_redo_say_what_is_next(folder):
    state = Session()
    add(state, "The window")
    add(state, "The bag")

    state.undo()
    assert (names(state), state.undoable, state.redoable) == (
        ["The counter", "The window"], "add The window", "add The bag",
    )  # fmt: skip

    state.redo()
    assert (names(state)[-1], state.undoable, state.redoable) == ("The bag", "add The bag", "")


def test_somebody_else_at_the_keyboard_undoes_their_own_actions_only(folder):
    state = Session()
    add(state, "The window")
    state.save("add Ben", lambda edits: edits.add("participants", alias="Ben"))

    state.work_as("Ben")
    assert (state.who, state.undoable) == ("Ben", "")
    assert state.people[0] == ("Ben", "Ben")
    add(state, "The bag")
    state.undo()

    assert names(state) == ["The counter", "The window"]


def test_nobody_at_the_keyboard_changes_nothing(folder):
    state = Session()
    who = state.who

    state.work_as("")

    assert state.who == who


def test_a_step_has_a_number_and_undo_takes_back_just_that_one(folder):
    here, there = Session(), Session()
    add(here, "The bag")
    mine = here.step
    there.save("add The bag", lambda edits: edits.add("touchpoints", name="The bag 2", stage="buy"))
    here.look_again()

    assert here.undoable == there.undoable == "add The bag"
    assert here.undo_number == there.step != mine
    assert here.undo(mine)
    assert names(here) == ["The counter", "The bag 2"]
    assert here.undo(mine)
    assert names(here) == ["The counter", "The bag 2"]


def test_what_changed_nothing_is_no_step(folder):
    state = Session()
    add(state, "The bag")

    assert state.step
    assert state.save("nothing", lambda _: None)
    assert state.step == 0


def test_undo_that_would_lose_somebody_elses_change_is_refused_by_name(folder):
    state = Session()
    state.change("touchpoints", "the-counter", name="The till")
    tk.open_workshop("bakery", who="Ben").change("touchpoints", "the-counter", name="The desk")

    assert not state.undo()

    assert "Ben" in state.error
    state.look_again()
    assert names(state) == ["The desk"]


def test_a_snapshot_brings_everything_back_and_undo_takes_that_back(folder):
    state = Session()
    assert state.snapshots() == []
    state.snapshot("before lunch")
    add(state, "The window")
    [(said, number)] = state.snapshots()
    assert said.startswith("before lunch, ")

    state.restore(number)
    assert names(state) == ["The counter"]

    state.undo()
    assert names(state) == ["The counter", "The window"]


def test_nothing_is_stored_while_no_client_is_open(folder):
    make_pack(folder, "clinic", "Clinic")
    state = Session()

    assert not add(state, "The window")

    assert state.error == "Choose a client first; nothing was stored."
    assert state.tables("touchpoints").empty
    assert state.snapshots() == []


def test_the_message_of_a_lost_store_goes_when_it_answers_again(folder, monkeypatch):
    state = Session()

    def lost(self):
        raise StoreError("The store does not answer.")

    with monkeypatch.context() as broken:
        broken.setattr(Store, "revision", lost)
        state.look_again()
        assert state.error == "The store does not answer."

    state.look_again()
    assert state.error == ""


def test_an_error_of_touchkits_own_making_is_told_from_a_refusal(folder):
    state = Session()

    state.report(ZeroDivisionError("no"))
    assert state.error == (
        "Something went wrong in touchkit itself (ZeroDivisionError: no). Nothing was lost."
    )

    state.report(StoreError("The store cannot be written to."))
    assert state.error == "The store cannot be written to."
    state.dismiss()
    assert state.error == ""


def test_another_client_begins_without_the_persona_and_the_saved_mark_of_the_last(folder):
    make_pack(folder, "clinic", "Clinic")
    state = Session("bakery")
    state.persona = "anna"
    add(state, "The window")

    state.open("clinic")

    assert (state.persona, state.saved, state.undoable) == ("", "", "")


def test_clients_of_one_title_are_told_apart(folder):
    make_pack(folder, "bakery-2", "Rose Bakery")

    assert [said for said, _ in Session().choices] == [
        "Rose Bakery (bakery)", "Rose Bakery (bakery-2)",
    ]  # fmt: skip


def with_people(folder):
    (folder / "bakery" / "participants.csv").write_text("alias\nMia\nOki\n", encoding="utf-8")


def test_who_typed_last_types_again_after_a_reload(folder):
    with_people(folder)
    Session("bakery").work_as("Mia")

    again = Session("bakery")

    assert again.who == "Mia"
    assert again.undoable == ""


def test_somebody_who_left_the_room_does_not_type_again(folder):
    with_people(folder)
    state = Session("bakery")
    account = state.who
    state.work_as("Mia")
    state.save("take Mia out", lambda edits: edits.remove("participants", "mia"))

    assert Session("bakery").who == account


def test_how_long_the_workshop_takes_is_the_same_on_every_page(folder):
    here, there = Session("bakery"), Session("bakery")

    here.set_length("90")
    there.look_again()

    assert (here.length, there.length, Session("bakery").length) == ("90", "90", "90")


def test_a_page_reads_the_tables_once_for_each_change(folder, monkeypatch):
    state = Session()
    state.save("count", lambda edits: edits.change("touchpoints", "the-counter", votes=3))
    reads = []
    read = Store.frames
    monkeypatch.setattr(Store, "frames", lambda *names: reads.append(1) or read(*names))

    shown = [state.tables_shown()["touchpoints"] for _ in range(3)]
    shown[0].loc[0, "votes"] = 9

    assert len(reads) == 1
    assert [list(table["votes"]) for table in shown[1:]] == [[3], [3]]
    state.save("count", lambda edits: edits.change("touchpoints", "the-counter", votes=4))
    assert list(state.tables_shown()["touchpoints"]["votes"]) == [4]


def test_undo_says_what_it_took_back(folder):
    state = Session("bakery")
    state.save("add the till", lambda edits: edits.add("touchpoints", name="Till"))

    state.undo()

    assert state.saved == "Undone: add the till"


def test_a_refusal_stands_as_not_saved_until_it_is_understood(folder):
    state = Session("bakery")
    state.save("add nothing", lambda edits: edits.add("touchpoints", name=""))
    assert state.unsaved

    state.dismiss()

    assert (state.error, state.unsaved) == ("", False)


def test_going_on_with_the_workshop_takes_the_message_about_the_files_away(folder):
    state = Session("bakery")
    (folder / "bakery" / "touchpoints.csv").write_text("name,stage\nTill,byu\n", encoding="utf-8")
    state.look_again()
    state.take_pack()
    assert "problem" in state.error
    assert not state.unsaved

    state.keep_workshop()

    assert state.error == ""
    assert state.problems == []


def test_whom_somebody_else_named_meanwhile_is_not_named_at_this_keyboard(tmp_path, monkeypatch):
    write_pack(Pack.from_rows(Client(title="Tiny"), {}), tmp_path / "tiny")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    here, elsewhere = Session("tiny"), Session("tiny")
    elsewhere.save("name", lambda edits: edits.add("participants", alias="Ada"))

    here.save("decide", lambda edits: edits.add("decisions", step="enhance", text="We meet"))

    assert ("Ada", "Ada") in here.people
    assert here.people_named == 0
    here.save("name", lambda edits: edits.add("participants", alias="Ben"))
    assert here.people_named == 1
