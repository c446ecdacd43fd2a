"""Value against effort in both front ends: cards moved by mouse, finger and key; what others do; fifty ideas."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import touchkit as tk
from tests.browser.test_live import LOOKS
from touchkit.model import Client
from touchkit.pack import Pack, write_pack

pytestmark = pytest.mark.browser

SOON = 30_000
HOSTILE = "<img src=x onerror=\"document.title='broken'\">"
ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "touchpoints": [{"id": "call", "name": "First call", "stage": "buy"}],
    "scores": [
        {"group": "team", "touchpoint": "call", "measure": measure, "score": score}
        for measure, score in (("received", 2), ("received", 2), ("desired", 5), ("desired", 5))
    ],
    "ideas": [
        {"id": "ring", "touchpoint": "call", "title": "Ring back", "lift": "L", "cost": "S"},
        {"id": "aloud", "touchpoint": "call", "title": "Read it aloud", "lift": "1.1", "cost": "2800"},
        {"id": "rose", "touchpoint": "call", "title": f"A rose {HOSTILE}", "kind": "delight"},
    ],
}  # fmt: skip
_MATRIX = "document.querySelector('.tk-screen .tk-m').parentElement.matrix"
_OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll(".tk-m-card")].map((one) => one.getBoundingClientRect());
  return boxes.filter((a, at) => boxes.some((b, other) => other > at
    && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)).length;
}"""
_CUT = """() => [...document.querySelectorAll(".tk-m, .tk-m-axis, .tk-m-card, .tk-m-cell")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.className + ": " + one.innerText.slice(0, 40))"""
_SMALL = """() => [...document.querySelectorAll(".tk-m *")]
  .filter((one) => one.offsetParent && parseFloat(getComputedStyle(one).fontSize) < 16).length"""


class MatrixPage:
    """The matrix that stands on a page, as a person handles it."""

    def __init__(self, page, client):
        self.page, self.client = page, client
        self.root = page.locator(".tk-m:visible")
        self.notice = self.root.get_by_role("status")
        expect(self.root.locator(".tk-m-card").first).to_be_visible(timeout=SOON)
        self.in_sight()

    def in_sight(self):
        """Bring the whole matrix into sight, out of which a press on a button above it may have scrolled."""
        self.root.locator(".tk-m-body").evaluate("body => body.scrollIntoView({block: 'center'})")

    def card(self, title):
        own = self.page.locator(".tk-m-title").get_by_text(title, exact=True)
        return self.root.locator(".tk-m-card").filter(has=own)

    def cell(self, at):
        return self.root.locator(f'[data-cell="{at}"]')

    def holds(self, at, *titles):
        """Wait until a cell holds just these cards and nothing is on its way any more."""
        expect(self.cell(at).locator(".tk-m-title")).to_have_text(list(titles), timeout=SOON)
        self.page.wait_for_function(f"() => {_MATRIX}.waiting.size === 0", timeout=SOON)

    def says(self, words):
        expect(self.notice).to_contain_text(words, timeout=SOON)

    def stored(self, idea):
        rows = tk.open_workshop(self.client).store.rows()["ideas"]
        return next((row for row in rows if row["id"] == idea), None)

    def guesses(self, idea):
        row = self.stored(idea)
        return row.get("lift"), row.get("cost")

    def elsewhere(self, what, edit):
        """Let Ben do something in another program."""
        with tk.open_workshop(self.client, who="Ben").one_step(what) as edits:
            edit(edits)

    def grip(self, title):
        box = self.card(title).bounding_box()
        return box["x"] + 30, box["y"] + 14

    def foot(self, at):
        box = self.cell(at).bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] - 12

    def carry(self, title, at):
        self.in_sight()
        self.page.mouse.move(*self.grip(title))
        self.page.mouse.down()
        self.page.mouse.move(*self.foot(at), steps=3)
        expect(self.cell(at)).to_contain_class("tk-m-aim", timeout=SOON)

    def drag(self, title, at):
        self.carry(title, at)
        self.page.mouse.up()


def shown(room, name, rows):
    """Show a client's matrix; where the page shows it already it stays as it is."""
    if not (room.folder / "workshop_data" / name).exists():
        pack = Pack.from_rows(Client(title=name.capitalize(), smallest_group_team=1), rows)
        write_pack(pack, room.folder / "workshop_data" / name)
    page = room.stay(name, "5 Enhance")
    page.get_by_role("button", name="Value and effort").click()
    page.get_by_role("button", name="Cost", exact=True).locator("visible=true").click()
    return MatrixPage(page, name)


