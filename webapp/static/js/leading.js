/* Leading a workshop: the count moves by itself, a clicker goes one step further, and what another tab or laptop did is
   followed, unless something was typed here. Without this file the buttons and a reload do the same. */
(() => {
  "use strict";

  const lead = document.querySelector("[data-lead]");
  if (!lead) return;
  const TICK = 700;
  const revision = Number(lead.dataset.revision);
  let tag = "";
  const typed = new Set(); // the forms in which something stands that was not kept
  const unkept = lead.querySelector("[data-unkept]");
  let sent = false;

  document.querySelectorAll("[data-typing]").forEach((form) => form.addEventListener("input", () => typed.add(form)));
  lead.addEventListener("submit", (event) => {
    const loses = [...typed].some((form) => form !== event.target) && unkept.hidden; // who presses again, means it
    if (sent || loses) event.preventDefault(); // sent: a clicker that is pressed twice
    sent ||= !loses;
    if (!loses) return;
    unkept.hidden = false;
    unkept.focus();
  });
  window.addEventListener("pageshow", () => { sent = false; });

  const follow = () => {
    if (sent) return;
    if (typed.size) lead.querySelector("[data-news]").hidden = false;
    else window.location.reload();
  };

  const count = (state) => {
    const line = lead.querySelector("[data-count]");
    if (!line) return;
    const words = line.dataset.words.replace("#", String(state.answered)).replace("@", String(state.present));
    if (line.textContent !== words) line.textContent = words;
  };

  const look = async () => {
    try {
      const answer = await fetch(lead.dataset.lead, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
      if (answer.status === 200) {
        const state = await answer.json();
        if (state.revision > revision) follow();
        else if (state.revision === revision) count(state);
        tag = answer.headers.get("ETag") ?? "";
      }
    } catch {
      tag = ""; // the line is gone for a while: what stands here stays
    }
    window.setTimeout(look, TICK * (0.9 + 0.2 * Math.random()));
  };

  /* A clicker sends Page Down. It is switched on by hand, for these keys are others' too. */
  const line = lead.querySelector("[data-clicker-line]");
  const next = lead.querySelector("[data-next]");
  if (line && next) {
    const box = line.querySelector("[data-clicker]");
    line.hidden = false;
    try { box.checked = sessionStorage.getItem("pleinwijzer-clicker") === "on"; } catch { /* not kept here */ }
    box.addEventListener("change", () => {
      try { sessionStorage.setItem("pleinwijzer-clicker", box.checked ? "on" : "off"); } catch { /* not kept here */ }
    });
    document.addEventListener("keydown", (event) => {
      if (!box.checked || event.repeat || !["PageDown", "ArrowRight"].includes(event.key)) return;
      if (event.target.closest("textarea, select, input:not([type=checkbox])")) return;
      event.preventDefault();
      next.click();
    });
  }

  look();
})();
