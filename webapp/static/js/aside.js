/* The key c puts a question aside for a colleague, and takes it back. It works only where the focus is in a question, and
   never while somebody types. What it does, the link beside it does too. */
(() => {
  "use strict";

  const form = document.querySelector("form.questions[data-aside-failed]");
  const region = document.getElementById("elsewhere");
  if (!form || !region) return;

  const KEY = "c";
  const LONGEST_WAIT = 10 * 1000;
  const linkOf = (question) => question?.querySelector(".ask-colleague");
  document.querySelectorAll(".ask-colleague").forEach((link) => {
    const key = document.createElement("kbd");
    key.textContent = KEY;
    key.setAttribute("aria-hidden", "true");
    link.append(key);
    link.title = form.dataset.asideKey;
    link.setAttribute("aria-keyshortcuts", KEY);
  });

  const show = (link, line) => {
    const before = link.parentElement.querySelector(".asked-of");
    if (before !== line) before?.remove();
    link.after(line);
    region.textContent = line.querySelector("[data-told]").textContent;
  };
  const tellFailure = (link) => {
    const line = link.parentElement.querySelector(".asked-of") ?? document.createElement("span");
    line.className = "asked-of";
    line.querySelector("[data-failed]")?.remove();
    const words = document.createElement("span");
    Object.assign(words.dataset, { told: "", failed: "" });
    words.textContent = form.dataset.asideFailed;
    line.prepend(words);
    return line;
  };
  /* What is sent is what this page shows, whatever another tab did meanwhile: put aside, or take back from those shown. */
  const readIntent = (link) => {
    const shown = link.parentElement.querySelector("[data-parked]");
    const fields = new URLSearchParams({ vraag: new URL(link.href).searchParams.get("vraag"), go: shown ? "back" : "aside" });
    JSON.parse(shown?.dataset.parked ?? "[]").forEach((role) => fields.append("role", role));
    return fields;
  };
  const ask = async (link) => {
    const answer = await fetch(link.pathname, {
      method: "POST", headers: { "HX-Request": "true" }, body: readIntent(link), signal: AbortSignal.timeout?.(LONGEST_WAIT),
    });
    return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("body > .asked-of");
  };
  const putAside = async (link) => {
    link.dataset.busy = "";
    const line = await ask(link).catch(() => null);
    delete link.dataset.busy;
    show(link, line ?? tellFailure(link));
  };
  const types = (field) => field.matches("textarea, select, input:not([type=radio], [type=checkbox])");
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== KEY || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const link = types(event.target) ? null : linkOf(event.target.closest(".question"));
    if (!link || "busy" in link.dataset) return;
    event.preventDefault();
    putAside(link);
  });
})();
