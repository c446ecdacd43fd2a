/** Mouse, pen and finger: cards moved, arrows drawn, several cards chosen, the map pushed. */

import { cellAt } from "./layout.js";

const SLACK = 5;
const PRESS = 260;
const EDGE = 48;

export class Drag {
  /** @param {any} plane */
  constructor(plane) {
    this.plane = plane;
    /** @type {any} */
    this.now = null;
    const { sheet, scroller } = plane;
    sheet.addEventListener("pointerdown", (event) => this._down(event));
    sheet.addEventListener("pointermove", (event) => this._moved(event));
    sheet.addEventListener("pointerup", (event) => this._up(event));
    sheet.addEventListener("pointercancel", () => this.stop());
    sheet.addEventListener("touchmove", (event) => this.now?.going && event.preventDefault(), { passive: false });
    sheet.addEventListener("contextmenu", (event) => this.now && event.preventDefault());
    scroller.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      plane.board.zoomTo(plane.board.look.zoom * Math.exp(-event.deltaY / 400), event);
    }, { passive: false });
  }

  _down(event) {
    const { plane } = this, { board } = plane, card = event.target.closest(".tk-b-card");
    if (event.button || this.now || event.target.closest("button, input, textarea, .tk-b-plus, .tk-b-note")) return;
    const kind = event.target.closest(".tk-b-out") ? "link" : card ? "card" : event.shiftKey ? "lasso" : "pan";
    const key = card?.dataset.key, id = card?.dataset.id;
    const ids = new Set(kind === "card" && board.chosen.has(id) ? board.chosen : id ? [id] : []);
    this.now = { kind, key, id, ids, event, start: plane.point(event), from: [event.clientX, event.clientY], going: false,
      scroll: [plane.scroller.scrollLeft, plane.scroller.scrollTop], touch: event.pointerType === "touch" };
    if (!this.now.touch) {
      if (!card) event.preventDefault();
      plane.sheet.setPointerCapture(event.pointerId);
    } else if (kind === "pan") this.now = null;  // a finger on the ground scrolls as everywhere
    else this.now.timer = setTimeout(() => this._go(), PRESS);
  }

  _moved(event) {
    const { now } = this;
    if (!now) return;
    now.event = event;
    const far = Math.hypot(event.clientX - now.from[0], event.clientY - now.from[1]) > SLACK;
    if (!now.going && far) {
      if (now.touch) return this.stop();
      this._go();
    }
    if (now.going && !now.frame) now.frame = requestAnimationFrame(() => this._frame());
  }

  _go() {
    const { now, plane } = this;
    now.going = true;
    plane.board.held = true;
    if (now.touch) plane.sheet.setPointerCapture(now.event.pointerId);
    plane.scroller.classList.add(`tk-b-doing-${now.kind}`);
    if (now.kind !== "card") return;
    now.places = [...plane.layout.cards.values()].filter((place) => now.ids.has(place.id));
    now.places.forEach((place) => plane.made.get(place.key).classList.add("tk-b-held"));
    plane.curves.lift(now.ids);
  }

  _frame() {
    const { now, plane } = this;
    if (!now) return;
    now.frame = 0;
    const at = plane.point(now.event), dx = at.x - now.start.x, dy = at.y - now.start.y;
    if (now.kind === "pan") {
      plane.scroller.scrollTo(now.scroll[0] + now.from[0] - now.event.clientX, now.scroll[1] + now.from[1] - now.event.clientY);
    } else if (now.kind === "card") {
      for (const place of now.places) plane.made.get(place.key).style.transform = `translate(${dx}px,${dy}px)`;
      plane.curves.follow(plane.layout, now.ids, dx, dy);
      plane.aim(this._spot(at), now.ids);
    } else if (now.kind === "link") {
      plane.curves.reach(plane.layout.cards.get(now.key), at.x, at.y);
    } else {
      const box = { x: Math.min(at.x, now.start.x), y: Math.min(at.y, now.start.y), w: Math.abs(dx), h: Math.abs(dy) };
      Object.assign(now, { box });
      plane.lasso.hidden = false;
      plane._place(plane.lasso, box);
    }
    if (now.kind !== "pan") this._edge();
  }

  /** Push the map on while something is held at its edge. */
  _edge() {
    const { now, plane } = this, view = plane.scroller.getBoundingClientRect(), { clientX, clientY } = now.event;
    const push = (at, low, high) => (at < low + EDGE ? at - low - EDGE : at > high - EDGE ? at - high + EDGE : 0) / 4;
    const zoom = plane.board.look.zoom;
    const x = push(clientX, view.left + plane.layout.head * zoom, view.right), y = push(clientY, view.top + plane.layout.top * zoom, view.bottom);
    const { scrollLeft, scrollTop } = plane.scroller;
    if (x || y) plane.scroller.scrollBy(x, y);
    const moved = plane.scroller.scrollLeft !== scrollLeft || plane.scroller.scrollTop !== scrollTop;
    if (moved && !now.frame) now.frame = requestAnimationFrame(() => this._frame());
  }

  _spot(at) {
    const spot = cellAt(this.plane.layout, at.x, at.y, this.now.ids);
    return spot?.cell.kind === "cards" ? spot : null;
  }

  _up(event) {
    const { now, plane } = this;
    if (!now) return;
    now.event = event;
    const at = plane.point(event), { board } = plane;
    if (!now.going) {
      this.stop();
      return this._click(event, now, at);
    }
    const spot = now.kind === "card" ? this._spot(at) : null;
    const over = document.elementsFromPoint(event.clientX, event.clientY).find((one) => one.matches(".tk-b-card") && one.dataset.key !== now.key);
    if (spot) board.move([...now.ids], spot, () => this._rest(now));
    else if (now.kind === "link" && over) board.link(now.id, over.dataset.id);
    this.stop(spot !== null);
    if (now.kind !== "lasso" || !now.box) return;
    const { x, y, w, h } = now.box;
    const within = [...plane.layout.cards.values()].filter((c) => c.x < x + w && c.x + c.w > x && c.y < y + h && c.y + c.h > y);
    board.choose(within.map((place) => place.id));
  }

  _click(event, now, at) {
    const { board } = this.plane;
    if (now.id && (event.ctrlKey || event.metaKey || event.shiftKey)) {
      const ids = new Set(board.chosen);
      if (!ids.delete(now.id)) ids.add(now.id);
      return board.choose([...ids]);
    }
    if (now.id) {
      board.choose([now.id]);
      return board.open({ card: now.id });
    }
    const arrow = this.plane.curves.at(at.x, at.y, 8 / board.look.zoom);
    if (arrow && !board.wall.assumed) return board.open({ arrow: arrow.id });
    board.choose([]);
    board.close();
  }

  /** Put everything back where the layout has it; cards that were dropped wait for the answer where they are. */
  stop(dropped = false) {
    const { now, plane } = this;
    if (!now) return;
    clearTimeout(now.timer);
    cancelAnimationFrame(now.frame);
    this.now = null;
    plane.board.held = false;
    plane.scroller.classList.remove(`tk-b-doing-${now.kind}`);
    plane.lasso.hidden = true;
    plane.aim(null);
    if (!dropped) this._rest(now);
    plane.board.caughtUp();
  }

  _rest(now) {
    for (const place of now.places ?? []) {
      const element = this.plane.made.get(place.key);
      element?.classList.remove("tk-b-held");
      if (element) element.style.transform = "";
    }
    this.plane.curves.land();
  }
}
