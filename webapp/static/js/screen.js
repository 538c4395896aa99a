/* The beamer: asks three times a second how the room stands. Only the count changes by itself; a new stage is fetched
   whole. An answer of a process that is behind is left alone. Without this file the page reloads every three seconds. */
(() => {
  "use strict";

  const TICK = 300;
  const SLOW = 3000;
  const { poll } = document.body.dataset;
  const stage = document.getElementById("stage");
  const said = document.getElementById("said");
  let revision = Number(document.body.dataset.revision);
  let tag = "";
  let failures = 0;

  const write = (selector, value) => document.querySelectorAll(selector).forEach((one) => {
    if (one.textContent !== String(value)) one.textContent = String(value);
  });

  const count = (state) => {
    write("[data-answered]", state.answered);
    write("[data-present]", state.present);
    write("#present", state.present_text);
    document.querySelectorAll("[data-progress]").forEach((bar) => {
      bar.max = Math.max(1, state.present);
      bar.value = state.answered;
    });
  };

  /* What does not fit on the wall is written smaller. */
  const SIZES = ["", "fit-1", "fit-2", "fit-3", "fit-4", "fit-5", "fit-6", "fit-7"];
  const fit = () => {
    const root = document.documentElement;
    for (const size of SIZES) {
      root.classList.remove(...SIZES.filter(Boolean));
      if (size) root.classList.add(size);
      if (root.scrollHeight <= window.innerHeight && stage.scrollWidth <= stage.clientWidth) return;
    }
  };
  window.addEventListener("resize", fit);
  document.fonts?.ready.then(fit);

  const fetchStage = async () => {
    const answer = await fetch(window.location.href, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("stage");
    if (!fresh || Number(fresh.dataset.revision) < revision) return;
    revision = Number(fresh.dataset.revision);
    stage.replaceChildren(...fresh.childNodes);
    document.body.className = page.body.className;
    document.querySelector(".way-in").replaceWith(page.querySelector(".way-in"));
    said.textContent = (stage.querySelector(".spread-summary") ?? stage.querySelector("h1"))?.textContent ?? "";
    fit();
  };

  const look = async () => {
    try {
      const answer = await fetch(poll, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
      if (answer.status === 200) {
        const state = await answer.json();
        if (state.revision > revision) await fetchStage();
        if (state.revision >= revision) count(state);
        tag = answer.headers.get("ETag") ?? "";
      }
      failures = 0;
    } catch {
      failures += 1; // the line is gone or the server restarts: what stood there stays, and is asked for again
      tag = "";
    }
    const wait = failures ? Math.min(SLOW, TICK * 2 ** failures) : TICK;
    window.setTimeout(look, wait * (0.9 + 0.2 * Math.random()));
  };

  fit();
  look();
})();
