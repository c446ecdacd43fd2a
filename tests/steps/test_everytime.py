"""The calendar as a room works on it: the year that is looked at, what is found, what one press does."""

import datetime as dt

import pytest

from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.steps.accepting import Accepting
from touchkit.steps.coming import NOBODY, ComingUp
from touchkit.steps.everytime import EveryTime
from touchkit.steps.making import make_act
from touchkit.steps.session import Session

TODAY = dt.date(2026, 11, 25)  # a Wednesday

ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "touchpoints": [{"id": "shop", "name": "Shop", "stage": "buy", "channel": "post"}],
    "channels": [{"id": "post", "name": "Post"}],
    "lanes": [{"id": "promise", "name": "Promise"}],
    "participants": [{"id": "mint", "alias": "Mint"}, {"id": "sage", "alias": "Sage"}],
    "audiences": [{"id": "best", "name": "Best customers", "filter": "best = yes"},
                  {"id": "rest", "name": "The others", "filter": "best = no"}],
    "customers": [{"id": "k1", "call_name": "Ada", "best": True, "purchase_on": dt.date(2026, 12, 1)},
                  {"id": "k2", "call_name": "Ben", "best": True, "purchase_on": dt.date(2026, 12, 1)}],
    "ideas": [{"id": "tea", "touchpoint": "shop", "title": "Tea", "status": "chosen", "owner": "Sage",
               "due": dt.date(2026, 12, 14)}],
    "acts": [
        {"id": "card", "title": "Card", "audience": "best", "owner": "Mint", "touchpoint": "shop",
         "starts": dt.date(2026, 12, 14), "channel": "post"},
        {"id": "mail", "title": "Mail", "audience": "best", "owner": "Mint", "touchpoint": "shop",
         "starts": dt.date(2026, 12, 15), "calendar": "marketing"},
        {"id": "call", "title": "Call", "trigger": "purchase_on", "offset_days": 3, "touchpoint": "shop"},
        {"id": "list", "title": "List", "audience": "rest", "owner": "Sage",
         "touchpoint": "shop", "starts": dt.date(2027, 1, 11), "repeats": "FREQ=MONTHLY;INTERVAL=6"},
    ],
}  # fmt: skip


@pytest.fixture
def every(tmp_path, monkeypatch):
    write_pack(Pack.from_rows(Client(title="Tiny"), ROWS), tmp_path / "tiny")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    return EveryTime(Session("tiny"), today=lambda: TODAY)


@pytest.fixture
def state(every):
    return Accepting(every)


def found(state, kind):
    """Return the findings of a kind that are still to be dealt with."""
    return [one for one in state.shown(state.every.facts()) if one.kind == kind and not one.told]


def act(every, row):
    acts = every.session.tables("acts")
    return acts[acts["id"] == row].iloc[0]


def test_the_year_runs_from_this_month_to_the_same_month_a_year_later(every):
    facts = every.facts()

    assert (facts.start, facts.end) == (dt.date(2026, 11, 1), dt.date(2027, 11, 30))


def test_another_month_can_be_looked_at(every):
    every.begin_with("2026-12")

    assert every.facts().start == dt.date(2026, 12, 1)
    assert every.facts().end == dt.date(2027, 12, 31)
    assert ("December 2026", "2026-12") in every.months()


def test_the_months_offered_reach_back_to_the_first_act(every):
    every.session.change("acts", "card", starts=dt.date(2026, 8, 20))

    assert every.months()[0] == ("August 2026", "2026-08")
    assert every.months()[-1] == ("November 2027", "2027-11")


def test_the_facts_are_worked_out_again_only_when_what_they_rest_on_changes(every):
    before = every.facts().due

    every.session.save(
        "a decision", lambda edits: edits.add("decisions", step="enhance", text="We meet")
    )
    assert every.facts().due is before

    every.session.change("acts", "card", owner="Sage")
    assert every.facts().due is not before


def test_an_act_that_cannot_be_read_is_told_and_the_others_are_shown(every):
    every.session.change("acts", "card", repeats="FREQ=HOURLY")

    facts = every.facts()

    assert facts.faulty == {"card"}
    assert "card" not in set(facts.due["act"])
    assert "mail" in set(facts.due["act"])


def test_an_audience_whose_filter_cannot_be_read_leaves_its_acts_out_and_no_other(every):
    every.session.change("audiences", "rest", filter="best is it")

    facts = every.facts()

    assert facts.faulty == {"list"}
    assert "the filter of rest" in facts.faults[0].found
    assert set(facts.due["act"]) == {"card", "mail", "call"}


def test_a_country_whose_holidays_nobody_knows_leaves_the_calendar_usable(every):
    every.session.change("client", "client", country="XX")

    assert every.facts().country is None
    assert len(every.facts().due)


def test_each_finding_says_what_whom_when_and_what_one_press_does(state):
    (close,) = found(state, "collision")

    assert (close.what, close.who) == ("Card and Mail, 1 day apart", "Best customers")
    assert close.when == "14 December 2026 to 15 December 2026"
    assert close.label == "Move it to 17 December 2026"


