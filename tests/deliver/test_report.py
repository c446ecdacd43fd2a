"""The report: the facts are in it, nothing that should stay at home is, nothing comes from outside."""

import datetime as dt
import html
import json
import re
from itertools import pairwise

import pytest

from tests.deliver.stand_in import HOSTILE, ROWS, SCORED, gaps_of, two_sides, workshop
from touchkit.deliver import report
from touchkit.deliver.origins import sources
from touchkit.errors import TouchkitError
from touchkit.model import to_rows
from touchkit.pack import read_pack


@pytest.fixture
def written(tmp_path):
    def write(**options):
        return report(workshop(**options), tmp_path / "report.html").read_text(encoding="utf-8")

    return write


def words(page):
    """Return what a reader sees: no style, no drawing, no tags."""
    page = re.sub(r"<(style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " "))


def test_the_first_page_says_what_we_found_what_was_decided_who_and_by_when(written):
    said = words(written())

    front = said[: said.index("In this report")]
    assert "Lindenhof Dental" in front
    assert "Find out where patients lose patience." in front
    assert (
        "The widest gap is at ‘Invoice’: patients say they got 2.50 where our target is 4.50, "
        "−2.00 points (40 and 24 answers). Next: ‘First call’ (−0.50)." in front
    )
    assert "That ‘Invoice’ comes first is beyond what chance explains." in front
    assert "At ‘Invoice’, 41 % of 40 answers by patients lie below the minimum" in front
    assert "Not there yet, so without a received score: ‘Thank-you card’." in front
    assert "Rewrite the invoice Berta 30 November 2026" in front
    assert "The last word has Dr Amsler" in front


def test_the_first_page_says_when_the_files_have_changed_meanwhile(written, tmp_path):
    changed = workshop()
    changed.pack_changed = True
    said = words(report(changed, tmp_path / "changed.html").read_text(encoding="utf-8"))

    front = said[: said.index("In this report")]
    sentence = (
        "The client’s files have changed since this workshop was opened; this report shows the "
        "workshop, not the files."
    )
    assert sentence in front
    assert "files have changed" not in words(written())


def test_the_report_is_about_everybody_never_one_persona(tmp_path):
    asked = []
    made = workshop()
    numbers = made.numbers
    made.numbers = lambda *about, **more: asked.append((about, more)) or numbers()

    page = report(made, tmp_path / "report.html").read_text(encoding="utf-8")

    assert asked == [((), {})]
    assert "Touchpoint map for" not in page


def test_each_part_holds_its_facts(written):
    said = words(written())

    for fact in (
        "Invoice Buy · Accounts 2.50 2.25 to 2.75 4.50 3.00 −2.00 41 % 40 / 24 patients",
        "Nobody owns ‘Thank-you card’.",
        "9 times the journey passes from one department to another.",
        "and 6 more of this kind",
        "Anna 40 % of patients",
        "“Will it hurt?”",
        "Never meets Know",
        "2 notes on the shortlist, of which 50 % only assumed",
        "Nobody explains item 4 observed loses the patient · Anna",
        "1 more stand elsewhere in the workshop.",
        "Plain-word invoice Invoice, First call · fix M (about +0.7) EUR 1,200 Berta",
        "Birthday card Thank-you card Best patients 2 days before the birthday Carla Post",
        "disputed Review (touchpoints) : Is it ours?",
        "Groups are never pooled.",
        "Made up for these tests.",
        "From patients: 40 received marks, by 1 person.",
        "state 7 of the workshop",
    ):
        assert fact in said


def test_whatever_is_missing_is_said_in_a_sentence(written):
    said = words(written(
        scored=[], findings=[], personas=[], notes=[], scores=[], ideas=[], acts=[],
        decisions=[], marks=[],
        client={"goal": None, "decider": None, "source": None},
    ))  # fmt: skip

    for sentence in (
        "Nobody’s scores can be shown yet, so this report states no gap.",
        "No decision has been recorded yet.",
        "Who has the last word has not been named yet.",
        "Nothing stands out:",
        "No persona has been written",
        "No note has been written",
        "No idea has been written down yet.",
        "The calendar holds no act yet.",
        "Nothing was parked, nothing is disputed.",
        "No scores have been given yet.",
    ):
        assert sentence in said


def test_an_act_is_said_without_what_goes_without_saying(written):
    tea = {
        "id": "tea",
        "title": "Tea",
        "starts": dt.date(2020, 1, 7),
        "repeats": "FREQ=WEEKLY",
        "weekdays_only": True,
    }

    said = words(written(acts=[tea]))

    assert "every week on Tuesday" in said
    assert "every week on Tuesday," not in said
    assert "on a day off" not in said


def test_without_desired_scores_no_gap_is_stated_anywhere(written):
    rows = [
        {"touchpoint": row["touchpoint"], "desired_from": None, "n_received": row["n_received"],
         "received": row["received"]}
        for row in SCORED
    ]  # fmt: skip

    page = written(scored=rows)

    said = words(page)
    assert "Lowest received: ‘Invoice’ (2.50) and ‘First call’ (4.25)." in said
    assert "Nobody was asked what the experience should be, so no gap can be stated" in said
    assert 'class="gap' not in page
    assert '<th scope="col">Gap</th>' not in page
    assert "Received only: no desired score, so no gap" in page


def test_small_groups_are_hidden_and_said_to_be(written):
    few = [SCORED[1], {"touchpoint": "call", "n_received": 6, "n_desired": 24, "desired": 4.5}]

    said = words(written(scored=few))

    assert "Too few answers to show: ‘First call’." in said
    assert "First call Know · Front desk too few 4.50 – – – under 10 / 24 team’s target" in said


def test_a_first_place_with_few_answers_is_called_a_hint(written):
    margins = ("received_low", "received_high", "rank_low", "rank_high")
    few = {key: value for key, value in SCORED[1].items() if key not in margins}

    said = words(written(scored=[SCORED[0], few | {"n_received": 11}]))

    assert "The widest gap is at ‘First call’" in said
    assert (
        "‘Invoice’ may be wider still (−2.00), but only 11 answers stand behind it: a hint, "
        "no more." in said
    )


def test_a_teams_belief_is_called_a_guess(written):
    guess = {"received_low": None, "received_high": None, "rank_low": None, "rank_high": None}
    rows = [row | guess | {"received_from": "team"} for row in SCORED]
    rows = [{key: value for key, value in row.items() if value is not None} for row in rows]

    said = words(written(scored=rows))

    assert "The widest gap is at ‘Invoice’: we believe patients get 2.50" in said
    assert "prove nothing" in said
    assert "beyond what chance explains" not in said


def test_an_order_that_may_be_chance_is_called_a_group(written):
    rows = [row | {"rank_low": 1, "rank_high": 2} for row in SCORED]

    said = words(written(scored=rows))

    assert (
        "Allowing for chance, 2 touchpoints could be in first place (‘Invoice’ and ‘First call’): "
        "treat them as a group, not as a ranking." in said
    )


def test_desired_at_the_top_of_the_scale_is_said(written):
    ids = ("call", "invoice", "card")
    rows = [
        {"touchpoint": one, "n_received": 50, "n_desired": 9, "received": 2.0 + place,
         "desired": 4.9, "minimum": 3.0, "below": 0.2}
        for place, one in enumerate(ids)
    ]  # fmt: skip

    said = words(written(scored=rows))

    assert said.count("Desired stands at or near the top of the scale for 3 of 3 touchpoints") == 2
    assert said.count("The order of the gaps nearly repeats the order of what was received") == 2
    assert "What these numbers cannot tell Desired stands" in said


def test_no_customers_name_and_no_roster_goes_out(written):
    page = written()

    assert "Zebedee" not in page
    assert "Quux" not in page


def test_hostile_words_stand_as_written_and_do_nothing(written):
    tables = json.loads(json.dumps(ROWS, default=str))
    for table, column in (
        ("stages", "name"), ("departments", "name"), ("touchpoints", "name"), ("notes", "text"),
        ("personas", "quote"), ("ideas", "title"), ("acts", "title"), ("decisions", "text"),
        ("marks", "reason"), ("lanes", "name"),
    ):  # fmt: skip
        tables[table][0][column] = f"{HOSTILE} {table}"
    for table in ("ideas", "decisions"):
        tables[table][0]["due"] = None
    tables["scores"] = two_sides()
    tables["notes"][1] |= {"lane": "promise", "text": f"{HOSTILE} promise"}
    client = {"title": HOSTILE, "goal": HOSTILE, "decider": HOSTILE, "customer_word": HOSTILE}

    page = written(client=client, **tables)

    assert "<img" not in page
    assert "<script" not in page
    assert ">49<" not in page
    said = words(page)
    for table in ("touchpoints", "notes", "personas", "ideas", "acts", "decisions"):
        assert f"{HOSTILE} {table}" in said
    assert f"Start with {HOSTILE} touchpoints" in said
    assert f"‘{HOSTILE} promise’" in said


def test_nothing_is_asked_of_the_network(written):
    page = written()

    assert "default-src 'none'" in html.unescape(page)
    assert set(re.findall(r"https?:[^\"'\s<)]*", page)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<(script|link|iframe|object|embed|img)\b", page)
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    assert "@import" not in page
    assert "url(" not in re.sub(r"url\(#", "", page)


def test_headings_go_down_one_step_at_a_time(written):
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", written())]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_can_be_used_without_seeing_it(written):
    page = written(client={"language": "de-CH"}, scores=two_sides())

    ids = re.findall(r'\bid="([^"]+)"', page)
    assert '<html lang="de-CH">' in page
    assert page.count('role="img"') == page.count("<desc>") == 9
    assert len(ids) == len(set(ids))
    for table in re.findall(r"<table.*?</table>", page, flags=re.DOTALL):
        assert "<caption" in table
        assert not re.search(r"<th(?![^>]*scope=)(?!ead)", table)
    for target in re.findall(r'(?:href="#|aria-labelledby=")([^"]+)', page):
        assert target in ids


def test_the_brand_colour_is_used_only_where_it_can_be_read(written):
    assert "--brand: #5b2a86" in written()
    assert "--brand: #0b4a6f" in written(client={"brand": {"primary": "#ffee00"}})


def test_decisions_beyond_the_first_page_follow_further_on(written):
    many = [{"id": f"d{i}", "step": "enhance", "text": f"Decision number {i}."} for i in range(12)]

    said = words(written(decisions=many))

    assert "The other 6 stand under further decisions" in said
    assert all(f"Decision number {i}." in said for i in range(12))


def test_a_decision_is_told_with_the_touchpoints_of_its_idea(written):
    taken = [row | {"idea": "plain"} for row in ROWS["decisions"]]

    said = words(
        written(decisions=[*taken, *(row | {"id": f"d{i}"} for i in range(9) for row in taken)])
    )

    front, further = said[: said.index("In this report")], said[said.index("Further decisions") :]
    assert "Rewrite the invoice Invoice, First call Berta 30 November 2026" in front
    assert "Rewrite the invoice Invoice, First call, Berta, 30 November 2026" in further


def test_verdicts_are_told_with_the_department_that_owns_it_what_is_kept_last(written):
    verdicts = {"call": "keep", "invoice": "fix", "review": "stop", "fax": "stop"}
    points = [
        row | ({"verdict": verdicts[row["id"]]} if row["id"] in verdicts else {})
        for row in ROWS["touchpoints"]
    ]

    said = words(written(touchpoints=points))

    assert (
        "Touchpoint Verdict Owned by Invoice fix Accounts Review stop Front desk "
        "First call keep Front desk" in said
    )
    assert "Old fax" not in said
    assert "What we decided about each touchpoint" not in words(written())


def test_lavenders_report_tells_its_verdicts_and_where_its_decision_belongs(repository, tmp_path):
    lavender = read_pack(repository / "workshop_data" / "lavender")
    made = workshop(**{name: to_rows(frame) for name, frame in lavender.tables.items()})

    said = words(report(made, tmp_path / "r.html").read_text(encoding="utf-8"))

    assert "Monthly invoice fix Accounting" in said
    assert "The readable invoice is done whatever else is done. Monthly invoice" in said


def marked(measure, n, **more):
    row = {"touchpoint": "call", "group": "team", "measure": measure, "score": 3, "n": n}
    return row | {"wave": 1, "round": 1} | more


def test_hands_are_told_as_hands_and_what_else_was_asked_is_not_added_to_them():
    scores = [
        marked("received", 7), marked("received", 2, score=4),
        marked("received", 5, touchpoint="invoice"), marked("desired", 8, score=5),
        marked("received", 8, round=2), marked("minimum", 1), marked("importance", 6),
    ]  # fmt: skip
    made = workshop(scores=[{"id": f"s{i}"} | row for i, row in enumerate(scores)])

    assert sources(made, made.client)[1:] == [
        (
            "From the team: 13 received and 8 desired marks, by up to 8 hands at a time. "
            "Besides: 1 minimum and 6 importance marks."
        )
    ]


def test_people_and_counted_marks_are_told_apart_by_group():
    scores = [
        *(marked("received", 1, respondent=f"t{who}") for who in range(3)),
        marked("desired", 4),
        marked("received", 40, group="customer"), marked("received", 20, group="customer", wave=2),
        marked("emotion", 1, group="outsider", respondent="o1"),
    ]  # fmt: skip
    made = workshop(scores=[{"id": f"s{i}"} | row for i, row in enumerate(scores)])

    assert sources(made, made.client)[1:] == [
        "From the team: 3 received and 4 desired marks, by 3 people and by up to 4 hands at a time.",
        (
            "From patients: 60 received marks, counted without names, up to 40 for one "
            "touchpoint, in 2 surveys; the latest counts."
        ),
        "From outsiders: 1 emotion mark.",
    ]


def test_the_count_of_marks_leaves_minima_and_importance_out(written):
    scores = [marked("received", 7), marked("desired", 8), marked("minimum", 1)]

    said = words(written(scores=[{"id": f"s{i}"} | row for i, row in enumerate(scores)]))

    assert "15 marks" in said[: said.index("What we found")]


def test_progress_is_told_step_by_step(tmp_path):
    told = []

    report(workshop(), tmp_path / "r.html", progress=lambda *step: told.append(step))

    assert [done for done, _, _ in told] == list(range(9))
    assert {total for _, total, _ in told} == {8}
    assert told[1][2] == "drawing the touchpoint map"
    assert told[-1][2] == "done"


def test_all_scored_touchpoints_stand_in_where_there_is_no_shortlist(written):
    points = [row | {"shortlist": False} for row in ROWS["touchpoints"]]

    said = words(written(touchpoints=points))

    assert "All scored touchpoints, figure by figure" in said


def test_the_gaps_are_not_changed(tmp_path):
    made = workshop(scores=two_sides())

    report(made, tmp_path / "r.html")

    assert made.numbers().gaps().equals(gaps_of(SCORED))


def test_the_first_page_says_where_team_and_customers_differ_most_and_what_changed(written):
    said = words(written(scores=two_sides()))

    front = said[: said.index("What was decided")]
    assert (
        "At Invoice the team says 4.5 (6 marks, from 4 to 5), patients say 2.5: the team puts it "
        "2.0 points higher" in front
    )
    assert "Of 2 touchpoints compared, two differ beyond noise." in front
    assert (
        "One touchpoint improved beyond noise since the survey before: ‘First call’ (3.5 to 4.3). "
        "Of 2 compared, by chance alone fewer than one would look changed." in front
    )


def test_the_first_page_says_six_things_at_most(written):
    page = written(scores=two_sides(), scored=[row | {"desired": 4.9} for row in SCORED])

    found = page[page.index('<ul class="found">') : page.index('id="decided"')]
    assert 2 <= found.count("<li>") <= 6


def test_nothing_differs_and_nothing_changed_where_the_numbers_do_not_say_so(written):
    scores = [row for row in two_sides() if row["group"] == "customer"]
    same = [row | {"score": 2 + int(row["respondent"][1:]) % 2} for row in scores]
    team = [
        {"id": f"t{who}", "respondent": f"t{who}", "group": "team", "touchpoint": "invoice",
         "measure": "received", "score": 2.5, "n": 1, "wave": 1, "round": 1}
        for who in range(3)
    ]  # fmt: skip

    said = words(written(scores=[*same, *team]))

    front = said[: said.index("What was decided")]
    assert "the team says" not in front
    assert "Between the last two surveys none of 2 touchpoints changed beyond noise." in front
    assert "Of 2 touchpoints with enough answers in both surveys, no changed" not in said
    assert "Of 2 touchpoints with enough answers in both surveys, none changed beyond noise" in said


def test_the_comparisons_stand_each_in_a_section_of_its_own(written):
    notes = [
        *ROWS["notes"],
        {"id": "n4", "touchpoint": "invoice", "lane": "promise", "text": "Never a surprise"},
        {"id": "n5", "touchpoint": "call", "lane": "promise", "text": "We call back", "met": "yes"},
        {"id": "n6", "touchpoint": "call", "lane": "promise", "text": "At once"},
    ]

    page = written(scores=two_sides(), notes=notes)

    said = words(page)
    for fact in (
        "Concentrate here ‘Invoice’: importance 3.0, performance 2.5. The lines stand at the",
        "Start with First call: Front desk gives 4.0, Accounts 2.0; the team says 3.0, patients say",
        "Then Invoice: Accounts gives 5.0, Front desk 4.0; the team says 4.5, patients say 2.5.",
        "Of 2 touchpoints with enough answers in both surveys, one changed beyond noise;",
        "by chance alone fewer than one would look changed. Only what patients say counts",
        "At First call patients gave 3.5 before and 4.3 now: ",
        "Three promises were noted: one kept, one broken and one not to be settled.",
        "Broken, or so it seems ‘Never a surprise’ (Invoice) seems broken",
        "no scores settle it ‘At once’ (First call)",
        "10 of 20 patients (50 %) met 1 or more contacts below the minimum",
        "For Anna: likely remembered as 2.5",
        "Krippendorff’s alpha (ordinal) of the marks of 6 colleagues for 2 touchpoints is",
        "Kendall's W of 6 raters over 2 touchpoints is",
    ):
        assert fact in said
    nav = page[page.index("<nav") : page.index("</nav>")]
    for heading in (
        "What matters most", "Where we see it differently", "What changed", "What we know",
    ):  # fmt: skip
        assert f">{heading}</a>" in nav
        assert f">{heading}</h2>" in page


def test_what_was_not_asked_has_no_section_and_is_said_to_be_missing(written):
    said = words(written())

    for heading in ("What matters most", "Where we see it differently", "What changed"):
        assert heading not in said
    assert "Appendix: coefficients" not in said
    undone = said[said.index("Not done yet") :]
    for sentence in (
        "Nobody in the team has said what it believes patients get",
        "Patients were asked once only, so no change can be stated.",
        "Nobody was asked how important each touchpoint is",
    ):
        assert sentence in undone


def test_a_team_alone_is_shown_and_said_to_stand_alone(written):
    scores = [row for row in two_sides() if row["group"] == "team"]

    said = words(written(scores=scores))

    assert "No patients have been asked what they get: what the team believes stands alone." in said
    assert "Start with First call: Front desk gives 4.0, Accounts 2.0." in said
    assert "What changed" not in said


def test_marks_of_few_colleagues_give_no_coefficients_and_no_departments(written):
    few = ("desk0", "books0")
    scores = [
        row
        for row in two_sides()
        if row["group"] == "customer" or row.get("respondent", few[0]) in few
    ]

    page = written(scores=scores)

    assert "Appendix: coefficients" not in words(page)
    assert "Among ourselves" not in words(page)


def test_marks_all_alike_give_no_coefficient_and_say_why(written):
    alike = [row | {"score": 4} if row["group"] == "team" else row for row in two_sides()]

    said = words(written(scores=alike))

    assert (
        "Krippendorff’s alpha cannot be stated for the marks of 6 colleagues for 2 touchpoints: "
        "they do not vary." in said
    )
    assert "None of the 6 raters told the touchpoints apart" in said
    assert "100 % of them are a 4. With so little spread a low alpha does not mean" in said


def test_the_first_ones_that_stay_first_are_named(written):
    points = [
        {"id": f"p{i}", "name": f"Contact {i}", "stage": "buy", "shortlist": True} for i in range(7)
    ]
    scores = [
        {"id": f"{group}{i}{who}", "respondent": f"{group}{who}", "group": group,
         "touchpoint": f"p{i}", "measure": measure, "score": score, "n": 1, "wave": 1, "round": 1}
        for i in range(7)
        for who in range(15)
        for group, measure, score in (
            ("customer", "received", 1 + i / 2), ("team", "desired", 5),
        )
    ]  # fmt: skip

    tables = {"notes": [], "ideas": [], "acts": [], "marks": []}
    page = written(touchpoints=points, scores=scores, scored=[], **tables)

    said = words(page)
    assert "The first five stay first, whatever is changed." in said
    assert "Contact 0 1 100 % 100 %" in said


def test_a_path_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "r.html").mkdir()

    with pytest.raises(TouchkitError, match="there is a folder of that name"):
        report(workshop(), tmp_path / "r.html")
