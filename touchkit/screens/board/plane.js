/** One map on the page: heads that stay in sight, cells, arrows, cards, notes; what did not change stays untouched. */

import { Arrows } from "./arrows.js";
import { cut, make } from "./dom.js";
import { Drag } from "./drag.js";
import { layoutOf } from "./layout.js";
import { arrowsOf, holds, inWords, metBy, percent, signed } from "./wall.js";

const SHOWN = 400;

/** How we know: A assumed, O observed, M measured. */
const evidenced = ({ evidence }) => (evidence ? [make("span", { class: `tk-b-how tk-b-${evidence}`, text: evidence[0].toUpperCase() })] : []);

export class Plane {
  /**
   * @param {any} board
   * @param {string} side all, now or target
   * @param {string} title
   */
  constructor(board, side, title) {
    this.board = board;
    this.side = side;
    this.heads = make("div", { class: "tk-b-heads" });
    this.rows = make("div", { class: "tk-b-rows" });
    this.ground = make("div", { class: "tk-b-ground" });
    this.target = make("div", { class: "tk-b-target", hidden: true });
    this.lasso = make("div", { class: "tk-b-lasso", hidden: true });
    this.curves = new Arrows();
    this.sheet = make("div", { class: "tk-b-sheet" }, this.heads, this.rows, this.ground, this.curves.root, this.target,
      this.curves.overlay, this.lasso);
    this.scroller = make("div", { class: "tk-b-scroll", role: "group", "aria-label": `The map, ${title}`, tabindex: "-1" }, this.sheet);
    this.root = make("div", { class: "tk-b-plane" }, title && make("p", { class: "tk-b-side", text: title }), this.scroller);
    /** @type {Map<string, any>} */
    this.made = new Map();
    this.layout = /** @type {any} */ (null);
    this.drag = new Drag(this);
    this.scroller.addEventListener("focusin", (event) => this.board.keys.enter(this, event.target));
    this.sheet.addEventListener("dblclick", (event) => {
      // The sheet holds the pointer, so the event is the sheet's: what lies there is asked for.
      const at = document.elementFromPoint(event.clientX, event.clientY), cell = at.closest(".tk-b-cell"), card = at.closest(".tk-b-card");
      if (cell) this.board.typing.add(this, cell.dataset.key);
      if (card) this.board.typing.rename(this, card.dataset.key);
    });
  }

  arrows() {
    return this.curves.shown;
  }

  /** A point of the page in px of the map. */
  point(event) {
    const box = this.sheet.getBoundingClientRect(), zoom = this.board.look.zoom;
    return { x: (event.clientX - box.left) / zoom, y: (event.clientY - box.top) / zoom };
  }

  draw() {
    const { wall, look } = this.board;
    // A map drawn smaller has room for wider columns.
    const { clientWidth, clientHeight } = this.scroller, zoom = Math.min(1, look.zoom);
    const layout = layoutOf(wall, look, this.side, (clientWidth || 1100) / zoom, (clientHeight || 560) / zoom);
    this.layout = layout;
    this.sheet.style.zoom = look.zoom;
    this.sheet.style.width = `${layout.width}px`;
    this.sheet.style.height = `${layout.height}px`;
    this.rows.style.height = `${layout.height - layout.top}px`;
    this.scroller.classList.toggle("tk-b-small", look.zoom < 0.45);
    const used = new Set();
    this._heads(layout, used);
    this._cells(layout, used);
    this._cards(layout, used);
    this._notes(layout, used);
    for (const [key, element] of this.made) {
      if (used.has(key)) continue;
      element.remove();
      this.made.delete(key);
    }
    this._arrows(layout);
  }

  /** The element of a key, made where there is none. */
  _own(key, used, parent, maker) {
    used.add(key);
    let element = this.made.get(key);
    if (!element) {
      element = maker();
      element.dataset.key = key;
      this.made.set(key, element);
      parent.append(element);
    }
    return element;
  }

  _place(element, { x, y, w, h }) {
    const where = `${x},${y},${w},${h}`;
    if (element.where === where) return;
    element.where = where;
    element.style.cssText = `left:${x}px;top:${y}px;width:${w}px;height:${h}px`;
  }

