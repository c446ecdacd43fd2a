"""Pilots: what is typed is read or refused in words, stored as one row, sized and read."""

import datetime as dt

import pandas as pd
import pytest

from tests.steps.room import make_room
from touchkit.errors import InputError
from touchkit.model import Client
from touchkit.plan import SampleSize
from touchkit.steps.amounts import (
    read_counted,
    read_lift,
    read_money,
    read_number,
    read_share,
    read_whole,
)
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.piloting import WAITING, Piloting
from touchkit.steps.pilots import Pilot, counts_of, pilot_of, result_of, with_count
from touchkit.steps.planning import Planning
from touchkit.steps.sampling import Question, Today, question, today_at, worked_out
from touchkit.steps.session import Session

CLIENT = Client(title="Tiny")
IDEA = {"id": "bell", "title": "A bell", "touchpoint": "till"}


def scores(points):
    rows = "".join(f"customer,till,received,{point},{n},1\n" for point, n in points.items())
    return f"group,touchpoint,measure,score,n,wave\n{rows}"


def open_room(folder, monkeypatch, **tables):
    ideas = (
        "id,touchpoint,title,status\nlamp,window,A lamp,idea\nbell,till,A bell,idea\n"
        "bag,till,A bag,dropped\n"
    )
    make_room(folder, **{"ideas": ideas} | tables)
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(folder))
    return Enhancing(Session("bakery"), today=lambda: dt.date(2026, 11, 25))


@pytest.fixture
def state(tmp_path, monkeypatch):
    return Piloting(open_room(tmp_path, monkeypatch))


def stored(state):
    return state.session.tables("pilots").to_dict("records")


# what people type


@pytest.mark.parametrize(
    "typed", ["31 %", "31%", "0.31", ".31", "31 of 100", "31/100", "31 in 100", "31"]
)
def test_a_share_is_read_however_it_is_typed(typed):
    assert read_share(typed) == 0.31


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0,31", "“0,31” has a comma. Write it with a point, as 31 %, 0.31 or 31 of 100."),
        ("-0.3", "“-0.3” is below 0. Write 31 %, 0.31 or 31 of 100."),
        ("many", "“many” was not read as a number. Write 31 %, 0.31 or 31 of 100."),
        ("130 %", "“130 %” is more than all of them. Write 31 %, 0.31 or 31 of 100."),
        ("1", "“1” could be all of them or one in a hundred. Write 100 % or 1 %."),
        ("12 of 8", "12 of 8 cannot be: write how many of how many."),
    ],
)
def test_what_is_no_share_is_refused_in_one_sentence(typed, said):
    with pytest.raises(InputError) as refused:
        read_share(typed)

    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12 of 8", "12 of 8 cannot be: write how many of how many."),
        ("0 of 0", "“0 of 0” says nothing: nobody was asked. Write 31 of 100."),
        ("a few", "“a few” was not read as so many of so many. Write 31 of 100."),
        ("31 %", "“31 %” does not say of how many. Write 31 of 100."),
        ("3,5 of 10", "“3,5” has a comma. Write it with a point, as 31 of 100."),
        ("3.5 of 10", "“3.5” is no whole number. Write 31 of 100."),
        ("-3 of 10", "“-3” is below 0. Write 31 of 100."),
        ("1 of 99999999999", "“99999999999” is more than there are people to ask."),
    ],
)
def test_what_is_no_count_is_refused_in_one_sentence(typed, said):
    with pytest.raises(InputError) as refused:
        read_counted(typed)

    assert str(refused.value) == said


def test_money_is_read_with_its_currency_and_thousands_and_no_other():
    assert read_money("EUR 2,100", "EUR") == read_money("2'100 €", "EUR") == 2100.0
    with pytest.raises(InputError, match="Everything here is in EUR, not in USD"):
        read_money("USD 2100", "EUR")


def test_a_change_is_read_as_points_of_a_hundred_or_of_the_scale():
    assert (
        read_lift("10 points", "share") == read_lift("−10 %", "share") == read_lift("0.1", "share")
    )
    assert read_lift("0.5", "points") == 0.5
    with pytest.raises(InputError, match="No change needs no pilot"):
        read_lift("0", "share")


def test_thousands_are_set_apart_by_comma_apostrophe_or_space():
    assert [read_number(text, wanted="1") for text in ("1,200", "1'200", "1 200")] == [1200.0] * 3


@pytest.mark.parametrize("typed", ["20.000", "2.100 €", "EUR 1.250", "12.500"])
def test_a_point_before_three_digits_of_money_could_be_either_so_it_is_refused(typed):
    with pytest.raises(InputError, match=r"could be [\d.]+ or [\d,]+: write \d+ or "):
        read_money(typed, "EUR")


