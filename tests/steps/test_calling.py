"""Calling out without a kernel: ideas typed and pasted, the list, ticks and look-alikes, dots, the round."""

import shutil

import pytest

from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.steps.called import PAGE, CalledList
from touchkit.steps.calling import Calling
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.joining import Joining
from touchkit.steps.placing import placed, touchpoint_names
from touchkit.steps.prompts import prompts
from touchkit.steps.save_first import SaveFirst
from touchkit.steps.session import Session
from touchkit.steps.tallying import tally


def marks(touchpoint, received):
    for measure, score in (("received", received), ("desired", 5)):
        yield {"group": "team", "touchpoint": touchpoint, "measure": measure, "score": score}


ROWS = {
    "stages": [{"id": "before", "name": "Before"}, {"id": "after", "name": "After"}],
    "personas": [{"id": "ben", "name": "Ben", "skips": "after"}],
    "participants": [
        {"id": "lee", "alias": "Lee", "role": "facilitator"}, {"id": "mia", "alias": "Mia"},
        {"id": "noa", "alias": "Noa"}, {"id": "oki", "alias": "Oki"},
    ],
    "touchpoints": [
        {"id": "call", "name": "First call", "stage": "before", "shortlist": True},
        {"id": "shop", "name": "In the shop", "stage": "after", "shortlist": True},
        {"id": "card", "name": "Card", "stage": "after", "status": "planned", "shortlist": True},
        {"id": "flyer", "name": "Flyer", "stage": "before"},
        {"id": "old", "name": "Old door", "status": "retired"},
    ],
    "scores": [*marks("call", 4), *marks("shop", 2)],
    "ideas": [
        {"id": "chair", "touchpoint": "shop", "title": "A chair by the till", "votes": 2},
        {"id": "band", "touchpoint": "call;shop", "title": "Ring back", "kind": "delight", "lift": "S", "cost": "M"},
        {"id": "page", "touchpoint": "flyer", "title": "A thinner flyer", "votes": 4, "cost": "S"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def packs(tmp_path_factory):
    """Two clients, opened once: each test gets a copy, which takes milliseconds."""
    folder = tmp_path_factory.mktemp("packs")
    client = Client(title="Tiny", customer_word="guest", smallest_group_team=1)
    write_pack(Pack.from_rows(client, ROWS), folder / "tiny")
    write_pack(Pack.from_rows(Client(title="Bare"), {}), folder / "bare")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOUCHKIT_FOLDER", str(folder))
        patch.delenv("TOUCHKIT_DATABASE", raising=False)
        for name in ("tiny", "bare"):
            assert Session(name).workshop is not None
    return folder


@pytest.fixture
def step(packs, tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path / "data"))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    shutil.copytree(packs, tmp_path / "data")
    return Enhancing(Session("tiny"))


@pytest.fixture
def calling(step):
    return Calling(step)


@pytest.fixture
def ideas(step):
    return CalledList(step)


@pytest.fixture
def joining(step):
    return Joining(step)


def titles(step):
    return list(step.session.tables("ideas")["title"])


def last(step):
    return step.session.tables("ideas").iloc[-1]


# where an idea belongs


def test_touchpoints_stand_widest_gap_first_however_the_other_list_is_ordered(calling):
    calling.enhancing.order = "below"

    assert calling.targets() == [("In the shop", "shop"), ("First call", "call"), ("Card", "card")]
    assert calling.target == "shop"


def test_the_touchpoint_chosen_stays_chosen_and_gives_way_when_it_is_gone(calling):
    calling.aim("call")
    calling.add("Smile")
    assert calling.target == "call"

    calling.session.save("remove", lambda edits: edits.remove("touchpoints", "call"))
    assert calling.target == "shop"


def test_the_first_touchpoint_shown_stays_though_another_gap_becomes_wider(calling):
    assert calling.target == "shop"
    score = {"group": "team", "touchpoint": "call", "measure": "received", "score": 1}

    calling.session.save("score", lambda edits: [edits.add("scores", **score) for _ in range(9)])

    assert next(touchpoint for _, touchpoint in calling.targets()) == "call"
    assert calling.target == "shop"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("First call: pick up", ("call", "pick up")), ("CALL :pick up", ("call", "pick up")),
        ("first  call：pick up", ("call", "pick up")), ("Remember: smile", ("", "Remember: smile")),
        ("call:", ("", "call:")), ("Step 2: Hall: a chair: red", ("hall", "a chair: red")),
        ("Twin: which?", ("", "Twin: which?")), ("t2: the second", ("t2", "the second")),
        ("No colon", ("", "No colon")), ("by the hall: a lamp", ("by-the-hall", "a lamp")),
        ("Old door: oil", ("", "Old door: oil")),
    ],
)  # fmt: skip
def test_a_line_names_its_touchpoint_only_where_it_really_is_one(line, found):
    points = [
        {"id": "call", "name": "First call"}, {"id": "hall", "name": "Step 2: Hall"},
        {"id": "by-the-hall", "name": "The lamp post"}, {"id": "t1", "name": "Twin"}, {"id": "t2", "name": "twin"},
        {"id": "old", "name": "Old door", "status": "retired"},
    ]  # fmt: skip

    assert placed(line, touchpoint_names(points)) == found


