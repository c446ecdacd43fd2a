"""Who does what by when, as a room works through it."""

import datetime as dt
from types import SimpleNamespace

import pytest

from touchkit.model import TABLES, Client, to_frame
from touchkit.pack import Pack, write_pack
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.kept_acts import kept_acts
from touchkit.steps.pilots import result_of
from touchkit.steps.registering import (
    NOBODY,
    PAGE,
    Registering,
    actions,
    register_of,
    standing,
    tried,
)
from touchkit.steps.session import Session
from touchkit.workshop.numbers import Numbers

ON = dt.date(2027, 2, 1)


def day(number):
    return ON + dt.timedelta(days=number)


IDEAS = [
    {"id": "later", "title": "A picture", "owner": "Mint", "due": day(60), "status": "testing"},
    {"id": "loose", "title": "A card", "due": day(9), "status": "chosen"},
    {"id": "late", "title": "Ring back", "owner": "Sage", "due": day(-3), "status": "chosen",
     "success_measure": "Fewer than 20 complaints a month"},
    {"id": "done", "title": "A plain invoice", "owner": "Mint", "due": day(-90), "status": "done"},
    {"id": "free", "title": "Nobody chose this"},
]  # fmt: skip
ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "touchpoints": [{"id": "invoice", "name": "Invoice", "stage": "buy"}],
    "participants": [{"id": "mint", "alias": "Mint"}, {"id": "sage", "alias": "Sage"}],
    "ideas": [{"touchpoint": "invoice", "kind": "fix"} | row for row in IDEAS],
    "decisions": [{"id": "meet", "step": "received", "text": "We meet", "owner": "Sage", "due": day(5)}],
    "acts": [{"id": "card", "title": "Birthday card", "owner": "Mint", "trigger": "birthday_on",
              "touchpoint": "invoice"}],
    "customers": [{"id": "k1", "call_name": "K. 1"}],
    "ticks": [{"id": "t1", "act": "card", "customer": "k1", "due": day(-12)},
              {"id": "t2", "act": "card", "customer": "k1", "due": day(-5), "done_on": day(-5)}],
}  # fmt: skip


def answers(values, wave):
    for who, value in enumerate(values):
        yield {"group": "customer", "respondent": f"c{who}", "touchpoint": "invoice",
               "measure": "received", "score": value, "wave": wave}  # fmt: skip


SURVEYED = ROWS | {"scores": [*answers([2, 3] * 20, 1), *answers([4, 5] * 20, 2)]}
ON_TRIAL = {"idea": "done", "before": "31 of 100", "after": "12 of 80", "better": "lower"}


def found(rows=ROWS, **words):
    tables = {name: to_frame(model, rows.get(name, [])) for name, model in TABLES.items()}
    client = Client(title="Tiny", **words)
    changes = Numbers(client, tables).change()
    kept = kept_acts(client, tables, ON)
    register = register_of(tables, changes, ON, tried(tables, client), kept)
    return actions(register, ON, client.customer_word)


def done_in(rows, **words):
    return next(one for one in found(rows, **words) if one.id == "idea:done")


def surveyed(first, second, *waves):
    return ROWS | {"scores": [*answers(first * 20, waves[0]), *answers(second * 20, waves[1])]}