def test_a_budget_that_could_be_either_is_refused_and_not_stored(tmp_path, monkeypatch):
    planning = Planning(open_room(tmp_path, monkeypatch))

    assert not planning.set_budget("EUR 20.000")
    assert planning.refused[1].endswith("write 20000 or 20.")
    assert planning.facts().client.budget is None


def test_how_many_people_is_refused_where_a_point_could_be_either():
    with pytest.raises(InputError) as refused:
        read_whole("20.000", wanted="40")

    assert str(refused.value) == "“20.000” could be 20 or 20,000: write 20000 or 20."
    with pytest.raises(InputError, match="could be 31 or 31,000"):
        read_counted("31.000 of 100.000")


def test_what_the_refusal_says_to_write_is_read():
    with pytest.raises(InputError, match=r"write 2125 or 2\.1250\."):
        read_money("2.125", "EUR")

    assert [read_money(text, "EUR") for text in ("2125", "2.1250", "0.125", "1234.500", "2.10")] == [
        2125.0, 2.125, 0.125, 1234.5, 2.1,
    ]  # fmt: skip


def test_a_decimal_comma_is_never_read_as_thousands():
    with pytest.raises(InputError, match="has a comma"):
        read_lift("0,500", "points")
    with pytest.raises(InputError, match="was not read as a number"):
        read_number("0'500", wanted="0.5")


# the smallest sample


def test_shares_of_different_people_ask_for_two_groups():
    asked = question(Pilot(idea=IDEA, better="lower", today=0.31, lift=0.11), Today(), CLIENT)

    assert asked == Question(kind="shares", lift=-0.11, before=0.31)
    assert worked_out(asked).sentence == (
        "To show a fall from 31 % to 20 % ask 246 people in each of two groups, 492 in all: if it is "
        "there, 80 in 100 such pilots show it."
    )


def test_a_share_of_the_same_people_is_asked_of_one_group_and_says_from_where_to_where():
    pilot = Pilot(idea=IDEA, design="same people twice", better="lower", today=0.31, lift=0.11)

    found = worked_out(question(pilot, Today(), CLIENT))

    assert found.n == found.per_group
    assert found.sentence.startswith("To show a fall from 31 % to 20 % ask the same ")


def test_a_change_beyond_none_or_all_says_what_is_left():
    pilot = Pilot(idea=IDEA, better="lower", today=0.1, lift=0.2)

    assert question(pilot, Today(), CLIENT) == "From 10 %, at most 10 points are left to fall."


def test_where_nothing_is_left_to_fall_that_is_said():
    pilot = Pilot(idea=IDEA, better="lower", today=0.0, lift=0.2)

    assert question(pilot, Today(), CLIENT) == "From 0 %, nothing is left to fall."


def test_points_nobody_chose_need_no_warning():
    # Own warnings fail a test; in a notebook they would stand below the screen.
    found = worked_out(Question(kind="scale twice", lift=1, before=(0, 0, 10, 20, 5)))

    assert found.test == "Wilcoxon signed-rank test"


def test_what_is_not_said_yet_is_asked_for():
    assert "how many it is today" in question(Pilot(idea=IDEA), Today(), CLIENT)
    assert "what change you hope for" in question(Pilot(idea=IDEA, unit="points"), Today(), CLIENT)


def test_customers_answers_give_the_scale_its_distribution():
    pilot = Pilot(idea=IDEA, unit="points", lift=0.5)
    today = Today(name="Till", counts=(5, 5, 5, 5, 0))

    assert question(pilot, today, CLIENT) == Question(
        kind="scale", lift=0.5, before=(5, 5, 5, 5, 0)
    )


def test_too_few_answers_take_a_spread_of_one_and_say_so():
    pilot = Pilot(idea=IDEA, unit="points", lift=0.5)

    found = worked_out(question(pilot, Today(name="Till", counts=(0, 2, 1, 0, 0)), CLIENT))

    assert found.test == "two-sample t test"
    assert found.sentence.endswith(
        "As only 3 customers answered at Till, a spread of 1 point is assumed."
    )


def test_a_lift_beyond_the_points_in_use_is_said_before_anything_is_worked_out():
    pilot = Pilot(idea=IDEA, unit="points", lift=2)

    asked = question(pilot, Today(name="Till", counts=(0, 0, 10, 10, 0)), CLIENT)

    assert asked == "They give 3.5 today: less than 0.5 points above it are in use."


