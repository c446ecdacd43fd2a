"""The workshop folder: which clients there are, and which one is chosen."""

import pytest

from touchkit.errors import InputError
from touchkit.folder import choose, chosen, clients, find, workshop_folder


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.delenv("TOUCHKIT_FOLDER", raising=False)
    folder = tmp_path / "workshop_data"
    for name in ("lavender", "acme.com", "acme.de"):
        (folder / name).mkdir(parents=True)
        (folder / name / "client.toml").write_text(f'title = "The {name}"', encoding="utf-8")
    monkeypatch.chdir(folder / "lavender")
    return folder


def test_clients_are_listed_by_name_with_their_titles(root):
    listed = clients()

    assert listed.columns.tolist() == ["client", "title", "path", "live", "chosen"]
    assert listed["client"].tolist() == ["acme.com", "acme.de", "lavender"]
    assert listed["title"].tolist()[2] == "The lavender"
    assert not listed["live"].any()


def test_no_clients_is_an_empty_list(tmp_path):
    assert clients(tmp_path).empty


def test_drafts_and_lock_files_are_no_clients(root):
    (root / ".touchkit-draft").mkdir()
    (root / ".touchkit-draft" / "client.toml").touch()
    (root / "~$lavender.xlsx").touch()

    assert len(clients()) == 3


def test_a_workbook_beside_a_folder_of_its_name_is_told_apart(root):
    (root / "lavender.xlsx").touch()
    (root / "airport.xlsx").touch()

    assert clients()["client"].tolist() == [
        "acme.com",
        "acme.de",
        "airport",
        "lavender",
        "lavender.xlsx",
    ]
    assert find("lavender").path.is_dir()
    assert find("lavender.xlsx").path.is_file()
    assert find("airport").database.name == "airport.workshop.sqlite"


def test_a_client_is_live_once_its_store_is_there(root):
    find("lavender").database.touch()

    assert clients().set_index("client")["live"].to_dict()["lavender"]


def test_the_folder_is_looked_for_upwards_or_named(root, monkeypatch, tmp_path):
    upwards = workshop_folder()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path / "elsewhere"))

    assert upwards == root
    assert workshop_folder() == tmp_path / "elsewhere"


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"There is no folder .*nowhere\. Make it"):
        workshop_folder(tmp_path / "nowhere")


def test_a_choice_is_remembered(root):
    before = chosen()
    choose("lavender")

    assert (before, chosen(), find().name) == ("", "lavender", "lavender")
    assert clients().set_index("client")["chosen"].to_dict()["lavender"]
    assert [file.name for file in root.iterdir() if file.name.startswith(".chosen")] == [".chosen"]


def test_a_client_that_is_not_there_cannot_be_chosen(root):
    with pytest.raises(InputError, match="Did you mean 'lavender'"):
        choose("lavendar")

    assert chosen() == ""


def test_nothing_chosen_says_what_there_is(root):
    with pytest.raises(
        InputError, match=r"No client is chosen\. .*: acme\.com, acme\.de, lavender\."
    ):
        find()


def test_a_spoilt_choice_is_no_choice(root):
    (root / ".chosen").write_bytes(b"\xff\xfe\x00")

    assert chosen() == ""


def test_the_only_client_needs_no_choosing(tmp_path):
    (tmp_path / "only").mkdir()
    (tmp_path / "only" / "client.toml").touch()

    assert find("", tmp_path).name == "only"


def test_a_pack_anywhere_is_found_by_its_path(root, tmp_path):
    assert find(str(root / "acme.de")).name == "acme.de"
    assert find(".").path == root / "lavender"


@pytest.mark.parametrize("odd", ["a\x00b", "x" * 5000, "no/such/pack"])
def test_an_odd_name_is_an_unknown_client_and_nothing_worse(root, odd):
    with pytest.raises(InputError, match="There is no"):
        find(odd)