def test_what_may_stand_in_front_of_a_line_is_a_short_name_of_another_touchpoint(calling, step):
    assert calling.elsewhere() == "First call"
    calling.aim("call")
    assert calling.elsewhere() == "In the shop"

    step.session.change("touchpoints", "shop", name="In the shop, from the door to the till")
    assert calling.elsewhere() == "Card"
    step.session.change("touchpoints", "card", name="flyer")  # two are called so: it names neither
    assert calling.elsewhere() == ""


# typed and pasted


def test_one_line_is_one_idea_of_the_kind_and_for_the_touchpoint_chosen(calling, step):
    calling.aim("card")
    calling.kind = "surprise"

    assert calling.add("A stamp for ten visits\n") == 1

    stored = last(step)
    assert (stored["title"], stored["touchpoint"], stored["kind"]) == (
        "A stamp for ten visits",
        "card",
        "surprise",
    )
    assert calling.said == "✓ “A stamp for ten visits” for Card."


def test_a_pasted_list_is_stored_line_by_line_and_undone_at_once(calling, step):
    before = titles(step)

    assert calling.add("- A bell\n\n- flyer: Shorter\n• First call: Pick up\nA bell\n") == 3

    table = step.session.tables("ideas").tail(3)
    assert list(zip(table["title"], table["touchpoint"], strict=True)) == [
        ("A bell", "shop"), ("Shorter", "flyer"), ("Pick up", "call"),
    ]  # fmt: skip
    assert calling.said == "✓ 3 ideas for In the shop, Flyer and First call."
    step.session.undo()
    assert titles(step) == before


def test_what_is_there_already_is_said_and_not_stored_twice(calling, step):
    before = titles(step)

    assert calling.add("a chair  BY the till") is None
    assert calling.said == "“a chair BY the till” is there already."
    assert titles(step) == before

    assert calling.add("a chair by the till\nA bell\nring back") == 1
    assert calling.said == (
        "✓ “A bell” for In the shop. “a chair by the till” and “ring back” are there already."
    )
    assert calling.add("call: A chair by the till") == 1


def test_no_words_are_no_idea(calling, step):
    before = titles(step)

    assert calling.add(" \n - \n") is None
    assert (titles(step), calling.said) == (before, "")


def test_what_could_not_be_stored_is_not_taken_for_stored(calling, step, monkeypatch):
    monkeypatch.setattr(step.session, "save", lambda *_: False)

    assert calling.add("A bell") == 0
    assert calling.said == ""


def test_without_a_touchpoint_it_says_where_they_are_written_down(packs, tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path / "data"))
    shutil.copytree(packs, tmp_path / "data")
    calling = Calling(Enhancing(Session("bare")))

    assert calling.add("A bell") == 0
    assert calling.session.error.startswith("There is no touchpoint yet")
    assert not calling.take(prompts()[0])


def test_another_client_begins_anew(calling, ideas, joining):
    calling.kind, ideas.only, ideas.order = "delight", "fix", ("chair",)
    joining.tick("chair", True)
    calling.aim("call")

    calling.session.open("bare")

    assert (calling.kind, calling.target, ideas.only, ideas.order) == ("fix", "", "", ())
    assert (joining.ticked, ideas.rows(), joining.lookalikes()) == ((), [], [])


