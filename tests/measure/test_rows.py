"""The rows that count are those `gaps` counts."""

import pandas as pd
import pytest

from touchkit.errors import InputError
from touchkit.measure import gaps
from touchkit.measure.rows import counted_rows, least_size, one_of, people_in


@pytest.fixture
def votes(make_scores):
    """Two rounds in the first wave at the invoice, a second wave at the desk only."""
    return make_scores(
        ("team", "invoice", "received", 2, {"round": 1}),
        ("team", "invoice", "received", 4, {"round": 2}),
        ("team", "invoice", "received", 5, {"round": 1, "persona": "anna"}),
        ("team", "desk", "received", 1, {"wave": 1}),
        ("team", "desk", "received", 3, {"wave": 2}),
        ("customer", "desk", "received", 2, {"wave": 3}),
    )


def test_the_last_round_of_each_persona_and_the_latest_wave_count(votes):
    rows = counted_rows(votes, group="team", measure="received")

    assert list(rows["touchpoint"]) == ["invoice", "invoice", "desk"]
    assert list(rows["score"]) == [4, 5, 3]


def test_they_have_the_mean_that_gaps_shows(votes):
    rows = counted_rows(votes, group="team", measure="received")

    shown = gaps(votes, received_from="team").set_index("touchpoint")["received"]
    assert rows.groupby("touchpoint")["score"].mean().to_dict() == shown.to_dict()


def test_without_by_there_is_one_wave_for_all(votes):
    rows = counted_rows(votes, group="team", measure="received", by=())

    assert list(rows["score"]) == [3]


def test_one_wave_may_be_asked_for(votes):
    rows = counted_rows(votes, group="team", measure="received", wave=1)

    assert list(rows["score"]) == [4, 5, 1]


def test_what_is_not_there_is_filled_in():
    scores = pd.DataFrame(
        {"group": ["team"], "touchpoint": "desk", "measure": "received", "score": [3]}
    )

    row = counted_rows(scores, group="team", measure="received").iloc[0]

    assert (row["n"], row["weight"], row["wave"], row["round"]) == (1, 1.0, 1, 1)
    assert pd.isna(row[["respondent", "department", "persona"]]).all()


def test_unsigned_answers_are_somebody_elses_each():
    rows = pd.DataFrame({"respondent": ["ann", "ann", None, None], "n": [1, 1, 3, 1]})

    assert people_in(rows) == 5


def test_a_size_for_all_and_a_size_for_one():
    assert least_size(3, "customer") == 3
    assert least_size({"team": 3}, "customer") == 0
    with pytest.raises(InputError, match=r"^There is no group 'teem'; .* Did you mean 'team'\?$"):
        least_size({"teem": 3}, "team")


def test_rows_no_mutate(votes):
    before = votes.copy(deep=True)

    counted_rows(votes, group="team", measure="received")

    pd.testing.assert_frame_equal(votes, before)


def test_a_missing_column_is_named(votes):
    with pytest.raises(InputError) as told:
        counted_rows(votes.rename(columns={"score": "scor"}), group="team", measure="received")

    assert str(told.value) == "The scores have no column 'score'. Did you mean 'scor'?"


def test_a_word_not_on_the_list_is_refused():
    with pytest.raises(InputError) as told:
        one_of("recieved", ("received", "desired"), "measure")

    assert str(told.value) == (
        "There is no measure 'recieved'; there are: received, desired. Did you mean 'received'?"
    )
