"""What the board's page can ask for: each intent, and what is refused in a sentence."""

import pytest

from tests.steps.bakery import Keyboard, bake
from touchkit.errors import StoreBusyError
from touchkit.steps.intents import INTENTS

HOSTILE = "<img src=x onerror=alert(1)>"
HUGE = "x" * 10_000
NOTES = "id,touchpoint,lane,text\nn1,bill,question,Why so late?\nn2,bill,promise,We call back\n"
SCORES = "group,touchpoint,measure,score,respondent,n\nteam,bill,received,3,mia,\ncustomer,bill,received,3,,5\n"
LINKS = (
    "id,source,target,persona,status\nl1,window,counter,,current\nl2,counter,bill,anna,planned\n"
)


@pytest.fixture
def page(tmp_path, monkeypatch):
    bake(tmp_path, monkeypatch)
    return Keyboard("mia")


@pytest.fixture
def full(tmp_path, monkeypatch):
    bake(tmp_path, monkeypatch, notes=NOTES, scores=SCORES, links=LINKS)
    return Keyboard("mia")


@pytest.fixture
def other(page):
    return Keyboard("ben")


def put(page, *ids, stage="buy", rows="", row="", before=None, **more):
    return page.act("move", ids=list(ids), stage=stage, rows=rows, row=row, before=before, **more)


# moving


def test_a_card_is_moved_to_another_cell_as_one_step(page):
    reply = put(page, "window", rows="department", row="office", before="bill")

    assert (reply.ok, reply.said) == (True, "Moved “The window” to Buy · Office.")
    assert page.line("buy") == ["counter", "window", "bill", "bag"]
    assert page.card("window")["department"] == "office"
    assert page.card("bill")["position"] == 2.0
    page.session.undo()
    assert (page.card("window")["stage"], page.card("window")["position"]) == ("know", 1.0)


def test_a_card_is_moved_among_those_of_its_stage_and_back_to_the_end(page):
    put(page, "bag", before="counter")
    assert page.line("buy") == ["bag", "counter", "bill"]

    put(page, "bag")

    assert page.line("buy") == ["counter", "bill", "bag"]


def test_several_cards_are_moved_together_in_the_order_they_were_chosen(page):
    reply = put(page, "sticky", "window", rows="channel", row="post", before="bill")

    assert reply.said == "Moved 2 cards to Buy · Post."
    assert page.line("buy") == ["counter", "sticky", "window", "bill", "bag"]
    assert (page.card("sticky")["channel"], page.card("window")["department"]) == ("post", "shop")


def test_a_card_goes_back_to_the_unsorted_stack_and_to_nobody(page):
    put(page, "bill", stage="", rows="department", row="")

    assert not {"stage", "department"} & page.card("bill").keys()
    assert page.line("") == ["sticky", "bill"]


def test_dropping_a_card_where_it_is_stores_nothing(page):
    before = page.session.undoable

    reply = put(page, "bill", rows="department", row="office", before="bag")

    assert (reply.ok, reply.said, page.session.undoable) == (True, "", before)


def test_the_later_move_wins_and_both_hear_of_the_other(page, other):
    was = {"bill": {"stage": "buy", "department": "office"}}
    put(other, "bill", stage="know", rows="department", row="shop", was=was)

    reply = put(page, "bill", stage="refer", rows="department", row="office", was=was)
    other.look()

    assert reply.said == "ben had moved it to Know · Shop; now it is where you put it."
    assert page.card("bill")["stage"] == "refer"
    assert page.told == []
    assert other.told == [
        "mia moved “The bill” to Refer · Office. Where you had put it holds no more."
    ]
    assert page.seen["cards"] == other.seen["cards"]


def test_who_moves_a_card_where_somebody_put_it_already_is_told_so(page, other):
    was = {"bill": {"stage": "buy", "department": "office"}}
    put(other, "bill", stage="know", was=was)

    assert put(page, "bill", stage="know", was=was).said == "ben had put it there already."


def test_a_stage_removed_while_a_card_is_on_its_way_there_is_refused_with_who(page, other):
    other.session.save("remove a stage", lambda edits: edits.remove("stages", "refer"))
    before = page.card("bill")

    reply = put(page, "bill", stage="refer")

    assert not reply.ok
    assert reply.said == "ben has removed this stage meanwhile; the card stays where it was."
    assert page.card("bill") == before