  _heads(layout, used) {
    const { wall, look } = this.board, found = Object.values(wall.findings);
    const badge = (list) => list.map((one) => make("button", {
      class: "tk-b-badge", title: one.message, "aria-label": one.message, text: "⚑", onclick: () => this.board.open({ finding: one.id }),
    }));
    const fill = (element, name, count, list) => {
      const sign = `${name}\n${count}\n${list.map((one) => one.id)}`;
      if (element.sign === sign) return;
      element.sign = sign;
      element.replaceChildren(make("span", { class: "tk-b-name", dir: "auto", title: name, text: cut(name, 80) }),
        make("span", { class: "tk-b-count", text: count }), ...badge(list));
    };
    for (const head of layout.heads) {
      const element = this._own(`head ${head.id}`, used, this.heads, () => make("div", { class: "tk-b-head" }));
      this._place(element, { x: head.x, y: 0, w: head.w, h: layout.top });
      fill(element, head.name, String(head.count), found.filter((one) => one.stage === head.id && !one.touchpoint));
    }
    for (const row of layout.rows) {
      const element = this._own(`row ${row.kind} ${row.id}`, used, this.rows, () => make("div", { class: `tk-b-row tk-b-${row.kind}` }));
      this._place(element, { x: 0, y: row.y - layout.top, w: row.kind === "line" ? layout.width : layout.head, h: row.h });
      fill(element, row.name, "", look.axis === "department" ? found.filter((one) => one.department === row.id && row.id && !one.touchpoint) : []);
    }
  }

  _cells(layout, used) {
    layout.cells.forEach((cell, number) => {
      const key = `cell ${cell.stage}\n${cell.kind} ${cell.row}`;
      const element = this._own(key, used, this.ground, () => {
        const plus = make("span", { class: "tk-b-plus", "aria-hidden": "true", text: "+", title: "Add here (N)",
          onclick: () => this.board.typing.add(this, key) });
        return make("div", { class: `tk-b-cell tk-b-of-${cell.kind}`, role: "group", tabindex: "-1" }, cell.kind !== "owners" && plus);
      });
      this._place(element, cell);
      element.number = number;
      const row = layout.rows.find((one) => one.id === cell.row && one.kind === cell.kind);
      const stage = layout.heads.find((one) => one.id === cell.stage);
      const what = cell.kind === "notes" ? "notes" : "cards";
      const said = `${stage.name}, ${row.name}, ${cell.ids.length || "no"} ${what}`;
      if (element.said !== said) element.setAttribute("aria-label", (element.said = said));
    });
    for (const owner of layout.owners) {
      const element = this._own(`owner ${owner.x} ${owner.name}`, used, this.sheet, () => make("div", { class: "tk-b-owner", text: cut(owner.name, 60) }));
      this._place(element, owner);
    }
  }

  _cards(layout, used) {
    const { wall, look, chosen, opened } = this.board;
    const found = new Map();
    for (const one of Object.values(wall.findings)) {
      if (one.touchpoint && one.severity !== "note") found.set(one.touchpoint, [...(found.get(one.touchpoint) ?? []), one]);
    }
    const met = wall.persona ? metBy(wall) : new Map();
    for (const place of layout.cards.values()) {
      const card = wall.cards[place.id], findings = found.get(place.id) ?? [];
      const element = this._own(place.key, used, this.sheet, () => this._card(place));
      this._place(element, place);
      const dim = (look.text.trim() && !holds(wall, card, look.text)) || (met.has(card.id) && !met.get(card.id).has(wall.persona));
      const state = `${findings.map((one) => one.id)}|${chosen.has(card.id)}|${dim}|${opened?.card === card.id}`;
      if (element.card === card && element.state === state && element.words === wall.channels) continue;
      Object.assign(element, { card, state, words: wall.channels });
      this._fill(element, card, findings, { chosen: chosen.has(card.id), dim, open: opened?.card === card.id });
    }
  }

  _card(place) {
    const parts = ["tk-b-name", "tk-b-meta", "tk-b-marks", "tk-b-chips"].map((name) => make("div", { class: name }));
    parts[0].dir = "auto";
    const out = make("span", { class: "tk-b-out", "aria-hidden": "true", text: "→", title: "Draw an arrow from here (L)" });
    const element = make("div", { role: "group", tabindex: "-1" }, ...parts, out);
    element.dataset.id = place.id;
    return element;
  }

