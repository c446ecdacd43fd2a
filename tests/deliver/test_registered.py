"""The action register in the report: first, overdue on top, no customer named."""

import datetime as dt
import html
import re

import pytest

from tests.deliver.stand_in import HOSTILE, two_sides, workshop
from touchkit.deliver import report
from touchkit.deliver.registered import register

ON = dt.date(2027, 2, 1)
IDEA = {"touchpoint": "invoice", "status": "chosen"}
LATE = IDEA | {"id": "late", "title": "Plain words", "owner": "Berta", "due": dt.date(2027, 1, 25)}
TICKS = [{"id": "t1", "act": "birthday", "customer": "c1", "due": dt.date(2027, 1, 11)}]


def registered(**tables):
    made = workshop(**({"decisions": [], "ideas": [LATE]} | tables))
    return register(made, made.numbers().change(), ON)


@pytest.fixture
def written(tmp_path):
    def write(**options):
        return report(workshop(**options), tmp_path / "report.html").read_text(encoding="utf-8")

    return write


def words(page):
    page = re.sub(r"<(style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " "))


def test_a_row_says_how_it_stands_what_it_is_who_by_when_and_what_shows_that_it_worked():
    [row] = registered()["rows"]

    assert row == {
        "kind": "late", "standing": "⚠ Overdue by 7 days", "what": "Plain words", "where": "Invoice",
        "owner": "Berta", "due": "25 January 2027", "status": "chosen",
        "evidence": "Nobody has said yet how we would notice that it worked. Look again on 8 February 2027.",
    }  # fmt: skip


def test_what_is_overdue_and_what_is_lacking_is_counted():
    found = registered(ideas=[LATE, IDEA | {"id": "loose", "title": "A card"}])

    assert (
        found["standing"] == "2 things to do: 1 overdue, 1 without an owner and 1 without a date."
    )
    assert found["late"]


def test_acts_stand_in_it_and_the_customers_they_were_for_do_not():
    found = registered(ideas=[], ticks=TICKS)

    [row] = found["rows"]
    assert (row["what"], row["status"], row["owner"]) == ("Birthday card", "every time", "Carla")
    assert "Zebedee" not in str(found)
    assert "c1" not in str(found)


def test_what_does_not_fit_in_front_stands_further_on():
    found = registered(ideas=[LATE | {"id": f"i{n}", "title": f"Number {n}"} for n in range(15)])

    assert [len(found["rows"]), len(found["further"])] == [10, 5]


def test_two_more_than_fit_are_shown_rather_than_announced():
    found = registered(ideas=[LATE | {"id": f"i{n}", "title": f"Number {n}"} for n in range(12)])

    assert [len(found["rows"]), len(found["further"])] == [12, 0]


def test_what_customers_say_since_is_the_evidence():
    [row] = registered(scores=two_sides())["rows"]

    assert "So far at Invoice" in row["evidence"]


def test_clearly_worse_has_a_sign_of_its_own():
    worse = [answer | {"score": 6 - answer["score"]} if answer["group"] == "customer" else answer
             for answer in two_sides()]  # fmt: skip

    [row] = registered(scores=worse, ideas=[LATE | {"status": "done", "touchpoint": "call"}])[
        "rows"
    ]

    assert (row["kind"], row["standing"]) == ("late", "⚠ Done; patients say it is worse there")


def test_the_register_stands_first_in_the_report(written):
    said = words(written(ticks=TICKS))

    assert said.index("Who does what by when") < said.index("What we found")
    assert "Plain-word invoice Invoice and First call Berta 1 December 2026 chosen" in said
    assert "Zebedee" not in said


def test_without_anything_to_do_there_is_no_register(written):
    said = words(written(ideas=[], decisions=[], acts=[]))

    assert "Who does what by when" not in said
    assert "No decision has been recorded yet." in said


def test_further_actions_are_listed_where_the_front_says(written):
    many = [LATE | {"id": f"i{n}", "title": f"Number {n}"} for n in range(20)]
    page = written(ideas=many, decisions=[])

    assert 'The other 10 stand under <a href="#actions">further actions</a>.' in page
    assert words(page).index("Further actions") > words(page).index("Still open")
    assert all(f"Number {n} " in words(page) for n in range(20))


def test_what_people_typed_is_escaped(written):
    page = written(ideas=[LATE | {"title": HOSTILE, "owner": HOSTILE}], decisions=[])

    assert HOSTILE not in page
    assert "&lt;img" in page
