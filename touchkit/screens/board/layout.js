/** Where everything on a map stands: arithmetic alone, in px at zoom 1. */

import { inOrder, metBy, passes, rowsOf, standsIn } from "./wall.js";

/** @typedef {{id:string,key:string,x:number,y:number,w:number,h:number}} Place */
/** @typedef {{stage:string,row:string,x:number,y:number,w:number,h:number,ids:string[],kind:string}} Cell */

export const SIZES = { head: 128, top: 40, gap: 8, pad: 6, least: 128, most: 320, plus: 30, line: 34, note: 62, owner: 26 };

/**
 * How high cards are: as high as what they have to show.
 * @param {any} wall
 */
export function cardHeight(wall) {
  const numbers = Object.values(wall.cards).some((card) => card.gap !== undefined || card.below !== undefined || card.few);
  return numbers ? 139 : 113;
}

/**
 * Lay a map out.
 * @param {any} wall
 * @param {any} look
 * @param {string} side all, now or target
 * @param {number} wide px to fill
 * @param {number} tall
 */
export function layoutOf(wall, look, side, wide, tall) {
  const cards = inOrder(wall).filter((card) => passes(wall, look, side, card));
  const rows = rowsOf(wall, look, cards);
  const met = look.axis === "persona" ? metBy(wall) : new Map();
  const stages = [...wall.stages];
  const known = new Set(stages.map((stage) => stage.id));
  if (cards.some((card) => !known.has(card.stage ?? ""))) stages.unshift({ id: "", name: "Unsorted" });
  const held = cellsOf(wall, look, { cards, rows, met, known });
  const most = Math.max(1, ...[...held.values()].map((cell) => Math.max(cell.cards.length, cell.notes.length)));
  let best = null;
  // Many cards, and those of a map that is to be seen whole, stand beside each other where that suits the window better.
  for (let beside = 1; beside <= (cards.length < 120 && !look.dense ? 1 : Math.min(5, most)); beside += 1) {
    const made = placed(wall, stages, rows, held, beside, wide);
    const zoom = Math.min(wide / made.width, tall / made.height);
    if (!best || zoom > best.zoom * 1.02) best = { zoom, made };
  }
  return best.made;
}

/**
 * @param {any} wall
 * @param {any} look
 * @param {any} found
 * @returns {Map<string, {cards:any[],notes:any[],owners:string[]}>}
 */
function cellsOf(wall, look, { cards, rows, met, known }) {
  const held = new Map();
  const at = (stage, row) => {
    const key = `${stage}\n${row}`;
    if (!held.has(key)) held.set(key, { cards: [], notes: [], owners: [] });
    return held.get(key);
  };
  const shown = new Map(cards.map((card) => [card.id, card]));
  for (const card of cards) {
    const stage = known.has(card.stage) ? card.stage : "";
    for (const row of standsIn(wall, look.axis, card, met)) at(stage, `cards ${row}`).cards.push(card);
    if (look.axis === "lane" && card.department) {
      const name = wall.departments.find((one) => one.id === card.department)?.name;
      const owners = at(stage, "owners owners").owners;
      if (name && !owners.includes(name)) owners.push(name);
    }
  }
  if (rows.some((row) => row.kind === "notes")) {
    const order = new Map(cards.map((card, n) => [card.id, n]));
    const notes = Object.values(wall.notes).filter((note) => !wall.persona || !note.persona || note.persona === wall.persona);
    notes.sort((a, b) => (order.get(a.touchpoint) ?? -1) - (order.get(b.touchpoint) ?? -1));
    for (const note of notes) {
      const card = shown.get(note.touchpoint), stage = card ? card.stage ?? "" : note.stage;
      if (stage !== undefined && (card || !note.touchpoint)) at(known.has(stage) ? stage : "", `notes ${note.lane}`).notes.push(note);
    }
  }
  return held;
}

/**
 * @param {any} wall
 * @param {any[]} stages
 * @param {any[]} rows
 * @param {Map<string, any>} held
 * @param {number} beside
 * @param {number} wide
 */
