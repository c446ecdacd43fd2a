"""Posterior draws: what the numbers might have been, had others answered.

The Bayesian bootstrap (Rubin 1981, *Annals of Statistics* 9) draws the share of each kind of
respondent from a Dirichlet distribution whose parameters are their counts. Respondents, not
answers, are drawn: those with equal sums are one *cell*. To each cell is added what one further
respondent would bring who might have chosen any point of the scale, 1/K for each of K points; it
keeps the interval honest where few answered or all gave the same score.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchkit.measure.numbering import numbered
from touchkit.measure.scales import Further, alike, any_step, ends

if TYPE_CHECKING:
    from touchkit.measure.chosen import Answers

# From so many cells in a row on, sums of draws are normal for all anyone could see.
_MANY = 2_000


@dataclass(frozen=True, kw_only=True)
class Dice:
    """How often to draw, and from what."""

    draws: int
    rng: np.random.Generator


@dataclass(frozen=True)
class Cells:
    """Kinds of respondent: the row they belong to, what they sum to, and how many there are."""

    row: np.ndarray
    sums: np.ndarray
    count: np.ndarray

    def only(self, which: np.ndarray | slice) -> Cells:
        """Return some of the cells."""
        return Cells(self.row[which], self.sums[which], self.count[which])


def respondents(row: np.ndarray, person: np.ndarray, times: np.ndarray, sums: np.ndarray) -> Cells:
    """Return one cell for each kind of respondent.

    Parameters
    ----------
    row, person, times : numpy.ndarray
        As in `Answers`.
    sums : numpy.ndarray, one column a sum
        What each line adds to its respondent's sums.
    """
    named = person >= 0
    code, at = numbered(row[named], person[named])
    own = np.column_stack(
        [np.bincount(code, column, minlength=len(at)) for column in sums[named].T]
    )
    return merged(
        Cells(row[named][at], own, times[named][at]),
        Cells(row[~named], sums[~named], times[~named]),
    )


def merged(*parts: Cells) -> Cells:
    """Return the cells of all parts together, equal ones as one, in a fixed order."""
    row = np.concatenate([part.row for part in parts])
    sums = np.concatenate([part.sums for part in parts])
    code, at = numbered(row, *sums.T)
    return Cells(row[at], sums[at], np.bincount(code, np.concatenate([p.count for p in parts])))


def _draw(cells: Cells, dice: Dice) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows that have cells, and their sums, shaped (sums, rows, draws).

    The shares are left as gamma variates: ratios of sums do not feel that they add up to more
    than one.
    """
    rows, starts = np.unique(cells.row, return_index=True)
    stops = np.append(starts, len(cells.row))[1:]
    sums = np.empty((cells.sums.shape[1], len(rows), dice.draws))
    for number, (start, stop) in enumerate(zip(starts, stops, strict=True)):
        part = cells.only(slice(start, stop))
        sums[:, number] = _many(part, dice) if stop - start > _MANY else _few(part, dice)
    return rows, sums


def _few(cells: Cells, dice: Dice) -> np.ndarray:
    shares = dice.rng.standard_gamma(cells.count[:, None], (len(cells.count), dice.draws))
    return np.asarray(cells.sums.T @ shares)


def _many(cells: Cells, dice: Dice) -> np.ndarray:
    # A gamma variate's mean and variance both are its count; a weight apiece and a million
    # respondents would otherwise take minutes.
    mean = cells.sums.T @ cells.count
    spread = cells.sums.T @ (cells.sums * cells.count[:, None])
    return dice.rng.multivariate_normal(mean, spread, dice.draws).T


