/* What JavaScript makes nicer. Without this file every page still works. Texts come from data-attributes, so that the
   server translates them. */
(() => {
  "use strict";

  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const status = (question) => question.querySelector(".save-status");

  /* --- Saving as you go: htmx sends, this tells when it could not. ------------------------------------------- */

  const showNotSaved = (question, text) => {
    const line = status(question);
    const kept = all('input[type="hidden"]', line);
    const words = document.createElement("span");
    words.className = "save-state is-not-saved";
    words.textContent = text;
    const again = document.createElement("button");
    again.type = "button";
    again.className = "link-button";
    again.textContent = line.dataset.tryAgain;
    again.addEventListener("click", () => {
      question.dispatchEvent(new Event("retry"));
    });
    line.replaceChildren(...kept, words, again);
  };

  const failed = (kind) => (event) => {
    const question = event.target.closest(".question");
    if (question) showNotSaved(question, status(question).dataset[kind]);
  };

  document.addEventListener("htmx:sendError", failed("notSaved"));
  document.addEventListener("htmx:timeout", failed("notSaved"));
  document.addEventListener("htmx:responseError", failed("notSavedServer"));

  /* Typing in a text counts as a draft at once and is sent after a pause (hx-trigger waits for it). Each change has a
     number: only the answer to a request that carried the last one makes the question saved. */
  let changes = 0;
  document.addEventListener("input", (event) => {
    const question = event.target.closest(".question[hx-post]");
    if (!question) return;
    changes += 1;
    question.dataset.unsaved = String(changes);
    if (event.target.matches("[data-draft]")) question.dispatchEvent(new Event("draft"));
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const question = event.target.closest(".question");
    if (question) question.dataset.sent = question.dataset.unsaved ?? "";
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const question = event.target.closest(".question");
    if (!question || !event.detail.successful || event.detail.xhr.status >= 400) return;
    if (question.dataset.unsaved === question.dataset.sent) delete question.dataset.unsaved;
  });

  let leavingByForm = false;
  document.addEventListener("submit", () => { leavingByForm = true; });
  window.addEventListener("pageshow", () => { leavingByForm = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!leavingByForm && document.querySelector(".question[data-unsaved]")) event.preventDefault();
  });

  /* --- A document that was waited for comes as soon as it is there. ------------------------------------------ */

  document.addEventListener("htmx:afterSwap", (event) => {
    const ready = event.target.querySelector("[data-download-now]");
    if (ready) window.location.assign(ready.href);
  });

  /* --- "None of these" and "don't know" rule out the other boxes, and the other way round. ------------------- */

  document.addEventListener("change", (event) => {
    const box = event.target;
    const group = box.closest("[data-exclusive-group]");
    if (!group || box.type !== "checkbox" || !box.checked) return;
    const alone = "exclusive" in box.dataset;
    all('input[type="checkbox"]', group).forEach((other) => {
      if (other !== box && (alone || "exclusive" in other.dataset)) other.checked = false;
    });
  }, true);

  /* --- The private link. ------------------------------------------------------------------------------------- */

  all("[data-copy]").forEach((button) => {
    const source = document.querySelector(button.dataset.copy);
    const words = button.querySelector("[role=status]");
    const first = words.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      source.select();
      try {
        await navigator.clipboard.writeText(source.value);
        words.textContent = button.dataset.copied;
      } catch {
        words.textContent = document.execCommand("copy") ? button.dataset.copied : button.dataset.copyFailed;
      }
      window.setTimeout(() => { words.textContent = first; }, 4000);
    });
  });

  all("[data-select-all]").forEach((input) => input.addEventListener("focus", () => input.select()));

  /* --- What was folded stands open on paper, and is folded again afterwards. --------------------------------- */

  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    unfolded = all("details:not([open])").filter((details) => !details.matches(".note"));
    unfolded.forEach((details) => { details.open = true; });
  });
  window.addEventListener("afterprint", () => unfolded.forEach((details) => { details.open = false; }));

  all("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  /* A link to something folded (a derivation, an error) opens it. */
  const openTarget = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = target && target.closest("details");
    if (folded) folded.open = true;
  };
  window.addEventListener("hashchange", openTarget);
  openTarget();

  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
})();
