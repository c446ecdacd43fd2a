"""The plan without a kernel: what is in, tried out, decided, and what is said while something is missing."""

import datetime as dt
import math
import shutil
import time

import pytest

from touchkit.errors import InputError, Problem
from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.plan import Choice
from touchkit.plan.thresholds import StoppedError
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.firmness import DRAWS, Firmness
from touchkit.steps.objections import objection
from touchkit.steps.planning import Planning
from touchkit.steps.session import Session
from touchkit.steps.soundings import Sounding

TODAY = dt.date(2026, 11, 25)


def marks(touchpoint, measure, score):
    return {"group": "team", "touchpoint": touchpoint, "measure": measure, "score": score}


ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "departments": [{"id": "desk", "name": "The desk"}, {"id": "shop", "name": "The shop"}],
    "personas": [{"id": "ann", "name": "Ann"}],
    "touchpoints": [
        {"id": "bill", "name": "Invoice", "stage": "buy"},
        {"id": "hold", "name": "On hold", "stage": "buy", "verdict": "stop", "cost_now": 2000},
        {"id": "card", "name": "Card", "stage": "buy", "status": "planned"},
    ],
    "scores": [
        marks("bill", "received", 2), marks("bill", "desired", 4),
        marks("hold", "received", 3), marks("hold", "desired", 5),
    ],
    "ideas": [
        {"id": "plain", "touchpoint": "bill", "title": "A plain invoice", "lift": "1.5", "cost": "3000",
         "effort_days": "5", "department": "desk"},
        {"id": "photo", "touchpoint": "bill", "title": "A picture on it", "lift": "1", "cost": "2000"},
        {"id": "ring", "touchpoint": "hold", "title": "Ring back", "lift": "1", "cost": "1000", "owner": "Mint",
         "due": dt.date(2027, 1, 8)},
        {"id": "band", "touchpoint": "hold", "title": "A brass band", "kind": "delight", "cost": "400",
         "lift": "1", "votes": 4},
        {"id": "stamp", "touchpoint": "card", "title": "A stamp card", "lift": "1", "cost": "100"},
        {"id": "sign", "touchpoint": "bill", "title": "A sign", "status": "dropped"},
    ],
}  # fmt: skip
SETTINGS = {"title": "Tiny", "smallest_group_team": 1, "budget": 5000, "decider": "Ann, the boss"}


@pytest.fixture(scope="module")
def packs(tmp_path_factory):
    """Clients opened once: each test gets a copy, which takes milliseconds."""
    folder = tmp_path_factory.mktemp("packs")
    unwanted = [row for row in ROWS["scores"] if row["measure"] == "received"]
    clients = {
        "tiny": (SETTINGS, ROWS), "bare": ({"title": "Bare"}, {}),
        "half": ({"title": "Half", "smallest_group_team": 1}, {**ROWS, "ideas": [], "scores": unwanted}),
    }  # fmt: skip
    for name, (settings, rows) in clients.items():
        write_pack(Pack.from_rows(Client(**settings), rows), folder / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOUCHKIT_FOLDER", str(folder))
        patch.delenv("TOUCHKIT_DATABASE", raising=False)
        for name in clients:
            assert Session(name).workshop is not None
    return folder


@pytest.fixture
def plan_of(packs, tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path / "data"))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    shutil.copytree(packs, tmp_path / "data")
    return lambda name: Planning(Enhancing(Session(name), today=lambda: TODAY))


@pytest.fixture
def planning(plan_of):
    return plan_of("tiny")


@pytest.fixture
def plan_of_again(planning):
    """Another keyboard at the same client."""
    return lambda: Planning(Enhancing(Session(planning.session.client), today=lambda: TODAY))


def ids(rows):
    return [row.id for row in rows]


def stored(planning, table, row):
    frame = planning.session.tables(table)
    return frame[frame["id"] == row].iloc[0]


def plain(words):
    return words.replace("\N{NO-BREAK SPACE}", " ")


def tell(planning):
    planning.ask_why()
    while planning.why.go_on():
        pass


