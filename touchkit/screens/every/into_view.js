/**
 * A place on the page that comes into view when the kernel says so: what was opened far down a list, or elsewhere,
 * stands at the top. The kernel counts `turn` up.
 */
const SETTLED = 80;

export default {
  render({ model, el }) {
    let waiting = 0;
    const come = () => {
      clearTimeout(waiting);
      // What was hidden until now has its place only once the page has settled.
      waiting = setTimeout(() => {
        const { top } = el.getBoundingClientRect();
        if (top < 90 || top > 0.5 * window.innerHeight) el.scrollIntoView({ block: "start" });
      }, SETTLED);
    };
    model.on("change:turn", come);
    // Opened from another part, the place is made and called at once.
    if (model.get("turn")) come();
    return () => {
      clearTimeout(waiting);
      model.off("change:turn", come);
    };
  },
};
