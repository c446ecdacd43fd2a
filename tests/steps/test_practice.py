"""Where a practice client leads on the start page, and what it keeps from a learner who has not guessed yet."""

import pytest

import touchkit as tk
from touchkit.model import Client
from touchkit.pack import Pack
from touchkit.steps.practice import PracticeState
from touchkit.steps.session import Session

POINTS = [{"id": "till", "name": "The till"}, {"id": "bag", "name": "The bag"}]
CUSTOMERS = [
    {"group": "customer", "touchpoint": "till", "measure": "received", "score": 2, "n": 20}
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    return tmp_path


def opened(folder, scores=(), **settings):
    client = Client(title="Tiny", **settings)
    rows = {"touchpoints": POINTS, "scores": list(scores)}
    tk.write_pack(Pack.from_rows(client, rows), folder / "tiny")
    return PracticeState(Session("tiny"))


def score(state, *points):
    def edit(edits):
        for point in points:
            edits.add("scores", group="team", touchpoint=point, measure="received", score=3, n=1)

    assert state.session.save("score", edit)


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (0, "A practice case with no step done yet: open 1 · Point of view next."),
        (2, "A practice case until step 2: open 3 · Received next."),
        (5, "A practice case until step 5: open 6 · Every time next."),
        (None, "A practice case with every step done: open any of them to see how."),
    ],
)
def test_a_practice_client_says_which_notebook_is_next(folder, until, said):
    assert opened(folder, like="lavender", until=until).way_on == said


def test_a_real_client_and_none_say_nothing_of_practice(folder):
    assert PracticeState(Session()).way_on == ""
    assert not PracticeState(Session()).hides_scores
    assert opened(folder, CUSTOMERS).way_on == ""


def test_customers_scores_are_hidden_until_every_touchpoint_is_guessed(folder):
    state = opened(folder, CUSTOMERS, like="lavender", until=2)
    assert state.hides_scores

    score(state, "till")
    assert state.hides_scores
    score(state, "bag")

    assert not state.hides_scores


def test_a_learner_may_look_all_the_same(folder):
    state = opened(folder, CUSTOMERS, like="lavender", until=2)

    state.show_scores()

    assert not state.hides_scores


def test_another_client_is_not_peeked_at(folder):
    state = opened(folder, CUSTOMERS, like="lavender", until=2)
    client = Client(title="Other", like="lavender", until=2)
    rows = {"touchpoints": POINTS, "scores": CUSTOMERS}
    tk.write_pack(Pack.from_rows(client, rows), folder / "other")
    state.show_scores()

    state.session.open("other")

    assert state.hides_scores


def test_nothing_is_hidden_of_a_real_client_or_where_no_customer_has_answered(folder):
    assert not opened(folder, CUSTOMERS).hides_scores
    (folder / "tiny").rename(folder / "away")

    assert not opened(folder, like="lavender", until=1).hides_scores