def test_a_card_that_is_gone_is_not_moved_and_the_others_neither(page, other):
    other.act("remove", ids=["bill"])

    reply = put(page, "window", "bill", stage="refer")

    assert (reply.ok, reply.said) == (
        False, "ben has removed this card meanwhile; nothing was moved.",
    )  # fmt: skip
    assert page.card("window")["stage"] == "know"


def test_a_neighbour_that_went_elsewhere_meanwhile_means_the_end(page, other):
    put(other, "bill", stage="know")

    assert put(page, "window", before="bill").ok

    assert page.line("buy") == ["counter", "bag", "window"]


# adding, changing, removing


def test_a_line_pasted_twice_makes_one_card_where_it_stood_first(page):
    page.act("add", name="The smell\nThe bench\nthe smell", stage="know", rows="")

    assert page.line("know") == ["window", "the-smell", "the-bench"]


def test_a_card_is_added_in_its_cell_in_front_of_another(page):
    reply = page.act(
        "add", name=" The smell ", stage="buy", rows="department", row="office", before="bill"
    )

    assert (reply.ok, reply.said, reply.rows) == (True, "Added “The smell”.", ("the-smell",))
    assert page.line("buy") == ["counter", "the-smell", "bill", "bag"]
    assert page.card("the-smell")["department"] == "office"


def test_several_lines_are_several_cards_and_one_step(page):
    reply = page.act("add", name="One\n\nTwo\ntwo\nThe bill", stage="know", rows="", row="")

    assert reply.said == "Added 2 cards. “The bill” is on the map already and stayed there."
    assert page.line("know") == ["window", *reply.rows]
    page.act("undo")
    assert page.line("know") == ["window"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("the BILL", "“The bill” is on the map already; nothing was added."),
        (" \n ", "A card needs a name; nothing was added."),
        (HUGE, "That is 10,000 letters; a name holds at most 500"),
        ("\n".join(map(str, range(501))), "That is 501 lines; at most 500 go at once."),
    ],
    ids=["twin", "blank", "huge", "many"],
)
def test_a_name_that_cannot_be_is_refused(page, name, said):
    before = page.session.revision

    reply = page.act("add", name=name, stage="buy", rows="", row="")

    assert not reply.ok
    assert reply.said.startswith(said)
    assert page.session.revision == before


@pytest.mark.parametrize("name", [HOSTILE, "ברוכים הבאים", "🙂", "a/b; c"])
def test_any_name_is_kept_as_it_was_typed(page, name):
    (made,) = page.act("add", name=name, stage="buy", rows="", row="").rows

    assert page.seen["cards"][made]["name"] == name


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("name", "Invoice", "Invoice"), ("channel", "post", "post"), ("contact", "indirect", "indirect"),
        ("status", "planned", "planned"), ("moment_of_truth", True, True), ("shortlist", True, True),
        ("verdict", "fix", "fix"), ("description", HOSTILE, HOSTILE), ("cost_now", "3,5", 3.5),
        ("cost_now", 12, 12.0), ("department", "", None),
    ],
)  # fmt: skip
def test_a_field_is_changed_and_undone(page, field, value, stored):
    before = page.card("bill")

    reply = page.act("edit", id="bill", field=field, value=value)

    assert reply.ok, reply.said
    assert page.card("bill").get(field) == stored
    assert page.act("undo").ok
    assert page.card("bill") == before


