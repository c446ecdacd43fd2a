/* JupyterLab's keys stay out of a screen: there an M would turn the cell into text and two Ds delete it. Saving stays. Run once. */
if (!window.touchkitKeys) {
  window.touchkitKeys = true;
  window.addEventListener("keydown", (event) => {
    const within = event.target.closest?.(".tk-screen, .tk-lesson");
    const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
    if (within) event.target.toggleAttribute("data-lm-suppress-shortcuts", !saves);
  }, true);
}
