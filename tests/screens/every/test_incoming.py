"""A calendar of which some rows cannot be read, looked at and taken over without a kernel."""

import datetime as dt

import pytest

import touchkit as tk
from touchkit.model import Client, to_rows
from touchkit.pack import Pack, write_pack

HOSTILE = "<img src=x onerror=alert(1)>"
ROWS = {
    "channels": [{"id": "post", "name": "Post"}],
    "customers": [{"id": "k1", "call_name": "Aoife"}],
    "acts": [{"id": "tea", "title": "Tea", "starts": dt.date(2099, 3, 3), "owner": "Mint"}],
}
PLAN = f"What,Datum,Who,Channel\nNews,2099-03-10,Sage,Post\nSale,{HOSTILE},Sage,\n".encode()


@pytest.fixture
def part(tmp_path, monkeypatch):
    folder = tmp_path / "workshop_data"
    write_pack(Pack.from_rows(Client(title="Tiny"), ROWS), folder / "tiny")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(folder))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    view = tk.screens.calendar("tiny").views[0]
    view.state.look_at("files")
    return view.parts["files"]


def shown(control):
    return control.layout.display != "none"


def upload(part, content, name="plan.csv"):
    now = dt.datetime.now(tz=dt.UTC)
    one = {"name": name, "type": "", "size": len(content), "content": memoryview(content),
           "last_modified": now}  # fmt: skip
    part.incoming.file.value = (one,)


def titles(part):
    return {row["title"] for row in to_rows(part.every.session.tables("acts"))}


def test_the_rows_that_are_fine_can_be_taken_and_the_others_stand_below_both_sides(part):
    upload(part, PLAN)
    panel = part.incoming

    assert part.children[-1] is panel.faults
    assert "<td>Datum</td>" in panel.faults.value
    assert "1 row left out" in panel.what.value
    assert "told below" in panel.what.value
    assert (panel.go.description, panel.go.disabled) == ("Take over the other one", False)
    assert titles(part) == {"Tea"}

    panel.go.click()

    assert titles(part) == {"Tea", "News"}
    assert shown(panel.faults)
    panel.shut.click()
    assert not shown(panel.faults)


def test_a_cell_that_is_markup_is_escaped(part):
    upload(part, PLAN)

    assert "&lt;img" in part.incoming.faults.value
    assert "<img" not in part.incoming.faults.value


def test_what_comes_in_says_who_how_and_where_and_then_what_to_look_at(part):
    upload(part, PLAN)
    panel = part.incoming
    assert "on 10 March 2099; owner Sage; channel Post" in panel.lines.value
    assert "It goes on the marketing calendar." in panel.what.value
    assert not shown(panel.look)

    panel.go.click()

    found = len(part.every.facts().found)
    assert panel.look.description == f"{found} thing{'s' * (found != 1)} to look at"
    assert shown(panel.look) is bool(found)
    panel.look.click()
    assert part.every.part == "findings"


def test_where_nothing_can_be_read_it_says_so_where_one_looks(part):
    before = part.place.turn

    upload(part, b"title,date\nA,2099-02-30\n")

    assert "1 place in the file needs mending." in part.incoming.faults.value
    assert "plan.csv cannot be read" in part.incoming.said.value
    assert not shown(part.incoming.plan)
    assert part.place.turn == before + 1
