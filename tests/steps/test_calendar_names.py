"""Ids are those of one table: a channel may have the id of a touchpoint, an act that of either."""

import datetime as dt

import pytest

from touchkit.deliver.handing_on import hand_on_feeds
from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.steps.acts import Acts
from touchkit.steps.coming import ComingUp
from touchkit.steps.everytime import EveryTime
from touchkit.steps.session import Session

ROWS = {
    "touchpoints": [{"id": "post", "name": "The letter box"}],
    "channels": [{"id": "post", "name": "By post"}],
    "audiences": [{"id": "post", "name": "People with a letter box", "filter": "best = yes"}],
    "acts": [
        {"id": "post", "title": "A letter", "touchpoint": "post", "channel": "post", "audience": "post",
         "starts": dt.date(2026, 12, 7)},
    ],
}  # fmt: skip


@pytest.fixture
def every(tmp_path, monkeypatch):
    write_pack(Pack.from_rows(Client(title="Tiny"), ROWS), tmp_path / "tiny")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    return EveryTime(Session("tiny"), today=lambda: dt.date(2026, 11, 25))


def test_each_is_called_by_its_own_name_in_what_comes_next(every):
    (line,) = ComingUp(every).rows(every.facts())

    assert (line.what, line.whom, line.how) == ("A letter", "People with a letter box", "By post")


def test_each_is_called_by_its_own_name_in_the_list_of_acts(every):
    (row,) = Acts(every).shown(every.facts())

    assert (row.title, row.channel, row.touchpoint) == ("A letter", "By post", "The letter box")
    assert row.whom.startswith("People with a letter box")


def test_each_is_called_by_its_own_name_in_findings(every):
    said = " ".join(every.facts().found["what"])

    assert "nobody owns ‘A letter’" in said


def test_each_is_called_by_its_own_name_in_a_feed(every, tmp_path):
    path, *_ = hand_on_feeds(every.facts(), tmp_path / "out", client="tiny")

    text = path.read_text(encoding="utf-8").replace("\r\n ", "")
    assert "For: People with a letter box" in text
    assert "Channel: By post" in text
    assert "Touchpoint: The letter box" in text


def test_a_renamed_channel_bears_its_new_name_at_once(every):
    assert every.facts().called("channels", "post") == "By post"

    every.session.change("channels", "post", name="In an envelope")

    assert every.facts().called("channels", "post") == "In an envelope"
