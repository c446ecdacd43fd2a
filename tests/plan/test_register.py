"""The action register."""

import datetime as dt

import pandas as pd
import pytest

from touchkit.errors import InputError
from touchkit.model import TABLES, to_frame
from touchkit.plan import action_register, roster
from touchkit.workshop.trials import trial

ON = dt.date(2027, 2, 1)


def day(number):
    return ON + dt.timedelta(days=number)


def ideas(*rows):
    usual = {"touchpoint": "door", "kind": "fix", "status": "chosen"}
    full = [usual | {"title": row["id"].capitalize()} | row for row in rows]
    return to_frame(TABLES["ideas"], full)


def decisions(*rows):
    usual = {"step": "enhance"}
    return to_frame(TABLES["decisions"], [usual | row for row in rows])


def ticks(*rows):
    made = [{"id": f"t{number}", "act": act, "due": day(due)} | more
            for number, (act, due, more) in enumerate(rows)]  # fmt: skip
    return to_frame(TABLES["ticks"], made)


def changes(*rows, **more):
    made = pd.DataFrame(rows, columns=["touchpoint", "closed", "sentence"]).astype("str")
    return made.assign(**more)


def done(**more):
    return ideas({"id": "a", "status": "done"} | more)


def read_so(verdict):
    sides = {"worked": ((12, 40), (22, 38)), "worse": ((22, 38), (12, 40))}[verdict]
    result = trial(*sides)
    assert result.verdict == verdict
    return result


def register(*given, **options):
    frames = [*given, *(() if len(given) > 1 else (decisions(),))]
    return action_register(*frames, on=ON, **options)


def only(frame):
    assert len(frame) == 1
    return frame.iloc[0]


def test_overdue_comes_first_the_longest_first_and_done_last():
    found = register(ideas(
        {"id": "later", "due": day(30)}, {"id": "undated"}, {"id": "late", "due": day(-3)},
        {"id": "done", "due": day(-90), "status": "done"}, {"id": "oldest", "due": day(-9)},
        {"id": "today", "due": day(0)},
    ))  # fmt: skip

    assert found["id"].tolist() == ["oldest", "late", "today", "later", "undated", "done"]
    assert found["overdue"].tolist() == [True, True, False, False, False, False]
    assert found["days_overdue"].tolist() == [9, 3, 0, 0, 0, 0]


def test_an_idea_nobody_chose_stands_on_the_register_only_once_a_decision_names_it():
    free = ideas({"id": "a", "status": "idea"}, {"id": "b", "status": "idea"})
    named = decisions({"id": "d", "text": "We do a.", "idea": "a", "owner": "Sage", "due": day(9)})

    row = only(register(free, named))

    assert (row["kind"], row["id"], row["status"]) == ("idea", "a", "decided")
    assert (row["owner"], row["due"]) == ("Sage", pd.Timestamp(day(9)))


def test_an_idea_and_its_decision_are_one_row_and_a_dropped_idea_takes_its_decision_along():
    both = decisions({"id": "d", "text": "We do a.", "idea": "a"},
                     {"id": "e", "text": "We do b.", "idea": "b"},
                     {"id": "f", "text": "We meet."})  # fmt: skip

    found = register(ideas({"id": "a"}, {"id": "b", "status": "dropped"}), both)

    assert found[["kind", "id"]].to_numpy().tolist() == [["idea", "a"], ["decision", "f"]]


def test_a_decision_of_its_own_is_done_when_it_says_so_and_open_in_a_frame_without_a_status():
    both = decisions({"id": "d", "text": "We meet.", "due": day(-9), "status": "done"},
                     {"id": "e", "text": "We call.", "due": day(-2)})  # fmt: skip

    found, without = register(ideas(), both), register(ideas(), both.drop(columns="status"))

    assert found[["id", "overdue", "status"]].to_numpy().tolist() == [
        ["e", True, "open"], ["d", False, "done"],
    ]  # fmt: skip
    assert pd.isna(found["review_on"][1])
    assert without["overdue"].tolist() == [True, True]


def test_what_nobody_has_said_yet_is_named():
    found = register(ideas({"id": "a"}, {"id": "b", "owner": "Sage"}, {"id": "c", "due": day(1)}))

    assert found.set_index("id")["lacks"].to_dict() == {"a": "owner;due", "b": "due", "c": "owner"}


def test_acts_are_counted_by_their_ticks_up_to_the_day():
    acts = to_frame(TABLES["acts"], [
        {"id": "card", "title": "Card", "owner": "Mint", "starts": day(-60), "idea": "a"},
    ])  # fmt: skip
    done = {"done_on": day(-1)}
    some = ticks(("card", -9, done), ("card", -5, {}), ("card", -4, {}), ("card", 5, {}))

    found = register(ideas({"id": "a", "success_measure": "calls"}), decisions(), some, acts=acts)

    act = found[found["kind"] == "act"].iloc[0]
    assert (act["what"], act["owner"], act["status"]) == ("Card", "Mint", "open")
    assert (act["due"], act["days_overdue"]) == (pd.Timestamp(day(-5)), 5)
    assert act["evidence"] == "Done 1 of 3 times it was due."
    idea = found[found["kind"] == "idea"].iloc[0]
    assert idea["evidence"] == "To look at: calls. Done 1 of 3 times it was due."


