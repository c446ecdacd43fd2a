"""Arrows of the journey on the board: drawn, changed, removed, for one persona or for all, today and planned."""

import pytest
from playwright.sync_api import expect

from tests.browser.boards import SOON, board_of

pytestmark = pytest.mark.browser
_MIDDLE = """(board, id) => {
  const [plane] = board.planes, { c } = plane.arrows().find((one) => one.id === id);
  const box = plane.sheet.getBoundingClientRect();
  const at = (n) => (c[n] + 3 * c[n + 2] + 3 * c[n + 4] + c[n + 6]) / 8;
  return [box.left + at(0), box.top + at(1)];
}"""
"""Where the middle of an arrow's curve is on the page."""


@pytest.fixture
def board(room):
    return board_of(room)


def ends(board):
    """Return source and target of each arrow that is stored."""
    return sorted((row["source"], row["target"]) for row in board.stored("links").values())


def drawn(board, *names, plane=0):
    """Wait until just these arrows are drawn, each as `source>target`."""
    script = """(board, [plane, wanted]) => {
      const found = board.planes[plane]?.arrows().map((one) => one.source + ">" + one.target);
      return found?.sort().join() === wanted;
    }"""
    board.until(script, [plane, ",".join(sorted(names))])


def link(board, source, target, **more):
    """Draw an arrow at once; return its id."""
    return board.run(
        "(board, args) => board.send('link', args)", {"source": source, "target": target, **more}
    )["rows"][0]


def test_an_arrow_is_drawn_from_the_handle_of_a_card_to_another_card(board):
    page = board.page
    board.card("The window").hover()
    page.mouse.move(*board.spot(board.card("The window"), "arrow"))
    page.mouse.down()
    page.mouse.move(*board.spot(board.card("The bill")), steps=3)
    expect(board.root.locator(".tk-b-over[d]")).to_have_count(1)
    page.mouse.up()

    drawn(board, "window>bill")
    assert ends(board) == [("window", "bill")]
    board.says("It is the first one drawn: from now on only drawn arrows count.")
    expect(board.root.locator(".tk-b-over[d]")).to_have_count(0)


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_an_arrow_dropped_beside_every_card_is_not_drawn(board):
    page = board.page
    page.mouse.move(*board.spot(board.card("The window"), "arrow"))
    page.mouse.down()
    page.mouse.move(*board.spot(board.cell("Refer, Office")), steps=3)
    page.mouse.up()

    expect(board.root.locator(".tk-b-over[d]")).to_have_count(0)
    assert ends(board) == []


def test_an_arrow_is_drawn_by_keys(board):
    board.focus("The window")
    board.keys("l")
    board.says("An arrow from “The window”: go to the card it leads to and press L.")

    board.keys("ArrowRight", "l")

    drawn(board, "window>counter")
    assert ends(board) == [("window", "counter")]


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_the_same_arrow_twice_is_refused_in_words(board):
    link(board, "window", "counter")
    board.focus("The window")

    board.keys("l", "ArrowRight", "Enter")

    board.says("This arrow is drawn already for everybody; nothing was changed.")
    assert len(ends(board)) == 1


def test_an_arrow_opens_by_a_click_on_its_curve_and_is_changed_turned_and_removed(board):
    arrow = link(board, "window", "bill")
    drawn(board, "window>bill")
    board.page.mouse.click(*board.run(_MIDDLE, arrow))
    panel = board.panel
    expect(panel).to_contain_text("The window → The bill")

    panel.get_by_label("When").select_option("planned")
    expect(board.root.locator(".tk-b-arrow.tk-b-planned")).to_have_count(1, timeout=SOON)
    panel.get_by_label("in %").fill("12,5")
    board.keys("Enter")
    board.until("(board, id) => board.wall.arrows[id].share === 0.125", arrow)
    panel.get_by_label("Anna", exact=True).check()
    board.until("(board, id) => board.wall.arrows[id].personas?.join() === 'anna'", arrow)
    panel.get_by_role("button", name="Turn round").click()
    drawn(board, "bill>window")
    panel.get_by_role("button", name="Remove", exact=True).click()

    board.until("board => board.wall.assumed")
    assert ends(board) == []
    expect(panel).to_be_hidden()


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_an_arrow_is_drawn_and_removed_in_the_panel_of_its_card(board):
    board.focus("The window")
    board.keys("Enter")
    board.panel.get_by_text("Arrows: none drawn yet").click()
    board.panel.get_by_label("Draw an arrow to …").select_option(label="The counter")
    drawn(board, "window>counter")
    row = board.panel.get_by_text("Leads to “The counter” · everybody")

    row.click()
    board.panel.get_by_role("button", name="Remove", exact=True).click()

    expect(row).to_have_count(0, timeout=SOON)
    assert ends(board) == []


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_each_persona_has_branches_of_its_own(board):
    link(board, "window", "counter")
    board.run("board => board.send('persona', {id: 'anna'})")
    board.until("board => board.wall.persona === 'anna'")
    board.focus("The window")
    board.keys("l", "ArrowRight", "ArrowDown", "l")
    drawn(board, "window>counter", "window>bag")

    board.run("board => board.send('persona', {id: 'ben'})")

    drawn(board, "window>counter")
    expect(board.card("The bread bag")).to_contain_class("tk-b-dim")
    assert sorted(row.get("persona", "") for row in board.stored("links").values()) == ["", "anna"]


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_today_and_target_stand_side_by_side(board):
    link(board, "window", "counter")
    link(board, "counter", "bill", status="planned")
    board.run("board => board.send('edit', {id: 'bag', field: 'status', value: 'planned'})")

    board.bar.get_by_role("combobox", name="Map", exact=True).select_option("both")

    expect(board.root.locator(".tk-b-side")).to_have_text(["Today", "Target"])
    board.holds("Buy, Shop", "The counter", plane=0)
    board.holds("Buy, Shop", "The counter", "The bread bag", plane=1)
    drawn(board, "window>counter", plane=0)
    drawn(board, "window>counter", "counter>bill", plane=1)


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_an_arrow_drawn_in_the_target_is_planned(board):
    board.bar.get_by_role("combobox", name="Map", exact=True).select_option("target")
    board.focus("The window")

    board.keys("l", "ArrowRight", "l")

    drawn(board, "window>counter")
    assert [row["status"] for row in board.stored("links").values()] == ["planned"]
