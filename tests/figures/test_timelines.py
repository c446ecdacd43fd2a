"""The contact timeline: who hears from us when."""

import pandas as pd
import pytest

from tests.deliver.calendars import findings, occurrences
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
    assert texts(ax, "silence") == ["42", "28"]


def test_an_audience_nobody_touches_has_a_row_of_its_own():
    ax = contact_timeline(occurrences(), names={"new": "New customers"})

    assert labels(ax)[0] == "New customers"
    assert texts(ax, "silence")[0] == "–"


def test_both_calendars_are_told_apart_by_mark_and_key():
    ax = contact_timeline(occurrences())

    (touchpoints,), (marketing,) = drawn(ax, "touchpoint"), drawn(ax, "marketing")
    assert (len(touchpoints.get_offsets()), len(marketing.get_offsets())) == (4, 1)
    key = [text.get_text() for text in ax.get_legend().get_texts()]
    assert key == ["touchpoint calendar", "marketing calendar"]


def test_findings_of_a_row_are_marked_there():
    ax = contact_timeline(occurrences(), findings=findings())

    assert texts(ax, "drought-days") == ["40 days"]
    assert len(drawn(ax, "collision")) == len(drawn(ax, "drought")) == 1


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

    assert "n\u00a05 contacts, 2 audiences" in said
    assert "best: 3 days, at most 42 days apart." in said


def test_without_an_act_it_says_so_and_stands_in_a_page():
    ax = contact_timeline(occurrences().iloc[:0])

    assert "There is no act yet, so nobody hears from us." in alt_text(ax)
    assert to_svg(ax).startswith("<svg")
