"""Who got it: the list of a day, ticks that count once, how often it was kept, one customer's story."""

import datetime as dt

import pandas as pd
import pytest

from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.steps import ticking
from touchkit.steps.coming import NOBODY
from touchkit.steps.everytime import EveryTime
from touchkit.steps.kept import PAGE, Kept
from touchkit.steps.kept_customer import ALIKE, OneCustomer
from touchkit.steps.kept_rates import Rates
from touchkit.steps.kept_words import Head
from touchkit.steps.session import Session

TODAY = dt.date(2026, 11, 25)  # a Wednesday


def day(number, month=11):
    return dt.date(2026, month, number)


ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "participants": [{"id": "mint", "alias": "Mint"}, {"id": "sage", "alias": "Sage"}],
    "customers": [
        {"id": "k1", "call_name": "Ada", "segment": "homes", "best": True, "purchase_on": day(20)},
        {"id": "k2", "call_name": "Ben", "segment": "shops", "best": False},
    ],
    "acts": [
        {"id": "card", "title": "Card", "owner": "Mint", "starts": TODAY, "wording": "Dear {call_name}, thank you."},
        {"id": "call", "title": "Call", "trigger": "purchase_on", "offset_days": 0, "wording": "How is it?"},
        {"id": "gift", "title": "Gift", "owner": "Sage", "starts": day(1, month=10)},
        {"id": "tea", "title": "Tea", "owner": "Sage", "starts": day(5, month=12), "lead_days": 14},
    ],
}  # fmt: skip


def keyboard(who="", client="tiny"):
    """Open the client at one keyboard; what it shows of the list is at `kept`."""
    session = Session(client)
    if who:
        session.work_as(who)
    return Kept(EveryTime(session, today=lambda: TODAY))


@pytest.fixture
def pack(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)

    def write(name="tiny", **tables):
        rows = {table: some for table, some in (ROWS | tables).items() if some}
        write_pack(Pack.from_rows(Client(title=name), rows), tmp_path / name)

    return write


@pytest.fixture
def kept(pack):
    pack()
    return keyboard()


def lines(kept):
    facts = kept.every.facts()
    return kept.shown(kept.listed(facts), facts)


def said(kept):
    """Return every line as it reads."""
    return [
        f"{one.what}: {one.said}" if isinstance(one, Head) else f"{one.who} {one.standing}"
        for one in lines(kept)
    ]


def line(kept, act, customer):
    return next(
        one for one in lines(kept)
        if not isinstance(one, Head) and (one.act, one.due.customer) == (act, customer)
    )  # fmt: skip


def ticks(kept):
    frame = kept.session.tables("ticks")
    cells = frame[["act", "customer", "due", "done_on", "by"]].astype("object")
    return [
        tuple(cell.date() if isinstance(cell, pd.Timestamp) else cell for cell in row)
        for row in cells.where(cells.notna(), None).itertuples(index=False)
    ]


# the list of a day


def test_what_is_late_comes_first_and_an_act_for_many_is_said_once_above_them(kept):
    assert said(kept) == [
        "Ada late by 5 days", "Card: 2 times", "Ada due today", "Ben due today",
    ]  # fmt: skip
    assert line(kept, "card", "k2").wording == "Dear Ben, thank you."
    assert line(kept, "call", "k1").about == "k1, homes"


def test_what_was_missed_is_shown_when_it_is_asked_for_and_stands_last(kept):
    kept.show_missed(True)

    assert said(kept)[-3:] == [
        "Gift: 2 times missed", "Ada missed; it was due on 1 October 2026",
        "Ben missed; it was due on 1 October 2026",
    ]  # fmt: skip


def test_it_is_said_whose_list_has_how_many(kept):
    facts = kept.every.facts()

    assert kept.owners(kept.listed(facts)) == [
        ("everybody (3)", ""), ("nobody yet (1)", NOBODY), ("Mint (2)", "Mint"),
    ]  # fmt: skip
    kept.look_for(NOBODY)
    assert said(kept) == ["Ada late by 5 days"]


def test_another_day_is_typed_or_stepped_to(kept):
    assert kept.look_on("20.11.2026")
    assert said(kept) == ["Ada due on 20 November 2026"]

    kept.step(-1)
    assert said(kept) == []
    kept.look_on("")
    assert kept.on == TODAY