# the list


def test_the_newest_idea_stands_first_with_where_kind_and_what_is_still_to_guess(ideas):
    assert [(row.title, row.about, row.dots) for row in ideas.rows()] == [
        ("A thinner flyer", "Flyer · Fix · still to guess: lift", 4),
        ("Ring back", "First call and In the shop · Delight", None),
        ("A chair by the till", "In the shop · Fix · still to guess: lift, cost", 2),
    ]
    assert ideas.list_said() == "3 ideas, 2 still to guess"


def test_the_list_is_narrowed_by_kind_and_to_what_is_still_to_guess(ideas):
    ideas.only = "fix"
    assert [row.id for row in ideas.rows()] == ["page", "chair"]

    ideas.only, ideas.to_guess = "delight", True
    assert ideas.rows() == []


def test_how_far_an_idea_is_is_told_once_it_is_more_than_an_idea(ideas, step):
    step.change_idea("chair", status="dropped")

    row = ideas.rows()[-1]
    assert (row.about, row.open) == ("In the shop · Fix · dropped", False)


def test_the_list_grows_on_demand(ideas, calling):
    calling.add("\n".join(f"Idea number {n}" for n in range(PAGE)))

    assert (len(ideas.rows()), ideas.more()) == (PAGE, 3)
    ideas.show_more()
    assert (len(ideas.rows()), ideas.more()) == (PAGE + 3, 0)


def test_an_idea_is_opened_in_gaps_and_ideas_and_opening_it_again_does_not_close_it(ideas, step):
    for _ in range(2):
        ideas.open("band")
        assert (step.part, step.current, step.idea) == ("gaps", "call", "band")
        step.look_at("calling")


def test_an_idea_for_what_is_not_on_the_list_says_so(ideas, step):
    step.look_at("calling")

    ideas.open("page")

    assert step.part == "calling"
    assert step.session.error.startswith(
        "“A thinner flyer” is for Flyer, which “Gaps and ideas” does not show"
    )


def test_an_idea_removed_comes_back_with_undo(ideas, step):
    assert ideas.remove("chair")
    assert [row.id for row in ideas.rows()] == ["page", "band"]

    step.session.undo()
    assert len(ideas.rows()) == 3


# the same idea twice


def test_look_alikes_are_asked_about_until_somebody_says_they_are_two(joining, calling):
    calling.add("First call: chair by the till")
    new = last(calling)["id"]
    assert [[one.id for one in group] for group in joining.lookalikes()] == [["chair", new]]

    assert joining.keep_both(["chair", new])
    assert joining.lookalikes() == []
    assert Joining(calling.enhancing).lookalikes() == []

    calling.session.undo()
    assert len(joining.lookalikes()) == 1


def test_merging_is_one_action_and_an_open_idea_gives_way_to_the_one_kept(joining, calling, step):
    calling.add("First call: chair by the till")
    new = last(step)["id"]
    step.idea = new

    assert joining.merge_into("chair", ["chair", new])

    assert [row for row in titles(step) if "chair" in row] == ["A chair by the till"]
    assert step.session.tables("ideas").set_index("id").loc["chair", "touchpoint"] == "shop"
    assert (step.idea, step.session.undoable) == (
        "chair",
        "merge 1 idea into “A chair by the till”",
    )


def test_a_merger_says_what_it_made_though_what_was_typed_is_gone(calling, step):
    calling.add("First call: chair by the till")
    joining = Joining(step, calling.tell)

    joining.merge_into("chair", ["chair", last(step)["id"]])
    assert calling.said == "✓ Made one: “A chair by the till” for In the shop."

    step.change_idea("band", needs="chair")
    calling.said = ""
    assert not joining.merge_into("band", ["chair", "band"])
    assert calling.said == ""


def test_it_is_said_before_when_an_idea_would_be_for_more_than_it_was(joining):
    assert joining.wider(["chair", "band"], "chair") == ["In the shop", "First call"]
    assert joining.wider(["chair", "band"], "band") == []
    assert joining.wider(["page", "chair"], "chair") == ["In the shop", "Flyer"]
    assert joining.wider(["chair", "gone"], "chair") == joining.wider(["gone"], "gone") == []


