"""The acts as a list, and one of them changed in plain words."""

import datetime as dt

import pytest

from touchkit.model import Client, to_rows
from touchkit.pack import Pack, write_pack
from touchkit.plan import Repeat
from touchkit.steps.acting import Acting, life_dates
from touchkit.steps.acts import EVERYBODY, NOBODY, PAGE, Acts
from touchkit.steps.everytime import EveryTime
from touchkit.steps.session import Session
from touchkit.steps.when_due import KEPT, When, in_a_life, placed_on, recurring, when_of

WRITE_IT = "Write it as 24.12.2026, 2026-12-24 or 24 December."
TODAY = dt.date(2026, 11, 25)  # a Wednesday
ACTS = [
    {"id": "over", "title": "Opening", "starts": dt.date(2026, 5, 3), "owner": "Mint"},
    {"id": "later", "title": "Anniversary", "starts": dt.date(2030, 1, 7)},
    {"id": "never", "title": "Leap card", "trigger": "wedding_on"},
    {"id": "card", "title": "Birthday card", "trigger": "birthday_on", "repeats": "FREQ=YEARLY",
     "audience": "best", "owner": "Mint", "channel": "post", "touchpoint": "shop", "wording": "Hello {call_name}!"},
    {"id": "mail", "title": "Mail", "starts": dt.date(2026, 12, 1), "calendar": "marketing", "owner": "Sage"},
    {"id": "odd", "title": "Twice a month", "starts": dt.date(2026, 12, 1), "repeats": "FREQ=MONTHLY;BYMONTHDAY=1,15"},
]  # fmt: skip
ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "channels": [{"id": "post", "name": "Post"}],
    "audiences": [{"id": "best", "name": "Best guests", "filter": "best = yes"}],
    "touchpoints": [{"id": "shop", "name": "Shop", "stage": "buy"}],
    "customers": [
        {"id": "k1", "call_name": "Ada", "best": True, "birthday_on": dt.date(1990, 12, 24), "wedding_on": None},
        {"id": "k2", "call_name": "Bea", "best": False, "birthday_on": None, "wedding_on": dt.date(2020, 6, 1)},
    ],
    "acts": ACTS,
    "ticks": [{"id": "t1", "act": "card", "customer": "k1", "due": dt.date(2025, 12, 24)}],
}  # fmt: skip


def opened(tmp_path, monkeypatch, rows):
    client = Client(title="Tiny", customer_word="guest", country="IE")
    write_pack(Pack.from_rows(client, rows), tmp_path / "tiny")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    return EveryTime(Session("tiny"), today=lambda: TODAY)


@pytest.fixture
def every(tmp_path, monkeypatch):
    return opened(tmp_path, monkeypatch, ROWS)


@pytest.fixture
def acts(every):
    return Acts(every)


@pytest.fixture
def new(every):
    """An act that was just written down and opened, on Thursday 26 November 2026."""
    Acts(every).add("Tea")
    return Acting(every)


def stored(state, act=""):
    acts = state.session.tables("acts")
    return next(iter(to_rows(acts[acts["id"] == (act or state.every.act)])), None)


def said(state):
    act = state.act(state.every.facts())
    return state.next_times(act, state.every.facts())


def shown(acts):
    return acts.shown(acts.every.facts())


def test_the_next_date_comes_first_then_customers_dates_nobody_reaches_then_what_is_over(acts):
    assert [one.id for one in shown(acts)] == ["mail", "odd", "card", "later", "never", "over"]


def test_a_line_says_when_whom_who_and_how(acts):
    card = next(one for one in shown(acts) if one.id == "card")

    assert (card.when, card.next) == ("On the birthday, every year", "next 24 December 2026")
    assert (card.whom, card.owner) == ("Best guests (1 guest)", "Mint")
    assert (card.channel, card.touchpoint, card.marketing, card.fault) == (
        "Post",
        "Shop",
        False,
        "",
    )


def test_what_nobody_said_is_blank_and_what_is_far_off_or_over_says_so(acts):
    by_id = {one.id: one for one in shown(acts)}

    assert (by_id["later"].owner, by_id["later"].whom) == ("", "everybody (2 guests)")
    assert by_id["later"].next == "next 7 January 2030"
    assert by_id["never"].next == "no guest in the next months"
    assert by_id["over"].next == "it is over"
    assert by_id["mail"].marketing


