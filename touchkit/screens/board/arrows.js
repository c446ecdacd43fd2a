/** The arrows of a map: drawn once, and on a sheet of their own while a card they hang on moves. */

import { draw } from "./dom.js";

/** @typedef {{x:number,y:number,w:number,h:number}} Box */

let arrowSets = 0;

/**
 * The curve of an arrow from one card to another.
 * @param {Box} a
 * @param {Box} b
 * @returns {number[]} x and y of the start, of two control points and of the end
 */
export function curve(a, b) {
  const mid = (box) => box.y + box.h / 2, centre = (box) => box.x + box.w / 2;
  if (b.x > a.x + a.w / 2) {
    const from = a.x + a.w, bend = Math.max(18, (b.x - from) / 2);
    return [from, mid(a), from + bend, mid(a), b.x - bend, mid(b), b.x - 1, mid(b)];
  }
  if (Math.abs(a.x - b.x) <= a.w / 2) {
    const down = b.y > a.y, from = down ? a.y + a.h : a.y, to = down ? b.y - 1 : b.y + b.h + 1;
    const near = Math.abs(to - from) < a.h / 2, side = near ? 0 : 26, bend = near ? 0 : Math.sign(to - from) * 24;
    return [centre(a), from, centre(a) + side, from + bend, centre(b) + side, to - bend, centre(b), to];
  }
  const bend = 40 + Math.abs(a.y - b.y) / 8;
  return [a.x, mid(a), a.x - bend, mid(a) + bend, b.x + b.w + bend, mid(b) + bend, b.x + b.w + 1, mid(b)];
}

/** @param {number[]} c */
export const pathOf = (c) => `M${c[0]},${c[1]}C${c[2]},${c[3]} ${c[4]},${c[5]} ${c[6]},${c[7]}`;

/**
 * How far a point is from a curve, about.
 * @param {number[]} c
 * @param {number} x
 * @param {number} y
 */
export function away(c, x, y) {
  let least = Infinity;
  for (let t = 0; t <= 1; t += 1 / 24) {
    const u = 1 - t, [p, q, r, s] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    const at = (n) => p * c[n] + q * c[n + 2] + r * c[n + 4] + s * c[n + 6];
    least = Math.min(least, Math.hypot(at(0) - x, at(1) - y));
  }
  return least;
}

export class Arrows {
  constructor() {
    this.name = `tk-b-tip-${(arrowSets += 1)}`;
    const tip = draw("marker", { id: this.name, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 10, markerHeight: 10, markerUnits: "userSpaceOnUse", orient: "auto-start-reverse" },
      draw("path", { d: "M0,0L8,4L0,8z", class: "tk-b-tip" }));
    this.root = draw("svg", { class: "tk-b-arrows", "aria-hidden": "true" }, draw("defs", {}, tip));
    this.over = draw("path", { class: "tk-b-arrow tk-b-over", "marker-end": `url(#${this.name})` });
    this.overlay = draw("svg", { class: "tk-b-arrows tk-b-overlay", "aria-hidden": "true" }, this.over);
    /** @type {Map<string, any>} */
    this.paths = new Map();
    /** @type {any[]} */
    this.shown = [];
  }

  /**
   * @param {any} layout
   * @param {any[]} list arrows to draw
   * @param {(arrow:any)=>string} kind classes of an arrow
   */
  draw(layout, list, kind) {
    for (const svg of [this.root, this.overlay]) {
      svg.setAttribute("width", layout.width);
      svg.setAttribute("height", layout.height);
    }
    this.shown = [];
    const left = new Set(this.paths.keys());
    for (const arrow of list) {
      const a = layout.cards.get(arrow.source), b = layout.cards.get(arrow.target);
      if (!a || !b) continue;
      const c = curve(a, b), d = pathOf(c), classes = `tk-b-arrow ${kind(arrow)}`;
      this.shown.push({ ...arrow, c, d, kind: classes });
      left.delete(arrow.id);
      let path = this.paths.get(arrow.id);
      if (!path) {
        path = draw("path", { "marker-end": `url(#${this.name})` });
        this.paths.set(arrow.id, path);
        this.root.append(path);
      }
      if (path.d !== d) path.setAttribute("d", (path.d = d));
      if (path.kind !== classes) path.setAttribute("class", (path.kind = classes));
    }
    for (const id of left) {
      this.paths.get(id).remove();
      this.paths.delete(id);
    }
  }

  /** The arrow at a point; null: none is near. */
  at(x, y, reach = 8) {
    let best = null, least = reach;
    for (const arrow of this.shown) {
      const far = away(arrow.c, x, y);
      if (far < least) [best, least] = [arrow, far];
    }
    return best;
  }

  /** Take the arrows of some cards off the map; they follow on the overlay. */
  lift(ids) {
    this.lifted = this.shown.filter((arrow) => ids.has(arrow.source) || ids.has(arrow.target));
    this.lifted.forEach((arrow) => this.paths.get(arrow.id).classList.add("tk-b-away"));
  }

  /** Draw the lifted arrows with their cards moved by so much. */
  follow(layout, ids, dx, dy) {
    const box = (id) => {
      const at = layout.cards.get(id);
      return ids.has(id) ? { ...at, x: at.x + dx, y: at.y + dy } : at;
    };
    this.over.setAttribute("d", this.lifted.map((arrow) => pathOf(curve(box(arrow.source), box(arrow.target)))).join(""));
  }

  /** Draw an arrow that is being drawn. */
  reach(from, x, y) {
    this.over.setAttribute("d", pathOf(curve(from, { x, y, w: 0, h: 0 })));
  }

  land() {
    this.over.removeAttribute("d");
    (this.lifted ?? []).forEach((arrow) => this.paths.get(arrow.id)?.classList.remove("tk-b-away"));
    this.lifted = [];
  }
}