def test_the_plan_says_what_it_closes_and_each_idea_stands_where_it_belongs(planning):
    tell(planning)
    sides = planning.sides()

    # 4250 beside the pot: 1.5 + 1 of the 4 points missing; the band is paid from the pot.
    assert (
        plain(planning.sentence()) == "Closes 63 % of what is missing, for EUR 4,400 of EUR 5,000."
    )
    assert ids(sides.fresh) == ["plain", "ring", "band"]
    assert ids(sides.out) == ["photo"]
    assert ids(sides.unranked) == ["stamp"]
    assert ids(sides.dropped) == ["sign"]
    assert sides.unranked[0].why.startswith("Ask: What do customers get today at Card")
    assert plain(sides.out[0].why) == "In from EUR 7,059"
    assert plain(sides.fresh[0].takes) == "EUR 3,000 · 5 days"
    assert plain(sides.fresh[0].closes) == "alone closes 38 %"
    assert sides.fresh[2].closes == "delight, 4 dots"
    assert plain(planning.pot()) == "Delight pot, filled by dots: EUR 400 of EUR 750, 1 idea."
    assert plain(planning.standing()) == (
        "3 ideas to decide on, EUR 4,400. 2 lack an owner, 2 a date. Ann, the boss decides."
    )


def test_a_budget_is_tried_out_without_being_stored_and_every_idea_keeps_its_place(planning):
    revision = planning.session.revision

    planning.suppose(2000)

    assert ids(planning.sides().fresh) == ["ring"]
    assert (
        plain(planning.sentence())
        == "With EUR 2,000: closes 25 % of what is missing, for EUR 1,000."
    )
    assert planning.session.revision == revision
    assert not planning.fund()
    assert "only tried out" in planning.session.error
    planning.go_back()
    assert ids(planning.sides().fresh) == ["plain", "ring", "band"]
    planning.suppose(5000)
    assert planning.what_if is None


def test_the_budget_tried_out_becomes_the_budget_and_undo_brings_the_old_one_back(planning):
    planning.suppose(7100)

    assert planning.make_it_the_budget()

    assert planning.what_if is None
    assert planning.facts().client.budget == 7100
    assert "photo" in ids(planning.sides().fresh)
    planning.session.undo()
    assert planning.budget == 5000


def test_a_budget_is_read_as_it_is_typed_and_what_is_none_is_said_beside_it(planning):
    assert planning.set_budget("EUR 2,500")
    assert planning.budget == 2500

    assert not planning.set_budget("plenty")
    assert planning.refused[0] == "budget"
    assert "plenty" in planning.refused[1]

    assert planning.set_budget("")
    assert planning.budget is None
    assert planning.refused == ("", "")
    assert [lack.says for lack in planning.missing()] == ["No budget yet."]
    assert planning.sentence() == ""
    planning.suppose(5000)
    assert planning.sides().fresh


def test_deciding_funds_and_records_what_is_in_as_one_action(planning):
    assert planning.fund()

    decisions = planning.session.tables("decisions")
    assert set(decisions["idea"]) == {"plain", "ring", "band"}
    ring = decisions[decisions["idea"] == "ring"].iloc[0]
    assert (ring["step"], ring["text"], ring["owner"]) == ("enhance", "Ring back", "Mint")
    assert ids(planning.sides().funded) == ["plain", "ring", "band"]
    assert plain(planning.standing()) == (
        "✓ Nothing is left to decide: 3 ideas funded. 2 lack an owner, 2 a date."
    )
    assert "funded" in planning.unfolded
    assert not planning.fund()

    planning.session.undo()
    assert planning.session.tables("decisions").empty
    assert ids(planning.sides().fresh) == ["plain", "ring", "band"]


def test_a_smaller_budget_never_unfunds_silently(planning):
    planning.fund()

    planning.suppose(1000)

    plan = planning.plan()
    assert plan.choice is None
    assert plan.objection.says.startswith("No plan can meet all demands: “A plain invoice” takes")
    assert "“A plain invoice”: funded already." in plan.objection.rows
    assert {row.mark for row in planning.sides().out} >= {"funded"}
    assert stored(planning, "ideas", "plain")["status"] == "chosen"


