"""No screen shuts anybody out: axe-core finds nothing serious in any of them."""

import re
import shutil

import pytest
from playwright.sync_api import expect

import touchkit as tk
from tests.browser.axe import found
from tests.browser.rooms import here
from tests.steps.room import SETTINGS, make_room
from touchkit.steps.everytime import PARTS

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("room", ["voila"], indirect=True)]
SOON = 30_000
STEPS = (
    "Start", "1 Point of view", "2 Touchpoints", "3 Received", "4 Desired", "5 Enhance", "Every time",
    "The picture",
)  # fmt: skip
CLIENT = "seen-by-all"
SHOWN = ".tk-figures .widget-tab-contents > :not(.lm-mod-hidden)"


@pytest.fixture
def client(room):
    """Lavender over again, without what its telephone logged: to be walked, scored and revealed freely."""
    folder = room.folder / "workshop_data"
    if not (folder / CLIENT).exists():
        left_out = shutil.ignore_patterns("*.sqlite*", "events.csv")
        shutil.copytree(folder / "lavender", folder / CLIENT, ignore=left_out)
        settings = folder / CLIENT / "client.toml"
        told = settings.read_text(encoding="utf-8").replace("Lavender Home Cleaning", "Seen by all")
        settings.write_text(told, encoding="utf-8")
    return CLIENT


class Looks:
    """One step of the room, looked at in one state after the other."""

    def __init__(self, room, client, step):
        self.page, self.step = room.step(client, step), here(room.page)
        self.grave, self.looked = {}, []

    def press(self, name):
        self.step.get_by_role("button", name=name).filter(visible=True).first.click()

    def type_in(self, label, words):
        field = self.step.get_by_label(label).filter(visible=True).first
        field.fill(words)
        field.press("Enter")

    def at(self, selector, name, within=".tk-screen"):
        """Look as soon as something stands there."""
        expect(self.step.locator(selector).filter(visible=True).first).to_be_visible(timeout=SOON)
        self.looked.append(name)
        if lines := found(self.page, within):
            self.grave[name] = lines


def test_nothing_is_grave_before_a_client_is_chosen(room):
    page = room.open()

    assert found(page) == []


def test_nothing_is_grave_on_any_step_or_in_the_drawers_of_the_frame(room):
    page = room.open("lavender")
    grave = {}

    for step in STEPS:
        page.get_by_role("tab", name=step, exact=True).click()
        expect(page.get_by_role("tab", name=step, exact=True, selected=True)).to_be_visible()
        expect(page.locator(".tk-step:visible").first).to_be_visible(timeout=SOON)
        grave[step] = found(page)
    for name in ("Guide", "More", "We are late"):
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".tk-card")).to_be_visible(timeout=SOON)
    grave["the frame's drawers"] = found(page)

    assert len(grave) == len(STEPS) + 1 == 9
    assert {step: lines for step, lines in grave.items() if lines} == {}


def test_nothing_is_grave_where_the_files_of_a_client_need_mending(room, client):
    make_room(room.folder / "workshop_data" / ".made", settings=SETTINGS.replace("Rose", "Torn"),
              touchpoints="name,stage\nTill,bye\nFlyer,knwo\n")  # fmt: skip
    (room.folder / "workshop_data" / ".made" / "bakery").rename(
        room.folder / "workshop_data" / "torn"
    )
    page = room.open(client)

    page.get_by_label("Client", exact=True).select_option(label="Torn Bakery", timeout=SOON)

    expect(page.locator(".tk-problems")).to_be_visible(timeout=SOON)
    assert found(page) == []


def test_nothing_is_grave_while_a_stranger_walks(room, client):
    looks = Looks(room, client, "1 Point of view")

    looks.press("Walk as a stranger")
    looks.type_in("What happened?", "Rang nine times")
    looks.at(".tk-noted textarea", "the walk")

    assert looks.grave == {}


