"""Step 2's State: the list, the map, the catalogue, what looks wrong, the shortlist."""

import pytest

from touchkit.model import to_rows
from touchkit.steps.listing import TouchpointsState
from touchkit.steps.mending import MendingState
from touchkit.steps.prompting import CatalogueState, own_stage, sectors
from touchkit.steps.session import Session
from touchkit.steps.shortlisting import ShortlistState, Suggestion, suggest
from touchkit.steps.stickies import LEAVE, MAKE, StickiesState

HOSTILE = "<img src=x onerror=alert(1)>"
CLIENT = """title = "Rose Bakery"
[[stages]]
id = "know"
name = "Know"
[[stages]]
id = "buy"
name = "Buy"
[[stages]]
id = "refer"
name = "Refer"
[[departments]]
id = "shop"
name = "Shop"
[[departments]]
id = "office"
name = "Office"
"""
TOUCHPOINTS = """name,stage,department,position
The window,know,shop,1
The counter,buy,shop,1
The bill,buy,office,2
The bread bag,buy,shop,3
A sticky,,,
"""


@pytest.fixture
def session(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    pack = tmp_path / "bakery"
    pack.mkdir()
    (pack / "client.toml").write_text(CLIENT, encoding="utf-8")
    (pack / "touchpoints.csv").write_text(TOUCHPOINTS, encoding="utf-8")
    (pack / "personas.csv").write_text("name\nAnna\n", encoding="utf-8")
    return Session("bakery")


@pytest.fixture
def state(session):
    return TouchpointsState(session)


def names(points):
    return [point["name"] for point in points]


def point(state, row):
    return state.look().point(row)


# the list


def test_forty_stickies_are_stored_as_one_action(state):
    stickies = StickiesState(state)
    stickies.text = "\n".join(f"Contact {number} / Buy / Shop" for number in range(40))

    assert stickies.store()

    assert len(state.look().live) == 45
    assert stickies.text == ""
    assert stickies.told == "40 touchpoints put on the map. One press on Undo takes all back."
    state.session.undo()
    assert len(state.look().live) == 5


def test_unknown_words_are_asked_about_once_and_then_made_meant_or_left(state):
    stickies = StickiesState(state)
    stickies.text = "Cake / Bye / Kitchen\nFlag / Street / shop\nTart / bye / kitchen"

    asked = [(one.asked.word, one.asked.lines, one.answer) for one in stickies.questions()]
    assert asked == [("Bye", 2, ""), ("Kitchen", 2, ""), ("Street", 1, "")]
    assert stickies.questions()[0].answers[0] == ("Buy (did you mean this?)", "buy")
    assert not stickies.store()
    assert stickies.told == "Say first what is meant: “Bye”, “Kitchen”, “Street”."
    stickies.answer(("stages", "bye"), "buy")

    stickies.answer(("departments", "kitchen"), MAKE)
    stickies.answer(("stages", "street"), LEAVE)
    assert stickies.store()

    cake, flag = point(state, "cake"), point(state, "flag")
    assert (cake["stage"], cake["department"]) == ("buy", "kitchen")
    assert ("stage" in flag, flag["department"]) == (False, "shop")
    assert state.look().departments["kitchen"] == "Kitchen"
    assert "1 of them waits in the unsorted stack" in stickies.told


def test_a_misspelt_word_is_taken_for_what_it_must_be_and_the_page_says_so(state):
    stickies = StickiesState(state)
    stickies.text = "Cake / Buy / Offfice\nTart / Buy / offfice"

    (question,) = stickies.questions()
    assert question.words == (
        "“Offfice” is no department yet (2 lines). Taken for Office unless you choose something else."
    )
    assert placing(stickies) == "2 new: 2 in a stage. “Offfice” is taken for Office."
    assert stickies.store()

    assert point(state, "cake")["department"] == "office"
    assert "“Offfice” was taken for Office." in stickies.told


def test_a_misspelt_word_is_a_new_one_where_somebody_says_so(state):
    stickies = StickiesState(state)
    stickies.text = "Cake / Buy / Offfice"
    stickies.answer(("departments", "offfice"), MAKE)

    assert "taken for" not in placing(stickies)
    assert stickies.store()

    assert "taken for" not in stickies.told
    assert "Offfice" in state.look().departments.values()


def test_a_department_that_was_made_goes_with_the_list_when_it_is_undone(state):
    stickies = StickiesState(state)
    stickies.text = "Cake / Buy / Kitchen"
    stickies.answer(("departments", "kitchen"), MAKE)
    stickies.store()

    state.session.undo()

    assert list(state.look().departments) == ["shop", "office"]
    stickies.text = "Cake / Buy / Kitchen"
    assert [one.answer for one in stickies.questions()] == [""]


def test_what_is_there_and_what_is_double_is_said_and_not_doubled(state):
    stickies = StickiesState(state)
    stickies.text = "the  COUNTER / Buy\n\nCake\ncake\n/ Buy"

    assert stickies.saying() == [
        "1 new touchpoint.",
        "Twice in this list, taken once: “cake”.",
        "On the map already, left as it is there: “the COUNTER”.",
        "Without a name, left out: line 5.",
        "1 empty line passed over.",
    ]
    stickies.store()
    assert names(state.look().live).count("Cake") == 1


def placing(stickies):
    board = stickies.cards.look()
    read = stickies.read(board)
    return stickies.placing(read, stickies.questions(read, board), board)


def test_how_many_go_where_is_said_before_they_are_put_there(state):
    stickies = StickiesState(state)
    stickies.text = "Cake / Buy\nTart / Bye\nFlag\nBell / Street"
    stickies.answer(("stages", "bye"), "buy")
    assert placing(stickies) == "4 new: 2 in a stage, 2 unsorted. Say first what 1 word shall mean."

    stickies.answer(("stages", "street"), MAKE)
    assert placing(stickies) == "4 new: 3 in a stage, 1 unsorted."
    stickies.answer(("stages", "street"), LEAVE)
    assert placing(stickies) == "4 new: 2 in a stage, 2 unsorted."

    assert stickies.store()
    assert len(state.look().unsorted) == 1 + 2
    stickies.text = "The counter"
    assert placing(stickies) == ""


def test_a_refusal_is_told_apart_from_a_success(state):
    stickies = StickiesState(state)
    stickies.text = "Bell / Street"
    assert not stickies.store()
    assert stickies.refused

    stickies.answer(("stages", "street"), LEAVE)
    assert stickies.store()

    assert not stickies.refused


def test_a_list_with_nothing_new_stores_nothing(state):
    stickies = StickiesState(state)
    stickies.text = "The counter"
    before = state.session.revision

    assert not stickies.store()

    assert state.session.revision == before
    assert stickies.text == "The counter"


@pytest.mark.parametrize("name", [HOSTILE, "ברוכים הבאים", "🙂", "x" * 10_000])
def test_any_name_is_kept_as_it_was_typed(state, name):
    stickies = StickiesState(state)
    stickies.text = f"{name} / Buy"

    stickies.store()

    assert name in names(state.look().live)


# cards


def test_cards_stand_by_stage_and_position_and_the_unsorted_ones_apart(state):
    board = state.look()

    assert names(board.unsorted) == ["A sticky"]
    assert names(board.cells()["buy", "shop"]) == ["The counter", "The bread bag"]


def test_a_card_put_into_another_stage_leaves_its_old_position_behind(state):
    state.put("the-bread-bag", stage="know")

    assert "position" not in point(state, "the-bread-bag")


def test_a_name_is_never_cleared_and_what_is_so_already_is_not_stored(state):
    assert not state.put("the-bill", name="  ")
    assert state.session.error == "A touchpoint needs a name; the old one was kept."
    before = state.session.revision

    assert state.put("the-bill", name="The bill", channel=None)

    assert state.session.revision == before


def test_two_notebooks_may_change_different_fields_of_one_card(state, session):
    other = TouchpointsState(Session("bakery"))

    other.put("the-bill", name="The invoice")
    state.put("the-bill", moment_of_truth=True)

    card = point(state, "the-bill")
    assert (card["name"], card["moment_of_truth"]) == ("The invoice", True)


def test_what_is_typed_for_a_card_removed_elsewhere_is_refused(state):
    Session("bakery").workshop.remove("touchpoints", "the-bill")
    state.session.look_again()

    assert not state.put("the-bill", name="Invoice")

    assert "Somebody has removed this card" in state.session.error


def test_a_card_that_is_asked_for_twice_is_asked_for_anew(state):
    state.show("the-bill")
    first = state.wanted
    state.show("the-bill")

    assert (first, state.wanted, state.section) == (
        (1, {"id": "the-bill"}), (2, {"id": "the-bill"}), "map",
    )  # fmt: skip


def test_a_new_card_gets_its_cell_and_no_twin(state):
    assert state.add("The smell", stage="know", department="shop")
    assert not state.add("the smell")
    assert not state.add(" ")

    assert "“The smell” is on the map already" in state.session.error
    assert point(state, "the-smell")["department"] == "shop"


def test_an_empty_map_opens_at_the_list_and_a_filled_one_at_the_map(state):
    state.look()
    assert state.section == "map"

    for card in names(state.look().live):
        state.session.workshop.remove("touchpoints", point_id(state, card))
    state.section = ""
    state.look()

    assert state.section == "paste"


def point_id(state, name):
    return next(card["id"] for card in state.look().live if card["name"] == name)


# the catalogue


def test_prompts_come_for_empty_stages_first_and_not_for_what_is_there(state):
    catalogue = CatalogueState(state)

    board = state.look()
    offered = catalogue.draw_up(board)

    assert catalogue.stages(board)[0] == ("Refer (nothing there yet)", "refer")
    assert catalogue.stage == "refer"
    assert offered
    first = offered[0]
    assert catalogue.add(first, "planned")
    card = point(state, point_id(state, first.name))
    assert (card["stage"], card["status"]) == ("refer", "planned")
    assert catalogue.is_there(state.look(), first) == "planned"
    assert first in catalogue.draw_up(state.look())
    catalogue.look_at("refer")
    assert first not in catalogue.draw_up(state.look())


def test_stages_of_another_set_are_recognised_and_own_ones_get_every_prompt(state):
    timeline = {"before": "Before the sale", "during": "During", "after": "After"}
    assert own_stage(timeline)["know"] == "before"
    assert own_stage({"one": "One"}) == {}
    assert sectors()[0] == "any"

    state.session.workshop.add("stages", name="Moving house")
    catalogue = CatalogueState(state)
    catalogue.look_at("moving-house")

    stages = {prompt.id for prompt in catalogue.draw_up(state.look())}
    assert {"social-media", "billing"} <= stages


# what looks wrong


@pytest.fixture
def mending(state):
    return MendingState(state, CatalogueState(state))


def wrong(mending, row):
    return next(one for one in mending.found(mending.cards.look()) if one.id == row)


def test_a_missing_owner_or_stage_is_mended_with_one_choice(mending, state):
    assert mending.mend(wrong(mending, "no-owner:a-sticky"), "office")
    assert mending.mend(wrong(mending, "no-stage:a-sticky"), "know")

    card = point(state, "a-sticky")
    assert (card["department"], card["stage"]) == ("office", "know")


def test_a_choice_that_was_not_made_mends_nothing(mending, state):
    before = state.session.revision

    assert not mending.mend(wrong(mending, "no-owner:a-sticky"), "")

    assert state.session.revision == before


def test_an_empty_stage_leads_to_its_prompts(mending, state):
    mending.mend(wrong(mending, "empty-stage:refer"))

    assert (state.section, mending.catalogue.stage) == ("catalogue", "refer")


def test_an_empty_department_leads_to_a_new_card_there(mending, state):
    state.session.workshop.add("departments", name="Oven")

    mending.mend(wrong(mending, "empty-department:oven"))

    assert (state.section, state.wanted) == ("map", (1, {"stage": "know", "department": "oven"}))


def test_arrows_are_drawn_turned_and_skips_are_noted(mending, state):
    workshop = state.session.workshop
    workshop.add("links", source="the-counter", target="the-window")
    workshop.add("touchpoints", name="A friend", stage="refer", department="shop")

    mending.mend(wrong(mending, "backwards:the-counter/the-window"))
    mending.mend(wrong(mending, "missed-stage:refer/anna"))
    mending.mend(wrong(mending, "unreachable:a-friend"), "the-counter")

    arrows = {(row["source"], row["target"]) for row in to_rows(workshop.links)}
    assert arrows == {("the-window", "the-counter"), ("the-counter", "a-friend")}
    assert list(workshop.personas["skips"]) == ["refer"]


def test_a_dead_end_gets_an_arrow_to_what_comes_next(mending, state):
    workshop = state.session.workshop
    workshop.add("touchpoints", name="A friend", stage="refer", department="shop")
    workshop.add("links", source="the-window", target="the-counter")

    mending.mend(wrong(mending, "leads-nowhere:the-counter"), "a-friend")

    assert ("the-counter", "a-friend") in {
        (row["source"], row["target"]) for row in to_rows(workshop.links)
    }


def test_an_accepted_finding_stays_away_until_it_is_looked_at_again(mending, state):
    mending.accept(wrong(mending, "empty-stage:refer"), "we are new")

    assert "empty-stage:refer" not in {one.id for one in mending.found(state.look())}
    (mark,) = to_rows(state.session.workshop.marks)
    assert (mark["table"], mark["kind"], mark["reason"]) == ("findings", "accepted", "we are new")
    assert mark["who"] == state.session.who
    ((words, row),) = mending.accepted()
    assert words.startswith("Stage Refer has no touchpoint")
    assert words.endswith("(we are new)")

    mending.look_again(row)

    assert wrong(mending, "empty-stage:refer")


# the shortlist


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ([], Suggestion(count=0, sure=0)),
        ([3, 1, 0], Suggestion(count=2, sure=2)),
        ([9] * 8 + [1] * 9, Suggestion(count=8, sure=8)),
        ([9] * 12 + [1] * 9, Suggestion(count=12, sure=12)),
        ([9] * 10 + [4] * 2 + [1], Suggestion(count=10, sure=10)),
        ([9] * 5 + [2] * 9, Suggestion(count=12, sure=5, tied=tuple(range(6, 15)))),
        ([2] * 11, Suggestion(count=11, sure=11)),
    ],
)
def test_the_suggestion_cuts_at_the_widest_drop_and_says_what_ties(votes, expected):
    assert suggest(votes) == expected


