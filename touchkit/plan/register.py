"""The action register: who does what by when, what is overdue, and whether it worked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from touchkit.errors import InputError
from touchkit.model import to_rows
from touchkit.model.saying import called, count, listing
from touchkit.model.text import did_you_mean, listed
from touchkit.plan.outcomes import PilotResult
from touchkit.plan.registered_acts import (
    counted_acts,
    every_time_acts,
    followed_acts,
    how_often,
    ticked_acts,
    ticks_done,
)

_OPEN = ("chosen", "testing", "done")
"""What an idea's status has to be for it to stand on the register without a decision."""

_NEEDED = {
    "ideas": ["id", "touchpoint", "title", "owner", "due", "status", "success_measure"],
    "decisions": ["id", "text", "owner", "due", "idea"],
    "ticks": ["act", "due", "done_on"],
    "acts": ["id", "title", "owner", "idea"],
    "changes": ["touchpoint", "closed", "sentence"],
}
_IF_THERE = {
    "acts": ["calendar"],
    "decisions": ["status"],
    "changes": ["change_high", "wave_before", "wave_after"],
}
_YEARS = range(1900, 2200)
"""What a wave is taken for a year: no survey is counted that far."""
_COLUMNS = [
    "kind", "id", "what", "where", "owner", "due", "status", "overdue", "days_overdue", "evidence",
    "worked", "review_on", "lacks", "sentence",
]  # fmt: skip
_WEEK = dt.timedelta(days=7)


def action_register(
    ideas: pd.DataFrame,
    decisions: pd.DataFrame,
    ticks: pd.DataFrame | None = None,
    *,
    on: dt.date,
    acts: pd.DataFrame | None = None,
    roster: pd.DataFrame | None = None,
    coming: Mapping[str, dt.date] | None = None,
    changes: pd.DataFrame | None = None,
    pilots: Mapping[str, PilotResult] | None = None,
    names: Mapping[str, str] | None = None,
    review_days: int = 28,
    evidence_days: int = 90,
) -> pd.DataFrame:
    """Return everything somebody is to do, what is overdue first. The frames are left as they are.

    Parameters
    ----------
    ideas, decisions : pandas.DataFrame
        The tables of these names. Ideas stand on the register once they are chosen, testing or done,
        or once a decision names them; an idea and its decision are one row. Dropped ideas are left
        out, with their decisions.
    ticks : pandas.DataFrame, optional
        The table of that name: each act that has ticks due by `on` is a row; see `roster`.
    on : datetime.date
        The day it is looked at.
    acts : pandas.DataFrame, optional
        The table of that name, for the acts' titles, owners and ideas.
    roster : pandas.DataFrame, optional
        As `touchkit.plan.roster` gives it for `on`: then acts follow it, see Notes.
    coming : mapping of str to datetime.date, optional
        With a roster: when each act is due next, `on` included.
    changes : pandas.DataFrame, optional
        As `touchkit.measure.change` gives it: what customers say between two waves. Evidence that
        something worked is what customers say, never what the team says.
    pilots : mapping of str to PilotResult, optional
        What the pilot of an idea showed, by the idea's id.
    names : mapping of str to str, optional
        What a touchpoint is called, by its id.
    review_days : int
        The next look at something open is so many days after `on`, or on its due date, whichever
        comes first; at something overdue, undated or without an owner it is a week after `on`.
    evidence_days : int
        So many days after its due date one looks whether something done has worked.

    Returns
    -------
    pandas.DataFrame
        Overdue rows first, the longest first; then by due date, undated last; what is done at the
        end. RangeIndex.

        - kind: idea, decision or act
        - id: of the idea, the decision or the act
        - what: title or text
        - where: names of its touchpoints; blank for a decision of its own
        - owner; due (datetime64)
        - status: of an idea (decided for an idea only a decision names); open or done for a decision
          (open where the frame has no status) and for an act
        - overdue: whether it is open and due before `on`; days_overdue (Int64; 0 where it is not)
        - evidence: what shows that it worked, or what would; of what is not done yet what customers
          say so far, which is no proof of it
        - worked: of an idea that is done; anything else is not measured. *worse*: at one of its
          touchpoints at least customers say it is clearly worse (change_high below 0). *better*:
          where there is a clear answer, all say it is better there, but that may have come before it
          or from something else. *yes*: its pilot read so, or it is better and was due in the year of
          the earlier wave or after it, and before the year of the later one. *no*: no more than noise
          explains, at one of them at least. Else too few answers, or not measured
        - review_on (datetime64): the next look. Missing for what is done and proved, for an act of a
          roster that is not overdue and has an owner, and for what is better once `evidence_days`
          are over; a week after `on` for what is worse
        - lacks: what nobody has said yet: owner, due, ``;`` between
        - sentence: the row, said aloud

    Raises
    ------
    InputError
        If a column is not there.

    Notes
    -----
    A wave is a number: a year, or counted up. Counted waves have no dates, so nobody can know whether
    a change came before an idea or after it, and *better* is all that is said. Of years it is known
    which day lies before them. The day an idea was done is not stored; its due day stands for it.

    With a roster each act on the touchpoint calendar is a row while something of it is to be done or
    to come, whether anybody ticks it or not. It is overdue only while something that is late can still
    be done, since the first such day; else its due day is the next one in `coming`, and nobody needs to
    look at it before. What was missed is over: it is told in its evidence. An act without any tick is
    not followed, so it never is overdue. What was ticked off and does not come again is done.
    Without a roster the ticks are counted as they are, and an act is overdue from the first one on that
    was not done.

    Examples
    --------
    >>> import datetime as dt
    >>> from touchkit.model import TABLES, to_frame
    >>> ideas = to_frame(TABLES["ideas"], [{
    ...     "id": "text", "touchpoint": "door", "title": "A text the evening before", "kind": "fix",
    ...     "owner": "Juniper", "due": dt.date(2027, 1, 29), "status": "testing"}])
    >>> decisions = to_frame(TABLES["decisions"], [])
    >>> print(action_register(ideas, decisions, on=dt.date(2027, 2, 5))["sentence"].item())
    Overdue by 7 days: A text the evening before (Juniper, testing).
    """  # fmt: skip
    frames = {"ideas": ideas, "decisions": decisions, "ticks": ticks, "acts": acts,
              "changes": changes}  # fmt: skip
    if roster is not None:
        # There may be very many ticks, and the roster has read them.
        frames["ticks"] = None if ticks is None else ticks.head(0)
    rows = {name: _rows(name, frame) for name, frame in frames.items()}
    decided = {row["idea"]: row for row in rows["decisions"] if "idea" in row}
    if roster is None:
        done_of = ticks_done(rows["ticks"], rows["acts"], on)
        every_time = counted_acts(rows["acts"], done_of)
    else:
        done_of = followed_acts(roster, rows["acts"], ticked_acts(ticks, on))
        every_time = every_time_acts(rows["acts"], done_of, coming or {})
    shown = _measured(rows["changes"])
    found = [
        *_from_ideas(rows["ideas"], decided, done_of, shown, pilots=pilots or {}, names=names),
        *_from_decisions(rows["decisions"], rows["ideas"]),
        *every_time,
    ]
    for row in found:
        _complete(row, on, review_days, evidence_days)
    found.sort(key=_order)
    return _frame(found)


