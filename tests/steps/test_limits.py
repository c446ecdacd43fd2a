"""From when on contacts are too close, too many or too far apart."""

import pytest

from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.steps.limits import LIMITS, Limits
from touchkit.steps.session import Session


@pytest.fixture
def limits(tmp_path, monkeypatch):
    write_pack(Pack.from_rows(Client(title="Tiny"), {}), tmp_path / "tiny")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    return Limits(Session("tiny"))


def stored(limits):
    return limits.session.workshop.client


def test_every_limit_of_a_client_can_be_changed_and_leaves_the_others_alone(limits):
    before = stored(limits).calendar.model_dump()
    assert set(before) == set(LIMITS)

    assert limits.put("closest_days", 7)

    assert stored(limits).calendar.model_dump() == before | {"closest_days": 7}


def test_a_country_is_stored_in_capitals_and_blank_takes_it_away(limits):
    assert limits.put_country(" de-by ")
    assert stored(limits).country == "DE-BY"

    assert limits.put_country("")
    assert stored(limits).country is None


def test_a_country_nobody_knows_is_refused_with_what_to_write(limits):
    limits.put_country("IE")

    assert not limits.put_country("Ireland")

    assert limits.trouble.startswith("IRELAND is not known: Write the country's two letters")
    assert stored(limits).country == "IE"
