/** The map on paper: what a plane shows, read off the page into one SVG that needs nothing else; saved or printed. */

import { draw, make } from "./dom.js";

const EDGE = 24, TOP = 92, LINE = 20;

/** A text as XML can hold it. */
const known = (text) => text.replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");

/** The lines of a text node as they stand on the page, cut where the page cuts them. */
function linesOf(node, clip) {
  const range = document.createRange(), lines = [];
  let cutOff = false;
  for (const { segment, index } of new Intl.Segmenter().segment(node.data)) {
    range.setStart(node, index);
    range.setEnd(node, index + segment.length);
    const box = range.getBoundingClientRect(), last = lines.at(-1);
    if (!box.width) continue;
    if (box.right > clip.right + 1 || box.bottom > clip.bottom + 3 || box.left < clip.left - 1) cutOff = true;
    else if (last && Math.abs(last.box.top - box.top) < 3) {
      last.text += segment;
      last.left = Math.min(last.left, box.left);
      last.right = Math.max(last.right, box.right);
    } else lines.push({ text: segment, box, left: box.left, right: box.right });
  }
  if (cutOff && lines.length) lines.at(-1).text = lines.at(-1).text.replace(/.?\s*$/u, "…");
  return lines;
}

/** Copy an element and what is in it; `at` turns a box of the page into one of the map. */
function copied(element, at, clip, into) {
  const style = getComputedStyle(element), dashed = { dashed: "5 3", dotted: "1 3" };
  if (element.tagName === "svg") {
    for (const path of element.querySelectorAll(":scope > path[d]")) {
      const { stroke, strokeWidth, strokeDasharray } = getComputedStyle(path);
      into.append(draw("path", { d: path.getAttribute("d"), fill: "none", stroke, "stroke-width": strokeWidth, "stroke-dasharray": strokeDasharray, "marker-end": "url(#tip)" }));
    }
    return;
  }
  if (element.ariaHidden || style.visibility === "hidden") return;
  const page = element.getBoundingClientRect();
  if (page.left > clip.right) return;
  const box = at({ ...page.toJSON(), width: Math.min(page.right, clip.right) - page.left }), wide = parseFloat(style.borderTopWidth), side = parseFloat(style.borderLeftWidth);
  const seen = !style.backgroundColor.endsWith(", 0)");
  if (page.width && (wide || seen)) {
    into.append(draw("rect", { ...box, rx: parseFloat(style.borderTopLeftRadius), fill: seen ? style.backgroundColor : "none",
      stroke: wide ? style.borderTopColor : "none", "stroke-width": wide, "stroke-dasharray": dashed[style.borderTopStyle] ?? "none" }));
    if (side > wide) into.append(draw("path", { d: `M${box.x + side / 2},${box.y}v${box.height}`, stroke: style.borderLeftColor, "stroke-width": side }));
  }
  const { left, right, bottom } = page;
  const inner = style.overflowX === "hidden" ? { left: Math.max(left, clip.left), right: Math.min(right, clip.right), bottom: Math.min(bottom, clip.bottom) } : clip;
  for (const child of element.childNodes) {
    if (child instanceof Text) {
      for (const line of linesOf(child, inner)) {
        const { y, height } = at(line.box), { x, width } = at(line);
        into.append(draw("text", { x: style.direction === "rtl" ? x + width : x, y: y + height * 0.78, text: known(line.text), fill: style.color, direction: style.direction,
          "font-size": style.fontSize, "font-weight": style.fontWeight, "font-style": style.fontStyle }));
      }
    } else if (child instanceof Element) copied(child, at, inner, into);
  }
}

/** What one plane shows, as an element. */
function drawn(board, plane) {
  const { wall, look } = board, { layout, scroller } = plane, { scrollLeft, scrollTop } = scroller;
  const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const persona = wall.personas.find((one) => one.id === wall.persona)?.name;
  const shown = new Set([...layout.cards.values()].map((place) => place.id)).size;
  const said = [{ now: "Today", target: "Target" }[plane.side], look.axis === "lane" ? "service blueprint" : `rows by ${look.axis}`,
    persona && `journey of ${persona}`, `${shown} of ${Object.keys(wall.cards).length} touchpoints`, day];
  const most = Math.max(1050, layout.width) / 8.2, key = [""];
  for (const one of board.root.querySelector(".tk-b-key").textContent.split(" · ")) {
    if (`${key[0]} · ${one}`.length > most) key.unshift("");
    key[0] += (key[0] && " · ") + one;
  }
  const wide = Math.max(1050, layout.width) + 2 * EDGE, high = TOP + layout.height + EDGE + LINE * key.length, title = known(wall.title || wall.client);
  const words = (text, y, traits) => draw("text", { x: EDGE, y, text: known(text), ...traits });
  const map = draw("g", { transform: `translate(${EDGE} ${TOP})` });
  const svg = draw("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${wide} ${high}`, width: wide, height: high,
    "font-family": getComputedStyle(board.root).fontFamily, "font-size": 16, fill: "#1f2328" },
  draw("title", { text: title }),
  draw("defs", {}, draw("marker", { id: "tip", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, draw("path", { d: "M0,0L8,4L0,8z", fill: "#57606a" }))),
  draw("rect", { width: wide, height: high, fill: "#fff" }), words(title, 44, { "font-size": 26, "font-weight": 700 }), words(said.filter(Boolean).join(" · "), 72), map,
  ...key.reverse().map((text, n) => words(text, TOP + layout.height + LINE * (n + 1.2))));
  // Heads follow the scrolling: they are read where they stand at the start.
  scroller.scrollTo(0, 0);
  const from = plane.sheet.getBoundingClientRect(), zoom = look.zoom;
  const at = ({ left, top = 0, right, width = right - left, height = 0 }) =>
    ({ x: (left - from.left) / zoom, y: (top - from.top) / zoom, width: width / zoom, height: height / zoom });
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
 * Print what is seen; a page each map.
 * @param {any} board
 */
export function printSheet(board) {
  const frame = make("iframe", { "aria-hidden": "true", tabindex: "-1", style: "position:fixed;width:0;height:0;border:0" });
  document.body.append(frame);
  const { document: page } = frame.contentWindow, style = page.createElement("style");
  page.title = `${board.wall.title || board.wall.client}: touchpoint map`;
  style.textContent = "@page{size:landscape;margin:8mm}body{margin:0}svg{display:block;width:100%;height:auto;max-height:98vh;break-inside:avoid}";
  page.head.append(style);
  page.body.append(...board.planes.map((plane) => drawn(board, plane)));
  frame.contentWindow.onafterprint = () => frame.remove();
  frame.contentWindow.print();
}
