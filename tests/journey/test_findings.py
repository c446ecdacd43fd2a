"""What looks wrong in a journey, each rule on a graph one can see."""

import json

import networkx as nx
import pandas as pd

from touchkit import journey

NAMES = {"a": "Ad", "b": "Blog", "c": "Call", "d": "Delivery", "e": "Envelope", "f": "Feedback"}


def graph(stages, arrows, *, owners="", personas=None, for_whom=None, **attributes):
    """Draw ``stages="a b | c"`` with ``arrows="ab bc"``; everything belongs to sales."""
    drawn = nx.DiGraph(**attributes)
    for number, nodes in enumerate(stages.split("|")):
        for node in nodes.split():
            drawn.add_node(
                node, name=NAMES[node], stage=f"s{number}", stage_order=number, department="sales"
            )
    drawn.add_edges_from((arrow[0], arrow[1]) for arrow in arrows.split())
    for node in owners.split():
        drawn.nodes[node[0]]["department"] = node[2:]
    for arrow, ids in (for_whom or {}).items():
        drawn.edges[arrow[0], arrow[1]]["personas"] = ids
    if personas:
        drawn.graph["personas"] = json.dumps(
            [{"id": one, "name": one.title(), **more} for one, more in personas.items()]
        )
    return drawn


def found(drawn, rule):
    findings = journey.check(drawn)
    rows = findings[findings["rule"] == rule]
    return [None if pd.isna(node) else node for node in rows["touchpoint"]]


def message(drawn, rule):
    findings = journey.check(drawn)
    return findings.loc[findings["rule"] == rule, "message"].item()


# a ─┬─> b ──┬─> d
#    └─> c ──┘
CLEAN = ("a | b c | d", "ab ac bd cd")


def test_a_clean_journey_has_no_findings():
    assert journey.check(graph(*CLEAN)).empty


def test_a_clean_loop_is_only_looked_at():
    findings = journey.check(graph("a | b c | d", "ab ac bd cd db"))

    assert findings[["rule", "severity"]].values.tolist() == [["backwards", "look"]]


def test_empty_stage():
    listed = [
        {"id": f"s{n}", "name": name} for n, name in enumerate(["Know", "Buy", "Refer", "Stay"])
    ]
    drawn = graph(*CLEAN)
    drawn.graph["stages"] = json.dumps(listed)

    assert found(drawn, "empty-stage") == [None]
    assert (
        message(drawn, "empty-stage")
        == "Stage Stay has no touchpoint: add one, or take the stage out."
    )


def test_empty_department():
    listed = [{"id": "sales", "name": "Sales"}, {"id": "accounts", "name": "Accounting"}]
    drawn = graph(*CLEAN, departments=json.dumps(listed))

    assert found(drawn, "empty-department") == [None]
    assert message(drawn, "empty-department") == (
        "Accounting owns no touchpoint: ask where people from outside meet it."
    )


def test_no_owner():
    drawn = graph(*CLEAN)
    del drawn.nodes["b"]["department"]

    assert found(drawn, "no-owner") == ["b"]
    assert message(drawn, "no-owner") == "Nobody owns Blog: name a department that looks after it."


def test_no_stage_is_said_once_of_an_unsorted_touchpoint():
    drawn = graph(*CLEAN)
    drawn.add_node("e", name="Envelope", department="sales")

    findings = journey.check(drawn)

    assert findings[["rule", "touchpoint"]].values.tolist() == [["no-stage", "e"]]


# a ──> b ──> d     c ──> d, and nothing leads to c
def test_unreachable():
    drawn = graph("a | b c | d", "ab bd cd")

    assert found(drawn, "unreachable") == ["c"]
    assert found(drawn, "leads-nowhere") == []
    assert message(drawn, "unreachable") == (
        "No way from the start leads to Call: draw the arrow people come by."
    )


# a ──> b ──> d     a ──> c, and c is the end of it
def test_leads_nowhere():
    drawn = graph("a | b c | d", "ab bd ac")

    assert found(drawn, "leads-nowhere") == ["c"]
    assert found(drawn, "unreachable") == []
    assert message(drawn, "leads-nowhere") == (
        "From Call no way leads on to the end: draw what comes next."
    )


# a ──> d     b <──> c, a ring on its own
def test_a_ring_nobody_enters_is_neither_reached_nor_left():
    drawn = graph("a | b c | d", "ad bc cb")

    assert found(drawn, "unreachable") == ["b", "c"]
    assert found(drawn, "leads-nowhere") == ["b", "c"]