def test_a_card_given_another_stage_goes_to_its_end(page):
    page.act("edit", id="window", field="stage", value="buy", was="know")
    page.act("edit", id="counter", field="stage", value="buy")
    page.act("editMany", ids=["counter", "sticky"], field="stage", value="buy")

    assert page.line("buy") == ["counter", "bill", "bag", "window", "sticky"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "A touchpoint needs a name"), ("name", HUGE, "That is 10,000 letters"),
        ("name", "the counter", "“The counter” is on the map already; the old name was kept."),
        ("description", "x" * 20_001, "That is too long: 20,001 letters"),
        ("cost_now", "-1", "'-1' does not go (cost_now): at least 0"),
        ("cost_now", "much", "'much' does not go (cost_now)"),
        ("cost_now", True, "touchkit did not understand this (value)"),
        ("status", "gone", "'gone' does not go (status): exists, planned, retired"),
        ("shortlist", "yes", "touchkit did not understand this (value)"),
        ("channel", "fax", "There is no such channel; nothing was stored."),
        ("stage", "no", "There is no such stage; nothing was stored."),
        ("id", "x", "touchkit did not understand this (field)"),
        ("votes", 3, "touchkit did not understand this (field)"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused_in_words(page, field, value, said):
    before = page.session.workshop.store.rows()

    reply = page.act("edit", id="bill", field=field, value=value)

    assert not reply.ok
    assert reply.said.startswith(said)
    assert "\n" not in reply.said
    assert page.session.workshop.store.rows() == before


def test_words_somebody_else_wrote_meanwhile_are_not_written_over(page, other):
    other.act("edit", id="bill", field="name", value="Invoice", was="The bill")

    reply = page.act("edit", id="bill", field="name", value="Account", was="The bill")

    assert not reply.ok
    assert (
        reply.said == "ben changed this meanwhile (name: “Invoice”); look again, then write yours."
    )
    assert page.card("bill")["name"] == "Invoice"
    assert page.act("edit", id="bill", field="name", value="Invoice", was="The bill").ok


def test_a_choice_somebody_else_made_meanwhile_gives_way_and_that_is_said(page, other):
    other.act("edit", id="bill", field="status", value="planned", was="exists")

    reply = page.act("edit", id="bill", field="status", value="retired", was="exists")

    assert reply.said == "ben had changed this meanwhile (status); now it is as you said."
    assert (page.card("bill")["status"], page.told) == ("retired", [])


def test_many_cards_are_changed_as_one_step(page):
    assert page.act("editMany", ids=["bill", "bag"], field="shortlist", value=True).ok
    assert page.act("editMany", ids=["bill", "window"], field="stage", value="refer").ok

    assert page.line("refer") == ["bill", "window"]
    assert page.card("bag")["shortlist"]
    page.act("undo")
    assert page.line("buy") == ["counter", "bill", "bag"]
    assert not page.act("editMany", ids=["bill"], field="name", value="x").ok
    assert not page.act("editMany", ids=["bill", "nix"], field="shortlist", value=True).ok


def test_removing_says_what_goes_along_and_undo_brings_all_back(full):
    before = full.session.workshop.store.rows()

    reply = full.act("remove", ids=["bill"])

    assert reply.said == (
        "Removed “The bill” with 2 notes, 6 answers and 1 arrow. Undo brings all of it back."
    )
    assert "bill" not in full.seen["cards"]
    assert list(full.seen["notes"]) == []
    full.act("undo")
    assert full.session.workshop.store.rows() == before
    full.act("redo")
    assert "bill" not in full.seen["cards"]


def test_removing_what_is_gone_is_refused(page, other):
    other.act("remove", ids=["bill"])

    assert page.act("remove", ids=["bill"]).said == (
        "ben has removed this card meanwhile; nothing was removed."
    )
    assert page.act("remove", ids=["bill", "bag"]).said.startswith("Removed 1 card.")


def test_cards_are_parked_and_disputed_and_no_more(page):
    assert page.act("park", ids=["bill", "bag"], on=True, reason="later").said == (
        "Marked 2 cards as parked."
    )
    page.act("dispute", ids=["bill"], on=True)
    page.act("park", ids=["bill"], on=True)

    assert len(page.session.workshop.marks) == 3
    bill = page.seen["cards"]["bill"]
    assert (bill["parked"], bill["disputed"]) == ("later", True)
    page.act("park", ids=["bill", "bag"], on=False)
    assert "parked" not in page.seen["cards"]["bill"]


# arrows


def test_the_first_arrow_drawn_takes_the_place_of_the_assumed_ones(page):
    assert len(page.seen["arrows"]) == 3

    reply = page.act("link", source="window", target="bill", persona="anna", status="planned")

    assert reply.said == (
        "Drew an arrow from “The window” to “The bill”. It is the first one drawn: from now on only drawn arrows "
        "count."
    )
    (arrow,) = page.seen["arrows"].values()
    assert (arrow["id"],) == reply.rows
    assert (arrow["personas"], arrow["status"], page.seen["assumed"]) == (
        ["anna"],
        "planned",
        False,
    )


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ({"source": "bill", "target": "bill"}, "An arrow leads from one card to another one"),
        ({"source": "window", "target": "counter"}, "This arrow is drawn already for everybody"),
        ({"source": "counter", "target": "bill", "persona": "anna"}, "This arrow is drawn already for Anna"),
        ({"source": "counter", "target": "gone"}, "There is no such card"),
        ({"source": "counter", "target": "bag", "persona": "zoe"}, "There is no such persona"),
        ({"source": "counter", "target": "bag", "status": "maybe"}, "An arrow is current or planned"),
    ],
)  # fmt: skip
def test_an_arrow_that_cannot_be_is_refused(full, args, said):
    reply = full.act("link", **args)

    assert (reply.ok, len(full.seen["arrows"])) == (False, 2)
    assert reply.said.startswith(said)


