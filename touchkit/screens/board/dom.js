/** Elements of the page, made without markup: what a person typed is only ever text. */

/**
 * Make an element.
 * @param {string} tag
 * @param {Object<string, any>} [traits] `class`, `text`, `on…` (listeners), properties such as `value`, else attributes; null and false: none
 * @param {...(Node|string|null|false)} children
 * @returns {any}
 */
export function make(tag, traits = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(traits)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") made.className = value;
    else if (name === "text") made.textContent = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in PROPERTIES) made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== false));
  return made;
}

const PROPERTIES = { value: 1, checked: 1, disabled: 1, selected: 1, hidden: 1 };

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element of a drawing.
 * @param {string} tag
 * @param {Object<string, any>} [traits] attributes; `text` is its text
 * @param {...Node} children
 * @returns {any}
 */
export function draw(tag, traits = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(traits)) {
    if (name === "text") made.textContent = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/**
 * Cut a text for a place where it cannot stand whole.
 * @param {string} text
 * @param {number} most letters
 */
export function cut(text, most) {
  const letters = Array.from(text);
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
}
