/* The clock of a question, for whoever leads and on the beamer. It only shows: a person closes. A clock says how many
   seconds were left when it came, with the page or with a new stage. */
(() => {
  "use strict";

  const ends = new WeakMap();
  const show = (clock) => {
    if (!ends.has(clock)) ends.set(clock, performance.now() + 1000 * Number(clock.dataset.clock));
    const left = Math.max(0, Math.ceil((ends.get(clock) - performance.now()) / 1000));
    const text = left ? `${left} s` : clock.dataset.over;
    if (clock.textContent !== text) clock.textContent = text;
  };
  const tick = () => document.querySelectorAll("[data-clock]").forEach(show);

  tick();
  window.setInterval(tick, 250);
})();
