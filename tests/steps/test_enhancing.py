"""Step 5 without a kernel: what is open, verdicts, ideas, decisions, prompts, and how often it reads."""

import datetime as dt
import shutil
import time

import pytest

from touchkit.errors import InputError
from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.steps.decisions import DecisionsState
from touchkit.steps.enhancing import PAGE, Enhancing
from touchkit.steps.registering import Registering
from touchkit.steps.session import Session

HOSTILE = "<img src=x onerror=alert(1)>"
TODAY = dt.date(2026, 11, 25)


def marks(touchpoint, group, measure, values):
    for who, value in enumerate(values):
        yield {
            "respondent": f"{group}{who}", "group": group, "touchpoint": touchpoint, "measure": measure,
            "score": value,
        }  # fmt: skip


ROWS = {
    "stages": [{"id": "before", "name": "Before"}, {"id": "after", "name": "After"}],
    "departments": [{"id": "desk", "name": "The desk"}],
    "channels": [{"id": "telephone", "name": "Telephone", "family": "communication"}],
    "lanes": [{"id": "obstacle", "name": "Obstacle"}, {"id": "think", "name": "Think"}],
    "personas": [{"id": "ann", "name": "Ann"}, {"id": "ben", "name": "Ben", "skips": "after"}],
    "participants": [{"id": "mint", "alias": "Mint"}],
    "touchpoints": [
        {"id": "call", "name": "First call", "stage": "before", "channel": "telephone", "shortlist": True},
        {"id": "shop", "name": "In the shop", "stage": "after", "shortlist": True},
        {"id": "card", "name": "Card", "stage": "after", "status": "planned", "shortlist": True},
        {"id": "flyer", "name": "Flyer", "stage": "before"},
    ],
    "scores": [
        *marks("call", "team", "received", [4, 4]), *marks("call", "team", "desired", [5, 5]),
        *marks("shop", "team", "received", [2, 2]), *marks("shop", "team", "desired", [5, 5]),
        *marks("shop", "team", "minimum", [3]),
    ],
    "notes": [
        {"touchpoint": "shop", "lane": "obstacle", "text": "No chair", "severity": "annoys"},
        {"touchpoint": "shop", "lane": "think", "text": "They knew me"},
    ],
    "ideas": [
        {"id": "chair", "touchpoint": "shop", "title": "A chair by the till"},
        {"id": "band", "touchpoint": "call;shop", "title": "Ring back", "kind": "delight", "owner": "Ann"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def packs(tmp_path_factory):
    """Two clients, opened once: each test gets a copy, which takes milliseconds."""
    folder = tmp_path_factory.mktemp("packs")
    write_pack(Pack.from_rows(Client(title="Tiny", smallest_group_team=1), ROWS), folder / "tiny")
    write_pack(Pack.from_rows(Client(title="Bare"), {}), folder / "bare")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOUCHKIT_FOLDER", str(folder))
        patch.delenv("TOUCHKIT_DATABASE", raising=False)
        for name in ("tiny", "bare"):
            assert Session(name).workshop is not None
    return folder


@pytest.fixture
def state(packs, tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path / "data"))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    shutil.copytree(packs, tmp_path / "data")
    return Enhancing(Session("tiny"), today=lambda: TODAY)


def stored(state, table, row):
    frame = state.session.tables(table)
    return frame[frame["id"] == row].iloc[0]


def test_the_shortlist_is_shown_the_widest_gap_first_and_open(state):
    assert [one.touchpoint for one in state.in_list()] == ["shop", "call", "card"]
    assert state.current == "shop"
    assert state.facts().found[2].note == (
        "cannot be ranked: no received score; ask what they get today instead"
    )


def test_a_stage_the_persona_skips_is_left_out(state):
    state.session.persona = "ben"

    assert [one.touchpoint for one in state.in_list()] == ["call"]


def test_the_next_touchpoint_is_the_next_of_the_list_and_then_the_first(state):
    seen = []
    for _ in range(3):
        state.turn_on()
        seen.append(state.current)

    assert seen == ["call", "card", "shop"]


def test_a_touchpoint_that_is_gone_gives_way_to_the_first(state):
    state.turn_to("call")

    state.session.save("remove", lambda edits: edits.remove("touchpoints", "call"))

    assert state.current == "shop"


def test_what_is_in_the_way_and_what_was_wanted_stand_beside_each_other(state):
    assert [one.text for one in state.in_the_way()] == ["No chair"]
    assert [one.text for one in state.wanted()] == ["They knew me"]


def test_a_verdict_is_stored_and_the_same_one_again_takes_it_away(state):
    assert state.judge("fix")
    assert stored(state, "touchpoints", "shop")["verdict"] == "fix"
    assert state.standing("shop") == "✓ fix · 2 ideas"

    state.judge("delight")
    assert stored(state, "touchpoints", "shop")["verdict"] == "delight"

    state.judge("delight")
    assert state.session.tables("touchpoints")["verdict"].isna().all()


def test_a_verdict_can_be_undone(state):
    state.judge("stop")
    assert state.session.undoable == "verdict on In the shop: stop"

    state.session.undo()

    assert state.standing("shop") == "2 ideas"


def test_an_idea_is_stored_for_the_open_touchpoint_and_opened(state):
    state.turn_to("call")

    assert state.add_ideas("  Say our name first ", "surprise") == 1

    idea = state.facts().at("call")[-1]
    assert (idea.title, idea.kind, idea.id) == ("Say our name first", "surprise", state.idea)
    assert (state.said, idea.lacks) == ("", ("an owner", "a date"))


def test_a_pasted_list_is_an_idea_a_line_and_one_step_back(state):
    assert state.add_ideas("- One way\n- Quite another\n\n- One way") == 2

    state.session.undo()

    assert [idea.id for idea in state.facts().ideas] == ["chair", "band"]


def test_an_idea_that_looks_like_another_is_kept_and_that_is_said(state):
    state.turn_to("call")

    state.add_ideas("Chair by the till")

    assert state.said == (
        "“Chair by the till” looks like “A chair by the till” at In the shop. Keep both, or remove one."
    )
    assert len(state.facts().ideas) == 3


def test_an_idea_that_is_there_already_is_not_stored_twice(state):
    assert state.add_ideas("a chair  by the till") == 0

    assert state.said == "“A chair by the till” is there already."
    assert (len(state.facts().ideas), state.idea) == (2, "chair")


def test_nothing_typed_adds_nothing(state):
    assert state.add_ideas(" \n ") == 0
    assert state.session.undoable == ""


def test_any_title_is_kept_as_it_was_typed(state):
    for title in (HOSTILE, "x" * 10_000, "مرحبا", "🙂"):
        assert state.add_ideas(title) == 1, title

    assert [idea.title for idea in state.facts().ideas][2:] == [
        HOSTILE,
        "x" * 10_000,
        "مرحبا",
        "🙂",
    ]
    assert len(state.said) < 300


def test_fields_of_an_idea_are_stored_and_a_blank_clears_one(state):
    state.change_idea("chair", lift="M", votes=4, department="desk", owner="Somebody new")
    assert list(stored(state, "ideas", "chair")[["lift", "votes", "owner"]]) == [
        "M",
        4,
        "Somebody new",
    ]
    assert "Somebody new" in state.facts().people

    state.change_idea("chair", lift="", owner="")

    assert state.facts().ideas[0].lift == state.facts().ideas[0].owner == ""


def test_an_idea_without_a_title_is_refused(state):
    assert not state.change_idea("chair", title="  ")

    assert state.session.error == "An idea needs a title. To take it away, press its Remove."
    assert state.facts().ideas[0].title == "A chair by the till"


def test_a_date_is_stored_as_it_was_meant(state):
    assert state.set_due("chair", "24.12.")

    assert state.facts().ideas[0].due == dt.date(2026, 12, 24)
    assert state.set_due("chair", "")
    assert state.facts().ideas[0].due is None


def test_what_is_no_date_is_said_beside_the_idea_and_nothing_is_stored(state):
    assert not state.set_due("chair", "soon")

    assert state.due_trouble == (
        "chair", "“soon” is not read as a date. Write it as 24.12.2026, 2026-12-24 or 24 December.",
    )  # fmt: skip
    assert (state.session.error, state.session.undoable) == ("", "")
    state.set_due("chair", "2027-01-09")
    assert state.due_trouble == ("", "")


def test_removing_an_idea_can_be_undone(state):
    state.remove_idea("chair")
    assert [idea.id for idea in state.facts().ideas] == ["band"]

    state.session.undo()

    assert [idea.id for idea in state.facts().ideas] == ["chair", "band"]


def test_an_idea_becomes_a_decision_with_its_owner_and_date_in_one_step(state):
    state.set_due("band", "9.1.2027")

    assert state.decide("band")

    [row] = state.session.tables("decisions").to_dict("records")
    assert (row["step"], row["text"], row["owner"]) == ("enhance", "Ring back", "Ann")
    assert row["idea"] == "band"
    assert row["due"].date() == dt.date(2027, 1, 9)
    band = state.facts().ideas[1]
    assert (band.status, state.decided(band)) == ("chosen", True)
    state.session.undo()
    assert state.session.tables("decisions").empty
    assert state.facts().ideas[1].status == "idea"


def test_an_idea_is_decided_once_only(state):
    state.decide("band")
    state.change_idea("band", status="idea")

    state.decide("band")

    assert len(state.session.tables("decisions")) == 1


def register(state):
    return Registering(state.session).all(state.facts())


def test_two_ideas_of_one_title_become_two_decisions(state):
    for touchpoint, owner in (("call", "Mia"), ("flyer", "Oki")):
        with state.session.workshop.one_step("an idea") as edits:
            edits.add(
                "ideas", id=owner.lower(), touchpoint=touchpoint, title="Call back", owner=owner
            )
    state.session.look_again()

    state.decide("mia")
    assert [i.owner for i in state.facts().ideas if state.decided(i)] == ["Mia"]
    state.decide("oki")

    assert list(state.session.tables("decisions")["owner"]) == ["Mia", "Oki"]
    assert [(one.what, one.where) for one in register(state)] == [
        ("Call back", "First call"), ("Call back", "Flyer"),
    ]  # fmt: skip


def test_a_decision_that_was_worded_anew_is_still_its_ideas(state):
    state.decide("band")
    [row] = state.session.tables("decisions")["id"]

    DecisionsState(state.session, "enhance").reword(row, "We ring back within the hour")

    assert state.decided(state.facts().ideas[1])
    assert [one.what for one in register(state)] == ["Ring back"]


def test_an_idea_and_its_decision_have_one_owner_and_one_date_wherever_they_are_changed(state):
    state.decide("band")
    [row] = state.session.tables("decisions")["id"]
    taken = DecisionsState(state.session, "enhance")

    taken.give(row, "Mint")
    taken.set_due(row, "20.12.2026")

    band = state.facts().ideas[1]
    assert (band.owner, band.due) == ("Mint", dt.date(2026, 12, 20))
    [told] = register(state)
    assert (told.owner, told.due) == ("Mint", dt.date(2026, 12, 20))

    state.set_due("band", "9.12.2026")
    state.change_idea("band", owner="")

    [decision] = taken.decisions()
    assert (decision.owner, decision.due) == ("", dt.date(2026, 12, 9))
    state.session.undo()
    assert (taken.decisions()[0].owner, state.facts().ideas[1].owner) == ("Mint", "Mint")


def test_what_else_is_changed_in_an_idea_leaves_its_decision_alone(state):
    state.decide("band")
    [before] = DecisionsState(state.session, "enhance").decisions()

    state.change_idea("band", title="Call back", kind="fix")

    assert DecisionsState(state.session, "enhance").decisions() == [before]
    assert not state.decided(state.facts().ideas[0])


def test_an_idea_without_an_owner_may_be_decided_and_comes_first_in_the_plan(state):
    state.decide("band")
    state.decide("chair")

    assert [(one.what, one.owner) for one in register(state)] == [
        ("A chair by the till", ""), ("Ring back", "Ann"),
    ]  # fmt: skip


def test_prompts_fit_the_channel_and_one_press_makes_one_an_idea(state):
    state.turn_to("call")
    first = state.prompts()[0]

    assert state.use(first)

    idea = state.facts().at("call")[-1]
    assert (idea.title, idea.kind, idea.cost) == (first.text, first.kind, first.cost)
    assert first.id not in {one.id for one in state.prompts()}


def test_filters_leave_only_their_own_prompts(state):
    state.family = "save-first"

    assert {one.family for one in state.prompts()} == {"save-first"}


def test_a_late_room_sees_the_widest_gaps_and_which_have_no_idea_yet(state):
    state.session.late = True

    assert [one.touchpoint for one in state.in_list()] == ["shop", "call"]
    assert (
        state.late_words()
        == "Each of the widest gaps has an idea. Give every one an owner and a date."
    )
    state.remove_idea("band")
    assert state.late_words() == (
        "One idea for each of the widest gaps. Still without one to work on: First call."
    )
    assert state.standing("call") == "no idea yet"


def test_a_late_room_without_scores_is_told_to_choose_by_hand(state):
    state.session.save(
        "remove",
        lambda edits: [edits.remove("scores", row) for row in state.session.tables("scores")["id"]],
    )
    state.session.late = True

    assert state.late_words().startswith("No gap can be stated yet")
    assert len(state.in_list()) == 3


def test_an_empty_client_has_nothing_open_and_nothing_fails(state):
    state.session.open("bare", remember=False)

    assert (state.current, state.in_list(), state.in_the_way(), state.wanted()) == ("", [], [], [])
    assert not state.judge("fix")
    assert state.add_ideas("An idea") == 0
    state.turn_on()
    assert state.session.tables("ideas").empty


def test_another_client_begins_anew(state):
    state.turn_to("call")
    state.open_idea("band")

    state.session.open("bare", remember=False)

    assert (state.touchpoint, state.idea) == ("", "")


def test_without_a_client_it_says_what_to_do_first(state, tmp_path, monkeypatch):
    empty = Enhancing(Session())
    assert empty.session.workshop is None

    with pytest.raises(InputError, match="Choose a client first"):
        empty.facts()


def test_gaps_are_worked_out_once_and_again_only_when_scores_or_names_change(state, monkeypatch):
    asked, own = [], type(state.session).gaps
    monkeypatch.setattr(type(state.session), "gaps", lambda self: asked.append(1) or own(self))
    state.facts()

    state.facts()
    state.judge("fix")
    state.add_ideas("Another one")
    state.facts()
    assert len(asked) == 1

    state.session.change("touchpoints", "shop", name="At the till")
    assert "At the till" in state.facts().found[0].sentence
    score = state.session.tables("scores")["id"].iloc[0]
    state.session.save("remove", lambda edits: edits.remove("scores", score))
    state.facts()
    assert len(asked) == 3

    state.session.persona = "ann"
    state.facts()
    assert len(asked) == 4


def test_everything_is_read_once_a_change(state):
    first = state.facts()

    assert state.facts() is first
    state.judge("keep")
    assert state.facts() is not first


def test_two_hundred_touchpoints_and_a_hundred_ideas_are_read_in_a_blink(tmp_path, monkeypatch):
    points = [{"id": f"p{n}", "name": f"Point {n}"} for n in range(200)]
    ideas = [{"touchpoint": f"p{n}", "title": f"Idea {n} of its kind"} for n in range(100)]
    scores = [
        row for n in range(200)
        for row in (*marks(f"p{n}", "team", "received", [3] * 4), *marks(f"p{n}", "team", "desired", [5]))
    ]  # fmt: skip
    rows = {"touchpoints": points, "ideas": ideas, "scores": scores}
    write_pack(Pack.from_rows(Client(title="Big", smallest_group_team=1), rows), tmp_path / "big")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    state = Enhancing(Session("big"))
    state.facts()
    state.add_ideas("Quite another thought")
    state.session.workshop.tables()

    begun = time.perf_counter()
    state.facts()
    state.prompts()
    took = time.perf_counter() - begun

    assert len(state.in_list()) == PAGE
    state.show_more()
    assert len(state.in_list()) == 2 * PAGE
    assert took < 0.15, f"{took:.3f} s"
