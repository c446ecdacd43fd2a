"""Choosing under a budget, pressed without a kernel: what is shown, kept, stored and refused."""

import asyncio
import shutil

import pytest

import touchkit as tk
from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.screens.working import Runner
from touchkit.steps.soundings import Sounding

HOSTILE = "<img src=x onerror=alert(1)>"


def marks(touchpoint, measure, score):
    return {"group": "team", "touchpoint": touchpoint, "measure": measure, "score": score}


ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "departments": [{"id": "desk", "name": f"Desk {HOSTILE}"}],
    "participants": [{"id": "mint", "alias": "Mint"}],
    "touchpoints": [
        {"id": "bill", "name": f"Invoice {HOSTILE}", "stage": "buy"},
        {"id": "hold", "name": "On hold", "stage": "buy"},
        {"id": "card", "name": "Card", "stage": "buy", "status": "planned"},
    ],
    "scores": [
        marks("bill", "received", 2), marks("bill", "desired", 4),
        marks("hold", "received", 3), marks("hold", "desired", 5),
    ],
    "ideas": [
        {"id": "plain", "touchpoint": "bill", "title": f"Plain {HOSTILE}", "lift": "1.5", "cost": "3000",
         "effort_days": "5", "department": "desk"},
        {"id": "photo", "touchpoint": "bill", "title": "A picture on it", "lift": "1", "cost": "2000"},
        {"id": "ring", "touchpoint": "hold", "title": "Ring back", "lift": "1", "cost": "1000", "owner": "Mint"},
        {"id": "stamp", "touchpoint": "card", "title": "A stamp card", "lift": "1", "cost": "100"},
        {"id": "sign", "touchpoint": "bill", "title": "A sign", "status": "dropped"},
        {"id": "tune", "touchpoint": "hold", "title": "A tune", "lift": "0.2", "cost": "50", "status": "chosen"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def packs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("packs")
    client = Client(title=f"Tiny {HOSTILE}", smallest_group_team=1, budget=5000)
    write_pack(Pack.from_rows(client, ROWS), folder / "tiny")
    write_pack(Pack.from_rows(Client(title=f"Bare {HOSTILE}"), {}), folder / "bare")
    return folder


@pytest.fixture
def open_part(packs, tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path / "data"))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    shutil.copytree(packs, tmp_path / "data")

    def opened(name):
        view = tk.screens.enhance(name).views[0]
        view.state.look_at("choosing")
        assert view.session.error == ""
        return view.parts["choosing"]

    return opened


@pytest.fixture
def part(open_part):
    return open_part("tiny")


def cards(part, side):
    return [card for card in part.list.pools[side].cards if card.row]


def shown(control):
    return control.layout.display != "none"


def table(part, name):
    return part.state.session.tables(name).set_index("id")


def test_what_people_typed_is_escaped_everywhere(part):
    plain = cards(part, "fresh")[0]
    plain.head.click()
    part.toggles["firm"].click()

    said = [
        plain.mark,
        plain.why,
        plain.facts,
        part.said,
        part.standing,
        part.list.line,
        part.firm.body,
    ]
    assert plain.row == "plain"
    assert HOSTILE in plain.head.description
    assert all(HOSTILE not in control.value for control in said)
    assert "&lt;img" in plain.why.value


def slide(part, amount):
    """Move the slider as somebody does on the page."""
    part.slider.set_state({"value": amount, "answers": part.slider.turn})


def test_the_set_follows_the_slider_and_cards_keep_their_rows(part):
    revision, before = part.state.session.revision, cards(part, "fresh")
    assert [card.row for card in before] == ["plain", "ring"]

    slide(part, 1500)
    assert [card.row for card in cards(part, "fresh")] == ["ring"]
    assert [card.row for card in cards(part, "out")] == ["plain", "photo"]
    assert "With EUR\N{NO-BREAK SPACE}1,500" in part.said.value
    assert part.fund.disabled
    assert shown(part.keep)

    part.back.click()
    assert cards(part, "fresh") == before
    assert part.slider.value == 5000
    assert not shown(part.keep)
    assert part.state.session.revision == revision


def test_a_move_on_its_way_when_somebody_pressed_back_is_passed_over(part):
    slide(part, 1500)
    late = {"value": 2000.0, "answers": part.slider.turn}
    part.back.click()

    part.slider.set_state(late)

    assert part.slider.value == 5000
    assert part.planning.what_if is None
    slide(part, 1500)
    assert part.planning.what_if == 1500


def test_making_it_the_budget_stores_it_and_typing_one_does(part):
    slide(part, 6000)
    part.keep.click()
    assert part.budget.value == "6,000"
    assert not part.fund.disabled

    part.budget.value = "a lot"
    assert "a lot" in part.trouble.value
    assert part.budget.value == "a lot"
    part.budget.value = "4500"
    assert not shown(part.trouble)
    assert part.budget.value == "4,500"
    assert part.state.facts().client.budget == 4500


def test_owner_and_date_are_stored_where_the_idea_stands(part):
    plain = cards(part, "fresh")[0]

    plain.owner.value = "Sage"
    plain.due.value = "whenever"
    assert "not read as a date" in plain.trouble.value
    plain.due.value = "8.1.2027"

    row = table(part, "ideas").loc["plain"]
    assert (row["owner"], str(row["due"])[:10]) == ("Sage", "2027-01-08")
    assert plain.due.value == "8 January 2027"
    assert cards(part, "fresh")[0] is plain
    assert "1 lacks a date." in part.standing.value


def test_deciding_is_one_action_and_a_funded_idea_can_be_taken_back(part):
    part.fund.click()

    assert set(table(part, "decisions")["idea"]) == {"plain", "ring"}
    assert {card.row for card in cards(part, "funded")} == {"plain", "ring", "tune"}
    assert not shown(part.fund)
    ring = next(card for card in cards(part, "funded") if card.row == "ring")
    ring.head.click()
    assert shown(ring.more.back)
    assert not shown(ring.more.out)

    ring.more.back.click()
    assert table(part, "ideas").loc["ring", "status"] == "idea"
    part.state.session.undo()
    part.state.session.undo()
    assert table(part, "decisions").empty
    assert [card.row for card in cards(part, "fresh")] == ["plain", "ring"]


def test_what_an_open_row_offers_fits_where_the_idea_stands(part):
    photo = cards(part, "out")[0]
    photo.head.click()
    photo.more.must.value = True
    assert table(part, "ideas").loc["photo", "must"]
    assert "photo" in [card.row for card in cards(part, "fresh")]

    part.list.folds["dropped"].click()
    sign = cards(part, "dropped")[0]
    sign.head.click()
    assert [shown(button) for button in sign.more.children] == [False, False, False, True]
    sign.more.again.click()
    assert table(part, "ideas").loc["sign", "status"] == "idea"


def test_a_budget_too_small_for_what_is_funded_is_said_and_leaves_the_ideas_in_sight(part):
    slide(part, 10)

    assert "No plan can meet all demands: “A tune” takes" in part.missing.value
    assert "Funded already: “A tune”, EUR\N{NO-BREAK SPACE}50 in all." in part.missing.value
    assert not shown(part.said)
    assert len(cards(part, "out")) == 5
    assert "● funded" in next(card for card in cards(part, "out") if card.row == "tune").mark.value
    assert not shown(part.toggles["firm"])


def test_firmness_and_other_budgets_are_worked_out_when_asked_for(part):
    assert part.firm.body.value == part.bids.body.value == ""

    part.toggles["firm"].click()
    assert "200 draws" in part.firm.body.value
    assert "<svg" in part.firm.body.value
    part.toggles["budgets"].click()
    assert "A list by value ÷ effort would close" in part.bids.body.value
    assert not shown(part.firm)
    assert shown(part.bids)

    slide(part, 3000)
    assert "Not worked out for this plan yet" in part.bids.body.value
    part.bids.go.click()
    assert "<svg" in part.bids.body.value


def test_nothing_to_stop_is_said(part):
    part.toggles["stop"].click()

    assert "Nothing: no touchpoint gets more" in part.stops.value


def test_settings_are_stored_as_they_are_changed(part):
    part.toggles["settings"].click()
    settings = part.settings

    settings.below.value = 2.0
    settings.pot.value = 0.0
    desk = settings.pool.cards[0]
    desk.field.value = "4"

    client = part.state.facts().client
    assert (client.plan.below_minimum, client.plan.delight) == (2.0, 0.0)
    assert table(part, "departments").loc["desk", "days"] == 4
    assert "plain" in [card.row for card in cards(part, "out")]
    desk.field.value = "some"
    assert "some" in desk.trouble.value
    assert desk.field.value == "some"


def test_who_has_nothing_yet_reads_what_is_missing_and_goes_where_ideas_are_called_out(open_part):
    part = open_part("bare")

    assert "No scores yet" in part.missing.value
    assert "No ideas yet" in part.missing.value
    assert "No budget yet" in part.missing.value
    assert HOSTILE not in part.missing.value
    assert not shown(part.whole)
    part.call.click()
    assert part.state.part == "calling"


def test_a_late_room_sees_the_plan_and_how_firm_it_is(part):
    part.state.session.late = True

    assert shown(part.fund)
    assert [name for name, button in part.toggles.items() if shown(button)] == ["firm"]


def test_work_lets_the_page_in_and_can_be_cancelled(open_part):
    async def room():
        part = open_part("tiny")
        part.toggles["firm"].click()
        assert part.firm.sounding.running
        assert shown(part.firm.cancel)
        for _ in range(200):
            await asyncio.sleep(0.01)
            if part.firm.sounding.done:
                break
        assert "<progress" in part.firm.far.value
        part.firm.cancel.click()
        made = part.firmness.drawn().drawn
        await asyncio.sleep(0.1)
        return part, made

    part, made = asyncio.run(room())

    assert 0 < made <= 200
    assert part.firmness.drawn().drawn == made
    assert shown(part.firm.go)
    assert f"in {made} draw" in part.firm.body.value


def test_work_that_fails_says_so_and_ends():
    def failing():
        yield 0.1
        raise ValueError("broken")

    sounding, told = Sounding(), []
    sounding.begin(failing())

    Runner(sounding, lambda: None, told.append).start()

    assert [str(error) for error in told] == ["broken"]
    assert not sounding.running
