/** The map on paper: what a plane shows, read off the page into one SVG that needs nothing else; saved or printed. */

import { draw, make } from "./dom.js";
import { named } from "./fields.js";

const MARGIN = 24, TITLE_HIGH = 92, KEY_LINE = 20;

/** A text as XML can hold it. */
const known = (text) => text.replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");

/** The lines of a text node as they stand on the page, cut where the page cuts them. */
function linesOf(node, clip) {
  const range = document.createRange(), lines = [];
  let cutOff = false;
  for (const { segment, index } of new Intl.Segmenter().segment(node.data)) {
    range.setStart(node, index);
    range.setEnd(node, index + segment.length);
    const box = range.getBoundingClientRect(), { left, right, top, height } = box, last = lines.at(-1);
    if (!box.width) continue;
    if (right > clip.right + 1 || box.bottom > clip.bottom + 3 || left < clip.left - 1) cutOff = true;
    else if (last && Math.abs(last.top - top) < 3) {
      last.text += segment;
      last.left = Math.min(last.left, left);
      last.right = Math.max(last.right, right);
    } else lines.push({ text: segment, top, height, left, right });
  }
  if (cutOff && lines.length) lines.at(-1).text = lines.at(-1).text.replace(/.?\s*$/u, "…");
  return lines;
}

/** Copy an element and what is in it; `at` turns a box of the page into one of the map. */
function copied(element, at, clip, into) {
  const style = getComputedStyle(element), page = element.getBoundingClientRect(), { left, top, height } = page;
  if (element.tagName === "svg") {
    const whole = element.cloneNode(true), paths = whole.querySelectorAll("path");
    element.querySelectorAll("path").forEach((path, n) => {
      const { fill, stroke, strokeWidth, strokeDasharray } = getComputedStyle(path);
      paths[n].setAttribute("style", `fill:${fill};stroke:${stroke};stroke-width:${strokeWidth};stroke-dasharray:${strokeDasharray}`);
    });
    return into.append(whole);
  }
  if (element.ariaHidden || left > clip.right) return;
  const right = Math.min(page.right, clip.right), bottom = Math.min(page.bottom, clip.bottom), inner = style.overflowX === "hidden" ? { left, right, bottom } : clip;
  const box = at({ left, right, top, height }), wide = Math.min(1, parseFloat(style.borderTopWidth)), side = parseFloat(style.borderLeftWidth), seen = !style.backgroundColor.endsWith(", 0)");
  if (height && (wide || seen)) {
    into.append(draw("rect", { ...box, rx: parseFloat(style.borderTopLeftRadius), fill: seen ? style.backgroundColor : "none", stroke: wide ? style.borderTopColor : "none",
      "stroke-width": wide, "stroke-dasharray": { dashed: "5 3", dotted: "1 3" }[style.borderTopStyle] ?? "none" }));
    if (side > wide) into.append(draw("path", { d: `M${box.x + side / 2},${box.y}v${box.height}`, stroke: style.borderLeftColor, "stroke-width": side }));
  }
  for (const child of element.childNodes) {
    if (child instanceof Element) copied(child, at, inner, into);
    else for (const line of linesOf(child, inner)) {
      const { x, y, width, height } = at(line), { direction } = style;
      into.append(draw("text", { x: direction === "rtl" ? x + width : x, y: y + height * 0.78, direction, fill: style.color, text: known(line.text),
        "font-size": style.fontSize, "font-weight": style.fontWeight, "font-style": style.fontStyle }));
    }
  }
}

/** What one plane shows, as an element. */
function drawn(board, plane) {
  const { wall, look } = board, { layout, scroller } = plane, { scrollLeft, scrollTop } = scroller, persona = named(wall.personas, wall.persona);
  const said = [{ now: "Today", target: "Target" }[plane.side], look.axis === "lane" ? "service blueprint" : `rows by ${look.axis}`, persona && `journey of ${persona}`,
    `${new Set([...layout.cards.values()].map((place) => place.id)).size} of ${Object.keys(wall.cards).length} touchpoints`,
    new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })];
  const wide = Math.max(1050, layout.width), key = [""], title = known(wall.title || wall.client);
  for (const one of board.root.querySelector(".tk-b-key").textContent.split(" · ")) {
    if ((key[0] + one).length > wide / 8.3) key.unshift("");
    key[0] += (key[0] && " · ") + one;
  }
  const width = wide + 2 * MARGIN, height = TITLE_HIGH + layout.height + MARGIN + KEY_LINE * key.length, map = draw("g", { transform: `translate(${MARGIN} ${TITLE_HIGH})` });
  const words = (text, y, size = 16) => draw("text", { x: MARGIN, y, text: known(text), "font-size": size });
  const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "font-family": getComputedStyle(board.root).fontFamily, fill: "#1f2328" },
    draw("title", { text: title }), draw("rect", { width, height, fill: "#fff" }), words(title, 44, 26), words(said.filter(Boolean).join(" · "), 72), map,
    ...key.reverse().map((text, n) => words(text, TITLE_HIGH + layout.height + KEY_LINE * (n + 1.2))));
  // Heads follow the scrolling: they are read where they stand at the start.
  scroller.scrollTo(0, 0);
  const from = plane.sheet.getBoundingClientRect(), { zoom } = look;
  const at = ({ left, top, right, height }) => ({ x: (left - from.left) / zoom, y: (top - from.top) / zoom, width: (right - left) / zoom, height: height / zoom });
  for (const child of plane.sheet.children) copied(child, at, { left: -1e6, right: 1e6, bottom: 1e6 }, map);
  scroller.scrollTo(scrollLeft, scrollTop);
  return svg;
}

/**
 * What one plane shows, as a file.
 * @param {any} board
 * @param {any} plane
 */
export function sheet(board, plane) {
  return new XMLSerializer().serializeToString(drawn(board, plane));
}

/**
 * Save what is seen; a file each map.
 * @param {any} board
 */
export function saveSheet(board) {
  for (const plane of board.planes) {
    const href = URL.createObjectURL(new Blob([sheet(board, plane)], { type: "image/svg+xml" }));
    make("a", { href, download: `${board.wall.client}-map${plane.side === "all" ? "" : `-${plane.side}`}.svg` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10000);
  }
}

/**
 * Put what is seen into an element of another page, for the print of the whole screen.
 * @param {any} board
 * @param {HTMLElement} into
 */
export function putOnPaper(board, into) {
  if (board.wall) into.append(...board.planes.map((plane) => drawn(board, plane)));
}

/**
 * Print what is seen; a page each map.
 * @param {any} board
 */
export function printSheet(board) {
  const frame = make("iframe", { "aria-hidden": "true", tabindex: "-1", style: "position:fixed;width:0;height:0;border:0" });
  document.body.append(frame);
  const { contentWindow: own, contentDocument: page } = frame, style = page.createElement("style");
  page.title = `${board.wall.title || board.wall.client}: touchpoint map`;
  style.textContent = "@page{size:landscape;margin:8mm}body{margin:0}svg{display:block;width:100%;height:auto;max-height:98vh;break-inside:avoid}";
  page.head.append(style);
  page.body.append(...board.planes.map((plane) => drawn(board, plane)));
  own.onafterprint = () => frame.remove();
  own.print();
}
