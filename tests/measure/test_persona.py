"""One persona's gaps say whose they are."""

import pytest

from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.workshop import open_workshop

ROWS = {
    "stages": [{"id": "know", "name": "Know"}],
    "personas": [{"id": "walter", "name": "Walter and his daughter"}],
    "touchpoints": [{"id": "ad", "name": "Ad", "stage": "know"}],
    "scores": [
        {"id": f"s{n}", "respondent": f"c{n}", "group": "customer", "touchpoint": "ad",
         "measure": "received", "score": 3.0, "n": 1, "wave": 1, "round": 1, "persona": persona}
        for n, persona in enumerate(["walter"] * 20 + [None] * 20)
    ],
}  # fmt: skip


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    write_pack(Pack.from_rows(Client(title="Tiny"), ROWS), tmp_path / "tiny")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    return open_workshop("tiny", who="mia")


def test_each_sentence_begins_with_the_persona(workshop):
    said = workshop.gaps(persona="walter")["sentence"]

    assert said.str.startswith("For Walter and his daughter: Customers received 3.0").all()
    assert len(said) == 1
    assert str(said.dtype) == "str"


def test_everybodys_sentences_name_nobody(workshop):
    assert workshop.gaps()["sentence"].item().startswith("Customers received 3.0")
