"""What is half typed on one page survives what is changed meanwhile in another process: this one."""

import pytest
from playwright.sync_api import expect

import touchkit as tk
from touchkit.model import Client
from touchkit.pack import Pack, write_pack

pytestmark = pytest.mark.browser

SOON = 30_000
ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "participants": [{"id": "mint", "alias": "Mint"}],
    "touchpoints": [{"id": "call", "name": "First call", "stage": "buy"}],
    "scores": [
        {"group": "team", "touchpoint": "call", "measure": measure, "score": score}
        for measure, score in (("received", 2), ("desired", 5))
    ],
    "ideas": [{"id": "ring", "touchpoint": "call", "title": "Ring back"}],
    "decisions": [{"id": "paint", "step": "enhance", "text": "Paint the door"}],
}  # fmt: skip


@pytest.fixture
def step(room):
    """Step 5 with an idea that is open and a decision nobody sees to."""
    pack = Pack.from_rows(Client(title="Half Typed", smallest_group_team=1), ROWS)
    write_pack(pack, room.folder / "workshop_data" / "half-typed")
    page = room.step("half-typed", "5 Enhance")
    page.locator(".tk-idea-head:visible").first.click()
    expect(page.locator(".tk-idea-editor:visible")).to_be_visible(timeout=SOON)
    return page


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_a_half_typed_owner_and_a_half_typed_date_stay_while_others_work(step):
    page, elsewhere = step, tk.open_workshop("half-typed")
    decisions = page.locator(".tk-decision textarea").locator("visible=true")
    for box, label, typed, whole in (
        (".tk-idea-editor", "Owner", "Mi", "Mint"),
        (".tk-idea-editor", "By", "24.1", "24.12.2027"),
        (".tk-decision", "Owner", "Mi", "Mint"),
        (".tk-decision", "By", "24.1", "24.12.2027"),
    ):
        line = page.locator(f"{box}:visible").first.get_by_label(label, exact=True)
        line.click()
        page.keyboard.type(typed)

        before = decisions.count()
        elsewhere.add("participants", alias=f"Sage {before}")
        elsewhere.add("decisions", step="enhance", text="Oil", owner=f"The landlord {before}")
        expect(decisions).to_have_count(before + 1, timeout=SOON)

        expect(line).to_have_value(typed)
        expect(line).to_be_focused()
        page.keyboard.press("Control+A")
        page.keyboard.type(whole)
        page.keyboard.press("Tab")
    page.get_by_role("button", name="Who does what", exact=True).click()
    expect(page.get_by_label("Owner of Paint the door")).to_have_value("Mint", timeout=SOON)
    expect(page.get_by_label("By when: Paint the door")).to_have_value("24 December 2027")
