"""The matrix without a browser: what its part shows, what its widget hears and answers, its JavaScript."""

import gzip
import json
import re
from pathlib import Path

import pytest

import touchkit as tk
import touchkit.screens.matrix
from touchkit.errors import StoreBusyError
from touchkit.model import Client
from touchkit.pack import Pack, write_pack
from touchkit.screens.matrix.widget import MatrixWidget
from touchkit.screens.modules import read_modules

FOLDER = Path(touchkit.screens.matrix.__file__).parent
LIMIT = 12_500
HOSTILE = "<img src=x onerror=alert(1)>"
OUTSIDE = r"https?:|//[a-z]+\.|\bfetch\(|XMLHttpRequest|WebSocket|\bimport\(|@import|url\("
MARKUP = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"


def marks(touchpoint, measure, *values):
    return [
        {"group": "team", "touchpoint": touchpoint, "measure": measure, "score": value}
        for value in values
    ]


ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "touchpoints": [{"id": "call", "name": f"First call {HOSTILE}", "stage": "buy"}],
    "scores": [*marks("call", "received", 2, 2), *marks("call", "desired", 5, 5)],
}
IDEAS = [
    {"id": "ring", "touchpoint": "call", "title": f"Ring back {HOSTILE}", "lift": "L", "cost": "S", "effort_days": "M"},
    {"id": "chair", "touchpoint": "call", "title": "A chair", "status": "dropped"},
]  # fmt: skip


@pytest.fixture
def folder(tmp_path, monkeypatch):
    client = Client(title="Rose Bakery", smallest_group_team=1)
    write_pack(Pack.from_rows(client, ROWS | {"ideas": IDEAS}), tmp_path / "bakery")
    write_pack(Pack.from_rows(client, ROWS), tmp_path / "bare")
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    monkeypatch.delenv("TOUCHKIT_DATABASE", raising=False)
    return tmp_path


def opened(client):
    page = tk.screens.enhance(client)
    view = page.views[0]
    view.state.look_at("matrix")
    return page, view.parts["matrix"]


@pytest.fixture
def page(folder):
    return opened("bakery")[0]


@pytest.fixture
def part(page):
    return page.views[0].parts["matrix"]


@pytest.fixture
def sent(monkeypatch):
    """What was sent, in order."""
    found = []

    def send(_widget, content, buffers=None):
        found.append(json.loads(json.dumps(content, allow_nan=False)))

    monkeypatch.setattr(MatrixWidget, "send", send)
    return found


def hear(part, **message):
    part.widget._handle_custom_msg(message, [])


def ask(part, name, /, n=1, **args):
    hear(part, kind="intent", n=n, name=name, args=args)


def shown(control):
    return control.layout.display != "none"


def test_without_ideas_the_part_says_to_call_them_out_and_leads_there(folder):
    page, part = opened("bare")

    assert "Call ideas out first" in part.empty.value
    assert [shown(one) for one in (part.empty, part.call, part.cards, part.bar)] == [
        True, True, False, False,
    ]  # fmt: skip
    part.call.click()
    assert page.views[0].state.part == "calling"


def test_with_ideas_the_matrix_is_shown_and_what_is_left_out_is_counted(part):
    assert [shown(one) for one in (part.empty, part.call, part.cards, part.bar)] == [
        False, False, True, True,
    ]  # fmt: skip
    assert "1 idea done or dropped: not shown." in part.notes.value


def test_no_trait_holds_the_cards(part):
    state = part.widget.get_state()

    assert "_esm" in state
    assert not any("Ring back" in str(value) for value in state.values())


def test_hello_is_answered_with_the_whole_matrix(part, sent):
    hear(part, kind="hello")

    (message,) = sent
    assert message["kind"] == "shown"
    assert [card["title"] for card in message["cards"]] == [f"Ring back {HOSTILE}"]


def test_what_did_not_change_is_not_sent_again(part, sent):
    hear(part, kind="hello")
    sent.clear()

    part.state.look_at("gaps")
    part.state.look_at("matrix")

    assert sent == []


def test_a_move_is_shown_and_answered_before_the_page_around_it_is_drawn(page, part, sent):
    hear(part, kind="hello")
    sent.clear()
    drawn = []
    page.frame.saved.observe(lambda _: drawn.append([one["kind"] for one in sent]), "value")

    ask(part, "guess", n=0.5, id="ring", lift="M", effort="L", was="LS")

    assert [one["kind"] for one in sent] == ["shown", "reply"]
    assert sent[0]["cards"][0]["cell"] == "ML"
    assert sent[1] == {
        "kind": "reply", "n": 0.5, "ok": True, "said": f"Ring back {HOSTILE}: lift M, cost L.",
    }  # fmt: skip
    assert drawn[0] == ["shown", "reply"]
    assert page.session.undoable == f"guess: Ring back {HOSTILE}, lift M, cost L"


