"""What looks wrong with a calendar."""

import datetime as dt
import random

import pandas as pd
import pytest

from touchkit.errors import InputError
from touchkit.model import TABLES, to_frame
from touchkit.pack import read_pack
from touchkit.plan import calendar, findings, shifted

START, END = dt.date(2027, 1, 1), dt.date(2027, 12, 31)
USUAL = {"closest_days": 3, "most_per_week": 3, "longest_silence_days": 400}


def day(text):
    return dt.date.fromisoformat(f"2027-{text}")


def made(*rows, people=None):
    """A calendar of 2027; a row is an act's id, audience, first day and what else it has."""
    usual = {"owner": "Basil", "touchpoint": "invoice"}
    acts = to_frame(TABLES["acts"], [
        usual | {"id": name, "title": name, "audience": audience} | ({"starts": day(when)} if when else {}) | more
        for name, audience, when, more in rows
    ])  # fmt: skip
    return calendar(acts, people, start=START, end=END)


def act(name, audience, when, **more):
    return name, audience, when, more


def found(occurrences, kind=None, **limits):
    frame = findings(occurrences, **(USUAL | limits))
    return frame if kind is None else frame[frame["kind"] == kind].reset_index(drop=True)


def only(frame):
    assert len(frame) == 1, frame.to_string()
    return frame.iloc[0]


def test_two_contacts_of_one_audience_too_close_collide():
    row = only(found(made(act("card", "best", "03-01"), act("mail", "best", "03-03"))))

    assert (row["kind"], row["who"], row["acts"]) == ("collision", "best", "card;mail")
    assert row["what"] == "card and mail, 2 days apart"
    assert (row["first"].date(), row["last"].date()) == (day("03-01"), day("03-03"))


def test_contacts_as_far_apart_as_wanted_do_not_collide():
    assert len(found(made(act("card", "best", "03-01"), act("mail", "best", "03-04")))) == 0


def test_contacts_of_two_audiences_do_not_collide():
    assert len(found(made(act("card", "best", "03-01"), act("mail", "families", "03-01")))) == 0


def test_what_everybody_gets_collides_with_what_an_audience_gets():
    row = only(found(made(act("card", None, "03-01"), act("mail", "best", "03-02"))))

    assert row["who"] == "best"


def test_two_contacts_for_everybody_collide_once_and_not_in_each_audience():
    row = only(found(made(act("a", None, "03-01"), act("b", None, "03-02"), act("c", "best", "06-01"),
                          act("d", "families", "06-01"))))  # fmt: skip

    assert (row["who"], row["acts"]) == ("everybody", "a;b")


def test_marketing_gives_way_also_where_it_comes_first():
    row = only(
        found(
            made(act("mail", "best", "03-01", calendar="marketing"), act("card", "best", "03-02"))
        )
    )

    assert row["act"] == "mail"
    assert row["move_from"].date() == day("03-01")
    assert row["move_to"].date() == day("02-26")  # the Friday before: far enough from the card
    assert row["proposal"] == "Move mail from 1 March 2027 to 26 February 2027."


def test_an_accepted_move_mends_the_collision():
    rows = [
        act("card", "best", "03-01"),
        act("mail", "best", "03-02"),
        act("note", "best", "03-08"),
    ]
    row = only(found(made(*rows)))

    change = shifted({"starts": day("03-02")}, move_from=row["move_from"], move_to=row["move_to"])
    moved = [one if one[0] != row["act"] else (*one[:3], {**one[3], **change}) for one in rows]

    assert len(found(made(*moved))) == 0


def test_two_moves_do_not_take_the_same_day():
    close = [act(name, "best", "03-01") for name in ("a", "b", "c", "d")]
    frame = found(made(*close), most_per_week=9)

    assert len(frame) == 3
    assert frame["move_to"].nunique() == 3


def test_a_move_falls_on_no_holiday():
    # Friday 26 March 2027 is Good Friday, Monday the 29th Easter Monday; both are free in Germany.
    rows = made(act("a", "best", "03-24"), act("b", "best", "03-25"))

    row = only(found(rows, closest_days=2, country="DE"))

    assert row["move_to"].date() == day("03-23").replace(day=22) or row["move_to"].date() == day(
        "03-30"
    )


