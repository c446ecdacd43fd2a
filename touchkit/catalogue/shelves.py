"""The shelves of the catalogue: each shipped CSV file, read into a frame."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import pandas as pd

from touchkit.errors import InputError
from touchkit.model.client import default_lanes
from touchkit.model.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

_ANY = "any"


def stage_sets() -> pd.DataFrame:
    """List the stages of all shipped stage sets.

    Returns
    -------
    pandas.DataFrame
        One row a stage, in the order a customer passes them; columns stage_set, id, name and
        question (asked from the customer's side), all text.

    Examples
    --------
    >>> list(stage_sets()["stage_set"].unique())
    ['hourglass', 'activities', 'timeline']
    """
    return _frame("stage_sets")


def stages(stage_set: str = "hourglass") -> pd.DataFrame:
    """List the stages of one stage set.

    Parameters
    ----------
    stage_set : str
        hourglass, activities or timeline.

    Returns
    -------
    pandas.DataFrame
        One row a stage, in the order a customer passes them; columns id, name and question,
        all text.

    Raises
    ------
    InputError
        If no such set ships. A client's own stages are part of the client's pack, not of the
        catalogue.

    Examples
    --------
    >>> list(stages("timeline")["name"])
    ['Before the sale', 'During the sale', 'After the sale']
    """
    frame = stage_sets()
    _check_known("stage set", stage_set, frame["stage_set"])
    chosen = frame[frame["stage_set"] == stage_set]
    return chosen.drop(columns="stage_set").reset_index(drop=True)


def stage_mapping(from_set: str, to_set: str) -> dict[str, str]:
    """Map every stage of one set to a stage of another.

    Going to a coarser set, the order of the stages is kept. Going to a finer one, each stage
    lands on its single best counterpart, so some stages of the finer set stay empty.

    Parameters
    ----------
    from_set, to_set : str
        hourglass, activities or timeline. Twice the same set maps each stage to itself.

    Returns
    -------
    dict of str to str
        Stage id in `from_set` → stage id in `to_set`, in the order of `from_set`.

    Raises
    ------
    InputError
        If no such set ships.

    Examples
    --------
    >>> stage_mapping("activities", "timeline")["use"]
    'after'
    >>> stage_mapping("timeline", "activities")
    {'before': 'discover', 'during': 'purchase', 'after': 'use'}
    """
    ids = list(stages(from_set)["id"])
    _check_known("stage set", to_set, stage_sets()["stage_set"])
    if from_set == to_set:
        return {stage: stage for stage in ids}
    frame = _frame("stage_mappings")
    chosen = frame[(frame["from_set"] == from_set) & (frame["to_set"] == to_set)]
    targets = dict(zip(chosen["from_stage"], chosen["to_stage"], strict=True))
    return {stage: targets[stage] for stage in ids}


def starter_touchpoints(stage: str | None = None, sector: str | None = None) -> pd.DataFrame:
    """List touchpoints to start a map from.

    Parameters
    ----------
    stage : str, optional
        A stage id of the hourglass; all stages if left out.
    sector : str, optional
        retail, services, hospitality, health, software, industry or public; all sectors if left
        out. Touchpoints that occur in any business are always among the answer; ``any`` asks for
        those alone.

    Returns
    -------
    pandas.DataFrame
        One row a touchpoint, in stage order; columns id, name, stage, channel, contact (direct
        or indirect), department (the usual one), sector (``any`` where it occurs in every
        business), question and description, all text.

    Raises
    ------
    InputError
        If the stage or the sector is not in the catalogue.

    Examples
    --------
    >>> kinds = starter_touchpoints(stage="try", sector="health")["sector"]
    >>> sorted(kinds.unique())
    ['any', 'health']
    """
    frame = _frame("touchpoints")
    sectors = frame["sector"]
    frame = _pick(frame, "stage", stage, known=stages()["id"])
    return _pick(frame, "sector", sector, known=sectors)


def what_ifs(
    stage: str | None = None,
    channel: str | None = None,
    kind: str | None = None,
    family: str | None = None,
) -> pd.DataFrame:
    """List prompts that loosen a room's imagination.

    The families: ``first-look`` (what a stranger meets first), ``little-things`` (small acts,
    done every time), ``plain-words`` (saying it so that anyone understands), ``waiting`` (time
    that belongs to the customer), ``recovery`` (when something went wrong), ``memory``
    (remembering people), ``teaching`` (making customers good at it), ``belonging`` (being one of
    us), ``save-first`` (what you would do for a customer about to leave, done for the next new
    one) and ``partner`` (sharing the map with suppliers and referrers).

    Parameters
    ----------
    stage, channel : str, optional
        A stage id of the hourglass, and a channel id. Prompts that fit any stage, or any
        channel, are always among the answer; ``any`` asks for those alone.
    kind : str, optional
        fix, surprise or delight.
    family : str, optional
        One of the families above.

    Returns
    -------
    pandas.DataFrame
        One row a prompt; columns id, text, stage, channel, kind, cost (S, M or L: a rough guess)
        and family, all text.

    Raises
    ------
    InputError
        If a stage, channel, kind or family is not in the catalogue.

    Examples
    --------
    >>> prompts = what_ifs(stage="buy", channel="invoice", kind="delight")
    >>> prompts["text"][0]
    'What if one line of the invoice made the person in accounts smile?'
    >>> sorted(what_ifs(stage="buy")["stage"].unique())
    ['any', 'buy']
    """
    frame = _frame("what_ifs")
    families, kinds = frame["family"], frame["kind"]
    frame = _pick(frame, "stage", stage, known=[*stages()["id"], _ANY])
    frame = _pick(frame, "channel", channel, known=[*channels()["id"], _ANY])
    frame = _pick(frame, "kind", kind, known=kinds)
    return _pick(frame, "family", family, known=families)


def channels() -> pd.DataFrame:
    """List the channels through which a business and a customer meet.

    Returns
    -------
    pandas.DataFrame
        One row a channel; columns id, name and family (communication, order completion,
        inquiry, own material or people), all text.

    Examples
    --------
    >>> frame = channels()
    >>> list(frame["name"][frame["family"] == "order completion"])
    ['Ordering', 'Payment', 'Delivery', 'Collection', 'Returns']
    """
    return _frame("channels")


def lanes() -> pd.DataFrame:
    """List the lanes: the kinds of note a team writes about a touchpoint.

    Returns
    -------
    pandas.DataFrame
        One row a lane; columns id, name and question (what the lane asks the room), all text.

    Examples
    --------
    >>> list(lanes()["id"][:3])
    ['action', 'motivation', 'question']
    """
    return pd.DataFrame(default_lanes(), dtype="str")


def _frame(shelf: str) -> pd.DataFrame:
    header, *rows = _lines(shelf)
    return pd.DataFrame(rows, columns=list(header), dtype="str")


@cache
def _lines(shelf: str) -> tuple[tuple[str, ...], ...]:
    # The csv module, not pandas: 'NA' in a cell is text and stays text.
    file = resources.files("touchkit.catalogue") / f"{shelf}.csv"
    text = file.read_text(encoding="utf-8")
    return tuple(tuple(cells) for cells in csv.reader(io.StringIO(text)))


def _pick(
    frame: pd.DataFrame, column: str, value: str | None, *, known: Iterable[str]
) -> pd.DataFrame:
    if value is None:
        return frame
    _check_known(column, value, known)
    return frame[frame[column].isin([value, _ANY])].reset_index(drop=True)


def _check_known(what: str, value: str, known: Iterable[str]) -> None:
    names = list(dict.fromkeys(known))
    if value in names:
        return
    meant = f" {did_you_mean(value, names, otherwise='')}".rstrip()
    raise InputError(
        f"There is no {what} '{value}' in the catalogue.{meant} There are: {', '.join(names)}."
    )
