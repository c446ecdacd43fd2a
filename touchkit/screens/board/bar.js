/** The bar above the map: what is looked at, search, filter, zoom, undo, paper. */

import { make } from "./dom.js";
import { labelled, offer, press, put } from "./fields.js";
import { KEYS } from "./keys.js";
import { printSheet, saveSheet } from "./sheet.js";
import { holds, passes } from "./wall.js";

const AXES = [["department", "Department"], ["channel", "Channel"], ["persona", "Persona"], ["lane", "Service blueprint"]];
const SIDES = [["all", "Everything"], ["now", "Today"], ["target", "Target"], ["both", "Today | target"]];
const ARROWS = [["all", "All"], ["chosen", "Of the chosen card"], ["none", "None"]];
const GAPS = [["any", "Any"], ["short", "Received falls short"], ["none", "No score yet"]];
const UNFILTERED = { gap: "any", evidence: "any", short: false };

export class Bar {
  /** @param {any} board */
  constructor(board) {
    this.board = board;
    /** @type {(() => void)[]} what brings the controls up to date */
    this.fresh = [];
    this.at = -1;
    this.search = make("input", { type: "search", class: "tk-b-search", "aria-label": "Search the cards", placeholder: "Search",
      oninput: () => { this.at = -1; board.change({ text: this.search.value }); }, onkeydown: (event) => this.find(event) });
    this.hits = make("span", { class: "tk-b-said" });
    this.shown = make("span");
    this.kept = make("span", { class: "tk-b-kept" }, this.shown, press("Show all", () => {
      board.change({ ...UNFILTERED, status: this.every() });
      this.search.focus();
    }));
    this.zoom = press("100 %", () => board.zoomTo(1), { class: "tk-b-press tk-b-zoom" });
    const help = make("table", {}, ...[["Keys", "What they do", "The same by mouse"], ...KEYS].map((row, n) =>
      make("tr", {}, ...row.map((text) => make(n ? "td" : "th", { text })))));
    const together = (...controls) => make("div", { class: "tk-b-together" }, ...controls);
    const closer = (text, label, by) => press(text, () => board.zoomTo(board.look.zoom * by), { "aria-label": label });
    this.root = make("div", { class: "tk-b-bar", role: "group", "aria-label": "What the map shows" },
      this.choice("Rows by", AXES, "axis"), this.choice("Map", SIDES, "side"), this.choice("Arrows", ARROWS, "arrows"),
      this.toggle("Lanes", "lanes"), together(this.search, this.hits), this.drop("Filter", this.filters()), this.kept,
      together(closer("−", "Smaller", 0.8), this.zoom, closer("+", "Larger", 1.25), press("Fit", () => board.fit()), this.toggle("Full window", "full")),
      together(this.turn("Undo", "undo"), this.turn("Redo", "redo")),
      together(press("Print", () => printSheet(board)), press("Save as SVG", () => saveSheet(board)), this.drop("Keys", help)));
  }

  /** A drop-down that sets one thing of the look. */
  choice(label, options, name, kind = "tk-b-beside") {
    const select = make("select", { onchange: () => this.board.change({ [name]: select.value }) });
    this.fresh.push(() => put(offer(select, options instanceof Function ? options() : options), this.board.look[name]));
    return labelled(label, select, kind);
  }

  /** A button that turns one thing of the look on and off. */
  toggle(label, name) {
    const button = press(label, () => this.board.change({ [name]: !this.board.look[name] }));
    this.fresh.push(() => {
      button.setAttribute("aria-pressed", this.board.look[name]);
      button.hidden = name === "lanes" && this.board.look.axis === "lane";
    });
    return button;
  }

  /** Undo or redo; with nothing to turn it stays where it is and keeps the focus. */
  turn(label, name) {
    const button = press(label, () => this.board.wall[name] && this.board.send(name, {}));
    this.fresh.push(() => {
      const what = this.board.wall[name];
      button.setAttribute("aria-disabled", !what);
      button.title = what ? `${label}: ${what}` : `Nothing to ${name}`;
    });
    return button;
  }

