/** Controls that the bar and the panel share; what a person is typing is never overwritten. */

import { make } from "./dom.js";

/**
 * A button.
 * @param {string} text
 * @param {(event: Event) => void} onclick
 * @param {Object<string, any>} [traits]
 */
export function press(text, onclick, traits = {}) {
  return make("button", { type: "button", class: "tk-b-press", text, onclick, ...traits });
}

/**
 * A control with its label: above it, or beside a tick.
 * @param {string} label
 * @param {any} control
 * @param {string} [kind] class
 */
export function labelled(label, control, kind = "tk-b-label") {
  const words = make("span", { text: label });
  return make("label", { class: kind }, ...(control.type === "checkbox" ? [control, words] : [words, control]));
}

/**
 * The name of a row in a list of the wall; blank: it is not there.
 * @param {any[]} list
 * @param {string} id
 */
export const named = (list, id) => list.find((one) => one.id === id)?.name ?? "";

/**
 * Let a drop-down offer a list; nothing is remade while the list stays.
 * @param {any} select
 * @param {string[][]} options id and words of each
 */
export function offer(select, options) {
  const key = JSON.stringify(options), value = select.stored ?? select.value;
  if (select.offered === key) return select;
  select.offered = key;
  select.replaceChildren(...options.map(([id, text]) => make("option", { value: id, text })));
  if (value || select.stored === value) select.value = value;
  return select;
}

/**
 * Show what is stored, unless the field holds something half typed.
 * @param {any} control
 * @param {any} value
 */
export function put(control, value) {
  const typing = control === document.activeElement && control.value !== (control.stored ?? "");
  if (control.type === "checkbox") control.checked = value;
  else if (control.value === value) control.stored = value;
  else if (control.stored !== value && !typing) control.value = control.stored = value;
}

/**
 * Let a field save as it changes. Refused: the reason stands below and the stored value comes back; over a typed text only
 * when the field is left or Escape is pressed, so that it is not lost.
 * @param {any} control
 * @param {() => any} stored
 * @param {(value: any, was: any) => Promise<{ok: boolean, said: string}>} save
 */
export function saving(control, stored, save) {
  const tick = control.type === "checkbox", typed = !tick && !!control.select, note = make("p", { class: "tk-b-refused" });
  let kept = null, busy = false;
  const back = () => {
    if (tick) control.checked = stored();
    else control.value = control.stored = stored();
  };
  const clear = () => {
    note.remove();
    control.removeAttribute("aria-invalid");
  };
  control.addEventListener("change", async () => {
    const value = tick ? control.checked : control.value, was = tick ? !value : control.stored;
    if (value === kept && (busy || note.isConnected)) return;
    clear();
    if (value === stored()) return;
    [kept, busy] = [value, true];
    const { ok, said } = await save(value, was);
    busy = false;
    if (!typed || (ok && control.value === value)) back();
    if (ok || !control.isConnected) return;
    note.textContent = said;
    control.setAttribute("aria-invalid", "true");
    control.parentElement.after(note);
    if (!typed) return;
    control.focus();
    control.select();
  });
  control.addEventListener("blur", () => {
    if (typed && note.isConnected && control.value === kept) back();
    clear();
  });
  control.addEventListener("keydown", (event) => {
    // JupyterLab keeps Enter from meaning "changed" as it does elsewhere; said twice it is heard once.
    if (event.key === "Enter" && control.matches("[type=text]")) control.dispatchEvent(new Event("change"));
    if (event.key !== "Escape" || !typed || control.value === control.stored) return;
    event.stopPropagation();
    back();
    clear();
  });
}
