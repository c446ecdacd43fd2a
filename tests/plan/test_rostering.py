"""The roster: customer by customer, what is due, done, late and missed; and how often it was kept."""

import datetime as dt

import pandas as pd
import pytest

from touchkit.errors import InputError
from touchkit.model import TABLES, to_frame
from touchkit.pack import read_pack
from touchkit.plan import calendar, kept_counts, roster, to_do

DUE = dt.date(2026, 12, 14)


def due(*rows):
    """Occurrences; a row is an act, a customer (None: the whole audience) and days after the first."""
    return pd.DataFrame(
        {"act": [act for act, _, _ in rows], "customer": [who for _, who, _ in rows],
         "when": [pd.Timestamp(DUE) + pd.Timedelta(days=after) for _, _, after in rows]}
    )  # fmt: skip


def ticks(*rows):
    made = [
        {"id": f"t{number}", "act": act, "customer": who, "due": DUE + dt.timedelta(days=after), "by": "Mint"}
        | ({} if done is None else {"done_on": DUE + dt.timedelta(days=done)})
        for number, (act, who, after, done) in enumerate(rows)
    ]  # fmt: skip
    return to_frame(TABLES["ticks"], made)


def made(occurrences, told, after=0, **options):
    return roster(occurrences, told, on=DUE + dt.timedelta(days=after), **options)


def states(frame):
    return {
        str(who): str(state) for who, state in zip(frame["customer"], frame["state"], strict=True)
    }


def test_the_columns_are_those_of_the_contract():
    frame = made(due(("card", "k1", 0)), ticks(("card", "k1", 0, 0)))

    assert list(frame) == ["act", "customer", "due", "state", "done_on"]
    assert frame.iloc[0].tolist() == ["card", "k1", pd.Timestamp(DUE), "done", pd.Timestamp(DUE)]


def test_each_state_follows_from_the_day_it_was_due_and_done():
    people = ["early", "same", "after", "today", "open", "long"]
    rows = [("card", "early", 0), ("card", "same", 0), ("card", "after", 0), ("card", "today", 20),
            ("card", "open", 10), ("card", "long", 0)]  # fmt: skip
    told = ticks(("card", "early", 0, -2), ("card", "same", 0, 0), ("card", "after", 0, 1))

    frame = made(due(*rows), told, after=20)

    assert [states(frame)[who] for who in people] == [
        "done",
        "done",
        "late",
        "due",
        "late",
        "missed",
    ]


def test_what_is_late_is_missed_after_as_many_days_as_one_says():
    rows = due(("card", "k1", 0))

    assert states(made(rows, ticks(), after=5)) == {"k1": "late"}
    assert states(made(rows, ticks(), after=5, missed_after_days=4)) == {"k1": "missed"}


def test_what_a_customers_own_tick_says_beats_the_one_for_everybody():
    frame = made(
        due(("card", "k1", 0), ("card", "k2", 0), ("card", "k3", 0)),
        ticks(("card", None, 0, 0), ("card", "k2", 0, None), ("card", "k3", 0, 1)),
        after=5,
    )

    assert states(frame) == {"k1": "done", "k2": "late", "k3": "late"}
    assert frame["done_on"].isna().tolist() == [False, True, False]


def test_two_owners_who_tick_the_same_act_count_once_with_the_earlier_day():
    frame = made(
        due(("card", "k1", 0)),
        ticks(("card", "k1", 0, 3), ("card", "k1", 0, -1), ("card", "k1", 0, None)),
    )

    assert len(frame) == 1
    assert frame["done_on"].dt.date.item() == DUE - dt.timedelta(days=1)


def test_ticks_of_customers_stand_instead_of_the_audience():
    frame = made(due(("card", None, 0)), ticks(("card", "k1", 0, 0), ("card", "k2", 0, None)))

    assert states(frame) == {"k1": "done", "k2": "due"}


def test_a_tick_without_a_customer_is_one_for_all_of_them():
    frame = made(
        due(("card", "k1", 0), ("card", "k2", 0)), ticks(("card", None, 0, 0), ("card", "k2", 0, 4))
    )

    assert states(frame) == {"k1": "done", "k2": "late"}


def test_a_tick_for_a_whole_audience_is_its_row():
    assert made(due(("card", None, 0)), ticks(("card", None, 0, 0)))["state"].tolist() == ["done"]


