"""The tables of a workshop as a report tells them: personas, notes, ideas, acts, what is open."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from touchkit.deliver.formats import day, guess, listing, occasion, share, today
from touchkit.deliver.scores import Record, Scored, names
from touchkit.measure.saying import plural
from touchkit.model import Client, to_rows

EVIDENCE = ("assumed", "observed", "measured")
_SEVERITY = {"annoys": "annoys", "delays": "costs time", "loses": "loses the {word}"}
_MET = {"no": "not met", "exceeded": "exceeded", "yes": "met", "unknown": ""}
_STATUS = ("chosen", "testing", "idea", "done", "dropped")
_SAID = {"mend": "To mend", "look": "To look at", "note": "Good to know"}
_SHOWN = 6
_UNTOLD = {"customers", "ticks"}
"""Tables no word of which goes into a file to forward."""


def findings(found: pd.DataFrame) -> list[Record]:
    """Return the journey check by severity; hand-offs and long lists as a few and a count."""
    groups = []
    for severity, heading in _SAID.items():
        rows = [row for row in to_rows(found) if row["severity"] == severity]
        rules = dict.fromkeys(row["rule"] for row in rows)
        parts = [
            _rule(rule, [row["message"] for row in rows if row["rule"] == rule]) for rule in rules
        ]
        if parts:
            groups.append({"heading": heading, "rules": parts, "count": len(rows)})
    return groups


def _rule(rule: str, messages: list[str]) -> Record:
    most = 3 if rule == "hand-off" else _SHOWN
    # One more than fits is better shown than announced.
    shown = messages if len(messages) <= most + 1 else messages[:most]
    left = len(messages) - len(shown)
    times = f"{len(messages)} times the journey passes from one department to another."
    lead = times if rule == "hand-off" and len(messages) > 1 else ""
    return {"lead": lead, "messages": shown, "more": left}


def personas(workshop: Any, client: Client) -> list[Record]:
    """Return the personas, each with what is known of it."""
    stages = names(workshop.stages)
    told = []
    for row in to_rows(workshop.personas):
        skipped = [stages.get(part, part) for part in row.get("skips", "").split(";") if part]
        lines = [
            ("Wants", row.get("goal")),
            ("Worries", row.get("worries")),
            ("Was promised", row.get("promised")),
            ("Never meets", listing(skipped) if skipped else None),
        ]
        part = share(row["share"], 1) if "share" in row else ""
        told.append({
            "name": row["name"],
            "segment": row.get("segment", ""),
            "share": f"{part} of {plural(client.customer_word)}" if part else "",
            "quote": row.get("quote", ""),
            "lines": [(label, text) for label, text in lines if text],
            "evidence": row.get("evidence", "assumed"),
        })  # fmt: skip
    return told


def notes(workshop: Any, scored: Scored, client: Client) -> Record:
    """Return the notes on the touchpoints in focus, by lane, and how much is only assumed."""
    lanes, people = names(workshop.lanes), names(workshop.personas)
    rows = to_rows(workshop.notes)
    chosen = {row["id"]: row["name"] for row in scored.rows}
    if not chosen:
        points = names(workshop.touchpoints)
        chosen = {i: points[i] for row in rows if (i := row.get("touchpoint", "")) in points}
    shown = [row for row in rows if row.get("touchpoint") in chosen]
    told = []
    for point, name in chosen.items():
        own = [row for row in shown if row["touchpoint"] == point]
        groups = [
            (label, [_note(row, people, client) for row in own if row["lane"] == lane])
            for lane, label in lanes.items()
        ]
        known = [(label, lines) for label, lines in groups if lines]
        if known:
            told.append({"name": name, "lanes": known})
    kinds = Counter(row.get("evidence", "assumed") for row in shown)
    return {
        "touchpoints": told,
        "evidence": [(kind, kinds[kind], share(kinds[kind], len(shown))) for kind in EVIDENCE],
        "count": len(shown),
        "assumed": share(kinds["assumed"], len(shown)),
        "elsewhere": len(rows) - len(shown),
    }


def _note(row: Record, people: dict[str, str], client: Client) -> Record:
    severity = _SEVERITY.get(row.get("severity", ""), "").format(word=client.customer_word)
    marks = [severity, _MET.get(row.get("met", ""), ""), people.get(row.get("persona", ""), "")]
    return {
        "text": row["text"],
        "evidence": row.get("evidence", "assumed"),
        "source": row.get("source", ""),
        "marks": " · ".join(mark for mark in marks if mark),
    }


def ideas(workshop: Any, client: Client) -> list[Record]:
    """Return the ideas: chosen ones first, then those under test, open, done and dropped."""
    points = names(workshop.touchpoints)
    rows = sorted(
        to_rows(workshop.ideas),
        key=lambda row: (_STATUS.index(row.get("status", "idea")), str(row.get("due", "9999"))),
    )
    told = []
    for row in rows:
        ends = [guess(row.get(f"lift_{end}"), "lift", client) for end in ("low", "high")]
        lift = guess(row.get("lift"), "lift", client)
        about = [points.get(part, part) for part in row["touchpoint"].split(";")]
        costs = [
            guess(row.get("cost"), "money", client),
            f"{yearly} a year"
            if (yearly := guess(row.get("cost_yearly"), "money", client))
            else "",
            guess(row.get("effort_days"), "days", client),
        ]
        told.append({
            "title": row["title"], "about": ", ".join(about), "kind": row.get("kind", "fix"),
            "lift": f"{lift}, {ends[0]} to {ends[1]}" if lift and all(ends) else lift,
            "cost": "; ".join(cost for cost in costs if cost),
            "owner": row.get("owner", ""), "due": day(row.get("due")),
            "status": row.get("status", "idea"), "hypothesis": row.get("hypothesis", ""),
            "measure": row.get("success_measure", ""),
        })  # fmt: skip
    return told


def acts(workshop: Any) -> list[Record]:
    """Return the acts of the calendar: what, for whom, when, who."""
    points, audiences = names(workshop.touchpoints), names(workshop.audiences)
    channels, on = names(workshop.channels), today(workshop.client)
    return [
        {
            "title": row["title"],
            "touchpoint": points.get(row.get("touchpoint", ""), ""),
            "audience": audiences.get(row.get("audience", ""), row.get("audience", "everybody")),
            "when": occasion(row, on),
            "owner": row.get("owner", ""),
            "channel": channels.get(row.get("channel", ""), ""),
            "calendar": row.get("calendar", "touchpoint"),
        }
        for row in to_rows(workshop.acts)
    ]


def open_items(workshop: Any) -> list[Record]:
    """Return what was parked or disputed, with the words of the row it stands at."""
    return [
        {
            "kind": row["kind"],
            "what": _words(workshop, row["table"], row["row"]),
            "table": row["table"],
            "reason": row.get("reason", ""),
            "who": row.get("who", ""),
        }
        for row in to_rows(workshop.marks)
        if row["kind"] in ("parked", "disputed")
    ]


def _words(workshop: Any, table: str, row_id: str) -> str:
    frame = None if table in _UNTOLD else getattr(workshop, table, None)
    if not isinstance(frame, pd.DataFrame) or "id" not in frame:
        return row_id
    row = next((row for row in to_rows(frame) if row.get("id") == row_id), {})
    return str(next((row[key] for key in ("name", "title", "text") if key in row), row_id))


def missing(told: Record, client: Client, *, shortlist: bool) -> list[str]:
    """Say what the workshop has not done yet, a sentence each, instead of an empty section."""
    customers = plural(client.customer_word)
    notes_told = told["notes"]
    elsewhere = f"; {notes_told['elsewhere']} stand elsewhere" if notes_told["elsewhere"] else ""
    where = " on the shortlist" if shortlist else ""
    said = {
        f"No persona has been written: everything here is about {customers} as a whole.":
            told["personas"],
        f"No note has been written{where}{elsewhere}.": notes_told["count"],
        "No idea has been written down yet.": told["ideas"],
        "The calendar holds no act yet.": told["acts"],
    }  # fmt: skip
    return [sentence for sentence, known in said.items() if not known]