def test_what_is_taken_back_is_to_be_decided_again_and_its_decision_goes(planning):
    planning.fund()

    assert planning.take_back("ring")

    assert stored(planning, "ideas", "ring")["status"] == "idea"
    assert set(planning.session.tables("decisions")["idea"]) == {"plain", "band"}
    assert ids(planning.sides().fresh) == ["ring"]
    planning.session.undo()
    assert set(planning.session.tables("decisions")["idea"]) == {"plain", "ring", "band"}


def test_an_idea_is_demanded_left_out_and_brought_back(planning):
    planning.demand("photo", must=True)
    assert "must" in [row.mark for row in planning.sides().fresh if row.id == "photo"]
    assert "plain" in ids(planning.sides().out)

    planning.leave_out("photo")
    assert "photo" in ids(planning.sides().dropped)

    planning.bring_back("photo")
    assert "photo" in ids(planning.sides().fresh)


def test_settings_are_stored_and_change_the_plan(planning):
    planning.set_plan(delight=0.0)
    assert planning.facts().client.plan.delight == 0.0
    assert planning.facts().client.plan.years == 1
    assert planning.pot() == ""

    assert planning.set_days("desk", "4")
    tell(planning)
    assert planning.ground().days == {"desk": 4.0, "shop": math.inf}
    assert {row.id: row.why for row in planning.sides().out}["plain"].startswith(
        "1 day short in The desk"
    )
    assert planning.set_days("desk", "")
    assert planning.ground().days["desk"] == math.inf
    assert not planning.set_days("desk", "a few")
    assert planning.refused[0] == "desk"


def test_an_idea_that_excludes_what_it_needs_is_said_by_title_and_the_ideas_stay_in_sight(planning):
    tied = {"needs": "plain", "excludes": "plain"}
    assert planning.session.save("tie", lambda edits: edits.change("ideas", "photo", **tied))

    plan = planning.plan()

    assert plan.choice is None
    assert plan.objection.rows[0] == (
        "“A picture on it”: cannot stand beside: “A plain invoice”; and “A picture on it” needs "
        "“A plain invoice”. Take out either."
    )
    assert len(planning.sides().out) == 5
    assert planning.sentence() == planning.standing() == ""


def test_a_circle_of_needs_is_said_by_title():
    circle = Problem(
        file="ideas", row=3, column="needs", found="a needs b needs a", allowed="no circle", hint="Take out one.",
    )  # fmt: skip

    found = objection(InputError("No choice.", [circle]), ["Card", "Stamp"], ["b", "a"], {})

    assert found.rows == ("“Stamp”: needs: “Stamp” needs “Card” needs “Stamp”. Take out one.",)


def test_days_that_do_not_suffice_are_said_with_the_departments_name(planning):
    planning.demand("plain", must=True)
    planning.set_days("desk", "2")

    found = planning.plan().objection

    assert found.says == (
        "No plan can meet all demands: “A plain invoice” takes 5 days; The desk has 2 days."
    )
    assert found.rows[0] == "“A plain invoice” has to be done."


def test_what_is_missing_is_said_with_how_to_get_it(plan_of):
    half, bare = plan_of("half"), plan_of("bare")

    assert [(lack.says, lack.part) for lack in half.missing()] == [
        ("No desired scores yet, so nobody knows what is missing.", ""),
        ("No ideas yet.", "calling"), ("No budget yet.", ""),
    ]  # fmt: skip
    assert "Step 4" in half.missing()[0].how
    assert "No scores yet" in bare.missing()[0].says
    assert bare.plan().choice is None
    assert bare.sides().fresh == ()
    assert bare.standing() == bare.sentence() == ""


def test_a_persona_without_a_gap_sends_to_everybody(planning):
    planning.session.save("skip", lambda edits: edits.change("personas", "ann", skips="buy"))
    planning.session.persona = "ann"

    missing = planning.missing()

    if planning.facts().gaps["gap"].notna().any():
        assert missing == []
    else:
        assert missing[0].says == "No gap is known for Ann."
        assert "Everybody" in missing[0].how


