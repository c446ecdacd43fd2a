"""The contact timeline: who hears from us when."""

import datetime as dt

import pandas as pd
import pytest

import touchkit.plan
from tests.deliver.calendars import occurrences
from touchkit.figures import alt_text, contact_timeline, to_svg


def labels(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def texts(ax, gid):
    return [text.get_text() for text in ax.texts if text.get_gid() == gid]


def drawn(ax, gid):
    return [one for one in [*ax.lines, *ax.collections] if one.get_gid() == gid]


def test_an_audience_is_a_row_and_what_is_for_nobody_in_particular_the_last():
    ax = contact_timeline(occurrences(), names={"best": "Best customers"})

    assert labels(ax) == ["Best customers", "Everybody"]
    assert texts(ax, "days") == ["3", "2"]
    assert texts(ax, "silence") == ["30", "28"]


def test_what_is_for_everybody_ends_the_silence_of_each_row():
    # best: 10 January, 20 January, 3 March; everybody: 4 January, 1 February.
    with_everybody = contact_timeline(occurrences())
    without = contact_timeline(occurrences().iloc[[0, 1, 4]])

    assert texts(with_everybody, "silence")[0] == "30"
    assert texts(without, "silence") == ["42"]


def test_what_one_customer_alone_gets_ends_nobody_elses_silence():
    birthday = ("card", "2027-02-10", None, "k9", None, None, None, "touchpoint")
    for_best = [
        ("offer", day, "best", None, None, None, None, "marketing")
        for day in ("2027-01-01", "2027-04-01")
    ]

    ax = contact_timeline(occurrences(birthday, *for_best))

    assert (labels(ax), texts(ax, "silence")) == (["best", "Everybody"], ["90", "–"])


def test_an_audience_nobody_touches_has_a_row_of_its_own():
    ax = contact_timeline(occurrences(), names={"new": "New customers"})

    assert labels(ax)[0] == "New customers"
    assert texts(ax, "days")[0] == "0"
    assert texts(ax, "silence")[0] == "28"  # between two letters to everybody


def test_both_calendars_are_told_apart_by_mark_and_key():
    ax = contact_timeline(occurrences())

    (touchpoints,), (marketing,) = drawn(ax, "touchpoint"), drawn(ax, "marketing")
    assert (len(touchpoints.get_offsets()), len(marketing.get_offsets())) == (4, 1)
    key = [text.get_text() for text in ax.get_legend().get_texts()]
    assert key == ["touchpoint calendar", "marketing calendar"]


def found(**more):
    """What is found in a year in which `best` gets a card on 4 January, an offer on the 5th, and then nothing."""
    days = [
        ("card", "2027-01-04", "best", None, "Mace", None, "card", "touchpoint"),
        ("offer", "2027-01-05", "best", None, "Mace", None, "card", "marketing"),
        ("card", "2027-07-05", "best", None, "Mace", None, "card", "touchpoint"),
    ]
    year = occurrences(*days)
    wrong = touchkit.plan.findings(
        year, closest_days=3, most_per_week=3, longest_silence_days=120, end=dt.date(2027, 7, 31),
        names={"audiences": {"best": "Best customers"}},
    )  # fmt: skip
    return year, wrong.assign(**more)


def test_findings_of_a_row_are_marked_there_whatever_it_is_called():
    year, wrong = found()

    ax = contact_timeline(year, findings=wrong, names={"best": "Best customers"})

    assert set(wrong["who"]) == {"Best customers"}
    assert texts(ax, "drought-days") == ["181 days"]
    assert len(drawn(ax, "collision")) == len(drawn(ax, "drought")) == 1
    key = [text.get_text() for text in ax.get_legend().get_texts()]
    assert key[2:] == ["too close", "silence"]


def test_a_row_of_a_persona_has_what_its_customers_were_found_with_and_no_key_to_what_is_not_drawn():
    customers = pd.DataFrame({"id": ["k1", "k2"], "persona": ["anna", None]})
    options = {"by": "persona", "customers": customers, "names": {"anna": "Anna"}}
    year, theirs = found()
    _, hers = found(audience="", customer="k1")

    none = contact_timeline(year, findings=theirs, **options)
    both = contact_timeline(year, findings=hers, **options)

    said = [[text.get_text() for text in ax.get_legend().get_texts()][2:] for ax in (none, both)]
    assert said == [[], ["too close", "silence"]]
    assert not drawn(none, "collision")
    assert not drawn(none, "drought")
    assert len(drawn(both, "collision")) == len(drawn(both, "drought")) == 1


def test_a_silence_up_to_the_last_day_stands_inside_the_picture():
    year, wrong = found()
    early = wrong.assign(last=pd.Timestamp("2028-01-31"))

    ax = contact_timeline(year, findings=early)

    (line,) = drawn(ax, "drought")
    assert ax.convert_xunits(line.get_xdata()[-1]) < ax.get_xlim()[1]


def test_personas_are_those_of_the_customers():
    customers = pd.DataFrame({"id": ["k1", "k2"], "persona": ["anna", None]})

    ax = contact_timeline(occurrences(), by="persona", customers=customers, names={"anna": "Anna"})

    assert labels(ax) == ["Anna", "Everybody"]
    assert texts(ax, "days") == ["1", "4"]


def test_personas_without_customers_are_refused():
    with pytest.raises(ValueError, match="pass customers as well"):
        contact_timeline(occurrences(), by="persona")


def test_the_words_say_n_and_the_longest_silence():
    said = alt_text(contact_timeline(occurrences()))

    assert " 5 contacts, 2 audiences; " in said
    assert "best: 3 days, at most 30 days silent." in said


def test_without_an_act_it_says_so_and_stands_in_a_page():
    ax = contact_timeline(occurrences().iloc[:0])

    assert "There is no act yet, so nobody hears from us." in alt_text(ax)
    assert to_svg(ax).startswith("<svg")
