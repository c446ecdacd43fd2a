"""A board on the page as a person handles it: cards and cells by their names, mouse, finger, what was said."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import CDPSession, Error, Locator, Page, expect

import touchkit as tk
from tests.browser.rooms import Room
from touchkit.model import Client
from touchkit.pack import Pack, write_pack

SOON = 30_000
ROWS: dict[str, list[dict[str, Any]]] = {
    "stages": [{"id": "know", "name": "Know"}, {"id": "buy", "name": "Buy"}, {"id": "refer", "name": "Refer"}],
    "departments": [{"id": "shop", "name": "Shop"}, {"id": "office", "name": "Office"}],
    "channels": [
        {"id": "post", "name": "Post", "family": "communication"},
        {"id": "phone", "name": "Telephone", "family": "communication"},
    ],
    "lanes": [
        {"id": "obstacle", "name": "Obstacle"}, {"id": "promise", "name": "Promise"},
        {"id": "standard", "name": "Standard"},
    ],
    "personas": [{"id": "anna", "name": "Anna"}, {"id": "ben", "name": "Ben", "skips": "refer"}],
    "touchpoints": [
        {"id": "window", "name": "The window", "stage": "know", "department": "shop", "position": 1},
        {"id": "counter", "name": "The counter", "stage": "buy", "department": "shop", "position": 1},
        {"id": "bag", "name": "The bread bag", "stage": "buy", "department": "shop", "position": 2},
        {"id": "bill", "name": "The bill", "stage": "buy", "department": "office", "channel": "post", "position": 3},
    ],
}  # fmt: skip
"""A bakery's map: three stages, two departments, four cards."""

_BOARD = "document.querySelector('.tk-screen .tk-b').parentElement.board"
# Everything let go, nothing filtered, and all that was stored from this page taken back.
_AFRESH = f"""async () => {{
  const board = {_BOARD};
  board.typing._end();
  board.keys.cancel();
  board.keys.linking = "";
  board.planes.forEach((plane) => plane.drag.stop());
  board.choose([]);
  board.close(true);
  document.activeElement.blur();
  while (board.waiting.size) await new Promise(requestAnimationFrame);  // what was asked last is on its way still
  for (let n = 0; board.wall.undo && n < 60; n += 1) await board.send("undo", {{}});
  if (board.wall.persona) await board.send("persona", {{ id: "" }});
  board.bar.search.value = "";
  board.change({{ axis: "department", arrows: "all", lanes: false, side: "all", text: "", gap: "any", evidence: "any",
    status: new Set(["exists", "planned"]), short: false, full: false }});
  board.zoomTo(1);
  const [plane] = board.planes, [first] = plane.layout.cards.keys();
  plane.scroller.scrollTo(0, 0);
  if (first) board.keys.enter(plane, plane.made.get(first));
  board.notice.textContent = "";
  board.root.scrollIntoView({{ block: "end" }});
}}"""
# What stands where on the page: the middle of a card lies in a cell.
_STANDS = """(plane) => {
  const box = (one) => one.getBoundingClientRect(), found = {};
  const cards = [...plane.querySelectorAll(".tk-b-card")].sort((a, b) => box(a).top - box(b).top);
  for (const cell of plane.querySelectorAll(".tk-b-of-cards")) {
    const { left, right, top, bottom } = box(cell);
    const held = cards.filter((card) => {
      const at = box(card), x = (at.left + at.right) / 2, y = (at.top + at.bottom) / 2;
      return x > left && x < right && y > top && y < bottom;
    });
    if (held.length) found[cell.getAttribute("aria-label").replace(/, \\S+ cards$/, "")] =
      held.map((card) => card.querySelector(".tk-b-name").textContent);
  }
  return found;
}"""