def test_an_act_always_done_is_done():
    row = only(register(ideas(), decisions(), ticks(("card", -9, {"done_on": day(-9)}))))

    assert (row["what"], row["status"], row["overdue"]) == ("card", "done", False)
    assert pd.isna(row["review_on"])


@pytest.mark.parametrize(
    ("told", "worked"),
    [
        (["yes"], "better"), (["no"], "no"), (["too few answers"], "too few answers"),
        (["yes", "no"], "no"), (["yes", "too few answers"], "better"), ([], "not measured"),
    ],
)  # fmt: skip
def test_only_customers_say_how_it_is_since(told, worked):
    seen = changes(*[(f"t{n}", word, f"They say {word}.") for n, word in enumerate(told)])
    places = ";".join(f"t{n}" for n in range(2))

    row = only(register(ideas({"id": "a", "touchpoint": places, "status": "done",
                               "success_measure": "calls"}), changes=seen))  # fmt: skip

    assert row["worked"] == worked
    said = " ".join(f"They say {word}." for word in told)
    assert row["evidence"] == (said or "To look at: calls.")


@pytest.mark.parametrize(
    ("idea", "review"),
    [
        ({"owner": "Sage", "due": day(60)}, day(28)),
        ({"owner": "Sage", "due": day(5)}, day(5)),
        ({"owner": "Sage", "due": day(-5)}, day(7)),
        ({"owner": "Sage"}, day(7)),
        ({"due": day(60)}, day(7)),
        ({"owner": "Sage", "due": day(-30), "status": "done"}, day(60)),
        ({"owner": "Sage", "due": day(-300), "status": "done"}, day(7)),
    ],
)
def test_the_next_look_comes_when_it_is_of_use(idea, review):
    assert only(register(ideas({"id": "a"} | idea)))["review_on"] == pd.Timestamp(review)


def test_where_customers_say_it_is_clearly_worse_that_is_said_and_looked_at_in_a_week():
    seen = changes(("door", "no", "Worse."), ("desk", "yes", "Better."), change_high=[-0.3, 1.0])

    found = [only(register(done(touchpoint=place, due=day(-9)), changes=seen))
             for place in ("door", "desk", "door;desk")]  # fmt: skip

    assert [row["worked"] for row in found] == ["worse", "better", "worse"]
    assert found[0]["review_on"] == pd.Timestamp(day(7))


def test_nothing_to_see_yet_is_looked_at_again():
    seen = changes(("door", "no", "No more than noise."), change_high=[0.2])

    early, late = (only(register(done(due=day(due)), changes=seen)) for due in (-9, -300))

    assert (early["worked"], early["review_on"]) == ("no", pd.Timestamp(day(81)))
    assert late["review_on"] == pd.Timestamp(day(7))


@pytest.mark.parametrize(
    ("due", "waves", "worked"),
    [
        (dt.date(2026, 6, 1), (2025, 2027), "yes"), (dt.date(2025, 6, 1), (2025, 2026), "yes"),
        (dt.date(2026, 6, 1), (2025, 2026), "better"), (dt.date(2024, 6, 1), (2025, 2026), "better"),
        (dt.date(2026, 6, 1), (1, 2), "better"), (None, (2025, 2027), "better"),
    ],
)  # fmt: skip
def test_it_worked_only_where_the_later_wave_began_after_it_was_due(due, waves, worked):
    seen = changes(("door", "yes", "Better."), wave_before=waves[0], wave_after=waves[1])

    assert only(register(done(due=due), changes=seen))["worked"] == worked


def test_a_pilot_that_read_so_proves_it_too_unless_customers_say_otherwise():
    seen = changes(("door", "no", "Worse."), change_high=[-0.3])
    years = changes(("door", "yes", "Better."), wave_before=2025, wave_after=2027)
    good, bad = {"a": read_so("worked")}, {"a": read_so("worse")}

    row = only(register(done(), pilots=good))

    assert (row["worked"], pd.isna(row["review_on"])) == ("yes", True)
    assert row["evidence"] == f"Its pilot: {good['a'].sentence}"
    worse = only(register(done(), changes=seen, pilots=good))
    assert (worse["worked"], worse["evidence"]) == (
        "worse",
        f"Its pilot: {good['a'].sentence} Worse.",
    )
    at = {"due": dt.date(2026, 6, 1)}
    assert only(register(done(**at), changes=years, pilots=bad))["worked"] == "better"


def test_what_is_not_done_yet_does_not_carry_an_earlier_change_as_its_proof():
    seen = changes(("door", "yes", "At door it is better."), wave_before=2025, wave_after=2027)

    row = only(
        register(ideas({"id": "a", "success_measure": "calls", "due": day(-300)}), changes=seen)
    )

    assert row["worked"] == "not measured"
    assert row["evidence"] == "To look at: calls. So far at door it is better."


