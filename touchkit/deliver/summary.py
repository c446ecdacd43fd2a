"""What we found, in a handful of sentences that claim no more than the numbers allow."""

from __future__ import annotations

from collections.abc import Mapping

from touchkit.deliver import comparisons
from touchkit.deliver.compared import Compared
from touchkit.deliver.formats import count, listing
from touchkit.deliver.scores import Record, Scored
from touchkit.figures.describe import number, percent, signed
from touchkit.measure.saying import plural
from touchkit.model import Client

_MOST = 6
_ABOUT_GAPS = ("desired at the ceiling", "order repeats received", "desired below minimum")
"""Cautions that belong beside the widest gap; the others repeat what the first page says anyway."""


def found(
    scored: Scored, client: Client, measured: Compared, names: Mapping[str, str]
) -> list[str]:
    """Return what the scores say: the widest gaps, consistency, and what cannot be said.

    Parameters
    ----------
    scored : Scored
        The touchpoints in focus with their numbers.
    client : Client
        For the scale and the word for customer.
    measured : Compared
        What the workshop's numbers say.
    names : mapping of str to str
        The touchpoints' names by id.

    Returns
    -------
    list of str
        Two to six findings of a few sentences each. Groups are never pooled; where two stand in
        one finding, it sets them side by side.
    """
    if not scored.known("received"):
        return [
            "Nobody’s scores can be shown yet, so this report states no gap.",
            *_unscored(scored),
        ]
    said = _gaps(scored, client) if scored.known("gap") else _received(scored, client)
    said += [*_below(scored, client), *comparisons.in_front(measured, names), *_unscored(scored)]
    # The cautions stand beside the gaps in any case; on page one as far as there is room.
    return [*said, *_cautions(measured)][: max(len(said), _MOST)]


def _cautions(measured: Compared) -> list[str]:
    frame = measured.cautions
    return list(frame.loc[frame["caution"].isin(_ABOUT_GAPS), "sentence"])


def _gaps(scored: Scored, client: Client) -> list[str]:
    known = [row for row in scored.leading if "gap" in row]
    if not known:
        return []
    # Few answers must look like few: what has a margin is told first, the rest as a hint.
    rows = [row for row in known if "gap_low" in row] or known
    worst = rows[0]
    giver, goal = _giver(worst, client), _goal(worst, client)
    if worst["gap"] >= 0:
        return [f"No touchpoint falls short: {giver} at least as much as {goal} everywhere."]
    first = (
        f"The widest gap is at {_named(worst)}: {giver} {number(worst['received'], 2)} where "
        f"{goal} is {number(worst['desired'], 2)}, {signed(worst['gap'], 2)} points "
        f"({_answers(worst)})."
    )
    others = [f"{_named(row)} ({signed(row['gap'], 2)})" for row in rows[1:3] if row["gap"] < 0]
    if others:
        first += f" Next: {listing(others)}."
    sure = " ".join([*_sure(rows, client), *_hints(known, worst)])
    return [first, sure] if sure else [first]


def _sure(rows: list[Record], client: Client) -> list[str]:
    """Say how far the order may be trusted."""
    worst = rows[0]
    if worst.get("received_from") == "team":
        caution = (
            f"These are the team’s own beliefs about what {plural(client.customer_word)} get. "
            "They show where to look and what to ask, and prove nothing."
        )
        return [caution]
    if "gap_low" not in worst:
        return ["Too few answers for a margin stand behind these: read them as hints."]
    level = [row for row in rows if row.get("rank_low") == 1]
    if len(level) < 2:
        alone = level == [worst] and worst.get("rank_high") == 1
        return [f"That {_named(worst)} comes first is beyond what chance explains."] * alone
    tied = (
        f"Allowing for chance, {count(len(level), 'touchpoint')} could be in first place "
        f"({listing([_named(row) for row in level[:4]])}{' …' if len(level) > 4 else ''}): "
        "treat them as a group, not as a ranking."
    )
    return [tied]


