/** Value against effort: cards dragged, or moved by key, to what the room guesses; what is shown follows the store. */

import { make } from "../board/dom.js";
import { Drag } from "./drag.js";
import { Tools } from "./tools.js";

const BANDS = "SML";
const PATIENCE = 8000;
const STEPS = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

class Matrix {
  /** @param {any} model @param {HTMLElement} el */
  constructor(model, el) {
    this.model = model;
    /** @type {any} what the kernel sent last */
    this.state = null;
    this.chosen = "";
    /** Where cards were put, by id, until that is answered; and what is waited for, by number. */
    this.asked = new Map();
    this.waiting = new Map();
    this.made = new Map();
    this.cells = new Map();
    this.texts = [];
    this.tools = new Tools(this);
    this.notice = make("div", { class: "tk-m-notice", role: "status" });
    this.grid = make("div", { class: "tk-m-grid" }, this._text(({ words }) => words.axis),
      ...[...BANDS].map((band) => this._text(({ effort }) => effort[band])),
      ...[..."LMS"].flatMap((lift) => [this._text((state) => state.lift[lift]), ...[...BANDS].map((effort) => this._cell(lift + effort))]));
    this.scroller = make("div", { class: "tk-m-scroll" }, this.grid);
    this.root = make("div", { class: "tk-m", role: "group", "aria-label": "Value and effort" },
      this.tools.root, make("div", { class: "tk-m-body" }, this._cell("tray"), this.scroller), this.notice);
    el.append(this.root);
    this.drag = new Drag(this);
    this.root.addEventListener("keydown", (event) => this._key(event));
    for (const kind of ["focusin", "click"]) this.root.addEventListener(kind, ({ target }) => this.choose(target.closest(".tk-m-card")?.dataset.id));
    this.hear = (message) => this._heard(message);
    model.on("msg:custom", this.hear);
    model.send({ kind: "hello" });
  }

  /** A line on an axis, or the name of a corner. */
  _text(words, kind = "tk-m-axis") {
    const made = make("p", { class: kind });
    this.texts.push((state) => write(made, words(state)));
    return made;
  }

  _cell(at) {
    const cell = make("div", { class: `tk-m-cell tk-m-${at}`, role: "group", "data-cell": at },
      this._text(({ corners, tray }) => (at === "tray" ? tray : corners[at]), "tk-m-corner"), make("div", { class: "tk-m-cards" }));
    this.texts.push(({ corners }) => cell.setAttribute("aria-label", [this.where(at), corners[at]].filter(Boolean).join(": ")));
    this.cells.set(at, cell);
    return cell;
  }

  leave() {
    this.model.off("msg:custom", this.hear);
    this.drag.stop();
    this.waiting.forEach(({ timer }) => clearTimeout(timer));
  }

  // what comes from the kernel

  _heard(message) {
    if (message.kind === "reply") return this._answered(message);
    const { state, drag } = this, held = drag.now?.id;
    this.state = message;
    if (state?.client !== message.client) this.asked.clear(), this.notice.replaceChildren();
    else for (const { id, title } of state.cards) {
      if (this.card(id) || (id !== held && id !== this.chosen)) continue;
      if (id === held) drag.stop();
      this.say(`“${title}” is no longer here: it was removed, merged or done.`, true);
    }
    this.draw();
  }

  _answered({ n, ok, said }) {
    const asked = this.waiting.get(n);
    if (!asked) return;
    this.waiting.delete(n);
    clearTimeout(asked.timer);
    const [next] = this.waiting.keys();
    if (next) this._post(next);
    if (this.asked.get(asked.id)?.n === n) this.asked.delete(asked.id);
    if (said) this.say(said, !ok);
    this.draw();
  }

  // what goes to the kernel

  /** Ask for a change; one goes out when the one before is answered, for messages may overtake each other on their way. */
  send(name, id, more) {
    const n = Math.random();
    this.waiting.set(n, { id, message: { kind: "intent", n, name, args: { id, ...more } } });
    if (this.waiting.size === 1) this._post(n);
    return n;
  }

  _post(n) {
    const asked = this.waiting.get(n);
    asked.timer = setTimeout(() => this._answered({ n, said: "No answer: nothing is known to be stored. If this stays, reload the page." }), PATIENCE);
    this.model.send(asked.message);
  }

