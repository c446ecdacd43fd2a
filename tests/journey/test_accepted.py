"""A finding the room accepted is dropped, and no other with it."""

import pytest

from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.workshop import open_workshop

ROWS = {
    "stages": [{"id": one, "name": one.title()} for one in ("know", "buy", "stay", "refer")],
    "departments": [{"id": one, "name": one.title()} for one in ("sales", "depot", "law")],
    "personas": [{"id": "walter", "name": "Walter"}, {"id": "anna", "name": "Anna"}],
    "touchpoints": [
        {"id": one, "name": one.title(), "stage": stage, "department": "sales"}
        for one, stage in (("ad", "know"), ("web", "know"), ("shop", "buy"))
    ],
    "links": [
        {"id": f"l{number}", "source": source, "target": target}
        for number, (source, target) in enumerate(
            [("ad", "shop"), ("web", "shop"), ("shop", "ad"), ("shop", "web")]
        )
    ],
}


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    write_pack(Pack.from_rows(Client(title="Tiny"), ROWS), tmp_path / "tiny")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    return open_workshop("tiny", who="mia")


@pytest.mark.parametrize("rule", ["empty-stage", "empty-department", "backwards"])
def test_accepting_one_finding_hides_that_one_alone(workshop, rule):
    before = workshop.findings()
    first, second = before.loc[before["rule"] == rule, "id"]

    workshop.add("marks", table="findings", row=first, kind="accepted")

    left = workshop.findings()
    assert list(left["id"]) == [one for one in before["id"] if one != first]
    assert second in set(left["id"])


@pytest.mark.parametrize("row", ["empty-stage:", "backwards:shop"])
def test_a_rule_without_its_whole_subject_hides_nothing(workshop, row):
    before = workshop.findings()

    workshop.add("marks", table="findings", row=row, kind="accepted")

    assert len(workshop.findings()) == len(before)


def test_a_parked_finding_is_still_shown(workshop):
    before = workshop.findings()

    workshop.add("marks", table="findings", row=before["id"].iloc[0], kind="parked")

    assert len(workshop.findings()) == len(before)
