"""A pasted list of people: what is read, and what is refused with its line."""

import pytest

from touchkit.errors import InputError
from touchkit.steps.attendance import Guest, is_numbered, numbered, read_people, unknown


def test_each_line_is_a_name_a_department_and_a_role():
    guests = read_people("Anna / Shop\n\n  Ben\nCleo / Shop / Facilitator\n")

    assert guests == [
        Guest(alias="Anna", department="Shop"),
        Guest(alias="Ben"),
        Guest(alias="Cleo", department="Shop", role="facilitator"),
    ]


@pytest.mark.parametrize("line", ["Anna\tShop", "Anna; Shop", "Anna, Shop", "Anna/Shop"])
def test_cells_from_a_spreadsheet_are_read_like_a_typed_list(line):
    assert read_people(line) == [Guest(alias="Anna", department="Shop")]


def test_a_slash_wins_so_that_a_name_may_hold_a_comma():
    assert read_people("Smith, John / Shop") == [Guest(alias="Smith, John", department="Shop")]


def test_a_line_that_only_names_the_columns_is_nobody():
    assert read_people("alias\tdepartment\nAnna\tShop") == [Guest(alias="Anna", department="Shop")]


def test_who_stands_there_twice_is_read_once_as_written_last():
    assert read_people("Anna / Shop\nanna / Till") == [Guest(alias="anna", department="Till")]


def test_right_to_left_and_emoji_are_names():
    assert [guest.alias for guest in read_people("נועה / Shop\n🙂")] == ["נועה", "🙂"]


def test_every_faulty_line_is_named():
    with pytest.raises(InputError) as caught:
        read_people(f"Anna\n/ Shop\n{'x' * 10_000}\nBen / Shop / facilitatr\nA / B / scribe / D")

    assert str(caught.value).splitlines() == [
        "Line 2: there is no name at its beginning.",
        "Line 3: “xxxxxxxxxxxxxxxxxxxx…” is too long; at most 60 letters fit.",
        "Line 4: 'facilitatr' is no role. Did you mean 'facilitator'?",
        "Line 5: it has more than name / department / role.",
        "Nobody was added; mend the list and press again.",
    ]


def test_an_empty_list_has_nobody_in_it():
    assert read_people(" \n\n") == []


def test_numbers_are_given_to_nobody_twice():
    assert numbered(3, {"Anna", "person 2"}) == ["Person 1", "Person 3", "Person 4"]
    assert numbered(0, set()) == []


def test_only_a_number_makes_a_numbered_name():
    assert is_numbered("Person 12")
    assert not is_numbered("Person of interest")


def test_unknown_words_are_told_once_whatever_their_capitals():
    assert unknown(["Till", "shop", "TILL", "", "Desk"], ["Shop"]) == ["Till", "Desk"]
