/** The browser's own slider, so that keys, touch and screen readers find what they know. */

const NAMES = ["value", "top", "step", "unit", "label"];

/** An amount as it is said beside the slider. */
function said(model, value) {
  return `${model.get("unit")}\u00a0${Number(value).toLocaleString("en-GB", { maximumFractionDigits: 2 })}`;
}

export default {
  render({ model, el }) {
    const label = document.createElement("label");
    const words = label.appendChild(document.createElement("span"));
    const range = label.appendChild(document.createElement("input"));
    const amount = label.appendChild(document.createElement("strong"));
    range.type = "range";
    range.min = "0";
    label.className = "tk-slider";
    const show = (value) => {
      amount.textContent = said(model, value);
      range.setAttribute("aria-valuetext", amount.textContent);
    };
    const draw = () => {
      words.textContent = model.get("label");
      range.max = String(model.get("top"));
      range.step = String(model.get("step"));
      range.value = String(model.get("value"));
      show(model.get("value"));
    };
    range.addEventListener("input", () => {
      show(range.value);
      // While the kernel is busy only the latest of these is kept, and sent when it answers.
      model.set({ value: Number(range.value), answers: model.get("turn") });
      model.save_changes();
    });
    for (const name of NAMES) model.on(`change:${name}`, draw);
    draw();
    el.append(label);
    return () => NAMES.forEach((name) => model.off(`change:${name}`, draw));
  },
};
