"""Nothing is lost: what is written is read again as the same pack, from folder and workbook alike."""

import csv
import datetime as dt
import string
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from touchkit.errors import PackError
from touchkit.model import (
    SHEET_TABLES,
    TABLES,
    Brand,
    Client,
    Scale,
    choices,
    columns,
    references,
    required,
    to_rows,
)
from touchkit.model.records import read_row
from touchkit.model.text import clean, is_blank
from touchkit.pack import Pack, read_pack, write_pack

TRICKY = [
    "001", "NA", "nan", "None", "null", "TRUE", "=1+1", "+49", "-", "@x", "'=x", "''=x", "'", "'x", "<r>x</r>",
    "<r><t>x</t></r>", "_x0041_", "x005F_", "_x005F_", "_x005F_x005F_", "_x0041_x0042_", "_x0041_x0042_x0043_",
    "#REF!", "#N/A", "'#REF!", "🙂 👩‍👧", "請求書", "مرحبا", "two\nlines", 'say "hi"', "a;b", "a,b", "a\tb", "1e5",
    "1.0", "2026-11-21", "1,234", "\ufeffx", "\u200b", "&amp;", "</t>", "{=1}", "http://a.b", "mailto:a@b", "_", "%",
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(TRICKY),
    st.text(max_size=20),
    st.text(alphabet="_x0041F5=+-@'\"#<r>/;\n ", max_size=20),
).map(clean).filter(lambda text: not is_blank(text))  # fmt: skip
NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0.1 + 0.2, 1e300, -0.0, 5e-324, 1234567.0, 1.234]),
)
VALUES = {
    "text": TEXTS,
    "yes/no": st.booleans(),
    "whole number": st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1),
    "number": NUMBERS,
    "date": st.dates(),
    "size": st.one_of(st.sampled_from("SML"), NUMBERS.map(lambda number: f"{number:.15g}")),
}
BOUNDS = {
    "share": st.floats(0, 1),
    "cost_now": st.floats(0, 1e15),
    "n": st.just(1),
    "round": st.integers(1, 2**53 - 1),
    "weight": st.floats(1e-9, 1e9),
    "score": st.sampled_from([1.0, 2.5, 1 + 0.1 + 0.2, 5.0]),
    "votes": st.integers(0, 2**53 - 1),
    "lead_days": st.integers(0, 400),
    "trigger": st.just("birthday_on"),
    "excludes": st.none(),
    "needs": st.none(),
}
IDS = st.text(alphabet=string.ascii_lowercase + string.digits, min_size=1, max_size=6)
OWN = st.lists(
    TEXTS.filter(lambda name: name.isascii() and not name.lower().replace(" ", "_").endswith("_on")).map(
        lambda name: f"own {name}"
    ),
    max_size=2,
    unique_by=str.lower,
)  # fmt: skip


@st.composite
def rows_of(draw, model, known):
    """Rows of a table that break no rule: ids their own, references to rows there are."""
    own = draw(OWN) + (
        ["birthday_on"] if model.TABLE == "customers" and draw(st.booleans()) else []
    )
    rows = []
    for row in draw(st.lists(IDS, max_size=3, unique=True)):
        fields = {
            name: draw(_cell(model, name, kind, known))
            for name, kind in columns(model).items()
            if name != "id"
        }
        fields |= {
            name: draw(VALUES["date" if name == "birthday_on" else "text"] | st.none())
            for name in own
        }
        record, faults = read_row(
            model, {n: v for n, v in fields.items() if v is not None} | {"id": row}
        )
        if not faults:
            rows.append(record)
    if model.TABLE == "scores":
        rows = [row | {"round": place} for place, row in enumerate(rows, start=1)]
    return rows


def _cell(model, name, kind, known):
    refers, words = references(model).get(name), choices(model, name)
    cell = BOUNDS.get(name, st.sampled_from(words) if words else VALUES[kind])
    if refers is not None and name not in BOUNDS:
        ids = known[refers.table]
        cell = st.sampled_from(ids) if ids else st.none()
        if refers.many and ids:
            cell = st.lists(cell, min_size=1, unique=True).map(";".join)
    if name in {"table", "row"} and model.TABLE == "marks":
        return st.just("findings")
    return cell if name in required(model) else st.none() | cell


