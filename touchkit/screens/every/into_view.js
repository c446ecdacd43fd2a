/**
 * A place on the page that comes into view when the kernel says so: what was opened far down a list, or elsewhere,
 * stands at the top. The kernel counts `turn` up.
 */
const LOOKS = [80, 250, 600, 1200, 2500, 5000];
const MOVES = ["wheel", "touchstart", "pointerdown", "keydown"];

export default {
  render({ model, el }) {
    let waiting = [];
    const leave = () => {
      waiting.forEach(clearTimeout);
      waiting = [];
      MOVES.forEach((move) => window.removeEventListener(move, leave, true));
    };
    const look = () => {
      const { top } = el.getBoundingClientRect();
      if (top < 90 || top > 0.5 * window.innerHeight) el.scrollIntoView({ block: "start" });
    };
    const come = () => {
      leave();
      // What was hidden until now has its place only once the page has settled, on a busy machine a good while later;
      // whoever scrolls or types meanwhile is left alone.
      waiting = LOOKS.map((after) => setTimeout(look, after));
      MOVES.forEach((move) => window.addEventListener(move, leave, true));
    };
    model.on("change:turn", come);
    // Opened from another part, the place is made and called at once.
    if (model.get("turn")) come();
    return () => {
      leave();
      model.off("change:turn", come);
    };
  },
};
