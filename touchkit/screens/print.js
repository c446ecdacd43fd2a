/* Print this: the screen alone, or the part of it marked tk-sheet, as it stands, in a window of its own. Run as the button's click. */
const screen = this.closest(".tk-screen");
const part = this.closest(".tk-sheet") ?? screen;
const sheet = window.open("", "_blank");
if (sheet === null) {
  this.textContent = "Your browser blocked the print window: allow it and press again";
} else {
  const copy = sheet.document.importNode(part, true);
  const typed = part.querySelectorAll("input, textarea, select");
  copy.querySelectorAll("input, textarea, select").forEach((control, place) => {
    const text = sheet.document.createElement("span");
    const from = typed[place];
    const chosen = from.tagName === "SELECT" ? from.selectedOptions[0]?.textContent ?? "" : from.value;
    text.textContent = from.type === "checkbox" ? (from.checked ? "☑" : "☐") : chosen;
    control.replaceWith(text);
  });
  // The map bears no style outside its page: it draws itself for paper.
  const maps = part.querySelectorAll(".tk-b");
  copy.querySelectorAll(".tk-b").forEach((map, place) => {
    const paper = sheet.document.createElement("div");
    paper.className = "tk-b-paper";
    if (maps[place].checkVisibility()) maps[place].dispatchEvent(new CustomEvent("tk-paper", { detail: paper }));
    map.replaceWith(paper);
  });
  sheet.document.title = "touchkit";
  sheet.document.body.className = "tk-print";
  if (part === screen) sheet.document.body.append(copy);
  else {
    const frame = sheet.document.createElement("div");
    frame.className = "tk-screen";
    for (const from of screen.querySelectorAll("style")) frame.append(sheet.document.importNode(from, true));
    frame.append(copy);
    sheet.document.body.append(frame);
  }
  sheet.setTimeout(() => sheet.print(), 200);
}
