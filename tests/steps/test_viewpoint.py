"""Step 1: personas with their shares, and the walk as a stranger."""

import networkx as nx
import pytest

from touchkit.errors import InputError
from touchkit.steps.gallery import Portrait, advice, percent_of, shown_percent
from touchkit.steps.session import Session
from touchkit.steps.viewpoint import PointOfViewState
from touchkit.steps.walk import NOT_REACHED, NOTHING_THERE, stops_of

SETTINGS = 'title = "Rose"\n[scale]\nlow = 1\nhigh = 3\nlabels = ["bad", "fair", "good"]\n'
STAGES = '[[stages]]\nname = "Know"\n[[stages]]\nname = "Buy"\n'


def write(pack, settings=SETTINGS):
    pack.mkdir()
    (pack / "client.toml").write_text(settings + STAGES, encoding="utf-8")
    (pack / "touchpoints.csv").write_text(
        "name,stage,status,position\nThe queue,buy,exists,2\nThe counter,buy,exists,1\n"
        "The sign,know,exists,\nThe app,buy,planned,\nThe fax,buy,retired,\nThe smell,,exists,\n",
        encoding="utf-8",
    )
    (pack / "personas.csv").write_text("name,skips\nAnna,\nBen,know\n", encoding="utf-8")


@pytest.fixture
def session(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    write(tmp_path / "bakery")
    return Session("bakery")


@pytest.fixture
def gallery(session):
    return PointOfViewState(session).gallery


@pytest.fixture
def walk(session):
    return PointOfViewState(session).walk


def row(session, table, number=0):
    return session.tables(table).iloc[number]


def people(*shares):
    return [Portrait(id=f"p{n}", name=f"P{n}", share=share) for n, share in enumerate(shares)]


# the personas


@pytest.mark.parametrize(
    ("typed", "share"), [("55", 0.55), (" 12,5 % ", 0.125), ("0", 0.0), ("100%", 1.0), ("", None)]
)
def test_a_share_is_typed_as_a_percentage(typed, share):
    assert percent_of(typed) == share


@pytest.mark.parametrize("typed", ["101", "-1", "half", "nan", "1 2"])
def test_what_is_no_percentage_is_refused_in_words(typed):
    with pytest.raises(InputError, match="Type a number from 0 to 100, such as 55"):
        percent_of(typed)


@pytest.mark.parametrize(
    ("share", "shown"), [(0.55, "55"), (1 / 3, "33.3"), (0.07, "7"), (1.0, "100")]
)
def test_a_share_is_shown_as_a_percentage(share, shown):
    assert shown_percent(share) == shown


def test_shares_that_do_not_add_up_are_said_and_never_refused():
    assert advice(people("60", "40")) == []
    assert advice(people("33", "33", "33")) == []
    assert advice(people("60", "20")) == [
        "The shares add up to 80 %: 20 % of the customers are like none of them. Is that so?"
    ]
    assert advice(people("60", "70")) == [
        "The shares add up to 130 %: more customers than there are. Which one is too big?"
    ]
    assert advice(people("60", "")) == [
        "1 of 2 have no share yet; the others stand for 60 % of the customers."
    ]
    assert advice(people("", "")) == []


def test_more_than_four_are_advised_against():
    assert advice(people("", "", "", "")) == []
    assert advice(people("", "", "", "", ""))[0].startswith("5 personas are more than a room keeps")


def test_two_of_one_name_are_told_apart(gallery):
    gallery.add("anna")

    assert len(gallery.personas()) == 3
    assert gallery.advice() == ["2 personas are called Anna: give one another name."]


def test_a_new_persona_is_opened_at_once_and_a_list_is_not(gallery):
    gallery.add("Cleo")
    assert gallery.chosen == "cleo"

    gallery.add("Dora\nEmil")

    assert gallery.chosen == ""
    assert [one.name for one in gallery.personas()] == ["Anna", "Ben", "Cleo", "Dora", "Emil"]


def test_what_is_known_of_a_persona_is_stored_field_by_field(gallery):
    gallery.press("anna")

    gallery.describe(share="55", goal="bread by seven")
    gallery.describe(evidence="observed")

    anna = gallery.personas()[0]
    assert (anna.share, anna.goal, anna.evidence) == ("55", "bread by seven", "observed")
    assert row(gallery.session, "personas")["share"] == 0.55


def test_a_field_can_be_cleared_but_the_name_cannot(gallery):
    gallery.press("anna")
    gallery.describe(goal="bread by seven")

    assert gallery.describe(goal="")
    assert not gallery.describe(name=" ")

    assert (gallery.personas()[0].name, gallery.personas()[0].goal) == ("Anna", "")
    assert gallery.session.error.startswith("A persona needs a name.")


def test_a_share_that_is_none_stays_as_it_was(gallery):
    gallery.press("anna")
    gallery.describe(share="55")

    assert not gallery.describe(share="half")

    assert gallery.personas()[0].share == "55"
    assert "'half' is no share." in gallery.session.error


def test_skipped_stages_are_ticked_and_unticked(gallery):
    gallery.press("ben")

    gallery.skip("buy", True)
    assert row(gallery.session, "personas", 1)["skips"] == "know;buy"
    gallery.skip("know", False)
    gallery.skip("buy", False)

    assert gallery.personas()[1].skips == frozenset()


def test_what_hangs_on_a_persona_is_said_before_it_goes_and_undo_restores_it(gallery):
    session = gallery.session
    session.workshop.add(
        "notes", touchpoint="the-queue", lane="action", text="waits", persona="anna"
    )
    session.workshop.add("links", source="the-sign", target="the-queue", persona="anna")
    session.workshop.add("links", source="the-sign", target="the-counter", persona="anna;ben")
    gallery.leaving = "anna"
    assert gallery.warning() == (
        "Remove Anna? With it goes: 1 note, 1 arrow of the journey. Undo brings everything back."
    )

    gallery.remove()
    assert [one.name for one in gallery.personas()] == ["Ben"]
    assert (len(session.tables("notes")), len(session.tables("links"))) == (0, 1)
    session.undo()

    assert [one.name for one in gallery.personas()] == ["Anna", "Ben"]
    assert (len(session.tables("notes")), len(session.tables("links"))) == (1, 2)


def test_pressing_a_card_twice_closes_it(gallery):
    gallery.press("anna")
    gallery.leaving = "anna"

    gallery.press("anna")

    assert (gallery.chosen, gallery.leaving, gallery.warning()) == ("", "", "")


# the walk


def test_the_way_goes_by_stage_and_position_and_leaves_out_what_cannot_be_visited(walk):
    assert [stop.name for stop in walk.stops()] == ["The sign", "The counter", "The queue"]
    assert walk.advice() == "Not on the way: 1 touchpoint without a stage (step 2)."


def test_a_persona_walks_only_its_own_stages(walk):
    walk.session.persona = "ben"

    assert [stop.name for stop in walk.stops()] == ["The counter", "The queue"]


def test_what_no_arrow_leads_to_is_not_come_by():
    graph = nx.DiGraph([("a", "c")])
    graph.add_nodes_from(
        [("a", {"stage_order": 0}), ("b", {"stage_order": 1}), ("c", {"stage_order": 1})]
    )

    assert stops_of(graph) == ["a", "c"]


def test_the_stranger_walks_on_and_back_and_never_past_the_ends(walk):
    seen = []
    for steps in (0, -1, 1, 1, 1, -1):
        walk.go(steps)
        seen.append(walk.stop().name)

    assert seen == ["The sign", "The sign", "The counter", "The queue", "The queue", "The counter"]


def test_a_stop_stays_when_another_one_is_added_before_it(walk):
    walk.jump("the-queue")

    walk.session.save("add", lambda edits: edits.add("touchpoints", name="The door", stage="know"))

    assert (walk.stop().name, walk.place()) == ("The queue", 4)


def test_what_happened_is_observed_by_the_stranger(walk):
    walk.alias, walk.lane = "Shopper 7", "emotion"

    walk.note("felt unseen")

    note = row(walk.session, "notes")
    assert [note[n] for n in ("touchpoint", "lane", "text", "evidence", "author", "source")] == [
        "the-sign", "emotion", "felt unseen", "observed", "Shopper 7", "walked as a stranger",
    ]  # fmt: skip
    assert [one.text for one in walk.noted()] == ["felt unseen"]
    assert walk.strangers() == ["Shopper 7"]


def test_what_others_noted_is_not_the_strangers(walk):
    walk.session.workshop.add(
        "notes", touchpoint="the-sign", lane="action", text="x", author="Mint"
    )
    walk.session.look_again()

    assert walk.noted() == []


def test_nothing_there_and_not_reached_are_noted_once(walk):
    assert walk.missed(NOTHING_THERE)
    assert walk.missed(NOT_REACHED)
    assert not walk.missed(NOTHING_THERE)

    assert [(one.lane, one.text) for one in walk.noted()] == [
        ("obstacle", NOTHING_THERE),
        ("obstacle", NOT_REACHED),
    ]


def test_a_score_is_kept_as_an_outsiders_apart_from_the_team(walk):
    assert walk.points() == [("1  bad", 1), ("2  fair", 2), ("3  good", 3)]

    walk.score(2)
    walk.score(3)

    scores = walk.session.tables("scores")
    assert scores[["group", "respondent", "measure", "score", "evidence"]].to_numpy().tolist() == [
        ["outsider", "Stranger 1", "received", 3.0, "observed"]
    ]
    assert walk.scored() == 3


def test_a_score_belongs_to_the_stranger_and_to_the_persona(walk):
    walk.score(2)

    walk.alias = "Stranger 2"
    assert walk.scored() is None
    walk.alias, walk.session.persona = "Stranger 1", "anna"
    assert walk.scored() is None


def test_a_score_is_taken_back_and_undo_brings_it_again(walk):
    walk.score(2)

    walk.score(None)
    assert walk.scored() is None
    walk.session.undo()

    assert walk.scored() == 2


def test_one_undo_takes_the_last_score_back_and_no_earlier_action(walk):
    walk.score(2)
    walk.score(3)

    walk.session.undo()

    assert walk.scored() == 2


def test_a_new_score_counts_in_the_outsiders_latest_wave(walk):
    answer = {"touchpoint": "the-sign", "measure": "received", "score": 1, "wave": 2026}
    walk.session.record([answer | {"respondent": "X", "group": "outsider"}])

    walk.score(3)

    assert sorted(walk.session.tables("scores")["wave"]) == [2026, 2026]


def test_a_long_scale_is_typed_and_a_comma_is_no_mistake(session, tmp_path):
    write(tmp_path / "clinic", 'title = "Clinic"\n[scale]\nlow = 0\nhigh = 100\n')
    walk = PointOfViewState(Session("clinic")).walk
    assert (walk.points(), walk.bounds()) == ([], (0, 100))

    assert walk.type_score("72,5")
    assert walk.scored() == 72.5
    assert not walk.type_score("many")
    assert walk.session.error == "'many' is no score: the scale goes from 0 to 100."
    assert not walk.type_score("101")
    assert walk.type_score("")

    assert walk.scored() is None


def test_how_far_the_walk_is(walk):
    assert walk.standing() == "Stop 1 of 3; 0 of 3 visited so far."

    walk.score(2)
    walk.note("dark")
    walk.go(1)
    walk.note("bright")
    assert walk.standing() == "Stop 2 of 3; 2 of 3 visited so far."
    walk.go(1)
    walk.missed(NOTHING_THERE)

    assert walk.standing() == "Stop 3 of 3; the walk is complete."


def test_a_stranger_without_a_name_is_refused(walk):
    walk.walk_as("  ")

    assert walk.alias == "Stranger 1"
    assert "need not be the real one" in walk.session.error


def test_without_touchpoints_the_walk_says_what_to_do_first(session, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "client.toml").write_text('title = "Empty"\n', encoding="utf-8")
    walk = PointOfViewState(Session("empty")).walk

    assert walk.stop() is None
    assert walk.advice().startswith("No touchpoint can be visited yet. List them in step 2")
    assert not walk.note("x")
    assert not walk.score(1)
