/**
 * A line to type in that never waits: Enter empties it here, at once, whatever the kernel is busy with, and what
 * was typed goes out as a message of its own. Nothing the kernel sends is written over what is typed meanwhile.
 */

const QUIET = 250;

/** How many line breaks a text has. */
function breaks(text) {
  return text.split("\n").length - 1;
}

export default {
  render({ model, el }) {
    const box = document.createElement("div");
    const field = box.appendChild(document.createElement("textarea"));
    const button = box.appendChild(document.createElement("button"));
    let waiting = 0;
    let before = 0;
    box.className = "tk-line";
    field.rows = 1;
    field.value = model.get("text");
    button.type = "button";
    button.className = "jupyter-button";
    button.textContent = "Add";

    /** Tell the kernel what is half typed: a page that is loaded anew shows it again. */
    const note = (pause) => {
      clearTimeout(waiting);
      before = breaks(field.value);
      waiting = setTimeout(() => {
        model.set("text", field.value);
        model.save_changes();
      }, pause);
    };
    const send = () => {
      const text = field.value;
      field.value = "";
      note(0);
      if (text.trim()) model.send({ kind: "said", text });
    };
    const name = () => {
      field.setAttribute("aria-label", model.get("label"));
      field.placeholder = model.get("hint");
      button.title = model.get("label");
    };
    const hear = (message) => {
      // What could not be stored comes back in front of what was typed since.
      if (message.kind === "back") field.value = field.value ? `${message.text}\n${field.value}` : message.text;
      if (message.kind === "clear") field.value = "";
      note(0);
    };
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      send();
    });
    field.addEventListener("input", (event) => {
      // A list was pasted, or a telephone's keyboard has no Enter but a new line.
      if (!event.isComposing && breaks(field.value) > before) send();
      else note(QUIET);
    });
    button.addEventListener("click", () => {
      send();
      field.focus();
    });
    model.on("change:label change:hint", name);
    model.on("msg:custom", hear);
    name();
    el.append(box);
    return () => {
      clearTimeout(waiting);
      model.off("change:label change:hint", name);
      model.off("msg:custom", hear);
    };
  },
};
