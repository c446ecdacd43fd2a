/** The keyboard: whatever a mouse can do on the map, with the focus on one card or cell at a time. */

import { neighbour } from "./layout.js";

const STEPS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"];

/** What the keys do, for the list of them: key, words, and the same with a mouse. */
export const KEYS = [
  ["Arrow keys, Home, End", "go from card to card, cell to cell", "scroll, or drag the ground"],
  ["Enter", "open the card, note or empty cell", "click"],
  ["F2", "change the name in place", "double-click"],
  ["N", "add cards or notes here; a pasted list adds one a line", "+ in the cell, or double-click it"],
  ["Space", "pick the card up; arrows carry it; Space puts it down, Escape back", "drag; on a phone press first"],
  ["X", "choose one more card (all that is chosen moves together)", "Ctrl+click, or Shift+drag round them"],
  ["Ctrl+A", "choose all cards shown", ""],
  ["L", "begin an arrow here; L or Enter on another card ends it", "drag the → of a card"],
  ["Delete", "remove what is chosen; Undo brings it back", "Remove in the panel"],
  ["Ctrl+Z, Ctrl+Y", "undo, redo", "Undo, Redo"],
  ["/", "search", "the search field"],
  ["+ and −, 0, F", "larger, smaller, 100 %, fit", "Ctrl+wheel, or the buttons"],
  ["Escape", "let go, choose nothing, close the panel", "click the ground"],
];

export class Keys {
  /** @param {any} board */
  constructor(board) {
    this.board = board;
    /** @type {any} */
    this.plane = null;
    this.key = "";
    this.last = { cell: 0, at: 0 };
    /** @type {any} */
    this.carried = null;
    this.linking = "";
  }

  /** Listen to a plane's keys. */
  hear(plane) {
    plane.scroller.addEventListener("keydown", (event) => this._pressed(plane, event));
  }

  /** An element of a plane got the focus. */
  enter(plane, element) {
    if (!element.matches(".tk-b-card, .tk-b-cell, .tk-b-note")) return;
    this._stop(false);
    this.plane = plane;
    this.key = element.dataset.key;
    this.last = this._at(plane.layout);
    this._stop(true);
  }

  /** Exactly one element can be reached by Tab. */
  _stop(on) {
    const element = this.plane?.made.get(this.key);
    if (element) element.tabIndex = on ? 0 : -1;
  }

  /** After a drawing: something can still be reached, and who was on a card that is gone is not lost. */
  settle(planes) {
    if (!planes.includes(this.plane)) [this.plane, this.key] = [planes[0], ""];
    if (!this.plane.made.has(this.key)) {
      const lost = document.activeElement === document.body && this.key;
      const { layout } = this.plane, cell = layout.cells[this.last.cell] ? this.last.cell : 0;
      if (!layout.cells.length) return;
      this.key = this._keyOf(layout, { cell, at: Math.min(this.last.at, layout.cells[cell].ids.length - 1) });
      if (lost && this.board.focused) this.focus(this.key);
    }
    this._stop(true);
  }

  focus(key, plane = this.plane) {
    const element = plane.made.get(key);
    if (!element) return false;
    element.focus({ preventScroll: true });
    plane.reveal(element);
    return true;
  }

  /** Where the focus is: which cell, which of its cards or notes. */
  _at(layout) {
    const { key } = this, place = layout.cards.get(key);
    const number = this.plane.made.get(key)?.number;
    if (number !== undefined) return { cell: number, at: -1 };
    const id = place ? place.id : key.replace("note ", ""), spot = place ?? layout.notes.find((one) => one.id === id);
    const cell = layout.cells.findIndex((one) => spot && spot.x >= one.x && spot.x < one.x + one.w && spot.y >= one.y && spot.y < one.y + one.h);
    return { cell: Math.max(0, cell), at: layout.cells[Math.max(0, cell)].ids.indexOf(id) };
  }

  _keyOf(layout, { cell, at }) {
    const { stage, row, kind, ids } = layout.cells[cell];
    if (at < 0) return `cell ${stage}\n${kind} ${row}`;
    if (kind === "notes") return `note ${ids[at]}`;
    return layout.cards.has(`${ids[at]}@${row}`) ? `${ids[at]}@${row}` : ids[at];
  }

  _pressed(plane, event) {
    if (event.target.closest("input, textarea, button") || !this.key) return;
    const { board } = this, id = plane.layout.cards.get(this.key)?.id, ctrl = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const done = this._do(plane, key, ctrl, event.shiftKey, id);
    if (done === false) return;
    event.preventDefault();
    event.stopPropagation();
  }