@pytest.fixture
def opened(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    for name, rows in (("tiny", ROWS), ("bare", {})):
        write_pack(Pack.from_rows(Client(title=name.capitalize()), rows), tmp_path / name)
    session = Session("tiny")
    state, enhancing = Registering(session, today=lambda: ON), Enhancing(session)
    return SimpleNamespace(session=session, state=state, facts=enhancing.facts)


def ids(opened):
    return [one.id for one in opened.state.shown(opened.facts())]


def row(opened, wanted):
    return next(one for one in opened.state.all(opened.facts()) if one.id == wanted)


def test_overdue_comes_first_then_what_lacks_an_owner_or_a_date_then_by_date_done_last():
    assert [one.id for one in found()] == [
        "act:card", "idea:late", "idea:loose", "decision:meet", "idea:later", "idea:done",
    ]  # fmt: skip


def test_how_it_stands_is_said_in_a_few_words():
    assert [one.standing for one in found()] == [
        "Overdue by 12 days", "Overdue by 3 days", "No owner yet", "Due in 5 days", "Due in 8 weeks",
        "Done",
    ]  # fmt: skip


def test_evidence_is_what_would_show_it_or_that_nobody_has_said():
    said = {one.id: one.evidence for one in found()}

    assert said["idea:late"] == "To look at: Fewer than 20 complaints a month."
    assert said["idea:later"] == "Nobody has said yet how we would notice that it worked."
    assert said["act:card"] == "Kept 1 of 2 times since 20 January 2027."
    assert said["decision:meet"] == ""


def test_once_customers_were_asked_again_evidence_is_what_they_say():
    done = done_in(SURVEYED)

    assert done.standing == "Done; customers say it is better there"
    assert done.evidence.startswith("At Invoice customers gave 2.5 before and 4.5 now")
    chosen = next(one for one in found(SURVEYED) if one.id == "idea:late")
    assert ". So far at Invoice customers gave 2.5 before and 4.5 now" in chosen.evidence
    assert (
        done_in(SURVEYED, customer_word="patient").standing
        == "Done; patients say it is better there"
    )


def test_it_worked_is_said_only_where_that_may_be_known():
    assert done_in(surveyed([2, 3], [4, 5], 2026, 2027)).standing == "Done, and it worked"
    tried = done_in(ROWS | {"pilots": [ON_TRIAL]})
    assert tried.standing == "Done, and it worked"
    assert tried.evidence == (
        "Its pilot: 31 of 100 before, 12 of 80 after: 16 points fewer, between 4 and 28; so it worked."
    )
    assert done_in(ROWS | {"pilots": [ON_TRIAL | {"after": "soon"}]}).standing == "Done"


def test_a_pilots_answers_are_read_once(opened, monkeypatch):
    asked = []
    usual = result_of
    monkeypatch.setattr(
        "touchkit.steps.registering.result_of", lambda *given: asked.append(1) or usual(*given)
    )
    opened.session.save("pilot", lambda edits: edits.add("pilots", **ON_TRIAL))

    assert row(opened, "idea:done").standing == "Done, and it worked"
    opened.state.give("idea:late", "Mint")
    row(opened, "idea:done")

    assert len(asked) == 1


def test_clearly_worse_is_not_nothing_to_see():
    worse = done_in(surveyed([4, 5], [2, 3], 1, 2))

    assert (worse.standing, worse.worse) == ("Done; customers say it is worse there", True)
    assert worse.review == "8 February 2027"
    same = done_in(surveyed([3, 4], [4, 3], 1, 2))
    assert (same.standing, same.worse, same.review) == (
        "Done; nothing to see yet",
        False,
        "8 February 2027",
    )


def test_when_to_look_again_is_said_where_it_is_not_the_day_itself():
    said = {one.id: one.review for one in found()}

    assert said["idea:late"] == "8 February 2027"
    assert said["decision:meet"] == ""


def test_what_is_overdue_and_what_is_lacking_is_counted():
    assert standing(found()) == "5 things to do: 2 overdue and 1 without an owner. 1 done."
    calm = {"ideas": [{"id": "a", "touchpoint": "x", "title": "A", "status": "chosen"}]}
    assert (
        standing(found(calm))
        == "1 thing to do: nothing overdue, 1 without an owner and 1 without a date."
    )


def test_an_owner_and_a_date_are_stored_with_the_decision_the_idea_became(opened):
    opened.session.save("decide", lambda edits: edits.add(
        "decisions", step="enhance", text="A card", idea="loose"))  # fmt: skip

    opened.state.give("idea:loose", " Mint ")
    opened.state.set_due("idea:loose", "24.12.2027")

    both = [opened.session.tables("ideas"), opened.session.tables("decisions")]
    stored = [
        frame[frame[column] == "loose"].iloc[0]
        for frame, column in zip(both, ("id", "idea"), strict=True)
    ]
    assert [one["owner"] for one in stored] == ["Mint", "Mint"]
    assert {one["due"].date() for one in stored} == {dt.date(2027, 12, 24)}


def test_decisions_and_acts_are_given_away_as_well(opened):
    opened.state.give("decision:meet", "Mint")
    opened.state.give("act:card", "Sage")

    assert row(opened, "decision:meet").owner == "Mint"
    assert row(opened, "act:card").owner == "Sage"
    opened.session.undo()
    assert row(opened, "act:card").owner == "Mint"


def test_what_is_no_date_is_said_and_nothing_is_stored(opened):
    opened.state.set_due("idea:late", "soonish")

    assert opened.state.due_trouble[0] == "idea:late"
    assert "not read as a date" in opened.state.due_trouble[1]
    assert row(opened, "idea:late").due == day(-3)


def test_a_status_is_stored_and_what_is_dropped_leaves_the_register(opened):
    opened.state.set_status("idea:late", "done")
    opened.state.set_status("idea:loose", "dropped")
    opened.state.set_status("act:card", "done")

    assert row(opened, "idea:late").status == "done"
    assert "idea:loose" not in ids(opened)
    assert row(opened, "act:card").status == "open"


def test_a_decision_is_done_once_somebody_says_so_and_then_never_overdue(opened):
    opened.state.set_status("decision:meet", "testing")
    assert row(opened, "decision:meet").status == "open"
    opened.state.set_due("decision:meet", "2020-03-02")
    assert row(opened, "decision:meet").overdue

    opened.state.set_status("decision:meet", "done")

    assert row(opened, "decision:meet").standing == "Done"
    assert not row(opened, "decision:meet").overdue
    assert opened.session.tables("decisions")["status"].tolist() == ["done"]


def test_an_idea_only_a_decision_names_is_decided_until_it_is_chosen(opened):
    opened.session.save("decide", lambda edits: edits.add(
        "decisions", step="enhance", text="We do it", idea="free"))  # fmt: skip

    assert ("Decided", "decided") in row(opened, "idea:free").statuses
    opened.state.set_status("idea:free", "decided")
    opened.state.set_status("idea:free", "testing")
    assert [value for _, value in row(opened, "idea:free").statuses] == [
        "chosen", "testing", "done", "dropped",
    ]  # fmt: skip


def test_rows_are_shown_by_owner_and_what_nobody_has_taken_on(opened):
    assert opened.state.owners(opened.facts()) == [
        ("everybody", ""), ("nobody yet (1)", NOBODY), ("Mint (3)", "Mint"), ("Sage (2)", "Sage"),
    ]  # fmt: skip

    opened.state.look_for("Sage")
    assert ids(opened) == ["idea:late", "decision:meet"]
    opened.state.look_for(NOBODY)
    assert ids(opened) == ["idea:loose"]


def test_a_row_keeps_its_place_while_somebody_works_on_it(opened):
    opened.state.look_for(NOBODY)
    assert ids(opened) == ["idea:loose"]

    opened.state.give("idea:loose", "Mint")

    assert ids(opened) == ["idea:loose"]
    assert opened.state.owners(opened.facts())[1] == ("nobody yet (0)", NOBODY)
    opened.state.look_for("")
    before = ids(opened)
    opened.state.set_due("idea:loose", "24.12.2027")
    assert ids(opened) == before
    opened.state.sort_again()
    assert ids(opened).index("idea:loose") > before.index("idea:loose")


def test_what_is_new_stands_where_it_belongs_though_others_keep_their_places(opened):
    before = ids(opened)

    opened.session.save("decide", lambda edits: edits.add(
        "decisions", step="enhance", text="New", id="new"))  # fmt: skip

    after = ids(opened)
    assert after.index("decision:new") == 3
    assert [one for one in after if one != "decision:new"] == before


def test_many_rows_are_shown_a_page_at_a_time(opened):
    opened.session.save("many", lambda edits: [
        edits.add("decisions", step="enhance", text=f"Number {n}") for n in range(PAGE)])  # fmt: skip

    assert len(ids(opened)) == PAGE
    assert opened.state.more(opened.facts()) == 6
    opened.state.show_more()
    assert len(ids(opened)) == PAGE + 6
    assert opened.state.more(opened.facts()) == 0


def test_another_client_begins_with_everybody(opened):
    opened.state.look_for("Sage")

    opened.session.open("bare", remember=False)

    assert opened.state.owner == ""
    assert ids(opened) == []


def test_customers_words_are_worked_out_once_though_owners_change(opened, monkeypatch):
    asked = []
    usual = Numbers.change
    monkeypatch.setattr(
        "touchkit.steps.registering.Numbers.change", lambda self: asked.append(1) or usual(self)
    )

    ids(opened)
    opened.state.give("idea:late", "Mint")
    ids(opened)

    assert len(asked) == 1
