"""The bakery of the guide, played through: what is pasted, counted and decided comes out as the script says."""

import datetime as dt
import re

import pytest

import touchkit as tk
from touchkit.starter import make_client, new_pack
from touchkit.steps.attendance import read_people
from touchkit.steps.counting import HandCount
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.gallery import GalleryState
from touchkit.steps.listing import TouchpointsState
from touchkit.steps.minimum import Minimum
from touchkit.steps.pasting import read_list, unknown_words
from touchkit.steps.people import PeopleState
from touchkit.steps.progress import progress
from touchkit.steps.scoring import Scoring
from touchkit.steps.session import Session
from touchkit.steps.shortlisting import ShortlistState, Suggestion, suggest
from touchkit.steps.stickies import StickiesState

HEADS = {
    "received": "| touchpoint | 1 | 2 | 3 | 4 | 5 | hands | mean |",
    "desired": "| touchpoint | 3 | 4 | 5 | hands | mean |",
}
DECIDED = "| touchpoint | verdict | decision | owner | when |"
SCORED = ("start", "touchpoints", "received", "desired")


@pytest.fixture(scope="module")
def script(pages) -> str:
    return pages["a_bakery_in_90_minutes.md"]


@pytest.fixture(scope="module")
def flow(flowing) -> str:
    return flowing["a_bakery_in_90_minutes.md"]


