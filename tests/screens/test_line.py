"""A line that never waits, as the kernel sees it: what the browser says, and what it is told."""

import pytest

from touchkit.screens.controls import Maker
from touchkit.screens.line import Line


class Heard(Line):
    """A line whose messages to the page are kept."""

    def __init__(self, add, wrong):
        self.told = []
        super().__init__(Maker(wrong.append), "Idea", add, hint="in a few words")

    def send(self, content, **_buffers):
        self.told.append(content)

    def says(self, text):
        """Hear what a page says."""
        self._handle_custom_msg({"kind": "said", "text": text}, [])


@pytest.fixture
def wrong():
    return []


def test_each_entry_is_stored_as_it_was_typed(wrong):
    stored = []
    line = Heard(stored.append, wrong)

    line.says("A bell")
    line.says("A mat\nA lamp")
    line.says("  ")

    assert (stored, line.told, wrong) == (["A bell", "A mat\nA lamp"], [], [])


@pytest.mark.parametrize("answer", [0, False])
def test_what_could_not_be_stored_comes_back(answer, wrong):
    line = Heard(lambda _: answer, wrong)

    line.says("A bell\n")

    assert line.told == [{"kind": "back", "text": "A bell"}]
    assert line.text == "A bell"


def test_half_typed_words_stay_with_their_client(wrong):
    line = Heard(lambda _: 1, wrong)
    line.keep_to("tiny")
    line.text = "half"
    line.keep_to("tiny")
    assert (line.text, line.told) == ("half", [])

    line.keep_to("bare")

    assert (line.text, line.told) == ("", [{"kind": "clear"}])


def test_what_goes_wrong_is_reported_never_swallowed(wrong):
    def fail(_text):
        raise ValueError("broken")

    Heard(fail, wrong).says("A bell")

    assert [str(error) for error in wrong] == ["broken"]


def test_another_message_is_left_alone(wrong):
    stored = []
    line = Heard(stored.append, wrong)

    line._handle_custom_msg({"kind": "hello"}, [])
    line._handle_custom_msg("said", [])

    assert (stored, wrong) == ([], [])
