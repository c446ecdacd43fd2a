/** Mouse, pen and finger: a card taken from one cell to another. */

const SLACK = 5;
const PRESS = 260;
const EDGE = 48;

export class Drag {
  /** @param {any} matrix */
  constructor(matrix) {
    this.matrix = matrix;
    /** @type {any} */
    this.now = null;
    const { root } = matrix;
    root.addEventListener("pointerdown", (event) => this._down(event));
    root.addEventListener("touchmove", (event) => this.now?.going && event.preventDefault(), { passive: false });
    root.addEventListener("contextmenu", (event) => this.now && event.preventDefault());
    // Heard on the window: a card may be let go anywhere.
    this.heard = { pointermove: (event) => event.isPrimary && this._moved(event), pointerup: (event) => event.isPrimary && this._up(event),
      pointercancel: () => this.stop(), keydown: ({ key }) => key === "Escape" && this.stop() };
  }

  _down(event) {
    const card = event.target.closest(".tk-m-card");
    if (!card || event.button || this.now) return;
    this.now = { id: card.dataset.id, card, event, from: event, touch: event.pointerType === "touch" };
    for (const [kind, hear] of Object.entries(this.heard)) window.addEventListener(kind, hear);
    // Before that a finger scrolls as everywhere.
    if (this.now.touch) this.now.timer = setTimeout(() => this._go(), PRESS);
  }

  _moved(event) {
    const { now } = this, { from } = now;
    now.event = event;
    if (!now.going && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > SLACK) {
      if (now.touch) return this.stop();
      this._go();
    }
    if (now.going) this._soon();
  }

  _go() {
    const { now, matrix } = this, { root } = matrix, box = now.card.getBoundingClientRect(), ghost = now.card.cloneNode(true);
    Object.assign(now, { going: true, ghost, x: now.from.clientX - box.left, y: now.from.clientY - box.top });
    ghost.classList.add("tk-m-ghost");
    ghost.inert = true;
    ghost.style.width = `${box.width}px`;
    now.card.classList.add("tk-m-lifted");
    root.append(ghost);
    // The root never moves in the page: what it has captured is not lost when cards do.
    root.setPointerCapture(now.event.pointerId);
    this._soon();
  }

  _soon() {
    this.now.frame ||= requestAnimationFrame(() => this._frame());
  }

  _frame() {
    const { now, matrix: { root, scroller } } = this, { clientX, clientY } = now.event;
    const box = root.getBoundingClientRect(), view = scroller.getBoundingClientRect(), before = scroller.scrollTop;
    now.frame = 0;
    now.ghost.style.transform = `translate(${clientX - now.x - box.left}px, ${clientY - now.y - box.top}px)`;
    this._aim(this._over());
    scroller.scrollTop += (Math.max(0, clientY - view.bottom + EDGE) - Math.max(0, view.top + EDGE - clientY)) / 4;
    if (scroller.scrollTop !== before) this._soon();
  }

  /** The cell below the pointer. */
  _over() {
    const { clientX, clientY } = this.now.event, cells = [...this.matrix.cells.values()];
    return document.elementsFromPoint(clientX, clientY).find((one) => cells.includes(one));
  }

  _aim(cell) {
    for (const one of this.matrix.cells.values()) one.classList.toggle("tk-m-aim", one === cell);
  }

  _up(event) {
    const { now } = this;
    now.event = event;
    const over = now.going && this._over();
    this.stop();
    if (over) this.matrix.put(now.id, over.dataset.cell);
  }

  /** Let go: the card is where it is stored, unless it is put elsewhere now. */
  stop() {
    const { now } = this;
    if (!now) return;
    this.now = null;
    clearTimeout(now.timer);
    cancelAnimationFrame(now.frame);
    for (const [kind, hear] of Object.entries(this.heard)) window.removeEventListener(kind, hear);
    now.card.classList.remove("tk-m-lifted");
    now.ghost?.remove();
    this._aim();
    this.matrix.draw();
  }
}