def test_ticks_the_calendar_does_not_know_are_rows_within_its_days():
    rows = due(("card", "k1", 0), ("card", "k1", 9))

    frame = made(
        rows, ticks(("card", "k9", 4, 4), ("card", "k9", 40, 40), ("call", "k1", -3, None))
    )

    assert states(frame[frame["customer"] == "k9"]) == {"k9": "done"}
    assert len(frame) == 3


def test_what_is_to_be_done_today_is_due_or_late_and_not_done():
    rows = [
        ("card", "k1", 0),
        ("card", "k2", 0),
        ("card", "k3", 5),
        ("card", "k4", -40),
        ("card", "k5", -3),
    ]

    frame = to_do(made(due(*rows), ticks(("card", "k2", 0, 0)))
                  , on=DUE)  # fmt: skip

    assert frame["customer"].tolist() == ["k5", "k1"]


def test_kept_counts_what_was_done_also_late_of_what_was_due():
    rows = [("card", f"k{number}", 0) for number in range(6)]
    told = ticks(("card", "k0", 0, 0), ("card", "k1", 0, 9), ("card", "k2", 0, 0))
    customers = to_frame(
        TABLES["customers"], [{"id": f"k{n}", "best": n < 2, "segment": "s"} for n in range(6)]
    )
    frame = made(due(*rows, ("card", "k1", 90)), told, after=60)

    by_act = kept_counts(frame)
    by_best = kept_counts(frame, "best", customers=customers)

    assert by_act.iloc[0].tolist() == ["card", 6, 3, 2, 3, 6, 0.5]
    assert by_best[["best", "kept", "due"]].to_numpy().tolist() == [["no", 1, 4], ["yes", 2, 2]]


def test_kept_is_counted_by_owner_and_by_several_things_at_once():
    acts = to_frame(
        TABLES["acts"],
        [{"id": "card", "title": "Card", "owner": "Basil"}, {"id": "call", "title": "Call"}],
    )
    frame = made(due(("card", "k1", 0), ("call", "k1", 0)), ticks(("card", "k1", 0, 0)), after=60)

    found = kept_counts(frame, ["owner", "act"], acts=acts)

    assert found[["owner", "act", "kept"]].to_numpy().tolist() == [
        ["", "call", 0],
        ["Basil", "card", 1],
    ]


def test_nobody_is_counted_by_name():
    customers = to_frame(TABLES["customers"], [{"id": "k1", "call_name": "Aoife"}])

    with pytest.raises(InputError) as caught:
        kept_counts(made(due(("card", "k1", 0)), ticks()), "call_name", customers=customers)

    assert "Aoife" not in str(caught.value)


def test_nothing_due_makes_an_empty_roster():
    frame = made(due(), ticks())

    assert len(frame) == 0
    assert len(kept_counts(frame)) == 0
    assert len(to_do(frame, on=DUE)) == 0


def test_frames_without_their_columns_are_refused():
    with pytest.raises(InputError, match="ticks has no column 'done_on'"):
        roster(due(), ticks().drop(columns="done_on"))


def test_no_frame_is_changed():
    rows, told = due(("card", "k1", 0)), ticks(("card", "k1", 0, 0))
    before = rows.copy(), told.copy()

    made(rows, told)

    pd.testing.assert_frame_equal(rows, before[0])
    pd.testing.assert_frame_equal(told, before[1])


def test_every_tick_of_lavender_is_for_something_the_calendar_has(repository):
    tables = read_pack(repository / "workshop_data" / "lavender").tables
    year = calendar(tables["acts"], tables["customers"], start=dt.date(2026, 9, 1), end=dt.date(2026, 12, 31),
                    country="IE", audiences=tables["audiences"], each_customer=True)  # fmt: skip

    frame = roster(year, tables["ticks"], on=dt.date(2026, 11, 15))

    assert len(tables["ticks"]) == 49
    assert len(frame) == len(year.drop_duplicates(["act", "customer", "when"]))
    done = frame[frame["done_on"].notna()]
    assert len(done) == tables["ticks"]["done_on"].notna().sum() == 27
    card = frame[frame["act"] == "best-customers-thanks"]
    assert card["state"].tolist() == ["due"] * 8


def test_ticks_with_days_that_do_not_exist_are_refused_by_row():
    told = ticks(("card", "k1", 0, 0), ("card", "k2", 0, 0)).astype({"due": "object"})
    told.loc[1, "due"] = "2026-02-30"

    with pytest.raises(InputError) as caught:
        made(due(("card", "k1", 0)), told)

    assert [(one.file, one.row, one.found) for one in caught.value.problems] == [
        ("ticks", 2, "2026-02-30")
    ]
