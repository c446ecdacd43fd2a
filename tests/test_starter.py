"""A new client's pack."""

import pytest

from touchkit import catalogue
from touchkit.errors import InputError
from touchkit.folder import Place
from touchkit.model import to_rows
from touchkit.pack import Pack, read_pack, write_pack
from touchkit.starter import make_client, make_practice, new_pack, place_for, practice_pack

SETS = ["hourglass", "activities", "timeline"]


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A workshop folder of its own."""
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    return tmp_path


def test_these_are_all_the_stage_sets():
    assert list(dict.fromkeys(catalogue.stage_sets()["stage_set"])) == SETS


@pytest.mark.parametrize("starters", [False, True], ids=["bare", "with starters"])
@pytest.mark.parametrize("stage_set", SETS)
def test_a_new_pack_opens_without_problems(tmp_path, stage_set, starters):
    pack = new_pack("Fennel & Söhne", stage_set=stage_set, starters=starters)

    opened = read_pack(write_pack(pack, tmp_path / "fennel"))

    assert opened == pack
    assert (opened.client.title, opened.notes) == ("Fennel & Söhne", ())
    assert len(opened.stages) == len(catalogue.stages(stage_set))
    assert len(opened.touchpoints) == (len(catalogue.starter_touchpoints()) if starters else 0)


def test_starters_are_planned_and_each_has_a_stage_and_a_department():
    touchpoints = new_pack("Fennel", stage_set="timeline", starters=True).touchpoints

    assert len(touchpoints) >= 60
    assert set(touchpoints["status"]) == {"planned"}
    assert touchpoints[["stage", "department"]].isna().sum().tolist() == [0, 0]


@pytest.mark.parametrize("title", ["", "  ", "\x00"])
def test_a_client_without_a_name_is_refused(title):
    with pytest.raises(InputError) as caught:
        new_pack(title)

    assert str(caught.value) == "A client needs a name."


def test_a_name_with_letters_that_could_not_be_read_is_refused_and_nothing_is_written(root):
    with pytest.raises(InputError) as caught:
        make_client("M\udcfcller")

    assert str(caught.value) == (
        r"The name came through damaged: 'M\udcfcller'. Type it in a terminal that writes UTF-8, or "
        "set PYTHONUTF8=1 and try again."
    )
    assert list(root.iterdir()) == []


def test_a_name_of_which_no_folder_can_be_made_is_refused_and_nothing_is_written(root):
    with pytest.raises(InputError) as caught:
        make_client("請求書")

    assert str(caught.value) == (
        "No folder name can be made of '請求書'; give one of a-z, 0-9 and -."
    )
    assert list(root.iterdir()) == []


def test_a_client_is_made_in_the_workshop_folder(root):
    place = make_client("Müller & Söhne")

    assert place == Place(name="muller-sohne", path=root / "muller-sohne")
    assert read_pack(place.path).client.title == "Müller & Söhne"


@pytest.mark.parametrize("taken", ["fennel", "fennel.xlsx"])
def test_a_name_that_is_taken_is_refused_and_what_is_there_stays(root, taken):
    (root / taken).write_text("mine")

    with pytest.raises(InputError) as caught:
        make_client("Fennel")

    assert str(caught.value) == (
        f"There is a client 'fennel' already, at {root / taken}. Choose another name."
    )
    assert (root / taken).read_text() == "mine"


def test_an_unknown_stage_set_is_refused_before_anything_is_written(root):
    with pytest.raises(InputError, match="hourglas"):
        make_client("Fennel", stage_set="hourglas")

    assert list(root.iterdir()) == []


def test_without_a_workshop_folder_one_is_made_here(tmp_path, monkeypatch):
    monkeypatch.delenv("TOUCHKIT_FOLDER", raising=False)
    monkeypatch.chdir(tmp_path)

    place = place_for("Fennel")

    assert place.path == tmp_path / "workshop_data" / "fennel"
    assert not place.path.exists()


def test_a_workshop_folder_that_is_named_but_missing_is_refused(tmp_path):
    with pytest.raises(InputError) as caught:
        place_for("Fennel", tmp_path / "nowhere")

    assert str(caught.value) == (
        f"There is no folder {tmp_path / 'nowhere'}. Make it, or name another in TOUCHKIT_FOLDER."
    )


@pytest.fixture
def bakery(root):
    """A client with a persona, a touchpoint and a customer's name."""
    pack = new_pack("Rose Bakery")
    rows = {name: to_rows(frame) for name, frame in pack.tables.items()} | {
        "personas": [{"id": "anna", "name": "Anna"}],
        "touchpoints": [{"id": "till", "name": "The till", "shortlist": True}],
        "customers": [{"id": "k1", "call_name": "Zebedee"}],
    }
    return write_pack(Pack.from_rows(pack.client, rows), root / "bakery")


def test_practice_is_like_another_client_and_remembers_which_and_how_far(bakery, root):
    place = make_practice("practice", like="bakery", until=1)

    pack = read_pack(place.path)
    assert place == Place(name="practice", path=root / "practice")
    assert pack.client.title == "Practice: Rose Bakery"
    assert (pack.client.like, pack.client.until) == ("bakery", 1)
    assert pack.client.smallest_group_team == 1
    assert (len(pack.personas), len(pack.touchpoints)) == (1, 0)
    assert "Zebedee" not in (place.path / "customers.csv").read_text(encoding="utf-8")


def test_practice_without_a_step_keeps_all_but_the_names(bakery):
    pack = practice_pack("Monday class", like="bakery")

    assert pack.client.title == "Monday class: Rose Bakery"
    assert (pack.client.like, pack.client.until) == ("bakery", None)
    assert (len(pack.personas), len(pack.touchpoints), len(pack.customers)) == (1, 1, 1)


def test_practice_like_an_unknown_client_names_the_one_that_was_meant(bakery, root):
    with pytest.raises(InputError) as caught:
        make_practice("practice", like="bakry", until=2)

    assert str(caught.value) == (
        f"There is no client 'bakry' in {root}; there are: bakery. Did you mean 'bakery'?"
    )
    assert not (root / "practice").exists()


@pytest.mark.parametrize("step", [-1, 6])
def test_practice_of_a_step_there_is_not_is_refused(bakery, step):
    with pytest.raises(InputError) as caught:
        practice_pack("practice", like="bakery", until=step)

    assert str(caught.value) == (
        f"There is no step {step}; the steps go from 0 (nothing done) to 5."
    )


def test_practice_never_overwrites_a_client(bakery, root):
    with pytest.raises(InputError, match="There is a client 'bakery' already"):
        make_practice("bakery", like="bakery", until=2)

    assert read_pack(root / "bakery").client.title == "Rose Bakery"


@pytest.mark.parametrize("title", ["", " "])
def test_practice_without_a_name_is_refused(bakery, title):
    with pytest.raises(InputError, match="A client needs a name"):
        practice_pack(title, like="bakery")
