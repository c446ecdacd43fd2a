"""Prompts from the what-if bank, for stages of one's own as well."""

from touchkit import catalogue
from touchkit.steps.prompts import FAMILIES, prompts, some_of, stages_in_catalogue

TIMELINE = ["before", "during", "after"]


def test_every_family_of_the_bank_has_a_name():
    assert set(FAMILIES) == set(catalogue.what_ifs()["family"])


def test_a_stage_of_the_hourglass_stands_for_itself():
    assert stages_in_catalogue("buy", ["know", "buy"]) == ("buy",)


def test_a_stage_of_another_set_stands_for_all_that_map_to_it():
    assert stages_in_catalogue("before", TIMELINE) == ("know", "like", "trust", "try")


def test_a_stage_of_ones_own_stands_for_any():
    assert stages_in_catalogue("the-tour", ["the-tour"]) == ()
    assert stages_in_catalogue("", TIMELINE) == ()


def test_what_fits_stage_and_channel_comes_first_and_all_are_offered():
    found = prompts(stages=("buy",), channel="invoice")

    bank = catalogue.what_ifs().set_index("id")
    first = bank.loc[found[0].id]
    assert (first["stage"], first["channel"]) == ("buy", "invoice")
    assert len(found) == len(bank)


def test_kind_and_family_leave_only_their_own():
    found = prompts(kind="fix", family="save-first")

    assert found
    assert {(one.kind, one.family) for one in found} == {("fix", "save-first")}


def test_a_prompt_that_has_become_an_idea_is_not_offered_again():
    first = prompts()[0]

    assert first.id not in {one.id for one in prompts(used=[first.text.upper()])}


def test_three_are_shown_at_a_time_and_after_the_last_come_the_first_again():
    found = prompts(family="save-first")
    assert len(found) > 3

    assert some_of(found, 0) == found[:3]
    assert some_of(found, len(found) - 1) == [found[-1], *found[:2]]
    assert some_of(found[:2], 3) == [found[1], found[0]]
    assert some_of([], 3) == []