def test_an_arrow_is_changed_turned_and_removed(full):
    assert full.act("link", source="counter", target="bill", persona="ben").ok
    assert not full.act("relink", id="l2", field="personas", value=["ben"]).ok
    assert full.act("relink", id="l2", field="personas", value=[]).ok
    assert full.act("relink", id="l2", field="share", value=0.25).ok
    assert full.act("relink", id="l2", field="status", value="current").ok
    assert full.act("turn", id="l2").ok

    arrow = full.seen["arrows"]["l2"]
    assert (arrow["source"], arrow["target"], arrow["share"]) == ("bill", "counter", 0.25)
    assert (arrow.get("personas"), arrow["status"]) == (None, "current")
    assert not full.act("relink", id="l2", field="share", value=2).ok
    assert full.act("unlink", ids=["l1", "l2", "gone"]).said == "Removed 2 arrows."
    assert not full.act("unlink", ids=["l1"]).ok


def test_an_arrow_that_only_follows_from_the_order_cannot_be_changed(page):
    for name, args in (("unlink", {"ids": ["window>counter"]}), ("turn", {"id": "window>counter"})):
        assert page.act(name, **args).said.startswith("This arrow only follows from the order")


# notes


def test_a_note_is_written_changed_and_removed(full):
    reply = full.act("note", lane="obstacle", text=HOSTILE, touchpoint="bag", persona="anna")

    (made,) = reply.rows
    assert full.seen["notes"][made]["text"] == HOSTILE
    assert full.seen["cards"]["bag"]["open"] == 1
    assert full.act("editNote", id=made, field="severity", value="loses", was="").ok
    assert full.act("editNote", id=made, field="met", value="yes").ok
    assert "open" not in full.seen["cards"]["bag"]
    assert full.act("removeNote", id=made).ok
    assert made not in full.seen["notes"]
    assert full.act("note", lane="promise", text="Fresh", stage="buy").ok


@pytest.mark.parametrize(
    ("name", "args", "said"),
    [
        ("note", {"lane": "question", "text": " ", "touchpoint": "bag"}, "A note needs words"),
        ("note", {"lane": "question", "text": "x"}, "A note stands in a lane"),
        ("note", {"lane": "song", "text": "x", "stage": "buy"}, "There is no such lane"),
        ("note", {"lane": "question", "text": "x", "touchpoint": "no"}, "There is no such card"),
        ("editNote", {"id": "gone", "field": "text", "value": "x"}, "There is no such note"),
        ("editNote", {"id": "n1", "field": "text", "value": ""}, "A note needs its text"),
        (
            "editNote",
            {"id": "n1", "field": "met", "value": "perhaps"},
            "'perhaps' does not go (met)",
        ),
        ("removeNote", {"id": "gone"}, "There is no such note"),
    ],
)
def test_a_note_that_cannot_be_is_refused(full, name, args, said):
    before = full.session.workshop.store.rows()

    reply = full.act(name, **args)

    assert not reply.ok
    assert reply.said.startswith(said)
    assert full.session.workshop.store.rows() == before


def test_a_note_somebody_else_wrote_anew_is_not_written_over(full):
    Keyboard("ben").act("editNote", id="n1", field="text", value="Why so high?")

    reply = full.act("editNote", id="n1", field="text", value="Why at all?", was="Why so late?")

    assert reply.said == (
        "ben changed this note meanwhile to “Why so high?”; look again, then write yours."
    )


# findings, personas, other parts, undo


def test_a_finding_is_mended_with_a_choice_and_gone(page):
    finding = page.seen["findings"]["no-stage:sticky"]
    assert finding["fix"] == {
        "label": "Stage", "choices": [["Know", "know"], ["Buy", "buy"], ["Refer", "refer"]],
    }  # fmt: skip
    assert not page.act("fix", id=finding["id"]).ok
    assert not page.act("fix", id=finding["id"], choice="nowhere").ok

    assert page.act("fix", id=finding["id"], choice="refer").ok

    assert page.card("sticky")["stage"] == "refer"
    assert finding["id"] not in page.seen["findings"]
    assert page.act("fix", id=finding["id"], choice="refer").said.startswith("This is no longer so")