def test_ticked_ideas_are_merged_into_the_first_or_the_one_chosen(joining, step):
    assert not joining.merge_chosen()
    joining.tick("band", True)
    joining.tick("page", True)
    joining.tick("chair", True)
    joining.tick("band", False)
    assert [idea.id for idea in joining.chosen()] == ["page", "chair"]
    assert joining.kept == "page"

    joining.keep = "chair"
    assert joining.merge_chosen()

    assert sorted(step.session.tables("ideas")["id"]) == ["band", "chair"]
    assert (joining.ticked, joining.kept) == ((), "")


def test_a_ticked_idea_that_is_gone_is_not_merged(joining, ideas):
    joining.tick("page", True)
    joining.tick("chair", True)

    ideas.remove("page")

    assert [idea.id for idea in joining.chosen()] == ["chair"]
    assert not joining.merge_chosen()


def test_a_refused_merger_keeps_the_ticks_and_says_why(joining, step):
    step.change_idea("band", needs="chair")
    joining.tick("chair", True)
    joining.tick("band", True)

    assert not joining.merge_chosen()
    assert step.session.error.startswith("“Ring back” needs “A chair by the till”")
    assert joining.ticked == ("chair", "band")


# dots


def test_dots_are_typed_and_counted_up_and_down_never_below_none(ideas):
    assert ideas.give("band", " 3 ")
    ideas.step("band", 1)
    ideas.step("page", -1)
    for _ in range(3):
        ideas.step("chair", -1)
    assert {row.id: row.dots for row in ideas.rows()} == {"band": 4, "page": 3, "chair": 0}

    ideas.give("band", "")
    assert {row.id: row.dots for row in ideas.rows()}["band"] is None


def test_what_is_no_number_of_dots_is_said_and_nothing_stored(ideas):
    assert not ideas.give("page", "many")
    assert not ideas.give("page", "2.5")
    assert "no whole number of dots" in ideas.session.error
    assert not ideas.set_each("x")

    assert ideas.rows()[0].dots == 4


def test_another_keyboard_dots_are_counted_on_not_overwritten(ideas, step):
    assert ideas.rows()[0].dots == 4
    step.session.workshop.change("ideas", "page", votes=9)

    ideas.step("page", 1)

    assert ideas.rows()[0].dots == 10


def test_each_idea_has_its_part_of_all_dots_that_are_shown(ideas):
    assert [(row.id, row.dots_said) for row in ideas.rows()] == [
        ("page", "4 dots · 67 %"), ("band", ""), ("chair", "2 dots · 33 %"),
    ]  # fmt: skip

    ideas.only = "delight"
    ideas.give("band", "1")
    assert ideas.rows()[0].dots_said == "1 dot · 100 %"


def test_the_most_dots_come_first_on_demand_and_no_row_runs_away_while_counting(ideas, calling):
    ideas.by_dots()
    assert [row.id for row in ideas.rows()] == ["page", "chair", "band"]

    ideas.give("band", "9")
    calling.add("A bell")
    assert [row.id for row in ideas.rows()] == ["a-bell", "page", "chair", "band"]

    ideas.by_dots()
    assert next(row.id for row in ideas.rows()) == "band"
    ideas.newest_first()
    assert [row.id for row in ideas.rows()] == ["a-bell", "page", "band", "chair"]


def test_the_total_is_held_against_the_people_who_may_give_dots(ideas):
    assert ideas.tally() == "6 dots in all, 2 for each of 3 people."

    ideas.step("band", 1)
    assert ideas.tally() == (
        "7 dots in all. That is no multiple of 3 people: still counting, or count once more?"
    )
    ideas.set_each("3")
    assert ideas.tally() == "7 of 9 dots counted: 3 people with 3 each. 2 still to come."


def test_dots_for_delight_alone_say_what_they_are_for(ideas):
    ideas.only = "delight"
    ideas.give("band", "3")

    assert ideas.tally() == (
        "3 dots in all, 1 for each of 3 people. What gets the most dots is paid from the delight pot first."
    )