def test_what_is_done_and_proved_is_not_looked_at_again():
    seen = changes(("door", "yes", "Better."), wave_before=2025, wave_after=2027)

    row = only(register(done(due=dt.date(2026, 9, 1)), changes=seen))

    assert (row["worked"], pd.isna(row["review_on"])) == ("yes", True)


def test_better_that_may_have_come_before_it_is_looked_at_once_more():
    seen = changes(("door", "yes", "Better."))

    early, late = (only(register(done(due=day(due)), changes=seen)) for due in (-9, -300))

    assert early["review_on"] == pd.Timestamp(day(81))
    assert pd.isna(late["review_on"])


def test_rows_are_said_aloud():
    found = register(
        ideas({"id": "a", "owner": "Sage", "due": day(-1)}, {"id": "b", "status": "done"}),
        decisions({"id": "d", "text": "We meet.", "owner": "Mint", "due": day(3)},
                  {"id": "e", "text": "We talk."}),
    )  # fmt: skip

    assert found["sentence"].tolist() == [
        "Overdue by 1 day: A (Sage, chosen).",
        "Due 2027-02-04: We meet (Mint, open).",
        "No date yet: We talk (nobody yet, open).",
        "Done: B (nobody yet).",
    ]


def test_touchpoints_are_called_by_their_names():
    row = only(
        register(ideas({"id": "a", "touchpoint": "door;desk"}), names={"door": "Front door"})
    )

    assert row["where"] == "Front door and desk"


def test_nothing_to_do_is_an_empty_frame_with_its_columns():
    found = register(ideas())

    assert found.empty
    assert list(found) == list(register(ideas({"id": "a"})))
    assert found.dtypes.equals(register(ideas({"id": "a"})).dtypes)


def test_the_frames_are_left_as_they_are():
    given = ideas({"id": "a"}), decisions({"id": "d", "text": "x"}), ticks(("card", -9, {}))
    kept = [frame.copy() for frame in given]

    register(*given)

    assert all(frame.equals(copy) for frame, copy in zip(given, kept, strict=True))


def test_a_frame_without_a_column_is_refused():
    with pytest.raises(InputError, match="The ideas have no column 'owner'"):
        register(ideas({"id": "a"}).drop(columns="owner"))


def every_time(**more):
    card = {"id": "card", "title": "Card", "owner": "Mint", "starts": day(-60)}
    return to_frame(TABLES["acts"], [card | more])


def followed(some, *, on=ON, **more):
    """Return the register of one act that is due on all days of its ticks."""
    due = pd.DataFrame({"act": some["act"], "customer": some["customer"], "when": some["due"]})
    acts = every_time(**more.pop("act", {}))
    kept = roster(due, some, on=on)
    return register(ideas(), decisions(), some, acts=acts, roster=kept, **more)


def test_an_act_is_overdue_only_while_something_late_can_still_be_done():
    done, soon = {"done_on": day(-20)}, {"card": day(9)}

    late = only(
        followed(ticks(("card", -40, {}), ("card", -20, done), ("card", -3, {})), coming=soon)
    )
    missed = only(followed(ticks(("card", -40, {}), ("card", -20, done)), coming=soon))

    assert (late["overdue"], late["days_overdue"], late["due"]) == (True, 3, pd.Timestamp(day(-3)))
    assert (missed["overdue"], missed["due"]) == (False, pd.Timestamp(day(9)))
    assert missed["sentence"] == "Due 2027-02-10: Card (Mint, open)."


def test_what_was_missed_is_told_by_how_often_it_was_kept():
    some = ticks(("card", -40, {}), ("card", -20, {"done_on": day(-20)}))

    row = only(followed(some, coming={"card": day(9)}))

    assert row["evidence"] == "Kept 1 of 2 times since 23 December 2026."
    assert pd.isna(row["review_on"])


def test_an_act_nobody_ticks_stands_there_with_its_next_day_and_is_never_overdue():
    nobody = to_frame(TABLES["ticks"], [])
    kept = roster(
        pd.DataFrame({"act": ["card"], "customer": [None], "when": [day(-3)]}), nobody, on=ON
    )

    row = only(register(ideas(), decisions(), nobody, acts=every_time(), roster=kept,
                        coming={"card": day(9)}))  # fmt: skip

    assert (row["overdue"], row["due"], row["evidence"]) == (False, pd.Timestamp(day(9)), "")


def test_an_act_that_does_not_come_again_is_done_and_marketing_is_no_row():
    some = ticks(("card", -20, {"done_on": day(-20)}))

    row = only(followed(some))

    assert (row["status"], row["due"]) == ("done", pd.Timestamp(day(-20)))
    assert followed(some, act={"calendar": "marketing"}, coming={"card": day(9)}).empty


def test_an_idea_says_how_often_its_act_was_kept():
    some = ticks(("card", -20, {"done_on": day(-20)}))
    due = pd.DataFrame({"act": ["card"], "customer": [None], "when": [day(-20)]})

    found = register(ideas({"id": "a"}), decisions(), some, acts=every_time(idea="a"),
                     roster=roster(due, some, on=ON))  # fmt: skip

    idea = found[found["kind"] == "idea"].iloc[0]
    assert idea["evidence"] == "Kept 1 of 1 time since 12 January 2027."