@pytest.mark.parametrize("error", [StoreBusyError("Another program holds it."), KeyError("oh")])
def test_whatever_a_move_raises_is_answered_and_shown(page, part, sent, monkeypatch, error):
    def fail(_act):
        raise error

    monkeypatch.setattr(page.session, "attempt", fail)

    ask(part, "guess", id="ring", lift="M", effort="L")

    (reply,) = [one for one in sent if one["kind"] == "reply"]
    assert not reply["ok"]
    assert reply["said"] == page.session.error != ""


def test_a_refusal_is_answered_and_does_not_cry_on_the_page_as_well(page, part, sent):
    ask(part, "guess", id="gone", lift="M", effort="L")

    (reply,) = [one for one in sent if one["kind"] == "reply"]
    assert reply["said"] == "Somebody has removed this idea meanwhile; nothing was stored."
    assert page.session.error == ""


@pytest.mark.parametrize("message", [None, 3, [], {}, {"kind": ["hello"]}, {"kind": "intent"},
                                     {"kind": "intent", "args": 3, "name": {}}])  # fmt: skip
def test_what_no_page_sends_is_passed_over_or_refused(page, part, sent, message):
    part.widget._handle_custom_msg(message, [])

    assert all(not one["ok"] for one in sent if one["kind"] == "reply")
    assert page.session.error == ""


def test_what_is_done_elsewhere_arrives_with_the_next_look(page, part, sent):
    hear(part, kind="hello")
    sent.clear()
    with tk.open_workshop("bakery", who="Ben").one_step("guess") as edits:
        edits.change("ideas", "ring", lift="S")

    page.session.look_again()

    assert [one["cards"][0]["cell"] for one in sent] == ["SS"]


def test_by_working_days_the_cards_stand_elsewhere_and_the_button_stays_down(part, sent):
    hear(part, kind="hello")

    part.effort.value = "effort_days"

    assert sent[-1]["cards"][0]["cell"] == "LM"
    assert sent[-1]["effort"]["S"] == "S: 1\u00a0day"
    part.effort.value = None
    assert part.effort.value == "effort_days"


def test_titles_only_is_a_class_of_the_box(part):
    part.titles.value = True
    assert "tk-m-titles" in part.cards._dom_classes

    part.titles.value = False
    assert "tk-m-titles" not in part.cards._dom_classes


def test_enter_leads_to_the_idea_where_gaps_and_ideas_are(page, part):
    ask(part, "open", id="ring")

    view = page.views[0]
    assert (view.state.part, view.state.idea) == ("gaps", "ring")
    assert shown(view.holders["gaps"])


def test_the_picture_is_drawn_when_asked_for_and_says_when_it_is_old(page, part):
    assert part.picture.value == ""
    assert not shown(part.away)

    part.draw_it.click()

    assert "<svg" in part.picture.value
    assert HOSTILE not in part.picture.value
    assert "Ring back &lt;img" in part.picture.value
    assert part.old.value == ""
    assert part.draw_it.description == "Draw it again"
    page.session.change("ideas", "ring", lift="S")
    assert "changed since" in part.old.value
    part.draw_it.click()
    assert part.old.value == ""
    part.away.click()
    assert (part.picture.value, part.draw_it.description) == ("", "As a picture")


def test_the_picture_of_another_client_is_no_longer_there(page, part):
    part.draw_it.click()

    page.session.open("bare")
    page.views[0].state.look_at("matrix")

    assert part.picture.value == ""
    assert not shown(part.cards)


def test_the_javascript_is_one_small_module_that_asks_nothing_from_outside():
    source = str(MatrixWidget._esm)

    assert len(source.encode()) <= LIMIT
    assert len(gzip.compress(source.encode())) <= LIMIT / 2
    assert source.count("export default") == 1
    assert not re.search(r"^(import|export (?!default))", source, re.MULTILINE)
    assert re.findall(f"{OUTSIDE}|{MARKUP}", source.replace("http://www.w3.org/2000/svg", "")) == []


def test_every_module_is_used():
    modules = read_modules(FOLDER)
    assert len(modules) == 3

    needed = {
        name for source in modules.values() for name in re.findall(r'"\./([a-z]+)\.js"', source)
    }
    assert needed | {"index"} == set(modules)
