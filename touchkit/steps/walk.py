"""The walk as a stranger: the journey stop by stop, what happened there, and what it was worth."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import networkx as nx
from traitlets import HasTraits, Unicode

from touchkit.journey import met
from touchkit.model.text import clean
from touchkit.steps.notes import NotesState, Sticky
from touchkit.steps.session import Session

NOTHING_THERE = "A stranger found nothing there."
NOT_REACHED = "A stranger could not reach it."
_SOURCE = "walked as a stranger"
_MANY_POINTS = 11


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A touchpoint on the walk; what is not known is blank."""

    id: str
    name: str
    stage: str = ""
    channel: str = ""
    description: str = ""


def stops_of(graph: nx.DiGraph) -> list[str]:
    """Return the touchpoints a stranger can visit today, by stage and then by position.

    Parameters
    ----------
    graph : networkx.DiGraph
        A journey as `touchkit.journey.designed` draws it; left as it is.

    Returns
    -------
    list of str
        Ids. What is only planned cannot be visited; what no arrow leads to is not come by.
    """
    there = met(graph)
    nodes = [
        (data.get("stage_order", math.inf), data.get("position", math.inf), place, node)
        for place, (node, data) in enumerate(graph.nodes(data=True))
        if node in there and data.get("status") != "planned"
    ]
    return [node for *_, node in sorted(nodes)]