def test_a_new_owner_leaves_the_plan_as_it_is(planning):
    plan, firmness = planning.plan(), Firmness(planning)
    firmness.draw()
    while firmness.draws.go_on():
        pass

    planning.enhancing.change_idea("plain", owner="Mint")

    assert planning.plan() is plan
    assert firmness.drawn() is not None
    assert planning.sides().fresh[0].owner == "Mint"
    planning.enhancing.change_idea("plain", lift="0.2")
    assert planning.plan() is not plan
    assert firmness.drawn() is None


def test_a_plan_for_a_persona_says_for_whom_it_is(planning):
    assert "Ann" not in planning.sentence()

    planning.session.persona = "ann"

    assert plain(planning.sentence()) == (
        "Closes 63 % of what is missing for Ann, for EUR 4,400 of EUR 5,000."
    )
    assert planning.standing().startswith(
        "This plan is for Ann, not for everybody. 3 ideas to decide on, "
    )
    planning.suppose(2000)
    assert "closes 25 % of what is missing for Ann, for" in planning.sentence()
    planning.go_back()
    planning.fund()
    assert planning.session.undoable == "decide the plan for Ann: 3 ideas"
    assert planning.standing().startswith("This plan is for Ann, not for everybody. ✓ Nothing")


def test_what_too_few_answered_is_asked_as_such(planning):
    hidden = {"group": "customer", "touchpoint": "card", "score": 2, "n": 2}

    def edit(edits):
        edits.change("client", "client", customer_word="guest")
        for measure in ("received", "desired"):
            edits.add("scores", measure=measure, **hidden)
        edits.add("ideas", id="both", touchpoint="card", title="Both", kind="fix")
        edits.change("ideas", "photo", touchpoint="card", must=True, lift=None)

    assert planning.session.save("few", edit)

    tell(planning)
    gaps = planning.facts().gaps.set_index("touchpoint").loc["card"]
    assert (gaps["n_received"], math.isnan(gaps["received"])) == (2, True)
    asked = {row.id: row.why for row in planning.sides().unranked}
    assert asked["stamp"] == "Ask: Too few guests answered at Card to show it; ask more."
    assert asked["both"] == (
        "Ask: Too few guests answered at Card to show it; ask more. How many points might it gain? "
        "What would it cost?"
    )
    photo = next(row.why for row in planning.sides().fresh if row.id == "photo")
    assert "Too few guests answered at Card to show it; ask more." in photo


def test_two_keyboards_decide_a_plan_once(planning, plan_of_again):
    other = plan_of_again()
    planning.sides(), other.sides()
    assert planning.fund()

    assert not other.fund()

    assert other.session.error == (
        "This was decided at another keyboard a moment ago. Nothing was stored twice."
    )
    assert len(planning.session.tables("decisions")) == 3


def test_what_was_decided_elsewhere_is_not_recorded_again_and_stays_in_test(
    planning, plan_of_again
):
    other = plan_of_again()
    other.sides()
    planning.enhancing.decide("ring")
    planning.enhancing.change_idea("ring", status="testing", owner="Sage")
    planning.enhancing.change_idea("plain", owner="Mint")

    assert other.fund()

    decisions = other.session.tables("decisions")
    assert sorted(decisions["idea"]) == ["band", "plain", "ring"]
    assert stored(other, "ideas", "ring")["status"] == "testing"
    assert decisions.set_index("idea").loc["plain", "owner"] == "Mint"


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda one: one.leave_out("ring"), "“Ring back” was left out"),
        (lambda one: one.enhancing.change_idea("ring", status="done"), "“Ring back” is done"),
        (lambda one: one.enhancing.remove_idea("ring"), "“Ring back” was removed"),
        (lambda one: one.set_budget("1000"), "the budget is EUR 1,000 now"),
    ],
)
def test_a_plan_that_changed_at_another_keyboard_is_not_decided(planning, plan_of_again, act, says):
    other = plan_of_again()
    other.sides()
    act(planning)

    assert not other.fund()

    assert plain(other.session.error) == (
        f"At another keyboard something changed: {says}. Nothing was decided; look at the plan again."
    )
    assert planning.session.tables("decisions").empty


