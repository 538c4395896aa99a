/* Leaving a page on which something was filled in: what is on its way comes back first, what is typed goes along or stays
   kept, and a form stays where it is while the site can't be reached. */
(() => {
  "use strict";

  const LONGEST_STAY = 8 * 1000;
  const { all, connection, drop, get, nameOf, put, post, sendAgain } = window.keptAnswers;

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
  /* The choice of a language that is no part of a form asks before it loses what stands in one. */
  let typed = false;
  let asks = false;
  document.addEventListener("input", (event) => {
    typed ||= event.target.closest("form:not(.questions)") !== null;
  });
  document.addEventListener("submit", (event) => { asks = typed && event.target.matches("form.language"); });
  window.addEventListener("beforeunload", (event) => {
    if (asks) event.preventDefault();
    asks = false;
  });
  /* What a button of the form decides about one question is decided about what is kept of it too. */
  const decide = (button) => {
    const draft = button && get(button.value);
    if (!draft) return;
    if (button.name === "take") drop(draft.question);
    const others = draft.fields.filter(([name]) => !/^(answer|row|state)\./.test(name));
    if (button.name === "clear") put({ ...draft, fields: others });
  };
  /* A form leaves only for a site that answers: else the browser's own error page would take the place of what is on
     this one. A browser that believes itself online does not know whether the server is there. Who hears nothing for
     long is not kept waiting: the form leaves then, as it would without this. */
  const LONGEST_LOOK = 5 * 1000;
  const LOOK_AGAIN = 4 * 1000;
  const SAYS_SO_AFTER = 1000;
  const waiting = document.getElementById("one-moment");
  const isReachable = (unheard = false) => {
    const controller = new AbortController();
    const late = new Promise((done) => { window.setTimeout(done, LONGEST_LOOK, unheard); });
    late.then(() => controller.abort());
    const heard = fetch(waiting.dataset.looksAt, { method: "HEAD", cache: "no-store", signal: controller.signal })
      .then((answer) => answer.status < 500, () => (controller.signal.aborted ? unheard : false));
    return Promise.race([heard, late]);
  };
  const sayBusy = (pressed) => {
    pressed.setAttribute("aria-busy", "true");
    const timer = window.setTimeout(() => { waiting.textContent = waiting.dataset.words; }, SAYS_SO_AFTER);
    return () => {
      window.clearTimeout(timer);
      pressed.removeAttribute("aria-busy");
      if (looking === null) waiting.textContent = "";
    };
  };
  const noticeIn = (form) => {
    const there = form.querySelector("[data-offline]");
    if (there) return there;
    const made = document.getElementById("offline").content.cloneNode(true).firstElementChild;
    (form.querySelector(".form-end") ?? form.lastElementChild).before(made);
    return made;
  };
  const lookAgain = async (notice) => {
    if (notice.hidden) return;
    if (!(await isReachable())) {
      window.setTimeout(lookAgain, LOOK_AGAIN, notice);
      return;
    }
    notice.hidden = true;
    sendAgain();
  };
  const tellUnreachable = (form) => {
    const notice = noticeIn(form);
    form.dispatchEvent(new Event("unreachable"));
    if (!notice.hidden) return;
    notice.hidden = false;
    window.setTimeout(lookAgain, LOOK_AGAIN, notice);
  };

  /* What is on its way comes back first, on a slow line too: whatever is sent next tells on which saved answers it builds,
     and would take an earlier answer of its own for somebody else's. That goes for the form and for a link. */
  const isSending = () => document.querySelector(".question.htmx-request") !== null;
  let clear = false;
  let going = 0;
  const wait = async () => {
    going += 1;
    const latest = going;
    const until = Date.now() + LONGEST_STAY;
    while (isSending() && Date.now() < until) await new Promise((done) => { window.setTimeout(done, 50); });
    return latest === going; // else another button or link was pressed meanwhile
  };
  let looking = null;
  const go = async (form, button) => {
    const pressed = button ?? form;
    looking = pressed;
    const endBusy = sayBusy(pressed);
    const goes = button?.closest(".question") ? true : await wait();
    const reachable = goes && (await isReachable(true));
    const isLatest = looking === pressed; // else another button was pressed meanwhile
    if (isLatest) looking = null;
    endBusy();
    if (!isLatest || !goes) return;
    if (!reachable) {
      tellUnreachable(form);
      return;
    }
    connection.unreachable = false;
    clear = true;
    form.requestSubmit(button);
    clear = false;
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
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches(".questions, #page-form, #plan-form, .difference form")) return;
    if (!clear) {
      event.preventDefault();
      if (looking !== (event.submitter ?? form)) go(form, event.submitter); // pressed twice it goes once
      return;
    }
    all("[data-offline]", form).forEach((notice) => { notice.hidden = true; });
    if (!form.matches(".questions")) return;
    leavingByForm = true;
    decide(event.submitter);
  });
})();