def test_acts_that_collide_every_year_are_one_finding():
    yearly = {"repeats": "FREQ=MONTHLY"}

    row = only(
        found(made(act("a", "best", "01-01", **yearly), act("b", "best", "01-02", **yearly)))
    )

    assert row["times"] == 12
    assert row["first"].date() == day("01-01")
    assert "It happens 12 times" in row["proposal"]


def test_an_act_that_comes_too_often_collides_with_itself():
    row = only(
        found(
            made(act("tip", "best", "01-01", repeats="FREQ=DAILY;INTERVAL=2;COUNT=20")),
            most_per_week=5,
        )
    )

    assert row["what"] == "tip twice, 2 days apart"
    assert row["proposal"].startswith("Let tip come less often, at least 3 days apart.")


def test_more_contacts_in_any_seven_days_than_wanted_collide():
    # Thursday to Wednesday: no calendar week holds more than two.
    rows = made(
        *(
            act(name, "best", when)
            for name, when in zip("abc", ("03-04", "03-07", "03-10"), strict=True)
        )
    )

    assert len(found(rows, most_per_week=3)) == 0
    row = only(found(rows, most_per_week=2))
    assert row["what"] == "3 contacts within a week, 2 at most are wanted: a, b and c"
    assert row["id"] == "collision:week/2027-03-04/best"
    assert row["act"] == "c"


def test_a_full_week_of_contacts_told_pair_by_pair_is_not_told_again():
    frame = found(
        made(*(act(name, "best", f"03-0{n}") for n, name in enumerate("abcd", 1))), most_per_week=3
    )

    assert len(frame) == 3
    assert frame["kind"].eq("collision").all()
    assert not frame["what"].str.contains("within a week").any()


def test_one_customers_own_dates_collide():
    people = to_frame(TABLES["customers"], [{"id": "k1", "x_on": day("03-01")}])
    rows = made(
        act("call", None, None, trigger="x_on"),
        act("card", None, None, trigger="x_on", offset_days=1),
        people=people,
    )

    row = only(found(rows))

    assert (row["kind"], row["who"], row["times"]) == ("collision", "k1", 1)
    assert row["proposal"] == "Let card come 2 days later."


def test_different_customers_dates_do_not_collide():
    people = to_frame(
        TABLES["customers"],
        [{"id": "k1", "x_on": day("03-01")}, {"id": "k2", "x_on": day("03-02")}],
    )

    assert len(found(made(act("call", None, None, trigger="x_on"), people=people))) == 0


def test_a_customers_own_date_collides_with_what_the_audience_gets():
    people = to_frame(TABLES["customers"], [{"id": "k1", "x_on": day("03-01")}])
    rows = made(
        act("call", "best", None, trigger="x_on"), act("mail", "best", "03-02"), people=people
    )

    row = only(found(rows))

    assert (row["acts"], row["act"]) == ("call;mail", "mail")
    assert (row["first"].date(), row["last"].date()) == (day("03-01"), day("03-02"))


def test_dates_that_meet_by_chance_for_a_few_customers_are_no_finding():
    dates = ["02-01", "03-01", "04-01", "05-01", "06-01"]
    people = to_frame(
        TABLES["customers"], [{"id": f"k{n}", "x_on": day(when)} for n, when in enumerate(dates)]
    )
    rows = made(
        act("call", "best", None, trigger="x_on"), act("mail", "best", "03-02"), people=people
    )

    assert len(found(rows)) == 0
    row = only(found(rows, least_share=0.2))
    assert row["who"] == "k1"


def test_customers_who_all_get_too_much_in_a_week_are_one_finding():
    people = to_frame(
        TABLES["customers"], [{"id": f"k{n}", "x_on": day("03-01")} for n in range(5)]
    )
    four = [act(f"a{n}", None, None, trigger="x_on", offset_days=2 * n) for n in range(4)]

    row = only(found(made(*four, people=people), closest_days=1))

    assert row["what"].startswith("more than 3 contacts within a week for 5 customers, 4 at worst")