def test_dots_are_counted_from_what_is_stored_and_never_below_none(state):
    shortlist = ShortlistState(state)

    shortlist.add("the-bill", 1)
    ShortlistState(TouchpointsState(Session("bakery"))).add("the-bill", 1)
    state.session.look_again()
    shortlist.add("the-bill", 1)
    shortlist.add("the-window", -1)

    assert point(state, "the-bill")["votes"] == 3
    assert point(state, "the-window").get("votes", 0) == 0


def test_rows_keep_their_places_while_dots_are_counted_until_they_are_sorted(state):
    shortlist = ShortlistState(state)
    before = names(shortlist.rows(state.look()))

    shortlist.count("the-bread-bag", 5)
    assert names(shortlist.rows(state.look())) == before
    assert not shortlist.is_sorted(shortlist.rows(state.look()))
    shortlist.sort()

    assert names(shortlist.rows(state.look()))[0] == "The bread bag"
    assert shortlist.is_sorted(shortlist.rows(state.look()))


def stuck(state, *, more):
    """Return a shortlist on which three cards have dots, and some more one each."""
    shortlist = ShortlistState(state)
    for row, dots in (("the-bill", 3), ("the-counter", 2), ("the-window", 2)):
        shortlist.count(row, dots)
    for number in range(more):
        state.add(f"Card {number}", stage="know", votes=1)
    return shortlist


