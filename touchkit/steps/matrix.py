"""Value against effort: where each idea stands on the matrix, and what becomes of a card that is moved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from traitlets import Enum, HasTraits

from touchkit.errors import InputError, TouchkitError
from touchkit.model import Client
from touchkit.model.text import shortened
from touchkit.plan import alone, sized
from touchkit.steps.asked import Asked, RefusedError
from touchkit.steps.bands import BANDS, EFFORTS, WORDS, band, meanings, said
from touchkit.steps.board import Message, Reply
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts
from touchkit.steps.ideas import Idea, ideas_of
from touchkit.steps.matrix_cards import FUNDED, TRAY, card, cell_of

CORNERS = {"LS": "do soon", "LL": "plan well", "SS": "fill a gap", "SL": "think twice"}
"""What stands in the corners: lift and effort, as in `touchkit.figures.value_effort`."""
UNGUESSED = "Not guessed yet"
HOW = (
    "Drag a card to where you see it. By keyboard: arrows move it, 0 puts it back, Enter opens it."
)

_SHORT = 60


class MatrixState(HasTraits):
    """What the matrix shows; every move is stored at once.

    Parameters
    ----------
    step : Enhancing
        The step the matrix is a part of.

    Attributes
    ----------
    effort : {"cost", "effort_days"}
        Whether effort is money or working days.
    """

    effort = Enum(list(EFFORTS), default_value="cost")

    def __init__(self, step: Enhancing) -> None:
        super().__init__()
        self.step, self.session = step, step.session
        self._closes: tuple[Facts, pd.DataFrame] | None = None
        self._shown_at = 0
        self.session.observe(self._begin_anew, "client")

    def _begin_anew(self, _change: Any) -> None:
        self.effort = "cost"

    # what is shown

    def ideas(self, facts: Facts) -> list[Idea]:
        """Return the ideas there is still something to do about."""
        return [idea for idea in facts.ideas if idea.open]

    def shown(self, facts: Facts) -> Message:
        """Return the whole matrix for the page, as JSON: axes and cards, what closes most in front."""
        client, found = facts.client, self.closes(facts)
        closes = dict(
            zip(found["idea"], zip(found["share"], found["ask"], strict=True), strict=True)
        )
        most = dict(zip(found["idea"], found["share"].fillna(-1.0), strict=True))
        cards = sorted(self.ideas(facts), key=lambda idea: -most[idea.id])
        self._shown_at = self.session.revision
        return {
            "kind": "shown", "client": self.session.client, "tray": UNGUESSED, "how": HOW, "corners": CORNERS,
            "lift": meanings(client, "lift"), "effort": meanings(client, self.effort),
            "words": {"lift": WORDS["lift"], "effort": WORDS[self.effort], "axis": f"↑ Lift\n{EFFORTS[self.effort]} →"},
            "cards": [
                card(facts, idea, effort=self.effort, closes=closes[idea.id]) for idea in cards
            ],
        }  # fmt: skip

    def closes(self, facts: Facts) -> pd.DataFrame:
        """Return what each open idea would close by itself, as `touchkit.plan.alone` gives it."""
        if self._closes is None or self._closes[0] is not facts:
            rows = facts.tables["ideas"]
            ids = {idea.id for idea in self.ideas(facts)}
            plain = sized(rows[rows["id"].isin(ids)].reset_index(drop=True), facts.client.sizes)
            least = facts.client.plan.below_minimum
            found = alone(plain, facts.gaps, below_minimum=least, names=facts.names)
            self._closes = (facts, found)
        return self._closes[1]

    def drawn(self, facts: Facts) -> pd.DataFrame:
        """Return the open ideas as `touchkit.figures.value_effort` takes them, effort as it is shown.

        Where effort is money there is no column cost besides.
        """
        found, ids = self.closes(facts), [idea.id for idea in self.ideas(facts)]
        rows = sized(facts.tables["ideas"], facts.client.sizes).set_index("id").loc[ids]
        frame = pd.DataFrame(
            {
                "idea": ids, "title": [shortened(title, 120) for title in rows["title"]],
                "value": found.set_index("idea")["share"].loc[ids].to_numpy(),
                "effort": rows[self.effort].to_numpy(), "cost": rows["cost"].to_numpy(),
                "decision": ["in" if status in FUNDED else "out" for status in rows["status"]],
            }
        )  # fmt: skip
        return frame.drop(columns="cost") if self.effort == "cost" else frame

    # what the page asks for

    def act(self, name: Any, args: Any) -> Reply:
        """Do what the page asks for, or say why not.

        Parameters
        ----------
        name : str
            guess, back or open.
        args : dict
            id; for guess lift and effort, and where the page showed the card (was).
        """
        try:
            asked = Asked(args)
            idea = asked.text("id")
            if name == "open":
                return self.open(idea)
            if name == "back":
                return self.put_back(idea)
            if name != "guess":
                raise RefusedError("That is nothing the matrix can do; nothing was stored.")
            lift, effort = asked.word("lift", BANDS), asked.word("effort", BANDS)
            return self.guess(idea, lift, effort, was=asked.text("was") or None)
        except InputError as error:
            return Reply(ok=False, said=str(error))
        except TouchkitError as error:
            self.session.report(error)
            return Reply(ok=False, said=str(error))

    def guess(self, idea: str, lift: str, effort: str, *, was: str | None = None) -> Reply:
        """Put a card into a cell; a number of its own that lies there already stays.

        Parameters
        ----------
        idea : str
            Its id.
        lift, effort : {"S", "M", "L"}
            The cell.
        was : str, optional
            The cell the page showed it in. Whoever moved it meanwhile is named.

        Raises
        ------
        TouchkitError
            When it cannot be stored.
        """
        row = self._row(idea)
        client = self._client()
        now = cell_of(client, self.effort, row)
        kept = {"lift": row.lift, self.effort: getattr(row, self.effort)}
        fields: dict[str, Any] = {}
        if band(client, "lift", row.lift) != lift:
            # A range belongs to the guess it was given with.
            fields = {"lift": lift, "lift_low": None, "lift_high": None}
        if band(client, self.effort, kept[self.effort]) != effort:
            fields[self.effort] = effort
        told = self._told(client, kept | fields)
        name = shortened(row.title, _SHORT)
        if not fields:
            return Reply(ok=True, said=f"{name} stays as it is: {told}.")
        meanwhile = self._meanwhile(client, row) if was is not None and was != now else ""
        self._change(f"guess: {name}, {told}", idea, fields)
        return Reply(ok=True, said=f"{name}: {told}.{meanwhile}")

    def put_back(self, idea: str) -> Reply:
        """Put a card back into the tray: neither its lift nor its effort is guessed then."""
        row = self._row(idea)
        name, word = shortened(row.title, _SHORT), WORDS[self.effort]
        if not row.lift and not getattr(row, self.effort):
            return Reply(ok=True, said=f"{name} is not guessed yet.")
        fields = {"lift": None, "lift_low": None, "lift_high": None, self.effort: None}
        self._change(f"guess: {name}, lift and {word} open again", idea, fields)
        return Reply(ok=True, said=f"{name}: not guessed yet.")

    def open(self, idea: str) -> Reply:
        """Open an idea for changes where the gaps and ideas are."""
        row, facts = self._row(idea), self.step.facts()
        there = {one.touchpoint for one in facts.found}
        where = next((one for one in row.touchpoints if one in there), "")
        if not where:
            names = ", ".join(facts.names.get(one, one) for one in row.touchpoints)
            return Reply(ok=False, said=f"{names} is not on the journey that is shown.")
        self.step.turn_to(where)
        if self.step.idea != idea:
            self.step.open_idea(idea)
        self.step.look_at("gaps")
        return Reply(ok=True, said="")

    def _change(self, what: str, idea: str, fields: Mapping[str, Any]) -> None:
        def act(workshop: Any) -> None:
            with workshop.one_step(what) as edits:
                edits.change("ideas", idea, **fields)

        self.session.attempt(act)

    def _row(self, idea: str) -> Idea:
        """Return an idea as it is stored now."""
        found = next(
            (one for one in ideas_of(self.session.tables("ideas")) if one.id == idea), None
        )
        if found is None:
            who = self._who(idea)
            raise RefusedError(f"{who} has removed this idea meanwhile; nothing was stored.")
        if not found.open:
            name = shortened(found.title, _SHORT)
            raise RefusedError(f"{name} is {found.status} by now; nothing was stored.")
        return found

    def _client(self) -> Client:
        workshop = self.session.workshop
        if workshop is None:
            raise RefusedError("Choose a client first; nothing was stored.")
        return workshop.client

    def _told(self, client: Client, guesses: Mapping[str, Any]) -> str:
        columns = ("lift", self.effort)
        return ", ".join(f"{WORDS[name]} {said(client, name, guesses[name])}" for name in columns)

    def _meanwhile(self, client: Client, row: Idea) -> str:
        now = {"lift": row.lift, self.effort: getattr(row, self.effort)}
        where = (
            f"at {self._told(client, now)}" if cell_of(client, self.effort, row) != TRAY else "back"
        )
        return f" {self._who(row.id)} had put it {where}; now it is where you put it."

    def _who(self, idea: str) -> str:
        """Return who touched an idea last since the matrix was shown."""
        workshop = self.session.workshop
        done = workshop.store.others_since(self._shown_at) if workshop is not None else []
        names = [one.who for one in done if ("ideas", idea) in one.rows and one.who]
        return names[-1] if names else "Somebody"
