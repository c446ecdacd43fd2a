"""Votes, rounds, revealing, the minimum, dots: what counts, what stays hidden, what is said."""

import math

import pytest

from tests.steps.room import SETTINGS, make_room
from touchkit.steps.ceiling import Ceiling
from touchkit.steps.counting import HandCount
from touchkit.steps.dots import Dots
from touchkit.steps.minimum import Minimum
from touchkit.steps.overview import overview_of
from touchkit.steps.reveal import revealed_of
from touchkit.steps.scoring import Scoring
from touchkit.steps.session import Session
from touchkit.steps.votes import vote_of, wave_of

DOTS = '[importance]\nkind = "dots"\nlow = 0\nhigh = 4\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    return tmp_path


@pytest.fixture
def scoring(folder):
    make_room(folder, settings=SETTINGS.replace("[[stages]]", DOTS + "[[stages]]", 1))
    return Scoring(Session())


def count(scoring, **hands):
    for value, n in hands.items():
        assert HandCount(scoring).type_in(int(value[1:]), str(n))


def answer(person, score, *, department="shop", **more):
    cells = {"group": "team", "touchpoint": "till", "measure": "received"} | more
    return cells | {"respondent": person, "score": score, "department": department}


def customers(*scores):
    return [
        answer(f"c{n}", score, department=None, group="customer", wave=2)
        for n, score in enumerate(scores)
    ]


# which votes count


def test_votes_about_somebody_else_are_passed_over():
    mine = {
        "id": "a",
        "group": "team",
        "touchpoint": "till",
        "measure": "received",
        "score": 4,
        "persona": "anna",
    }
    other = mine | {"id": "b", "persona": "ben"}
    outside = mine | {"id": "c", "group": "customer"}
    asked = mine | {"id": "d", "measure": "desired"}

    vote = vote_of(
        [mine, other, outside, asked], touchpoint="till", measure="received", persona="anna"
    )

    assert [mark.row for mark in vote.marks] == ["a"]
    assert math.isnan(vote_of([], touchpoint="till", measure="received").mean)


def test_what_was_scored_for_everybody_goes_on_for_everybody(scoring):
    count(scoring, _4=2)

    scoring.session.persona = "ben"
    count(scoring, _5=1)

    assert set(scoring.session.tables("scores")["persona"].isna()) == {True}
    assert scoring.whose() == "scored for everybody, which goes on here"


def test_a_score_for_everybody_beside_one_for_a_persona_is_refused(scoring):
    scoring.session.persona = "ben"
    count(scoring, _4=2)
    scoring.session.persona = ""

    assert not HandCount(scoring).type_in(3, "1")

    assert scoring.session.error.startswith("This was scored for Ben already")
    assert len(scoring.session.tables("scores")) == 1


def test_each_persona_has_a_vote_of_its_own(scoring):
    for persona, hands in (("anna", 1), ("ben", 2)):
        scoring.session.persona = persona
        count(scoring, _4=hands)

    assert scoring.vote().total == 2
    scoring.session.persona = "anna"
    assert scoring.vote().total == 1


def test_the_wave_is_the_teams_latest(scoring):
    scores = scoring.session.tables("scores")
    assert wave_of(scores) == 1

    scoring.session.record(customers(3))
    assert wave_of(scoring.session.tables("scores")) == 2

    scoring.session.record([answer("mia", 3, wave=1)])
    assert wave_of(scoring.session.tables("scores")) == 1


# rounds


def test_voting_again_keeps_both_rounds_and_the_last_one_counts(scoring):
    count(scoring, _2=3)

    scoring.vote_again()
    assert (
        scoring.standing()
        == "Round 2. Nobody has voted yet; 4 may. Round 1 counts until somebody votes."
    )
    count(scoring, _4=4)

    rounds = scoring.session.tables("scores").set_index("round")["n"].to_dict()
    assert rounds == {1: 3, 2: 4}
    assert scoring.session.gaps()["received"].tolist() == [4.0]
    assert scoring.standing() == "Round 2. All 4 voted."
    assert Scoring(Session("bakery")).vote().round == 2


def test_a_round_nobody_voted_in_can_be_called_off(scoring):
    count(scoring, _2=3)
    scoring.vote_again()
    assert scoring.can_call_off

    scoring.call_off()

    assert scoring.vote().round == 1
    assert not scoring.can_call_off


def test_a_vote_nobody_gave_cannot_be_taken_again(scoring):
    scoring.vote_again()

    assert scoring.vote().round == 1