  /** Put a card into a cell; it stands there until the answer comes. */
  put(id, cell) {
    const was = this.place(id), tray = cell === "tray", [lift, effort] = tray ? "" : cell;
    if (!was || (was.cell === cell && !(tray && (was.lift || was.effort)))) return;
    const n = tray ? this.send("back", id) : this.send("guess", id, { lift, effort, was: was.cell });
    this.asked.set(id, { n, cell, lift, effort });
    this.draw();
    const made = this.made.get(id);
    if (made === document.activeElement) made.scrollIntoView({ block: "nearest" });
  }

  /** Move a card by bands; one that is not guessed yet goes to what is known of it, else into the middle. */
  step(id, up, right) {
    const { cell, lift, effort } = this.place(id);
    if (cell === "tray") return this.put(id, (lift || "M") + (effort || "M"));
    const to = [BANDS[BANDS.indexOf(lift) + up], BANDS[BANDS.indexOf(effort) + right]];
    if (to.every(Boolean)) return this.put(id, to.join(""));
    this.say(`${this.card(id).title} is at the edge: ${this.where(cell)}.`);
  }

  // what is shown

  card(id) {
    return this.state?.cards.find((one) => one.id === id);
  }

  /** Where a card stands: as it was asked for last, else as it is stored. */
  place(id) {
    return this.asked.get(id) ?? this.card(id);
  }

  where(cell) {
    const { words, tray } = this.state;
    return cell === "tray" ? tray : `${words.lift} ${cell[0]}, ${words.effort} ${cell[1]}`;
  }

  choose(id) {
    if (!id) return;
    this.chosen = id;
    for (const [one, made] of this.made) made.classList.toggle("tk-m-chosen", one === id);
    this.tools.draw();
  }

  _key(event) {
    const { key } = event, id = event.target.closest(".tk-m-card")?.dataset.id;
    if (!id || event.ctrlKey || event.metaKey || event.altKey || this.drag.now?.going) return;
    if (STEPS[key]) this.step(id, ...STEPS[key]);
    else if (key === "Delete" || key === "0") this.put(id, "tray");
    else if (key === "Enter") this.send("open", id);
    else return;
    event.preventDefault();
  }

  say(words, bad = false) {
    this.notice.replaceChildren(make("p", { class: bad ? "tk-m-said tk-m-bad" : "tk-m-said", text: words }));
  }

  draw() {
    const { state, made } = this;
    if (!state || this.drag.now?.going) return;
    if (!this.card(this.chosen)) this.chosen = "";
    const focused = document.activeElement, id = this.root.contains(focused) && focused.dataset.id;
    const beside = id && (focused.nextSibling ?? focused.previousSibling)?.dataset.id;
    this.texts.forEach((show) => show(state));
    const filled = new Map([...this.cells.keys()].map((cell) => [cell, []]));
    for (const card of state.cards) filled.get(this.place(card.id).cell).push(this._made(card));
    for (const [known, element] of made) if (!this.card(known)) element.remove(), made.delete(known);
    for (const [cell, cards] of filled) {
      const holder = this.cells.get(cell).lastChild;
      cards.forEach((one, at) => holder.childNodes[at] !== one && holder.insertBefore(one, holder.childNodes[at] ?? null));
    }
    if (id) (made.get(id) ?? made.get(beside))?.focus({ preventScroll: true });
    this.tools.draw();
  }

  _made(card) {
    const { id, kind, title, signs, guesses } = card;
    if (!this.made.has(id)) {
      this.made.set(id, make("button", { type: "button", "data-id": id }, make("span", { class: "tk-m-title", dir: "auto" }),
        ...["signs", "guesses", "unseen"].map((part) => make("span", { class: `tk-m-${part}` }))));
    }
    const made = this.made.get(id);
    [title, signs, guesses, `, ${this.where(this.place(id).cell)}`].forEach((text, at) => write(made.childNodes[at], text));
    made.className = `tk-m-card tk-m-${kind}${id === this.chosen ? " tk-m-chosen" : ""}${this.asked.has(id) ? " tk-m-asked" : ""}`;
    return made;
  }
}

/** Write a text where it differs. */
function write(element, text = "") {
  if (element.textContent !== text) element.textContent = text;
}

export default {
  /** @param {{model: any, el: HTMLElement}} context */
  render({ model, el }) {
    const matrix = new Matrix(model, el);
    el.matrix = matrix;
    return () => matrix.leave();
  },
};