  _fill(element, card, findings, { chosen, dim, open }) {
    const { wall } = this.board, [name, meta, marks, chips] = element.children;
    const kinds = ["tk-b-card", card.status !== "exists" && `tk-b-${card.status}`, card.contact === "indirect" && "tk-b-indirect",
      chosen && "tk-b-chosen", dim && "tk-b-dim", open && "tk-b-open", findings.some((one) => one.severity === "mend") && "tk-b-mend"];
    element.className = kinds.filter(Boolean).join(" ");
    element.setAttribute("aria-label", cut(inWords(wall, card, findings.length), SHOWN) + (chosen ? ", chosen" : ""));
    element.title = [cut(card.name, SHOWN), ...findings.map((one) => `⚑ ${one.message}`)].join("\n");
    name.textContent = cut(card.name, 90);
    const channel = wall.channels.find((one) => one.id === card.channel)?.name ?? "";
    const verdict = wall.verdicts.find((one) => one.id === card.verdict)?.name;
    marks.textContent = [card.truth && "★", card.short && "●", verdict, card.parked && "‖", card.disputed && "≠",
      findings.length && `⚑${findings.length}`, card.notes && `✎${card.notes}`].filter(Boolean).join(" ");
    meta.replaceChildren(make("span", { class: "tk-b-channel", text: cut(channel, 40) }), ...evidenced(card));
    const sign = card.gap === undefined ? "" : card.gap <= -0.05 ? "short" : card.gap >= 0.05 ? "over" : "even";
    chips.replaceChildren(...[
      sign && make("span", { class: `tk-b-chip tk-b-${sign}`, text: signed(card.gap) }),
      card.few && make("span", { class: "tk-b-chip", text: "few" }),
      card.below !== undefined && make("span", { class: "tk-b-below", text: `↓${percent(card.below).replace(" ", "")}`, title: "share of marks below the minimum" }),
    ].filter(Boolean));
  }

  _notes(layout, used) {
    const { wall, opened } = this.board;
    for (const place of layout.notes) {
      const note = wall.notes[place.id], about = wall.cards[note.touchpoint]?.name ?? "";
      const element = this._own(`note ${place.id}`, used, this.sheet, () =>
        make("div", { role: "group", tabindex: "-1", onclick: () => this.board.open({ note: place.id }) }));
      this._place(element, place);
      const open = opened?.note === place.id, sign = `${open}${about}`;
      if (element.note === note && element.sign === sign) continue;
      Object.assign(element, { note, sign });
      element.className = `tk-b-note tk-b-${note.evidence}${open ? " tk-b-open" : ""}`;
      const said = [note.text, about && `on ${about}`, note.evidence, note.severity, note.met && `met: ${note.met}`].filter(Boolean).join(", ");
      element.setAttribute("aria-label", cut(said, SHOWN));
      element.title = cut(said, SHOWN);
      element.replaceChildren(make("span", { dir: "auto", text: cut(note.text, 80) }), ...evidenced(note));
    }
  }

  _arrows(layout) {
    const { wall, look, chosen, opened } = this.board;
    const own = new Set([...chosen, opened?.card].filter(Boolean));
    const ids = new Set([...layout.cards.values()].map((place) => place.id));
    const mine = (arrow) => own.has(arrow.source) || own.has(arrow.target);
    let list = look.arrows === "none" ? [] : arrowsOf(wall, this.side, ids);
    if (look.arrows === "chosen") list = list.filter(mine);
    this.curves.root.classList.toggle("tk-b-many", list.length > 60);
    this.curves.draw(layout, list, (arrow) => [
      arrow.status === "planned" && "tk-b-planned", wall.assumed && "tk-b-assumed", mine(arrow) && "tk-b-mine",
      opened?.arrow === arrow.id && "tk-b-open",
    ].filter(Boolean).join(" "));
  }

  /** Mark where a card would go. */
  aim(spot, ids) {
    this.target.hidden = !spot;
    if (!spot) return;
    const { cell, before } = spot, place = before && this.layout.cards.get(before);
    this._place(this.target, cell);
    const last = cell.ids.filter((id) => !ids.has(id)).map((id) => this.layout.cards.get(id)).at(-1);
    const line = place ? place.y - cell.y - 5 : last ? last.y + last.h - cell.y + 2 : 3;
    this.target.style.setProperty("--tk-b-line", `${line}px`);
  }

  /** Bring an element into sight, clear of the heads that stay. */
  reveal(element) {
    const box = element.getBoundingClientRect(), view = this.scroller.getBoundingClientRect(), zoom = this.board.look.zoom;
    const panel = this.board.panel.root, edge = panel.hidden ? view.right : Math.min(view.right, panel.getBoundingClientRect().left);
    const left = view.left + this.layout.head * zoom + 8, right = edge - 20, top = view.top + this.layout.top * zoom + 8;
    if (box.left < left) this.scroller.scrollLeft -= left - box.left;
    else if (box.right > right) this.scroller.scrollLeft += box.right - right;
    if (box.top < top) this.scroller.scrollTop -= top - box.top;
    else if (box.bottom > view.bottom - 20) this.scroller.scrollTop += box.bottom - view.bottom + 20;
  }
}
