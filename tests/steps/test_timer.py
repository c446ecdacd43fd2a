"""The timer of a step."""

import pytest

from touchkit.steps.timer import Timer


@pytest.fixture
def now():
    return [100.0]


@pytest.fixture
def timer(now):
    return Timer(5, clock=lambda: now[0])


def test_a_timer_waits_until_it_is_started(timer, now):
    now[0] += 60

    assert (timer.shown, timer.running) == ("5:00", False)


def test_a_started_timer_counts_down(timer, now):
    timer.start()
    now[0] += 61

    assert (timer.shown, timer.left, timer.running) == ("3:59", 239, True)


def test_starting_again_changes_nothing(timer, now):
    timer.start()
    now[0] += 60
    timer.start()

    assert timer.shown == "4:00"


def test_a_paused_timer_keeps_what_is_left(timer, now):
    timer.start()
    now[0] += 60
    timer.pause()
    now[0] += 600

    assert (timer.shown, timer.running) == ("4:00", False)
    timer.start()
    now[0] += 60
    assert timer.shown == "3:00"


def test_pausing_twice_loses_no_time(timer, now):
    timer.start()
    now[0] += 60
    timer.pause()
    timer.pause()

    assert timer.shown == "4:00"


def test_one_button_starts_and_pauses(timer):
    timer.toggle()
    assert timer.running

    timer.toggle()
    assert not timer.running


def test_more_time_can_be_given_while_it_runs_and_after_it_is_up(timer, now):
    timer.start()
    now[0] += 330
    assert (timer.over, timer.shown) == (True, "+0:30")

    timer.add(5)

    assert (timer.over, timer.shown) == (False, "4:30")


def test_the_very_end_is_not_over_time(timer, now):
    timer.start()
    now[0] += 300

    assert (timer.over, timer.shown) == (False, "0:00")


def test_a_timer_without_a_clock_of_its_own_uses_the_computers():
    timer = Timer(1)
    timer.start()

    assert 59 < timer.left <= 60