def test_accepting_a_move_moves_the_act_and_undo_moves_it_back(every, state):
    (close,) = found(state, "collision")

    assert state.accept(close.id)
    assert act(every, "mail")["starts"].date() == dt.date(2026, 12, 17)
    assert state.told == "Mail: moved to 17 December 2026."
    assert found(state, "collision") == []

    state.undo()
    assert act(every, "mail")["starts"].date() == dt.date(2026, 12, 15)
    assert state.told == ""
    assert len(found(state, "collision")) == 1


def test_what_was_dealt_with_last_keeps_its_place_and_says_what_was_done(every, state):
    before = [one.id for one in state.shown(every.facts())]
    (loose,) = found(state, "unowned")

    state.give(loose.id, "Sage")

    after = state.shown(every.facts())
    assert [one.id for one in after] == before
    assert [one.told for one in after if one.told] == ["Call: Sage."]

    (close,) = found(state, "collision")
    state.accept(close.id)
    assert [one.id for one in state.shown(every.facts()) if one.told] == [close.id]


def test_undo_is_offered_only_while_it_takes_back_that_press(every, state):
    state.accept(found(state, "collision")[0].id)
    assert state.undoable

    every.session.change("acts", "list", owner="Mint")

    assert not state.undoable


def test_a_silence_gets_one_act_more_for_the_same_people(every, state):
    silence, later = [one for one in found(state, "drought") if one.who == "The others"]
    assert silence.when == "11 January 2027 to 11 July 2027"

    assert state.accept(silence.id)

    made = act(every, state.made)
    assert (made["title"], made["audience"], made["owner"]) == (
        "Something for The others",
        "rest",
        "Sage",
    )
    assert [one.id for one in found(state, "drought") if one.who == "The others"] == [later.id]


def test_a_chosen_idea_becomes_an_act_with_its_owner_on_a_day_that_has_room(every, state):
    (idea,) = found(state, "no_act")
    assert idea.label == "Make it an act"

    assert state.accept(idea.id)

    made = act(every, state.made)
    assert (made["idea"], made["title"], made["owner"], made["touchpoint"], made["channel"]) == (
        "tea", "Tea", "Sage", "shop", "post",
    )  # fmt: skip
    # From the 14th on: card and mail stand on the 14th and 15th, and two in seven days are the most.
    assert made["starts"].date() == dt.date(2026, 12, 21)
    assert found(state, "no_act") == []
    assert len(found(state, "collision")) == 1


def test_an_idea_becomes_an_act_once(every):
    assert make_act(every.session, "tea", today=TODAY)
    assert not make_act(every.session, "tea", today=TODAY)

    assert every.session.tables("acts")["idea"].tolist().count("tea") == 1


def test_an_idea_whose_date_is_over_begins_tomorrow_at_the_earliest(every):
    every.session.change("ideas", "tea", due=dt.date(2026, 1, 5))

    make_act(every.session, "tea", today=TODAY)

    acts = every.session.tables("acts")
    assert acts.loc[acts["idea"] == "tea", "starts"].dt.date.item() == dt.date(2026, 11, 26)


def test_an_act_nobody_owns_is_given_away_by_one_press_or_to_somebody_else(every, state):
    (loose,) = found(state, "unowned")
    assert loose.label == "Give it to Mint"  # who does most at that touchpoint

    assert state.give(loose.id, "Sage")

    assert act(every, "call")["owner"] == "Sage"
    assert found(state, "unowned") == []


def test_what_is_fine_as_it_is_is_told_no_more_until_undone(every, state):
    (close,) = found(state, "collision")

    assert state.keep(close.id)
    assert found(state, "collision") == []
    assert act(every, "mail")["starts"].date() == dt.date(2026, 12, 15)

    state.undo()
    assert len(found(state, "collision")) == 1


def test_where_the_rule_forbids_the_move_the_other_act_moves(every, state):
    every.session.change("acts", "mail", repeats="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15")

    (close,) = found(state, "collision")
    assert close.label == "Move it to 11 December 2026"
    assert close.proposal == "Move Card to 11 December 2026."

    assert state.accept(close.id)
    assert act(every, "card")["starts"].date() == dt.date(2026, 12, 11)
    assert found(state, "collision") == []


def test_a_move_that_mends_nothing_is_not_offered(every, state):
    rule = "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY="
    every.session.change("acts", "mail", repeats=f"{rule}15")
    every.session.change("acts", "card", repeats=f"{rule}14")

    (close,) = found(state, "collision")

    assert close.label == ""
    assert close.proposal == "Moving Mail alone does not mend it: open it and choose other days."
    assert not state.accept(close.id)
    assert [one.trouble for one in found(state, "collision")] == [
        "No day near mends it by moving Mail alone. Open it and choose other days."
    ]


