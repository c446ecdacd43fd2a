"""The journey as a graph."""

import io
import json

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchkit import journey
from touchkit.errors import InputError
from touchkit.model import TABLES, to_frame

STAGES = to_frame(
    TABLES["stages"], [{"id": one, "name": one.title()} for one in ("know", "buy", "refer")]
)
PERSONAS = to_frame(
    TABLES["personas"],
    [{"id": "anna", "name": "Anna"}, {"id": "ben", "name": "Ben", "skips": "buy"}],
)


def touchpoints(*rows):
    return to_frame(TABLES["touchpoints"], [{"name": row["id"].title(), **row} for row in rows])


def links(*rows):
    names = ("source", "target", "persona", "status", "share")
    full = [dict(zip(names, row, strict=False)) for row in rows]
    return to_frame(
        TABLES["links"], [{k: v for k, v in row.items() if v is not None} for row in full]
    )


POINTS = touchpoints(
    {"id": "ad", "stage": "know"},
    {"id": "shop", "stage": "buy", "position": 2.0},
    {"id": "call", "stage": "buy", "position": 1.0},
    {"id": "thanks", "stage": "refer"},
)


def test_nodes_carry_what_is_filled_as_python_scalars():
    points = touchpoints(
        {"id": "ad", "stage": "know", "position": 1.0, "shortlist": True, "cost_now": None}
    )

    graph = journey.designed(points, links(), stages=STAGES)

    assert dict(graph.nodes["ad"]) == {
        "name": "Ad", "stage": "know", "position": 1.0, "shortlist": True, "stage_order": 0,
    }  # fmt: skip
    assert {type(value) for value in graph.nodes["ad"].values()} == {str, float, bool, int}


def test_without_links_arrows_follow_stage_and_position():
    graph = journey.designed(POINTS, links(), stages=STAGES)

    assert set(graph.edges) == {("ad", "call"), ("call", "shop"), ("shop", "thanks")}


def test_without_links_nothing_leads_to_or_from_an_unsorted_touchpoint():
    points = pd.concat([POINTS, touchpoints({"id": "someday"})], ignore_index=True)

    graph = journey.designed(points, None, stages=STAGES)

    assert graph.degree("someday") == 0
    assert graph.number_of_edges() == 3


def test_without_links_an_arrow_at_a_planned_touchpoint_is_planned():
    points = touchpoints(
        {"id": "ad", "stage": "know"},
        {"id": "shop", "stage": "buy"},
        {"id": "card", "stage": "refer", "status": "planned"},
    )

    graph = journey.designed(points, links(), stages=STAGES)

    assert dict(graph.edges) == {
        ("ad", "shop"): {"status": "current"},
        ("shop", "card"): {"status": "planned"},
    }


def test_retired_touchpoints_and_their_links_stay_out():
    points = touchpoints({"id": "ad"}, {"id": "fax", "status": "retired"}, {"id": "shop"})

    graph = journey.designed(
        points, links(("ad", "fax"), ("fax", "shop"), ("ad", "shop"), ("ad", "gone"))
    )

    assert list(graph) == ["ad", "shop"]
    assert list(graph.edges) == [("ad", "shop")]


def test_links_between_the_same_two_become_one_arrow():
    rows = links(
        ("ad", "shop", "ben", "planned"),
        ("ad", "shop", "anna", "current", 0.4),
        ("shop", "thanks", "anna", "planned", 0.2),
        ("shop", "thanks", None, "planned", 0.3),
    )

    graph = journey.designed(POINTS, rows, stages=STAGES, personas=PERSONAS)

    assert graph.edges["ad", "shop"] == {"status": "current", "personas": "anna;ben", "share": 0.4}
    assert graph.edges["shop", "thanks"] == {"status": "planned"}  # for all; the shares disagree


def test_a_loop_is_legal():
    graph = journey.designed(POINTS, links(("shop", "call"), ("call", "shop"), ("call", "call")))

    assert set(graph.edges) == {("shop", "call"), ("call", "shop"), ("call", "call")}


def test_a_persona_has_the_links_for_it_and_for_all():
    rows = links(("ad", "shop", "anna"), ("ad", "call", "ben"), ("ad", "thanks"))

    graph = journey.designed(POINTS, rows, stages=STAGES, personas=PERSONAS, persona="anna")

    assert list(graph.edges) == [("ad", "shop"), ("ad", "thanks")]
    assert graph.graph["persona"] == "anna"