def test_a_day_that_does_not_exist_is_refused_and_the_list_stays(kept):
    assert not kept.look_on("30 February")

    assert kept.due_trouble[0] == "day"
    assert "There is no such day" in kept.due_trouble[1]
    assert kept.on == TODAY


def test_what_takes_time_to_prepare_is_told_from_the_day_it_has_to_be_begun(kept):
    facts = kept.every.facts()

    tea = kept.ahead(facts)

    assert [(one.what, one.whom, one.begin, one.when) for one in tea] == [
        ("Tea", "2 customers", day(21), day(5, month=12))
    ]
    kept.look_on("2026-11-20")
    assert kept.ahead(facts) == []


def test_without_customers_an_act_is_due_once_for_everybody(pack):
    pack(customers=[])
    kept = keyboard()

    assert said(kept) == ["Everybody due today"]
    kept.tick(lines(kept)[0].id)
    assert ticks(kept) == [("card", None, TODAY, TODAY, "Mint")]
    assert said(kept) == ["Everybody done by Mint"]


# ticking


def test_a_press_ticks_a_row_which_keeps_its_place_and_undo_brings_it_back(kept):
    assert kept.tick(line(kept, "call", "k1").id)

    assert ticks(kept) == [("call", "k1", day(20), TODAY, kept.session.who)]
    assert said(kept)[0] == f"Ada done by {kept.session.who}, 5 days late"
    assert kept.told == "Ada: Call. Done."
    kept.undo()
    assert said(kept)[0] == "Ada late by 5 days"
    assert ticks(kept) == []


def test_done_rows_go_when_the_list_is_asked_for_anew(kept):
    kept.tick(line(kept, "call", "k1").id)

    kept.tidy()

    assert said(kept) == ["Card: 2 times", "Ada due today", "Ben due today"]


def test_who_is_in_the_room_did_it_else_who_sees_to_it(pack):
    pack()
    kept = keyboard()
    kept.tick(line(kept, "card", "k1").id)
    sage = keyboard("Sage")
    sage.tick(line(sage, "card", "k2").id)

    assert [row[-1] for row in ticks(kept)] == ["Mint", "Sage"]


def test_on_the_list_of_a_day_gone_by_it_was_done_that_day(kept):
    kept.look_on("20.11.2026")

    kept.tick(line(kept, "call", "k1").id)

    assert ticks(kept)[0][3] == day(20)


def test_two_who_tick_the_same_leave_one_tick_and_the_second_is_told(pack):
    pack()
    rosemary, mint = keyboard("Sage"), keyboard("Mint")
    row = line(mint, "card", "k1").id
    rosemary.tick(line(rosemary, "card", "k1").id)

    assert mint.tick(row)

    assert ticks(mint) == [("card", "k1", TODAY, TODAY, "Sage")]
    assert mint.told == "Sage ticked it on 25 November 2026 already; it counts once."
    assert not mint.undoable
    mint.session.look_again()
    assert said(mint)[2] == "Ada done by Sage"


def test_a_row_that_says_it_is_not_done_yet_is_changed_and_not_doubled(pack):
    pack(ticks=[{"id": "t1", "act": "card", "customer": "k1", "due": TODAY}])
    kept = keyboard()

    kept.tick(line(kept, "card", "k1").id)

    assert ticks(kept) == [("card", "k1", TODAY, TODAY, "Mint")]


def test_not_done_after_all_takes_the_tick_away_in_one_step(kept):
    row = line(kept, "card", "k1").id
    kept.tick(row)

    assert kept.take_back(row)

    assert ticks(kept) == []
    assert said(kept)[2] == "Ada due today"
    kept.undo()
    assert len(ticks(kept)) == 1


def test_a_tick_the_calendar_knows_nothing_of_stays_as_a_row_that_is_not_done(pack):
    pack(ticks=[{"id": "t1", "act": "call", "customer": "k2", "due": day(21), "done_on": TODAY}])
    kept = keyboard()

    kept.take_back(ticking.Due(act="call", customer="k2", day=day(21)).id)

    assert ticks(kept) == [("call", "k2", day(21), None, None)]


