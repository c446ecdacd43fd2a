"""What we know: promises and whether they are kept, bad contacts, what is likely remembered."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from touchkit.deliver.compared import Compared
from touchkit.deliver.scores import Record
from touchkit.measure.saying import capital, listing, spelt

_GROUPS = {
    "broken": "Broken, or so it seems",
    "cannot say": "Cannot be said: nobody has noted whether it is kept, and no scores settle it",
    "kept": "Kept, or so it seems",
}
_AS_GOOD_AS_GONE = 3


def promises(
    found: Compared, points: Mapping[str, str], personas: Mapping[str, str]
) -> list[Record]:
    """Return the promises, the broken ones first, each with what speaks for it.

    Parameters
    ----------
    found : Compared
        What the workshop's numbers say.
    points, personas : mapping of str to str
        The names of touchpoints and personas by id.

    Returns
    -------
    list of dict
        Groups with kind, heading and lines; a line has said and for (a persona's name or "").
    """
    groups = []
    for kind, heading in _GROUPS.items():
        rows = found.promises[found.promises["kept"] == kind]
        if rows.empty:
            continue
        lines = [
            {
                # What nothing settles needs no numbers: they stand in the table above.
                "said": row["sentence"] if kind != "cannot say" else f"‘{row['promise']}’",
                "where": "" if kind != "cannot say" else points.get(row["touchpoint"], ""),
                "about": personas.get(row["persona"], ""),
            }
            for row in rows.to_dict("records")
        ]
        groups.append({"kind": kind, "heading": heading, "lines": lines})
    return groups


def tally(groups: list[Record]) -> str:
    """Say how many promises are kept, broken and open."""
    counts = {group["kind"]: len(group["lines"]) for group in groups}
    total = sum(counts.values())
    if not total:
        return ""
    words = {"kept": "kept", "broken": "broken", "cannot say": "not to be settled"}
    parts = [f"{spelt(counts.get(kind, 0))} {word}" for kind, word in words.items()]
    made = "One promise was" if total == 1 else f"{capital(spelt(total))} promises were"
    return f"{made} noted: {listing(parts)}."


def strikes(found: Compared) -> list[str]:
    """Return how many people met any bad contact, and how many so many that they are as good as gone."""
    frame = found.strikes
    known = frame[frame["strikes"].notna()]
    told = known[known["strikes"].isin([1, _AS_GOOD_AS_GONE])]
    if told["people"].sum() == 0:
        told = known[known["strikes"] == 0]
    return list(told["sentence"].dropna())


def remembered(found: Compared, personas: Mapping[str, str]) -> list[str]:
    """Return how each persona's way is likely remembered, where it met anything scored."""
    if not personas:
        return []
    rows: pd.DataFrame = found.remembered[found.remembered["peak_end"].notna()]
    return list(rows["sentence"])