def test_a_persona_does_not_see_stages_it_skips_unless_a_link_names_it():
    rows = links(("ad", "shop"), ("ad", "call", "ben"))

    graph = journey.designed(POINTS, rows, stages=STAGES, personas=PERSONAS, persona="ben")

    assert list(graph) == ["ad", "call", "thanks"]
    assert list(graph.edges) == [("ad", "call")]


def test_without_links_a_persona_goes_past_the_stages_it_skips():
    graph = journey.designed(POINTS, links(), stages=STAGES, personas=PERSONAS, persona="ben")

    assert list(graph.edges) == [("ad", "thanks")]


def test_a_persona_no_link_names_has_no_arrows():
    graph = journey.designed(
        POINTS, links(("ad", "shop", "anna")), stages=STAGES, personas=PERSONAS, persona="ben"
    )

    assert graph.number_of_edges() == 0


def test_an_unknown_persona_is_refused_with_a_near_miss():
    with pytest.raises(InputError) as caught:
        journey.designed(POINTS, links(), personas=PERSONAS, persona="ana")

    assert (
        str(caught.value) == "There is no persona 'ana'; known are: anna, ben. Did you mean 'anna'?"
    )


def test_an_unknown_persona_is_refused_without_a_near_miss():
    with pytest.raises(InputError) as caught:
        journey.designed(POINTS, links(), persona="zoe")

    assert str(caught.value) == (
        "There is no persona 'zoe'; known are: (none yet). "
        "Choose one of them, or leave it out for all."
    )


def test_the_graph_says_what_stages_and_personas_there_are():
    graph = journey.designed(POINTS, links(), stages=STAGES, personas=PERSONAS)

    assert json.loads(graph.graph["stages"])[0] == {"id": "know", "name": "Know"}
    assert json.loads(graph.graph["personas"])[1] == {"id": "ben", "name": "Ben", "skips": ["buy"]}
    assert json.loads(graph.graph["departments"]) == []
    assert "persona" not in graph.graph


def test_without_a_stages_frame_stages_come_as_touchpoints_name_them():
    graph = journey.designed(POINTS, links())

    assert graph.nodes["thanks"]["stage_order"] == 2


def test_no_touchpoints_make_an_empty_graph():
    graph = journey.designed(touchpoints(), links())

    assert len(graph) == 0


def test_designed_does_not_mutate():
    rows = links(("ad", "shop", "anna"))
    before = [frame.copy() for frame in (POINTS, rows, STAGES, PERSONAS)]

    journey.designed(POINTS, rows, stages=STAGES, personas=PERSONAS, persona="ben")

    for frame, copy in zip((POINTS, rows, STAGES, PERSONAS), before, strict=True):
        pd.testing.assert_frame_equal(frame, copy)


ODD = st.one_of(
    st.sampled_from(
        [
            "001",
            "NA",
            "nan",
            "1.0",
            "True",
            "請求書 🙂",
            '"quoted"',
            "a\nb",
            "a\r\nb",
            "<&>'",
            " x ",
        ]
    ),
    st.text(max_size=8),
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(ODD, ODD, st.none() | st.floats(-1e9, 1e9), st.booleans()), max_size=5),
    ends=st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 4), st.sampled_from(["", "p;q", "001"])),
        max_size=6,
    ),
)
def test_networkx_writes_it_and_reads_it_back(rows, ends):
    ids = ["001", "na", "1e5", "true", "x-y"]
    points = touchpoints(
        *(
            {
                "id": one,
                "name": name,
                "stage": "know",
                "note": note,
                "position": position,
                "shortlist": yes,
            }
            for one, (name, note, position, yes) in zip(ids, rows, strict=False)
        )
    )
    arrows = links(*((ids[a], ids[b], persona or None, "current", 0.1) for a, b, persona in ends))
    graph = journey.designed(points, arrows, stages=STAGES, personas=PERSONAS)

    graphml = io.BytesIO()
    nx.write_graphml(graph, graphml)
    graphml.seek(0)
    from_graphml = nx.read_graphml(graphml)
    from_json = nx.node_link_graph(json.loads(json.dumps(nx.node_link_data(graph))))

    for again in (from_graphml, from_json):
        assert isinstance(again, nx.DiGraph)
        assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
        assert list(again.edges(data=True)) == list(graph.edges(data=True))
        assert graph.graph.items() <= again.graph.items()
