"""Step 5 as a room works through it: the touchpoint that is open, its verdict, its ideas, decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from traitlets import Int, Unicode

from touchkit.measure.saying import count, listing
from touchkit.model.text import clean
from touchkit.steps.commitments import change_both, commit_to
from touchkit.steps.dating import Dating, todays_date
from touchkit.steps.facts import Facts, Reader
from touchkit.steps.hindrances import Remark, in_the_way, wanted
from touchkit.steps.ideas import Idea, alike, same
from touchkit.steps.making import has_act, make_act
from touchkit.steps.notes import lines
from touchkit.steps.priorities import Priority, widest
from touchkit.steps.prompts import AT_A_TIME, Prompt, prompts, stages_in_catalogue
from touchkit.steps.session import Session

VERDICTS = {
    "keep": "good as it is", "fix": "mend what is in the way", "delight": "go beyond what is wanted",
    "stop": "it costs more than it gives",
}  # fmt: skip
"""The verdicts there are, and what each means."""

PARTS = {
    "gaps": "Gaps and ideas",
    "calling": "Call out",
    "matrix": "Value and effort",
    "choosing": "Choose",
    "piloting": "Pilot",
    "business": "Business case",
    "register": "Who does what",
}
"""What can be looked at in this step, in the order of the work."""

PAGE = 12
"""How many touchpoints the list shows until somebody asks for more."""


class Enhancing(Dating):
    """What is open in step 5; every change is stored at once.

    Attributes
    ----------
    session : Session
        What is open.
    touchpoint : str
        The touchpoint somebody chose; blank: the first of the list.
    idea : str
        The idea that is open for changes; blank: none.
    order : {"gap", "below"}
        What comes first in the list.
    most : int
        How many touchpoints the list shows.
    kind, family : str
        Which prompts of the what-if bank are shown; blank: all.
    start : int
        How many prompts have been passed over.
    said : str
        What to know about the idea added last: that it looks like another one; blank: nothing.
    part : str
        Which of `PARTS` is looked at.
    """

    touchpoint, idea = Unicode(), Unicode()
    order = Unicode("gap")
    most = Int(PAGE)
    kind, family = Unicode(), Unicode()
    start = Int()
    said = Unicode()
    part = Unicode("gaps")

    def __init__(self, session: Session, *, today: Callable[[], dt.date] = todays_date) -> None:
        super().__init__(today)
        self.session = session
        self._reader = Reader(session)
        session.observe(self._begin_anew, "client")
        self.observe(self._turn, "touchpoint")

    def _begin_anew(self, _change: Any) -> None:
        self.touchpoint = self.idea = self.kind = self.family = self.said = ""
        self.order, self.most, self.start, self.part = "gap", PAGE, 0, "gaps"

    def _turn(self, _change: Any) -> None:
        self.idea, self.said, self.start, self.due_trouble = "", "", 0, ("", "")

    # what is there

    def facts(self) -> Facts:
        """Return what the step shows; read again only when something has changed.

        Raises
        ------
        InputError
            While no client is open.
        """
        return self._reader.read(self.order)

    @property
    def current(self) -> str:
        """The touchpoint that is open; blank where the list is empty."""
        found = self.facts().found
        known = [one.touchpoint for one in found]
        return self.touchpoint if self.touchpoint in known else (known[0] if known else "")

    def in_list(self) -> list[Priority]:
        """Return the touchpoints the list shows: a late room sees the three widest gaps."""
        found = self.facts().found
        return (widest(found) if self.session.late else []) or list(found[: self.most])

    def standing(self, touchpoint: str) -> str:
        """Say which verdict a touchpoint has and how many ideas; blank where there is neither."""
        facts = self.facts()
        verdict = facts.points[touchpoint].get("verdict")
        ideas = [idea for idea in facts.at(touchpoint) if idea.status != "dropped"]
        parts = [f"✓ {verdict}"] if verdict else []
        if ideas:
            parts.append(count(len(ideas), "idea"))
        elif self.session.late:
            parts.append("no idea yet")
        return " · ".join(parts)

    def in_the_way(self) -> list[Remark]:
        """Return what is in the way at the open touchpoint, the worst first."""
        facts, current = self.facts(), self.current
        stage = facts.points[current].get("stage", "") if current else ""
        return in_the_way(
            facts.tables["notes"], current, stage=stage, persona=self.session.persona,
            customer_word=facts.client.customer_word,
        )  # fmt: skip

    def wanted(self) -> list[Remark]:
        """Return what the customer should think, feel and do at the open touchpoint."""
        return wanted(self.facts().tables["notes"], self.current, persona=self.session.persona)

    # choosing what is open

    def look_at(self, part: str) -> None:
        """Look at another part of the step."""
        self.part = part

    def turn_to(self, touchpoint: str) -> None:
        """Open a touchpoint."""
        self.touchpoint = touchpoint

    def turn_on(self) -> None:
        """Open the next touchpoint of the list; after the last one the first."""
        found = self.in_list() if self.session.late else self.facts().found
        known, current = [one.touchpoint for one in found], self.current
        if known:
            place = known.index(current) + 1 if current in known else 0
            self.touchpoint = known[place % len(known)]

    def show_more(self) -> None:
        """Let the list show more touchpoints."""
        self.most += PAGE

    def open_idea(self, idea: str) -> None:
        """Open an idea for changes, or close the one that is open."""
        self.idea = "" if idea == self.idea else idea

    # deciding

    def judge(self, verdict: str) -> bool:
        """Store the verdict about the open touchpoint; the same one again takes it away."""
        current = self.current
        if not current:
            return False
        now = self.facts().points[current].get("verdict")
        name = self._short(self.facts().names[current])
        what = f"verdict on {name}: {verdict if verdict != now else 'none'}"
        return self.session.save(
            what,
            lambda edits: edits.change(
                "touchpoints", current, verdict=None if verdict == now else verdict
            ),
        )

    def add_ideas(
        self, text: str, kind: str = "fix", *, touchpoint: str = "", **fields: Any
    ) -> int:
        """Store an idea for the open touchpoint, or several: one a line.

        One that is there already is not stored twice; one that looks like another is stored, and
        that is said.

        Parameters
        ----------
        text : str
            What was typed.
        kind : str
            fix, surprise or delight.
        touchpoint : str
            For which it was typed; blank: the one that is open.
        **fields
            What else is known of it.

        Returns
        -------
        int
            How many were stored.
        """
        facts, opened = self.facts(), self.current
        current = touchpoint if touchpoint in facts.names else opened
        here = facts.at(current)
        fresh = [
            line
            for line in dict.fromkeys(lines(text))
            if not any(same(line, i.title) for i in here)
        ]
        there = [idea for idea in here if any(same(line, idea.title) for line in lines(text))]
        self.said = self._looks(fresh, there, facts)
        if not current or not fresh:
            self.idea = there[0].id if there and current == opened else self.idea
            return 0
        said = self.said
        added = self.add_called([(current, line) for line in fresh], kind, **fields)
        if not added:
            return 0
        self.idea = added[0] if len(added) == 1 and current == opened else self.idea
        self.said = said
        return len(added)

    def add_called(
        self, called: Sequence[tuple[str, str]], kind: str, **fields: Any
    ) -> tuple[str, ...]:
        """Store ideas, each with its touchpoint and title, as one action; return their ids.

        None, where they could not be stored: the session's error says why.
        """
        added: list[str] = []

        def edit(edits: Any) -> None:
            for where, title in called:
                more = {"touchpoint": where, "kind": kind} | fields
                added.append(edits.add("ideas", title=title, **more))

        places = {where for where, _ in called}
        where = f" for {self._short(self.facts().names[called[0][0]])}" if len(places) == 1 else ""
        stored = self.session.save(f"add {count(len(called), 'idea')}{where}", edit)
        return tuple(added) if stored else ()

    def _looks(self, fresh: Sequence[str], there: Sequence[Idea], facts: Facts) -> str:
        said = [f"“{self._short(idea.title)}” is there already." for idea in there]
        for line in fresh:
            found = alike(line, facts.ideas)[:3]
            if found:
                others = listing([self._named(idea, facts) for idea in found])
                said.append(f"“{self._short(line)}” looks like {others}. Keep both, or remove one.")
        return " ".join(said)

    def _named(self, idea: Idea, facts: Facts) -> str:
        where = listing([self._short(facts.names.get(one, one), 40) for one in idea.touchpoints])
        return f"“{self._short(idea.title)}” at {where}"

    @staticmethod
    def _short(words: str, most: int = 60) -> str:
        words = " ".join(words.split())
        return words if len(words) <= most else f"{words[:most].rstrip()}…"

    def change_idea(self, idea: str, **fields: Any) -> bool:
        """Store some fields of an idea; blank clears one, but no title is refused.

        Owner and date of the decision it became are changed with it.
        """
        if "title" in fields and not clean(fields["title"]):
            self.session.error = "An idea needs a title. To take it away, press its Remove."
            return False
        stored = {name: None if value == "" else value for name, value in fields.items()}
        taken = self.session.tables("decisions")
        title = next((self._short(one.title) for one in self.facts().ideas if one.id == idea), "")
        what = f"change an idea: {title}" if title else "change an idea"
        return self.session.save(
            what, lambda edits: change_both(edits, taken, "ideas", idea, stored)
        )

    def set_due(self, idea: str, text: str) -> bool:
        """Store by when, as somebody typed it; blank: no date."""
        return self.store_due(idea, text, lambda due: self.change_idea(idea, due=due))

    def remove_idea(self, idea: str) -> bool:
        """Take an idea away; undo brings it back."""
        return self.session.save("remove an idea", lambda edits: edits.remove("ideas", idea))

    def decide(self, idea: str) -> bool:
        """Record an idea as a decision with its owner and date, and mark it as chosen."""
        facts = self.facts()
        one = next((known for known in facts.ideas if known.id == idea), None)
        if one is None:
            return False

        what = f"decide: {self._short(one.title)}"
        return self.session.save(what, lambda edits: commit_to(edits, one))

    def make_act(self, idea: str) -> bool:
        """Put an idea on the calendar as something done every time; undo takes it off."""
        return make_act(self.session, idea, today=self._today())

    def on_calendar(self, idea: Idea) -> bool:
        """Say whether an idea has become an act."""
        return has_act(self.facts().tables["acts"], idea.id)

    def decided(self, idea: Idea) -> bool:
        """Say whether an idea has become a decision and is still to be done."""
        return idea.status in {"chosen", "testing"} and idea.id in self.facts().recorded

    # what if

    def prompts(self) -> list[Prompt]:
        """Return the prompts for the open touchpoint, the ones that fit best first."""
        facts, current = self.facts(), self.current
        point = facts.points.get(current, {})
        return prompts(
            stages=stages_in_catalogue(point.get("stage", ""), facts.stages),
            channel=point.get("channel", ""), kind=self.kind, family=self.family,
            used=[idea.title for idea in facts.ideas],
        )  # fmt: skip

    def three_others(self) -> None:
        """Pass over the three prompts that are shown."""
        self.start += AT_A_TIME

    def use(self, prompt: Prompt) -> bool:
        """Make a prompt an idea for the open touchpoint."""
        return bool(self.add_ideas(prompt.text, prompt.kind, cost=prompt.cost))

    # in words

    def late_words(self) -> str:
        """Say what a late room still has to do here; blank when nothing is."""
        facts = self.facts()
        first = widest(facts.found)
        if not first:
            return "No gap can be stated yet: choose three touchpoints by hand, one idea for each."
        without = [one for one in first if not any(idea.open for idea in facts.at(one.touchpoint))]
        if not without:
            return "Each of the widest gaps has an idea. Give every one an owner and a date."
        names = listing([self._short(one.name) for one in without])
        return f"One idea for each of the widest gaps. Still without one to work on: {names}."