def test_a_silence_longer_than_wanted_is_a_drought():
    rows = made(act("a", "landlords", "01-11"), act("b", "landlords", "06-14"))

    assert len(found(rows, longest_silence_days=154)) == 0
    row = only(found(rows, longest_silence_days=153))
    assert (row["kind"], row["who"], row["what"]) == (
        "drought",
        "landlords",
        "nobody hears anything for 154 days",
    )
    assert (row["first"].date(), row["last"].date()) == (day("01-11"), day("06-14"))
    assert row["proposal"] == "Do one thing more about 29 March 2027, as a does (Basil)."
    assert pd.isna(row["move_from"])


def test_a_drought_is_filled_by_an_act_that_can_be_spared():
    rows = made(
        act("a", "x", "01-04"),
        act("b", "x", "07-05"),
        act("c", "x", "08-02"),
        act("d", "x", "09-06"),
    )

    row = only(found(rows, longest_silence_days=120))

    assert (row["act"], row["move_from"].date()) == ("c", day("08-02"))
    assert row["move_to"].date() == day("04-05")


def test_what_everybody_gets_breaks_an_audiences_silence():
    rows = made(act("a", "x", "01-04"), act("all", None, "03-15"), act("b", "x", "06-01"))

    assert len(found(rows, longest_silence_days=120, end=day("06-01"))) == 0


def test_silence_until_the_calendar_ends_counts_and_before_it_begins_where_asked():
    rows = made(act("a", "x", "06-01"), act("b", "y", "01-04"), act("c", "y", "05-04"), act("d", "y", "09-04"),
                act("e", "y", "12-30"))  # fmt: skip

    late = found(rows, longest_silence_days=125)
    both = found(rows, longest_silence_days=125, start=START, end=END)

    assert late[["who", "first", "last"]].astype(str).to_numpy().tolist() == [
        ["x", "2027-06-01", "2027-12-30"]
    ]
    assert both["first"].dt.date.tolist() == [START, day("06-01")]


def test_what_customers_get_on_their_own_dates_breaks_the_audiences_silence():
    people = to_frame(
        TABLES["customers"], [{"id": f"k{n}", "x_on": day("04-01")} for n in range(4)]
    )
    rows = made(
        act("a", "x", "01-11"),
        act("b", "x", "06-14"),
        act("call", "x", None, trigger="x_on"),
        people=people,
    )

    assert len(found(rows, "drought", longest_silence_days=120)) == 0
    row = only(found(rows, "drought", longest_silence_days=79))
    assert row["what"].startswith("nobody hears")


def test_customers_who_wait_too_long_between_two_acts_of_their_own_are_a_drought():
    people = to_frame(
        TABLES["customers"],
        [{"id": "k1", "x_on": day("01-04")}, {"id": "k2", "x_on": day("01-05")}],
    )
    two = [
        act("call", None, None, trigger="x_on"),
        act("visit", None, None, trigger="x_on", offset_days=200),
    ]

    row = only(found(made(*two, people=people), longest_silence_days=150))

    assert (row["kind"], row["who"], row["times"]) == ("drought", "everybody", 2)
    assert row["proposal"] == "Do one thing more about 100 days after call."


def test_an_owner_with_too_many_acts_in_a_week_is_a_load():
    week = [act(f"a{n}", f"x{n}", f"03-0{n}") for n in range(1, 6)]
    rest = [act("b", "y", "03-02", owner="Mint")]

    row = only(found(made(*week, *rest), "load", most_per_owner=4))

    assert (row["who"], row["first"].date(), row["last"].date()) == (
        "Basil",
        day("03-01"),
        day("03-07"),
    )
    assert row["what"] == "5 acts in the week of 1 March 2027, 4 at most are wanted"
    assert row["proposal"] == "Move a1 from 1 March 2027 to 8 March 2027." or row[
        "move_to"
    ].date() == day("02-22")


def test_a_load_of_customers_dates_is_handed_to_who_has_least_to_do():
    people = to_frame(
        TABLES["customers"], [{"id": f"k{n}", "x_on": day("03-01")} for n in range(9)]
    )
    rows = made(
        act("call", None, None, trigger="x_on"), act("b", "y", "03-02", owner="Mint"), people=people
    )

    row = only(found(rows, "load", most_per_owner=5))

    assert (row["act"], row["owner"]) == ("call", "Mint")
    assert row["proposal"] == "Hand call (9 times that week) to Mint."