def test_hands_put_down_in_a_new_round_leave_the_old_one_alone(scoring):
    count(scoring, _2=3)
    scoring.vote_again()
    count(scoring, _4=1)
    count(scoring, _4=0)

    assert scoring.vote().round == 2
    assert scoring.vote().earlier[1][0].n == 3


def test_a_round_is_passed_over_where_nothing_is_left_of_the_one_before(scoring):
    scoring.session.snapshot("empty")
    count(scoring, _2=3)
    scoring.vote_again()

    [(_, number)] = [kept for kept in scoring.session.snapshots() if kept[0].startswith("empty")]
    scoring.session.restore(number)

    assert scoring.standing() == "Nobody has voted yet; 4 may."
    assert not scoring.can_call_off


def test_a_round_called_for_everybodys_vote_is_the_same_through_any_eyes(scoring):
    count(scoring, _2=3)
    scoring.session.persona = "ben"
    scoring.reveal()
    scoring.session.persona = "anna"
    scoring.vote_again()

    scoring.session.persona = "ben"

    assert scoring.vote().round == 2
    assert not scoring.revealed()


def test_another_personas_first_vote_is_no_second_round(scoring):
    scoring.session.persona = "anna"
    count(scoring, _2=3)
    scoring.vote_again()

    scoring.session.persona = "ben"

    assert scoring.vote().round == 1


# revealing


def test_a_vote_is_hidden_until_it_is_revealed_and_again_when_it_is_taken_again(scoring):
    count(scoring, _2=3)
    assert not scoring.revealed()
    assert [row.mean for row in overview_of(scoring)] == ["hidden", "", ""]

    scoring.reveal()
    assert scoring.revealed()
    assert [row.mean for row in overview_of(scoring)] == ["2.0", "", ""]

    scoring.vote_again()
    assert not scoring.revealed()


def test_received_stays_hidden_while_desired_is_voted(scoring):
    count(scoring, _2=3)
    scoring.reveal()

    desired = Scoring(scoring.session, "desired")

    assert not desired.revealed()
    assert desired.standing() == "Nobody has voted yet; 4 may."


def test_the_reveal_has_dots_by_department_and_customers_word(scoring):
    scoring.session.record(
        [
            answer("mia", 4), answer("noa", 5), answer("oki", 2, department="baking"),
            answer("pia", 2, department="baking"), *customers(2, 3, 3),
        ]
    )  # fmt: skip

    found = revealed_of(scoring)

    assert [(line.kind, line.name, line.said) for line in found.lines] == [
        ("everybody", "Everybody", "4 marks, 2 to 5, mean 3.3"),
        ("department", "Baking", "2 marks, all 2, mean 2.0"),
        ("department", "Shop", "2 marks, 4 to 5, mean 4.5"),
        ("customer", "What customers say they got", "3 answers, mean 2.7"),
    ]
    assert found.title == "What the team believes customers get"
    assert found.lines[0].dots == {4.0: 1, 5.0: 1, 2.0: 2}
    assert found.sentences[0].startswith(
        "At Till the team says 3.3 (4 marks, from 2 to 5), customers say 2.7"
    )
    assert found.sentences[1].startswith("Shop gives its own Till 4.5")


def test_small_departments_and_few_customers_stay_hidden(scoring):
    scoring.session.record(
        [
            answer("mia", 4), answer("noa", 5), answer("oki", 2, department="baking"),
            answer("pia", 3, department=None),
        ]
    )  # fmt: skip
    scoring.session.record(customers(1))

    found = revealed_of(scoring)

    assert [line.name for line in found.lines] == ["Everybody", "Shop"]
    assert found.sentences[-1] == "Too few to be shown apart (fewer than 2 people each): Baking."
    assert "stays hidden" in found.sentences[0]


def test_a_small_department_is_not_what_is_left_of_everybody(scoring):
    scoring.session.record(
        [answer("mia", 4), answer("noa", 5), answer("oki", 1, department="baking")]
    )

    found = revealed_of(scoring)

    assert [line.name for line in found.lines] == ["Everybody"]
    assert found.sentences[1:] == (
        "Too few to be shown apart (fewer than 2 people each): Baking.",
        "Hidden as well, for the marks left over would be those of too few: Shop.",
    )