def test_an_act_that_cannot_be_read_stands_on_top_and_says_why_in_plain_words(every, acts):
    every.session.change("acts", "odd", repeats="FREQ=HOURLY")
    every.session.change("acts", "later", trigger="funeral_on")
    every.session.change("acts", "mail", repeats="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")

    faulty = {one.id: one.fault for one in shown(acts)[:3]}

    assert faulty == {
        "odd": "How it recurs cannot be read.",
        "later": "It hangs on a date none of the guests has.",
        "mail": "No day fits how it recurs, so it never comes up.",
    }


def test_filters_say_how_many_there_are(every, acts):
    facts = every.facts()

    assert acts.owners(facts) == [
        ("everybody", ""), ("nobody yet (3)", NOBODY), ("Mint (2)", "Mint"), ("Sage (1)", "Sage"),
    ]  # fmt: skip
    assert acts.audiences(facts) == [
        ("any audience", ""), ("everybody (5)", EVERYBODY), ("Best guests (1)", "best"),
    ]  # fmt: skip


def test_filters_are_asked_together_and_taken_away_together(acts):
    acts.look_for("Mint")
    assert [one.id for one in shown(acts)] == ["card", "over"]
    acts.look_at(EVERYBODY)
    assert [one.id for one in shown(acts)] == ["over"]
    acts.look_on("marketing")
    assert shown(acts) == []

    acts.look_at_all()

    assert len(shown(acts)) == len(ACTS)


def test_a_new_act_is_stored_at_once_on_the_next_working_day_and_opened(every, acts):
    assert acts.add("  Thank-you card ")

    made = stored(acts)
    assert (made["title"], made["starts"]) == ("Thank-you card", dt.date(2026, 11, 26))
    assert "owner" not in made
    assert acts.told == ""  # it is open: nothing more is to be told


def test_the_next_working_day_is_no_weekend_and_no_holiday(tmp_path, monkeypatch):
    every = opened(tmp_path, monkeypatch, ROWS)
    every._today = lambda: dt.date(2026, 12, 24)
    acts = Acts(every)

    acts.add("Tea")

    assert stored(acts)["starts"] == dt.date(
        2026, 12, 28
    )  # the 25th and 26th are holidays, the 27th a Sunday


def test_a_pasted_list_makes_an_act_a_line_in_one_step_of_undo(every, acts):
    acts.add("- Tea\n- Cake\n\n- A card")

    assert {"Tea", "Cake", "A card"} <= set(every.session.tables("acts")["title"])
    assert every.act == ""
    assert acts.told == "3 acts, each once, on 26 November 2026. Open one to say when and for whom."
    acts.undo()
    assert len(every.session.tables("acts")) == len(ACTS)


def test_what_was_told_goes_when_an_act_is_opened(every, acts):
    acts.remove("mail")

    every.open_act("card")

    assert acts.told == ""


def test_nothing_typed_is_nothing_stored(acts):
    assert acts.add(" \n ") is None


def test_an_act_taken_away_goes_with_its_ticks_and_undo_brings_both_back(every, acts):
    every.open_act("card")

    acts.remove("card")

    assert acts.told == "Removed: Birthday card, and what was ticked off for it (1 time)."
    assert (every.act, len(every.session.tables("ticks"))) == ("", 0)
    acts.undo()
    assert (stored(acts, "card")["title"], len(every.session.tables("ticks"))) == (
        "Birthday card",
        1,
    )


def test_undo_beside_the_list_takes_back_its_own_press(every, acts):
    there = Acts(EveryTime(Session(every.session.client), today=lambda: every.today))
    acts.add("Tea")
    there.add("Tea")

    acts.session.look_again()
    assert (acts.undoable, there.undoable) == (False, True)
    acts.undo()
    assert list(acts.session.tables("acts")["title"]).count("Tea") == 2
    there.undo()
    assert list(acts.session.tables("acts")["title"]).count("Tea") == 1


def test_what_is_gone_already_is_not_taken_away_again(acts):
    assert not acts.remove("gone")