def test_all_of_an_act_are_ticked_in_one_step(kept):
    kept.tick_all("card")

    assert [row[:2] for row in ticks(kept)] == [("card", "k1"), ("card", "k2")]
    assert kept.told == "Card: ticked for 2 customers."
    assert said(kept)[1:3] == ["Card: 2 times, 2 done", "Ada done by Mint"]
    kept.undo()
    assert ticks(kept) == []


def test_all_of_one_owners_list_are_ticked_and_nobody_elses(kept):
    kept.look_for(NOBODY)

    kept.tick_all()

    assert [row[0] for row in ticks(kept)] == ["call"]


def test_many_of_an_act_are_a_page_of_rows_and_one_tick_for_all(pack):
    many = [{"id": f"k{n:03}", "call_name": f"Name {n}"} for n in range(120)]
    pack(customers=many, acts=[ROWS["acts"][0]])
    kept = keyboard()
    assert len(lines(kept)) == PAGE + 1

    kept.tick_all("card")

    assert ticks(kept) == [("card", None, TODAY, TODAY, "Mint")]
    assert said(kept)[0] == "Card: 120 times, 120 done"


def test_one_of_many_that_was_not_done_after_all_leaves_the_others_ticked(pack, monkeypatch):
    monkeypatch.setattr(ticking, "MANY", 2)
    pack()
    kept = keyboard()
    kept.tick_all("card")

    kept.take_back(line(kept, "card", "k1").id)

    everybody = ("card", None, TODAY, TODAY, "Mint")
    assert ticks(kept) == [everybody, ("card", "k1", TODAY, None, None)]
    assert said(kept)[1:] == ["Card: 2 times, 1 done", "Ada due today", "Ben done by Mint"]
    kept.tick(line(kept, "card", "k1").id)
    assert ticks(kept) == [everybody, ("card", "k1", TODAY, TODAY, "Mint")]


def test_one_of_20_000_is_taken_back_by_one_row(pack):
    pack(customers=[{"id": f"k{n:05}"} for n in range(20_000)], acts=[ROWS["acts"][0]])
    kept = keyboard()
    kept.tick_all("card")

    kept.take_back(ticking.Due(act="card", customer="k00007", day=TODAY).id)

    assert ticks(kept) == [
        ("card", None, TODAY, TODAY, "Mint"), ("card", "k00007", TODAY, None, None),
    ]  # fmt: skip
    assert kept.listed(kept.every.facts())["open"].sum() == 1


def test_ticked_all_over_again_those_taken_back_are_done_as_well(pack, monkeypatch):
    monkeypatch.setattr(ticking, "MANY", 2)
    pack()
    kept = keyboard()
    kept.tick_all("card")
    for customer in ("k1", "k2"):
        kept.take_back(line(kept, "card", customer).id)
    assert said(kept)[1] == "Card: 2 times"

    kept.tick_all("card")

    assert said(kept)[1] == "Card: 2 times, 2 done"
    assert len(ticks(kept)) == 3


def test_what_is_taken_back_for_one_counts_as_not_done_in_rates_and_in_preparation(pack):
    rows = [
        {"id": "all", "act": act, "due": due, "done_on": due} for act, due in [("gift", day(1, 10))]
    ]
    rows += [{"id": "k2", "act": "gift", "customer": "k2", "due": day(1, 10)}]
    rows += [{"id": "tea", "act": "tea", "due": day(5, 12), "done_on": TODAY},
             {"id": "tea-k2", "act": "tea", "customer": "k2", "due": day(5, 12)}]  # fmt: skip
    pack(ticks=rows)
    kept = keyboard()
    facts = kept.every.facts()

    counted, _ = Rates(kept.every).counted(facts)

    gift = next(one for one in counted.rates if one.sentence.startswith("Gift"))
    assert gift.sentence.startswith("Gift: done 1 of 2 times")
    assert [(one.what, one.whom) for one in kept.ahead(facts)] == [("Tea", "1 customer")]


def test_undo_takes_back_its_own_press_and_not_another_of_the_same_name(pack):
    pack()
    here, there = keyboard(), keyboard()
    here.tick(line(here, "card", "k1").id)
    there.tick(line(there, "card", "k2").id)
    assert here.session.undoable == there.session.undoable

    here.session.look_again()
    assert not here.undoable
    here.undo()
    assert [row[1] for row in ticks(here)] == ["k1", "k2"]
    there.undo()
    assert [row[1] for row in ticks(here)] == ["k1"]