def test_acts_without_owner_or_touchpoint_are_found_with_who_could():
    rows = made(
        act("a", "x", "01-01", owner=None),
        act("b", "x", "03-01"),
        act("c", "y", "05-01", touchpoint=None),
    )

    frame = found(rows)

    assert frame["kind"].tolist() == ["unowned", "no_touchpoint"]
    assert frame["act"].tolist() == ["a", "c"]
    assert frame["owner"].iloc[0] == "Basil"
    assert frame["touchpoint"].iloc[1] == "invoice"


def test_promises_and_chosen_ideas_without_an_act_are_found():
    points = to_frame(TABLES["touchpoints"], [
        {"id": "invoice", "name": "Invoice"}, {"id": "hold", "name": "On hold"}, {"id": "shop", "name": "Shop"},
        {"id": "old", "name": "Stamp card", "status": "retired"},
    ])  # fmt: skip
    notes = to_frame(TABLES["notes"], [
        {"id": f"n{n}", "touchpoint": point, "lane": lane, "text": "Answered in four rings"}
        for n, (point, lane) in enumerate(
            [("hold", "standard"), ("invoice", "standard"), ("old", "promise"), ("shop", "feel")]
        )
    ])  # fmt: skip
    ideas = to_frame(TABLES["ideas"], [
        {"id": "i1", "touchpoint": "shop", "title": "Tea", "status": "chosen", "owner": "Mint", "due": day("02-26")},
        {"id": "i2", "touchpoint": "shop", "title": "Cake", "status": "idea"},
        {"id": "i3", "touchpoint": "shop", "title": "Bench", "status": "chosen"},
    ])  # fmt: skip
    acts = to_frame(TABLES["acts"], [{"id": "a", "title": "a", "starts": START, "idea": "i3"}])

    frame = found(
        made(act("a", "x", "01-01")), touchpoints=points, notes=notes, ideas=ideas, acts=acts
    )

    assert frame["kind"].tolist() == ["no_act", "no_act"]
    assert frame["what"].tolist() == [
        "On hold promises: Answered in four rings",
        "the idea 'Tea' was chosen",
    ]
    assert (
        frame["proposal"].iloc[1]
        == "Make an act of it, Mint its owner, beginning on 26 February 2027."
    )


def test_a_chosen_ideas_act_begins_on_the_first_day_with_room_from_its_date_on():
    ideas = to_frame(TABLES["ideas"], [
        {"id": "i1", "touchpoint": "shop", "title": "Tea", "status": "chosen", "due": day("02-26")},
        {"id": "i2", "touchpoint": "shop", "title": "Cake", "status": "chosen", "due": day("02-26")},
    ])  # fmt: skip
    year = made(act("a", "x", "01-01"), act("mail", "x", "02-26"), act("card", "y", "03-10"))

    begins = found(year, ideas=ideas)["move_to"].dt.date.tolist()

    # Friday 26 February is taken, and three days are to lie between two contacts.
    assert begins == [dt.date(2027, 3, 1), dt.date(2027, 3, 4)]


def test_names_are_said_where_they_are_known():
    rows = made(act("card", "best", "03-01"), act("mail", "best", "03-02"))

    row = only(found(rows, names={"card": "Thank-you card", "best": "Best customers"}))

    assert (row["who"], row["what"]) == ("Best customers", "Thank-you card and mail, 1 day apart")


def test_an_empty_calendar_has_no_findings():
    frame = found(made())

    assert len(frame) == 0
    assert list(frame)[:6] == ["kind", "what", "who", "first", "last", "proposal"]


def test_a_calendar_made_by_hand_is_looked_through_too():
    rows = made(act("card", "best", "03-01"), act("mail", "best", "03-02"))
    plain = rows.astype({name: "object" for name in rows if name != "when"}).iloc[::-1]

    pd.testing.assert_frame_equal(found(plain), found(rows))


