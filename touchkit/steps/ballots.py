"""The ballots of a session: the team's votes as they are stored, read once for each change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from touchkit.steps.hands import Person
from touchkit.steps.session import Session
from touchkit.steps.votes import Vote, records_of, vote_of, votes_of, wave_of


class Ballots:
    """Remembers what it read until the session moves on: one page asks for a vote many times.

    Parameters
    ----------
    session : Session
        What is open.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._known: tuple[str, int, str] = ("", -1, "")
        self._one: dict[tuple[str, str], Vote] = {}
        self._all: dict[str, Mapping[str, Vote]] = {}
        self._people: list[Person] | None = None
        self._scores: pd.DataFrame | None = None
        self._wave = 1

    def of(self, point: str, measure: str) -> Vote:
        """Return the stored vote on one touchpoint."""
        scores, asked = self._read(), (point, measure)
        if measure in self._all and point in self._all[measure]:
            return self._all[measure][point]
        if asked not in self._one:
            own = scores[
                (scores["touchpoint"] == point)
                & (scores["group"] == "team")
                & (scores["measure"] == measure)
            ]
            self._one[asked] = self._vote(records_of(own), point, measure, self._wave)
        return self._one[asked]

    def among(self, records: Iterable[Mapping[str, Any]], point: str, measure: str) -> Vote:
        """Return the vote on a touchpoint among rows read within a transaction."""
        return self._vote(records, point, measure, wave_of(self.session.tables("scores")))

    def _vote(
        self, records: Iterable[Mapping[str, Any]], point: str, measure: str, wave: int
    ) -> Vote:
        return vote_of(
            records, touchpoint=point, measure=measure, persona=self.session.persona, wave=wave
        )

    def every(self, points: Iterable[str], measure: str) -> Mapping[str, Vote]:
        """Return the stored vote on every touchpoint, by id."""
        scores, wanted = self._read(), list(points)
        known = self._all.get(measure)
        if known is None or list(known) != wanted:
            known = self._all[measure] = votes_of(
                scores, wanted, measure=measure, persona=self.session.persona, wave=self._wave
            )
        return known

    def voted(self, measure: str) -> set[str]:
        """Return the touchpoints with a vote that counts for the persona shown; no row is looked at alone."""
        scores = self._read()
        whose = scores["persona"].isna() | (scores["persona"] == self.session.persona)
        asked = (scores["group"] == "team") & (scores["measure"] == measure)
        return set(scores.loc[asked & whose & (scores["wave"] == self._wave), "touchpoint"])

    def people(self) -> list[Person]:
        """Return those who may vote: everybody but a facilitator who has kept out of it so far."""
        scores = self._read()
        if self._people is None:
            found = self.session.tables("participants")
            self._people = [
                Person(
                    name=str(row["id"]), alias=str(row["alias"]),
                    department="" if pd.isna(row["department"]) else str(row["department"]),
                )
                for row in found[may_vote(found, scores)].to_dict("records")
            ]  # fmt: skip
        return self._people

    def _read(self) -> pd.DataFrame:
        """Return the scores as they are now; what was worked out from earlier ones is forgotten."""
        session = self.session
        now = (session.client, session.revision, session.persona)
        if self._scores is None or now != self._known:
            self._known, self._people = now, None
            self._one, self._all = {}, {}
            self._scores = session.tables("scores")
            self._wave = wave_of(self._scores)
        return self._scores


def may_vote(participants: pd.DataFrame, scores: pd.DataFrame) -> pd.Series:
    """Say who may vote: everybody but a facilitator who has kept out of it so far.

    Parameters
    ----------
    participants, scores : pandas.DataFrame
        The two tables; left as they are.
    """
    voted = scores.loc[scores["group"] == "team", "respondent"].dropna().unique()
    return (participants["role"] != "facilitator") | participants["id"].isin(voted)