def test_undo_pressed_before_the_page_has_noticed_takes_back_its_own_press(pack):
    pack()
    here, there = keyboard(), keyboard()
    here.tick(line(here, "card", "k1").id)
    there.tick(line(there, "card", "k2").id)

    here.undo()

    assert [row[1] for row in ticks(here)] == ["k2"]


def test_the_marketing_calendar_is_not_ticked_and_not_counted(pack):
    offer = {"id": "offer", "title": "Offer", "starts": TODAY, "calendar": "marketing"}
    sale = {
        "id": "sale",
        "title": "Sale",
        "starts": day(5, 12),
        "lead_days": 14,
        "calendar": "marketing",
    }
    pack(
        acts=[ROWS["acts"][0], offer, sale],
        ticks=[{"id": "t1", "act": "offer", "customer": "k1", "due": day(20), "done_on": day(20)}],
    )  # fmt: skip
    kept = keyboard()
    facts, one = kept.every.facts(), OneCustomer(kept.every)
    one.find("ada")

    assert said(kept) == ["Card: 2 times", "Ada due today", "Ben due today"]
    assert kept.ahead(facts) == []
    assert Rates(kept.every).counted(facts)[0].since is None
    assert [row.what for row in one.story(facts).past] == ["Card"]


def test_on_paper_stands_what_is_open_owner_by_owner(kept):
    kept.tick(line(kept, "card", "k1").id)
    facts = kept.every.facts()

    assert [(one.owner, one.who) for one in kept.on_paper(kept.listed(facts), facts)] == [
        ("", "Ada"), ("Mint", "Ben"),
    ]  # fmt: skip


def test_another_client_begins_with_todays_list_of_everybody(pack):
    pack()
    pack("other")
    kept = keyboard()
    kept.look_for("Mint")
    kept.step(-1)

    kept.session.open("other")

    assert (kept.owner, kept.day, kept.told) == ("", "", "")


def test_what_was_due_before_an_act_was_changed_is_on_the_list_as_well(pack):
    pack(ticks=[{"id": "t1", "act": "card", "customer": "k2", "due": day(12)}])
    kept = keyboard()

    assert said(kept)[:2] == ["Card: 3 times", "Ben late by 13 days"]


# how often it was kept


def kept_rates(pack, *, best=2, others=4):
    """A card 20 best customers and 20 others were due: so many of each got it."""
    people = [{"id": f"b{n:02}", "best": True} for n in range(20)]
    people += [{"id": f"o{n:02}", "best": False} for n in range(20)]
    got = [f"b{n:02}" for n in range(best)] + [f"o{n:02}" for n in range(others)]
    pack(
        customers=people,
        acts=[{"id": "card", "title": "Card", "owner": "Mint", "starts": day(2)}],
        ticks=[{"id": one, "act": "card", "customer": one, "due": day(2), "done_on": day(2)} for one in got],
    )  # fmt: skip
    return Rates(keyboard().every)


def test_the_best_customers_are_held_against_the_others_with_intervals(pack):
    rates = kept_rates(pack, best=16, others=8)
    rates.turn_by("best")

    counted, waiting = rates.counted(rates.every.facts())

    assert not waiting
    assert (
        counted.compared == "The best customers got 80 % of what was due to them, the others 40 %."
    )
    assert counted.caution == ""
    worst = counted.rates[0]
    assert worst.sentence.startswith("The others: done 8 of 20 times, 40 %, between ")
    assert worst.low < 0.4 < worst.high
    assert worst.behind == "20 times due: 8 in time, 12 missed."
    assert len(worst.lacking) == 12


def test_few_customers_look_like_few(pack):
    pack(
        ticks=[
            {
                "id": "t1",
                "act": "gift",
                "customer": "k1",
                "due": day(1, month=10),
                "done_on": day(3, month=10),
            }
        ]
    )
    rates = Rates(keyboard().every)

    counted, _ = rates.counted(rates.every.facts())

    gift = next(one for one in counted.rates if one.sentence.startswith("Gift"))
    assert (
        gift.sentence
        == "Gift: done 1 of 2 times, 50 %; too few customers to say how it goes in general."
    )
    assert (gift.low, gift.behind) == (None, "2 times due: 1 late, 1 missed.")
    assert gift.lacking == ("Ben (k2): due 1 October 2026, missed",)


