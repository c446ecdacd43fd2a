"""The client's settings, from client.toml or a workbook's sheet."""

import pytest

from touchkit.intake.client import flat_settings, read_client_sheet, read_client_toml
from touchkit.intake.sheets import Sheet
from touchkit.model import Client, Scale


def toml(tmp_path, text):
    path = tmp_path / "client.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_client_toml(path)


def sheet(*rows):
    numbered = tuple(enumerate(rows, start=2))
    return Sheet(file="b.xlsx [client]", name="client", header=("setting", "value"), rows=numbered)


def told(read):
    return [(problem.column, problem.found, problem.structural) for problem in read.problems]


def test_settings_and_lists_are_read(tmp_path):
    read = toml(
        tmp_path, 'title = "x"\n[[stages]]\nname = "Know"\n[[stages]]\nid = "b"\nname = "Buy"\n'
    )

    assert (read.client, read.problems, read.doubtful) == (Client(title="x"), [], set())
    assert [(s.name, s.header, s.rows) for s in read.sheets] == [
        ("stages", ("name", "id"), ((2, ("Know", None)), (3, ("Buy", "b"))))
    ]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    read = toml(tmp_path, '\ufefftitle = "Müller"\r\ngoal = """a\r\nb"""\r\n')

    assert read.client == Client(title="Müller", goal="a\nb")


def test_windows_1252_is_read_with_a_note(tmp_path):
    read = toml(tmp_path, 'title = "Müller"\n'.encode("cp1252"))

    assert (read.client, read.notes) == (
        Client(title="Müller"),
        ["client.toml is not UTF-8; it was read as Windows-1252. Check its accents."],
    )


def test_what_is_no_toml_leaves_all_lists_in_doubt(tmp_path):
    read = toml(tmp_path, "title = Lavender\n")

    assert told(read) == [(None, "Invalid value (at line 1, column 9)", True)]
    assert read.doubtful == {"stages", "departments", "channels", "lanes", "audiences"}


def test_settings_of_a_sheet_are_nested_by_their_dots():
    rows = [("title", "007"), ("Scale.High", 3), ("sizes.money.s", 1), ("sizes.money.m", 2), ("sizes.money.l", 3),
            ("scale.labels.1", "bad"), ("scale.labels.2", None), ("scale.labels.3", "good"), ("goal", " ")]  # fmt: skip

    read = read_client_sheet(sheet(*rows))

    assert read.problems == []
    assert (read.client.title, read.client.goal) == ("007", None)
    assert read.client.scale == Scale(high=3, labels=("bad", "", "good"))
    assert read.client.sizes.money.M == 2


def test_ten_labels_and_more_stay_in_order():
    labels = tuple(f"label {number}" for number in range(1, 12))
    client = Client(title="x", scale=Scale(low=0, high=10, labels=labels))

    assert read_client_sheet(sheet(*flat_settings(client))).client == client


@pytest.mark.parametrize(
    ("rows", "told_as"),
    [
        ([("title", "a"), ("title", "b")], ("title", "the same setting a second time", True)),
        ([("title", "a"), ("scale", 5), ("scale.low", 1)], ("scale.low", "the same setting a second time", True)),
        ([("title", "a"), ("titel", "b")], ("titel", "an unknown setting", True)),
        ([("goal", "a")], ("title", "nothing", True)),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_setting_can_never_be_set_aside(rows, told_as):
    read = read_client_sheet(sheet(*rows))

    assert read.client is None
    assert told(read) == [told_as]


def test_the_events_beside_a_workbook_are_named():
    assert read_client_sheet(sheet(("title", "a"), ("events", "log.csv"))).events == "log.csv"
