/* What another browser saves comes into the fields that nobody touched here: asked every five seconds while the page is
   seen, seldom when nothing happens for long, never when it is hidden. The focus stays where it is; what somebody filled
   in here is never written over. */
(() => {
  "use strict";

  const PAUSE = 5000;
  const LONG_PAUSE = 30 * 1000;
  const LONGEST_PAUSE = 2 * 60 * 1000;
  const IDLE = 10 * 60 * 1000;
  const form = document.querySelector("form.questions[data-revision]");
  const region = document.getElementById("elsewhere");
  if (!form || !region) return;

  const all = (selector, root) => Array.from(root.querySelectorAll(selector));
  const status = (question) => question.querySelector(".save-status");
  const revisionOf = (question) => {
    const field = all("input[type=hidden]", status(question)).find((one) => one.name.startsWith("revision."));
    return parseInt(field?.value ?? "0", 10);
  };

  /* --- A question that is nobody's here takes over what was saved. ---------------------------------------------- */
  const isBusy = (question) => "unsaved" in question.dataset || question.matches(".htmx-request")
    || question.querySelector(".is-conflict, .is-not-saved, .inline-error") !== null
    || (question.contains(document.activeElement) && document.activeElement.matches("textarea, input[type=text]"));
  const copyFields = (question, fresh) => {
    const controls = "input:not([type=hidden]), select, textarea";
    all(controls, question).filter((control) => control.name).forEach((control) => {
      const isTick = ["radio", "checkbox"].includes(control.type);
      const twin = all(controls, fresh)
        .find((one) => one.name === control.name && (!isTick || one.value === control.value));
      if (!twin) return;
      if (isTick) control.checked = twin.checked;
      else control.value = twin.value;
      const folded = control.closest("details.note, details.basis");
      if (folded && control.value) folded.open = true;
    });
    question.dispatchEvent(new Event("filled", { bubbles: true }));
  };
  const copyStatus = (question, fresh) => {
    const line = status(question);
    line.setAttribute("aria-live", "off"); // one sentence tells it all, below
    line.replaceChildren(...status(fresh).childNodes);
    const words = document.createElement("span");
    words.className = "elsewhere";
    words.textContent = form.dataset.elsewhere;
    line.append(words);
    window.setTimeout(() => line.removeAttribute("aria-live"), 1000);
  };
  const waiting = new Map(); // by id, until the question is nobody's here
  const takeOver = () => {
    const taken = [];
    waiting.forEach((fresh, id) => {
      const question = document.getElementById(id);
      if (question && revisionOf(question) < revisionOf(fresh)) {
        if (isBusy(question)) return;
        copyFields(question, fresh);
        copyStatus(question, fresh);
        taken.push(question.querySelector(".question-number").textContent);
      }
      waiting.delete(id);
    });
    if (taken.length) region.textContent = region.dataset.told.replace("#", taken.join(", "));
  };

  /* --- Asking. ---------------------------------------------------------------------------------------------------- */
  let known = Number(form.dataset.revision);
  let lastSign = Date.now();
  let lastAsked = Date.now();
  let failures = 0;
  let timer = 0;
  const read = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    all(".question", page).forEach((fresh) => waiting.set(fresh.id, fresh));
    const progress = document.getElementById("section-progress");
    const there = page.getElementById("section-progress");
    if (there && !progress.contains(document.activeElement)) progress.replaceChildren(...there.childNodes);
  };
  const ask = async () => {
    lastAsked = Date.now();
    const address = `${location.pathname}/nieuw?taal=${document.documentElement.lang}`;
    const headers = { "If-None-Match": `"${known}"` };
    const answer = await fetch(address, { headers, cache: "no-store" }).catch(() => null);
    if (answer?.status === 404) return; // the link works no longer: the next save says so
    failures = answer && answer.status < 400 ? 0 : failures + 1;
    if (answer?.ok) {
      known = Number(answer.headers.get("ETag")?.match(/\d+/)?.[0] ?? known);
      read(await answer.text());
      lastSign = Date.now();
    }
    takeOver();
    wait();
  };
  const pause = () => {
    if (failures) return Math.min(PAUSE * 2 ** failures, LONGEST_PAUSE);
    return Date.now() - lastSign > IDLE ? LONG_PAUSE : PAUSE;
  };
  const wait = () => {
    window.clearTimeout(timer);
    if (!document.hidden) timer = window.setTimeout(ask, Math.max(0, lastAsked + pause() - Date.now()));
  };
  ["input", "pointerdown", "keydown", "scroll"].forEach((kind) => document.addEventListener(kind, () => {
    const slept = Date.now() - lastSign > IDLE;
    lastSign = Date.now();
    if (slept) wait();
  }, { passive: true }));
  document.addEventListener("visibilitychange", wait);
  /* A save of our own is no news, if nobody else's came in between. */
  document.addEventListener("htmx:afterRequest", (event) => {
    const revision = Number(event.detail.xhr.getResponseHeader("ETag")?.match(/\d+/)?.[0]);
    if (revision === known + 1) known = revision;
  });
  wait();
})();
