"""The acts on the action register: counted by their ticks alone, or followed as the roster has them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from touchkit.model.saying import count
from touchkit.plan.spoken import spoken_date


def ticks_done(
    ticks: list[dict[str, Any]], acts: list[dict[str, Any]], on: dt.date
) -> dict[str, dict[str, Any]]:
    """Return, for each act with ticks due by then, how many are done and the first that is not."""
    idea_of = {act["id"]: act.get("idea") for act in acts}
    found: dict[str, dict[str, Any]] = {}
    for tick in ticks:
        if _day(tick["due"]) > on:
            continue
        name = tick["act"]
        act = found.setdefault(
            name, {"due": 0, "done": 0, "open": [], "all": [], "idea": idea_of.get(name)}
        )
        act["due"] += 1
        act["all"].append(_day(tick["due"]))
        if "done_on" in tick and _day(tick["done_on"]) <= on:
            act["done"] += 1
        else:
            act["open"].append(_day(tick["due"]))
    for act in found.values():
        act["first"] = min(act["open"] or [max(act["all"])])
    return found


def counted_acts(
    acts: list[dict[str, Any]], done_of: Mapping[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return a row for each act with ticks, overdue from the first one on that was not done."""
    known = {act["id"]: act for act in acts}
    return [
        {
            "kind": "act", "id": name, "what": known.get(name, {}).get("title", name), "where": "",
            "owner": known.get(name, {}).get("owner", ""), "due": act["first"],
            "status": "done" if act["done"] == act["due"] else "open", "worked": "not measured",
            "evidence": how_often(act),
        }
        for name, act in done_of.items()
    ]  # fmt: skip


def ticked_acts(ticks: pd.DataFrame | None, on: dt.date) -> set[str]:
    """Return the acts somebody ticks off: those with a tick that was due by then."""
    if ticks is None:
        return set()
    return set(ticks["act"][ticks["due"] <= pd.Timestamp(on)].astype("str"))


def followed_acts(
    roster: pd.DataFrame, acts: list[dict[str, Any]], ticked: set[str]
) -> dict[str, dict[str, Any]]:
    """Return, for each act that was due by now and is ticked off, how often it was done and since when.

    late: the first day that can still be made good; None: there is none.
    """
    idea_of = {act["id"]: act.get("idea") for act in acts}
    past = roster[roster["state"] != "due"]
    done = past["done_on"].notna()
    late = past["due"].where(~done & (past["state"] == "late"))
    found = pd.DataFrame({"act": past["act"], "day": past["due"], "done": done, "late": late})
    by_act = found.groupby("act", observed=True).agg(
        due=("day", "size"), since=("day", "min"), last=("day", "max"), done=("done", "sum"),
        late=("late", "min"),
    )  # fmt: skip
    return {
        str(name): {
            "due": int(due), "done": int(done), "since": since.date(), "idea": idea_of.get(str(name)),
            "last": last.date(), "late": None if pd.isna(late) else late.date(),
        }
        for name, due, since, last, done, late in by_act.itertuples()
        if str(name) in ticked
    }  # fmt: skip


def every_time_acts(
    acts: list[dict[str, Any]], followed: Mapping[str, dict[str, Any]],
    coming: Mapping[str, dt.date],
) -> list[dict[str, Any]]:  # fmt: skip
    """Return the acts that are late, to come, or were followed and are over."""
    found = []
    for act in acts:
        kept, ahead = followed.get(act["id"], {}), coming.get(act["id"])
        due = kept.get("late") or ahead
        if act.get("calendar") == "marketing" or not (kept or due):
            continue
        found.append({
            "kind": "act", "id": act["id"], "what": act["title"], "where": "",
            "owner": act.get("owner", ""), "due": due or kept["last"], "status": "open" if due else "done",
            "worked": "not measured", "evidence": how_often(kept) if kept else "", "every_time": True,
        })  # fmt: skip
    return found


def how_often(act: Mapping[str, Any]) -> str:
    """Say how often an act was done, of how many times it was due."""
    many = f"{act['done']} of {count(act['due'], 'time')}"
    if "since" not in act:
        return f"Done {many} it was due."
    return f"Kept {many} since {spoken_date(act['since'])}."


def _day(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value