def test_it_counts_from_the_first_tick_for_nobody_wrote_down_what_was_before(pack):
    rates = kept_rates(pack)

    assert rates.counted(rates.every.facts())[0].since == day(2)


def test_without_a_tick_nobody_can_say_how_often(kept):
    counted, _ = Rates(kept.every).counted(kept.every.facts())

    assert (counted.since, counted.rates) == (None, ())


def test_each_act_is_split_into_the_best_and_the_others(pack):
    rates = kept_rates(pack, best=16, others=8)
    rates.turn_by("act best")

    counted, _ = rates.counted(rates.every.facts())

    assert {one.of for one in counted.rates} == {"Card: the best customers 80 %, the others 40 %"}


def test_rates_are_counted_again_only_when_ticks_or_acts_change(pack, monkeypatch):
    rates = kept_rates(pack)
    first, _ = rates.counted(rates.every.facts())
    session = rates.every.session

    session.save("a note", lambda edits: edits.add("personas", name="Nadia"))
    assert rates.counted(rates.every.facts())[0] is first
    session.save("tick", lambda edits: edits.change("ticks", "b00", done_on=None))
    assert rates.counted(rates.every.facts())[0] is not first


def test_where_counting_is_slow_the_page_does_not_wait(pack, monkeypatch):
    monkeypatch.setattr("touchkit.steps.kept_rates._SLOW", 10)
    every, waiting = kept_rates(pack).every, []
    rates = Rates(every, behind=lambda work, then: waiting.append((work, then)))

    assert rates.counted(every.facts()) == (None, True)
    assert rates.counted(every.facts()) == (None, True)
    assert len(waiting) == 1
    work, then = waiting[0]
    then(work())
    assert rates.worked == 1
    counted, still = rates.counted(every.facts())
    assert (len(counted.rates), still) == (1, False)


def test_counting_that_goes_wrong_is_not_tried_again_and_again(pack, monkeypatch):
    monkeypatch.setattr("touchkit.steps.kept_rates._SLOW", 10)
    every, asked = kept_rates(pack).every, []
    rates = Rates(every, behind=lambda _, then: (asked.append(1), then(None)))

    rates.counted(every.facts())
    counted, waiting = rates.counted(every.facts())

    assert (counted.failed, waiting, len(asked)) == (True, False, 1)


# one customer


def test_a_customers_story_has_what_was_and_what_comes(kept):
    kept.tick(line(kept, "card", "k1").id)
    one = OneCustomer(kept.every)

    assert one.find("ada")

    story = one.story(kept.every.facts())
    assert [(row.what, row.state) for row in story.past] == [
        ("Gift", "missed"), ("Call", "late"), ("Card", "done"),
    ]  # fmt: skip
    assert [(row.what, row.state) for row in story.coming] == [("Tea", "due")]
    assert story.said == "3 times due in the past year: 1 done, 1 late and not done, 1 missed."


@pytest.mark.parametrize("typed", ["k2", "ben", "Ben (k2)", "BE"])
def test_a_customer_is_found_by_name_or_id(kept, typed):
    one = OneCustomer(kept.every)

    assert one.find(typed)

    assert one.customer == "k2"


def test_several_who_fit_are_offered(pack):
    pack(customers=[{"id": f"k{n}", "call_name": f"Ada {n}"} for n in range(ALIKE + 1)])
    one = OneCustomer(keyboard().every)

    assert not one.find("ada")

    offered = one.alike(one.every.facts())
    assert offered[0][0] == "26 customers fit, the first 25 are here: type more of the name …"
    one.choose("k3")
    assert one.story(one.every.facts()).called == "Ada 3"


def test_nobody_of_that_name_is_said_and_who_was_looked_at_stays(kept):
    one = OneCustomer(kept.every)
    one.find("ada")

    assert not one.find("Zoe")

    assert one.trouble.startswith("No customer is called “Zoe”.")
    assert one.customer == "k1"
