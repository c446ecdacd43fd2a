"""The round “save first”: what would be done for a customer about to leave, done for the next new one."""

from __future__ import annotations

from traitlets import Bool, HasTraits, Int

from touchkit.model.saying import count, listing
from touchkit.steps.calling import Calling
from touchkit.steps.prompts import AT_A_TIME, Prompt, prompts, some_of, stages_in_catalogue

_FAMILY = "save-first"


class SaveFirst(HasTraits):
    """A guided round through the prompts of one family, three at a time.

    Parameters
    ----------
    calling : Calling
        Where ideas are called out: for which touchpoint, of which kind.

    Attributes
    ----------
    open : bool
        Whether the round is looked at.
    start, taken : int
        How many prompts were passed over, and how many ideas came of the round.
    """

    open = Bool()
    start, taken = Int(), Int()

    def __init__(self, calling: Calling) -> None:
        super().__init__()
        self.calling = calling
        calling.session.observe(lambda _: self.look(wanted=False), "client")

    def look(self, wanted: bool) -> None:  # noqa: FBT001 # what a toggle hands over
        """Begin the round, or end it."""
        with self.hold_trait_notifications():
            self.open, self.start, self.taken = wanted, 0, 0

    def question(self) -> str:
        """Return what the round asks, in the client's word."""
        word = self.calling.facts.client.customer_word
        return f"What would you do for the {word} who is about to leave?"

    def left(self) -> list[Prompt]:
        """Return the prompts that are left, what fits the chosen touchpoint best first."""
        facts = self.calling.facts
        point = facts.points.get(self.calling.target, {})
        return prompts(
            stages=stages_in_catalogue(point.get("stage", ""), facts.stages),
            channel=point.get("channel", ""), family=_FAMILY, used=[i.title for i in facts.ideas],
        )  # fmt: skip

    def three(self) -> tuple[list[Prompt], str]:
        """Return the prompts that are shown, and how far the round is."""
        found = self.left()
        shown = some_of(found, self.start)
        came = f"{count(self.taken, 'idea')} from this round so far." if self.taken else ""
        if not found:
            return [], f"No prompt is left. {came}".strip()
        first = self.start % len(found)
        places = [str((first + n) % len(found) + 1) for n in range(len(shown))]
        word = "Prompt" if len(places) == 1 else "Prompts"
        return shown, f"{word} {listing(places)} of {len(found)}. {came}".strip()

    def next_three(self) -> None:
        """Go on to the next three prompts; after the last come the first again."""
        self.start += AT_A_TIME

    def answer(self, text: str) -> int | None:
        """Store what the room answered."""
        added = self.calling.add(text)
        self.taken += added or 0
        return added

    def use(self, prompt: Prompt) -> bool:
        """Make a prompt an idea for the chosen touchpoint."""
        added = self.calling.take(prompt)
        self.taken += added
        return added
