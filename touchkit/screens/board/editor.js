/** The panel beside the map: one card, several, an arrow, a note or a finding; its fields save as they change. */

import { cut, make } from "./dom.js";
import { labelled, named, offer, press, put, saving } from "./fields.js";
import { percent, signed } from "./wall.js";

const CARD_FIELDS = [["Stage", "stage", "stages", "No stage yet"], ["Department", "department", "departments", "Nobody yet"],
  ["Channel", "channel", "channels", "Not said"], ["Contact", "contact", "contacts"], ["Status", "status", "statuses"],
  ["Verdict", "verdict", "verdicts", "None yet"]];
const NOTE_FIELDS = [["How we know", "evidence", "evidences"], ["How bad it is", "severity", "severities", "Not said", "obstacle annoyance"],
  ["Whether it is met", "met", "mets", "Not said", "expectation promise"]];
const URGENCY = { mend: "To mend: ", look: "Look at it: ", note: "Good to know: " };

export class Panel {
  /** @param {any} board */
  constructor(board) {
    this.board = board;
    this.key = "";
    /** @type {any} */
    this.wall = null;
    /** @type {(() => void)[]} what brings the fields up to date */
    this.fresh = [];
    this.unfolded = new Set();
    this.root = make("aside", { class: "tk-b-panel", hidden: true, tabindex: "-1", "aria-label": "What is open", onkeydown: (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      board.close();
    } });
  }

  draw() {
    const { opened } = this.board, key = JSON.stringify(opened), had = this.root.contains(document.activeElement);
    const [kind, what] = Object.entries(opened ?? {})[0] ?? [];
    if (key !== this.key || this.wall !== this.board.wall) {
      Object.assign(this, { key, wall: this.board.wall, fresh: [] });
      this.root.hidden = !kind;
      this.root.replaceChildren(...(kind ? this.build(kind, what) : []));
      this.root.scrollTop = 0;
    }
    this.fresh.forEach((bring) => bring());
    if (had && !kind) this.board.focusBack();
  }

  /** Who opened it by keyboard goes on in its first field. */
  enter() {
    if (document.activeElement?.matches(":focus-visible")) this.root.querySelector("input, select, textarea, .tk-b-fields button")?.focus();
  }

  build(kind, what) {
    const name = (id) => cut(this.wall.cards[id]?.name ?? "", 80);
    const title = this.words("h2", {
      card: () => name(what), cards: () => `${what.length} cards`, note: () => `${this.lane(what)}: ${this.about(what)}`, finding: () => "What looks wrong",
      arrow: () => `${name(this.wall.arrows[what].source)} → ${name(this.wall.arrows[what].target)}`,
    }[kind]);
    const shut = press("×", () => this.board.close(), { "aria-label": "Close", class: "tk-b-press tk-b-shut" });
    return [make("div", { class: "tk-b-panel-head" }, title, shut), make("div", { class: "tk-b-fields" }, ...this[kind](what))];
  }

  send(name, args) {
    return this.board.send(name, args);
  }

  /** Words that follow the store. */
  words(tag, said, kind) {
    const element = make(tag, { dir: "auto", class: kind });
    this.fresh.push(() => { if (element.textContent !== said()) element.textContent = said(); });
    return element;
  }

  /** A field that follows the store and saves as it changes. */
  field(label, control, stored, save, kind) {
    saving(control, stored, save);
    this.fresh.push(() => put(control, stored()));
    return labelled(label, control, kind);
  }

  text(label, stored, save, tag = "input") {
    return this.field(label, make(tag, { type: tag === "input" && "text", dir: "auto" }), stored, save);
  }

  tick(label, stored, save) {
    return this.field(label, make("input", { type: "checkbox" }), stored, save, "tk-b-tick");
  }

  pick(label, options, stored, save) {
    const select = make("select");
    this.fresh.push(() => offer(select, options()));
    return this.field(label, select, stored, save);
  }

  /** What a table of the wall offers; first what stands for none. */
  list(table, none) {
    return [...(none ? [["", none]] : []), ...this.wall[table].map((one) => [one.id, one.name])];
  }

  /** Rows that come and go with the store. */
  rows(ids, row) {
    const box = make("div"), made = new Map();
    this.fresh.push(() => {
      const now = ids(), had = box.contains(document.activeElement), outer = this.fresh;
      for (const [id, one] of made) if (!now.includes(id)) { one.root.remove(); made.delete(id); }
      now.forEach((id, n) => {
        if (!made.has(id)) {
          this.fresh = [];
          made.set(id, { root: row(id), fresh: this.fresh });
          this.fresh = outer;
        }
        const { root, fresh } = made.get(id);
        if (box.children[n] !== root) box.insertBefore(root, box.children[n] ?? null);
        fresh.forEach((bring) => bring());
      });
      if (had && !box.contains(document.activeElement)) this.root.focus();
    });
    return box;
  }