  _do(plane, key, ctrl, shift, id) {
    const { board } = this, { layout } = plane;
    if (STEPS.includes(key)) return this.carried ? this._carry(plane, key) : this.focus(this._keyOf(layout, neighbour(layout, this._at(layout), key)));
    if (this.carried) return key === " " || key === "Enter" ? this._drop(plane) : key === "Escape" ? this._letGo(plane, "Put back.") : true;
    if (ctrl) {
      if (key === "z") return board.send(shift ? "redo" : "undo", {});
      if (key === "y") return board.send("redo", {});
      if (key === "a") return board.choose([...layout.cards.values()].map((place) => place.id));
      return false;
    }
    if (key === "Escape") return this._escape();
    if (key === "/") return board.bar.search.focus();
    if (key === "+" || key === "=") return board.zoomTo(board.look.zoom * 1.2);
    if (key === "-") return board.zoomTo(board.look.zoom / 1.2);
    if (key === "0") return board.zoomTo(1);
    if (key === "f") return board.fit();
    if (key === "n") return board.typing.add(plane, this._cellKey(layout));
    if (key === "Enter" && this.key.startsWith("note ")) return board.open({ note: this.key.slice(5) });
    if (key === "Enter" && !id) return board.typing.add(plane, this.key);
    if (!id) return false;
    if (key === "l" || (key === "Enter" && this.linking)) return this._link(id);
    if (key === "Enter") return board.choose([id]), board.open({ card: id });
    if (key === "F2") return board.typing.rename(plane, this.key);
    if (key === " ") return this._pick(plane, id);
    if (key === "x") {
      const ids = new Set(board.chosen);
      if (!ids.delete(id)) ids.add(id);
      return board.choose([...ids]);
    }
    if (key === "Delete" || key === "Backspace") return board.send("remove", { ids: board.chosen.has(id) ? [...board.chosen] : [id] });
    return false;
  }

  _escape() {
    const { board } = this;
    if (this.linking) {
      this.linking = "";
      return board.say("No arrow drawn.");
    }
    board.choose([]);
    return board.close();
  }

  _cellKey(layout) {
    return this._keyOf(layout, { cell: this._at(layout).cell, at: -1 });
  }

  _link(id) {
    const { board } = this, from = this.linking;
    this.linking = from ? "" : id;
    if (!from) return board.say(`An arrow from “${board.wall.cards[id].name}”: go to the card it leads to and press L. Escape: none.`);
    return from === id ? board.say("No arrow drawn.") : board.link(from, id);
  }

  _pick(plane, id) {
    const { board } = this, ids = new Set(board.chosen.has(id) ? board.chosen : [id]), { cell, at } = this._at(plane.layout);
    const others = plane.layout.cells[cell].ids.slice(0, at + 1).filter((one) => !ids.has(one)).length;
    this.carried = { ids, cell, at: others };
    board.held = true;
    for (const one of plane.layout.cards.values()) if (ids.has(one.id)) plane.made.get(one.key).classList.add("tk-b-held");
    return this._over(plane, "Picked up. ");
  }

  _rest(layout, cell) {
    return layout.cells[cell].ids.filter((id) => !this.carried.ids.has(id));
  }

  _carry(plane, key) {
    const { layout } = plane, now = this.carried, across = layout.heads.length;
    const step = { ArrowUp: -1, ArrowDown: 1 }[key];
    const count = this._rest(layout, now.cell).length;
    if (step && now.at + step >= 0 && now.at + step <= count) now.at += step;
    else {
      const by = step ? step * across : { ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0;
      let next = now.cell + by;
      while (step && layout.cells[next] && layout.cells[next].kind !== "cards") next += by;
      const same = step || Math.floor(next / across) === Math.floor(now.cell / across);
      if (!by || !same || layout.cells[next]?.kind !== "cards") return true;
      now.cell = next;
      now.at = step === 1 ? 0 : Math.min(step ? Infinity : now.at, this._rest(layout, next).length);
    }
    return this._over(plane);
  }

  _over(plane, before = "") {
    const { board } = this, { layout } = plane, now = this.carried, cell = layout.cells[now.cell], rest = this._rest(layout, now.cell);
    plane.aim({ cell, before: rest[now.at] ?? null }, now.ids);
    plane.reveal(plane.target);
    const head = layout.heads.find((one) => one.id === cell.stage), row = layout.rows.find((one) => one.id === cell.row && one.kind === "cards");
    return board.say(`${before}${head.name}, ${row.name}, place ${now.at + 1} of ${rest.length + 1}. Space puts it down, Escape back.`);
  }

  _drop(plane) {
    const now = this.carried, cell = plane.layout.cells[now.cell], before = this._rest(plane.layout, now.cell)[now.at] ?? null;
    this._letGo(plane);
    return this.board.move([...now.ids], { cell, before }, () => this.board.focusBack());
  }

  _letGo(plane, said = "") {
    for (const element of plane.made.values()) element.classList.remove("tk-b-held");
    plane.aim(null);
    this.carried = null;
    this.board.held = false;
    this.board.caughtUp();
    return said && this.board.say(said);
  }

  /** Let go when the page changes under what is carried. */
  cancel() {
    if (this.carried) this._letGo(this.plane, "Put back.");
  }
}
