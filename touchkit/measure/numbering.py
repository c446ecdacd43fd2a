"""Combinations of numbers, each numbered once, however many lines have it."""

from __future__ import annotations

import numpy as np
import pandas as pd

_ROOM = 1_000_000


def numbered(first: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give each combination of some columns a number, in order of the columns.

    Parameters
    ----------
    first, *others : numpy.ndarray
        Columns of equal length: whole numbers from 0, or floats.

    Returns
    -------
    code : numpy.ndarray of int
        The number of each line's combination, from 0.
    at : numpy.ndarray of int
        For each number, the position of a line that has it.

    Examples
    --------
    >>> code, at = numbered(np.array([1, 0, 1]), np.array([0.5, 2.0, 0.5]))
    >>> code.tolist(), len(at)
    ([1, 0, 1], 2)
    """
    code, size = _number(_whole(first))
    for other in others:
        if not constant(other):
            part = _whole(other)
            code, size = _number(code * (int(part.max(initial=0)) + 1) + part)
    at = np.zeros(size, dtype=np.int64)
    at[code] = np.arange(len(code))
    return code, at


def constant(column: np.ndarray) -> bool:
    """Say whether a column has one value throughout; at once where it is stored as one value."""
    return not len(column) or column.strides == (0,) or bool((column == column[0]).all())


def repeated(place: np.ndarray, person: np.ndarray, places: int) -> np.ndarray:
    """Return for each place whether any person is there more than once.

    Parameters
    ----------
    place, person : numpy.ndarray of int
        Columns of equal length, from 0.
    places : int
        How many places there are.
    """
    people = int(person.max(initial=-1)) + 1
    if places * people <= _ROOM + 4 * len(place):
        often = np.bincount(place * people + person, minlength=places * people)
        return np.asarray((often.reshape(places, people) > 1).any(axis=1))
    key = pd.Series(place * people + person)
    again = np.zeros(places, dtype=bool)
    again[place[key.duplicated().to_numpy()]] = True
    return again


def alike(
    place: np.ndarray, person: np.ndarray, answer: np.ndarray, n: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Count the people who gave the same answers in the same place.

    Parameters
    ----------
    place, person, answer : numpy.ndarray of int
        Where, who and what, for each line; from 0.
    n : numpy.ndarray of float
        How often.

    Returns
    -------
    person : numpy.ndarray of int
        A new number for each kind of person; a line for each of the kind's answers.
    answer : numpy.ndarray of int
        What.
    n : numpy.ndarray of float
        How often such a person gave it.
    times : numpy.ndarray of int
        How many such people there are.

    Examples
    --------
    >>> who = np.array([0, 0, 1, 1, 2])
    >>> said = np.array([4, 5, 5, 4, 5])
    >>> person, answer, n, times = alike(np.zeros(5, int), who, said, np.ones(5))
    >>> list(zip(person.tolist(), answer.tolist(), times.tolist()))
    [(0, 5, 1), (1, 4, 2), (1, 5, 2)]
    """
    word, word_at = numbered(answer, n)
    bits, people = len(word_at).bit_length(), int(person.max(initial=-1)) + 1
    unit = place * people + person
    if int(unit.max(initial=0)) >> (62 - bits):
        unit, _ = numbered(place, person)
    key = (unit << bits) | word
    # Sorting the keys alone is several times faster than sorting lines by them, short ones faster still.
    key = np.sort(key.astype(np.int32) if key.max(initial=0) < 2**31 else key)
    first = _changes(key)
    often = np.diff(first, append=len(key))
    key = key[first]
    unit, word = key >> bits, key & ((1 << bits) - 1)
    answer, n = answer[word_at[word]], n[word_at[word]] * often
    if (often > 1).any():
        word, _ = numbered(word, often)
    start = _changes(unit)
    length = np.diff(start, append=len(unit))
    kind = np.zeros(len(length), dtype=np.int64)
    for place_in_row in range(int(length.max(initial=0))):
        # A person's answers are read like a word, letter by letter: equal so far, equal number.
        longer = np.flatnonzero(length > place_in_row)
        kind[longer] = numbered(kind[longer], word[start[longer] + place_in_row])[0]
    kind, first = numbered(length, kind)
    times, size = np.bincount(kind), length[first]
    told = np.repeat(np.arange(len(first)), size)
    line = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size) + start[first][told]
    return told, answer[line], n[line], times[told]


def _changes(column: np.ndarray) -> np.ndarray:
    """Return the positions at which a sorted column takes a new value."""
    new = np.ones(len(column), dtype=bool)
    np.not_equal(column[1:], column[:-1], out=new[1:])
    return np.flatnonzero(new)


def _whole(column: np.ndarray) -> np.ndarray:
    """Return a column as whole numbers from 0 in the order of its values."""
    if column.dtype.kind != "f":
        return column
    return np.asarray(pd.factorize(column, sort=True)[0])


def _number(key: np.ndarray) -> tuple[np.ndarray, int]:
    """Return the key without gaps, in the same order, and how many numbers there are."""
    size = int(key.max(initial=-1)) + 1
    if size > _ROOM + 4 * len(key):
        code, found = pd.factorize(key, sort=True)
        return code, len(found)
    there = np.bincount(key, minlength=size) > 0
    if there.all():
        return key, size
    return (np.cumsum(there) - 1)[key], int(there.sum())
