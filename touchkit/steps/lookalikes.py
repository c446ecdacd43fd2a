"""Look-alikes: which ideas look alike, and which of them somebody has said are two."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from touchkit.steps.bonds import ids
from touchkit.steps.ideas import Idea, alike

Record = Mapping[str, Any]
Pair = frozenset[str]

MOST = 4
"""How many ideas one question is about; whoever reads it has to tell them apart."""

_BESIDE = "kept beside "
"""How the reason of a mark begins that two ideas shall stay two; the other one's id follows."""


class Lookalikes:
    """Finds ideas that look alike; each two titles are compared once, however often it is asked."""

    def __init__(self) -> None:
        self._like: dict[str, set[str]] = {}
        self._known: dict[str, Idea] = {}

    def groups(self, ideas: Iterable[Idea], apart: Collection[Pair]) -> list[tuple[Idea, ...]]:
        """Return the ideas that look alike, each in one group at most, in the order of the first ones.

        Parameters
        ----------
        ideas : iterable of Idea
            In the order they were written; those that are done or dropped are left alone.
        apart : collection of frozenset of str
            Pairs of ids that are two ideas, whatever they look like.
        """
        wanted = [idea for idea in ideas if idea.open]
        self._compare(wanted)
        by_title: dict[str, list[Idea]] = {}
        for idea in wanted:
            by_title.setdefault(idea.title, []).append(idea)
        place = {idea.id: number for number, idea in enumerate(wanted)}
        found, taken = list[tuple[Idea, ...]](), set[str]()
        for first in wanted:
            near = [i for title in self._like[first.title] for i in by_title.get(title, ())]
            if first.id in taken or len(near) < 2:
                continue
            near.sort(key=lambda idea: place[idea.id])
            group = [first]
            for idea in near:
                if len(group) < MOST and idea.id not in taken and self._belongs(idea, group, apart):
                    group.append(idea)
            if len(group) > 1:
                found.append(tuple(group))
                taken.update(idea.id for idea in group)
        return found

    def _belongs(self, idea: Idea, group: Iterable[Idea], apart: Collection[Pair]) -> bool:
        return all(
            idea.id != one.id
            and idea.title in self._like[one.title]
            and frozenset((idea.id, one.id)) not in apart
            for one in group
        )

    def _compare(self, ideas: Iterable[Idea]) -> None:
        """Compare the titles that are new with all there are."""
        for idea in ideas:
            title = idea.title
            if title in self._like:
                continue
            near = {other.title for other in alike(title, self._known.values())}
            self._known[title], self._like[title] = idea, {title} | near
            for other in near:
                self._like[other].add(title)


def apart(ideas: Iterable[Record], marks: Iterable[Record]) -> set[Pair]:
    """Return the pairs of ideas that are two: somebody said so, or one needs or excludes the other.

    Parameters
    ----------
    ideas, marks : iterable of mapping
        Rows of the two tables.
    """
    found = {
        frozenset((idea["id"], other))
        for idea in ideas
        for column in ("needs", "excludes")
        for other in ids(idea, column)
    }
    return found | {pair for _, pair in _kept(marks)}


def keep_apart(edits: Any, ideas: Sequence[str], who: str) -> None:
    """Store that ideas which look alike are different ones: a mark on one of each two.

    Parameters
    ----------
    edits : object
        The rows of one action, as `Session.save` gives them.
    ideas : sequence of str
        Their ids.
    who : str
        Who says so.
    """
    known = {pair for _, pair in _kept(edits.all("marks"))}
    for place, first in enumerate(ideas):
        for other in ideas[place + 1 :]:
            if frozenset((first, other)) not in known:
                edits.add(
                    "marks", table="ideas", row=first, kind="accepted", reason=_BESIDE + other, who=who
                )  # fmt: skip


def mark_anew(edits: Any, keep: str, gone: Sequence[str]) -> None:
    """Point marks to the idea that is kept; what it then says twice, or of itself, goes."""
    replaced, marks = dict.fromkeys(gone, keep), edits.all("marks")
    pairs = {mark["id"]: pair for mark, pair in _kept(marks)}
    said, waiting = set[tuple[Any, ...]](), []
    for mark in marks:
        if mark["table"] != "ideas":
            continue
        row, reason = replaced.get(mark["row"], mark["row"]), mark.get("reason")
        if mark["id"] in pairs:
            other = str(reason).removeprefix(_BESIDE)
            reason = _BESIDE + replaced.get(other, other)
        says = (mark["kind"], row, reason)
        if (row, reason) == (mark["row"], mark.get("reason")):
            said.add(says)
        else:
            waiting.append((mark["id"], says))
    for mark, (kind, row, reason) in waiting:
        if (kind, row, reason) in said or reason == _BESIDE + row:
            edits.remove("marks", mark)
        else:
            edits.change("marks", mark, row=row, reason=reason)
        said.add((kind, row, reason))


def _kept(marks: Iterable[Record]) -> Iterator[tuple[Record, Pair]]:
    """Yield the marks that two ideas shall stay two, each with the pair."""
    for mark in marks:
        reason = str(mark.get("reason") or "")
        if mark["table"] == "ideas" and mark["kind"] == "accepted" and reason.startswith(_BESIDE):
            yield mark, frozenset((mark["row"], reason.removeprefix(_BESIDE)))
