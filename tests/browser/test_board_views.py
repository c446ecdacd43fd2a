"""What of the map is looked at: rows, lanes, search, filter, zoom, minimap, whole window, paper; what looks wrong."""

import xml.etree.ElementTree as ET

import pytest
from playwright.sync_api import expect

from tests.browser.boards import SOON, board_of

pytestmark = pytest.mark.browser


@pytest.fixture
def board(room):
    return board_of(room)


def looks(board, script):
    board.until(f"({{ look, planes: [plane] }}) => {script}")


def test_rows_stand_for_departments_channels_personas_or_the_service_blueprint(board):
    rows = board.bar.get_by_label("Rows by")
    board.holds("Buy, Office", "The bill")

    rows.select_option("channel")
    board.holds("Buy, Post", "The bill")
    rows.select_option("persona")
    board.holds("Know, Everybody", "The window")
    rows.select_option("lane")

    board.holds("Buy, Front stage: touchpoints", "The counter", "The bread bag", "The bill")
    expect(board.root.locator(".tk-b-line")).to_have_text(["Where we meet", "Line of visibility"])
    expect(board.root.locator(".tk-b-owner")).to_have_text(["Shop", "Shop", "Office"])


def test_a_card_dragged_to_another_channel_gets_it(board):
    board.bar.get_by_label("Rows by").select_option("channel")

    board.drag("The window", board.spot(board.cell("Buy, Post"), "foot"))

    board.holds("Buy, Post", "The bill", "The window")
    assert board.stored()["window"]["channel"] == "post"


def test_search_counts_hits_and_enter_goes_from_one_to_the_next(board):
    board.focus("The window")
    board.keys("/")
    board.page.keyboard.type("the b")
    expect(board.bar).to_contain_text("2 hits")
    expect(board.card("The window")).to_contain_class("tk-b-dim")

    board.keys("Enter")
    board.says("1 of 2: The bread bag.")
    board.keys("Enter", "Escape")

    expect(board.card("The bill")).to_be_focused()


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_a_filter_leaves_only_what_passes_and_says_how_many(board):
    board.run("board => board.send('edit', {id: 'bag', field: 'shortlist', value: true})")
    board.bar.get_by_role("button", name="Filter").click()
    board.bar.get_by_label("Shortlist only").check()

    expect(board.root.locator(".tk-b-card .tk-b-name")).to_have_text(["The bread bag"])
    board.keys("Escape")
    expect(board.bar).to_contain_text("1 of 4 shown")
    board.bar.get_by_role("button", name="Show all").click()
    expect(board.root.locator(".tk-b-card")).to_have_count(4)


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_what_rests_on_observation_or_has_no_gap_yet_is_filtered_too(board):
    board.run(
        "board => board.send('note', {lane: 'obstacle', text: 'A queue', touchpoint: 'bill'})"
    )
    (note,) = board.stored("notes")
    board.run(
        "(board, id) => board.send('editNote', {id, field: 'evidence', value: 'observed'})", note
    )
    board.bar.get_by_role("button", name="Filter").click()

    board.bar.get_by_label("Evidence").select_option("observed")
    expect(board.root.locator(".tk-b-card .tk-b-name")).to_have_text(["The bill"])
    board.bar.get_by_role("combobox", name="Gap").select_option("short")
    expect(board.root.locator(".tk-b-card")).to_have_count(0)
    board.keys("Escape")
    expect(board.bar).to_contain_text("0 of 4 shown")


@pytest.mark.parametrize("by", ["keys", "buttons", "wheel"])
def test_the_map_is_made_larger_and_smaller(board, by):
    board.focus("The window")
    if by == "keys":
        board.keys("+")
        looks(board, "look.zoom > 1.1")
        board.keys("-", "-")
        looks(board, "look.zoom < 0.9")
        board.keys("0")
    elif by == "buttons":
        board.bar.get_by_role("button", name="Larger").click()
        looks(board, "look.zoom > 1.1")
        board.bar.get_by_role("button", name="Zoom 125 %: back to 100 %").click()
    else:
        board.page.mouse.move(*board.spot(board.card("The window")))
        board.page.keyboard.down("Control")
        board.page.mouse.wheel(0, -200)
        board.page.keyboard.up("Control")
        looks(board, "look.zoom > 1.1")
        board.run("board => board.zoomTo(1)")

    looks(board, "look.zoom === 1")


