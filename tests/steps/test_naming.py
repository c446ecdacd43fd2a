"""Who might own something, and what follows a new name; on tables a person can check."""

import pytest

from touchkit.model import TABLES, to_frame
from touchkit.steps.naming import following, owners

ROWS = {
    "participants": [{"id": "ben", "alias": "Ben"}, {"id": "cleo", "alias": "Cleo"}],
    "ideas": [{"id": "i", "touchpoint": "call", "title": "Ring back", "owner": "Dora"}],
    "decisions": [{"id": "d", "step": "enhance", "text": "Paint", "owner": "Ben"}],
    "acts": [{"id": "a", "name": "Card", "owner": "Emil"}],
    "notes": [
        {"id": "n", "touchpoint": "call", "lane": "action", "text": "waits", "author": "Ben"},
        {"id": "m", "touchpoint": "call", "lane": "action", "text": "pays", "author": "Benno"},
    ],
}


def answer(row, respondent, **more):
    asked = {"group": "team", "touchpoint": "call", "measure": "received", "score": 3}
    return {"id": row, "respondent": respondent} | asked | more


def tables(**more):
    rows = ROWS | more
    return {name: to_frame(model, rows.get(name, [])) for name, model in TABLES.items()}


def test_people_in_the_room_and_all_earlier_owners_are_offered_once():
    assert owners(tables()) == ("Ben", "Cleo", "Dora", "Emil")


def test_what_stands_under_the_old_name_follows_and_nothing_else():
    assert following(tables(), "ben", "Ben", "Bertha") == [
        ("notes", "n", {"author": "Bertha"}),
        ("decisions", "d", {"owner": "Bertha"}),
    ]


def test_answers_given_by_alias_stand_under_the_id_from_then_on():
    scores = [answer("s", "Ben"), answer("t", "Cleo"), answer("u", "Ben", group="outsider")]

    assert ("scores", "s", {"respondent": "ben"}) in following(
        tables(scores=scores), "ben", "Ben", "Bertha"
    )
    assert len(following(tables(scores=scores), "ben", "Ben", "Bertha")) == 3


@pytest.mark.parametrize(("touchpoint", "fields"), [("call", {}), ("shop", {"respondent": "ben"})])
def test_an_answer_given_under_both_names_counts_once(touchpoint, fields):
    scores = [answer("s", "ben"), answer("t", "Ben", touchpoint=touchpoint)]

    assert ("scores", "t", fields) in following(tables(scores=scores), "ben", "Ben", "Bertha")


def test_answers_of_somebody_whose_id_is_the_old_name_stay():
    people = [{"id": "ben", "alias": "Cleo"}, {"id": "ben-2", "alias": "ben"}]
    scores = [answer("s", "ben")]

    assert following(tables(participants=people, scores=scores), "ben-2", "ben", "Bertha") == []


def test_the_tables_are_left_as_they_are():
    given = tables(scores=[answer("s", "Ben")])
    kept = {name: frame.copy() for name, frame in given.items()}

    following(given, "ben", "Ben", "Bertha")
    owners(given)

    assert all(given[name].equals(kept[name]) for name in kept)