def test_a_journey_starts_later_for_a_persona_that_skips_the_first_stage():
    arrows = {"ac": "anna", "bc": "ben"}

    for_all = graph("a | b | c", "ac bc", for_whom=arrows, personas={"anna": {}, "ben": {}})
    skipping = graph(
        "a | b | c",
        "ac bc",
        for_whom=arrows,
        personas={"anna": {"skips": ["s1"]}, "ben": {"skips": ["s0"]}},
    )

    assert found(for_all, "unreachable") == ["b"]
    assert journey.check(skipping).empty


def test_a_journey_ends_earlier_for_a_persona_that_skips_the_last_stage():
    drawn = graph("a | b c | d", "ab ac bd", personas={"ben": {"skips": ["s2"]}})

    assert found(drawn, "leads-nowhere") == []


def test_backwards():
    drawn = graph("a | b c | d", "ab ac bd cd da")

    assert found(drawn, "backwards") == ["d"]
    assert message(drawn, "backwards") == (
        "The arrow from Delivery to Ad runs back to stage s0: "
        "keep it if people really go round, else turn it."
    )


def test_an_arrow_within_a_stage_or_to_itself_is_not_backwards():
    assert found(graph("a | b c | d", "ab bc cb bb cd"), "backwards") == []


# Anna goes a ─> b ─> d; Ben goes a ─> d and meets stage s1 nowhere
def test_missed_stage():
    arrows = {"ab": "anna", "bd": "anna", "ad": "ben"}
    drawn = graph("a | b | d", "ab bd ad", for_whom=arrows, personas={"anna": {}, "ben": {}})

    assert found(drawn, "missed-stage") == [None]
    assert message(drawn, "missed-stage") == (
        "Ben never gets to stage s1: draw an arrow there, or note that Ben skips it."
    )


def test_a_skipped_stage_is_not_missed():
    arrows = {"ab": "anna", "bd": "anna", "ad": "ben"}
    drawn = graph(
        "a | b | d", "ab bd ad", for_whom=arrows, personas={"anna": {}, "ben": {"skips": ["s1"]}}
    )

    assert journey.check(drawn).empty


def test_a_stage_behind_a_break_is_missed():
    drawn = graph("a | b | d", "ab bd", for_whom={"ab": "anna"}, personas={"ben": {}})

    assert len(found(drawn, "missed-stage")) == 3  # nothing leaves a for Ben, so he meets nothing


# a ─┐         ┌─> e
#    ├─> c ────┤
# b ─┘         └─> f
def test_single_point():
    drawn = graph("a b | c | e f", "ac bc ce cf")

    assert found(drawn, "single-point") == ["c"]
    assert message(drawn, "single-point") == (
        "Every way through the journey runs through Call: make sure it cannot fail, or offer another way."
    )


def test_a_lone_start_and_a_lone_end_are_no_single_points():
    assert found(graph("a | b | d", "ab bd"), "single-point") == ["b"]
    assert found(graph("a | b | d", "ab bd ad"), "single-point") == []


def test_a_loop_does_not_hide_a_single_point():
    assert found(graph("a b | c d | e", "ac bc cd dc de"), "single-point") == ["c", "d"]


def test_an_assumed_order_has_no_single_points():
    points = pd.DataFrame({"id": ["x", "y", "z"], "stage": ["s", "t", "u"], "department": "sales"})

    assert journey.check(journey.designed(points, None)).empty


def test_hand_off():
    listed = [{"id": "sales", "name": "Sales"}, {"id": "depot", "name": "The depot"}]
    drawn = graph(*CLEAN, owners="d:depot b:depot", departments=json.dumps(listed))

    assert found(drawn, "hand-off") == ["a", "c"]
    assert journey.check(drawn)["message"].iloc[0] == (
        "Sales hands over to The depot between Ad and Blog: agree who tells people what."
    )


def test_what_must_be_mended_comes_first():
    drawn = graph("a | b c | d", "ab bd cd da", owners="d:depot")

    severities = list(journey.check(drawn)["severity"])

    assert severities == sorted(severities, key=["mend", "look", "note"].index)
    assert set(severities) == {"mend", "look", "note"}


def test_a_bare_graph_starts_where_nothing_leads_to():
    drawn = nx.DiGraph([(1, 2), (2, 3), (4, 4)])

    findings = journey.check(drawn)

    assert set(findings["rule"]) == {
        "no-stage",
        "no-owner",
        "unreachable",
        "leads-nowhere",
        "single-point",
    }
    assert found(drawn, "unreachable") == found(drawn, "leads-nowhere") == ["4"]
    assert found(drawn, "single-point") == ["2"]


def test_stages_may_be_known_by_number_alone():
    drawn = nx.DiGraph([("late", "early")])
    drawn.add_node("early", stage_order=0, department="sales")
    drawn.add_node("late", stage_order=1, department="sales")

    assert found(drawn, "backwards") == ["late"]