class WalkState(HasTraits):
    """Where the stranger is, what they noted and how they scored it; all stored at once.

    Attributes
    ----------
    at : str
        The touchpoint that is shown; blank before the first one.
    alias : str
        What the stranger is called: scores are kept under this name, apart from the team's.
    lane : str
        Which kind of statement the next note is.
    """

    at = Unicode()
    alias = Unicode("Stranger 1")
    lane = Unicode("action")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.notes = NotesState(session, ())
        self._known: tuple[Any, list[Stop]] = (None, [])

    # the way

    def stops(self) -> list[Stop]:
        """Return the stops of the persona whose journey is shown, in order."""
        workshop = self.session.workshop
        if workshop is None:
            return []
        persona = self.session.persona
        key = (workshop.name, persona, self.session.revision)
        if self._known[0] != key:
            graph = workshop.journey(persona or None)
            stages, channels = (self._names(table) for table in ("stages", "channels"))
            found = [
                Stop(
                    id=node,
                    name=data.get("name", node),
                    stage=stages.get(data.get("stage", ""), ""),
                    channel=channels.get(data.get("channel", ""), ""),
                    description=data.get("description", ""),
                )
                for node, data in ((node, graph.nodes[node]) for node in stops_of(graph))
            ]
            self._known = (key, found)
        return self._known[1]

    def _names(self, table: str) -> dict[str, str]:
        rows = self.session.tables(table)
        return dict(zip(rows["id"], rows["name"], strict=True))

    def stop(self) -> Stop | None:
        """Return the stop that is shown: the first one where none was chosen; None without any."""
        stops = self.stops()
        here = next((stop for stop in stops if stop.id == self.at), None)
        return here or (stops[0] if stops else None)

    def place(self) -> int:
        """Return the number of the stop that is shown, 1 for the first; 0 without any."""
        here = self.stop()
        return self.stops().index(here) + 1 if here else 0

    def go(self, steps: int) -> None:
        """Walk on, or back where the number is negative; never past the ends."""
        stops = self.stops()
        if stops:
            wanted = self.place() - 1 + steps
            self.at = stops[min(max(wanted, 0), len(stops) - 1)].id

    def jump(self, stop: str) -> None:
        """Go to one stop."""
        if stop in [one.id for one in self.stops()]:
            self.at = stop

    def strangers(self) -> list[str]:
        """Return the aliases of those who walked before."""
        scores = self.session.tables("scores")
        outside = scores.loc[scores["group"] == "outsider", "respondent"]
        return list(dict.fromkeys([*outside.dropna(), *self._walked()["author"].dropna()]))

    def walk_as(self, alias: str) -> None:
        """Let another stranger walk."""
        if not clean(alias):
            self.session.error = (
                "The stranger needs a name to keep the scores under; it need not be the real one."
            )
            return
        self.alias = clean(alias)

    # what happened there

    def lanes(self) -> list[tuple[str, str]]:
        """Return the kinds of statement there are: name and id."""
        rows = self.session.tables("lanes")
        return list(zip(rows["name"], rows["id"], strict=True))

    def look(self) -> NotesState:
        """Return the notes on this stop, of every lane."""
        here = self.stop()
        self.notes.wanted = tuple(lane for _, lane in self.lanes())
        self.notes.touchpoint = here.id if here else ""
        return self.notes

    def noted(self) -> list[Sticky]:
        """Return what this stranger noted here, in the order it was written."""
        lanes = self.look().notes()
        own = [note for lane in lanes.values() for note in lane if note.author == self.alias]
        order = {row: place for place, row in enumerate(self.session.tables("notes")["id"])}
        return sorted(own, key=lambda note: order[note.id])

    def note(self, text: str, *, at: str = "", persona: str | None = None) -> bool:
        """Store what happened, observed by the stranger; several lines are several notes.

        Parameters
        ----------
        text : str
            What was typed.
        at : str
            The stop it was typed at; blank: the one that is shown.
        persona : str or None
            For whom it was typed; None: whose journey is shown.
        """
        known = [lane for _, lane in self.lanes()]
        lane = self.lane if self.lane in known else next(iter(known), "")
        notes = self.look()
        notes.touchpoint = at or notes.touchpoint
        stored = notes.add(
            lane, text, evidence="observed", author=self.alias, source=_SOURCE, persona=persona
        )
        return bool(stored)

    def missed(self, words: str) -> bool:
        """Store that the stranger found nothing there, or could not reach it; once is enough."""
        if words in [note.text for note in self.noted()]:
            return False
        known = [lane for _, lane in self.lanes()]
        lane = "obstacle" if "obstacle" in known else next(iter(known), "")
        stored = self.look().add(
            lane, words, evidence="observed", author=self.alias, source=_SOURCE
        )
        return bool(stored)

    # what it was worth

    def points(self) -> list[tuple[str, int]]:
        """Return the points of the client's scale, lowest first: what is shown, and the score.

        None where the scale has too many for a button each: then a number is typed.
        """
        assert self.session.workshop is not None  # noqa: S101 # asked only while a client is open
        scale = self.session.workshop.client.scale
        if scale.points > _MANY_POINTS:
            return []
        words = scale.labels or [""] * scale.points
        return [(f"{scale.low + n}  {word}".strip(), scale.low + n) for n, word in enumerate(words)]

    def bounds(self) -> tuple[int, int]:
        """Return the lowest and the highest score of the client's scale."""
        assert self.session.workshop is not None  # noqa: S101 # as above
        scale = self.session.workshop.client.scale
        return scale.low, scale.high

    def _own(self) -> Any:
        """Return this stranger's scores on this journey."""
        scores, persona = self.session.tables("scores"), self.session.persona
        whose = scores["persona"] == persona if persona else scores["persona"].isna()
        own = (scores["group"] == "outsider") & (scores["respondent"] == self.alias)
        return scores[own & (scores["measure"] == "received") & whose]

    def scored(self) -> float | None:
        """Return what this stranger scored here last; None: not yet."""
        here, own = self.stop(), self._own()
        scores = own[own["touchpoint"] == here.id] if here else own.iloc[:0]
        return (
            float(scores.sort_values(["wave", "round"])["score"].iloc[-1]) if len(scores) else None
        )

    def score(self, score: float | None) -> bool:
        """Store what was received here, as an outsider's score; None takes it back."""
        here = self.stop()
        if here is None:
            return False
        if score is None:
            return self._take_back(here)
        answer = {
            "respondent": self.alias, "group": "outsider", "touchpoint": here.id, "measure": "received",
            "persona": self.session.persona or None, "score": score, "wave": self._wave(), "evidence": "observed",
        }  # fmt: skip
        return self.session.save(
            f"score {here.name} as a stranger", lambda edits: edits.answer([answer])
        )

    def type_score(self, text: str) -> bool:
        """Store a score that was typed; nothing typed takes it back."""
        low, high = self.bounds()
        try:
            score = float(clean(text).replace(",", ".")) if clean(text) else None
        except ValueError:
            score = math.nan
        if score is not None and not low <= score <= high:
            self.session.error = (
                f"{clean(text)!r} is no score: the scale goes from {low} to {high}."
            )
            return False
        return self.score(score)

    def _wave(self) -> int:
        """Return the wave outsiders are in: an older one would go unheard."""
        scores = self.session.tables("scores")
        waves = scores.loc[scores["group"] == "outsider", "wave"]
        return int(waves.max()) if len(waves) else 1

    def _take_back(self, here: Stop) -> bool:
        own = self._own()
        rows = list(own.loc[own["touchpoint"] == here.id, "id"])

        def edit(edits: Any) -> None:
            for row in rows:
                edits.remove("scores", row)

        return bool(rows) and self.session.save("take a stranger's score back", edit)

    # how far it is

    def _walked(self) -> Any:
        notes = self.session.tables("notes")
        return notes[notes["source"] == _SOURCE]

    def visited(self) -> int:
        """Return at how many stops this stranger noted or scored something."""
        walked = self._walked()
        touched = {*walked.loc[walked["author"] == self.alias, "touchpoint"].dropna()}
        touched |= {*self._own()["touchpoint"]}
        return len(touched & {stop.id for stop in self.stops()})

    def standing(self) -> str:
        """Say how far the walk is."""
        stops = len(self.stops())
        visited = self.visited()
        done = (
            "the walk is complete" if visited == stops else f"{visited} of {stops} visited so far"
        )
        return f"Stop {self.place()} of {stops}; {done}." if stops else ""

    def advice(self) -> str:
        """Say what stands off the way; blank when nothing does."""
        if not self.stops():
            return "No touchpoint can be visited yet. List them in step 2, then come back and walk."
        points = self.session.tables("touchpoints")
        loose = int((points["stage"].isna() & (points["status"] == "exists")).sum())
        are = "1 touchpoint" if loose == 1 else f"{loose} touchpoints"
        return f"Not on the way: {are} without a stage (step 2)." if loose else ""
