"""After three hundred random things done on the page, the board shows just what the store holds."""

import json

import pytest

import touchkit as tk
from tests.browser.boards import board_of
from touchkit.model import to_rows
from touchkit.steps.wall import wall_of
from touchkit.steps.wall_findings import findings_of
from touchkit.steps.wall_reading import WallReader

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("room", ["voila"], indirect=True)]
MANY, SEED = 300, 20261125
# Chance by a seed (mulberry32); five things are on their way at a time, as quick hands would have it.
_DO = """async (board, [many, seed]) => {
  const chance = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const one = (list) => list[Math.floor(chance() * list.length)];
  const done = {};
  let going = [];
  for (let n = 0; n < many; n += 1) {
    const { wall } = board, ids = (table) => [...Object.keys(wall[table]), "gone"];
    const row = one(ids("cards")), few = [...new Set([row, one(ids("cards").slice(0, -1)) ?? row])];
    const stage = one(["know", "buy", "refer", ""]), owner = one(["shop", "office", "", "gone"]);
    const place = { stage, rows: "department", row: owner, before: one([row, null]) };
    const name = `Card ${Math.floor(chance() * 40)}`, arrow = one(ids("arrows")), note = one(ids("notes"));
    const [what, args] = one([
      ["move", { ids: few, ...place }], ["move", { ids: [row], ...place, rows: "" }], ["add", { name, ...place }],
      ["add", { name: "<b>One</b>\\nTwo", ...place }], ["edit", { id: row, field: "name", value: name }],
      ["edit", { id: row, field: "cost_now", value: one(["3,5", "x", ""]) }],
      ["editMany", { ids: few, field: "status", value: one(["exists", "planned", "retired"]) }],
      ["editMany", { ids: few, field: "shortlist", value: chance() < 0.5 }], ["remove", { ids: [row] }],
      ["park", { ids: few, on: chance() < 0.6 }], ["dispute", { ids: [row], on: chance() < 0.6, reason: "hm" }],
      ["link", { source: row, target: one(ids("cards")), persona: one(["", "anna"]) }],
      ["link", { source: one(ids("cards")), target: row, status: "planned" }],
      ["relink", { id: arrow, field: "personas", value: one([[], ["anna"], ["ben", "anna"]]) }],
      ["turn", { id: arrow }], ["unlink", { ids: [arrow] }],
      ["note", { lane: "obstacle", text: "hm", touchpoint: row }],
      ["note", { lane: "promise", text: "hm", stage: "buy", persona: "ben" }],
      ["editNote", { id: note, field: "met", value: one(["yes", "no", ""]) }], ["removeNote", { id: note }],
      ["accept", { id: one(ids("findings")), reason: "so be it" }], ["persona", { id: one(["", "anna"]) }],
      ["undo", {}], ["undo", {}], ["redo", {}],
    ]);
    going.push(board.send(what, args).then(({ ok }) => { done[`${what} ${ok}`] = (done[`${what} ${ok}`] ?? 0) + 1; }));
    if (going.length === 5) await Promise.all(going), going = [];
  }
  await Promise.all(going);
  return done;
}"""


def stored(client, who, persona):
    """Return the board as a fresh reading of the store gives it."""
    workshop = tk.open_workshop(client, who=who)
    held = WallReader(workshop).read(persona)
    undo, redo = workshop.next_steps()
    findings = findings_of(to_rows(workshop.findings()), held.tables)
    wall = wall_of(held, persona=persona, undo=undo, redo=redo, findings=findings)
    return json.loads(json.dumps(wall))


def test_the_board_after_three_hundred_random_intents_equals_the_store(room):
    board = board_of(room, "board-dice")

    done = board.run(_DO, [MANY, SEED])

    assert sum(done.values()) == MANY
    assert len([what for what in done if what.endswith("true")]) >= 14
    assert len([what for what in done if what.endswith("false")]) >= 5
    workshop = tk.open_workshop(board.client)
    found = sorted(workshop.findings()["id"])
    board.until(
        "(board, found) => Object.keys(board.wall.findings).sort().join() === found",
        ",".join(found),
    )
    shown = board.run("board => board.wall")
    expected = stored(board.client, workshop.who, shown["persona"])
    assert {name for name in expected if shown.get(name) != expected[name]} == set()
    assert shown.keys() == expected.keys()
    cards = board.run(
        "board => [...board.planes[0].layout.cards.values()].map((place) => place.id)"
    )
    assert set(cards) == {
        row for row, card in expected["cards"].items() if card["status"] != "retired"
    }