  /** A part that unfolds; it stays unfolded from card to card. */
  fold(name, said, ...body) {
    const part = make("details", { open: this.unfolded.has(name), class: "tk-b-fold", ontoggle: () => this.unfolded[part.open ? "add" : "delete"](name) },
      this.words("summary", said), ...body);
    return part;
  }

  pair(...fields) {
    return make("div", { class: "tk-b-pair" }, ...fields.filter(Boolean));
  }

  remove(label, name, args) {
    return press(label, () => this.send(name, args), { class: "tk-b-press tk-b-remove" });
  }

  /** Ids of the rows of a table that meet a condition. */
  those(table, meets) {
    return Object.values(this.wall[table]).filter(meets).map((one) => one.id);
  }

  card(id) {
    const { wall } = this, card = () => wall.cards[id] ?? {}, edit = (field) => (value, was) => this.send("edit", { id, field, value, was });
    const order = (note) => wall.lanes.findIndex((lane) => lane.id === wall.notes[note].lane);
    const notes = () => this.those("notes", (note) => note.touchpoint === id).sort((a, b) => order(a) - order(b));
    const arrows = () => wall.assumed ? [] : this.those("arrows", (one) => one.source === id || one.target === id);
    const text = (label, field, key, tag) => this.text(label, () => String(card()[key] ?? ""), edit(field), tag);
    const mark = (label, name, key) => [
      this.tick(label, () => !!card()[key], (on) => this.send(name, { ids: [id], on })),
      this.text("Why", () => typeof card()[key] === "string" ? card()[key] : "", (reason) => this.send(name, { ids: [id], on: true, reason }))];
    const found = (fact) => this.rows(() => this.those("findings", (one) => one.touchpoint === id && (one.severity === "note") === fact),
      (one) => make("div", { class: "tk-b-finding" }, ...this.finding(one)));
    const join = (label, ends) => this.pick(label, () => [["", "Choose a card …"], ...this.others(id)], () => "", (other) => this.board.link(...ends(other)));
    return [
      found(false),
      text("Name", "name", "name"),
      this.pair(...CARD_FIELDS.map(([label, field, table, none]) => this.pick(label, () => this.list(table, none), () => card()[field] ?? "", edit(field)))),
      this.tick("★ Moment of truth", () => !!card().truth, edit("moment_of_truth")), this.tick("● On the shortlist", () => !!card().short, edit("shortlist")),
      text("What happens there", "description", "about", "textarea"), text("What it costs a year today", "cost_now", "cost"),
      this.words("p", () => scoreWords(card()), "tk-b-scores"),
      this.fold("notes", () => `Notes: ${notes().length || "none yet"}`, ...this.newNote(id),
        this.rows(notes, (note) => this.fold(note, () => `${this.lane(note)}: ${cut(wall.notes[note].text, 90)}`, ...this.note(note)))),
      this.fold("arrows", () => `Arrows: ${arrows().length || "none drawn yet"}`,
        this.rows(arrows, (one) => this.fold(one, () => this.going(one, id), ...this.arrow(one))),
        join("Draw an arrow to …", (other) => [id, other]), join("Draw an arrow from …", (other) => [other, id])),
      this.fold("aside", () => [["parked", "Parked"], ["disputed", "Disputed"]].filter(([key]) => card()[key]).map((one) => one[1]).join(", ") || "Park or dispute it",
        ...mark("Parked for later", "park", "parked"), ...mark("Disputed", "dispute", "disputed")),
      found(true), this.remove("Remove this card", "remove", { ids: [id] }),
    ];
  }

  cards(ids) {
    const { wall } = this, edit = (field) => (value) => this.send("editMany", { ids, field, value });
    const shared = (key) => {
      const [first, ...others] = new Set(ids.map((id) => wall.cards[id]?.[key] ?? ""));
      return others.length ? "*" : first;
    };
    const all = (key) => () => ids.every((id) => wall.cards[id]?.[key]);
    return [
      this.pair(...CARD_FIELDS.map(([label, field, table, none]) =>
        this.pick(label, () => [...(shared(field) === "*" ? [["*", "(different)"]] : []), ...this.list(table, none)], () => shared(field), edit(field)))),
      this.tick("★ All are moments of truth", all("truth"), edit("moment_of_truth")), this.tick("● All on the shortlist", all("short"), edit("shortlist")),
      this.tick("All parked for later", all("parked"), (on) => this.send("park", { ids, on })),
      this.remove("Remove all", "remove", { ids }),
    ];
  }