def test_dots_of_an_earlier_day_are_named_and_blanked_at_once(ideas, step):
    assert ideas.before_said() == ""
    ideas.counting = True
    assert ideas.before_said() == "6 dots are there already."

    assert ideas.begin_count()
    assert {row.id: row.dots for row in ideas.rows()} == {"page": None, "band": None, "chair": None}
    assert ideas.before_said() == ""
    ideas.step("chair", 1)
    assert ideas.before_said() == ""  # this count's own

    step.session.undo()
    assert step.session.undoable == "begin a new count of dots"
    step.session.undo()
    assert ideas.tally() == "6 dots in all, 2 for each of 3 people."


def test_a_count_that_began_without_dots_names_none(ideas):
    ideas.begin_count()
    ideas.counting = True
    ideas.step("chair", 1)

    assert ideas.before_said() == ""
    ideas.counting = False
    ideas.counting = True
    assert ideas.before_said() == "1 dot is there already."


def test_old_dots_blanked_at_another_keyboard_are_named_no_more(ideas, step):
    ideas.counting = True
    ideas.step("page", -1)
    assert ideas.before_said() == "6 dots are there already."

    assert CalledList(step).begin_count()
    assert ideas.before_said() == ""
    ideas.give("page", "4")
    assert ideas.before_said() == ""


def test_dots_of_what_is_done_stay_and_count_to_no_later_total(ideas, step):
    step.change_idea("page", status="done")
    ideas.counting = True
    assert ideas.before_said() == "2 dots are there already."

    ideas.begin_count()
    ideas.step("chair", 1)

    rows = {row.id: row for row in ideas.rows()}
    assert (rows["page"].dots_said, rows["chair"].dots_said) == ("4 dots", "1 dot · 100 %")
    assert ideas.tally().startswith("1 dot in all.")


def test_a_total_is_never_praised_for_what_cannot_be_checked():
    assert tally(0, 0).startswith("0 dots in all. Nobody is listed")
    assert tally(0, 3).startswith("No dot counted yet.")
    assert tally(9, 3, 3) == "All 9 dots counted: 3 people with 3 each."
    assert tally(10, 3, 3).endswith("1 more than there can be. Count once more?")


# save first


@pytest.fixture
def saving(calling):
    return SaveFirst(calling)


def test_the_round_asks_in_the_clients_word_and_shows_three_at_a_time(saving):
    assert saving.question() == "What would you do for the guest who is about to leave?"
    many = len(prompts(family="save-first"))

    shown, said = saving.three()
    assert {one.family for one in shown} == {"save-first"}
    assert said == f"Prompts 1, 2 and 3 of {many}."

    saving.next_three()
    again, said = saving.three()
    assert said == f"Prompts 4, 5 and 6 of {many}."
    assert not {one.id for one in shown} & {one.id for one in again}


def test_after_the_last_prompts_come_the_first_again(saving):
    many = len(prompts(family="save-first"))
    saving.start = many - 1

    assert saving.three()[1] == f"Prompts {many}, 1 and 2 of {many}."


def test_one_press_takes_a_prompt_with_its_kind_and_cost(saving, step):
    first = saving.three()[0][0]

    assert saving.use(first)

    stored = last(step)
    assert (stored["title"], stored["kind"], stored["cost"], stored["touchpoint"]) == (
        first.text, first.kind, first.cost, "shop",
    )  # fmt: skip
    shown, said = saving.three()
    assert first.id not in {one.id for one in shown}
    assert said.endswith("1 idea from this round so far.")


def test_an_answer_is_an_idea_and_counts_to_the_round(saving, step):
    assert saving.answer("Call in week two\nThank them") == 2
    assert saving.answer("Call in week two") is None
    assert titles(step)[-2:] == ["Call in week two", "Thank them"]
    assert saving.three()[1].endswith("2 ideas from this round so far.")

    saving.look(True)
    assert (saving.open, saving.taken) == (True, 0)


def test_when_every_prompt_was_taken_the_round_is_over(saving, step):
    every = prompts(family="save-first")
    step.add_called([("shop", one.text) for one in every], "fix")

    assert saving.three() == ([], "No prompt is left.")