def test_somebody_without_a_department_is_not_what_is_left_either(scoring):
    scoring.session.record(
        [
            answer("mia", 4), answer("noa", 5), answer("oki", 1, department="baking"),
            answer("pia", 1, department="baking"), answer("lee", 3, department=None),
        ]
    )  # fmt: skip

    found = revealed_of(scoring)

    assert [line.name for line in found.lines] == ["Everybody", "Shop"]
    assert not any("gives its own" in said for said in found.sentences)
    assert found.sentences[-1].endswith("too few: Baking.")


def test_a_single_mark_is_not_shown(scoring):
    count(scoring, _4=1)

    found = revealed_of(scoring)

    assert found.lines == ()
    assert found.sentences == (
        "Only 1 mark: they are shown from 2 on, so that nobody is found out.",
    )


def test_the_round_before_stands_beside_the_new_one(scoring):
    count(scoring, _2=3)
    scoring.vote_again()
    count(scoring, _4=4)

    assert [line.name for line in revealed_of(scoring).lines] == ["Everybody", "Round 1"]


def test_revealed_desired_is_held_against_what_is_received(scoring):
    count(scoring, _2=3)
    desired = Scoring(scoring.session, "desired")
    count(desired, _5=4)

    found = revealed_of(desired)

    assert [line.name for line in found.lines] == ["Everybody", "Received, the team’s guess"]
    assert "3.0 short" in found.sentences[0]


# the minimum


def test_the_minimum_is_one_row_that_is_replaced(scoring):
    minimum = Minimum(scoring)
    assert minimum.value is None

    minimum.decide(3)
    minimum.decide(2)

    [row] = scoring.session.tables("scores").to_dict("records")
    assert (row["measure"], row["score"], row["n"]) == ("minimum", 2.0, 1)
    minimum.decide(None)
    assert minimum.value is None
    scoring.session.undo()
    assert minimum.value == 2.0


def test_two_browsers_keep_one_minimum_between_them(scoring):
    here, there = Minimum(scoring), Minimum(Scoring(Session("bakery")))
    assert here.value is None
    there.decide(2)

    assert here.decide(4)

    assert scoring.session.tables("scores")["score"].tolist() == [4.0]
    assert there.decide(None)
    assert len(scoring.session.tables("scores")) == 0


# importance by dots


def test_dots_are_counted_rows_whose_mean_is_dots_for_each_person(scoring):
    dots = Dots(scoring)

    dots.give("till", "6")
    dots.give("window", "2")

    rows = scoring.session.tables("scores").query("touchpoint == 'till'")
    assert dict(zip(rows["score"], rows["n"], strict=True)) == {1.0: 2, 2.0: 2}
    found = scoring.session.workshop.numbers().importance().set_index("touchpoint")
    assert found.loc["till", "importance"] == 1.5
    assert found.loc["till", "share"] == 0.75
    assert [(row.dots, row.share) for row in dots.given()] == [(6, 0.75), (None, 0.0), (2, 0.25)]
    assert dots.said() == "8 dots in all, 2 for each of 4 people. 1 not counted yet."


def test_changed_dots_replace_the_earlier_ones_and_blank_takes_them_away(scoring):
    dots = Dots(scoring)
    dots.give("till", "6")
    dots.give("till", "4")
    assert [row.dots for row in dots.given()] == [4, None, None]
    assert len(scoring.session.tables("scores")) == 1

    dots.give("till", "")

    assert len(scoring.session.tables("scores")) == 0


def test_more_dots_than_people_can_give_are_refused(scoring):
    assert not Dots(scoring).give("till", "17")

    assert scoring.session.error == (
        "17 dots from 4 people cannot be: one touchpoint gets 0 to 4 from each, 16 at most. "
        "Nothing was stored."
    )
    assert not Dots(scoring).give("till", "3,5")
    assert len(scoring.session.tables("scores")) == 0


def test_dots_need_to_know_how_many_people_there_are(folder):
    make_room(folder, participants="alias\n")
    dots = Dots(Scoring(Session()))

    assert not dots.give("till", "6")

    assert "nobody is listed yet" in dots.session.error
    assert dots.said() == dots.session.error


def test_dots_given_by_name_are_not_counted_a_second_time(scoring):
    scoring.session.record([answer("mia", 3, measure="importance")])
    dots = Dots(scoring)
    assert not dots.give("till", "6")
    assert "given by name (1 person) here" in scoring.session.error

    dots.again()
    assert dots.give("till", "6")

    assert scoring.votes("importance")["till"].round == 2