  arrow(id) {
    const { wall } = this, arrow = () => wall.arrows[id] ?? {}, change = (field) => (value) => this.send("relink", { id, field, value });
    if (wall.assumed) return [make("p", { text: "Nobody drew this arrow: it follows the order of the cards. Draw the first one, and all assumed ones go." })];
    const goes = (one) => !!arrow().personas?.includes(one);
    return [
      this.pick("When", () => this.list("links"), () => arrow().status ?? "", change("status")),
      this.text("How many of those who are there go on this way, in %", () => arrow().share === undefined ? "" : String(Math.round(arrow().share * 1000) / 10),
        (value) => change("share")(value.trim() ? parseFloat(value.replace(",", ".")) / 100 || value : null)),
      make("fieldset", {}, make("legend", { text: "Who goes this way (none ticked: everybody)" }),
        this.rows(() => this.those("personas", () => true), (one) => this.tick(named(wall.personas, one), () => goes(one), (on) =>
          change("personas")(this.those("personas", (other) => other.id === one ? on : goes(other.id)))))),
      this.pair(press("Turn round", () => this.send("turn", { id })), this.remove("Remove", "unlink", { ids: [id] })),
    ];
  }

  note(id) {
    const note = () => this.wall.notes[id] ?? {}, edit = (field) => (value, was) => this.send("editNote", { id, field, value, was });
    const asked = NOTE_FIELDS.filter(([, field, , , lanes]) => !lanes || note()[field] || lanes.includes(note().lane));
    return [
      this.text("Words", () => note().text ?? "", edit("text"), "textarea"),
      this.pair(...asked.map(([label, field, table, none]) => this.pick(label, () => this.list(table, none), () => note()[field] ?? "", edit(field)))),
      this.remove("Remove", "removeNote", { id }),
    ];
  }

  finding(id) {
    const { message, severity, fix, touchpoint } = this.wall.findings[id], mend = (choice) => this.send("fix", { id, choice });
    const others = () => fix.choices?.map(([name, one]) => [one, name]) ?? this.others(touchpoint);
    const reason = make("input", { type: "text", onkeydown: (event) => { if (event.key === "Enter") accept(); } });
    const accept = () => this.send("accept", { id, reason: reason.value });
    return [
      make("p", {}, make("strong", { text: URGENCY[severity] ?? "" }), message),
      fix && (fix.pick || fix.choices ? this.pick(fix.label, () => [["", "Choose …"], ...others()], () => "", mend) : press(fix.label, () => mend())),
      make("div", { class: "tk-b-entry" }, labelled("All right, because …", reason), press("Accept", accept)),
    ].filter(Boolean);
  }

  others(id) {
    return Object.values(this.wall.cards).filter((one) => one.id !== id && one.status !== "retired").map((one) => [one.id, cut(one.name, 60)]);
  }

  newNote(touchpoint) {
    const lane = make("select"), text = make("textarea", { onkeydown: async (event) => {
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      const typed = text.value;
      if (!typed.trim()) return;
      const { ok } = await this.send("note", { lane: lane.value, text: typed, touchpoint, persona: this.wall.persona });
      if (ok && text.value === typed) text.value = "";
    } });
    this.fresh.push(() => offer(lane, this.list("lanes")));
    return [labelled("New note", lane), labelled("Type, then Enter", text)];
  }

  lane(id) {
    const { lanes, personas, notes } = this.wall, { lane, persona } = notes[id];
    return named(lanes, lane) + (persona ? ` (${named(personas, persona)})` : "");
  }

  /** What a note stands on. */
  about(id) {
    const { touchpoint, stage } = this.wall.notes[id];
    return touchpoint ? cut(this.wall.cards[touchpoint]?.name ?? "", 60) : named(this.wall.stages, stage);
  }

  /** An arrow in words, from where one of its cards stands. */
  going(id, from) {
    const { wall } = this, { source, target, personas, status, share } = wall.arrows[id], out = source === from;
    const people = (personas ?? []).map((one) => named(wall.personas, one)).join(", ");
    return [`${out ? "Leads to" : "Comes from"} “${cut(wall.cards[out ? target : source]?.name ?? "", 60)}”`, people || "everybody",
      status === "planned" && "planned", share !== undefined && percent(share)].filter(Boolean).join(" · ");
  }
}

/** What the scores of a card say. */
function scoreWords({ gap, below, whose, few }) {
  const said = gap === undefined ? "" : Math.abs(gap) < 0.05 ? "Received is what is desired. "
    : `Received is ${signed(gap).slice(1)} ${gap < 0 ? "short of" : "above"} what is desired. `;
  const share = below === undefined ? "" : `${percent(below)} of the answers are below the minimum. `;
  return `${said}${share}${few ? "Too few answers for a number. " : ""}${whose ? `Whose numbers: ${whose}.` : ""}` || "Nobody has scored it yet.";
}
