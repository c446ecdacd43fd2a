/* Print this: the screen alone, as it stands, in a window of its own. Run as the button's click. */
const screen = this.closest(".tk-screen");
const sheet = window.open("", "_blank");
if (sheet === null) {
  this.textContent = "Your browser blocked the print window: allow it and press again";
} else {
  const copy = sheet.document.importNode(screen, true);
  const typed = screen.querySelectorAll("input, textarea, select");
  copy.querySelectorAll("input, textarea, select").forEach((control, place) => {
    const text = sheet.document.createElement("span");
    const from = typed[place];
    const chosen = from.tagName === "SELECT" ? from.selectedOptions[0]?.textContent ?? "" : from.value;
    text.textContent = from.type === "checkbox" ? (from.checked ? "☑" : "☐") : chosen;
    control.replaceWith(text);
  });
  sheet.document.title = "touchkit";
  sheet.document.body.className = "tk-print";
  sheet.document.body.append(copy);
  sheet.setTimeout(() => sheet.print(), 200);
}