def received_draws(
    received: Answers, minimum: np.ndarray, further: Further, dice: Dice
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return rows, the mean received and the share below the minimum, draw by draw."""
    short = below(received.score, received.minimum)
    weight = received.weight * received.n
    each = np.column_stack([weight, weight * received.score, weight * short])
    cells = respondents(received.row, received.person, received.times, each)
    more, size = _one_more(cells, further, 0)
    sums = np.column_stack([size, size * more.point, size * below(more.point, minimum[more.row])])
    rows, (total, score, under) = _draw(merged(cells, Cells(more.row, sums, more.chance)), dice)
    return rows, score / total, under / total


def _one_more(cells: Cells, further: Further, column: int) -> tuple[Further, np.ndarray]:
    """Return what a further respondent might say where anybody spoke, and how much they weigh.

    They weigh as much as those who have any of a sum do on average.
    """
    given = cells.sums[:, column] > 0
    rows, number = np.unique(cells.row[given], return_inverse=True)
    count = cells.count[given]
    total = np.bincount(number, count * cells.sums[given, column])
    more = further.only(rows)
    return more, (total / np.bincount(number, count))[np.searchsorted(rows, more.row)]


def below(score: np.ndarray, minimum: np.ndarray) -> np.ndarray:
    """Return 1.0 where a score is strictly below the minimum, also 0.0 where there is none."""
    # A mean such as (4.1 + 4.2 + 4.3) / 3 must not put 4.2 below itself by a rounding error.
    return (score < minimum - 1e-9).astype(float)


def gap_draws(
    received: Answers, desired: Answers, further: Further, dice: Dice
) -> tuple[np.ndarray, np.ndarray]:
    """Return rows and the gap, draw by draw, where both scores are from samples.

    Where everybody in a row gave both scores as often, their differences are drawn. Elsewhere
    both sums of each respondent are drawn at once, so that those who gave both still count as
    pairs, and those who gave one only, or are of another group, as the strangers they are.
    """
    cells = _both(received, desired)
    apart = np.unique(cells.row[cells.sums[:, 0] != cells.sums[:, 2]])
    loose = np.isin(cells.row, apart)
    found = _paired(cells.only(~loose), further, dice), _unpaired(cells.only(loose), further, dice)
    return np.concatenate([rows for rows, _ in found]), np.vstack([drawn for _, drawn in found])


def _both(received: Answers, desired: Answers) -> Cells:
    """Return respondents by weight and score received, then by weight and score desired."""
    each = np.zeros((len(received.row) + len(desired.row), 4))
    for one, columns, part in (
        (received, slice(0, 2), slice(len(received.row))),
        (desired, slice(2, 4), slice(len(received.row), None)),
    ):
        weight = one.weight * one.n
        each[part, columns] = np.column_stack([weight, weight * one.score])
    row = np.concatenate([received.row, desired.row])
    person = np.concatenate([received.person, desired.person])
    return respondents(row, person, np.concatenate([received.times, desired.times]), each)


def _paired(cells: Cells, further: Further, dice: Dice) -> tuple[np.ndarray, np.ndarray]:
    sums = np.column_stack([cells.sums[:, 0], cells.sums[:, 1] - cells.sums[:, 3]])
    pairs = Cells(cells.row, sums, cells.count)
    size = int(further.row.max(initial=-1)) + 1
    # Only differences as wide as somebody's are thought of: where people hope for little more
    # than they get, the interval would otherwise be as wide as the scale.
    low, high = alike(*ends(cells.row, sums[:, 1] / sums[:, 0], size))
    steps = any_step(low, high, np.bincount(further.row, minlength=size))
    more, weight = _one_more(pairs, steps, 0)
    added = Cells(more.row, np.column_stack([weight, weight * more.point]), more.chance)
    rows, (total, gap) = _draw(merged(pairs, added), dice)
    return rows, gap / total


def _unpaired(cells: Cells, further: Further, dice: Dice) -> tuple[np.ndarray, np.ndarray]:
    parts = [cells]
    for first in (0, 2):
        more, size = _one_more(cells, further, first)
        sums = np.zeros((len(size), 4))
        sums[:, first], sums[:, first + 1] = size, size * more.point
        parts.append(Cells(more.row, sums, more.chance))
    rows, (got, received, want, desired) = _draw(merged(*parts), dice)
    return rows, received / got - desired / want
