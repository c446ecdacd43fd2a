"""The agenda: the steps of the day."""

import typing

import pytest

from touchkit.errors import InputError
from touchkit.model import TABLES
from touchkit.steps.agenda import LENGTHS, step, steps

DAY = [
    "start", "point-of-view", "touchpoints", "received", "desired", "enhance", "calendar", "picture",
]  # fmt: skip
LONGEST = {"90": 90, "half": 4 * 60, "full": 7 * 60}


def test_the_steps_stand_in_the_order_of_the_day():
    assert list(steps()) == DAY
    assert [step(name).number for name in DAY[1:6]] == ["1", "2", "3", "4", "5"]


def test_only_the_five_assessment_steps_bear_their_number():
    assert [step(name).heading for name in ("start", "received", "calendar", "picture")] == [
        "Start", "3 Received", "Every time", "The picture",
    ]  # fmt: skip


def test_every_step_says_its_question_its_short_path_and_its_card():
    assert len(steps()) == len(DAY)
    for about in steps().values():
        assert about.question.endswith("?"), about.name
        assert about.short, about.name
        assert about.take_away, about.name
        assert about.card.endswith(".md"), about.name


def test_the_minutes_fit_into_the_day():
    assert LONGEST.keys() == LENGTHS.keys()
    for length, longest in LONGEST.items():
        minutes = [about.minutes[length] for about in steps().values()]
        assert 0.8 * longest <= sum(minutes) <= longest, length


def test_a_longer_day_gives_no_step_less():
    for about in steps().values():
        assert about.minutes["90"] <= about.minutes["half"] <= about.minutes["full"], about.name


def test_decisions_can_be_taken_in_each_assessment_step():
    words = typing.get_args(TABLES["decisions"].model_fields["step"].annotation)

    assert set(DAY[1:6]) <= set(words)


def test_a_misspelt_step_is_refused_with_the_near_one():
    with pytest.raises(InputError) as caught:
        step("recieved")

    assert str(caught.value) == "There is no step 'recieved'. Did you mean 'received'?"