@pytest.fixture
def matrix(room):
    """A matrix as its client was made: all tests share it, what the one before did is put back."""
    matrix = shown(room, "matrix-bakery", ROWS)
    blank = dict.fromkeys(("lift", "lift_low", "lift_high", "cost", "effort_days"))

    def put_back(edits):
        for idea in ROWS["ideas"]:
            if matrix.stored(idea["id"]):
                edits.change("ideas", idea["id"], **blank | {"status": "idea"} | idea)
            else:
                edits.add("ideas", **idea)

    matrix.elsewhere("put back", put_back)
    matrix.holds("LS", "Ring back")
    matrix.holds("LM", "Read it aloud")
    return matrix


def test_a_card_dragged_into_another_cell_stands_there_and_undo_takes_it_back(matrix):
    matrix.drag("Ring back", "ML")

    matrix.holds("ML", "Ring back")
    matrix.says("Ring back: lift M, cost L.")
    assert matrix.guesses("ring") == ("M", "L")
    matrix.page.get_by_role("button", name="Undo").click()
    matrix.holds("LS", "Ring back")
    assert matrix.guesses("ring") == ("L", "S")


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_a_number_of_its_own_stays_where_its_band_is_kept_and_goes_where_it_is_not(matrix):
    expect(matrix.card("Read it aloud")).to_contain_text("1.1\u00a0points\u00a0· EUR\u00a02,800")

    matrix.drag("Read it aloud", "LM")
    matrix.drag("Read it aloud", "LL")

    matrix.holds("LL", "Read it aloud")
    assert matrix.guesses("aloud") == ("1.1", "L")