CLIENTS = st.builds(
    Client,
    title=TEXTS,
    goal=st.none() | TEXTS,
    customer_word=TEXTS,
    budget=st.none() | st.floats(0, 1e300),
    scale=st.sampled_from([Scale(), Scale(labels=("bad", *[""] * 4)), Scale(labels=("1", "#REF!", "=x", "d", "é"))]),
    brand=st.sampled_from([Brand(), Brand(primary="#5b3a8c")]),
)  # fmt: skip


@st.composite
def packs(draw):
    """Whole packs, every table in them."""
    rows, known = {}, {}
    for name, model in TABLES.items():
        rows[name] = draw(rows_of(model, known | {name: []}))
        known[name] = [row["id"] for row in rows[name]]
    return Pack.from_rows(draw(CLIENTS), rows)


MANY = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@MANY
@given(pack=packs())
def test_folder_and_workbook_are_lossless_also_one_after_the_other_and_hold_no_formula(pack):
    with tempfile.TemporaryDirectory() as place:
        first = write_pack(pack, Path(place) / "first")
        from_folder = read_pack(first)
        assert from_folder == pack

        book = write_pack(from_folder, Path(place) / "book.xlsx")
        from_book = read_pack(book)
        assert from_book == pack
        assert _formulas(book) == []

        second = write_pack(from_book, Path(place) / "second")
        files = sorted(file.name for file in first.iterdir())
        assert len(files) == len(SHEET_TABLES) + 1
        assert sorted(file.name for file in second.iterdir()) == files
        assert [(first / name).read_bytes() for name in files] == [
            (second / name).read_bytes() for name in files
        ]


@MANY
@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_no_cell_of_text_is_taken_for_a_formula(texts):
    rows = {
        "touchpoints": [{"id": f"t{n}", "name": text, text: text} for n, text in enumerate(texts)]
    }
    with tempfile.TemporaryDirectory() as place:
        path = write_pack(Pack.from_rows(Client(title="x"), rows), Path(place) / "pack")
        with (path / "touchpoints.csv").open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]

    assert len(cells) >= 2 * len(texts)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def _formulas(path):
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert len(cells) > len(TABLES)
    return [cell.coordinate for cell in cells if cell.data_type == "f"]


@pytest.fixture
def pack(tmp_path):
    """A pack of difficult values, events included."""
    events = tmp_path / "log.csv"
    events.write_text("customer,touchpoint,time\nk1,t0,2026-01-01\n")
    rows = {
        "stages": [{"id": "know", "name": "=Know"}, {"id": "buy", "name": "Buy", "b": "1", "a": "2"}],
        "touchpoints": [{"id": f"t{n}", "name": text, "stage": "know", text: text} for n, text in enumerate(TRICKY)],
        "customers": [
            {"id": "001", "call_name": "NA", "first_on": dt.date(1, 1, 1), "last_on": dt.date(9999, 12, 31)},
            {"id": "k1", "first_on": dt.date(1900, 1, 1), "last_on": dt.date(1900, 2, 28)},
            {"id": "k2", "first_on": dt.date(1899, 12, 31), "last_on": dt.date(1900, 3, 1)},
        ],
        "decisions": [{"id": "d", "step": "enhance", "text": "x" * 200_000}],
        "scores": [
            {"id": f"s{n}", "group": "team", "touchpoint": "t0", "measure": "importance", "score": score,
             "n": 2**53 - 1}
            for n, score in enumerate([0.1 + 0.2, -0.0, 10.0, 1 / 3])
        ],
    }  # fmt: skip
    client = Client(title="=Lavender", scale=Scale(labels=("a", "", "", "", "")))
    read = {name: [read_row(TABLES[name], row)[0] for row in given] for name, given in rows.items()}
    pack = Pack.from_rows(client, read | {"lanes": [{"id": "do", "name": "Do"}]})
    return Pack(client=pack.client, tables=pack.tables, events=events)


@pytest.fixture
def short(pack):
    """The same without a text too long for a workbook."""
    tables = dict(pack.tables) | {"decisions": pack.decisions.iloc[:0].reset_index(drop=True)}
    return Pack(client=pack.client, tables=tables, events=pack.events)