def _rows(name: str, frame: pd.DataFrame | None) -> list[dict[str, Any]]:
    if frame is None:
        return []
    wanted = [*_NEEDED[name], *(column for column in _IF_THERE.get(name, ()) if column in frame)]
    for column in _NEEDED[name]:
        if column not in frame:
            hint = did_you_mean(column, map(str, frame.columns), f"There are: {listed(frame)}.")
            raise InputError(f"The {name} have no column {column!r}. {hint}")
    return to_rows(frame[wanted])


def _from_ideas(
    ideas: list[dict[str, Any]], decided: Mapping[str, dict[str, Any]],
    done_of: Mapping[str, dict[str, Any]], shown: Mapping[str, dict[str, Any]],
    *, pilots: Mapping[str, PilotResult], names: Mapping[str, str] | None,
) -> list[dict[str, Any]]:  # fmt: skip
    found = []
    for idea in ideas:
        decision = decided.get(idea["id"], {})
        status = idea.get("status", "idea")
        if status == "dropped" or (status not in _OPEN and not decision):
            continue
        places = idea.get("touchpoint", "").split(";")
        told = [shown[place] for place in places if place in shown]
        due, pilot = idea.get("due") or decision.get("due"), pilots.get(idea["id"])
        acted = [how_often(act) for act in done_of.values() if act.get("idea") == idea["id"]]
        wanted = _wanted(idea.get("success_measure", ""))
        found.append({
            "kind": "idea", "id": idea["id"], "what": idea["title"],
            "where": listing([called(names, place) for place in places if place]),
            "owner": idea.get("owner") or decision.get("owner", ""),
            "due": due, "status": "decided" if status not in _OPEN else status,
            "worked": _proof(told, pilot, due) if status == "done" else "not measured",
            "evidence": " ".join([*_evidence(status, wanted, told, pilot), *acted]),
        })  # fmt: skip
    return found


