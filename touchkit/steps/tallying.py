"""Tallying: dots counted at ideas, held against how many there can be."""

from __future__ import annotations

from touchkit.model.saying import count

_NOBODY = " Nobody is listed on the tab Start yet, so the total is not checked."


def tally(total: int, people: int, each: int = 0) -> str:
    """Say how many dots were counted, and whether that can be right.

    Parameters
    ----------
    total : int
        All dots counted so far.
    people : int
        How many may give dots.
    each : int
        How many each of them has; 0: nobody has said.

    Examples
    --------
    >>> tally(41, 23, 3)
    '41 of 69 dots counted: 23 people with 3 each. 28 still to come.'
    >>> tally(69, 23, 3), tally(71, 23, 3)[-42:]
    ('All 69 dots counted: 23 people with 3 each.', '2 more than there can be. Count once more?')
    >>> tally(69, 23), tally(70, 23)[:48]
    ('69 dots in all, 3 for each of 23 people.', '70 dots in all. That is no multiple of 23 people')
    """
    if not people:
        return f"{count(total, 'dot')} in all.{_NOBODY}"
    if each:
        return _against(total, people, each)
    if not total:
        return (
            f"No dot counted yet. Everybody gets the same number, and {count(people, 'person')} may "
            f"give theirs: count what hangs at each idea."
        )
    if total % people:
        return (
            f"{count(total, 'dot')} in all. That is no multiple of {count(people, 'person')}: still "
            f"counting, or count once more?"
        )
    return f"{count(total, 'dot')} in all, {total // people} for each of {count(people, 'person')}."


def _against(total: int, people: int, each: int) -> str:
    there, who = people * each, f"{count(people, 'person')} with {each} each"
    if total == there:
        return f"All {count(total, 'dot')} counted: {who}."
    if total < there:
        return f"{total} of {count(there, 'dot')} counted: {who}. {there - total} still to come."
    return f"{count(total, 'dot')} counted: {who}. {total - there} more than there can be. Count once more?"
