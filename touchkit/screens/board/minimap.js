/** The minimap: each map small, what is seen as a frame; there only while the map is larger than its window. */

import { make } from "./dom.js";

const MINI = [112, 120];

export class Minimap {
  /** @param {any} board */
  constructor(board) {
    this.board = board;
    /** Each map carries its own. */
    this.root = null;
    this.small = new WeakMap();
  }

  draw() {
    for (const plane of this.board.planes) {
      if (!this.small.has(plane)) this.small.set(plane, this.add(plane));
      this.paint(plane);
    }
  }

  add(plane) {
    const { scroller } = plane;
    const go = (event) => {
      const { left, top } = canvas.getBoundingClientRect(), by = this.board.look.zoom / canvas.scale;
      scroller.scrollTo((event.clientX - left) * by - scroller.clientWidth / 2, (event.clientY - top) * by - scroller.clientHeight / 2);
    };
    const canvas = make("canvas", { class: "tk-b-minimap", "aria-hidden": "true", onpointermove: (event) => event.buttons && go(event),
      onpointerdown: (event) => { canvas.setPointerCapture(event.pointerId); event.preventDefault(); go(event); } });
    scroller.addEventListener("scroll", () => requestAnimationFrame(() => this.paint(plane)));
    plane.root.append(canvas);
    return canvas;
  }

  paint(plane) {
    const { layout, scroller } = plane, { wall, look: { zoom } } = this.board, canvas = this.small.get(plane);
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = scroller;
    canvas.hidden = layout.width * zoom <= clientWidth + 2 && layout.height * zoom <= clientHeight + 2;
    if (canvas.hidden) return;
    const scale = (canvas.scale = Math.min(MINI[0] / layout.width, MINI[1] / layout.height)), pen = canvas.getContext("2d"), style = getComputedStyle(canvas);
    const [line, short, over, hair, focus] = ["line", "b-short-ink", "b-over-ink", "hair", "focus"].map((name) => style.getPropertyValue(`--tk-${name}`));
    const box = ({ x, y, w, h }) => [x * scale, y * scale, Math.max(1.5, w * scale - 0.5), Math.max(1.5, h * scale - 0.5)];
    canvas.width = layout.width * scale;
    canvas.height = layout.height * scale;
    for (const place of layout.cards.values()) {
      const { gap } = wall.cards[place.id] ?? {};
      pen.fillStyle = gap === undefined ? line : gap < 0 ? short : over;
      pen.fillRect(...box(place));
    }
    pen.fillStyle = hair;
    layout.notes.forEach((place) => pen.fillRect(...box(place)));
    pen.strokeStyle = focus;
    pen.lineWidth = 3;
    pen.strokeRect(...box({ x: scrollLeft / zoom, y: scrollTop / zoom, w: Math.min(layout.width, clientWidth / zoom), h: Math.min(layout.height, clientHeight / zoom) }));
  }
}
