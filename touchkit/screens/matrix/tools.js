/** What is known of the chosen card, and buttons that do what dragging does. */

import { make } from "../board/dom.js";

export class Tools {
  /** @param {any} matrix */
  constructor(matrix) {
    this.matrix = matrix;
    const press = (text, act) => make("button", { type: "button", class: "tk-m-press", text, onclick: () => act(matrix.chosen) });
    this.steps = [["↑", 1, 0], ["↓", -1, 0], ["←", 0, -1], ["→", 0, 1]].map(([sign, up, right]) => press(sign, (id) => matrix.step(id, up, right)));
    this.buttons = make("div", { class: "tk-m-presses" }, ...this.steps,
      press("Put back", (id) => matrix.put(id, "tray")), press("Open", (id) => matrix.send("open", id)));
    this.root = make("div", { class: "tk-m-tools" },
      make("p", {}, this.title = make("strong", { dir: "auto" }), this.whole = make("span")), this.buttons);
  }

  draw() {
    const { matrix } = this, { words, how } = matrix.state, card = matrix.card(matrix.chosen);
    this.buttons.hidden = !card;
    this.title.textContent = card ? card.title : "";
    this.whole.textContent = card ? ` ${card.whole}` : how;
    const names = [`more ${words.lift}`, `less ${words.lift}`, `less ${words.effort}`, `more ${words.effort}`];
    this.steps.forEach((button, at) => button.setAttribute("aria-label", names[at]));
  }
}