def test_a_sample_too_small_to_be_read_says_how_many_to_ask():
    found = worked_out(Question(kind="shares", lift=0.8, before=0.1))

    assert found.sentence.endswith("Ask at least 15 in a group, or nothing can be read from it.")


def test_the_latest_wave_counts_where_most_customers_answered(tmp_path, monkeypatch):
    rows = (
        scores({2: 9})
        + "customer,till,received,4,3,2\ncustomer,till,desired,5,50,2\nteam,till,received,1,50,2\n"
    )
    state = open_room(tmp_path, monkeypatch, scores=rows)
    facts = state.facts()

    found = today_at(["window", "till"], facts.tables["scores"], facts.client, facts.names)

    assert found == Today(name="Till", counts=(0, 0, 0, 3, 0))


def test_scores_the_client_hides_give_no_counts_and_no_spread(tmp_path, monkeypatch):
    state = Piloting(open_room(tmp_path, monkeypatch, scores=scores({2: 30})))
    state.session.change("client", "client", smallest_group_customers=31)
    facts = state.enhancing.facts()

    today = state.today(pilot_of("bell", facts.tables["ideas"], facts.tables["pilots"]), facts)

    assert today == Today(name="Till", hidden=31)
    asked = question(Pilot(idea=IDEA, unit="points", lift=0.5), today, facts.client)
    assert (asked.kind, asked.spread, asked.before) == ("means", 1, None)
    assert asked.assumed == (
        "As too few customers answered at Till to be shown, a spread of 1 point is assumed."
    )


def test_of_several_touchpoints_one_that_may_be_shown_comes_before_a_hidden_one(
    tmp_path, monkeypatch
):
    rows = scores({2: 3}) + "customer,window,received,4,1,1\n"
    facts = open_room(tmp_path, monkeypatch, scores=rows).facts()

    assert today_at(["window"], facts.tables["scores"], facts.client, facts.names).hidden == 2
    found = today_at(["window", "till"], facts.tables["scores"], facts.client, facts.names)
    assert (found.name, found.n) == ("Till", 3)


def test_one_person_who_answers_twice_is_one_person():
    rows = {"group": "customer", "touchpoint": "till", "measure": "received", "score": [2.0, 4.0]}
    twice = pd.DataFrame(rows | {"respondent": "mia", "n": 1, "wave": 1})
    client = Client(title="Tiny", smallest_group_customers=2)

    assert today_at(["till"], twice, client, {"till": "Till"}) == Today(name="Till", hidden=2)


def test_slow_work_is_done_behind_and_said_when_it_is_there(tmp_path, monkeypatch):
    waiting = []
    enhancing = open_room(tmp_path, monkeypatch, scores=scores({1: 10, 3: 10, 5: 10}))
    state = Piloting(enhancing, behind=lambda work, then: waiting.append((work, then)))
    state.put("bell", "unit", "points")
    state.put("bell", "lift", "0.5")
    state.idea = "bell"
    pilot = state.pilot(enhancing.facts())

    assert state.sample(pilot, enhancing.facts()) == (None, WAITING)
    assert state.sample(pilot, enhancing.facts()) == (None, WAITING)
    assert len(waiting) == 1
    work, then = waiting[0]
    then(work())

    assert state.worked == 1
    assert isinstance(state.sample(pilot, enhancing.facts())[0], SampleSize)


# what it showed


def test_a_fall_hoped_for_is_read_as_good():
    pilot = Pilot(idea=IDEA, better="lower", before="31 of 100", after="12 of 80")

    assert result_of(pilot, CLIENT).sentence == (
        "31 of 100 before, 12 of 80 after: 16 points fewer, between 4 and 28; so it worked."
    )


def test_counts_for_each_point_are_read_on_the_scale():
    pilot = Pilot(idea=IDEA, unit="points", before="10;10;5;0;0", after="0;0;5;10;10")

    found = result_of(pilot, CLIENT)

    assert (found.verdict, found.n_before, found.n_after) == ("worked", 25, 25)
    assert found.before == pytest.approx(1.8)


def test_one_side_alone_shows_nothing():
    assert result_of(Pilot(idea=IDEA, before="31 of 100"), CLIENT) is None
    assert (
        result_of(Pilot(idea=IDEA, unit="points", before="31 of 100", after="1;1"), CLIENT) is None
    )


def test_counts_of_the_same_people_are_read_with_a_caution(state):
    state.put("bell", "design", "same people twice")
    state.put("bell", "before", "31 of 100")
    state.put("bell", "after", "60 of 100")
    state.idea = "bell"
    facts = state.enhancing.facts()

    found, caution = state.result(state.pilot(facts), facts)

    assert found.verdict == "worked"
    assert "Counts do not say who changed" in caution


