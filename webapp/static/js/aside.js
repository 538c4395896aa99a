/* The key c puts a question aside for a colleague, and takes it back. It works only where the focus is in a question, and
   never while somebody types. What it does, the link beside it does too. */
(() => {
  "use strict";

  const form = document.querySelector("form.questions[data-aside-failed]");
  const region = document.getElementById("elsewhere");
  if (!form || !region) return;

  const KEY = "c";
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
  const putAside = async (link) => {
    const address = new URL(link.href);
    const fields = new URLSearchParams({ vraag: address.searchParams.get("vraag"), go: "switch" });
    address.search = "";
    link.dataset.busy = "";
    const answer = await fetch(address, { method: "POST", headers: { "HX-Request": "true" }, body: fields }).catch(() => null);
    const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    delete link.dataset.busy;
    show(link, page?.querySelector(".asked-of") ?? tellFailure(link));
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
