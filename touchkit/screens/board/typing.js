/** A field in the map itself: new cards or notes in a cell, a card's name in place. */

import { make } from "./dom.js";

export class Typing {
  /** @param {any} board */
  constructor(board) {
    this.board = board;
    this.field = make("textarea", { class: "tk-b-field", rows: 1,
      onkeydown: (event) => this._key(event), onblur: () => this._leave(), oninput: () => this._grow() });
    /** @type {any} */
    this.job = null;
  }

  /** Type new cards or notes into a cell. */
  add(plane, key) {
    const element = plane.made.get(key);
    if (!element || !key.startsWith("cell ")) return;
    const [stage, where] = key.slice(5).split("\n"), [kind, ...row] = where.split(" ");
    if (kind === "owners") return;
    const label = `${kind === "notes" ? "New note" : "New card"} in ${element.said.replace(/, \S+ \w+$/, "")}`;
    this._begin(plane, { key, label, value: "", box: () => {
      const cell = plane.layout.cells[plane.made.get(key)?.number];
      return cell && { x: cell.x + 4, y: cell.y + cell.h - 44, w: cell.w - 8, h: 40 };
    }, store: (text) => this.board.addHere({ kind, stage, row: row.join(" "), text }), again: true });
  }

  /** Change a card's name in place. */
  rename(plane, key) {
    const place = plane.layout.cards.get(key), card = this.board.wall.cards[place.id];
    this._begin(plane, { key, label: "Name", value: card.name, box: () => plane.layout.cards.get(key),
      store: (text) => text.trim() === card.name ? { ok: true } : this.board.send("edit", { id: card.id, field: "name", value: text, was: card.name }) });
  }

  _begin(plane, job) {
    this.job = { plane, ...job };
    this.field.value = job.value;
    this.field.setAttribute("aria-label", job.label);
    plane.sheet.append(this.field);
    this.place();
    this.field.focus({ preventScroll: true });
    plane.reveal(this.field);
    this.field.select();
  }

  /** Follow the cell or card when the map is drawn anew. */
  place() {
    const box = this.job?.box();
    if (box) this.job.plane._place(this.field, { ...box, h: box.h });
    else if (this.job) this._end();
  }

  _grow() {
    this.field.style.height = "0";
    this.field.style.height = `${Math.max(40, this.field.scrollHeight)}px`;
  }

  _key(event) {
    event.stopPropagation();
    if (event.key === "Escape") this._end(true);
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this._store();
    }
  }

  /** A field that is left keeps nothing to itself: what was typed is stored. */
  _leave() {
    if (this.job && !this.job.busy) {
      if (this.field.value.trim() && this.field.value !== this.job.value) this._store(true);
      else this._end();
    }
  }

  async _store(leaving = false) {
    const { job } = this, text = this.field.value;
    if (!text.trim()) return this._end(!leaving);
    if (job.busy) return;
    job.busy = true;
    const reply = await job.store(text);
    job.busy = false;
    if (this.job !== job) return;
    if (!reply.ok && !leaving) return this.field.select();
    if (reply.ok && job.again && !leaving) {
      this.field.value = "";
      this.field.style.height = "";
      this.place();
      this.field.focus({ preventScroll: true });
      job.plane.reveal(this.field);
    } else this._end(!leaving);
  }

  _end(back = false) {
    const { job } = this;
    this.job = null;
    this.field.remove();
    if (job && back) this.board.keys.focus(job.key, job.plane);
  }
}