def test_a_card_pressed_by_a_finger_is_lifted_and_goes_along(matrix):
    start, end = matrix.grip("Ring back"), matrix.foot("SM")
    touch = matrix.page.context.new_cdp_session(matrix.page)

    def finger(kind, *points):
        points = [{"x": x, "y": y} for x, y in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    finger("touchStart", start)
    expect(matrix.card("Ring back").first).to_contain_class("tk-m-lifted", timeout=SOON)
    finger("touchMove", ((start[0] + end[0]) / 2, end[1]))
    finger("touchMove", end)
    finger("touchEnd")

    matrix.holds("SM", "Ring back")
    assert matrix.guesses("ring") == ("S", "M")


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_escape_in_mid_drag_puts_the_card_back_and_stores_nothing(matrix):
    matrix.carry("Ring back", "SL")

    matrix.page.keyboard.press("Escape")
    matrix.page.mouse.up()

    matrix.holds("LS", "Ring back")
    expect(matrix.root.locator(".tk-m-ghost, .tk-m-aim")).to_have_count(0)
    assert matrix.guesses("ring") == ("L", "S")


def test_quick_arrows_lose_nothing_keep_the_focus_and_enter_opens_the_idea(matrix):
    card, keys = matrix.card("Ring back"), matrix.page.keyboard
    card.focus()

    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowRight", "ArrowUp"):
        keys.press(key)

    matrix.holds("ML", "Ring back")
    matrix.says("Ring back: lift M, cost L.")
    expect(card).to_be_focused()
    assert matrix.guesses("ring") == ("M", "L")
    keys.press("ArrowRight")
    matrix.says("Ring back is at the edge: lift M, cost L.")
    keys.press("Delete")
    matrix.says("Ring back: not guessed yet.")
    expect(matrix.cell("tray").locator(".tk-m-title")).to_contain_text(["Ring back"])
    expect(card).to_be_focused()
    keys.press("ArrowUp")
    matrix.says("Ring back: lift M, cost M.")
    keys.press("Enter")
    editor = matrix.page.locator(".tk-idea-editor:visible")
    expect(
        editor.get_by_label("Idea", exact=True).or_(editor.locator("input").first)
    ).to_be_visible(timeout=SOON)
    assert matrix.guesses("ring") == ("M", "M")


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_buttons_move_the_pressed_card_without_any_dragging(matrix):
    matrix.card("Ring back").click()

    for name in ("less lift", "more cost", "more cost", "less cost"):
        matrix.root.get_by_role("button", name=name).click()
    matrix.holds("MM", "Ring back")
    matrix.root.get_by_role("button", name="Put back").click()

    matrix.holds("MM")
    assert matrix.guesses("ring") == (None, None)


def test_changes_elsewhere_appear_within_two_seconds_and_the_focus_stays(matrix):
    matrix.card("Read it aloud").focus()

    matrix.elsewhere("guess", lambda edits: edits.change("ideas", "aloud", lift="S", cost="S"))
    stored = time.monotonic()

    matrix.holds("SS", "Read it aloud")
    assert time.monotonic() - stored < LOOKS
    expect(matrix.card("Read it aloud")).to_be_focused()


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_removed_elsewhere_in_mid_drag_a_card_is_gone_and_that_is_said(matrix):
    matrix.carry("Ring back", "SL")

    matrix.elsewhere("remove an idea", lambda edits: edits.remove("ideas", "ring"))

    matrix.says("“Ring back” is no longer here")
    expect(matrix.root.locator(".tk-m-ghost, .tk-m-aim")).to_have_count(0)
    matrix.page.mouse.up()
    expect(matrix.card("Ring back")).to_have_count(0)
    matrix.drag("Read it aloud", "SL")
    matrix.holds("SL", "Read it aloud")


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_a_move_that_is_refused_snaps_back_with_the_reason(matrix):
    matrix.page.evaluate(
        f"""() => {{
          const {{ model }} = {_MATRIX}, {{ send }} = model;
          model.send = (asked) => {{
            model.send = send;
            model.send({{ ...asked, args: {{ ...asked.args, lift: "XL" }} }});
          }};
        }}"""
    )

    matrix.drag("Ring back", "ML")

    matrix.says("touchkit did not understand this (lift); nothing was changed.")
    matrix.holds("LS", "Ring back")
    matrix.holds("ML")


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_by_working_days_and_as_a_picture(matrix):
    page = matrix.page
    page.get_by_role("button", name="Working days").click()
    expect(matrix.root.locator(".tk-m-axis").nth(1)).to_have_text("S: 1\u00a0day", timeout=SOON)
    matrix.drag("Ring back", "LS")
    matrix.says("Ring back: lift L, effort S.")

    page.get_by_role("button", name="As a picture").click()

    expect(page.locator(".tk-m-part .tk-chart svg")).to_be_visible(timeout=SOON)
    assert matrix.stored("ring")["effort_days"] == "S"


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_fifty_ideas_can_be_read_at_both_sizes_and_axe_finds_nothing(room):
    ideas = [
        {"id": f"i{n}", "touchpoint": "call", "title": f"{n} {HOSTILE} " + "say who will call back " * (n % 5),
         "kind": ("fix", "surprise", "delight")[n % 3], "lift": ("S", "M", "L", "1.1", None)[n % 5],
         "cost": ("S", "M", "L", "2800")[n % 4]}
        for n in range(50)
    ]  # fmt: skip
    matrix = shown(room, "matrix-fifty", ROWS | {"ideas": ideas})
    page = matrix.page
    expect(matrix.root.locator(".tk-m-card")).to_have_count(50, timeout=SOON)

    for size in ({"width": 1280, "height": 720}, {"width": 1920, "height": 1080}):
        page.set_viewport_size(size)
        faults = {name: page.evaluate(look) for name, look in
                  {"overlap": _OVERLAPS, "cut": _CUT, "small": _SMALL}.items()}  # fmt: skip
        assert faults == {"overlap": 0, "cut": [], "small": 0}
    page.get_by_role("button", name="Titles only").click()
    expect(matrix.root.locator(".tk-m-signs:visible")).to_have_count(0, timeout=SOON)
    page.get_by_role("button", name="Titles only").click()
    expect(matrix.root.locator(".tk-m-signs:visible")).to_have_count(50, timeout=SOON)
    matrix.card("0 " + HOSTILE).click()
    result = Axe().run(page, context=".tk-screen .tk-m-part")
    assert len(result.response["passes"]) > 5, "axe-core looked at nothing"
    assert [
        f"{rule['id']}: {node['html'][:160]}"
        for rule in result.response["violations"]
        for node in rule["nodes"]
    ] == []
    assert page.title() != "broken"


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_without_ideas_the_part_leads_to_where_they_are_called_out(room):
    pack = Pack.from_rows(Client(title="Matrix bare"), ROWS | {"ideas": []})
    write_pack(pack, room.folder / "workshop_data" / "matrix-bare")
    page = room.step("matrix-bare", "5 Enhance")
    page.get_by_role("button", name="Value and effort").click()
    call = page.get_by_role("button", name="Call out ideas")
    expect(call).to_be_visible(timeout=SOON)
    expect(page.locator(".tk-m:visible")).to_have_count(0)

    call.click()

    expect(call).to_be_hidden(timeout=SOON)
