"""Prompts from the catalogue: contacts other businesses have, asked as a question, for empty stages first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from traitlets import HasTraits, List, Unicode

from touchkit.catalogue import stage_mapping, stage_sets, starter_touchpoints
from touchkit.model import to_rows
from touchkit.steps.listing import Board, TouchpointsState
from touchkit.steps.pasting import Known, folded, id_of

_HOURGLASS = "hourglass"
ANY = "any"


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """A touchpoint of the catalogue that may be missing.

    Attributes
    ----------
    id, name, question, description : str
        As in the catalogue.
    department, channel : str
        The client's own that fit; blank: none does.
    contact : str
        direct or indirect.
    """

    id: str
    name: str
    question: str
    description: str
    department: str
    channel: str
    contact: str


def own_stage(stages: Known) -> dict[str, str]:
    """Return which of the client's stages each stage of the catalogue stands for.

    The client's stages are recognised by id or name, as those of the stage set they come from.

    Examples
    --------
    >>> own_stage({"vorher": "Before the sale", "after": "After"})["refer"]
    'after'
    >>> own_stage({"one": "One"})
    {}
    """
    best: dict[str, str] = {}
    sets = stage_sets()
    for name, rows in sets.groupby("stage_set", sort=False):
        found = {
            row["id"]: id_of(row["id"], stages) or id_of(row["name"], stages)
            for row in to_rows(rows.reset_index(drop=True))
        }
        mapping = stage_mapping(_HOURGLASS, str(name))
        fits = {stage: found[own] for stage, own in mapping.items() if found[own]}
        best = fits if len(fits) > len(best) else best
    return best


def prompts(
    *,
    stage: str,
    sector: str,
    stages: Known,
    departments: Known,
    channels: Known,
    there: Iterable[Mapping[str, object]],
) -> list[Prompt]:
    """Return what the catalogue has for one of the client's stages and is not on the map.

    Parameters
    ----------
    stage : str
        The id of the client's stage; one the catalogue does not know gets prompts of all stages.
    sector : str
        A sector of the catalogue; ``any``: only what occurs in every business.
    stages, departments, channels : mapping of str to str
        The client's own, names by id.
    there : iterable of mapping
        The touchpoints on the map, retired ones too: they are not offered again.
    """
    taken = {str(row["id"]) for row in there} | {folded(str(row["name"])) for row in there}
    stands_for = own_stage(stages)
    shown = [hour for hour, own in stands_for.items() if own == stage]
    rows = to_rows(starter_touchpoints(sector=sector))
    return [
        Prompt(
            id=row["id"], name=row["name"], question=row["question"], description=row["description"],
            contact=row["contact"], department=id_of(row["department"], departments),
            channel=id_of(row["channel"], channels),
        )
        for row in rows
        if (row["stage"] in shown or not shown) and taken.isdisjoint({row["id"], folded(row["name"])})
    ]  # fmt: skip


def sectors() -> list[str]:
    """Return the sectors of the catalogue, what occurs in any business first."""
    found = sorted(set(starter_touchpoints()["sector"]))
    return [ANY, *(name for name in found if name != ANY)]


class CatalogueState(HasTraits):
    """The drawer of prompts.

    Attributes
    ----------
    stage : str
        The client's stage prompts are shown for; blank until one is.
    sector : str
        Which kind of business.
    offered : list of Prompt
        What is shown; it stays while cards are added, so that no press meets another prompt.
    """

    stage = Unicode()
    sector = Unicode(ANY)
    offered: List[Prompt] = List()

    def __init__(self, cards: TouchpointsState) -> None:
        super().__init__()
        self.cards, self.session = cards, cards.session
        self._offered_for: tuple[str, str, str] = ("", "", "")

    def stages(self, board: Board) -> list[tuple[str, str]]:
        """Return the stages to choose from, the empty ones first: what is shown, and the id."""
        filled = {point.get("stage") for point in board.live}
        empty = [
            (f"{name} (nothing there yet)", row)
            for row, name in board.stages.items()
            if row not in filled
        ]
        return empty + [(name, row) for row, name in board.stages.items() if row in filled]

    def draw_up(self, board: Board) -> list[Prompt]:
        """Return what is offered now; made anew when the stage, the sector or the client is another one."""
        known = [row for _, row in self.stages(board)]
        if self.stage not in known:
            self.stage = known[0] if known else ""
        wanted = (self.session.client, self.stage, self.sector)
        if wanted != self._offered_for:
            self._offered_for = wanted
            self.offered = prompts(
                stage=self.stage, sector=self.sector, stages=board.stages, departments=board.departments,
                channels=board.channels, there=[*board.live, *board.retired],
            )  # fmt: skip
        return list(self.offered)

    def look_at(self, stage: str) -> None:
        """Show the prompts for a stage, without those that were added meanwhile."""
        self._offered_for = ("", "", "")
        self.stage = stage

    def choose_sector(self, sector: str) -> None:
        """Show prompts for a kind of business."""
        self._offered_for = ("", "", "")
        self.sector = sector

    @staticmethod
    def is_there(board: Board, prompt: Prompt) -> str:
        """Return the status of the card a prompt has become; blank: it is not on the map."""
        for point in (*board.live, *board.retired):
            if folded(point["name"]) == folded(prompt.name):
                return str(point["status"])
        return ""

    def add(self, prompt: Prompt, status: str) -> bool:
        """Put a prompt on the map as a touchpoint that exists, or is planned."""
        return self.cards.add(
            prompt.name, stage=self.stage, department=prompt.department, status=status,
            channel=prompt.channel or None, contact=prompt.contact,
        )  # fmt: skip
