/* Leaving a page with questions: what is on its way comes back first, what is typed goes along or stays kept. */
(() => {
  "use strict";

  const LONGEST_STAY = 8 * 1000;
  const { all, connection, drop, get, nameOf, put, post } = window.keptAnswers;

  /* --- Leaving. Only the form of the questions takes along what is typed: nothing else silences the warning. ------- */
  let leavingByForm = false;
  window.addEventListener("pageshow", () => { leavingByForm = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!leavingByForm && document.querySelector(".question[data-unsaved]")) event.preventDefault();
  });
  window.addEventListener("pagehide", () => {
    if (leavingByForm) return;
    all(".question[data-unsaved]").map((question) => get(nameOf(question))).filter((draft) => draft && !draft.held)
      .forEach((draft) => post(draft, true).catch(() => {}));
  });
  /* What a button of the form decides about one question is decided about what is kept of it too. */
  const decide = (button) => {
    const draft = button && get(button.value);
    if (!draft) return;
    if (button.name === "take") drop(draft.question);
    const others = draft.fields.filter(([name]) => !/^(answer|row|state)\./.test(name));
    if (button.name === "clear") put({ ...draft, fields: others });
  };
  const isReachable = () => fetch(location.pathname, { method: "HEAD" })
    .then((answer) => answer.status < 500, () => false);
  /* What is on its way comes back first, on a slow line too: whatever is sent next tells on which saved answers it builds,
     and would take an earlier answer of its own for somebody else's. That goes for the form and for a link. */
  const isSending = () => document.querySelector(".question.htmx-request") !== null;
  let settled = false;
  let going = 0;
  const wait = async () => {
    going += 1;
    const latest = going;
    const until = Date.now() + LONGEST_STAY;
    while (isSending() && Date.now() < until) await new Promise((done) => { window.setTimeout(done, 50); });
    return latest === going; // else another button or link was pressed meanwhile
  };
  const goOnceAnswered = async (form, button) => {
    if (!(await wait())) return;
    settled = true;
    form.requestSubmit(button);
    settled = false;
  };
  const leadsAway = (link) => !link.target && !link.hasAttribute("download") && link.origin === location.origin
    && !(link.hash && link.pathname === location.pathname && link.search === location.search);
  const isPlain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || !isPlain(event) || !leadsAway(link) || !isSending()) return;
    event.preventDefault();
    if (await wait()) location.assign(link.href);
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form.questions")) return;
    const notice = form.querySelector("[data-offline]");
    const button = event.submitter;
    if (isSending() && !settled && !button?.closest(".question")) {
      event.preventDefault();
      goOnceAnswered(form, button);
      return;
    }
    if (navigator.onLine && !connection.unreachable) {
      if (notice) notice.hidden = true;
      leavingByForm = true;
      decide(button);
      return;
    }
    event.preventDefault();
    if (notice) notice.hidden = false;
    if (navigator.onLine && (await isReachable())) {
      connection.unreachable = false;
      form.requestSubmit(button);
    }
  });
})();
