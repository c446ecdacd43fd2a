"""The order of cards in a stage."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from touchkit.steps.ordering import in_order, numbered


def row(name, seq, position=None):
    return {"id": name, "seq": seq} | ({} if position is None else {"position": position})


def after(line, moved, numbers):
    """Return the ids in order once the numbers are written."""
    rows = []
    for each in [*line, *moved]:
        fresh = dict(each)
        if each["id"] in numbers:
            fresh.pop("position", None)
            if numbers[each["id"]] is not None:
                fresh["position"] = numbers[each["id"]]
        rows.append(fresh)
    return [each["id"] for each in in_order(rows)]


def test_between_two_only_what_moves_is_numbered():
    line = [row("a", 0, 1.0), row("b", 1, 2.0)]

    assert numbered(line, [row("c", 2), row("d", 3)], 1) == pytest.approx({"c": 4 / 3, "d": 5 / 3})
    assert numbered(line, [row("c", 2)], 0) == {"c": 0.0}
    assert numbered(line, [row("c", 2)], 2) == {"c": 3.0}


def test_where_two_share_a_number_the_stage_is_numbered_anew():
    line = [row("a", 0, 2.0), row("b", 1, 2.0)]

    assert numbered(line, [row("c", 2)], 1) == {"a": 1.0, "c": 2.0, "b": 3.0}


def test_what_has_no_number_stays_so_behind_the_place():
    line = [row("a", 0), row("b", 1), row("c", 2)]

    assert numbered(line, [row("d", 3)], 1) == {"a": 1.0, "d": 2.0}
    assert numbered(line, [row("d", 3)], 3) == {}
    assert numbered(line, [row("d", 3, 7.0)], 3) == {"d": None}


positions = some.one_of(some.none(), some.floats(-3, 3), some.sampled_from([0.0, 1.0, 1.0 + 1e-9]))


@given(
    some.lists(positions, max_size=8), some.lists(positions, min_size=1, max_size=4), some.data()
)
def test_any_cards_stand_where_they_were_put_and_the_others_as_they_stood(there, moving, data):
    seqs = data.draw(some.permutations(range(len(there) + len(moving))))
    rows = [row(f"r{seq}", seq, p) for seq, p in zip(seqs, [*there, *moving], strict=True)]
    line, moved = in_order(rows[: len(there)]), rows[len(there) :]
    at = data.draw(some.integers(0, len(line)))

    numbers = numbered(line, moved, at)

    wanted = [each["id"] for each in [*line[:at], *moved, *line[at:]]]
    assert after(line, moved, numbers) == wanted