def test_an_idea_is_taken_back_once_and_one_just_funded_is_not_left_out(planning, plan_of_again):
    planning.fund()
    other = plan_of_again()
    other.sides()
    planning.take_back("ring")
    planning.enhancing.change_idea("plain", status="done")

    assert not other.take_back("ring")
    assert other.session.error == "“Ring back” is not funded any more. Nothing was changed."
    assert not other.take_back("plain")
    assert stored(planning, "ideas", "plain")["status"] == "done"
    assert set(planning.session.tables("decisions")["idea"]) == {"plain", "band"}

    planning.enhancing.decide("ring")
    assert not other.leave_out("ring")
    assert other.session.error == (
        "“Ring back” was funded at another keyboard. To leave it out, take it back first."
    )
    assert not other.bring_back("ring")
    assert stored(planning, "ideas", "ring")["status"] == "chosen"


def test_a_decision_recorded_elsewhere_goes_when_its_idea_is_taken_back(planning, plan_of_again):
    other = plan_of_again()
    other.sides()
    planning.fund()

    assert other.take_back("ring")

    assert set(planning.session.tables("decisions")["idea"]) == {"plain", "band"}


def test_one_setting_changed_keeps_another_changed_at_another_keyboard(planning, plan_of_again):
    other = plan_of_again()
    other.facts()
    planning.set_plan(delight=0.3)

    assert other.set_plan(below_minimum=2.0)

    plan = other.facts().client.plan
    assert (plan.delight, plan.below_minimum) == (0.3, 2.0)


def test_what_the_pot_cannot_pay_is_said_to_come_from_the_rest(planning):
    planning.fund()

    planning.set_budget("5000")
    planning.set_plan(delight=0.05)

    assert plain(planning.pot()) == (
        "Delight pot: all EUR 250 of it spent on 1 idea, and EUR 150 more from the rest of the budget."
    )


def test_a_budget_below_what_is_funded_says_what_that_is_and_takes(planning):
    assert planning.promised() == ""
    planning.fund()
    assert planning.promised() == ""

    planning.suppose(4500)

    assert planning.plan().choice is None
    assert plain(planning.promised()) == (
        "Funded already: “A plain invoice”, “Ring back” and “A brass band”, EUR 4,400 in all. That "
        "takes a budget of EUR 4,706 at least, as 15 % of it is kept for delight. Moving the budget "
        "takes nothing back: raise it, or take an idea back."
    )
    planning.set_plan(delight=0.0)
    assert planning.promised() == ""
    planning.suppose(1000)
    assert "That takes a budget of EUR 4,400 at least. Moving" in plain(planning.promised())


def test_a_reason_that_takes_too_long_is_said_to_and_the_others_are_told(planning, monkeypatch):
    def reason(choice, idea, *, progress):
        if idea == "ring":
            raise StoppedError("Too long.")
        return f"in: {idea}"

    monkeypatch.setattr(Choice, "reason", reason)

    tell(planning)

    assert [row.why for row in planning.sides().fresh] == [
        "Plain", "Working out why takes too long", "Band"
    ]  # fmt: skip


def test_firmness_is_drawn_in_slices_and_a_coin_toss_is_marked(planning):
    planning.session.save(
        "twin", lambda edits: edits.change("ideas", "photo", lift="1.4", cost="2999")
    )
    firmness = Firmness(planning)
    firmness.draw()

    firmness.draws.go_on(seconds=0)
    assert 0 < firmness.draws.done < 1
    assert firmness.drawn().drawn == 1
    assert firmness.firm().startswith("Stopped too early to say")
    assert not any(row.toss for row in planning.sides().fresh)
    while firmness.draws.go_on():
        pass

    tosses = [row.id for row in (*planning.sides().fresh, *planning.sides().out) if row.toss]
    assert firmness.drawn().drawn == DRAWS
    assert tosses == ["plain", "photo"]
    assert firmness.firm().startswith("“A plain invoice” and “A picture on it” are coin tosses")
    assert firmness.firm().endswith(
        ". At 2 touchpoints nobody knows how far the scores may be off; a wide spread was assumed."
    )
    shares, decided, titles = firmness.shares()
    assert set(shares["idea"]) == set(decided["idea"]) == set(titles)
    assert ". A coin toss: in " in planning.sides().fresh[0].why