def test_counts_are_kept_point_by_point_and_none_is_blank():
    assert with_count("", CLIENT.scale, 2, 4) == "0;0;4;0;0"
    assert with_count("0;0;4;0;0", CLIENT.scale, 2, 0) == ""
    assert counts_of("1;2", CLIENT.scale) is None
    with pytest.raises(InputError, match="100,000 answers are the most"):
        with_count("", CLIENT.scale, 0, 10**6)


# what is stored


def test_what_is_tested_or_chosen_is_offered_first(state):
    facts = state.enhancing.facts()
    assert [idea for _, idea in state.offered(facts)] == ["lamp", "bell", "bag"]

    state.begin("bell")

    assert [idea for _, idea in state.offered(state.enhancing.facts())] == ["bell", "lamp", "bag"]
    assert state.pilot(state.enhancing.facts()).idea["id"] == "bell"


def test_the_row_is_made_when_something_is_typed_first_and_stays_one(state):
    assert state.put("bell", "who", "")
    assert stored(state) == []

    state.put("bell", "who", "Forty guests")
    state.put("bell", "weeks", "4 weeks")

    assert [(row["idea"], row["who"], row["weeks"]) for row in stored(state)] == [
        ("bell", "Forty guests", 4)
    ]
    state.session.undo()
    state.session.undo()
    assert stored(state) == []


def test_counting_something_else_asks_for_the_change_anew_and_undo_brings_both_back(state):
    state.put("bell", "unit", "points")
    state.put("bell", "lift", "0.5")

    assert state.put("bell", "unit", "share")
    assert (stored(state)[0]["unit"], pd.isna(stored(state)[0]["lift"])) == ("share", True)
    state.session.undo()
    assert (stored(state)[0]["unit"], stored(state)[0]["lift"]) == ("points", 0.5)


def test_counting_something_else_leaves_no_share_of_today(state):
    state.put("bell", "today", "31 %")
    state.put("bell", "lift", "many")

    state.put("bell", "unit", "points")

    assert pd.isna(stored(state)[0]["today"])
    assert state.trouble == ("", "")


def test_a_today_of_none_at_all_can_be_taken_back(state):
    state.put("bell", "today", "0 %")
    assert stored(state)[0]["today"] == 0.0

    assert state.put("bell", "today", "")

    assert pd.isna(stored(state)[0]["today"])


def test_hypothesis_and_measure_are_the_ideas_own(state):
    state.put("bell", "hypothesis", "They ring it")
    state.put("bell", "success_measure", "Rings a day")
    state.idea = "bell"
    facts = state.enhancing.facts()

    card = state.card(state.pilot(facts), None)

    assert (card.hypothesis, card.measure) == ("They ring it", "Rings a day")
    assert stored(state) == []


def test_what_cannot_be_read_is_said_and_not_stored(state):
    assert not state.put("bell", "before", "12 of 8")
    assert state.trouble == ("before", "12 of 8 cannot be: write how many of how many.")
    assert stored(state) == []

    assert state.put("bell", "before", "8 of 12")
    assert state.trouble == ("", "")
    assert stored(state)[0]["before"] == "8 of 12"


def test_a_box_refuses_letters_and_keeps_the_others(state):
    state.put("bell", "unit", "points")
    state.put_count("bell", "after", 4, "9")

    assert not state.put_count("bell", "after", 0, "some")
    assert state.trouble == (
        "after 0",
        "“some” was not read as a number. Write how many, such as 9.",
    )
    assert stored(state)[0]["after"] == "0;0;0;0;9"


def test_a_pilot_ends_as_done_and_undo_takes_that_back(state):
    state.begin("bell")

    state.conclude("bell", "done")
    status = state.session.tables("ideas").set_index("id")["status"]
    assert status["bell"] == "done"
    state.session.undo()

    assert state.session.tables("ideas").set_index("id")["status"]["bell"] == "testing"


def test_a_share_counted_is_kept_as_it_was_typed_but_tidied(state):
    state.put("bell", "today", "31/100")
    state.put("bell", "after", " 12/40 ")

    assert (stored(state)[0]["today"], stored(state)[0]["after"]) == (0.31, "12 of 40")


def test_another_client_begins_with_its_own_first_idea(state):
    state.idea, state.trouble = "bell", ("before", "…")

    state.session.client = ""

    assert (state.idea, state.trouble) == ("", ("", ""))