def test_pages_of_25(tmp_path, monkeypatch):
    many = [{"id": f"a{n}", "title": f"Act {n}", "starts": TODAY} for n in range(60)]
    acts = Acts(opened(tmp_path, monkeypatch, ROWS | {"acts": many, "ticks": []}))

    assert (len(shown(acts)), acts.more(acts.every.facts())) == (PAGE, 35)
    acts.show_more()
    assert (len(shown(acts)), acts.more(acts.every.facts())) == (50, 10)


def test_an_audience_whose_filter_cannot_be_read_is_said_so(every, acts):
    every.session.change("audiences", "best", filter="best ~ yes")
    every.session.change("acts", "card", audience=None)

    assert acts.whom("best", every.facts()) == "Best guests (its filter cannot be read)"


def test_the_first_monday_of_each_quarter_by_choices(new):
    for field, choice in (("again", "quarter"), ("on", "first"), ("weekday", "Monday")):
        assert new.put_when(new.every.act, field, choice)

    assert (
        stored(new)["repeats"] == Repeat(every="quarter", which="first", weekdays=("Monday",)).rule
    )
    assert said(new) == "Next: 4 January 2027, 5 April 2027, 5 July 2027 …"


def test_what_is_left_unsaid_the_first_date_says(new):
    new.put_when(new.every.act, "again", "week")
    assert said(new) == "Next: 26 November 2026, 3 December 2026, 10 December 2026 …"

    new.put_when(new.every.act, "starts", "1.12.2026")

    assert said(new) == "Next: 1 December 2026, 8 December 2026, 15 December 2026 …"


def test_weekdays_are_chosen_and_one_must_stay(new):
    new.put_when(new.every.act, "again", "week")

    assert new.put_when(new.every.act, "days", ("Monday", "Thursday"))
    assert not new.put_when(new.every.act, "days", ())

    assert when_of(stored(new)).days == ("Monday", "Thursday")
    assert new.trouble == ("days", "Leave one day at least.")


@pytest.mark.parametrize(
    ("choices", "dates"),
    [
        ([("again", "day"), ("interval", "10")], "26 November 2026, 6 December 2026, 16 December 2026"),
        ([("again", "month"), ("on", "end")], "30 November 2026, 31 December 2026, 31 January 2027"),
        ([("again", "month"), ("on", "nth"), ("nth", "5")], "5 December 2026, 5 January 2027, 5 February 2027"),
        ([("again", "month"), ("on", "last"), ("weekday", "")], "30 November 2026, 31 December 2026, 29 January 2027"),
        ([("again", "year"), ("on", "first"), ("weekday", "Friday"), ("month", 5)],
         "7 May 2027, 5 May 2028, 4 May 2029"),
        ([("again", "quarter"), ("on", "end")], "31 December 2026, 31 March 2027, 30 June 2027"),
    ],
)  # fmt: skip
def test_each_choice_makes_the_dates_it_says(new, choices, dates):
    new.put(new.every.act, "weekdays_only", typed=False)
    for field, choice in choices:
        assert new.put_when(new.every.act, field, choice), new.trouble

    assert said(new).startswith(f"Next: {dates}")


def test_three_days_after_purchase_by_choices(new):
    assert new.turn(new.every.act, life=True)
    new.put_when(new.every.act, "side", "after")
    new.put_when(new.every.act, "number", "3")

    row = stored(new)
    assert (row["trigger"], row["offset_days"], "starts" in row) == ("birthday_on", 3, False)


def test_weeks_stay_weeks_and_before_counts_backwards(new):
    act = new.every.act
    new.turn(act, life=True)
    for field, choice in (("side", "before"), ("number", "2"), ("unit", "weeks")):
        new.put_when(act, field, choice)

    assert stored(new)["offset_days"] == -14
    assert new.offset(act, when_of(stored(new))) == (2, "weeks", "before")


def test_on_the_birthday_every_year_says_for_how_many_and_when_first(new):
    new.turn(new.every.act, life=True)
    new.put_when(new.every.act, "again", "year")

    assert stored(new)["repeats"] == "FREQ=YEARLY"
    assert said(new) == "In the next 12 months: for 1 guest, first on 24 December 2026."


