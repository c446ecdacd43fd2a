"""Which touchpoint comes first, whose numbers say so, and where they cannot."""

import pandas as pd
import pytest

from touchkit.measure import gaps
from touchkit.steps.priorities import OVERKILL, priorities, widest


def rows(touchpoint, group, measure, marks):
    return [
        {"touchpoint": touchpoint, "group": group, "measure": measure, "score": mark}
        for mark in marks
    ]


def points(**status):
    return pd.DataFrame(
        {"id": [*status], "name": [name.title() for name in status], "status": [*status.values()]}
    )


SCORES = pd.DataFrame(
    [
        *rows("call", "customer", "received", [2, 2, 2, 4] * 5),
        *rows("call", "team", "desired", [5]), *rows("call", "team", "minimum", [3]),
        *rows("shop", "team", "received", [3, 4]), *rows("shop", "team", "desired", [4.5]),
        *rows("shop", "team", "minimum", [4]),
        *rows("mail", "customer", "received", [5, 5, 4] * 7), *rows("mail", "team", "desired", [3]),
        *rows("desk", "team", "received", [4, 4]), *rows("desk", "team", "desired", [4]),
        *rows("bell", "customer", "received", [2] * 20), *rows("plan", "team", "desired", [5]),
    ]
)  # fmt: skip
POINTS = points(
    bell="exists", plan="planned", lamp="exists", desk="exists", mail="exists", shop="exists",
    call="exists",
)  # fmt: skip


@pytest.fixture
def found():
    return {one.touchpoint: one for one in priorities(POINTS, gaps(SCORES))}


def test_the_widest_gap_comes_first_and_what_cannot_be_ranked_last(found):
    assert [(one.touchpoint, one.place) for one in found.values()] == [
        ("call", 1), ("shop", 2), ("desk", 3), ("mail", 4), ("bell", None), ("plan", None), ("lamp", None),
    ]  # fmt: skip


def test_the_gap_has_its_sign_and_the_row_says_whose_numbers_it_shows(found):
    assert (found["call"].gap, found["call"].below) == ("−2.5", "75 % below the minimum")
    assert found["call"].whose == "customers, 20 answers"
    assert found["shop"].whose == "our guess, 2 marks"
    assert (found["mail"].gap, found["desk"].gap) == ("+1.7", "0.0")


def test_few_answers_are_called_a_hint():
    heard, aim = rows("call", "customer", "received", [2] * 3), rows("call", "team", "desired", [5])
    few = pd.DataFrame([*heard, *aim])

    [one] = priorities(points(call="exists"), gaps(few), customer_word="guest")

    assert one.whose == "guests, 3 answers: a hint"


def test_what_gives_more_than_wanted_says_that_money_could_come_from_there(found):
    assert (found["mail"].kind, found["mail"].note) == ("more", OVERKILL)


def test_the_teams_own_guess_does_not_take_money_away():
    believed, aim = rows("call", "team", "received", [5]), rows("call", "team", "desired", [4])
    guess = pd.DataFrame([*believed, *aim])

    [one] = priorities(points(call="exists"), gaps(guess))

    assert one.note == "may give more than wanted: check before money is taken from there"


def test_no_received_score_is_never_a_zero(found):
    plan, lamp = found["plan"], found["lamp"]

    assert (plan.gap, plan.below, plan.whose, plan.kind) == ("", "", "", "unranked")
    assert plan.note == "cannot be ranked: no received score; ask what they get today instead"
    assert lamp.note == "cannot be ranked: no received score; step 3 asks for it"
    assert found["bell"].note == "cannot be ranked by its gap: no desired score; step 4 sets it"


def test_answers_that_stay_hidden_are_said_to_be():
    hidden = gaps(SCORES, smallest_group={"customer": 30})

    one = next(one for one in priorities(POINTS, hidden) if one.touchpoint == "call")

    assert (one.gap, one.place) == ("", None)
    assert one.note == "cannot be ranked: too few customers answered for their scores to be shown"


def test_the_list_can_begin_with_the_largest_share_below_the_minimum():
    scores = pd.DataFrame(
        [
            *rows("call", "team", "received", [1, 5, 5]), *rows("call", "team", "desired", [5]),
            *rows("call", "team", "minimum", [3]),
            *rows("shop", "team", "received", [4, 3]), *rows("shop", "team", "desired", [4]),
            *rows("shop", "team", "minimum", [4]),
        ]
    )  # fmt: skip
    both = points(shop="exists", call="exists")

    by_gap = priorities(both, gaps(scores))
    by_share = priorities(both, gaps(scores), order="below")

    assert [one.touchpoint for one in by_gap] == ["call", "shop"]
    assert [one.touchpoint for one in by_share] == ["shop", "call"]
    assert by_share[0].below == "50 % below the minimum"


def test_equal_gaps_are_told_apart_by_the_share_below_the_minimum():
    scores = pd.DataFrame(
        [
            row for point, marks in (("a", [4, 4]), ("b", [3, 5]))
            for row in (*rows(point, "team", "received", marks), *rows(point, "team", "desired", [5]),
                        *rows(point, "team", "minimum", [4]))
        ]
    )  # fmt: skip

    found = priorities(points(a="exists", b="exists"), gaps(scores))

    assert [one.touchpoint for one in found] == ["b", "a"]
    assert found[1].below == "none below the minimum"


def test_a_late_room_gets_the_three_widest_gaps_that_fall_short(found):
    assert [one.touchpoint for one in widest(found.values())] == ["call", "shop"]


def test_frames_are_left_as_they_are():
    before, all_gaps = POINTS.copy(), gaps(SCORES)
    kept = all_gaps.copy()

    priorities(POINTS, all_gaps, order="below")

    pd.testing.assert_frame_equal(POINTS, before)
    pd.testing.assert_frame_equal(all_gaps, kept)


def test_nothing_scored_at_all_leaves_the_order_as_it_was():
    found = priorities(POINTS, gaps(SCORES.iloc[:0]))

    assert [one.touchpoint for one in found] == list(POINTS["id"])
    assert {one.kind for one in found} == {"unranked"}
