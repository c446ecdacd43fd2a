"""The one page to take home."""

import datetime as dt
import html
import re

import pytest
from pypdf import PdfReader

from tests.deliver.stand_in import HOSTILE, ROWS, two_sides, workshop
from touchkit.deliver import summary_sheet

TODAY = dt.date(2026, 11, 25)
MARGIN = 10 / 25.4 * 72
BORN = [{"id": "c1", "best": True, "birthday_on": dt.date(1980, 12, 4)}]

BIRTHDAY = ROWS["acts"][0] | {"repeats": "FREQ=YEARLY", "weekdays_only": True}


def act(title, starts, **more):
    return {
        "id": title.replace(" ", "-").lower(),
        "title": title,
        "starts": starts,
        "owner": "Kim",
    } | more


@pytest.fixture
def page(tmp_path):
    def write(made=None):
        path = summary_sheet(made or workshop(), tmp_path / "home.html", today=TODAY)
        return path.read_text(encoding="utf-8")

    return write


def lowest(page):
    """Return how far above the lower edge of the paper the last line stands, in points."""
    places = []
    page.extract_text(
        visitor_text=lambda text, cm, tm, *_: places.append(cm[3] * tm[5] + cm[5]) if text.strip() else None
    )  # fmt: skip
    return min(places)


def words(text):
    text = re.sub(r"<style.*?</style>", " ", text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def test_it_says_who_does_what_by_when(page):
    said = words(page())

    assert "Lindenhof Dental: what we take home" in said
    assert "Plain-word invoice" in said
    assert "Berta 1 December 2026" in said
    assert "The last word has Dr Amsler" in said


def test_it_says_what_is_done_every_time_and_who_sees_to_it(page):
    said = words(page(workshop(customers=BORN, acts=[BIRTHDAY])))

    assert "What patients get every time" in said
    assert (
        "Birthday card Carla 2 December 2026 2 days before the birthday, every year; Best patients"
        in said
    )


def test_acts_still_to_come_stand_in_the_order_of_their_next_days(page):
    acts = [act("later", TODAY + dt.timedelta(days=9)), act("over", dt.date(2026, 3, 2)),
            act("now", TODAY), act("weekly", dt.date(2026, 11, 20), repeats="FREQ=WEEKLY")]  # fmt: skip

    said = words(page(workshop(acts=acts)))

    assert re.findall(r"now Kim today|weekly Kim 27 November 2026|later Kim 4 December 2026|over Kim", said) == [
        "now Kim today", "weekly Kim 27 November 2026", "later Kim 4 December 2026",
    ]  # fmt: skip


def test_where_every_act_is_over_that_is_said(page):
    assert "Nothing is still to come." in words(
        page(workshop(acts=[act("over", dt.date(2026, 3, 2))]))
    )


def test_a_late_act_is_to_be_done_one_that_was_missed_is_not(page):
    weekly = act("weekly", dt.date(2026, 9, 4), repeats="FREQ=WEEKLY")
    missed = {"id": "t1", "act": "weekly", "due": dt.date(2026, 9, 4)}
    done = [{"id": f"t{n}", "act": "weekly", "due": day, "done_on": day} for n, day in
            ((n, dt.date(2026, 9, 4) + dt.timedelta(weeks=n)) for n in range(2, 12))]  # fmt: skip

    calm = words(page(workshop(acts=[weekly], ticks=[missed, *done])))
    late = words(page(workshop(acts=[weekly], ticks=[missed, *done[:-1]])))

    assert "late" not in calm
    assert "weekly Kim 20 November 2026 ⚠ late" in late
    assert "weekly Kim 27 November 2026 every week" in late


def test_how_many_answered_is_said_in_words(page):
    said = words(page(workshop(scores=two_sides())))

    assert re.search(r"(patients|we) (say|believe), \d+ answers?", said)
    assert ", n " not in said


def test_short_rows_use_the_room_of_the_page(page):
    acts = [act(f"Act {n}", TODAY + dt.timedelta(days=n)) for n in range(40)]

    said = words(page(workshop(acts=acts)))

    shown = len(re.findall(r"Act \d+", said))
    assert 20 < shown < 40
    assert f"{40 - shown} more acts in the report." in said


def test_marketing_is_not_on_it(page):
    acts = [{**ROWS["acts"][0], "id": "offer", "title": "Spring offer", "calendar": "marketing"}]

    assert "no act stands on the calendar" in words(page(workshop(acts=acts)))


def test_what_nobody_has_taken_on_says_so(page):
    ideas = [{"id": "tea", "touchpoint": "call", "title": "Tea", "status": "chosen"}]

    said = words(page(workshop(ideas=ideas, decisions=[])))

    assert "Tea First call nobody yet no date yet" in said


def test_what_there_is_no_room_for_is_counted(page):
    ideas = [{"id": f"i{n}", "touchpoint": "call", "title": f"Idea {n}", "status": "chosen"}
             for n in range(40)]  # fmt: skip

    said = words(page(workshop(ideas=ideas, decisions=[])))

    shown = len(re.findall(r"Idea \d+", said))
    assert 10 < shown < 40
    assert f"{40 - shown} more things to do in the report." in said


def test_no_customer_is_named_and_nothing_typed_is_markup(page):
    ideas = [
        {"id": "bad", "touchpoint": "call", "title": HOSTILE, "owner": HOSTILE, "status": "chosen"}
    ]

    text = page(workshop(ideas=ideas))

    assert "Zebedee" not in text
    assert "<img" not in text
    assert "&lt;img src=x" in text


def test_a_workshop_that_decided_nothing_yet_is_told_so(page):
    said = words(page(workshop(ideas=[], decisions=[], acts=[])))

    assert "Nothing has been decided yet" in said


@pytest.mark.browser
def test_it_stays_one_page_however_much_there_is(tmp_path):
    long = "A very long thing to do that nobody would ever write on one line of paper " * 4
    ideas = [{"id": f"i{n}", "touchpoint": "call", "title": f"{n} {long}", "owner": long, "status": "chosen"}
             for n in range(30)]  # fmt: skip
    acts = [{**BIRTHDAY, "id": f"a{n}", "title": f"{n} {long}", "owner": long} for n in range(30)]
    made = workshop(ideas=ideas, acts=acts, customers=BORN, scores=two_sides())
    made.client = made.client.model_copy(update={"goal": long, "decider": long})

    path = summary_sheet(made, tmp_path / "home.pdf", pdf=True, today=TODAY)

    (page,) = PdfReader(path).pages
    assert "The last word has" in page.extract_text()
    assert lowest(page) > MARGIN


@pytest.mark.browser
@pytest.mark.parametrize(
    "words", ["i i ", "Wm ", "An act of middling length ", "WIDE WORDS ", "お礼"]
)
def test_it_stays_one_page_whatever_letters_are_in_it(tmp_path, words):
    short = words * (30 // len(words))
    acts = [act(f"{short}{n}", TODAY + dt.timedelta(days=n), owner=words * 3) for n in range(40)]
    ideas = [{"id": f"i{n}", "touchpoint": "call", "title": f"{short}{n}", "owner": "Kim", "status": "chosen"}
             for n in range(12)]  # fmt: skip
    made = workshop(ideas=ideas, decisions=[], acts=acts, scores=two_sides())

    path = summary_sheet(made, tmp_path / "home.pdf", pdf=True, today=TODAY)

    (page,) = PdfReader(path).pages
    assert lowest(page) > MARGIN
    assert "more acts in the report." in page.extract_text()