def test_dots_of_the_round_before_count_until_they_are_counted_again(scoring):
    dots = Dots(scoring)
    dots.give("till", "6")
    dots.give("window", "2")
    dots.again()

    dots.give("till", "2")

    rows = {row.id: row for row in dots.given()}
    assert (rows["till"].dots, rows["till"].share, rows["till"].note) == (2, 0.5, "round 2")
    assert (rows["window"].dots, rows["window"].before, rows["window"].share) == (None, 2, 0.5)
    assert rows["window"].note == "2 in round 1, not counted again yet"
    told = scoring.session.workshop.numbers().importance().set_index("touchpoint")["share"]
    assert told.to_dict() == {"till": 0.5, "window": 0.5}
    assert dots.said() == (
        "Round 2: 1 of 2 counted. The shares mix both rounds until all are counted again."
    )
    elsewhere = Dots(Scoring(Session("bakery")))
    assert elsewhere.give("window", "2")
    assert elsewhere.said() == "4 dots in all, 1 for each of 4 people. 1 not counted yet."


def test_two_browsers_count_the_dots_of_a_touchpoint_once(scoring):
    here, there = Dots(scoring), Dots(Scoring(Session("bakery")))
    assert here.given()[0].dots is None
    there.give("till", "4")

    assert here.give("till", "8")

    assert [row.dots for row in here.given()] == [8, None, None]


def test_what_is_counted_must_be_whole_for_each_person(scoring):
    dots = Dots(scoring)

    dots.give("till", "7")

    assert "1.8 for each of 4 people. That is no whole number: count once more?" in dots.said()


# desired at the top


def test_at_most_a_third_stays_at_the_top_and_the_others_are_voted_on_again(scoring):
    desired = Scoring(scoring.session, "desired")
    for name in ("till", "bread-box", "window"):
        desired.focus.go(name)
        count(desired, _5=4)
    ceiling = Ceiling(desired)
    assert ceiling.at_top() == []
    desired.reveal(everywhere=True)
    assert "Desired stands at or near the top of the scale for 3 of 3" in ceiling.warning()
    assert [name for name, _ in ceiling.at_top()] == ["till", "bread-box", "window"]
    assert ceiling.most == 1

    assert ceiling.keep("till", True)
    assert not ceiling.keep("window", True)
    assert (
        scoring.session.error == "At most a third may stay at the top: 1 here. Take one away first."
    )

    assert ceiling.vote_again() == 2
    assert desired.focus.current().id == "bread-box"
    assert desired.vote().round == 2
    assert desired.vote("till").round == 1


def test_the_top_tells_no_lone_vote_and_forgets_what_was_kept_for_another_persona(scoring):
    desired = Scoring(scoring.session, "desired")
    for name, hands in (("till", 4), ("bread-box", 1), ("window", 4)):
        desired.focus.go(name)
        count(desired, _5=hands)
    desired.reveal(everywhere=True)
    ceiling = Ceiling(desired)
    assert [name for name, _ in ceiling.at_top()] == ["till", "window"]

    ceiling.keep("till", True)
    assert ceiling.settle() == ("till",)
    scoring.session.change("touchpoints", "till", shortlist=False)
    assert ceiling.settle() == ()

    ceiling.keep("window", True)
    scoring.session.persona = "ben"
    assert ceiling.settle() == ()
    assert ceiling.kept == ()


def test_the_scribe_sees_who_is_scored_noted_and_parked(scoring):
    count(scoring, _2=1)
    Minimum(scoring).decide(3)
    scoring.focus.mark("parked", True)
    scoring.focus.say_today("nothing")

    first, *others = overview_of(scoring)

    assert (first.votes, first.minimum, first.notes, first.marks) == ("1 hand", "3", 1, ("parked",))
    assert [(row.votes, row.notes) for row in others] == [("", 0), ("", 0)]


def test_the_mean_of_too_few_is_not_shown_in_the_rows_either(scoring):
    count(scoring, _2=1)

    scoring.reveal(everywhere=True)

    assert overview_of(scoring)[0].mean == "too few"


def test_another_clients_room_votes_by_hands_until_it_says_otherwise(scoring, folder):
    scoring.how, scoring.quiet = "names", True
    scoring.settle()
    kept = scoring.how
    (folder / "mill").mkdir()
    (folder / "mill" / "client.toml").write_text('title = "Mill"\n', encoding="utf-8")

    scoring.session.open("mill")
    scoring.settle()

    assert (kept, scoring.how, scoring.quiet) == ("names", "hands", False)