def test_work_that_is_stopped_keeps_what_it_found_and_another_budget_ends_it(planning):
    firmness = Firmness(planning)
    firmness.bid()
    firmness.bids.go_on(seconds=0)
    firmness.bids.stop()

    assert not firmness.bids.go_on()
    assert len(firmness.curve()) == 1

    firmness.draw()
    firmness.draws.go_on(seconds=0)
    planning.suppose(3000)
    assert not firmness.draws.go_on()
    assert firmness.drawn() is None


def test_other_budgets_and_simpler_lists_are_compared_with_the_plan(planning):
    firmness = Firmness(planning)
    firmness.bid()
    while firmness.bids.go_on():
        pass

    curve = firmness.curve()
    assert len(curve) == 20
    assert curve["share"].is_monotonic_increasing
    assert plain(firmness.compared()).endswith("this plan closes 63 %.")
    assert plain(firmness.stoppable()[0]).startswith("On hold: it is to stop, at EUR 2,000 a year.")


def test_a_lift_the_clients_scale_allows_is_compared_too(planning):
    # Scores up to 5 look like a scale of 5 points, the client's has 10.
    wide = planning.session.workshop.client.scale.model_copy(update={"low": 0, "high": 10})
    planning.session.save("scale", lambda edits: edits.change("client", "client", scale=wide))
    planning.session.save("lift", lambda edits: edits.change("ideas", "ring", lift="6"))
    firmness = Firmness(planning)

    firmness.bid()
    while firmness.bids.go_on():
        pass

    assert firmness.compared().startswith("A list by value ÷ effort would close")


def test_work_that_fails_ends_and_says_so():
    sounding = Sounding()

    def failing():
        yield 0.5
        raise InputError("No.")

    sounding.begin(failing())
    sounding.go_on(seconds=0)
    with pytest.raises(InputError, match=r"^No\.$"):
        sounding.go_on(seconds=0)
    assert not sounding.running


def test_another_client_forgets_what_was_tried_out(planning):
    planning.suppose(2000)
    planning.look("firm")

    planning.session.open("bare", remember=False)

    assert planning.budget is None
    planning.facts()
    assert planning.what_if is None
    assert planning.showing == ""


def test_moving_the_budget_over_fifty_ideas_answers_in_a_blink(tmp_path, monkeypatch):
    points = [{"id": f"p{n}", "name": f"Point {n}"} for n in range(20)]
    scores = [
        marks(f"p{n}", measure, score)
        for n in range(20)
        for measure, score in (("received", 2), ("desired", 4 + n % 2))
    ]
    ideas = [
        {"touchpoint": f"p{n % 20}", "title": f"Idea {n}", "lift": f"{0.3 + n % 7 / 5}",
         "cost": f"{300 + 137 * (n % 11)}", "kind": "delight" if n % 9 == 0 else "fix", "votes": n % 5}
        for n in range(50)
    ]  # fmt: skip
    rows = {"touchpoints": points, "ideas": ideas, "scores": scores}
    settings = Client(title="Big", smallest_group_team=1, budget=10_000)
    write_pack(Pack.from_rows(settings, rows), tmp_path / "big")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    planning = Planning(Enhancing(Session("big")))
    planning.sides()

    took = []
    for budget in range(3_000, 13_000, 1_000):
        begun = time.perf_counter()
        planning.suppose(budget + 7)
        assert planning.sides().fresh
        took.append(time.perf_counter() - begun)

    assert sorted(took)[5] < 0.3, took
