"""Call out's controls, pressed without a kernel."""

import shutil

import pytest

import touchkit as tk
from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.steps.session import Session

HOSTILE = "<img src=x onerror=alert(1)>"


def marks(touchpoint, received):
    for measure, score in (("received", received), ("desired", 5)):
        yield {"group": "team", "touchpoint": touchpoint, "measure": measure, "score": score}


ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "participants": [{"id": "mia", "alias": "Mia"}, {"id": "noa", "alias": "Noa"}],
    "touchpoints": [
        {"id": "call", "name": "First call", "stage": "buy"},
        {"id": "shop", "name": f"Shop {HOSTILE}", "stage": "buy"},
    ],
    "scores": [*marks("call", 4), *marks("shop", 2)],
    "ideas": [
        {"id": "chair", "touchpoint": "shop", "title": f"A chair {HOSTILE}", "votes": 3},
        {"id": "seat", "touchpoint": "call", "title": f"The chair {HOSTILE}", "votes": 1},
        {"id": "bell", "touchpoint": "shop", "title": "A bell", "kind": "delight", "lift": "S", "cost": "S"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def packs(tmp_path_factory):
    """Two clients, opened once: each test gets a copy, which takes milliseconds."""
    folder = tmp_path_factory.mktemp("packs")
    client = Client(title="Tiny", customer_word="<b>guest", smallest_group_team=1)
    write_pack(Pack.from_rows(client, ROWS), folder / "tiny")
    write_pack(Pack.from_rows(Client(title="Bare"), {}), folder / "bare")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOUCHKIT_FOLDER", str(folder))
        patch.delenv("TOUCHKIT_DATABASE", raising=False)
        for name in ("tiny", "bare"):
            assert Session(name).workshop is not None
    return folder


@pytest.fixture
def page(packs, tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path / "data"))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    shutil.copytree(packs, tmp_path / "data")
    page = tk.screens.enhance("tiny")
    page.views[0].state.look_at("calling")
    return page


@pytest.fixture
def part(page):
    return page.views[0].parts["calling"]


def shown(control):
    return control.layout.display != "none"


def lines(part):
    return [card for card in part.list.rows.cards if shown(card)]


def heads(part):
    return [card.head.description for card in lines(part)]


def titles(part):
    return [head.partition("\n")[0] for head in heads(part)]


def call_out(part, text):
    """Enter a line as the browser does: it has emptied it already."""
    part.entry._handle_custom_msg({"kind": "said", "text": text}, [])  # what a page's message calls


def everything(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from everything(child)


def said(part):
    """Return all HTML that is shown."""
    return "".join(
        one.value for one in everything(part) if type(one).__name__ == "HTML" and one.value
    )


def test_the_widest_gap_is_offered_first_and_the_kind_is_fix(part):
    assert part.target.value == "shop"
    assert [name for name, _ in part.target.options] == [f"Shop {HOSTILE}", "First call"]
    assert part.kind.value == "fix"
    assert part.entry.hint == f"An idea for Shop {HOSTILE} in a few words, then Enter"


def test_the_hint_names_a_touchpoint_as_people_know_it_or_nothing(page, part):
    assert "“First call: …” in front of a line puts that one elsewhere." in part.said.value

    page.session.change("touchpoints", "call", name="The very first call anybody makes")
    page.views[0].refresh()
    assert "in front of a line" not in part.said.value


def test_one_line_after_the_other_without_waiting(part):
    call_out(part, "A lamp")
    call_out(part, "A mat")

    assert titles(part)[:2] == ["A mat", "A lamp"]
    assert heads(part)[0].endswith("· Fix · still to guess: lift, cost")
    assert "✓ “A mat” for Shop &lt;img" in part.said.value


def test_touchpoint_and_kind_stay_as_chosen(page, part):
    part.target.value = "call"
    part.kind.value = "surprise"
    call_out(part, "A lamp")
    call_out(part, "A mat")

    assert (part.target.value, part.kind.value) == ("call", "surprise")
    assert heads(part)[0] == "A mat\nFirst call · Surprise · still to guess: lift, cost"
    assert list(page.session.tables("ideas")["touchpoint"])[-2:] == ["call", "call"]


def test_a_pasted_list_is_stored_line_by_line(part):
    call_out(part, "A lamp\nFirst call: A name\nA mat")

    assert titles(part)[:3] == ["A mat", "A name", "A lamp"]
    assert heads(part)[1].startswith("A name\nFirst call")


def test_what_could_not_be_stored_stays_in_the_line(page, part, monkeypatch):
    monkeypatch.setattr(page.session, "save", lambda *_: False)

    call_out(part, "A lamp")

    assert part.entry.text == "A lamp"


def test_half_typed_words_survive_a_change_elsewhere_and_stay_with_their_client(page, part):
    part.entry.text, part.saving.entry.text = "half an id", "half an ans"
    page.session.workshop.add("ideas", touchpoint="call", title="From another keyboard")

    page.session.look_again()
    page.views[0].refresh()

    assert titles(part)[0] == "From another keyboard"
    assert (part.entry.text, part.saving.entry.text) == ("half an id", "half an ans")

    page.session.open("bare")
    page.views[0].state.look_at("calling")
    assert (part.entry.text, part.saving.entry.text) == ("", "")


def test_a_client_without_touchpoints_is_told_where_to_begin(page, part):
    page.session.open("bare")
    page.views[0].state.look_at("calling")

    assert shown(part.nothing)
    assert not shown(part.body)
    assert "Step 2 is where they are written down" in part.nothing.value


def test_a_client_without_ideas_is_told_what_to_do_first(page, part):
    page.session.save("clear", lambda edits: edits.take_away("ideas", {"chair", "seat", "bell"}))
    page.views[0].refresh()

    assert shown(part.list.empty)
    assert not any(
        shown(one) for one in (part.list.tools, part.list.bar, part.list.none, part.looks)
    )


def test_look_alikes_are_asked_about_and_keep_both_ends_it(page, part):
    (card,) = part.looks.groups.cards
    assert f"<strong>A</strong> A chair {'&lt;img'}" in card.told.value
    assert [button.description for button in card.into if shown(button)] == [
        "Merge into A", "Merge into B",
    ]  # fmt: skip

    card.both.click()
    page.views[0].refresh()

    assert not shown(part.looks)
    assert len(page.session.tables("ideas")) == 3


def test_merge_into_b_keeps_b(page, part):
    part.looks.groups.cards[0].into[1].click()
    page.views[0].refresh()

    assert titles(part) == ["A bell", f"The chair {HOSTILE}"]
    assert heads(part)[1].endswith("· still to guess: lift, cost · 4 dots · 100 %")
    assert page.session.undoable.startswith("merge 1 idea into “The chair")
    page.session.undo()
    assert len(page.session.tables("ideas")) == 3


def test_a_merger_that_widens_an_idea_says_so_before_and_what_it_made_after(page, part):
    (card,) = part.looks.groups.cards
    both = f"Shop {'&lt;img src=x onerror=alert(1)&gt;'} and First call"
    assert f"Made one, it would then be for: {both}." in card.told.value

    card.into[0].click()
    page.views[0].refresh()
    assert "✓ Made one: “A chair" in part.said.value


def test_a_merger_that_widens_only_one_of_the_two_names_it(page, part):
    page.session.change("ideas", "seat", votes=None)
    page.views[0].refresh()

    assert "Merged into B, it would then be for: First call and Shop" in (
        part.looks.groups.cards[0].told.value
    )
    for place in (1, 2):
        lines(part)[place].tick.value = True
    assert "2 ideas ticked. It would then be for: First call and Shop" in part.list.bar.told.value
    part.list.bar.keep.value = "chair"
    assert part.list.bar.told.value.endswith("<span>2 ideas ticked.</span></div>")


@pytest.fixture
def two_pairs(page, part):
    call_out(part, "A bell!")
    page.views[0].refresh()
    assert len(part.looks.groups.cards) == 1
    return part.looks.groups.cards[0]


def ids(page):
    return list(page.session.tables("ideas")["id"])


def test_a_second_press_does_not_answer_for_the_next_pair(page, part, two_pairs):
    pressed = two_pairs.into[0]
    pressed.click()
    page.views[0].refresh()
    left = ids(page)
    assert [one.row for one in part.looks.groups.cards if shown(one)] == [f"bell;{left[-1]}"]

    pressed.click()
    two_pairs.both.click()

    assert ids(page) == left
    assert not page.session.tables("marks").size
    assert not page.session.error


def test_a_press_on_what_is_gone_before_the_page_shows_it_does_nothing(page, part, two_pairs):
    page.session.workshop.remove("ideas", "seat")
    left = ids(page)

    two_pairs.into[0].click()

    assert ids(page) == left
    assert not page.session.error


def test_the_second_half_of_a_double_press_lands_on_nothing(page, part, two_pairs):
    now = [10.0]
    part.looks.clock = lambda: now[0]
    two_pairs.into[0].click()
    page.views[0].refresh()
    left = ids(page)
    (following,) = [one for one in part.looks.groups.cards if shown(one)]

    now[0] += 0.2
    following.into[0].click()
    assert ids(page) == left
    now[0] += 0.5
    following.into[0].click()
    page.views[0].refresh()

    assert ids(page) == left[:-1]


def test_ticked_ideas_are_merged_into_the_one_chosen(page, part):
    bar = part.list.bar
    assert "Tick two ideas or more" in bar.told.value
    assert not any(shown(one) for one in (bar.merge, bar.keep, bar.untick))

    lines(part)[0].tick.value = True
    assert (shown(bar.merge), shown(bar.untick)) == (False, True)
    lines(part)[2].tick.value = True
    assert [idea for _, idea in bar.keep.options] == ["bell", "chair"]
    bar.keep.value = "chair"
    bar.merge.click()
    page.views[0].refresh()

    assert sorted(page.session.tables("ideas")["id"]) == ["chair", "seat"]
    assert not any(card.tick.value for card in lines(part))


def test_a_refused_merger_says_why_on_the_page(page, part):
    page.session.change("ideas", "bell", needs="chair")
    page.views[0].refresh()
    for place in (0, 2):
        lines(part)[place].tick.value = True

    part.list.bar.merge.click()

    assert page.session.error.startswith("“A bell” needs “A chair")
    assert len(page.session.tables("ideas")) == 3


def test_the_list_is_narrowed_and_what_is_chosen_stays_on_its_row(part):
    part.list.only.value = "delight"
    assert titles(part) == ["A bell"]
    part.list.to_guess.value = True
    assert titles(part) == []
    assert shown(part.list.none)

    part.list.only.value = ""
    assert titles(part) == [f"The chair {HOSTILE}", f"A chair {HOSTILE}"]


def test_an_idea_opens_where_it_is_worked_on(page, part):
    lines(part)[1].head.click()

    state = page.views[0].state
    assert (state.part, state.current, state.idea) == ("gaps", "call", "seat")


def test_an_idea_is_removed_and_comes_back_with_undo(page, part):
    lines(part)[0].remove.click()
    page.views[0].refresh()
    assert len(titles(part)) == 2

    page.session.undo()
    page.views[0].refresh()
    assert titles(part)[0] == "A bell"


def test_dots_are_counted_by_plus_minus_and_typing_with_their_shares(page, part):
    assert all(card.dots is None for card in lines(part))
    part.list.count.value = True
    bell, _, chair = (card.dots for card in lines(part))
    assert (bell.field.value, bell.fewer.disabled, chair.field.value) == ("", True, "3")

    chair.more.click()
    bell.field.value = "5"
    page.views[0].refresh()

    assert (bell.field.value, chair.field.value) == ("5", "4")
    assert "width:100%" in bell.bar.value
    assert "50 %" in bell.bar.value
    assert "10 dots in all, 5 for each of 2 people." in part.list.tally.value
    part.list.each.value = "6"
    assert "10 of 12 dots counted" in part.list.tally.value


def test_a_new_count_begins_without_the_dots_that_are_there(page, part):
    assert not shown(part.list.anew)
    part.list.count.value = True
    assert shown(part.list.anew)
    assert "4 dots are there already." in part.list.before.value

    part.list.anew.click()
    page.views[0].refresh()

    assert not shown(part.list.anew)
    assert part.list.before.value == ""
    assert [card.dots.field.value for card in lines(part)] == ["", "", ""]


def test_dots_are_counted_at_nothing_that_is_done(page, part):
    page.session.change("ideas", "chair", status="done")
    part.list.count.value = True
    page.views[0].refresh()

    assert [card.dots is not None and shown(card.dots) for card in lines(part)] == [
        True,
        True,
        False,
    ]
    assert heads(part)[2].endswith("· done · 3 dots")


def test_what_is_no_number_is_put_back_and_said(page, part):
    part.list.count.value = True
    chair = lines(part)[2].dots

    chair.field.value = "many"
    part.list.each.value = "lots"

    assert (chair.field.value, part.list.each.value) == ("3", "")
    assert "no whole number of dots" in page.session.error


def test_the_most_dots_come_first_on_demand(part):
    assert not shown(part.list.newest)

    part.list.by_dots.click()
    assert titles(part) == [f"A chair {HOSTILE}", f"The chair {HOSTILE}", "A bell"]

    part.list.newest.click()
    assert titles(part)[0] == "A bell"
    assert len(part.list.rows.cards) == 3  # no new ones: a page grew with each new order


def test_a_row_keeps_its_idea_when_another_is_called_out(part):
    before = {card.row: card for card in lines(part)}

    call_out(part, "A lamp")

    after = {card.row: card for card in lines(part)}
    assert {row: after[row] for row in before} == before


def test_two_hundred_ideas_are_shown_a_page_at_a_time(page, part):
    call_out(part, "\n".join(f"{'abcdefghij'[n % 10] * 9} {n * 37}" for n in range(70)))
    assert len(lines(part)) == 30
    assert part.list.more.description == "Show 30 more of 43"

    part.list.more.click()
    part.list.more.click()
    assert len(lines(part)) == 73
    assert not shown(part.list.more)


def test_the_round_save_first_asks_and_takes_answers_and_prompts(page, part):
    assert not shown(part.saving)
    part.saving.toggle.value = True
    assert shown(part.saving)
    assert "for the &lt;b&gt;guest who is about to leave?" in part.saving.question.value
    first = part.saving.texts[0].value

    assert part.saving.on.description == "Three others"
    part.saving.on.click()
    assert part.saving.texts[0].value != first
    part.saving.uses[0].click()
    part.saving.entry.enter("Call them in week two")
    page.views[0].refresh()

    assert titles(part)[0] == "Call them in week two"
    assert titles(part)[1].startswith("What if")
    assert "2 ideas from this round so far" in part.saving.told.value


def test_nothing_a_person_typed_is_read_as_html(page, part):
    call_out(part, f"Look {HOSTILE}")
    part.saving.toggle.value = True
    part.list.count.value = True
    for place in (0, 1):
        lines(part)[place].tick.value = True

    assert "&lt;img src=x" in said(part)
    assert "<img" not in said(part)
