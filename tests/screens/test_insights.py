"""What the page on who differs says, in the client's words."""

import re
from html import unescape

import pytest

from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.screens.insights import differs_page
from touchkit.workshop import open_workshop

HOSTILE = "<img src=x onerror=alert(1)>"


def answers(group, touchpoint, marks, department=None):
    for who, mark in enumerate(marks):
        yield {
            "respondent": f"{group}-{department}-{who}", "group": group, "department": department,
            "touchpoint": touchpoint, "measure": "received", "score": mark,
        }  # fmt: skip


def opened(tmp_path, monkeypatch, scores, points):
    rows = {
        "stages": [{"id": "buy", "name": "Buy"}],
        "departments": [{"id": "desk", "name": "The desk"}, {"id": "lab", "name": "The lab"}],
        "personas": [{"id": "ann", "name": "Ann"}],
        "touchpoints": [
            {"id": id_, "name": name, "stage": "buy", "department": "desk"}
            for id_, name in points.items()
        ],
        "scores": scores,
    }
    client = Client(title="Tiny", customer_word="guest", smallest_group_customers=10)
    write_pack(Pack.from_rows(client, rows), tmp_path / "tiny")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    return open_workshop("tiny")


def talk_first(page):
    """Return the sentences of the list 'Where to talk first', as a person reads them."""
    found = re.search(r'<h2>Where to talk first</h2><ol class="tk-said">(.*?)</ol>', page)
    assert found, "there is no ordered list under 'Where to talk first'"
    return [unescape(one) for one in re.findall(r"<li>(.*?)</li>", found[1])]


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    points = {"call": "First call", "shop": f"Shop {HOSTILE}", "bell": "The bell"}
    scores = [
        *answers("team", "call", [4, 4, 4], "desk"), *answers("customer", "call", [2] * 20),
        *answers("team", "shop", [5, 5, 5], "desk"), *answers("team", "shop", [3, 3, 3], "lab"),
        *answers("team", "bell", [3, 3, 3], "desk"), *answers("customer", "bell", [3] * 20),
    ]  # fmt: skip
    return opened(tmp_path, monkeypatch, scores, points)


def test_where_to_talk_first_says_who_sees_what_widest_difference_first(workshop):
    page = differs_page(workshop, "")

    assert talk_first(page) == [
        "Start with First call: the team says 4.0, guests say 2.0.",
        f"Then Shop {HOSTILE}: The desk gives 5.0, The lab 3.0.",
    ]
    assert HOSTILE not in page


def test_where_to_talk_first_says_for_whom_where_somebody_answered_as_them(workshop):
    scores = workshop.scores
    named = scores[(scores["touchpoint"] == "call") & (scores["group"] == "customer")]
    for row in named["id"]:
        workshop.change("scores", row, persona="ann")

    page = differs_page(workshop, "ann")

    assert (
        talk_first(page)[0] == "For Ann: Start with First call: the team says 4.0, guests say 2.0."
    )
    assert talk_first(page)[1] == f"Then Shop {HOSTILE}: The desk gives 5.0, The lab 3.0."


def test_where_to_talk_first_stops_after_five(tmp_path, monkeypatch):
    points = {f"p{place}": f"Point {place}" for place in range(7)}
    scores = [
        row for point in points
        for row in (*answers("team", point, [5] * 3, "desk"), *answers("customer", point, [1] * 20))
    ]  # fmt: skip

    told = talk_first(differs_page(opened(tmp_path, monkeypatch, scores, points), ""))

    assert [sentence.split(":")[0] for sentence in told] == [
        "Start with Point 0", "Then Point 1", "Then Point 2", "Then Point 3", "Then Point 4",
    ]  # fmt: skip
