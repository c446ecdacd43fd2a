"""What a workshop has in each step, and what it still lacks; an unfinished step is no error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.saying import count

SHORTLIST = (8, 12)
"""How many touchpoints a room can score well."""

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What is there in a step and what is missing.

    Attributes
    ----------
    done, missing : tuple of str
        In words, without a full stop.
    """

    done: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def sentence(self) -> str:
        """Both, as one line."""
        done = f"There: {', '.join(self.done)}. " if self.done else ""
        missing = f"Still missing: {', '.join(self.missing)}." if self.missing else ""
        return (done + (missing or "Nothing is missing.")).strip()


def progress(tables: Tables, step: str) -> Progress:
    """Say what a step has and what it lacks.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        The workshop's tables as they are now; left as they are.
    step : str
        A step of the agenda.

    Returns
    -------
    Progress

    Raises
    ------
    InputError
        When there is no such step.
    """
    if step not in _CHECKS:
        raise InputError(f"There is no step {step!r}; there are: {', '.join(_CHECKS)}.")
    told = [_told(*found) for found in _CHECKS[step](tables)]
    return Progress(
        done=tuple(words for words, there in told if there),
        missing=tuple(words for words, there in told if not there),
    )


_WANTED = ("personas", "touchpoints", "links", "notes", "scores", "ideas", "acts", "decisions")


def inventory(tables: Tables, persona: str = "") -> str:
    """Say how much there is of everything, and of what there is nothing yet.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        The workshop's tables as they are now; left as they are.
    persona : str
        Whose desired scores are looked for; blank: anybody's.
    """
    has = {name: len(tables[name]) for name in _WANTED}
    has["touchpoints"] = int((tables["touchpoints"]["status"] != "retired").sum())
    there = ", ".join(f"{count} {name}" for name, count in has.items() if count)
    missing = [name for name, count in has.items() if not count]
    scores = tables["scores"]
    theirs = scores["persona"].isna() | (scores["persona"] == persona) | (not persona)
    if not (theirs & (scores["measure"] == "desired")).any():
        missing.append("desired scores")
    still = f"Still missing: {', '.join(missing)}." if missing else "Nothing is missing."
    return f"{there or 'an empty map'}. {still}"


_Found = tuple[int, str, str, str]
"""How many there are; one of them, several of them, and what to say where there are none."""


def _told(count: int, one: str, many: str, none: str) -> tuple[str, bool]:
    return (f"{count:,} {one if count == 1 else many}", True) if count else (none, False)


def listed(tables: Tables) -> pd.DataFrame:
    """Return the touchpoints that count: the shortlist, or where there is none all not retired."""
    live = tables["touchpoints"][tables["touchpoints"]["status"] != "retired"]
    return live[live["shortlist"]] if live["shortlist"].any() else live


def _start(tables: Tables) -> list[_Found]:
    people = tables["participants"]
    return [(len(people), "person in the room", "people in the room", "who is in the room")]


def _point_of_view(tables: Tables) -> list[_Found]:
    personas = tables["personas"]
    vague = int(personas["goal"].isna().sum())
    found = [(len(personas), "persona", "personas", "a persona")]
    if vague:
        found.append((0, "", "", f"the goal of {vague} of them"))
    return found


def _touchpoints(tables: Tables) -> list[_Found]:
    points = tables["touchpoints"]
    live = points[points["status"] != "retired"]
    unsorted, short = int(live["stage"].isna().sum()), int(live["shortlist"].sum())
    found = [(len(live), "touchpoint", "touchpoints", "touchpoints")]
    if unsorted:
        found.append((0, "", "", f"a stage for {unsorted} of them"))
    low, high = SHORTLIST
    enough = short if low <= short <= high else 0
    wanted = f"a shortlist of {low} to {high}" + (f" (now {short})" if short else "")
    return [*found, (enough, "on the shortlist", "on the shortlist", wanted)]


def _scored(tables: Tables, measure: str, group: str = "team") -> tuple[int, int]:
    """Return how many touchpoints that count have such a score, and how many have none."""
    scores, points = tables["scores"], set(listed(tables)["id"])
    asked = scores[(scores["measure"] == measure) & (scores["group"] == group)]
    there = len(points & set(asked["touchpoint"]))
    return there, len(points) - there


def _score_lines(tables: Tables, measures: Mapping[str, str]) -> list[_Found]:
    found: list[_Found] = []
    for measure, words in measures.items():
        there, without = _scored(tables, measure)
        if there:
            found.append((there, f"{words}", f"{words}s", ""))
        if without or not there:
            which = f" for {count(without, 'touchpoint')}" if there else ""
            found.append((0, "", "", f"{words}s{which}"))
    return found


def _received(tables: Tables) -> list[_Found]:
    notes = tables["notes"]
    about = notes[notes["touchpoint"].isin(listed(tables)["id"])]
    scores = _score_lines(tables, {"received": "received score"})
    return [*scores, (len(about), "note", "notes", "notes on what customers do there")]


def _desired(tables: Tables) -> list[_Found]:
    wanted = {
        "desired": "desired score",
        "minimum": "minimum",
        "importance": "importance score",
    }
    notes = tables["notes"]
    lanes = notes[notes["lane"].isin(["think", "feel", "do"])]
    lines = _score_lines(tables, wanted)
    lines = [
        (n, o, m.replace("minimums", "minima"), z.replace("minimums", "minima"))
        for n, o, m, z in lines
    ]
    return [*lines, (len(lanes), "think–feel–do note", "think–feel–do notes", "think, feel and do")]


def _enhance(tables: Tables) -> list[_Found]:
    ideas, decisions = tables["ideas"], tables["decisions"]
    taken = decisions[decisions["step"] == "enhance"]
    loose = int(taken["owner"].isna().sum())
    found = [
        (len(ideas), "idea", "ideas", "ideas"),
        (len(taken), "decision", "decisions", "decisions"),
    ]
    if loose:
        found.append((0, "", "", f"an owner for {loose} of them"))
    return found


def _calendar(tables: Tables) -> list[_Found]:
    acts, ideas = tables["acts"], tables["ideas"]
    own = acts[acts["calendar"] == "touchpoint"]
    loose = int(own["owner"].isna().sum())
    kept = set(acts["idea"].dropna())
    waiting = int(((ideas["status"] == "chosen") & ~ideas["id"].isin(kept)).sum())
    found = [(len(own), "act", "acts", "acts")]
    if loose:
        found.append((0, "", "", f"an owner for {loose} of them"))
    if waiting:
        found.append((0, "", "", f"an act for {count(waiting, 'chosen idea')}"))
    return found


def _picture(tables: Tables) -> list[_Found]:
    return [(int(tables["scores"]["n"].sum()), "answer", "answers", "scores")]


_CHECKS: dict[str, Callable[[Tables], list[_Found]]] = {
    "start": _start,
    "point-of-view": _point_of_view,
    "touchpoints": _touchpoints,
    "received": _received,
    "desired": _desired,
    "enhance": _enhance,
    "calendar": _calendar,
    "picture": _picture,
}
