"""The sentences, read aloud."""

import numpy as np
import pandas as pd

from touchkit.measure import gaps


def say(*parts, **how):
    """Return the sentence for ``(group, measure, scores)`` parts at the invoice."""
    frames = [
        pd.DataFrame({"group": group, "measure": measure, "score": np.asarray(scores, dtype=float)})
        for group, measure, scores in parts
    ]
    return gaps(pd.concat(frames).assign(touchpoint="invoice"), **how)["sentence"].item()


def test_a_gap_customers_vouch_for():
    said = say(
        ("customer", "received", [2, 3, 4] * 100),
        ("team", "desired", [5, 5, 4.4]),
        ("team", "minimum", [3, 3]),
    )

    assert said == (
        "Customers received 3.0 of the 4.8 the team wants to give at invoice: "
        "1.8 short (likely 1.7 to 1.9). 33 % of the answers fall below the minimum of 3.0."
    )


def test_a_gap_that_may_be_none():
    said = say(("customer", "received", [3, 4, 5] * 8), ("team", "desired", [4.2]))

    assert said == (
        "Customers received 4.0 of the 4.2 the team wants to give at invoice: "
        "0.2 short, though it may be none at all (likely from 0.5 short to 0.1 more)."
    )


def test_more_than_wanted():
    said = say(
        ("customer", "received", [4, 5] * 50), ("team", "desired", [4]), ("team", "minimum", [2])
    )

    assert said == (
        "Customers received 4.5 against the 4.0 the team wants to give at invoice: "
        "0.5 more (likely 0.4 to 0.6). None of the answers falls below the minimum of 2.0."
    )


def test_rounding_neither_hides_nor_invents():
    said = say(
        ("customer", "received", [4, 5] * 999 + [1, 4]),
        ("team", "desired", [5]),
        ("team", "minimum", [2]),
    )

    assert said == (
        "Customers received 4.5 of the 5.0 the team wants to give at invoice: 0.5 short. "
        "Fewer than 1 % of the answers fall below the minimum of 2.0."
    )


def test_few_answers_are_a_hint():
    said = say(
        ("customer", "received", [2, 3, 3, 4, 2, 3, 4]),
        ("team", "desired", [5]),
        ("team", "minimum", [3]),
    )

    assert said == (
        "Customers received 3.0 of the 5.0 the team wants to give at invoice: 2.0 short. "
        "2 of the 7 answers fall below the minimum of 3.0. That is only 7 answers: a hint, no more."
    )


def test_a_guess_is_called_a_guess():
    said = say(
        ("team", "received", [3, 4]), ("team", "desired", [5, 5]), ("team", "minimum", [3.5])
    )

    assert said == (
        "By our own guess, from 2 marks, customers receive 3.5 of the 5.0 the team wants to give "
        "at invoice: 1.5 short. 1 of the 2 marks falls below the minimum of 3.5."
    )


def test_what_customers_hope_for_is_not_the_teams_target():
    said = say(("customer", "received", [3] * 20), ("customer", "desired", [5, 4]))

    assert said == (
        "Customers received 3.0 of the 4.5 they hope for at invoice: 1.5 short. "
        "That is only 2 answers on what is desired: a hint, no more."
    )


def test_without_desired_no_gap_is_claimed():
    assert say(("customer", "received", [4] * 20)) == (
        "Customers received 4.0 at invoice; no desired score has been set, so no gap can be stated."
    )


def test_without_received_no_gap_is_claimed():
    assert say(("team", "desired", [4, 5])) == (
        "Neither customers nor the team have scored what is received at invoice, so no gap can be stated. "
        "The team wants to give 4.5."
    )


def test_a_score_nobody_asked_for_is_not_denied():
    both = ("team", "received", [4]), ("team", "desired", [5])

    assert say(*both, received_from="customer") == (
        "Customers have not scored what is received at invoice, so no gap can be stated. "
        "The team wants to give 5.0."
    )
    assert say(*both, desired_from="customer") == (
        "By our own guess, from 1 mark, customers receive 4.0 at invoice; "
        "customers have not set a desired score, so no gap can be stated."
    )
    assert say(("outsider", "received", [4] * 15), by=("touchpoint", "group")) == (
        "Outsiders received 4.0 at invoice (group outsider); "
        "outsiders have not set a desired score, so no gap can be stated."
    )


def test_importance_alone_says_only_that_nothing_was_scored():
    assert say(("team", "importance", [4, 5])) == (
        "Neither customers nor the team have scored what is received at invoice, so no gap can be stated."
    )


def test_hidden_answers_say_why():
    customers = say(
        ("customer", "received", [3, 4]), ("team", "desired", [5]), smallest_group={"customer": 10}
    )
    team = say(
        ("customer", "received", [3] * 20), ("team", "desired", [5]), smallest_group={"team": 3}
    )

    assert customers == (
        "Fewer than 10 customers scored at invoice: their answers stay hidden. "
        "The team wants to give 5.0."
    )
    assert team == (
        "Customers received 3.0 at invoice; fewer than 3 of the team scored what is desired, "
        "so no gap is stated."
    )


def test_a_row_is_named_by_what_it_was_split_by():
    scores = pd.DataFrame(
        {
            "group": "customer",
            "touchpoint": "invoice",
            "persona": ["anna", None],
            "measure": "received",
            "score": 3.0,
        }
    )

    for by, where in (
        (
            ("touchpoint", "persona"),
            ["at invoice (persona anna)", "at invoice (persona not given)"],
        ),
        ((), ["over all"]),
    ):
        said = gaps(scores, by=by)["sentence"]

        assert [sentence.split(";")[0] for sentence in said] == [
            f"Customers received 3.0 {one}" for one in where
        ]


def test_sentences_use_the_clients_words(make_scores):
    frame = make_scores(("customer", "desk", "received", 3), ("customer", "desk", "received", 4))

    row = gaps(frame, names={"desk": "The customer desk"}, customer_word="patient").iloc[0]

    assert row["touchpoint"] == "desk"
    assert row["sentence"] == (
        "Patients received 3.5 at The customer desk; no desired score has been set, so no gap can be "
        "stated. That is only 2 answers: a hint, no more."
    )
