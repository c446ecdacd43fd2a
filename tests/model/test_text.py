"""Text: one spelling for equal words, ids from names, near misses."""

import pytest

from touchkit.model.text import (
    clean,
    did_you_mean,
    fingerprint,
    free,
    is_blank,
    is_slug,
    listed,
    nearest,
    slug,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  word ", "word"),
        ("Cafe\u0301", "Café"),
        ("a\x00b\x07c", "abc"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\u3000請求書\u00a0", "請求書"),
        ("tab\tstays", "tab\tstays"),
        ("\ud800", ""),
        ("👩‍👧 مرحبا", "👩‍👧 مرحبا"),
    ],
)
def test_text_is_composed_trimmed_and_without_control_characters(typed, kept):
    once = clean(typed)

    assert once == kept
    assert clean(once) == once


@pytest.mark.parametrize("value", [None, "", "  ", "\x00", "\u3000\n"])
def test_blank_empty_and_missing_are_the_same(value):
    assert is_blank(value)


@pytest.mark.parametrize("value", [0, False, "0", "-", "é", " x "], ids=repr)
def test_what_says_something_is_not_blank(value):
    assert not is_blank(value)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("First call", "first-call"),
        ("Müller & Söhne: Straße 5", "muller-sohne-strasse-5"),
        ("--x--", "x"),
        ("001", "001"),
        ("請求書", ""),
        ("🙂", ""),
        ("a" * 59 + " bc", "a" * 59),
    ],
)
def test_a_slug_is_made_of_the_letters_and_digits_of_a_name(name, made):
    assert slug(name) == made


@pytest.mark.parametrize("text", ["a", "0", "a-b", "001", "a-"])
def test_an_id_is_made_of_small_letters_digits_and_hyphens(text):
    assert is_slug(text)


@pytest.mark.parametrize("text", ["", "-a", "A", "a_b", "é", "a\n", "a b"])
def test_anything_else_is_no_id(text):
    assert not is_slug(text)


def test_a_fingerprint_is_the_same_each_time_and_tells_its_parts_apart():
    assert fingerprint("a", "b") == fingerprint("a", "b")
    assert fingerprint("a", "b") != fingerprint("ab")
    assert is_slug(fingerprint("x", "\ud800"))


def test_a_taken_id_gets_the_next_free_number():
    assert free("invoice", []) == "invoice"
    assert free("invoice", ["invoice", "invoice-2"]) == "invoice-3"


def test_a_near_miss_is_found_in_any_case_and_a_far_one_is_not():
    known = ["Invoice", "first-call"]

    assert nearest("INVOCE", known) == "Invoice"
    assert nearest("parking", known) is None
    assert did_you_mean("invoce", known, "Add it.") == "Did you mean 'Invoice'?"
    assert did_you_mean("parking", known, "Add it.") == "Add it."


def test_a_long_list_is_cut_and_says_how_long_it_is():
    assert listed([]) == "(none yet)"
    assert listed(["a", "b"]) == "a, b"
    assert listed("abcd", most=2) == "a, b, … (4 in all)"