class BoardPage:
    """The board that stands on a page.

    Parameters
    ----------
    page : playwright's Page
        Step 2 of a client stands there.
    client : str
        The client's short name.
    """

    def __init__(self, page: Page, client: str) -> None:
        self.page, self.client = page, client
        self._touch: CDPSession | None = None
        self.root = page.locator(".tk-screen .tk-b")
        self.notice, self.panel = (
            self.root.locator(".tk-b-notice"),
            self.root.locator(".tk-b-panel"),
        )
        self.bar = self.root.locator(".tk-b-bar")
        expect(self.root.locator(".tk-b-head").first).to_be_visible(timeout=SOON)

    def afresh(self) -> BoardPage:
        """Bring the board back to how the client was made, and everything on it in sight."""
        self.page.evaluate(_AFRESH)
        return self

    def run(self, script: str, arg: Any = None) -> Any:
        """Run a function of the board: `board.run("board => board.look.zoom")`."""
        return self.page.evaluate(f"(arg) => ({script})({_BOARD}, arg)", arg)

    def until(self, script: str, arg: Any = None, soon: float = SOON) -> None:
        """Wait until a function of the board says yes."""
        self.page.wait_for_function(f"(arg) => ({script})({_BOARD}, arg)", arg=arg, timeout=soon)

    def card(self, name: str) -> Locator:
        own = self.page.locator(".tk-b-name").get_by_text(name, exact=True)
        return self.root.locator(".tk-b-card").filter(has=own)

    def cell(self, place: str) -> Locator:
        """Return a cell by its stage and row: `Buy, Office`."""
        words = re.compile(rf"^{re.escape(place)}, \S+ (cards|notes)$")
        return self.root.get_by_role("group", name=words)

    def stands(self, plane: int = 0) -> dict[str, list[str]]:
        """Return the names of the cards in each cell that has any, top to bottom."""
        found: dict[str, list[str]] = self.root.locator(".tk-b-plane").nth(plane).evaluate(_STANDS)
        return found

    def holds(self, place: str, *names: str, plane: int = 0) -> None:
        """Wait until a cell holds just these cards, in this order, and the store has said so."""
        self.until("board => board.waiting.size === 0")
        script = f"(root) => JSON.stringify(({_STANDS})(root)[{json.dumps(place)}] ?? [])"
        shown = self.root.locator(".tk-b-plane").nth(plane)
        wanted = json.dumps(list(names), separators=(",", ":"), ensure_ascii=False)
        try:
            self.page.wait_for_function(
                f"([root, wanted]) => ({script})(root) === wanted",
                arg=[shown.element_handle(), wanted], timeout=SOON,
            )  # fmt: skip
        except Error as error:
            raise AssertionError(f"{place} is to hold {names}: {self.stands(plane)}") from error

    def says(self, words: str | re.Pattern[str]) -> None:
        """Wait until the board says something."""
        expect(self.notice).to_contain_text(words, timeout=SOON)

    def stored(self, table: str = "touchpoints") -> dict[str, dict[str, Any]]:
        """Return a table as it is stored, by id, blank cells left out."""
        rows = tk.open_workshop(self.client).store.rows()[table]
        return {row["id"]: row for row in rows}

    # the mouse

    def spot(self, what: Locator, at: str = "middle") -> tuple[float, float]:
        """Return a point of an element: its middle, head or foot, a card's grip or arrow, a cell's ground."""
        box = what.bounding_box()
        assert box is not None
        left, top, wide, high = box["x"], box["y"], box["width"], box["height"]
        return {
            "middle": (left + wide / 2, top + high / 2), "head": (left + wide / 2, top + 6),
            "foot": (left + wide / 2, top + high - 8), "grip": (left + 30, top + 20),
            "arrow": (left + wide - 12, top + high * 0.4 + 14), "ground": (left + 12, top + high - 8),
        }[at]  # fmt: skip

    def carry(self, name: str, to: tuple[float, float]) -> None:
        """Take a card with the mouse and hold it over a point."""
        self.page.mouse.move(*self.spot(self.card(name), "grip"))
        self.page.mouse.down()
        self.page.mouse.move(*to, steps=3)

    def drag(self, name: str, to: tuple[float, float]) -> None:
        """Take a card with the mouse and drop it on a point."""
        self.carry(name, to)
        self.page.mouse.up()

    def focus(self, name: str) -> None:
        self.card(name).focus()

    def finger(self, kind: str, *points: tuple[float, float]) -> None:
        """Touch the page: `touchStart`, `touchMove` or `touchEnd`."""
        fingers = [{"x": x, "y": y} for x, y in points]
        self._touch = self._touch or self.page.context.new_cdp_session(self.page)
        self._touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


def board_of(room: Room, client: str = "board-bakery") -> BoardPage:
    """Show a bakery's board as it was made; the tests of all files share it, and take back what they do."""
    made = room.folder / "workshop_data" / client
    if not made.exists():
        write_pack(Pack.from_rows(Client(title=client.replace("-", " ").title()), ROWS), made)
    return BoardPage(room.stay(client, "2 Touchpoints"), client).afresh()