def test_turning_from_own_dates_to_a_customers_date_and_back_clears_what_no_longer_applies(new):
    act = new.every.act
    new.put_when(act, "again", "month")
    new.put_when(act, "until", "2027-06-30")

    new.turn(act, life=True)
    row = stored(new)
    assert {"starts", "repeats", "until"}.isdisjoint(row)
    assert new.session.undo()
    assert stored(new)["until"] == dt.date(2027, 6, 30)

    new.session.redo()
    new.turn(act, life=False)
    row = stored(new)
    assert (row["starts"], "trigger" in row, "offset_days" in row) == (
        dt.date(2026, 11, 26),
        False,
        False,
    )


def test_a_date_nobody_has_is_told_as_that(tmp_path, monkeypatch):
    bare = {name: rows for name, rows in ROWS.items() if name not in {"customers", "ticks"}}
    every = opened(tmp_path, monkeypatch, bare | {"acts": [ACTS[0]]})
    every.open_act("over")
    state = Acting(every)

    assert not state.turn("over", life=True)

    assert life_dates(every.session.tables("customers")) == []
    assert state.trouble == ("life", "No guest has a date yet.")
    assert said(state) == "It is over. Did you mean 2027?"


def test_until_and_so_many_times_take_each_others_place(new):
    act = new.every.act
    new.put_when(act, "again", "month")
    new.put_when(act, "until", "30.6.2027")
    new.put_when(act, "times", "4")
    assert ("until" in stored(new), when_of(stored(new)).times) == (False, 4)

    new.put_when(act, "until", "30.6.2027")

    assert (stored(new)["until"], when_of(stored(new)).times) == (dt.date(2027, 6, 30), None)


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("starts", "", f"Say the first date. {WRITE_IT}"),
        ("starts", "30.2.2027", f"There is no such day as “30.2.2027”. {WRITE_IT}"),
        ("until", "1.11.2026", "It would be over before it begins, on 26 November 2026."),
        ("until", "30.11.2026", "It would be over on 30 November 2026, before it comes up once."),
        ("interval", "0", "Write every how many, such as 2."),
        ("times", "no", "“no” was not read as a number. Write so many times, such as 4."),
        ("nth", "32", "Write a day of the month, 1 to 31."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_is_stored(new, field, typed, why):
    for one, choice in (("again", "month"), ("on", "first"), ("weekday", "Monday")):
        new.put_when(new.every.act, one, choice)
    before = stored(new)

    assert not new.put_when(new.every.act, field, typed)

    assert new.trouble == (field, why)
    assert stored(new) == before


def test_a_day_that_does_not_exist_is_refused_beside_the_choice(new):
    act = new.every.act
    for field, choice in (("again", "year"), ("on", "nth"), ("nth", "30")):
        assert new.put_when(act, field, choice)

    assert not new.put_when(act, "month", 2)

    assert new.trouble == ("month", "No day fits that, so it would never come up. Choose another.")
    assert when_of(stored(new)).month == 11


def test_trouble_goes_with_the_next_thing_that_is_right_and_with_another_act(new):
    act = new.every.act
    new.put_when(act, "starts", "nonsense")
    new.put_when(act, "starts", "1.12.2026")
    assert new.trouble == ("", "")

    new.put_when(act, "starts", "nonsense")
    new.every.open_act("card")

    assert new.trouble == ("", "")


def test_a_recurrence_the_choices_cannot_say_stays_until_somebody_chooses(every):
    every.open_act("odd")
    state = Acting(every)
    assert when_of(stored(state)).again == KEPT

    assert state.put_when("odd", "starts", "15.12.2026")
    assert stored(state)["repeats"] == "FREQ=MONTHLY;BYMONTHDAY=1,15"

    assert state.put_when("odd", "again", "month")
    assert stored(state)["repeats"] == "FREQ=MONTHLY"


def test_one_that_cannot_be_read_can_be_mended(every):
    every.session.change("acts", "odd", repeats="FREQ=HOURLY")
    every.open_act("odd")
    state = Acting(every)
    assert said(state) == ""

    assert state.put_when("odd", "again", "week")

    assert every.facts().faults == ()


def test_a_last_date_inside_the_rule_is_read_as_one():
    when = when_of({"starts": TODAY, "repeats": "FREQ=MONTHLY;UNTIL=20271231;BYDAY=1MO"})

    assert (when.again, when.on, when.weekday) == ("month", "first", "Monday")
    assert when.until == dt.date(2027, 12, 31)


@pytest.mark.parametrize("every_one", ["day", "week", "month", "quarter", "year"])
@pytest.mark.parametrize("on", ["date", "first", "last", "nth", "end"])
def test_what_is_chosen_is_found_again(every_one, on):
    chosen = recurring(When(starts=TODAY), every_one)
    chosen = placed_on(chosen, on) if every_one in {"month", "quarter", "year"} else chosen

    row = {name: value for name, value in chosen.row.items() if value is not None}

    assert when_of(row).row == chosen.row
    assert (when_of(row).again, when_of(row).on) == (every_one, chosen.on)


def test_an_act_on_a_customers_date_keeps_no_day_of_the_month():
    assert recurring(in_a_life("birthday_on"), "year").row["repeats"] == "FREQ=YEARLY"


def test_a_customer_reads_the_name_they_are_called_by(every):
    every.open_act("card")
    state = Acting(every)

    assert state.reads(stored(state), every.facts()) == ("Ada", "Hello Ada!")


def test_braces_that_are_not_known_are_refused(new):
    assert not new.put(new.every.act, "wording", "Hello {name}")

    assert new.trouble == (
        "wording",
        "{name} is not known. Write {call_name} where the name belongs, or take the braces out.",
    )


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("title", " Tea for two ", "Tea for two"), ("owner", "Mint", "Mint"), ("owner", "", None),
        ("touchpoint", "shop", "shop"), ("audience", "best", "best"), ("channel", "post", "post"),
        ("lead_days", "5 days", 5), ("lead_days", "", None), ("calendar", "marketing", "marketing"),
    ],
)  # fmt: skip
def test_each_field_is_stored_as_it_is_left(new, field, typed, kept):
    assert new.put(new.every.act, field, typed)

    assert stored(new).get(field) == kept


