/* The plan: each row saves by itself (htmx), and nothing typed gets lost unnoticed. Without this file the form works. */
(() => {
  "use strict";

  const form = document.getElementById("plan-form");
  if (!form) return;
  const said = document.getElementById("plan-said");
  const count = form.querySelector(".plan-count");
  const typed = new Set(); // the ids of rows with something that is not saved
  let leaving = false;

  const rowOf = (element) => element.closest(".plan-row");
  const tellTicks = () => {
    const ticked = form.querySelectorAll("[name=kies]:checked").length;
    count.textContent = ticked ? (ticked === 1 ? count.dataset.one : count.dataset.more.replace("#", ticked)) : "";
  };
  tellTicks();

  form.addEventListener("input", (event) => {
    const row = rowOf(event.target);
    if (event.target.name === "kies") tellTicks();
    else if (row) {
      typed.add(row.id);
      row.querySelector(".plan-saved")?.remove();
    }
  });

  /* Enter saves the row that one types in, not the whole page. */
  form.addEventListener("keydown", (event) => {
    const row = rowOf(event.target);
    if (event.key !== "Enter" || !row || !event.target.matches(".input")) return;
    event.preventDefault();
    row.querySelector("[name=bewaar]").click();
  });

  /* The focus stays in the row, also where the button that had it is gone. */
  let pressed = "";
  form.addEventListener("htmx:beforeRequest", (event) => { pressed = rowOf(event.target)?.id ?? ""; });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) typed.delete(pressed);
    tellTicks();
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!pressed || (document.activeElement && document.activeElement !== document.body)) return;
    const row = document.getElementById(pressed);
    (row?.querySelector("[aria-invalid=true]") ?? row?.querySelector("[name=bewaar]"))?.focus();
  });
  const tellFailure = () => {
    said.textContent = form.dataset.unsaved;
    said.classList.remove("visually-hidden");
    said.classList.add("notice", "is-warn", "plan-failed");
  };
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach((name) => form.addEventListener(name, (event) => {
    if (![409, 422].includes(event.detail.xhr?.status)) tellFailure();
  }));
  document.addEventListener("htmx:oobAfterSwap", () => {
    said.className = "visually-hidden";
  });

  form.addEventListener("submit", () => { leaving = true; });
  form.addEventListener("unreachable", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && typed.size) event.preventDefault();
  });
  window.addEventListener("pageshow", () => { leaving = false; });
})();