def test_fit_shows_the_whole_map_and_the_minimap_leads_about_a_larger_one(board):
    small = board.root.locator(".tk-b-minimap")
    board.run("board => board.zoomTo(2.4)")
    expect(small).to_be_visible()
    box = small.bounding_box()

    board.page.mouse.click(box["x"] + box["width"] - 6, box["y"] + box["height"] - 6)
    looks(board, "plane.scroller.scrollLeft > 200 && plane.scroller.scrollTop > 200")
    board.focus("The window")
    board.keys("f")

    looks(board, "plane.scroller.scrollWidth <= plane.scroller.clientWidth + 1")
    looks(board, "plane.scroller.scrollHeight <= plane.scroller.clientHeight + 1")
    expect(small).to_be_hidden()


def test_the_board_takes_the_whole_window_and_gives_it_back(board):
    button = board.bar.get_by_role("button", name="Full window")

    button.click()
    box = board.root.bounding_box()
    assert (box["width"], box["height"]) == (1280, 720)
    button.click()

    assert board.root.bounding_box()["width"] < 1280


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_an_empty_stage_leads_to_its_prompts(board):
    board.root.locator(".tk-b-head", has_text="Refer").get_by_role("button").click()
    expect(board.panel).to_contain_text("Refer")

    board.panel.get_by_role("button", name="Prompts for this stage").click()

    expect(board.page.locator(".tk-step:visible")).to_contain_text("catalogue", timeout=SOON)
    board.page.locator(".tk-step:visible").get_by_role("button", name="The map").first.click()
    expect(board.root).to_be_visible(timeout=SOON)


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_a_finding_on_a_card_is_mended_in_its_panel(board):
    board.run("board => board.send('edit', {id: 'bill', field: 'department', value: ''})")
    expect(board.card("The bill")).to_contain_text("⚑1", timeout=SOON)
    board.card("The bill").click()

    board.panel.get_by_label("Owner").select_option(label="Shop")

    board.holds("Buy, Shop", "The counter", "The bread bag", "The bill")
    expect(board.card("The bill")).not_to_contain_text("⚑", timeout=SOON)


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_a_finding_is_accepted_with_a_reason(board):
    board.run("board => board.send('edit', {id: 'bill', field: 'department', value: ''})")
    board.until("board => board.wall.findings['no-owner:bill']")
    board.card("The bill").click()

    board.panel.get_by_label("All right, because …").fill("A machine sends it")
    board.keys("Enter")

    expect(board.card("The bill")).not_to_contain_text("⚑", timeout=SOON)
    (mark,) = board.stored("marks").values()
    assert (mark["kind"], mark["row"], mark["reason"]) == (
        "accepted", "no-owner:bill", "A machine sends it",
    )  # fmt: skip


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_the_map_is_saved_as_one_drawing_that_needs_nothing_else(board):
    with board.page.expect_download() as saved:
        board.bar.get_by_role("button", name="Save as SVG").click()

    assert saved.value.suggested_filename == "board-bakery-map.svg"
    text = saved.value.path().read_text("utf-8")
    words = "".join(ET.fromstring(text).itertext())  # noqa: S314 # the page's own drawing
    for name in ("The window", "The bread bag", "Know", "Refer", "Office", "Board Bakery"):
        assert name in words
    assert "foreignObject" not in text
    assert "href" not in text.replace("xmlns:xlink", "")


def test_the_map_is_printed_from_a_page_of_its_own(board):
    board.run("""board => {
      const append = document.body.append.bind(document.body);
      document.body.append = (frame) => {
        append(frame);
        frame.contentWindow.print = () => { window.tkPrinted = frame.contentDocument.body.textContent; };
        delete document.body.append;
      };
    }""")

    board.bar.get_by_role("button", name="Print").click()

    assert "The bread bag" in board.page.evaluate("() => window.tkPrinted")