def test_a_title_is_needed_and_days_are_whole(new):
    new.put(new.every.act, "title", " ")
    assert new.trouble == ("title", "An act needs a few words: what is done?")

    new.put(new.every.act, "lead_days", "soon")
    assert new.trouble == (
        "lead_days", "“soon” was not read as a number. Write so many days, such as 5.",
    )  # fmt: skip


def test_an_act_that_is_gone_takes_no_change(new):
    assert not new.put("gone", "title", "Tea")
    assert not new.put_when("gone", "again", "week")
    assert new.session.error == ""


def test_another_client_begins_without_filters_and_trouble(every, acts, new):
    acts.look_for("Mint")
    new.put(every.act, "title", " ")

    every.session.client = ""

    assert (acts.owner, acts.told, new.trouble) == ("", "", ("", ""))


def test_other_dates_for_an_act_that_was_ticked_hold_from_tomorrow_and_leave_its_past_alone(every):
    state = Acting(every)
    monday, tuesday = dt.date(2026, 11, 2), dt.date(2026, 12, 1)
    made = []
    every.session.save("add", lambda edits: made.append(edits.add(
        "acts", title="Weekly call", starts=monday, repeats="FREQ=WEEKLY")))  # fmt: skip
    every.session.save(
        "tick", lambda edits: edits.add("ticks", act=made[0], due=monday, done_on=monday)
    )
    every.open_act(made[0])

    assert state.put_when(made[0], "starts", "3.11.2026")

    acts = every.session.tables("acts").set_index("id")
    assert acts.loc[made[0], "starts"].date() == monday
    assert acts.loc[made[0], "until"].date() == TODAY
    assert every.act != made[0]
    assert acts.loc[every.act, "starts"].date() == tuesday
    assert state.told[0] == every.act
    every.session.undo()
    assert len(every.session.tables("acts")) == len(acts) - 1
    assert every.session.tables("acts").set_index("id")["until"].isna()[made[0]]


def test_an_act_nobody_ticked_simply_gets_other_dates(every):
    made = []
    every.session.save("add", lambda edits: made.append(edits.add(
        "acts", title="Weekly call", starts=dt.date(2026, 11, 2), repeats="FREQ=WEEKLY")))  # fmt: skip
    many = len(every.session.tables("acts"))

    assert Acting(every).put_when(made[0], "starts", "3.11.2026")

    assert len(every.session.tables("acts")) == many