def _hints(known: list[Record], worst: Record) -> list[str]:
    """Name what may be worse still, had enough people answered to say so."""
    if "gap_low" not in worst:
        return []
    wider = [row for row in known if "gap_low" not in row and row["gap"] < worst["gap"]]
    return [
        f"{_named(row)} may be wider still ({signed(row['gap'], 2)}), but only "
        f"{count(int(row['n_received']), 'answer')} stand behind it: a hint, no more."
        for row in wider[:2]
    ]


def _received(scored: Scored, client: Client) -> list[str]:
    rows = sorted(scored.leading, key=lambda row: row["received"])
    low = [f"{_named(row)} ({number(row['received'], 2)})" for row in rows[:3]]
    high = [f"{_named(row)} ({number(row['received'], 2)})" for row in rows[::-1][:3]]
    said = f"Lowest received: {listing(low)}."
    if len(rows) > 5:
        said += f" Highest: {listing(high)}."
    said += f" {_ends(client)}"
    why = (
        "Nobody was asked what the experience should be, so no gap can be stated"
        if not scored.known("desired")
        else "No touchpoint has both a received and a desired score, so no gap can be stated"
    )
    return [said, f"{why}: a low score need not be the one that matters most."]


def _below(scored: Scored, client: Client) -> list[str]:
    known = [row for row in scored.leading if "below" in row]
    rows = [row for row in known if "received_low" in row] or known
    if not rows:
        lacking = "No minimum was agreed, so it cannot be said how often it is missed."
        return [lacking] if scored.known("desired") and not scored.known("minimum") else []
    most = max(rows, key=lambda row: row["below"])
    least = min(rows, key=lambda row: row["below"])
    n = int(most.get("n_received", 0))
    said = (
        f"At {_named(most)}, {percent(most['below'])} of {n:,} answers by "
        f"{_by_whom(most, client)} lie below the minimum we call acceptable"
    )
    if len(rows) > 1:
        said += f"; at the steadiest, {_named(least)}, {percent(least['below'])}"
    return [f"{said}. The mean does not show this."]


def _unscored(scored: Scored) -> list[str]:
    few = [
        _named(row) for row in scored.rows
        if "received" not in row and row.get("n_received", 0) > 0
    ]  # fmt: skip
    planned = [
        _named(row) for row in scored.rows
        if "received" not in row and row["status"] == "planned" and _named(row) not in few
    ]  # fmt: skip
    silent = [
        _named(row) for row in scored.rows
        if "received" not in row and _named(row) not in few + planned
    ]  # fmt: skip
    said = []
    if few:
        said.append(f"Too few answers to show: {_some(few)}.")
    if planned:
        said.append(
            f"Not there yet, so without a received score: {_some(planned)}. Ideas for it cannot be "
            "ranked, which is not the same as zero."
        )
    if silent and len(silent) < len(scored.rows):
        said.append(f"Nobody has scored {_some(silent)}.")
    return [" ".join(said)] if said else []


def _named(row: Record) -> str:
    return f"‘{row['name']}’"


def _some(words: list[str]) -> str:
    return (
        listing(words) if len(words) <= 4 else f"{', '.join(words[:3])} and {len(words) - 3} more"
    )


def _giver(row: Record, client: Client) -> str:
    customers = plural(client.customer_word)
    return {"customer": f"{customers} say they got", "team": f"we believe {customers} get"}.get(
        str(row.get("received_from")), "outsiders got"
    )


def _goal(row: Record, client: Client) -> str:
    wish = f"the wish of {plural(client.customer_word)}"
    return {"customer": wish, "team": "our target"}.get(str(row.get("desired_from")), "the desired")


def _by_whom(row: Record, client: Client) -> str:
    who = {"customer": plural(client.customer_word), "team": "the team"}
    return who.get(str(row.get("received_from")), "outsiders")


def _answers(row: Record) -> str:
    received, desired = int(row.get("n_received", 0)), int(row.get("n_desired", 0))
    return f"{received:,} and {desired:,} answers"


def _ends(client: Client) -> str:
    scale = client.scale
    if scale.labels:
        return (
            f"The scale goes from {scale.low} ({scale.labels[0]}) to {scale.high} "
            f"({scale.labels[-1]}); higher is better."
        )
    return f"The scale goes from {scale.low} to {scale.high}; higher is better."