@pytest.mark.parametrize(
    "limit",
    [
        {"closest_days": 0},
        {"most_per_week": 1.5},
        {"longest_silence_days": None},
        {"least_share": 2},
    ],
)
def test_limits_that_cannot_be_are_refused(limit):
    with pytest.raises(InputError, match=next(iter(limit))):
        found(made(), **limit)


def test_a_calendar_without_its_columns_is_refused():
    with pytest.raises(InputError, match="no column owner"):
        found(made().drop(columns="owner"))


@pytest.fixture(scope="module")
def lavender(repository):
    return read_pack(repository / "workshop_data" / "lavender").tables


@pytest.mark.parametrize("closest", [2, 3, 4, 7])
@pytest.mark.parametrize(
    ("first", "last"), [("2026-11-16", "2027-11-30"), ("2026-12-01", "2027-12-12")]
)
def test_lavenders_planted_collisions_and_drought_are_found_and_nothing_else(
    lavender, closest, first, last
):
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    year = calendar(lavender["acts"], lavender["customers"], start=start, end=end, country="IE",
                    audiences=lavender["audiences"])  # fmt: skip

    frame = findings(
        year, closest_days=closest, most_per_week=2, longest_silence_days=120, country="IE"
    )

    planted = frame[["kind", "acts", "who", "first", "last"]].astype(str).to_numpy().tolist()
    assert planted == [
        [
            "collision",
            "best-customers-thanks;christmas-voucher-mail",
            "best-customers",
            "2026-12-14",
            "2026-12-15",
        ],
        ["drought", "landlord-year-list", "landlords", "2027-01-11", "2027-06-14"],
        ["collision", "leaves-spring;spring-windows", "families", "2027-03-03", "2027-03-04"],
    ]
    assert frame["act"].tolist() == [
        "christmas-voucher-mail",
        "landlord-year-list",
        "spring-windows",
    ]
    assert frame["move_to"].notna().all()


def test_what_customers_get_early_in_a_silence_leaves_the_rest_of_it():
    people = to_frame(
        TABLES["customers"], [{"id": f"k{n}", "x_on": day("02-01")} for n in range(4)]
    )
    rows = made(
        act("a", "x", "01-11"),
        act("b", "x", "06-14"),
        act("call", "x", None, trigger="x_on"),
        people=people,
    )

    assert only(found(rows, "drought", longest_silence_days=120))["what"].startswith("nobody hears")


def test_one_customer_met_again_and_again_is_still_one_of_four():
    dates = ["01-01", "01-08", "01-15", "01-22"]
    people = to_frame(
        TABLES["customers"], [{"id": f"k{n}", "x_on": day(when)} for n, when in enumerate(dates)]
    )
    rows = made(act("call", "x", None, trigger="x_on", repeats="FREQ=MONTHLY;COUNT=6"),
                act("mail", "x", "01-02", repeats="FREQ=MONTHLY"), people=people)  # fmt: skip

    assert len(found(rows)) == 0
    assert only(found(rows, least_share=0.25))["times"] == 6


def test_contacts_on_one_day_meet_once():
    people = to_frame(TABLES["customers"], [{"id": "k1", "x_on": day("03-01")}])
    rows = made(act("call", "x", None, trigger="x_on"), act("mail", "x", "03-01"), people=people)

    row = only(found(rows))

    assert (row["times"], row["what"]) == (1, "mail and call, on the same day, for 1 customer")


def test_as_many_acts_as_an_owner_may_have_are_no_load():
    week = [act(f"a{n}", f"x{n}", f"03-0{n}") for n in range(1, 5)]

    assert len(found(made(*week), "load", most_per_owner=4)) == 0


def test_a_finding_keeps_its_id_whatever_things_are_called_and_however_often_it_happens():
    monthly = {"repeats": "FREQ=MONTHLY"}
    rows = made(
        act("card", "best", "03-01"),
        act("mail", "best", "03-02"),
        act("a", "x", "01-04", owner=None),
    )
    often = made(act("card", "best", "02-01", **monthly), act("mail", "best", "02-02", **monthly))

    once = found(rows, longest_silence_days=50)
    named = found(rows, longest_silence_days=50, names={"best": "Best customers", "card": "Card"})

    assert once["id"].tolist() == [
        "drought:2027-01-04/x",
        "collision:card/mail/best",
        "unowned:a/x",
    ]
    assert named["id"].tolist() == once["id"].tolist()
    assert named["audience"].tolist() == ["x", "best", "x"]
    assert "collision:card/mail/best" in found(often)["id"].tolist()
    assert once["id"].is_unique


