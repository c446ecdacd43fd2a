"""Slow work behind the page: what it made is handed over, and what went wrong is shown."""

import asyncio

import pytest

from touchkit.screens.behind import in_a_thread


def broken():
    raise ValueError("no room")


def done(work):
    """Return what was handed over and what was reported, on a page whose loop runs."""
    made, wrong = [], []

    async def page():
        over = asyncio.Event()

        def then(found):
            made.append(found)
            over.set()

        in_a_thread(work, then, report=wrong.append)
        await asyncio.wait_for(over.wait(), 5)
        await asyncio.sleep(0)

    asyncio.run(page())
    return made, [str(error) for error in wrong]


def test_what_the_work_made_is_handed_over():
    assert done(lambda: 5) == ([5], [])


def test_work_that_raises_hands_over_nothing_and_is_reported():
    assert done(broken) == ([None], ["no room"])


@pytest.mark.parametrize(
    ("work", "made", "said"), [(lambda: 5, 5, []), (broken, None, ["no room"])]
)
def test_without_a_loop_it_is_done_at_once(work, made, said):
    found, wrong = [], []

    in_a_thread(work, found.append, report=lambda error: wrong.append(str(error)))

    assert (found, wrong) == ([made], said)
