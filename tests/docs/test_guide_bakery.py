"""The bakery of the guide, played through: what is pasted, counted and decided comes out as the script says."""

import re

import pytest

import touchkit as tk
from touchkit.starter import make_client, new_pack
from touchkit.steps.attendance import read_people
from touchkit.steps.pasting import read_list, unknown_words
from touchkit.steps.session import Session
from touchkit.steps.shortlisting import Suggestion, suggest

SCALE = (1, 2, 3, 4, 5)


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
    received = hands(script, "| touchpoint | 1 | 2 | 3 | 4 | 5 | hands | mean |")
    desired = hands(script, "| touchpoint | 3 | 4 | 5 | hands | mean |")

    assert len(received) == 8
    assert list(desired) == list(received)
    assert max(sum(one.values()) for one in [*received.values(), *desired.values()]) == 8
    short = [name for name, one in received.items() if sum(one.values()) < 8]
    assert short == ["The bill for firms"]


def test_three_hands_are_the_fewest_that_are_shown(script, flow):
    received = hands(script, "| touchpoint | 1 | 2 | 3 | 4 | 5 | hands | mean |")

    fewest = min(sum(one.values()) for one in received.values())

    assert fewest == new_pack("Rose Bakery").client.smallest_group_team == 3
    assert "Fewer than three would be stored and not shown" in flow


def test_the_shortlist_that_is_scored_is_the_one_with_most_dots(script):
    dots = [name for name, _ in table(script, "| touchpoint | dots |")]

    scored = list(hands(script, "| touchpoint | 1 | 2 | 3 | 4 | 5 | hands | mean |"))

    assert set(scored) == set(dots[:8])


def test_the_gaps_come_out_as_the_script_says(script, flow, tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    session = Session(make_client("Rose Bakery").name)
    asked = {
        "received": hands(script, "| touchpoint | 1 | 2 | 3 | 4 | 5 | hands | mean |"),
        "desired": hands(script, "| touchpoint | 3 | 4 | 5 | hands | mean |"),
    }
    ids: dict[str, str] = {}

    def play(edits) -> None:
        for name in asked["received"]:
            ids[name] = edits.add("touchpoints", name=name, shortlist=True)
            for measure, counted in asked.items():
                for score, n in counted[name].items():
                    if n:
                        cells = {
                            "touchpoint": ids[name],
                            "measure": measure,
                            "score": score,
                            "n": n,
                        }
                        edits.add("scores", group="team", **cells)

    assert session.save("play the bakery", play), session.error
    found = session.gaps().set_index("touchpoint")["gap"].round(1)

    by_name = {name: found[row] for name, row in ids.items()}
    (slip, pick, rest) = re.findall(
        r"order slip (\d\.\d) short, picking it up (\d\.\d) short, and nothing else more than (\d\.\d)",
        flow,
    )[0]
    assert by_name.pop("The order slip") == -float(slip)
    assert by_name.pop("Picking it up on Saturday") == -float(pick)
    assert min(by_name.values()) == -float(rest)
    top = [name for name, one in asked["desired"].items() if one[5] > 4]
    assert len(top) == 2
    assert "two at the top" in flow


def test_the_decisions_are_about_touchpoints_that_were_scored_and_have_an_owner(script):
    scored = hands(script, "| touchpoint | 3 | 4 | 5 | hands | mean |")
    people = {one.alias for one in read_people(block(script, "people"))}

    decided = table(script, "| touchpoint | verdict | decision | owner | when |")

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
