"""What the notes rest on."""

import pytest

from tests.figures.frames import proofs
from touchkit.figures import alt_text
from touchkit.figures.proofs import evidence


def texts(ax, gid):
    return [text.get_text() for text in ax.texts if text.get_gid() == gid]


def bars(ax):
    return {bar.get_gid(): (bar.get_x(), bar.get_width(), bar.get_y()) for bar in ax.patches}


def names(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def test_stages_stand_in_their_order_with_what_belongs_to_none_last():
    ax = evidence(proofs(), names={"know": "Know", "buy": "Buy"})

    assert names(ax) == ["Know", "Buy", "Unsorted"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]


def test_departments_bear_their_names_and_nobody_comes_last():
    frame = proofs("department", ("desk", "books", None))

    ax = evidence(frame, by="department", names={"desk": "Front desk"})

    assert names(ax) == ["Front desk", "books", "Nobody yet"]
    assert "counted by department" in alt_text(ax)


def test_the_best_founded_notes_begin_at_the_line():
    found = bars(evidence(proofs()))

    assert {name: bar[:2] for name, bar in found.items()} == {
        "measured-know": (0, 1),
        "observed-know": (1, 5),
        "assumed-know": (6, 2),
        "assumed-buy": (0, 4),
    }


def test_kinds_are_told_apart_by_more_than_colour():
    ax = evidence(proofs())

    hatches = {bar.get_gid().split("-")[0]: bar.get_hatch() for bar in ax.patches}
    assert len(set(hatches.values())) == 3
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "measured: counted or asked", "observed: seen or heard", "assumed: somebody's belief",
    ]  # fmt: skip


def test_parts_bear_their_counts():
    ax = evidence(proofs())

    assert texts(ax, "measured") == ["1"]
    assert texts(ax, "observed") == ["5"]
    assert texts(ax, "assumed") == ["2", "4"]


def test_beside_stand_the_share_checked_the_notes_and_touchpoints_without():
    ax = evidence(proofs())

    assert texts(ax, "checked") == ["75\u00a0%", "0\u00a0%", "–"]
    assert texts(ax, "n") == ["8", "4", "0"]
    assert texts(ax, "without") == ["1 of 4", "1 of 2", "1 of 1"]


def test_title_and_alternative_text_say_how_much_was_checked():
    ax = evidence(proofs())

    assert ax.get_title(loc="left") == "What the notes rest on: 50\u00a0% observed or measured"
    said = alt_text(ax)
    assert "12 notes, counted by stage" in said
    assert "3 of 7 touchpoints have no note at all." in said
    assert "know: 1 measured, 5 observed, 2 assumed (n 8); 1 of 4 touchpoints without" in said


@pytest.mark.parametrize(("rows", "said"), [(slice(0), "no stage"), (slice(2, 3), "1 of 1 touch")])
def test_without_notes_the_figure_says_so(rows, said):
    ax = evidence(proofs().iloc[rows])

    assert ax.get_title(loc="left") == "No notes yet"
    assert said in alt_text(ax)
    assert not ax.patches