def _wanted(measure: str) -> str:
    return f"To look at: {measure.rstrip('.')}." if measure else ""


def _evidence(
    status: str, wanted: str, changes: list[dict[str, Any]], pilot: PilotResult | None
) -> list[str]:
    tried = [f"Its pilot: {pilot.sentence}"] if pilot else []
    said = " ".join(row["sentence"] for row in changes)
    if status == "done":
        found = [*tried, said] if tried or said else [wanted]
    else:
        # What customers said before it was done proves nothing of it.
        found = [wanted, *tried, f"So far {said[0].lower()}{said[1:]}" if said else ""]
    return [part for part in found if part]


def _from_decisions(
    decisions: list[dict[str, Any]], ideas: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    # What a decision did with an idea stands in the idea's row, or went with it.
    known = {idea["id"] for idea in ideas}
    return [
        {
            "kind": "decision", "id": row["id"], "what": row["text"], "where": "",
            "owner": row.get("owner", ""), "due": row.get("due"),
            "status": row.get("status", "open"),
            "worked": "not measured", "evidence": "",
        }
        for row in decisions
        if row.get("idea") not in known
    ]  # fmt: skip


def _measured(changes: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["touchpoint"]: row for row in changes if "touchpoint" in row}


def _proof(changes: list[dict[str, Any]], pilot: PilotResult | None, due: dt.date | None) -> str:
    """Return what is known of whether an idea that is done worked."""
    if any(row.get("change_high", 0) < 0 for row in changes):
        return "worse"
    if pilot and pilot.verdict == "worked":
        return "yes"
    if not changes:
        return "not measured"
    clear = [row for row in changes if row["closed"] != "too few answers"]
    if any(row["closed"] != "yes" for row in clear):
        return "no"
    if not clear:
        return "too few answers"
    against = pilot is not None and pilot.verdict == "worse"
    between = due is not None and all(_between(due, row) for row in clear)
    return "yes" if between and not against else "better"


def _between(due: dt.date, change: Mapping[str, Any]) -> bool:
    """Say whether a day lies before the later wave began, and not before the earlier one's year."""
    first, last = change.get("wave_before", 0), change.get("wave_after", 0)
    return first in _YEARS and last in _YEARS and first <= due.year < last


def _complete(row: dict[str, Any], on: dt.date, review_days: int, evidence_days: int) -> None:
    row["due"] = due = _day(row["due"]) if row["due"] else None
    late = row["status"] != "done" and due is not None and due < on
    row["overdue"] = late
    row["days_overdue"] = (on - due).days if late and due else 0
    row["lacks"] = ";".join(name for name in ("owner", "due") if not row[name])
    row["review_on"] = _review(row, on, review_days, evidence_days)
    who = ", ".join([row["owner"] or "nobody yet", row["status"]])
    when = (
        f"Overdue by {count(row['days_overdue'], 'day')}"
        if late
        else "Done" if row["status"] == "done" else f"Due {due}" if due else "No date yet"
    )  # fmt: skip
    who = row["owner"] or "nobody yet" if row["status"] == "done" else who
    row["sentence"] = f"{when}: {row['what'].rstrip('.')} ({who})."


def _review(
    row: Mapping[str, Any], on: dt.date, review_days: int, evidence_days: int
) -> dt.date | None:
    if row["status"] == "done":
        if row["worked"] == "yes" or row["kind"] != "idea":
            return None
        look: dt.date = (row["due"] or on) + dt.timedelta(days=evidence_days)
        if row["worked"] == "worse":
            return on + _WEEK
        late = None if row["worked"] == "better" else on + _WEEK
        return look if look > on else late
    if row["overdue"] or row["lacks"]:
        return on + _WEEK
    if row.get("every_time"):
        return None
    due: dt.date = row["due"]
    return min(due, on + dt.timedelta(days=review_days))


def _order(row: Mapping[str, Any]) -> tuple[int, dt.date]:
    done = row["status"] == "done"
    return 2 if done else 0 if row["overdue"] else 1, row["due"] or dt.date.max


def _day(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    text = dict.fromkeys(
        [name for name in _COLUMNS if name not in ("due", "overdue", "days_overdue", "review_on")],
        "str",
    )
    kinds = text | {"overdue": "bool", "days_overdue": "Int64"}
    kinds |= {"due": "datetime64[us]", "review_on": "datetime64[us]"}
    made = pd.DataFrame(rows, columns=pd.Index(_COLUMNS, dtype="str"))
    return made.astype(kinds)