def test_difficult_values_survive_a_folder(pack, tmp_path):
    written = write_pack(pack, tmp_path / "a" / "b" / "pack")

    assert read_pack(written) == pack
    assert (written / "events.csv").read_bytes() == pack.events.read_bytes()


def test_difficult_values_survive_a_workbook(short, tmp_path):
    written = write_pack(short, tmp_path / "pack.xlsx")

    assert read_pack(written) == short
    assert read_pack(written).events == tmp_path / "pack.events.csv"
    assert _formulas(written) == []


def test_every_difficult_text_comes_back_from_both(short, tmp_path):
    for path in (write_pack(short, tmp_path / "pack"), write_pack(short, tmp_path / "pack.xlsx")):
        assert read_pack(path).touchpoints["name"].tolist() == [clean(text) for text in TRICKY]


def test_packs_that_differ_in_one_cell_are_not_equal(short, tmp_path):
    stages = short.stages.assign(question=short.stages["name"])
    other = Pack(
        client=short.client, tables=dict(short.tables) | {"stages": stages}, events=short.events
    )
    without = Pack(client=short.client, tables=short.tables)

    assert short != other
    assert short != without


def test_lanes_that_were_all_struck_stay_struck(tmp_path):
    empty = Pack.from_rows(Client(title="x"), {})

    assert len(read_pack(write_pack(empty, tmp_path / "pack")).lanes) == 0
    assert read_pack(write_pack(empty, tmp_path / "pack.xlsx")) == empty


def test_writing_does_not_mutate(short, tmp_path):
    before = {name: frame.copy(deep=True) for name, frame in short.tables.items()}
    rows = to_rows(short.stages)

    write_pack(short, tmp_path / "pack")
    write_pack(short, tmp_path / "pack.xlsx")

    assert [name for name in TABLES if not short.tables[name].equals(before[name])] == []
    assert to_rows(short.stages) == rows


def test_writing_over_a_pack_replaces_it(short, tmp_path):
    path = write_pack(short, tmp_path / "pack")
    (path / "Scores.csv").write_text("old")
    (path / "README.md").write_text("mine")
    smaller = Pack.from_rows(Client(title="x"), {"lanes": [{"id": "do", "name": "Do"}]})

    write_pack(smaller, path)

    assert read_pack(path) == smaller
    assert not (path / "events.csv").exists()
    assert (path / "README.md").read_text() == "mine"
    assert [file.name for file in path.iterdir() if file.name.startswith(".")] == []


def test_a_pack_can_be_written_over_itself(short, tmp_path):
    path = write_pack(short, tmp_path / "pack")

    write_pack(read_pack(path), path)

    assert read_pack(path) == short


def test_a_text_too_long_for_a_workbook_is_refused_and_nothing_is_written(pack, tmp_path):
    with pytest.raises(PackError) as caught:
        write_pack(pack, tmp_path / "out" / "pack.xlsx")

    assert str(caught.value) == (
        "pack.xlsx cannot hold all of it; write a folder instead.\n"
        "  - pack.xlsx [decisions], row 2, column text: found 200000 characters; allowed: at most 32767. "
        "Shorten the text, or write the pack as a folder."
    )
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("name", ["pack", "pack.xlsx"])
def test_a_place_that_cannot_be_written_is_said_in_one_sentence(short, tmp_path, name):
    (tmp_path / "file").write_text("in the way")
    path = tmp_path / "file" / name

    with pytest.raises(PackError) as caught:
        write_pack(short, path)

    assert (
        str(caught.value)
        == f"{path} cannot be written: something else has that name. Choose a folder you may write to."
    )
    assert (tmp_path / "file").read_text() == "in the way"


@pytest.mark.parametrize("name", ["pack", "pack.xlsx"])
def test_a_full_disk_leaves_the_old_files_alone(short, tmp_path, monkeypatch, name):
    old = Pack.from_rows(Client(title="old"), {})
    path = write_pack(old, tmp_path / name)

    def full(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(PackError) as caught:
        write_pack(short, path)

    assert (
        str(caught.value)
        == f"{path} cannot be written: No space left on device. Choose a folder you may write to."
    )
    assert read_pack(path) == old
    assert [file.name for file in tmp_path.rglob(".*")] == []