def test_an_empty_graph_gives_an_empty_frame():
    findings = journey.check(nx.DiGraph())

    assert list(findings.columns) == ["rule", "severity", "touchpoint", "message", "id"]
    assert isinstance(findings.index, pd.RangeIndex)
    assert set(findings.dtypes.astype(str)) == {"str"}
    assert findings.empty


def test_an_empty_journey_has_only_empty_stages_and_departments():
    points = pd.DataFrame({"id": [], "stage": []})
    stages = pd.DataFrame({"id": ["know"], "name": ["Know"]})

    findings = journey.check(journey.designed(points, None, stages=stages, departments=stages))

    assert list(findings["rule"]) == ["empty-stage", "empty-department"]


def test_a_personas_journey_is_not_blamed_for_what_the_persona_skips():
    points = pd.DataFrame(
        {"id": ["x", "y", "z"], "stage": ["s", "t", "u"], "department": ["sales", "depot", "sales"]}
    )
    people = pd.DataFrame({"id": ["ben"], "name": ["Ben"], "skips": ["t"]})
    departments = pd.DataFrame({"id": ["sales", "depot"], "name": ["Sales", "Depot"]})
    own = journey.designed(points, None, departments=departments, personas=people, persona="ben")

    assert list(own) == ["x", "z"]
    assert journey.check(own).empty


def test_reading_back_graphml_changes_no_finding(tmp_path):
    points = pd.DataFrame({"id": ["x", "y", "z"], "stage": ["s", None, "u"]})
    stages = pd.DataFrame({"id": ["s", "t", "u"], "name": ["S", "T", "U"]})
    people = pd.DataFrame({"id": ["ben"], "name": ["Ben"], "skips": ["t"]})
    drawn = journey.designed(points, None, stages=stages, personas=people)

    nx.write_graphml(drawn, tmp_path / "journey.graphml")
    again = nx.read_graphml(tmp_path / "journey.graphml")

    pd.testing.assert_frame_equal(journey.check(again), journey.check(drawn))


def ids(drawn, rule):
    findings = journey.check(drawn)
    return list(findings.loc[findings["rule"] == rule, "id"])


def test_a_finding_at_a_touchpoint_is_known_by_it():
    drawn = graph("a | b c | d", "ab bd cd")

    assert ids(drawn, "unreachable") == ["unreachable:c"]


def test_findings_about_stages_and_departments_have_ids_of_their_own():
    stages = [{"id": f"s{n}", "name": "Same"} for n in range(5)]
    departments = [{"id": one, "name": "Same"} for one in ("sales", "depot", "accounts")]
    drawn = graph(*CLEAN, departments=json.dumps(departments))
    drawn.graph["stages"] = json.dumps(stages)

    assert ids(drawn, "empty-stage") == ["empty-stage:s3", "empty-stage:s4"]
    assert ids(drawn, "empty-department") == ["empty-department:depot", "empty-department:accounts"]


def test_a_missed_stage_is_known_by_stage_and_persona():
    drawn = graph("a | b | d", "ab bd", for_whom={"ab": "mia"}, personas={"ben": {}, "tom": {}})

    assert ids(drawn, "missed-stage") == [
        f"missed-stage:{stage}/{one}" for one in ("ben", "tom") for stage in ("s0", "s1", "s2")
    ]


def test_two_arrows_from_one_touchpoint_have_two_ids():
    drawn = graph("a | b | c | d", "ab bc cd da db", owners="d:depot")

    assert ids(drawn, "backwards") == ["backwards:d/a", "backwards:d/b"]
    assert ids(drawn, "hand-off") == ["hand-off:c/d", "hand-off:d/a", "hand-off:d/b"]


def test_check_does_not_mutate():
    drawn = graph(*CLEAN, personas={"ben": {}})
    before = nx.node_link_data(drawn)

    journey.check(drawn)

    assert nx.node_link_data(drawn) == before


def test_a_persona_that_never_gets_to_the_end_is_blamed_once():
    drawn = graph("a | b | c", "ab", personas={"ben": {}}, owners="")
    drawn.graph["persona"] = "ben"

    assert list(journey.check(drawn)["rule"]) == ["missed-stage"]


def test_a_name_of_ten_thousand_letters_does_not_bury_what_is_wrong():
    drawn = graph("a b | c", "ac")
    drawn.nodes["b"]["name"] = "x" * 10_000

    messages = list(journey.check(drawn)["message"])

    assert any(
        message == f"From {'x' * 120} … no way leads on to the end: draw what comes next."
        for message in messages
    )
    assert max(map(len, messages)) < 300