def block(script: str, kind: str) -> str:
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```$", script, flags=re.MULTILINE | re.DOTALL)
    return found


def table(script: str, head: str) -> list[list[str]]:
    """Return the rows of the table with this head."""
    after = script.split(f"{head}\n", 1)[1].splitlines()[1:]
    lines = [line for line in after[: [*after, ""].index("")] if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.fixture
def known(tmp_path, monkeypatch) -> dict[str, dict[str, str]]:
    """The stages and departments a new client has."""
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    pack = tk.read_pack(make_client("Rose Bakery").path)
    return {
        name: dict(zip(pack.tables[name]["id"], pack.tables[name]["name"], strict=True))
        for name in ("stages", "departments")
    }


def pasted(script: str, known: dict[str, dict[str, str]]):
    return read_list(block(script, "list"), **known, there=[])


def test_the_twelve_lines_can_be_pasted_as_they_stand(script, known):
    read = pasted(script, known)

    assert len(read.new) == 12
    assert (read.doubled, read.there, read.unnamed) == ((), (), ())
    assert [line.name for line in read.new if line.rest] == []


def test_no_line_asks_about_a_stage_or_a_department(script, flow, known):
    assert "All stages and departments are known to a new client" in flow

    assert unknown_words(pasted(script, known).new, **known) == []


def test_each_stage_of_a_new_client_has_a_line(script, known):
    met = {line.stage.casefold() for line in pasted(script, known).new}

    assert met == {name.casefold() for name in known["stages"].values()}


def test_the_one_without_a_department_is_named(script, flow, known):
    unowned = [line.name for line in pasted(script, known).new if not line.department]

    assert unowned == ["Thanks for a recommendation"]
    assert '"Thanks for a recommendation" has no department' in flow


def test_the_eight_people_can_be_pasted_as_they_stand(script, known):
    people = read_people(block(script, "people"))

    assert len(people) == 8
    assert {one.department for one in people} <= set(known["departments"].values())
    assert sorted(one.role for one in people if one.role) == ["decider", "scribe"]


def test_the_dots_are_three_a_person_and_give_a_shortlist_of_eight(script, known):
    dots = {name: int(count) for name, count in table(script, "| touchpoint | dots |")}

    assert sum(dots.values()) == 3 * len(read_people(block(script, "people")))
    assert set(dots) <= {line.name for line in pasted(script, known).new}
    assert list(dots.values()) == sorted(dots.values(), reverse=True)
    assert suggest(list(dots.values())) == Suggestion(count=8, sure=8)


def hands(script: str, head: str) -> dict[str, dict[int, int]]:
    """Return how many hands each touchpoint has for each number, checked against its sum and mean."""
    scale = [int(cell) for cell in head.strip("| ").split(" | ")[1:-2]]
    counted = {}
    for name, *cells, total, mean in table(script, head):
        found = dict(zip(scale, map(int, cells), strict=True))
        assert sum(found.values()) == int(total), name
        assert f"{sum(s * n for s, n in found.items()) / int(total):.1f}" == mean, name
        counted[name] = found
    return counted


def test_the_hands_add_up_and_there_are_never_more_than_people(script):
    received = hands(script, HEADS["received"])
    desired = hands(script, HEADS["desired"])

    assert len(received) == 8
    assert list(desired) == list(received)
    assert max(sum(one.values()) for one in [*received.values(), *desired.values()]) == 8
    short = [name for name, one in received.items() if sum(one.values()) < 8]
    assert short == ["The bill for firms"]


def test_three_hands_are_the_fewest_that_are_shown(script, flow):
    received = hands(script, HEADS["received"])

    fewest = min(sum(one.values()) for one in received.values())

    assert fewest == new_pack("Rose Bakery").client.smallest_group_team == 3
    assert "Fewer than three would be stored and not shown" in flow


def test_the_shortlist_that_is_scored_is_the_one_with_most_dots(script):
    dots = [name for name, _ in table(script, "| touchpoint | dots |")]

    scored = list(hands(script, HEADS["received"]))

    assert set(scored) == set(dots[:8])


# Played through on the states behind the screens


@pytest.fixture(scope="module")
def played(script, tmp_path_factory) -> Session:
    """The bakery after the ninety minutes, typed in as the script says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOUCHKIT_FOLDER", str(tmp_path_factory.mktemp("bakery")))
        session = Session(make_client("Rose Bakery").name)
        assert PeopleState(session).paste(block(script, "people")), session.error
        gallery = GalleryState(session)
        assert gallery.add("Mira with the birthday"), session.error
        session.persona = gallery.chosen
        cards = TouchpointsState(session)
        stickies = StickiesState(cards)
        stickies.text = block(script, "list")
        assert stickies.store(), (stickies.told, session.error)
        ids = {point["name"]: point["id"] for point in cards.look().live}
        shortlist = ShortlistState(cards)
        for name, dots in table(script, "| touchpoint | dots |"):
            assert shortlist.count(ids[name], int(dots)), session.error
        count, _ = shortlist.suggestion(cards.look())
        assert shortlist.take(count), session.error
        for measure, head in HEADS.items():
            scoring = Scoring(session, measure)
            for name, counted in hands(script, head).items():
                scoring.focus.go(ids[name])
                for value, n in counted.items():
                    assert HandCount(scoring).type_in(value, str(n)), (name, session.error)
                assert Minimum(scoring).decide(3), session.error
        decide(session, ids, table(script, DECIDED))
        yield session


def decide(session: Session, ids: dict[str, str], decided: list[list[str]]) -> None:
    state = Enhancing(session, today=lambda: dt.date(2026, 11, 25))
    for name, verdict, decision, owner, when in decided:
        state.turn_to(ids[name])
        assert state.judge(verdict), session.error
        if owner:
            assert state.add_ideas(decision) == 1, session.error
            idea = state.idea
            assert state.change_idea(idea, owner=owner), session.error
            assert state.set_due(idea, when), state.due_trouble
            assert state.decide(idea), session.error


def test_one_press_takes_the_eight_of_the_script(played, script):
    points = played.tables("touchpoints")

    chosen = points.loc[points["shortlist"], "name"]

    assert set(chosen) == {name for name, _ in table(script, "| touchpoint | dots |")}
    assert len(chosen) == 8


def test_the_tables_go_through_the_journey_as_the_screen_does(played, script):
    points = {point.id: point.name for point in Scoring(played, "received").focus.points()}

    for head in HEADS.values():
        assert list(hands(script, head)) == list(points.values())


def test_importance_is_what_the_ninety_minutes_leave_out(played, flow):
    assert "*Importance* waits for a longer day: ninety minutes leave it out" in flow

    missing = progress(played.workshop.tables(), "desired").missing

    assert [line for line in missing if "importance" in line]


def test_the_gaps_come_out_as_the_script_says(played, script, flow):
    names = dict(zip(*(played.tables("touchpoints")[c] for c in ("id", "name")), strict=True))
    found = played.gaps()
    gaps = dict(zip(found["touchpoint"].map(names), found["gap"].round(1), strict=True))

    (slip, pick, rest) = re.findall(
        r"order slip (\d\.\d) short, picking it up (\d\.\d) short, and nothing else more than (\d\.\d)",
        flow,
    )[0]

    assert len(gaps) == 8
    assert gaps.pop("The order slip") == -float(slip)
    assert gaps.pop("Picking it up on Saturday") == -float(pick)
    assert min(gaps.values()) == -float(rest)
    top = [name for name, one in hands(script, HEADS["desired"]).items() if one[5] > 4]
    assert len(top) == 2
    assert "two at the top" in flow


def test_the_room_decides_about_the_three_widest_gaps(played, script):
    decided = [row[0] for row in table(script, DECIDED) if row[1] == "fix"]
    state = Enhancing(played)

    worst = [state.facts().names[one.touchpoint] for one in state.in_list()[:3]]

    assert worst == decided


def test_three_decisions_have_an_owner_and_a_date(played):
    taken = played.tables("decisions")

    assert len(taken) == 3
    assert taken["owner"].notna().all()
    assert taken["due"].notna().all()
    assert progress(played.workshop.tables(), "enhance").complete


def test_after_it_only_what_the_script_left_out_is_missing(played):
    missing = {step: progress(played.workshop.tables(), step).missing for step in SCORED}

    assert missing["start"] == missing["touchpoints"] == ()
    assert [line for line in missing["received"] if "score" in line] == []
    assert [line for line in missing["desired"] if "desired" in line or "minim" in line] == []


def test_the_decisions_are_about_touchpoints_that_were_scored_and_have_an_owner(script):
    scored = hands(script, HEADS["desired"])
    people = {one.alias for one in read_people(block(script, "people"))}

    decided = table(script, DECIDED)

    assert len(decided) == 4
    assert {row[0] for row in decided} <= set(scored)
    assert {row[1] for row in decided} <= {"keep", "fix", "delight", "stop"}
    owned = [row for row in decided if row[1] == "fix"]
    assert len(owned) == 3
    assert {row[3] for row in owned} <= people


def test_the_times_are_those_of_the_run_sheet(script, pages):
    told = re.findall(r"^## (\d:\d\d) · ", script, flags=re.MULTILINE)
    sheet = re.findall(r"^\| (\d:\d\d) \|", pages["run_sheet_90_minutes.md"], flags=re.MULTILINE)

    assert len(told) == 7
    assert set(told[:-1]) <= set(sheet)
    assert told[-1] == "1:30"
