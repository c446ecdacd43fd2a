"""A practice pack: another client's, with the steps still to be learnt taken away."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from touchkit.model import TABLES, references
from touchkit.pack.record import Pack

LAST_STEP = 5
"""The steps of the workshop are counted from 1 to this; 0 is what stands before the first."""

_AFTER = LAST_STEP + 1  # the calendar, and what is done by it
_TABLES = {
    "stages": 0, "departments": 0, "channels": 0, "lanes": 0, "audiences": 0, "participants": 0,
    "customers": 0, "personas": 1, "touchpoints": 2, "links": 2, "ideas": 5, "pilots": 5,
    "assumptions": 5, "marks": 5, "acts": _AFTER, "ticks": _AFTER,
}  # fmt: skip
"""The step in which a whole table is filled."""
_COLUMNS = {("touchpoints", "verdict"): 5}
"""The step in which a single column is filled, later than its table."""
_DECISIONS = {"point-of-view": 1, "touchpoints": 2, "received": 3, "desired": 4, "enhance": 5}
_WANTED_LANES = ("think", "feel", "do", "brand", "standard")
_ASKED_CUSTOMERS, _WALKED = 2, 1  # the survey is given with the touchpoints it asks about
_GOT = ("received", "emotion")
_PEOPLE = ("customers", "participants")
"""The tables whose own columns may say who somebody is."""
_VOTE = ["touchpoint", "measure", "persona", "wave", "round"]
"""What tells one vote of the team from another."""


def half_done(pack: Pack, until: int | None) -> Pack:
    """Return a pack as it was after some of the steps; customers' call names are left out.

    Settings, stages, departments, channels, lanes, audiences, participants and customers are
    there before the first step. Step 1 brings personas and what mystery shoppers scored; 2
    touchpoints with their shortlist, links, and as given what customers answered and did; 3 the
    team's received scores and the notes on what customers meet; 4 its desired, minimum and
    importance and the notes on what is wanted (think, feel, do, brand, standard); 5 verdicts,
    ideas, pilots, assumptions and marks. Decisions go with their step. Acts and ticks come after
    the fifth step.

    A lone learner's practice shows marks from one person on, so that what the client hides is not
    in it. Where fewer people of a department than may be told apart took part in a vote, their
    scores lose the department, and so do those of departments that would give them away; where
    fewer people took part at all, the team's vote is left out (not a minimum the team set as
    one). Of people only the model's columns and customers' dates are kept.

    Parameters
    ----------
    pack : Pack
        Left as it is.
    until : int or None
        The last step that is kept, 0 to 5; None keeps everything.

    Returns
    -------
    Pack
        One that reads without problems: what hangs on something taken away goes along.
    """
    tables = dict(pack.tables)
    for name in _PEOPLE:
        tables[name] = _known_columns(name, tables[name])
    tables["customers"] = _cleared(tables["customers"], "call_name")
    tables["scores"] = _hiding_as_before(tables["scores"], pack.client.smallest_group_team)
    if until is None:
        return Pack(client=pack.client, tables=tables, events=pack.events)
    for name, frame in tables.items():
        kept = frame[_steps(name, frame) <= until]
        for (table, column), step in _COLUMNS.items():
            kept = _cleared(kept, column) if table == name and step > until else kept
        tables[name] = kept.reset_index(drop=True)
    for name in TABLES:  # a table stands after those it refers to, so once through is enough
        tables[name] = _whole(name, tables)
    return Pack(
        client=pack.client,
        tables=tables,
        events=pack.events if until >= _TABLES["touchpoints"] else None,
    )


def _cleared(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return _masked(frame, column, pd.Series(data=True, index=frame.index))


def _known_columns(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table without the columns the client added, but for dates an act may hang on."""
    model = TABLES[name]
    dates = model.EXTRA_DATES
    kept = [n for n in frame if n in model.model_fields or (dates and n.endswith(dates))]
    return frame[kept]


def _hiding_as_before(scores: pd.DataFrame, smallest: int) -> pd.DataFrame:
    """Return scores without the team's votes, and the departments in them, that are too small."""
    gone: list[int] = []
    unnamed: list[int] = []
    team = scores[scores["group"] == "team"]
    for _, vote in team.groupby(_VOTE, dropna=False):
        if _people(vote) < smallest and not _is_decision(vote):
            gone += vote.index.tolist()
        hidden = vote["department"].isin(_hidden(vote, smallest))
        unnamed += vote.index[hidden].tolist()
    scores = _masked(scores, "department", scores.index.to_series().isin(unnamed))
    return scores.drop(index=gone).reset_index(drop=True)


def _people(rows: pd.DataFrame) -> int:
    """Return how many people gave scores: those with an alias, and each unsigned answer."""
    unsigned = rows["respondent"].isna()
    return int(rows["respondent"].nunique() + rows.loc[unsigned, "n"].fillna(1).sum())


def _is_decision(vote: pd.DataFrame) -> bool:
    """Say whether it is a minimum the whole team set as one, which gives nobody away."""
    unsigned = vote["respondent"].isna() & (vote["measure"] == "minimum")
    return _people(vote) == 1 and bool(unsigned.all())


def _hidden(vote: pd.DataFrame, smallest: int) -> list[str]:
    """Return the departments that are too small, and those that would give them away.

    Whoever takes what is shown from all scores has what is left: where that were too few people,
    the smallest department goes along with them.
    """
    sizes = sorted((_people(some), str(name)) for name, some in vote.groupby("department"))
    hidden = [name for n, name in sizes if n < smallest]
    left = _people(vote) - sum(n for n, _ in sizes if n >= smallest)
    for n, name in sizes[len(hidden) :]:
        if 0 < left < smallest:
            hidden.append(name)
            left += n
    return hidden


def _masked(frame: pd.DataFrame, column: str, where: pd.Series) -> pd.DataFrame:
    return frame.assign(**{column: frame[column].mask(where)})


def _dangling(cells: pd.Series, there: set[str]) -> pd.Series:
    """Say which cells hold an id that is not there."""
    lost = [not set(str(ids).split(";")) <= there for ids in cells]
    return cells.notna() & pd.Series(lost, index=cells.index, dtype="bool")


def _steps(name: str, frame: pd.DataFrame) -> pd.Series:
    """Return for each row the step in which it is written."""
    if name in _TABLES:
        return pd.Series(_TABLES[name], index=frame.index)
    if name == "notes":
        return frame["lane"].isin(_WANTED_LANES).map({True: 4, False: 3}).astype("int64")
    if name == "decisions":
        return frame["step"].map(_DECISIONS).fillna(_AFTER).astype("int64")
    team = frame["measure"].isin(_GOT).map({True: 3, False: 4})
    others = frame["group"].map({"customer": _ASKED_CUSTOMERS, "outsider": _WALKED})
    return others.fillna(team).astype("int64")


def _whole(name: str, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return a table without what refers to rows that are gone."""
    frame = tables[name]
    for column, refers in references(TABLES[name]).items():
        gone = _dangling(frame[column], set(tables[refers.table]["id"]))
        frame = frame[~gone] if refers.removed == "take" else _masked(frame, column, gone)
    if name == "marks":
        known = {table: set(rows["id"]) for table, rows in tables.items()}
        pairs = zip(frame["table"], frame["row"], strict=True)
        there_still = [table not in known or row in known[table] for table, row in pairs]
        frame = frame[pd.Series(there_still, index=frame.index, dtype="bool")]
    return frame.reset_index(drop=True)