RULES = [
    None,
    None,
    "FREQ=WEEKLY",
    "FREQ=MONTHLY",
    "FREQ=DAILY;COUNT=9",
    "FREQ=YEARLY",
    "FREQ=MONTHLY;BYDAY=1MO",
]


def any_act(rng, number):
    row = {"id": f"a{number}", "audience": rng.choice([None, "x", "y"]), "owner": rng.choice([None, "o", "p"]),
           "touchpoint": rng.choice([None, "t"]), "calendar": rng.choice([None, "marketing"]),
           "repeats": rng.choice(RULES), "weekdays_only": rng.choice([None, "yes"])}  # fmt: skip
    if rng.random() < 0.5:
        return row | {"trigger": rng.choice(["x_on", "y_on"]), "offset_days": rng.randint(-20, 40)}
    return row | {"starts": START + dt.timedelta(days=rng.randint(-100, 300))}


@pytest.mark.parametrize("seed", range(6))
def test_any_calendar_can_be_looked_through_and_every_finding_says_what_to_do(seed):
    rng = random.Random(seed)
    columns = ["id", "audience", "owner", "touchpoint", "calendar", "repeats", "weekdays_only", "trigger",
               "offset_days", "starts"]  # fmt: skip
    seen = 0

    for _ in range(10):
        acts = pd.DataFrame(
            [any_act(rng, number) for number in range(rng.randint(0, 8))], columns=columns
        )
        people = pd.DataFrame({
            "id": [f"k{number}" for number in range(6)],
            "x_on": [rng.choice([None, START + dt.timedelta(days=rng.randint(-400, 400))]) for _ in range(6)],
            "y_on": [START + dt.timedelta(days=rng.randint(-40, 40)) for _ in range(6)],
        })  # fmt: skip
        year = calendar(
            acts, people, start=START, end=END, country="IE", each_customer=rng.random() < 0.3
        )
        frame = findings(year, closest_days=rng.randint(1, 9), most_per_week=rng.randint(1, 4), start=START,
                         longest_silence_days=rng.randint(10, 200), least_share=rng.choice([0, 0.5, 1]))  # fmt: skip

        seen += len(frame)
        assert frame["id"].is_unique
        assert frame["what"].ne("").all()
        assert frame["proposal"].ne("").all()
        assert not (frame["first"] > frame["last"]).any()
        moved = frame["move_to"][
            frame["proposal"].str.startswith("Move") & (frame["kind"] == "collision")
        ]
        assert (moved.dropna().dt.day_of_week < 5).all()

    assert seen > 20


def test_what_is_over_is_not_told_and_nothing_moves_to_a_day_gone_by():
    rows = made(act("card", "best", "03-01"), act("mail", "best", "03-02"),
                act("note", "best", "05-03"), act("call", "best", "05-04"))  # fmt: skip
    assert found(rows, "collision")["acts"].tolist() == ["card;mail", "note;call"]

    ahead = only(found(rows, "collision", today=day("05-02")))

    assert ahead["acts"] == "note;call"
    assert ahead["move_to"].date() > day("05-02")


def test_a_silence_that_has_begun_is_filled_from_tomorrow_on():
    rows = made(act("card", "best", "01-04"), act("mail", "best", "12-06"))

    silence = only(found(rows, "drought", longest_silence_days=200, today=day("10-01")))

    assert silence["first"].date() == day("01-04")
    assert silence["move_to"].date() > day("10-01")


def test_a_silence_that_is_over_is_not_told():
    rows = made(
        act("card", "best", "01-04"), act("mail", "best", "09-06"), act("call", "best", "12-06")
    )

    assert found(rows, "drought", longest_silence_days=200, today=day("10-01")).empty
