"""The cards of the matrix: in which cell an idea stands, and what its card says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from touchkit.model import Client
from touchkit.model.saying import count, share
from touchkit.model.text import shortened
from touchkit.steps.bands import WORDS, amount, band, is_number, meanings, said
from touchkit.steps.facts import Facts
from touchkit.steps.ideas import KINDS, Idea

FUNDED = {"chosen": "✓\u00a0chosen", "testing": "✓\u00a0testing"}
"""What is paid for already, and its sign."""
TRAY = "tray"
"""Where what is not guessed yet stands."""

_APART = "\u00a0· "
_KINDS = {value: name.lower() for name, value in KINDS}


def cell_of(client: Client, effort: str, idea: Idea) -> str:
    """Return in which cell an idea stands: lift and effort (`LS`); `tray` while one is not guessed.

    Parameters
    ----------
    client : Client
        For its sizes.
    effort : {"cost", "effort_days"}
        What effort is.
    idea : Idea
        The idea.
    """
    lift, work = band(client, "lift", idea.lift), band(client, effort, getattr(idea, effort))
    return lift + work if lift and work else TRAY


def card(facts: Facts, idea: Idea, *, effort: str, closes: tuple[float, str]) -> dict[str, Any]:
    """Return a card for the page.

    Parameters
    ----------
    facts : Facts
        For sizes, currency and names.
    idea : Idea
        The idea.
    effort : {"cost", "effort_days"}
        What effort is.
    closes : (float, str)
        Its share, or what to ask, as `touchkit.plan.alone` returns them.
    """
    client = facts.client
    signs = [_KINDS[idea.kind], *filter(None, [FUNDED.get(idea.status)])]
    worth, whole = _worth(facts, idea, closes)
    where = ", ".join(facts.names.get(one, one) for one in idea.touchpoints)
    return {
        "id": idea.id, "title": shortened(idea.title, 200), "kind": idea.kind,
        "cell": cell_of(client, effort, idea), "lift": band(client, "lift", idea.lift),
        "effort": band(client, effort, getattr(idea, effort)),
        "signs": _APART.join([*filter(None, [worth]), *signs]),
        "guesses": _APART.join(_guesses(client, idea, effort)),
        "whole": _APART.join([whole, *_whole(client, idea), *signs, f"at {where}"]),
    }  # fmt: skip


def _worth(facts: Facts, idea: Idea, closes: tuple[float, str]) -> tuple[str, str]:
    """Return what an idea closes: as its card says it, and in whole words."""
    if idea.kind == "delight" and facts.client.plan.delight:
        dots = count(idea.votes, "dot")
        return dots, f"beyond what is desired: paid from the delight pot, by dots ({idea.votes})"
    part, ask = closes
    if ask:
        unsaid = f"cannot be ranked: {ask}"
        return (unsaid if idea.lift else ""), unsaid
    closed = share(max(part, 0.0))
    return f"closes {closed}", f"closes {closed} of what is missing, by itself"


def _guesses(client: Client, idea: Idea, effort: str) -> Iterator[str]:
    """Give what a card says of its guesses: the letters of its cell stand on the axes."""
    placed = cell_of(client, effort, idea) != TRAY
    for column, word in WORDS.items():
        guess, shown = getattr(idea, column), column in {"lift", effort}
        if is_number(guess):
            yield said(client, column, guess)
        elif guess and not (shown and placed):
            yield f"{word} {guess}"
        elif not guess and shown:
            yield f"no {word} yet"


def _whole(client: Client, idea: Idea) -> Iterator[str]:
    for column, word in WORDS.items():
        guess = getattr(idea, column)
        if is_number(guess):
            yield f"{word} {amount(client, column, float(guess))}"
        elif guess:
            yield f"{word} {meanings(client, column)[guess]}"
