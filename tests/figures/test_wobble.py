"""How firm a choice is."""

from tests.figures.plans import wobble
from touchkit.figures import alt_text, stability


def texts(ax, gid):
    return [text.get_text() for text in ax.texts if text.get_gid() == gid]


def names(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def test_the_surest_idea_stands_on_top():
    frame, explain = wobble()

    ax = stability(frame, explain=explain, names={"b": "A text"})

    assert names(ax) == ["A text", "c", "d", "e", "f", "a"]
    assert [round(bar.get_width()) for bar in ax.patches] == [100, 60, 59, 45, 35, 20]
    assert texts(ax, "share")[:3] == ["100\u00a0%", "60\u00a0%", "59\u00a0%"]


def test_a_chosen_idea_below_sixty_per_cent_is_a_coin_toss():
    frame, explain = wobble()

    words = dict(zip("bcdefa", texts(stability(frame, explain=explain), "word"), strict=True))

    assert words == {
        "b": "holds", "c": "holds", "d": "coin toss", "e": "coin toss", "f": "coin toss",
        "a": "stays out",
    }  # fmt: skip


def test_without_the_choice_only_what_lies_near_the_middle_is_a_coin_toss():
    frame, _ = wobble()

    assert texts(stability(frame), "word") == [
        "holds", "holds", "coin toss", "coin toss", "stays out", "stays out",
    ]  # fmt: skip


def test_coin_tosses_are_told_by_more_than_colour():
    frame, explain = wobble()

    ax = stability(frame, explain=explain)

    hatched = {bar.get_gid() for bar in ax.patches if bar.get_hatch()}
    assert hatched == {"share-d", "share-e", "share-f"}
    strong = [text.get_fontweight() for text in ax.texts if text.get_gid() == "word"]
    assert strong == ["normal", "normal", "bold", "bold", "bold", "normal"]


def test_the_line_stands_at_sixty_per_cent():
    ax = stability(wobble()[0])

    (line,) = [one for one in ax.lines if one.get_gid() == "holds"]
    assert set(line.get_xdata()) == {60.0}
    assert ax.get_xlim() == (0, 100)


def test_title_and_alternative_text_say_how_many_are_a_toss():
    frame, explain = wobble()

    ax = stability(frame, explain=explain, draws=200)

    assert ax.get_title(loc="left") == "How firm the choice is: 3 of 6 ideas a coin toss"
    assert "in 200 draws of scores and lifts" in alt_text(ax)
    assert "b 100\u00a0%, holds; c 60\u00a0%, holds; d 59\u00a0%, coin toss" in alt_text(ax)


def test_without_draws_the_figure_says_so():
    ax = stability(wobble()[0].iloc[:0])

    assert ax.get_title(loc="left").startswith("No draws yet")
    assert not ax.patches


def test_the_frames_are_left_as_they_are():
    frame, explain = wobble()
    kept = frame.copy(), explain.copy()

    stability(frame, explain=explain)

    assert frame.equals(kept[0])
    assert explain.equals(kept[1])
