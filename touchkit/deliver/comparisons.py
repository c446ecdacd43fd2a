"""The report's comparisons in words: what matters most, where we differ, what changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from touchkit.deliver.compared import Compared
from touchkit.deliver.scores import Record
from touchkit.measure.saying import (
    capital,
    count,
    hint,
    listing,
    number,
    plural,
    share,
    spelt,
)
from touchkit.model import Client, to_rows

_TALKS = 5
_OTHERS = 3
"""How many touchpoints that are not among the first stand below them."""
_CHECKS = {
    "weights": "other importances",
    "measures": "other measures",
    "respondents": "one person left out",
    "departments": "one department left out",
}


def matters(found: Compared, client: Client, names: Mapping[str, str]) -> Record:
    """Return what matters most: where to concentrate, and whether the first ones stay first.

    Parameters
    ----------
    found : Compared
        What the workshop's numbers say.
    client : Client
        For the word for customer and how importance was asked.
    names : mapping of str to str
        The touchpoints' names by id.

    Returns
    -------
    dict
        concentrate (list of str), choice (str), first (str), checks (list of str) and rows (list
        of dict) of the table of first places; empty where there is nothing to say.
    """
    placed = found.quadrants.dropna(subset="quadrant")
    here = placed[placed["quadrant"] == "concentrate here"]
    here = here.sort_values("importance", ascending=False, kind="stable")
    return {
        "concentrate": [_concentrate(row) for row in to_rows(here)],
        "choice": _choice(placed, client),
        **_first(found, names),
    }


def importance_words(importance: pd.DataFrame, client: Client) -> str:
    """Say whose importance it is, and how it was asked."""
    groups = importance["importance_from"].dropna()
    by = "the team" if groups.eq("team").any() else plural(client.customer_word)
    settings = client.importance
    return {
        "dots": f"dots by {by}, the mean a person gave",
        "points": f"100 points shared out by {by}, the mean a person gave",
        "scale": f"asked of {by} on a scale from {settings.low:g} to {settings.high:g}",
    }[settings.kind]


def _concentrate(row: Record) -> str:
    said = (
        f"‘{row['name']}’: importance {number(row['importance'])}, "
        f"performance {number(row['performance'])}."
    )
    if row.get("received_from") == "team":
        return f"{said} Performance is the team’s own guess."
    if "performance_low" not in row:
        return f"{said} {hint(int(row['n_received']))}"
    if row["performance_high"] >= row["cross_performance"]:
        return f"{said} Allowing for chance, it may lie on the other side of the line."
    return said


def _choice(placed: pd.DataFrame, client: Client) -> str:
    if placed.empty:
        return ""
    row = placed.iloc[0]
    said = (
        f"The lines stand at the means, importance {number(row['cross_importance'])} and "
        f"performance {number(row['cross_performance'])}: a choice, for where means divide, "
        "something always lies low."
    )
    if row["importance_from"] == "team":
        customers = plural(client.customer_word)
        said += f" The importance is what the team believes matters to {customers}."
    return said


def _first(found: Compared, names: Mapping[str, str]) -> Record:
    frame = found.stability
    top = frame[frame["top"]]
    if top.empty or len(top) == len(frame):
        return {"first": "", "checks": [], "rows": []}
    asked = [name for name in _CHECKS if frame[name].notna().any()]
    always = top[(top[asked].fillna(1) == 1).all(axis=1)]
    others = frame[~frame["top"] & (frame[asked].fillna(0) > 0).any(axis=1)]
    few = found.gaps.loc[
        found.gaps["received_low"].isna() & found.gaps["received_from"].ne("team"), "touchpoint"
    ]
    rows = to_rows(pd.concat([top, others.head(_OTHERS)]))
    return {
        "first": _steady([names.get(name, name) for name in always["touchpoint"]], len(top)),
        "checks": [_CHECKS[name] for name in asked],
        "rows": [
            {
                "name": names.get(row["touchpoint"], row["touchpoint"]),
                "place": row["rank"],
                "few": row["touchpoint"] in set(few),
                "shares": [share(row[name]) if name in row else "–" for name in asked],
            }
            for row in rows
        ],
    }


def _steady(always: list[str], top: int) -> str:
    first = f"the first {spelt(top)}" if top > 1 else "the first"
    if len(always) == top:
        return f"{capital(first)} stay first, whatever is changed."
    if not always:
        return f"None of {first} stays first whatever is changed: where to begin is a choice."
    stays = "stays" if len(always) == 1 else "stay"
    return (
        f"Of {first}, {listing([f'‘{name}’' for name in always])} {stays} first whatever is "
        "changed; the others depend on how one counts."
    )


def sides(found: Compared) -> Record:
    """Return where to talk first, as sentences in order, and how many more there are."""
    rows = found.talk_first[found.talk_first["reason"].notna()]
    shown = rows if len(rows) <= _TALKS + 1 else rows.head(_TALKS)
    return {"talk": list(shown["sentence"]), "more": len(rows) - len(shown)}


def changes(found: Compared, client: Client) -> Record:
    """Return what changed between the last two waves, beyond noise, and what chance would do."""
    frame = found.change
    moved = frame[_moved(frame)].sort_values("change", ascending=False, kind="stable")
    return {"sentences": list(moved["sentence"]), "summary": _verdict(frame, client)}


def _moved(frame: pd.DataFrame) -> pd.Series:
    return frame["change_low"].gt(0) | frame["change_high"].lt(0)


def _verdict(frame: pd.DataFrame, client: Client) -> str:
    if not frame["change"].notna().any():
        return ""
    known, moved = int(frame["change_low"].notna().sum()), int(_moved(frame).sum())
    customers = plural(client.customer_word)
    if not known:
        return f"Too few {customers} answered in both surveys to tell a change from noise."
    points = count(known, "touchpoint")
    return (
        f"Of {points} with enough answers in both surveys, {spelt(moved) if moved else 'none'} changed beyond noise; "
        f"{_chance(frame)}. Only what {customers} say counts: our own marks never prove a gap "
        "closed."
    )


def _chance(frame: pd.DataFrame) -> str:
    expected = float(frame["by_chance"].max())
    about = "fewer than one" if expected < 1 else f"about {number(expected)}"
    return f"by chance alone {about} would look changed"


def in_front(found: Compared, names: Mapping[str, str]) -> list[str]:
    """Return what page one says of these: the widest difference and what truly changed."""
    return [said for said in (_widest(found), _moves(found, names)) if said]


def _widest(found: Compared) -> str:
    frame = found.inside_outside
    beyond = frame[frame["beyond"]]
    if beyond.empty:
        return ""
    widest = beyond.loc[beyond["difference"].abs().idxmax()]
    known = int(frame["difference_low"].notna().sum())
    if known == 1:
        return str(widest["sentence"])
    of_all = f"Of {count(known, 'touchpoint')} compared, {spelt(len(beyond))}"
    return f"{widest['sentence']} {of_all} {_differ(len(beyond))} beyond noise."


def _differ(how_many: int) -> str:
    return "differs" if how_many == 1 else "differ"


def _moves(found: Compared, names: Mapping[str, str]) -> str:
    frame = found.change
    known = int(frame["change_low"].notna().sum())
    if not known:
        return ""
    better, worse = frame[frame["change_low"] > 0], frame[frame["change_high"] < 0]
    if better.empty and worse.empty:
        points = f"none of {known} touchpoints" if known > 1 else "the one touchpoint compared"
        no = "changed" if known > 1 else "did not change"
        return f"Between the last two surveys {points} {no} beyond noise."
    said = [
        f"{capital(_points(len(rows)))} {what} beyond noise since the survey before: "
        f"{_from_to(rows, names)}."
        for rows, what in ((better, "improved"), (worse, "got worse"))
        if len(rows)
    ]
    return " ".join([*said, f"Of {known} compared, {_chance(frame)}."])


def _points(how_many: int) -> str:
    return f"{spelt(how_many)} {'touchpoint' if how_many == 1 else 'touchpoints'}"


def _from_to(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    rows = rows.assign(size=rows["change"].abs()).sort_values("size", ascending=False)
    return listing([_span(row, names) for row in rows.to_dict("records")])


def _span(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    name = names.get(row["touchpoint"], row["touchpoint"])
    return f"‘{name}’ ({number(row['before'])} to {number(row['after'])})"


def lacking(found: Compared, client: Client) -> list[str]:
    """Say what has not been asked yet and therefore cannot be compared, a sentence each."""
    both, customers = found.inside_outside, plural(client.customer_word)
    team, asked = bool((both["n_team"] > 0).any()), bool((both["n_customer"] > 0).any())
    if not team and not asked:
        return ["Nobody has scored what is received yet, so there is nothing to compare."]
    said = []
    if not team:
        said.append(
            f"Nobody in the team has said what it believes {customers} get, so it cannot be said "
            f"where we see it differently from {customers}, or among ourselves."
        )
    if not asked:
        said.append(
            f"No {customers} have been asked what they get: what the team believes stands alone."
        )
    elif found.change.empty:
        said.append(f"{capital(customers)} were asked once only, so no change can be stated.")
    if found.importance.empty:
        said.append(
            "Nobody was asked how important each touchpoint is, so it cannot be said which "
            "matter most."
        )
    elif not found.importance["importance"].notna().any():
        said.append(f"Fewer than {_least(found, client)} people said what matters: not shown.")
    strikes = found.strikes
    if asked and found.gaps["minimum"].notna().any() and strikes["strikes"].isna().all():
        said += list(strikes["sentence"].dropna())
    return said


def _least(found: Compared, client: Client) -> int:
    team = found.importance["importance_from"].eq("team").any()
    return client.smallest_group_team if team else client.smallest_group_customers