def test_a_finding_is_accepted_with_a_reason(page):
    assert page.act("accept", id="empty-stage:refer", reason="we are new").ok

    assert "empty-stage:refer" not in page.seen["findings"]
    assert list(page.session.workshop.marks["reason"]) == ["we are new"]


def test_findings_say_what_they_are_about_and_what_can_be_chosen(full):
    found = full.seen["findings"]

    assert found["empty-stage:refer"]["stage"] == "refer"
    assert found["empty-stage:refer"]["fix"] == {"label": "Prompts for this stage"}
    assert found["hand-off:counter/bill"]["arrow"] == "counter/bill"
    assert "fix" not in found["hand-off:counter/bill"]
    assert found["unreachable:bag"]["fix"] == {"label": "Comes after", "pick": "touchpoints"}
    assert full.act("fix", id="unreachable:bag", choice="counter").ok
    assert "unreachable:bag" not in full.seen["findings"]


def test_an_empty_department_leads_to_a_new_card_there(page):
    page.session.workshop.add("departments", name="Oven")
    page.look()

    assert page.act("fix", id="empty-department:oven").ok

    assert page.cards.wanted == (1, {"stage": "know", "department": "oven"})


def test_a_journey_is_chosen_and_no_step_is_stored(page):
    before = page.session.revision

    assert page.act("persona", id="anna").said == "The journey of Anna."

    assert (page.seen["persona"], page.session.revision) == ("anna", before)
    assert not page.act("persona", id="zoe").ok


def test_the_page_turns_to_other_parts_of_the_step(page):
    assert page.act("section", name="catalogue", stage="refer").ok
    assert (page.cards.section, page.mending.catalogue.stage) == ("catalogue", "refer")
    assert not page.act("section", name="catalogue", stage="gone").ok
    assert not page.act("section", name="kitchen").ok


def test_undo_and_redo_say_what_and_when_there_is_nothing(page):
    assert page.act("undo").said == "There is nothing to undo."
    put(page, "bill", stage="refer")
    assert page.seen["undo"] == "move “The bill” to Refer"

    assert page.act("undo").said == "Undone: move “The bill” to Refer."
    assert page.seen["redo"] == "move “The bill” to Refer"
    assert page.act("redo").said == "Done again: move “The bill” to Refer."
    assert page.line("refer") == ["bill"]


def test_undo_of_what_somebody_changed_since_is_refused_with_who(page, other):
    put(page, "bill", stage="refer")
    other.act("edit", id="bill", field="name", value="Invoice")

    reply = page.act("undo")

    assert not reply.ok
    assert "by ben" in reply.said


# what no page sends


WRONG = [
    None, 3, "x", [], {}, {"ids": 3}, {"ids": [3]}, {"ids": []}, {"id": ["x"]}, {"name": {}},
    {"ids": ["x"] * 6000}, {"ids": [HUGE], "on": True, "stage": "buy", "rows": ""},
    {"source": "bill", "target": 9}, {"id": HUGE}, {"lane": HUGE, "text": "x", "stage": "buy"},
    {"id": "bill", "field": "name", "value": 7}, {"id": "bill", "field": 7, "value": "x"},
    {"ids": ["gone"], "field": [], "value": 1, "on": "yes", "rows": "persona", "stage": 5},
]  # fmt: skip


@pytest.mark.parametrize(
    "name", [*(n for n in INTENTS if n not in {"undo", "redo"}), "drop", None, 5, []]
)
def test_whatever_else_is_asked_gets_one_sentence_and_stores_nothing(page, name):
    before = page.session.workshop.store.rows()

    replies = [page.board.act(name, args) for args in WRONG]

    for reply in replies:
        assert not reply.ok
        assert reply.said.endswith((".", "?"))
        assert "\n" not in reply.said
        assert len(reply.said) < 300
    assert page.session.workshop.store.rows() == before


def test_without_a_client_everything_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    bake(tmp_path, monkeypatch)
    page = Keyboard("mia")
    page.session.workshop = None

    assert page.board.act("add", {"name": "x", "stage": "", "rows": ""}).said.startswith(
        "Choose a client first"
    )
    assert page.board.news() == []


def test_a_store_that_cannot_be_written_is_said_and_shown(page, monkeypatch):
    def busy(*_):
        raise StoreBusyError("Another program holds the workshop; wait a moment and try again.")

    monkeypatch.setattr(page.session.workshop.store, "action", busy)

    reply = put(page, "bill", stage="refer")

    assert not reply.ok
    assert page.session.error == reply.said
