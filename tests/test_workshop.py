"""The workshop a notebook holds."""

import pytest

import touchkit as tk
from touchkit.errors import ConflictError, InputError, PackError, StoreError
from touchkit.model import TABLES, Client
from touchkit.pack import Pack, read_pack, write_pack
from touchkit.workshop import open_workshop

ROWS = {
    "stages": [{"id": "know", "name": "Know"}, {"id": "buy", "name": "Buy"}],
    "lanes": [{"id": "promise", "name": "promise"}],
    "touchpoints": [
        {"id": "ad", "name": "Ad", "stage": "know"},
        {"id": "shop", "name": "Shop", "stage": "buy"},
    ],
    "customers": [{"id": "c1", "call_name": "Mrs Rose", "first_on": None}],
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A workshop folder with one client, tiny."""
    root = tmp_path / "workshop_data"
    root.mkdir()
    write_pack(Pack.from_rows(Client(title="Tiny"), ROWS), root / "tiny")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(root))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    monkeypatch.delenv("TOUCHKIT_WHO", raising=False)
    return root


@pytest.fixture
def workshop(folder):
    return open_workshop("tiny", who="mia")


def rewrite(folder, name="touchpoints.csv", old="Shop", new="Store"):
    file = folder / "tiny" / name
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def test_every_table_is_an_attribute_of_the_workshop(workshop):
    assert len(TABLES) > 15
    for name in TABLES:
        assert list(getattr(workshop, name).columns) == list(workshop.store.frame(name).columns)


def test_edits_undo_redo_and_history(workshop):
    card = workshop.add("touchpoints", name="Card")
    workshop.change("touchpoints", card, stage="Buy")
    workshop.remove("touchpoints", "ad")

    undone, redone = workshop.undo(), workshop.redo()

    assert undone == redone == "remove ad from touchpoints"
    assert workshop.touchpoints["id"].tolist() == ["shop", "card"]
    assert workshop.history()["kind"].tolist() == ["redo", "undo", "do", "do", "do"]
    assert workshop.signed("tom").undo() is None


def test_several_edits_can_be_one_step(workshop):
    with workshop.one_step("two cards") as step:
        step.add("touchpoints", name="Card")
        step.add("touchpoints", name="Flowers")

    assert workshop.undo() == "two cards"
    assert len(workshop.touchpoints) == 2


def test_undo_is_refused_naming_who_changed_the_row_since(workshop):
    workshop.change("touchpoints", "ad", name="Poster")
    workshop.signed("tom").change("touchpoints", "ad", name="Flyer")

    with pytest.raises(ConflictError, match="by tom"):
        workshop.undo()


def test_a_pack_changed_since_is_reported_with_the_choices(folder, workshop):
    before = workshop.notices

    rewrite(folder)

    assert before == ()
    assert "keep_workshop()" in workshop.notices[0]
    assert "take_pack()" in workshop.notices[0]
    assert "export(path)" in workshop.notices[0]


def test_keeping_the_workshop_leaves_it_as_it_is(folder, workshop):
    rewrite(folder)

    workshop.keep_workshop()

    assert not workshop.pack_changed
    assert workshop.touchpoints["name"].tolist() == ["Ad", "Shop"]


def test_taking_the_pack_can_be_undone(folder, workshop):
    workshop.change("touchpoints", "ad", name="Poster")
    rewrite(folder)

    workshop.take_pack()
    taken = workshop.touchpoints["name"].tolist()
    workshop.undo()

    assert taken == ["Ad", "Store"]
    assert workshop.touchpoints["name"].tolist() == ["Poster", "Shop"]
    assert workshop.snapshots()["label"].tolist() == ["before: take over the pack's files"]


def test_after_taking_the_pack_is_undone_its_files_are_not_written_over(folder, workshop):
    rewrite(folder)
    workshop.take_pack()

    workshop.undo()

    assert workshop.pack_changed
    with pytest.raises(InputError, match="writing would undo that"):
        workshop.export(folder / "tiny")
    assert "Store" in (folder / "tiny" / "touchpoints.csv").read_text("utf-8")
    workshop.redo()
    assert not workshop.pack_changed


def test_undoing_a_pack_that_was_taken_and_written_asks_again(folder, workshop):
    rewrite(folder)
    workshop.take_pack()
    workshop.export(folder / "tiny")

    workshop.undo()

    assert workshop.pack_changed


def test_undoing_a_mended_pack_brings_back_what_was_set_aside(folder):
    rewrite(folder, old="buy", new="byu")
    workshop = open_workshop("tiny", set_aside=True)
    aside = workshop.aside
    rewrite(folder, old="byu", new="buy")
    workshop.take_pack()

    workshop.undo()

    assert workshop.aside == aside != []


def test_a_faulty_pack_is_not_taken(folder, workshop):
    rewrite(folder, old="buy", new="byu")

    with pytest.raises(PackError):
        workshop.take_pack()

    assert len(workshop.touchpoints) == 2


def test_call_names_are_left_out_unless_asked_for(workshop, tmp_path):
    plain = read_pack(workshop.export(tmp_path / "plain"))
    named = read_pack(workshop.export(tmp_path / "named.xlsx", names=True))

    assert plain.customers["call_name"].isna().all()
    assert b"Mrs Rose" not in (tmp_path / "plain" / "customers.csv").read_bytes()
    assert named.customers["call_name"].tolist() == ["Mrs Rose"]


def test_what_was_opened_is_exported_without_loss(folder, workshop, tmp_path):
    exported = read_pack(workshop.export(tmp_path / "copy", names=True))

    assert exported == read_pack(folder / "tiny")
    assert "first_on" in exported.customers.columns


def test_exporting_onto_its_own_folder_is_no_change_and_keeps_call_names(folder, workshop):
    workshop.add("touchpoints", name="Card")

    workshop.export(folder / "tiny")

    assert not workshop.pack_changed
    assert read_pack(folder / "tiny").customers["call_name"].tolist() == ["Mrs Rose"]
    assert len(read_pack(folder / "tiny").touchpoints) == 3


def test_exporting_over_files_that_changed_since_is_refused(folder, workshop):
    rewrite(folder)

    with pytest.raises(InputError, match="writing would undo that"):
        workshop.export(folder / "tiny")

    assert "Store" in (folder / "tiny" / "touchpoints.csv").read_text("utf-8")


def test_rows_set_aside_are_listed_and_never_written_over(folder):
    rewrite(folder, old="buy", new="byu")
    with pytest.raises(PackError):
        open_workshop("tiny")

    workshop = open_workshop("tiny", set_aside=True)

    assert workshop.touchpoints["id"].tolist() == ["ad"]
    assert [problem["row"] for problem in workshop.aside] == [3]
    assert workshop.notices == ("1 problems of the pack: their rows are set aside (see .aside).",)
    with pytest.raises(InputError, match="hold rows that were set aside"):
        workshop.export(folder / "tiny")


def test_mending_what_was_set_aside_empties_the_list(folder):
    rewrite(folder, old="buy", new="byu")
    workshop = open_workshop("tiny", set_aside=True)
    rewrite(folder, old="byu", new="buy")

    workshop.take_pack()

    assert workshop.aside == []
    assert workshop.touchpoints["id"].tolist() == ["ad", "shop"]


def test_an_accepted_finding_is_not_shown_again(workshop):
    found = workshop.findings()
    first = found.iloc[0]
    point = "" if first["touchpoint"] != first["touchpoint"] else first["touchpoint"]

    workshop.add("marks", table="findings", row=f"{first['rule']}:{point}", kind="accepted")

    assert len(workshop.findings()) == len(found) - 1


def test_a_client_is_opened_by_name_by_path_or_as_chosen(folder):
    by_name, by_path = open_workshop("tiny"), open_workshop(str(folder / "tiny"))

    assert by_name.name == by_path.name == open_workshop("").name == "tiny"
    assert tk.open_workshop("tiny").touchpoints.equals(by_path.touchpoints)


def test_a_misspelt_client_gets_a_near_miss(folder):
    with pytest.raises(InputError, match=r"there are: tiny\. Did you mean 'tiny'\?"):
        open_workshop("tinny")


def test_who_is_at_the_keyboard(folder, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_WHO", "tom")

    assert open_workshop("tiny").who == "tom"
    assert open_workshop("tiny", who="mia").who == "mia"
    assert open_workshop("tiny", who=" ").who == "tom"


def test_two_clients_cannot_share_one_sqlite_file(folder, workshop, monkeypatch, tmp_path):
    write_pack(workshop.pack(), folder / "other")
    monkeypatch.setenv("TOUCHKIT_DATABASE", f"sqlite:///{tmp_path}/shared.sqlite")
    open_workshop("tiny")

    with pytest.raises(
        StoreError,
        match="holds the workshop of 'tiny'",
    ):
        open_workshop("other")


def test_asking_twice_gives_the_same_answer(workshop):
    assert workshop.pack() == workshop.pack()
    assert list(workshop.journey().nodes) == list(workshop.journey().nodes)


def test_a_persona_may_bear_any_name_and_has_gaps_of_its_own(workshop):
    workshop.add("personas", id="stamp", name="Stamp")
    workshop.add(
        "scores", group="team", touchpoint="ad", measure="received", score=3, n=4, persona="stamp"
    )

    assert workshop.gaps(persona="stamp").equals(workshop.numbers("stamp").gaps())
    assert workshop.gaps(persona="stamp")["sentence"].item().startswith("For Stamp: ")