function placed(wall, stages, rows, held, beside, wide) {
  const { head, top, gap, pad, least, most, plus, line, note, owner } = SIZES;
  const tall = cardHeight(wall);
  const room = (wide - head - 2) / Math.max(1, stages.length) - 2 * pad;
  const one = Math.max(least, Math.min(most, (room - gap * (beside - 1)) / beside));
  const column = one * beside + gap * (beside - 1) + 2 * pad;
  const heads = stages.map((stage, n) => ({ id: stage.id, name: stage.name, x: head + n * column, w: column, count: 0 }));
  const made = {
    width: head + stages.length * column, height: top, top, head, heads, one, tall,
    rows: [], cells: [], cards: new Map(),
    notes: [], lines: [], owners: [],
  };
  let y = top;
  for (const row of rows) {
    const cells = heads.map((stage) => held.get(`${stage.id}\n${row.kind} ${row.id}`) ?? { cards: [], notes: [], owners: [] });
    const size = { cards: tall, notes: note, owners: owner, line: 0 }[row.kind];
    const counted = cells.map((cell) => Math.ceil((cell[row.kind]?.length ?? 0) / (row.kind === "owners" ? 1 : beside)));
    const high = row.kind === "line" ? line
      : Math.max(row.kind === "owners" ? 34 : 58, 2 * pad + Math.max(...counted) * (size + gap) + (row.kind === "owners" ? 0 : plus));
    made.rows.push({ ...row, y, h: high });
    if (row.kind === "line") made.lines.push({ y, name: row.name, h: high });
    else heads.forEach((stage, n) => {
      const cell = cells[n], box = { stage: stage.id, row: row.id, kind: row.kind, x: stage.x, y, w: column, h: high };
      /** @type {(m:number)=>any} */
      const spot = (m) => ({ x: stage.x + pad + (m % beside) * (one + gap), y: y + pad + Math.floor(m / beside) * (size + gap), w: one, h: size });
      made.cells.push({ ...box, ids: (row.kind === "notes" ? cell.notes : cell.cards).map((one) => one.id) });
      cell.cards.forEach((card, m) => {
        const key = made.cards.has(card.id) ? `${card.id}@${row.id}` : card.id;
        made.cards.set(key, { id: card.id, key, ...spot(m) });
      });
      stage.count += row.kind === "cards" ? cell.cards.length : 0;
      cell.notes.forEach((one, m) => made.notes.push({ id: one.id, ...spot(m) }));
      cell.owners.forEach((name, m) =>
        made.owners.push({ name, x: stage.x + pad, y: y + pad + m * (size + gap), w: column - 2 * pad, h: size }));
    });
    y += high;
  }
  made.height = y;
  return made;
}

/**
 * The cell at a point, and before which of its cards the point lies.
 * @param {ReturnType<typeof layoutOf>} layout
 * @param {number} x
 * @param {number} y
 * @param {Set<string>} [moving] cards that do not count: they are on their way
 */
export function cellAt(layout, x, y, moving = new Set()) {
  const cell = layout.cells.find((one) => x >= one.x && x < one.x + one.w && y >= one.y && y < one.y + one.h);
  if (!cell) return null;
  const ids = cell.ids.filter((id) => !moving.has(id));
  const after = ids.find((id) => {
    const place = placeIn(layout, id, cell);
    return place && (y < place.y + place.h / 2 || (y < place.y + place.h && x < place.x + place.w / 2));
  });
  return { cell, before: after ?? null };
}

/**
 * Where a card stands in a cell: in the rows of personas it may stand more than once.
 * @param {ReturnType<typeof layoutOf>} layout
 * @param {string} id
 * @param {Cell} cell
 */
export function placeIn(layout, id, cell) {
  const other = layout.cards.get(`${id}@${cell.row}`), first = layout.cards.get(id);
  const within = (place) => place && place.y >= cell.y && place.y < cell.y + cell.h;
  return within(other) ? other : within(first) ? first : undefined;
}

/**
 * What the arrow keys lead to from a card or an empty cell.
 * @param {ReturnType<typeof layoutOf>} layout
 * @param {{cell:number, at:number}} from which cell, which of its cards (-1: the empty cell itself)
 * @param {string} key ArrowUp, ArrowDown, ArrowLeft, ArrowRight, Home or End
 * @returns {{cell:number, at:number}}
 */
export function neighbour(layout, from, key) {
  const across = layout.heads.length, { cells } = layout;
  const column = from.cell % across, line = Math.floor(from.cell / across);
  const enter = (cell, at) => ({ cell, at: Math.min(at, cells[cell].ids.length - 1) });
  if (key === "Home") return enter(line * across, 0);
  if (key === "End") return enter(line * across + across - 1, 0);
  if (key === "ArrowLeft") return column ? enter(from.cell - 1, Math.max(0, from.at)) : from;
  if (key === "ArrowRight") return column < across - 1 ? enter(from.cell + 1, Math.max(0, from.at)) : from;
  const step = key === "ArrowDown" ? 1 : -1, at = from.at + step;
  if (from.at >= 0 && at >= 0 && at < cells[from.cell].ids.length) return { cell: from.cell, at };
  const next = from.cell + step * across;
  if (!cells[next]) return from;
  return step > 0 ? enter(next, 0) : { cell: next, at: cells[next].ids.length - 1 };
}
