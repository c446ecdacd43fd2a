/** The touchpoint map as a wall of cards: what is done here goes to the kernel as an intent; what is shown follows the store. */

import { Bar } from "./bar.js";
import { make } from "./dom.js";
import { Panel } from "./editor.js";
import { Keys } from "./keys.js";
import { Minimap } from "./minimap.js";
import { Plane } from "./plane.js";
import { putOnPaper } from "./sheet.js";
import { Typing } from "./typing.js";
import { applyDelta } from "./wall.js";

const KEY = "★ moment of truth · ● shortlist · ⚑ looks wrong · ✎ notes · ‖ parked · ≠ disputed · −1.2 received falls short of desired · "
  + "↓30 % below the minimum · A assumed, O observed, M measured · dashed: planned · italic: indirect";
const PATIENCE = 8000;
const NOTICE = 9000;
const FEW = 2;
const SPLITS = { all: [["all", ""]], now: [["now", ""]], target: [["target", ""]], both: [["now", "Today"], ["target", "Target"]] };

class Board {
  /** @param {any} model @param {HTMLElement} el */
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.view = Math.random().toString(36).slice(2);
    this.version = -1;
    this.count = 0;
    this.held = false;
    /** @type {any} */
    this.wall = null;
    this.look = { axis: "department", zoom: 1, arrows: "all", lanes: false, side: "all", text: "", gap: "any", evidence: "any",
      status: new Set(["exists", "planned"]), short: false, full: false, dense: false };
    this.chosen = new Set();
    /** @type {any} */
    this.opened = null;
    this.waiting = new Map();
    this.late = [];
    this.planes = [];
    this.keys = new Keys(this);
    this.typing = new Typing(this);
    this.notice = make("div", { class: "tk-b-notice", role: "status", "aria-live": "polite" });
    this.empty = make("p", { class: "tk-b-empty", hidden: true });
    this.maps = make("div", { class: "tk-b-maps" });
    this.bar = new Bar(this);
    this.panel = new Panel(this);
    this.minimap = new Minimap(this);
    this.body = make("div", { class: "tk-b-body" }, this.maps, this.panel.root, this.minimap.root);
    el.append(this.root = make("div", { class: "tk-b", "aria-busy": "true" }, this.bar.root, this.empty, this.body,
      make("p", { class: "tk-b-key", text: KEY }), this.notice));
    this.root.addEventListener("tk-paper", (/** @type {any} */ asked) => putOnPaper(this, asked.detail));
    this.hear = (message) => this._heard(message);
    model.on("msg:custom", this.hear);
    this.watcher = new ResizeObserver(() => this._resized());
    this.watcher.observe(this.maps);
    model.send({ kind: "hello", view: this.view });
  }

  get focused() {
    return this.root.contains(document.activeElement) || document.activeElement === document.body;
  }

  leave() {
    this.model.off("msg:custom", this.hear);
    this.watcher.disconnect();
    this.waiting.forEach(({ timer }) => clearTimeout(timer));
    clearTimeout(this.fading);
  }

  // what comes from the kernel

  _heard(message) {
    if (message.kind === "reply") return this._answered(message);
    if (message.kind === "told") return this._told(message.said);
    if (message.kind === "show") return this.wall && this._shown(message);
    // What arrives while a card is in the hand is shown once it is put down; a delta is small and keeps its order.
    if (this.held) return void this.late.push(message);
    this._take(message);
  }

  /** Another part of the step leads to a card, or to a cell a new one is to stand in. */
  _shown({ id, stage, department }) {
    if (id) return this.goTo(id, true);
    if (this.look.axis !== "department") this.change({ axis: "department" });
    return this.typing.add(this.planes[0], `cell ${stage ?? ""}\ncards ${department ?? ""}`);
  }

  _take(message) {
    if (message.kind === "wall") {
      const other = this.wall?.client !== message.wall.client;
      this.wall = message.wall;
      this.version = message.version;
      if (other) [this.chosen, this.opened] = [new Set(), null];
      this.root.removeAttribute("aria-busy");
    } else if (message.kind === "delta" && this.wall) {
      if (message.from !== this.version) return this.model.send({ kind: "hello", view: this.view });
      applyDelta(this.wall, message.delta);
      this.version = message.version;
    } else return;
    this._forget();
    this.draw();
  }

  /** Show what came while something was held. */
  caughtUp() {
    const late = this.late.splice(0);
    late.forEach((message) => this._take(message));
  }

  /** Let go of what is no longer there. */
  _forget() {
    const { opened, wall } = this;
    for (const id of this.chosen) if (!wall.cards[id]) this.chosen.delete(id);
    const tables = { card: "cards", arrow: "arrows", note: "notes", finding: "findings" };
    for (const [what, table] of Object.entries(tables)) if (opened?.[what] && !wall[table][opened[what]]) this.opened = null;
    if (opened?.cards) this.opened = this.chosen.size > 1 ? { cards: [...this.chosen] } : null;
  }

  _answered(message) {
    const asked = message.view === this.view && this.waiting.get(message.n);
    if (!asked) return;
    this.waiting.delete(message.n);
    clearTimeout(asked.timer);
    const [next] = this.waiting.keys();
    if (next) this._post(next);
    this.say(message.said, !message.ok);
    asked.done(message);
  }

  /** What others did is said behind why something was refused, never in its place. */
  _told(said) {
    const { textContent, classList } = this.notice, refused = textContent && classList.contains("tk-b-bad");
    this.say(refused ? `${textContent} ${said}` : said, !!refused);
  }

  // what goes to the kernel

  /** Ask for a change; the answer comes when it is stored, refused, or nobody answered. */
  send(name, args) {
    const n = (this.count += 1);
    return new Promise((done) => {
      this.waiting.set(n, { done, seen: this.version, name, args });
      if (this.waiting.size === 1) this._post(n);
    });
  }

  /** One goes out when the one before is answered: messages may overtake each other on their way. */
  _post(n) {
    const asked = this.waiting.get(n), { view } = this, { seen, name, args } = asked;
    asked.timer = setTimeout(() => this._answered({ view, n, ok: false,
      said: "No answer from touchkit. Nothing is known to be stored; if this stays, reload the page." }), PATIENCE);
    this.model.send({ kind: "intent", view, n, seen, name, args });
  }

  /** Move cards to a spot; `rest` puts them back into the layout once there is an answer. */
  async move(ids, { cell, before }, rest) {
    const { axis } = this.look, rows = axis === "department" || axis === "channel" ? axis : "";
    const inside = ids.every((id) => this.planes.some((plane) => plane.layout.cells.some((one) => one.kind === "cards" && one.row === cell.row && one.ids.includes(id))));
    if (axis === "persona" && !inside) {
      rest();
      return this.say("Who meets a touchpoint is said by its arrows, and by the stages a persona skips: change them there.", true);
    }
    const was = Object.fromEntries(ids.map((id) => {
      const { stage, department, channel } = this.wall.cards[id];
      return [id, { stage, department, channel }];
    }));
    await this.send("move", { ids, stage: cell.stage, rows, row: cell.row, before, was });
    rest();
    this.draw();
  }

  link(source, target) {
    return this.send("link", { source, target, persona: this.wall.persona, status: this.look.side === "target" ? "planned" : "current" });
  }

  addHere({ kind, stage, row, text }) {
    if (kind === "notes") return this.send("note", { lane: row, stage, text, persona: this.wall.persona });
    const { axis } = this.look, rows = axis === "department" || axis === "channel" ? axis : "";
    return this.send("add", { name: text, stage, rows, row, before: null });
  }

  // what is looked at

  change(some) {
    const fit = "axis" in some || "side" in some;
    Object.assign(this.look, some);
    this.root.classList.toggle("tk-b-full", this.look.full);
    if ("full" in some) {
      // JupyterLab holds everything within its panels; only what lies on top of the page has the whole window.
      this.root.popover = some.full ? "manual" : null;
      if (some.full) this.root.showPopover();
    }
    if (fit) this.planes.forEach((plane) => plane.scroller.scrollTo(0, 0));
    this.draw();
    // Two maps side by side are shown as wide as they are: to see them both is what they are for.
    if ("side" in some) this.zoomTo(some.side === "both" ? this._fitting((layout) => layout.width, "clientWidth") : 1);
  }

  choose(ids) {
    this.chosen = new Set(ids);
    if (ids.length > 1) this.open({ cards: ids }, true);
    else if (this.opened?.cards) this.close(true);
    else this.draw();
    if (ids.length > 1) this.say(`${ids.length} cards chosen.`);
  }

  open(what, quietly = false) {
    this.opened = what;
    this.draw();
    const plane = this.planes.find((one) => one.made.has(what.card));
    if (plane) plane.reveal(plane.made.get(what.card));
    if (!quietly) this.panel.enter?.();
  }

  close(quietly = false) {
    if (!this.opened) return quietly ? this.draw() : undefined;
    const inside = this.panel.root.contains(document.activeElement);
    this.opened = null;
    this.draw();
    if (inside && !quietly) this.focusBack();
  }

  focusBack() {
    this.keys.focus(this.keys.key);
  }

  /** Bring a card into sight and put the focus on it. */
  goTo(id, openIt = false) {
    const shown = () => this.planes.find((plane) => plane.layout.cards.has(id));
    if (this.wall.cards[id] && !shown()) {
      this.change({ text: "", gap: "any", evidence: "any", short: false, status: new Set([...this.look.status, this.wall.cards[id].status]),
        side: "all" });
    }
    const plane = shown();
    if (!plane) return;
    this.keys.focus(id, plane);
    if (openIt) {
      this.choose([id]);
      this.open({ card: id });
    }
  }

  zoomTo(zoom, at) {
    const wanted = Math.max(0.1, Math.min(2.5, zoom));
    for (const { scroller } of this.planes) {
      const box = scroller.getBoundingClientRect(), x = (at?.clientX ?? box.left + box.width / 2) - box.left, y = (at?.clientY ?? box.top + box.height / 2) - box.top;
      const ratio = wanted / this.look.zoom;
      scroller.next = [(scroller.scrollLeft + x) * ratio - x, (scroller.scrollTop + y) * ratio - y];
    }
    this.change({ zoom: wanted, dense: this.look.dense && wanted < 1 });
    for (const { scroller } of this.planes) scroller.scrollTo(...scroller.next);
  }

  /** Show the whole map; cards stand beside each other then, for a map is taller than a window. */
  fit() {
    this.change({ dense: true, zoom: 1 });
    this.zoomTo(Math.min(this._fitting((layout) => layout.width, "clientWidth"), this._fitting((layout) => layout.height, "clientHeight")));
  }

  _fitting(size, room) {
    return Math.min(1, ...this.planes.map(({ layout, scroller }) => scroller[room] / size(layout))) * 0.995;
  }

  say(words, bad = false) {
    this.notice.textContent = words ?? "";
    this.notice.classList.toggle("tk-b-bad", bad);
    clearTimeout(this.fading);
    this.fading = setTimeout(() => (this.notice.textContent = ""), NOTICE);
  }

  _resized() {
    const { offsetWidth } = this.maps;
    if (!this.wall || offsetWidth === this.wide) return;
    this.wide = offsetWidth;
    this.draw();
  }

  draw() {
    if (!this.wall || this.held) return;
    const sides = SPLITS[this.look.side];
    if (sides.map((one) => one[0]).join() !== this.planes.map((plane) => plane.side).join()) {
      this.planes = sides.map(([side, title]) => new Plane(this, side, title));
      this.planes.forEach((plane) => this.keys.hear(plane));
      this.maps.replaceChildren(...this.planes.map((plane) => plane.root));
    }
    this.empty.textContent = this.wall.empty ?? "";
    this.empty.hidden = Object.keys(this.wall.cards).length >= FEW || !this.wall.empty;
    this.root.classList.toggle("tk-b-has-panel", this.opened !== null);
    this.planes.forEach((plane) => plane.draw());
    this.keys.settle(this.planes);
    this.typing.place();
    this.bar.draw();
    this.panel.draw();
    this.minimap.draw();
  }
}

export default {
  /** @param {{model:any, el:HTMLElement}} context */
  render({ model, el }) {
    const board = new Board(model, el);
    el.board = board;
    return () => board.leave();
  },
};