def test_a_day_the_weekend_would_move_is_not_promised(every, state):
    # On Saturday the 12th, kept off weekends: due on Monday the 14th, with the mail on the 15th.
    every.session.change("acts", "card", starts=dt.date(2026, 12, 12), weekdays_only=True)
    every.session.change("acts", "mail", calendar="touchpoint")
    (close,) = found(state, "collision")

    assert state.accept(close.id)

    promised = state.told.split("moved to ")[1].rstrip(".")
    due = every.facts().due
    days = due.loc[due["act"] == close.act, "when"].dt.date.tolist()
    assert promised in {f"{day.day} {day:%B %Y}" for day in days}
    assert found(state, "collision") == []


def test_a_move_goes_on_from_today_where_it_was_ticked_so_that_no_tick_loses_its_day(every, state):
    every.session.change(
        "acts", "mail", starts=dt.date(2026, 11, 3), repeats="FREQ=WEEKLY", calendar="touchpoint"
    )
    every.session.change("acts", "card", starts=dt.date(2026, 11, 4), repeats="FREQ=WEEKLY")
    day = dt.date(2026, 11, 10)
    every.session.save(
        "tick", lambda edits: edits.add("ticks", act="card", due=dt.date(2026, 11, 11), done_on=day)
    )
    close = found(state, "collision")[0]
    assert close.act == "card"

    assert state.accept(close.id)

    old, new = act(every, "card"), act(every, state.made)
    # The Wednesday that lies too close first is the 2nd of December; it goes to the Friday.
    assert (old["starts"].date(), old["until"].date()) == (
        dt.date(2026, 11, 4),
        dt.date(2026, 12, 1),
    )
    assert new["starts"].date() == dt.date(2026, 12, 4)
    assert (new["title"], new["repeats"]) == ("Card", "FREQ=WEEKLY")
    assert "from then on; what was ticked before stays as it was" in state.told
    state.undo()
    assert len(every.session.tables("acts")) == 4


def test_the_headers_undo_brings_the_finding_back(every, state):
    (close,) = found(state, "collision")
    state.accept(close.id)

    every.session.undo()

    assert [one.id for one in found(state, "collision")] == [close.id]
    assert not [one for one in state.shown(every.facts()) if one.told]


def test_new_findings_come_behind_so_that_no_press_lands_on_another_card(every, state):
    before = [one.id for one in state.shown(every.facts())]
    every.session.change("acts", "list", owner=None)

    assert [one.id for one in state.shown(every.facts())] == [*before, "unowned:list/rest"]


def test_a_promise_made_an_act_at_another_keyboard_is_not_made_twice(every, state):
    every.session.save("add", lambda edits: edits.add("touchpoints", name="On hold", stage="buy"))
    every.session.save(
        "add",
        lambda edits: edits.add(
            "notes", touchpoint="on-hold", lane="promise", text="Rung back by ten"
        ),
    )
    other = Accepting(EveryTime(Session("tiny"), today=lambda: TODAY))
    promise = next(one for one in found(other, "no_act") if "Rung back" in one.what)
    other.every.facts()
    assert state.accept(promise.id)

    assert not other.accept(promise.id)

    assert every.session.tables("acts")["touchpoint"].tolist().count("on-hold") == 1
    assert "somebody else has made an act of it" in other.session.error


def test_a_finding_that_is_gone_meanwhile_changes_nothing(every, state):
    (close,) = found(state, "collision")
    every.session.change("acts", "mail", starts=dt.date(2027, 2, 1))

    assert not state.accept(close.id)
    assert not state.keep(close.id)
    assert act(every, "mail")["starts"].date() == dt.date(2027, 2, 1)


def test_one_kind_can_be_looked_at_alone(state):
    state.look_for("collision")
    assert {one.kind for one in state.shown(state.every.facts())} == {"collision"}

    state.look_for("collision")
    assert len({one.kind for one in state.shown(state.every.facts())}) > 1


def test_lines_say_what_comes_next_for_whom_and_who_sees_to_it(every):
    lines = ComingUp(every).rows(every.facts())

    assert [(one.day, one.what, one.whom, one.who) for one in lines[:3]] == [
        ("Fri 4 December 2026", "Call", "2 customers", ""),
        ("Mon 14 December 2026", "Card", "Best customers", "Mint"),
        ("Tue 15 December 2026", "Mail", "Best customers", "Mint"),
    ]
    assert [one.calendar for one in lines[:3]] == ["", "", "marketing"]


def test_lines_can_be_one_owners_or_one_calendars(every):
    coming = ComingUp(every)

    coming.look_for(NOBODY)
    assert [one.what for one in coming.rows(every.facts())] == ["Call"]

    coming.look_for("")
    coming.look_on("marketing")
    assert [one.what for one in coming.rows(every.facts())] == ["Mail"]
    assert coming.owners(every.facts()) == [
        ("everybody", ""), ("nobody yet", NOBODY), ("Mint", "Mint"), ("Sage", "Sage"),
    ]  # fmt: skip
