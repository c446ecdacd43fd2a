"""What a workshop's scores say: every measure, told this client's names, words and sizes."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pandas as pd

from touchkit import journey as journey_room
from touchkit import measure
from touchkit.measure.rows import counted_rows
from touchkit.model import Client
from touchkit.model.text import LONGEST_SHOWN, shortened

_GOT = {
    "received": "performance",
    "received_low": "performance_low",
    "received_high": "performance_high",
    "received_from": "received_from",
    "n_received": "n_received",
}


class Numbers:
    """The measures of one workshop as it is now, of all or for one persona.

    Small groups stay hidden as the client asks, and sentences speak of the client's touchpoints
    by name. Every method returns a new frame; `touchkit.measure` describes its columns.

    Parameters
    ----------
    client : Client
        For scale, word for customer and smallest groups.
    tables : mapping of str to pandas.DataFrame
        The tables scores, touchpoints, links, stages, departments, personas and notes.
    persona : str, optional
        Only answers and notes about this persona, or about nobody in particular; a sentence
        begins with whom it is about, ``For Walter: ``, where an answer behind it names them.
    """

    def __init__(
        self, client: Client, tables: dict[str, pd.DataFrame], persona: str | None = None
    ) -> None:
        self._client, self._tables, self._persona = client, tables, persona or None
        self._scores, self._notes = self._about(tables["scores"]), self._about(tables["notes"])
        self._called = self._names("touchpoints")
        self._words: dict[str, Any] = {
            "names": self._called,
            "customer_word": client.customer_word,
        }
        self._smallest = {
            "team": client.smallest_group_team,
            "outsider": 1,
            "customer": client.smallest_group_customers,
        }
        scale = client.scale_of("received")
        self._usual = self._words | {"smallest_group": self._smallest, "scale": scale}

    def gaps(self, **options: Any) -> pd.DataFrame:
        """Return the gaps between desired and received: see `touchkit.measure.gaps`."""
        found = measure.gaps(self._scores, **(self._usual | options))
        return self._for(found, "received", "desired", "minimum")

    def cautions(self) -> pd.DataFrame:
        """Return what the gaps cannot tell: see `touchkit.measure.cautions`."""
        scale = self._client.scale_of("desired")
        return measure.cautions(self._live(self.gaps()), scale=scale, **self._words)

    def inside_outside(self, **options: Any) -> pd.DataFrame:
        """Return the team's belief beside customers' word: see `touchkit.measure.inside_outside`."""
        found = self._live(measure.inside_outside(self._scores, **(self._usual | options)))
        return self._for(found, "received")

    def departments(self) -> pd.DataFrame:
        """Return the team's marks by department: see `touchkit.measure.departments`."""
        names = self._called | self._names("departments")
        found = measure.departments(
            self._scores, self._tables["touchpoints"], names=names, smallest_group=self._smallest
        )
        return self._for(self._live(found), "received", group="team")

    def talk_first(self) -> pd.DataFrame:
        """Return where to talk first: see `touchkit.measure.talk_first`."""
        words = self._words | {"names": self._called | self._names("departments")}
        found = measure.talk_first(self.inside_outside(), self.departments(), **words)
        inside = found["reason"] == "departments"
        told = (
            self._for(found[inside], "received", group="team"),
            self._for(found[~inside], "received"),
        )
        return pd.concat(told).sort_index() if self._persona else found

    def importance(self) -> pd.DataFrame:
        """Return how important each touchpoint is said to be, by one group: the team where it said so.

        Returns
        -------
        pandas.DataFrame
            As `touchkit.measure.stated_importance` gives it, with importance_from.
        """
        there = [
            (group, rows)
            for group in ("team", "customer")
            if len(rows := counted_rows(self._scores, group=group, measure="importance"))
        ]
        group, rows = there[0] if there else ("", self._scores.iloc[:0])
        settings = self._client.importance
        scale = (settings.low, settings.high) if settings.kind == "scale" else None
        found = measure.stated_importance(rows, kind=settings.kind, scale=scale, names=self._called)
        hidden = found["n"] < self._smallest.get(group, 0)
        found.loc[hidden, ["importance", "share"]] = float("nan")
        return self._live(
            found.assign(importance_from=pd.Series(group, index=found.index, dtype="str"))
        )

    def quadrants(self, *, cross: Any = "mean") -> pd.DataFrame:
        """Return importance against performance: see `touchkit.measure.importance_performance`.

        Performance is what was received, of one group: customers where they scored anything that has
        an importance, else the team.

        Returns
        -------
        pandas.DataFrame
            touchpoint, name, importance, importance_from, performance, performance_low,
            performance_high, received_from, n_received, and what `importance_performance` adds.
        """
        known = self.importance()[["touchpoint", "importance", "importance_from"]].dropna()
        got = self.gaps()[["touchpoint", *_GOT]].dropna(subset="received").rename(columns=_GOT)
        both = known.merge(got, on="touchpoint")
        sources = [name for name in ("customer", "team") if (both["received_from"] == name).any()]
        both = both[both["received_from"].isin(sources[:1])]
        named = [self._called.get(name, name) for name in both["touchpoint"]]
        both.insert(1, "name", pd.Series(named, index=both.index, dtype="str"))
        found = measure.importance_performance(both.reset_index(drop=True), cross=cross)
        return self._for(found, "received", "importance")

    def change(self, **options: Any) -> pd.DataFrame:
        """Return what changed between the last two waves: see `touchkit.measure.change`."""
        found = self._live(measure.change(self._scores, **(self._usual | options)))
        return self._for(found, "received")

    def stability(self, **options: Any) -> pd.DataFrame:
        """Return whether the first five stay first: see `touchkit.measure.stability`."""
        usual: dict[str, Any] = {"names": self._called, "smallest_group": self._smallest}
        found = measure.stability(self._live(self._scores), **(usual | options))
        return self._for(found, "received", "desired", "importance")

    def within_person(self, **options: Any) -> pd.DataFrame:
        """Return the ranking within each person: see `touchkit.measure.within_person`."""
        usual = self._words | {"smallest_group": self._smallest}
        found = self._live(measure.within_person(self._scores, **(usual | options)))
        return self._for(found, options.get("measure", "received"))

    def strikes(self, **options: Any) -> pd.DataFrame:
        """Return how many bad contacts people met: see `touchkit.measure.strikes`."""
        usual: dict[str, Any] = {
            "smallest_group": self._smallest, "customer_word": self._client.customer_word,
        }  # fmt: skip
        found = measure.strikes(self._live(self._scores), **(usual | options))
        return self._for(found, "received")

    def promises(self) -> pd.DataFrame:
        """Return every promise beside what was received: see `touchkit.measure.promises`."""
        return measure.promises(self._notes, self.gaps(), **self._words)

    def evidence(self, *, by: str = "stage") -> pd.DataFrame:
        """Return how much of the notes is checked: see `touchkit.measure.evidence`."""
        names = self._names("stages" if by == "stage" else "departments")
        return measure.evidence(self._notes, self._tables["touchpoints"], by=by, names=names)

    def remembered(self) -> pd.DataFrame:
        """Return how each persona's way is likely remembered: see `touchkit.measure.remembered`.

        Returns
        -------
        pandas.DataFrame
            persona and the columns of `touchkit.measure.remembered`, a row a persona, or one row
            for all where there is no persona.
        """
        names = self._names("personas")
        wanted: list[str | None] = [self._persona] if self._persona else [*names]
        rows = []
        for persona in wanted or [None]:
            own = Numbers(self._client, self._tables, persona).gaps()
            told = measure.remembered(
                own, self._path(persona), persona=names.get(persona or "", ""), **self._words
            )
            rows.append(
                told.assign(persona=pd.Series(persona or "", index=told.index, dtype="str"))
            )
        found = pd.concat(rows, ignore_index=True)
        return found[["persona", *(name for name in found if name != "persona")]]

    def _path(self, persona: str | None) -> list[str]:
        """Return the touchpoints one persona meets, in the order of stages and positions."""
        names = ("touchpoints", "links", "stages", "departments", "personas")
        tables = {name: self._tables[name] for name in names}
        graph: nx.DiGraph = journey_room.designed(**tables, persona=persona)
        met = journey_room.met(graph)
        return [name for name in graph if name in met]

    def _about(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows about the persona asked for, or about nobody in particular."""
        if not self._persona:
            return frame
        return frame[frame["persona"].isna() | (frame["persona"] == self._persona)]

    def _live(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of touchpoints that are not retired."""
        points = self._tables["touchpoints"]
        retired = points.loc[points["status"] == "retired", "id"]
        return frame[~frame["touchpoint"].isin(retired)].reset_index(drop=True)

    def _names(self, table: str) -> dict[str, str]:
        frame = self._tables[table]
        short = (shortened(name, LONGEST_SHOWN) for name in frame["name"])
        return dict(zip(frame["id"], short, strict=True))

    def _for(self, frame: pd.DataFrame, *measures: str, group: str = "") -> pd.DataFrame:
        """Begin each sentence with whom it is about, where an answer behind it names the persona."""
        if not self._persona:
            return frame
        scores = self._scores
        behind = scores["measure"].isin(measures) & (scores["persona"] == self._persona)
        if group:
            behind &= scores["group"] == group
        named = set(scores.loc[behind, "touchpoint"])
        whose = self._names("personas").get(self._persona, self._persona)
        said = frame["sentence"]
        about = frame["touchpoint"].isin(named) if "touchpoint" in frame else bool(named)
        return frame.assign(sentence=said.mask(said.notna() & about, f"For {whose}: " + said))
