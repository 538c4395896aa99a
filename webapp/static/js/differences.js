/* Settling by keyboard: within a difference a digit presses the button with that number. It works only where the focus is
   in the difference, and never while somebody types. */
(() => {
  "use strict";

  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const frame = document.querySelector(".differences");
  if (!frame) return;

  const buttonsOf = (difference) => all(".positions button", difference);
  all(".difference", frame).forEach((difference) => buttonsOf(difference).forEach((button, index) => {
    if (index > 8) return;
    const key = document.createElement("kbd");
    key.textContent = String(index + 1);
    key.setAttribute("aria-hidden", "true");
    button.prepend(key, " ");
    button.title = frame.dataset.keyHint.replace("#", String(index + 1));
    button.setAttribute("aria-keyshortcuts", String(index + 1));
  }));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
    const difference = document.activeElement.closest(".difference");
    if (!difference || document.activeElement.matches("input, textarea, select")) return;
    const button = buttonsOf(difference)[Number(event.key) - 1];
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const first = target && target.matches(".difference") ? target : null;
  if (first) first.focus({ preventScroll: true });
})();