  /** A button with a panel that drops from it; Escape or a press elsewhere closes it. */
  drop(label, content) {
    const panel = make("div", { class: "tk-b-drop", role: "group", "aria-label": label, tabindex: "0", hidden: true }, content);
    const show = (open) => {
      panel.hidden = !open;
      button.setAttribute("aria-expanded", open);
      document[open ? "addEventListener" : "removeEventListener"]("pointerdown", outside);
    };
    const button = press(label, () => show(panel.hidden), { "aria-expanded": "false" });
    const root = make("div", { class: "tk-b-dropping", onkeydown: (event) => {
      if (event.key !== "Escape" || panel.hidden) return;
      event.stopPropagation();
      show(false);
      button.focus();
    } }, button, panel);
    const outside = (event) => root.contains(event.target) || show(false);
    return root;
  }

  filters() {
    const { board } = this, statuses = make("fieldset", {}, make("legend", { text: "Status" }));
    const persona = make("select", { onchange: async () => {
      const { ok } = await board.send("persona", { id: persona.value });
      if (!ok) persona.value = board.wall.persona;
    } });
    const tick = (label, on, change) => {
      const box = make("input", { type: "checkbox", onchange: () => change(box.checked) });
      this.fresh.push(() => put(box, on()));
      return labelled(label, box, "tk-b-tick");
    };
    this.fresh.push(() => {
      put(offer(persona, [["", "Everybody"], ...board.wall.personas.map((one) => [one.id, one.name])]), board.wall.persona);
      if (statuses.children.length > 1) return;
      statuses.append(...board.wall.statuses.map(({ id, name }) => tick(name, () => board.look.status.has(id), (on) => {
        const status = new Set(board.look.status);
        status[on ? "add" : "delete"](id);
        board.change({ status });
      })));
    });
    return make("div", { class: "tk-b-filters" }, labelled("Whose journey", persona), statuses, this.choice("Gap", GAPS, "gap", "tk-b-label"),
      this.choice("Evidence", () => [["any", "Any"], ...board.wall.evidences.map((one) => [one.id, one.name])], "evidence", "tk-b-label"),
      tick("Shortlist only", () => board.look.short, (short) => board.change({ short })));
  }

  every() {
    return new Set(this.board.wall.statuses.map((one) => one.id));
  }

  /** The cards that hold the words searched for, stage by stage. */
  found() {
    const { wall, look, planes } = this.board;
    const places = planes.flatMap((plane) => [...plane.layout.cards.values()].sort((a, b) => a.x - b.x || a.y - b.y));
    return look.text.trim() ? [...new Set(places.map((place) => place.id))].filter((id) => holds(wall, wall.cards[id], look.text)) : [];
  }

  /** Enter: the next hit; Escape: onto the card found, or nothing searched for. */
  find(event) {
    const { board, search } = this, found = this.found();
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (this.at >= 0) return board.focusBack();
      board.change({ text: (search.value = "") });
    }
    if (event.key !== "Enter") return;
    if (!found.length) return board.say("No card holds these words.");
    this.at = (this.at + 1) % found.length;
    board.goTo(found[this.at]);
    search.focus({ preventScroll: true });
    board.say(`${this.at + 1} of ${found.length}: ${board.wall.cards[found[this.at]].name}. Enter: the next; Escape: onto the card.`);
  }

  draw() {
    const { wall, look, planes } = this.board, cards = Object.values(wall.cards), hits = this.found().length;
    this.fresh.forEach((bring) => bring());
    // Retired cards are out of the way by themselves: that hides nothing anybody would look for.
    const all = look.status.has("retired") ? this.every() : new Set([...this.every()].filter((one) => one !== "retired"));
    const count = (asked) => cards.filter((card) => planes.some((plane) => passes(wall, asked, plane.side, card))).length;
    const total = count({ ...UNFILTERED, status: all }), shown = count(look), zoom = `${Math.round(look.zoom * 100)} %`;
    this.kept.hidden = shown === total;
    this.shown.textContent = `${shown} of ${total} shown`;
    this.hits.textContent = look.text.trim() ? `${hits} ${hits === 1 ? "hit" : "hits"}` : "";
    this.zoom.textContent = zoom;
    this.zoom.setAttribute("aria-label", `Zoom ${zoom}: back to 100 %`);
  }
}
