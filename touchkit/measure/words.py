"""The gap in a sentence a facilitator can say aloud, claiming no more than the numbers allow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from touchkit.measure.saying import FEW, capital, count, missing, number, plural, share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PLACE = "\0"
"""Stands for where until the rest is said."""

_RECEIVED = {"customer": "Customers received", "outsider": "Outsiders received"}
_WANTED = {
    "team": "the team wants to give",
    "customer": "customers hope for",
    "outsider": "outsiders hope for",
}
_NOT_ASKED = {
    "team": "The team has not",
    "customer": "Customers have not",
    "outsider": "Outsiders have not",
}
_PEOPLE = {"team": "of the team", "customer": "customers", "outsider": "outsiders"}


def sentence(row: Mapping[str, Any], by: Sequence[str], customer_word: str = "customer") -> str:
    """Say what one row of `gaps` says.

    Parameters
    ----------
    row : mapping
        The row's columns, and for received and desired how many people answered
        (``people_received``) and the size a group must have to be shown, where it has not
        (``hidden_received``, else 0), how many equally weighted answers they are worth
        (``worth_received``), whether they are weighted at all (``weighted_received``), and whose
        scores alone were asked for (``asked_received``, else None); whether received and desired
        are about different touchpoints (``apart``), and whether answers are held against several
        minima (``several_minima``).
    by : sequence of str
        The columns the row was split by.
    customer_word : str
        What customers are called: customer, patient, guest.
    """
    parts = [_gap(row, _PLACE), _others(row), _below(row), _few(row)]
    said = " ".join(part for part in parts if part)
    # The place comes last, so that a touchpoint's own name is never reworded.
    words = {"customers": plural(customer_word), "customer": customer_word}
    words |= {capital(usual): capital(word) for usual, word in words.items()}
    said = re.sub("[Cc]ustomers?", lambda found: words[found[0]], said)
    return said.replace(_PLACE, _at(row, by))


def _gap(row: Mapping[str, Any], at: str) -> str:
    if row["hidden_received"]:
        group = _PEOPLE[row["received_from"]]
        wanted = _target(row)
        return f"Fewer than {row['hidden_received']} {group} scored{at}: their answers stay hidden.{wanted}"
    if missing(row["received"]):
        nobody = _NOT_ASKED.get(row["asked_received"], "Neither customers nor the team have")
        return f"{nobody} scored what is received{at}, so no gap can be stated.{_target(row)}"
    received = f"{_whose(row)} {number(row['received'])}"
    if row["hidden_desired"]:
        said = f"fewer than {row['hidden_desired']} {_PEOPLE[row['desired_from']]}"
        return f"{received}{at}; {said} scored what is desired, so no gap is stated."
    if missing(row["desired"]):
        nobody = _NOT_ASKED.get(row["asked_desired"], "")
        unset = (
            f"{_lower(nobody)} set a desired score" if nobody else "no desired score has been set"
        )
        return f"{received}{at}; {unset}, so no gap can be stated."
    joint = "of" if round(row["gap"], 1) < 0 else "against"
    wanted = f"{joint} the {number(row['desired'])} {_wants(row)}"
    return f"{received} {wanted}{at}: {_size(row['gap'])}{_range(row)}."


def _at(row: Mapping[str, Any], by: Sequence[str]) -> str:
    if not by:
        return " over all"
    places = [
        str(row[name]) for name in by if name in ("touchpoint", "stage") and not missing(row[name])
    ]
    others = [
        f"{name} {'not given' if missing(row[name]) else row[name]}"
        for name in by
        if name not in ("touchpoint", "stage") or missing(row[name])
    ]
    place = f" at {', '.join(places)}" if places else ""
    return place + (f" ({', '.join(others)})" if others else "")


def _whose(row: Mapping[str, Any]) -> str:
    if row["received_from"] == "team":
        return f"By our own guess, from {count(row['n_received'], 'mark')}, customers receive"
    return _RECEIVED[row["received_from"]]


def _wants(row: Mapping[str, Any]) -> str:
    own = row["desired_from"] == row["received_from"] != "team"
    return "they hope for" if own else _WANTED[row["desired_from"]]


def _target(row: Mapping[str, Any]) -> str:
    if missing(row["desired"]):
        return ""
    wants = _WANTED[row["desired_from"]]
    return f" {wants[0].upper()}{wants[1:]} {number(row['desired'])}."


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]


def _size(gap: float) -> str:
    if round(gap, 1) == 0:
        return "no gap to speak of"
    return f"{number(-gap)} short" if gap < 0 else f"{number(gap)} more"


def _range(row: Mapping[str, Any]) -> str:
    low, high = row["gap_low"], row["gap_high"]
    if missing(low):
        return ""
    if low < 0 < high:
        though = "" if round(row["gap"], 1) == 0 else ", though it may be none at all"
        return f"{though} (likely from {number(-low)} short to {number(high)} more)"
    near, far = (number(end) for end in sorted((abs(low), abs(high))))
    return f" (likely {near} to {far})" if near != far else ""


def _others(row: Mapping[str, Any]) -> str:
    apart = row["apart"] and not missing(row["gap"])
    return "Not the same touchpoints stand behind both numbers." if apart else ""


def _below(row: Mapping[str, Any]) -> str:
    if missing(row["below"]):
        return ""
    minimum = f"the minimum of {number(row['minimum'])}"
    answers = "marks" if row["received_from"] == "team" else "answers"
    if row["several_minima"]:
        minimum = "their own minimum"
    if row["below"] == 0:
        return f"None of the {answers} falls below {minimum}."
    short = row["below"] * row["n_received"]
    if (
        row["n_received"] < FEW
        and not row["weighted_received"]
        and abs(short - round(short)) < 1e-9
    ):
        fall = "falls" if round(short) == 1 else "fall"
        return f"{round(short)} of the {count(row['n_received'], answers[:-1])} {fall} below {minimum}."
    weighted = ", weighted," if row["weighted_received"] else ""
    return f"{capital(share(row['below']))} of the {answers}{weighted} fall below {minimum}."


def _few(row: Mapping[str, Any]) -> str:
    for measure, what in (("received", ""), ("desired", " on what is desired")):
        if row[f"{measure}_from"] == "team" or missing(row[measure]):
            continue
        people, answers = row[f"people_{measure}"], row[f"n_{measure}"]
        if people < FEW:
            heard = count(answers, "answer") if people == answers else f"{count(people, 'person')}"
            return f"That is only {heard}{what}: a hint, no more."
        if row[f"worth_{measure}"] < FEW:
            return f"Weighted as they are, these answers{what} are worth fewer than {FEW}: a hint, no more."
    return ""