def test_a_shortlist_is_not_pushed_out_while_fewer_than_eight_have_dots(state):
    shortlist = stuck(state, more=4)
    shortlist.choose("a-sticky", chosen=True)

    assert not shortlist.ready(state.look())
    assert not shortlist.take(3)

    assert shortlist.told == (
        "Fewer than 8 touchpoints have dots, so the shortlist was left as it is."
    )
    assert [card["id"] for card in state.look().live if card["shortlist"]] == ["a-sticky"]
    shortlist.count("a-sticky", 1)
    assert shortlist.ready(state.look())


def test_more_dots_than_the_room_is_likely_to_have_stuck_are_said_and_not_refused(state):
    shortlist = ShortlistState(state)
    state.session.workshop.add("participants", alias="Anna")
    shortlist.count("the-bill", 12)
    assert "count once more?" not in shortlist.suggestion(state.look())[1]

    assert shortlist.count("the-bill", 13)

    said = shortlist.suggestion(state.look())[1]
    assert (
        "13 dots on 1 touchpoint. That is more than 12 for each of 1 person: count once more?"
        in said
    )


def test_the_first_are_taken_as_one_action_and_a_tie_left_out_is_said(state):
    shortlist = stuck(state, more=5)
    shortlist.choose("a-sticky", chosen=True)

    assert shortlist.take(2)

    chosen = [card["id"] for card in state.look().live if card["shortlist"]]
    assert chosen == ["the-window", "the-bill"]
    assert shortlist.told == (
        "The first 2 are the shortlist. As many dots, but left out: “The counter”."
    )
    state.session.undo()
    assert [card["id"] for card in state.look().live if card["shortlist"]] == ["a-sticky"]


