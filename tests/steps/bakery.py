"""A bakery's board at one keyboard, and what a page would make of what is sent to it."""

import copy
import json

from touchkit.steps.board import BoardState
from touchkit.steps.listing import TouchpointsState
from touchkit.steps.mending import MendingState
from touchkit.steps.prompting import CatalogueState
from touchkit.steps.session import Session

CLIENT = """title = "Rose Bakery"
customer_word = "guest"
smallest_group_team = 2
smallest_group_customers = 3
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
[[channels]]
id = "post"
name = "Post"
family = "communication"
"""
TOUCHPOINTS = """id,name,stage,department,position
window,The window,know,shop,1
counter,The counter,buy,shop,1
bill,The bill,buy,office,2
bag,The bread bag,buy,shop,3
sticky,A sticky,,,
"""
BY_ID = ("cards", "arrows", "notes", "findings")


def bake(folder, monkeypatch, **tables):
    """Make the bakery's pack; one open session a person at a keyboard comes from `at_keyboard`."""
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(folder))
    pack = folder / "bakery"
    pack.mkdir()
    (pack / "client.toml").write_text(CLIENT, encoding="utf-8")
    rows = {"touchpoints": TOUCHPOINTS, "personas": "id,name\nanna,Anna\nben,Ben\n"} | tables
    for name, text in rows.items():
        (pack / f"{name}.csv").write_text(text, encoding="utf-8")


class Keyboard:
    """One page with its board; `seen` is what a browser holds after all that was sent."""

    def __init__(self, who):
        self.session = Session("bakery")
        self.session.work_as(who)
        self.cards = TouchpointsState(self.session)
        self.mending = MendingState(self.cards, CatalogueState(self.cards))
        self.board = BoardState(self.cards, self.mending)
        self.seen, self.version, self.told = {}, 0, []
        self.take(self.board.whole())
        self.take(self.board.findings())

    def take(self, messages):
        """Do with messages what the page does."""
        for message in json.loads(json.dumps(messages, allow_nan=False)):
            if message["kind"] == "told":
                self.told.append(message["said"])
            elif message["kind"] == "wall":
                self.seen, self.version = message["wall"], message["version"]
            else:
                assert message["from"] == self.version
                self.version = message["version"]
                self.seen = patched(self.seen, message["delta"])

    def act(self, name, /, **args):
        """Ask for something, and take what is sent."""
        reply = self.board.act(name, args)
        self.take(self.board.news())
        self.take(self.board.findings())
        return reply

    def look(self):
        """Notice what was done elsewhere, as every page does each second."""
        self.session.look_again()
        self.take(self.board.news())
        self.take(self.board.findings())
        return self.seen

    def card(self, row):
        """Return a card as it is stored; None where it is gone."""
        rows = self.session.workshop.store.rows()["touchpoints"]
        return next((found for found in rows if found["id"] == row), None)

    def line(self, stage):
        """Return a stage's cards in the order the page shows them."""
        cards = [card for card in self.seen["cards"].values() if card.get("stage", "") == stage]
        cards.sort(key=lambda card: (card.get("position", float("inf")), card["seq"]))
        return [card["id"] for card in cards]


def patched(wall, delta):
    """Return a board with a difference applied, as wall.js does it."""
    wall = copy.deepcopy(wall)
    for name, change in delta.items():
        if name not in BY_ID:
            wall[name] = change
            continue
        for row, cells in change.items():
            if cells is None:
                wall[name].pop(row)
            else:
                wall[name][row] = cells
    return wall
