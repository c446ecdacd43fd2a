"""How few answers are spoken of; the words themselves are those all rooms share."""

from touchkit.model.saying import (
    FEW,
    called,
    capital,
    count,
    listing,
    mark,
    missing,
    number,
    plural,
    rounded,
    share,
    spelt,
    whose,
)

__all__ = [
    "FEW",
    "called",
    "capital",
    "count",
    "hint",
    "listing",
    "mark",
    "missing",
    "number",
    "plural",
    "rounded",
    "share",
    "spelt",
    "whose",
]


def hint(answers: int) -> str:
    """Say that few people answered; shown where there is no interval.

    Parameters
    ----------
    answers : int
        How many answers there are; several may be one person's.

    Examples
    --------
    >>> hint(11), hint(20)
    ('That is only 11 answers: a hint, no more.',
     'Fewer than 15 people gave these answers: a hint, no more.')
    """
    if answers >= FEW:
        return f"Fewer than {FEW} people gave these answers: a hint, no more."
    return f"That is only {count(answers, 'answer')}: a hint, no more."