def test_too_few_and_too_many_are_said_and_never_refused(state):
    shortlist = ShortlistState(state)
    assert shortlist.standing(state.look()).startswith("Nothing is on the shortlist yet")

    shortlist.choose("the-bill", chosen=True)
    assert shortlist.standing(state.look()).startswith("1 on the shortlist. Fewer than 8")

    for number in range(13):
        state.add(f"Card {number}", shortlist=True)
    assert shortlist.standing(state.look()).startswith("14 on the shortlist. More than 12")


def test_the_suggestion_is_said_in_words(state):
    shortlist = ShortlistState(state)
    assert shortlist.suggestion(state.look())[1].startswith("No dots yet.")

    shortlist.count("the-bill", 1)

    assert shortlist.suggestion(state.look()) == (
        1, "1 dot on 1 touchpoint. Fewer than 8 touchpoints have any: go on counting, or choose by hand.",
    )  # fmt: skip


def test_a_half_pasted_list_does_not_follow_to_another_client(state, tmp_path):
    stickies = StickiesState(state)
    stickies.text = "A lamp / Buy"
    stickies.keep_to_client()
    kept = stickies.text
    (tmp_path / "mill").mkdir()
    (tmp_path / "mill" / "client.toml").write_text('title = "Mill"\n', encoding="utf-8")

    state.session.open("mill")
    stickies.keep_to_client()

    assert (kept, stickies.text) == ("A lamp / Buy", "")