def test_nothing_is_grave_where_touchpoints_are_listed_and_chosen(room, client):
    looks = Looks(room, client, "2 Touchpoints")

    looks.press("Paste a list")
    looks.step.get_by_label("The list").fill("A sign / Bye\nA lamp")
    looks.at(".tk-tp-question", "a question about a pasted list")
    for name in ("Catalogue", "What looks wrong", "Shortlist"):
        looks.press(name)
        looks.at(f"button.mod-active:has-text('{name}')", name)

    assert looks.grave == {}
    assert len(looks.looked) == 4


@pytest.mark.parametrize("step", ["3 Received", "4 Desired"])
def test_nothing_is_grave_while_a_room_votes(room, client, step):
    looks = Looks(room, client, step)

    looks.at(".tk-chips", "by name")
    looks.press("Vote again")
    looks.press("Show of hands")
    looks.type_in(re.compile("^Hands for 4"), "5")
    looks.press("Reveal")
    looks.at(".tk-dots", "hands, revealed")
    looks.press("All in rows")
    looks.at(".tk-grid-row", "all in rows")
    if step == "4 Desired":
        looks.press("Importance")
        looks.at(".tk-dots-row", "importance")

    assert looks.grave == {}
    assert len(looks.looked) == 3 + (step == "4 Desired")


def test_nothing_is_grave_where_ideas_become_decisions(room, client):
    looks = Looks(room, client, "5 Enhance")

    looks.step.locator(".tk-priority").filter(visible=True).first.click()
    looks.type_in("New idea", "Ring back instead")
    looks.press("What if")
    looks.type_in("New decision", "Ring three customers")
    looks.type_in("By", "soonish")
    looks.at(".tk-error", "an idea, what-ifs, decisions, an error")

    assert looks.grave == {}
    for part in (".tk-idea-editor", ".tk-prompt", ".tk-decision"):
        assert looks.step.locator(part).filter(visible=True).count(), part


def test_nothing_is_grave_in_any_part_of_the_calendar(room, client):
    looks = Looks(room, client, "Every time")

    for part in PARTS.values():
        looks.press(re.compile(f"^{part}"))
        looks.at(f".tk-tp-tabs button.mod-active:has-text('{part}')", part)
    looks.press(re.compile("^Acts"))
    looks.type_in("A new act", "A card")
    looks.at(".tk-act-form", "an act that is open")

    assert looks.grave == {}
    assert len(looks.looked) == 6


def test_nothing_is_grave_in_any_of_the_figures(room):
    looks = Looks(room, "lavender", "The picture")
    tabs = looks.page.locator(".tk-figures .lm-TabBar-tab").all()

    for tab in tabs:
        tab.click()
        drawing = looks.step.get_by_text("Drawing …").filter(visible=True)
        expect(drawing).to_have_count(0, timeout=SOON)
        looks.at(SHOWN, tab.inner_text(), SHOWN)  # the figures that are hidden cost seconds

    assert looks.grave == {}
    assert len(looks.looked) == len(tabs) > 4


def test_what_went_wrong_stays_in_sight_wherever_one_has_scrolled(room):
    made = room.folder / "workshop_data" / ".made"
    make_room(made, settings=SETTINGS.replace("Rose Bakery", "Scrolled away"))
    (made / "bakery").rename(room.folder / "workshop_data" / "scrolled-away")
    page = room.step("scrolled-away", "3 Received")
    here(page).get_by_role("button", name="Show of hands").click()
    field = here(page).get_by_label(re.compile("^Hands for 4"))

    field.fill("3,5")
    field.press("Enter")

    said = page.locator(".tk-trouble")
    expect(said).to_contain_text("no whole number of hands", timeout=SOON)
    for where in (0, 100_000):
        page.evaluate(
            "y => document.querySelectorAll('*').forEach(one => one.scrollTo(0, y))", where
        )
        expect(said).to_be_in_viewport(ratio=1)
    said.get_by_role("button", name="Understood").click()
    expect(said).to_be_hidden(timeout=SOON)
    assert tk.open_workshop("scrolled-away").scores.empty
