"""What a customer can meet along the arrows."""

import networkx as nx
import pandas as pd

from touchkit import journey

POINTS = pd.DataFrame(
    {
        "id": ["ad", "blog", "shop", "web", "bill", "someday"],
        "stage": ["know", "know", "buy", "buy", "stay", None],
    }
)
# ad ──> shop ──> bill for Walter, blog ──> web ──> bill for Anna
LINKS = pd.DataFrame(
    {
        "source": ["ad", "shop", "blog", "web"],
        "target": ["shop", "bill", "web", "bill"],
        "persona": ["walter", "walter", "anna", "anna"],
    }
)


def test_a_persona_meets_only_what_its_own_arrows_lead_to():
    graph = journey.designed(POINTS, LINKS, persona="walter")

    assert set(graph) > {"blog", "web"}
    assert journey.met(graph) == {"ad", "shop", "bill"}


def test_what_lies_behind_a_break_is_not_met():
    broken = LINKS[LINKS["source"] != "ad"]
    more = pd.DataFrame({"source": ["blog"], "target": ["blog"], "persona": ["walter"]})

    graph = journey.designed(POINTS, pd.concat([broken, more]), persona="walter")

    assert journey.met(graph) == {"blog"}


def test_a_persona_that_skips_the_first_stage_starts_at_the_next():
    people = pd.DataFrame({"id": ["walter"], "name": ["Walter"], "skips": ["know"]})

    graph = journey.designed(POINTS, LINKS.assign(persona=None), personas=people, persona="walter")

    assert journey.met(graph) == {"shop", "web", "bill"}


def test_all_together_meet_all_that_arrows_lead_to_and_every_start():
    graph = journey.designed(POINTS, LINKS.iloc[:2])

    assert journey.met(graph) == {"ad", "blog", "shop", "bill"}


def test_without_any_arrow_whatever_stands_in_a_stage_is_met():
    others = journey.designed(
        POINTS, LINKS, personas=pd.DataFrame({"id": ["zoe"], "name": ["Zoe"]}), persona="zoe"
    )
    alone = journey.designed(POINTS.iloc[:1], None)

    assert journey.met(others) == {"ad", "blog", "shop", "web", "bill"}
    assert journey.met(alone) == {"ad"}


def test_where_the_order_is_assumed_all_but_the_unsorted_are_met():
    assert journey.met(journey.designed(POINTS, None)) == {"ad", "blog", "shop", "web", "bill"}


def test_an_empty_graph_meets_nobody():
    assert journey.met(nx.DiGraph()) == set()


def test_met_does_not_mutate():
    graph = journey.designed(POINTS, LINKS, persona="walter")
    before = nx.node_link_data(graph)

    journey.met(graph)

    assert nx.node_link_data(graph) == before
