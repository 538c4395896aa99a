/* Answers on their way: saved as you go (htmx sends), kept in this browser until they are saved (kept-answers.js), and
   sent again. */
(() => {
  "use strict";

  const FIRST_PAUSE = 5000;
  const LONGEST_PAUSE = 5 * 60 * 1000;
  const LONGEST_WAIT = 20 * 1000;
  const {
    key, root, language, all, questions, nameOf, get, put, drop, forget, list, readFields, isContent, says, keep, connection,
  } = window.keptAnswers;
  const status = (question) => question.querySelector(".save-status");
  const words = (question) => question.closest("form").dataset;

  /* --- What stands under a question. --------------------------------------------------------------------------- */
  const tell = (question, text) => {
    const line = status(question);
    const hidden = all('input[type="hidden"]', line);
    const state = document.createElement("span");
    state.className = "save-state is-not-saved";
    state.textContent = text;
    const again = document.createElement("button");
    again.type = "button";
    again.className = "link-button";
    again.textContent = words(question).tryAgain;
    again.addEventListener("click", () => {
      delete question.dataset.held;
      question.dispatchEvent(new Event("retry"));
    });
    line.replaceChildren(...hidden, state, again);
  };
  const banner = document.getElementById("unsent");
  const showBanner = () => {
    const here = new Set(questions.map(nameOf));
    const elsewhere = list().filter((draft) => !here.has(draft.question));
    if (!banner) return;
    banner.hidden = elsewhere.length === 0;
    if (elsewhere.length) banner.querySelector("a").href = `${root}/vragen/${elsewhere[0].section}`;
  };

  /* --- Saving as you go. Each change has a number: only the answer to a request that carried the last one makes the
     question saved. --------------------------------------------------------------------------------------------- */
  let changes = 0;
  const mark = (question) => {
    changes += 1;
    question.dataset.unsaved = String(changes);
  };
  document.addEventListener("input", (event) => {
    const question = event.target.closest(".question[data-hx-post]");
    if (!question) return;
    mark(question);
    keep(question);
    if (event.target.matches("[data-draft]")) question.dispatchEvent(new Event("draft"));
  });
  document.addEventListener("change", (event) => { // after "none of these" took the other ticks away
    const question = event.target.closest(".question[data-hx-post][data-unsaved]");
    if (question) keep(question);
  });
  /* What comes back is put on this page, so it speaks its language: no cookie need say which that is. */
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.target.closest(".question")) event.detail.path += `?taal=${language}`;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const question = event.target.closest(".question");
    if (!question) return;
    /* What was refused is not sent again by itself, just because its field is left on the way to a button under it: the
       answer would put another button in that place. */
    if (event.target === question && question.dataset.held && question.dataset.held === question.dataset.unsaved) {
      event.preventDefault();
    } else {
      question.dataset.sent = question.dataset.unsaved ?? "";
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const question = event.target.closest(".question");
    if (!question) return;
    const code = event.detail.xhr.status;
    connection.unreachable = code === 0;
    if (code >= 200 && code < 400 && question.dataset.unsaved === question.dataset.sent) {
      delete question.dataset.unsaved;
      drop(nameOf(question));
      delete question.dataset.held;
      if (event.target.name === "reopen") releaseHeld();
    } else if (code >= 400 && code < 500 && code !== 429) {
      const draft = get(nameOf(question));
      if (draft) put({ ...draft, held: true });
      question.dataset.held = question.dataset.sent;
    } else if (code === 0 || code >= 400) {
      schedule();
    }
  });
  const failed = (kind) => (event) => {
    const question = event.target.closest(".question");
    if (question) tell(question, words(question)[kind]);
  };
  document.addEventListener("htmx:sendError", failed("notSaved"));
  document.addEventListener("htmx:timeout", failed("notSaved"));
  document.addEventListener("htmx:responseError", failed("notSavedServer"));
  document.addEventListener("link-gone", () => forget(key));

  /* --- Sending again: the oldest first, after growing pauses, and as soon as there is a connection. --------------- */
  const wait = (question) => new Promise((done) => {
    const timer = window.setTimeout(done, LONGEST_WAIT, false);
    question.addEventListener("htmx:afterRequest", (event) => {
      window.clearTimeout(timer);
      const code = event.detail.xhr.status;
      done(code > 0 && code < 500 && code !== 429);
    }, { once: true });
    question.dispatchEvent(new Event("retry"));
  });
  const addressOf = (draft) => `${root}/antwoord/${draft.question}?taal=${draft.language}`;
  const post = (draft, keepalive) => fetch(addressOf(draft), {
    method: "POST", headers: { "HX-Request": "true" }, body: new URLSearchParams(draft.fields), keepalive,
    signal: keepalive ? undefined : AbortSignal.timeout?.(LONGEST_WAIT), // what hangs may not hold up the rest
  });
  window.keptAnswers.post = post;
  const sendFromElsewhere = async (draft) => {
    const answer = await post(draft, false).catch(() => null);
    connection.unreachable = answer === null;
    if (!answer || answer.status >= 500 || answer.status === 429) return false;
    if (answer.headers.get("HX-Trigger") === "link-gone") forget(key);
    else if (get(draft.question)?.version === draft.version) {
      if (answer.ok) drop(draft.question);
      else put({ ...draft, held: true });
    }
    return true;
  };
  const send = (draft) => {
    const question = questions.find((one) => nameOf(one) === draft.question && "unsaved" in one.dataset);
    return question && draft.language === language ? wait(question) : sendFromElsewhere(draft);
  };
  let pause = FIRST_PAUSE;
  let timer = 0;
  let sending = null;
  const schedule = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(flush, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  };
  const sendAll = async (also) => {
    for (const draft of list().filter((one) => !one.held || also(one))) {
      if (!(await send(draft))) {
        schedule();
        return false;
      }
    }
    pause = FIRST_PAUSE;
    return true;
  };
  const flush = (also = () => false) => {
    sending ??= sendAll(typeof also === "function" ? also : () => false).finally(() => {
      sending = null;
      showBanner();
    });
    return sending;
  };
  const releaseHeld = () => {
    list().forEach((draft) => put({ ...draft, held: false }));
    questions.forEach((question) => delete question.dataset.held);
    window.setTimeout(flush, 0);
  };
  const sendAgain = () => {
    pause = FIRST_PAUSE;
    flush();
  };
  window.keptAnswers.sendAgain = sendAgain;
  window.addEventListener("online", sendAgain);

  /* --- When a page opens: what was kept comes back into its question, and is sent. -------------------------------- */
  const restore = (draft, question) => {
    const isShown = says(readFields(question)) === says(draft.fields);
    if (isShown && !question.querySelector(".is-not-saved, .is-conflict, .inline-error")) {
      drop(draft.question);
      return;
    }
    if (!isShown) fill(question, draft.fields);
    mark(question);
    const revision = draft.fields.find(([name]) => name === `revision.${draft.question}`);
    const field = all("input[type=hidden]", question).find((one) => one.name === `revision.${draft.question}`);
    if (!isShown && revision && field) field.value = revision[1];
    if (!isShown) tell(question, words(question).cameBack);
  };
  const fill = (question, fields) => {
    all("input, select, textarea", question).filter((control) => isContent([control.name])).forEach((control) => {
      const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
      else control.value = values[0] ?? "";
      const folded = control.closest("details.note, details.basis");
      if (folded && control.value) folded.open = true;
    });
    question.dispatchEvent(new Event("filled", { bubbles: true }));
  };
  if (!key) return;
  /* On a slow line somebody answers before this file is there. Only on a page that was asked for anew: when one goes
     back or reloads, the browser itself may put older answers there, and those must not go over a colleague's. */
  const differs = (control) => {
    if (["radio", "checkbox"].includes(control.type)) return control.checked !== control.defaultChecked;
    return "defaultValue" in control && control.value !== control.defaultValue;
  };
  const isNew = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  const early = isNew ? questions.filter((question) => all("input, textarea", question).some(differs)) : [];
  early.forEach((question) => {
    mark(question);
    keep(question);
  });
  list().filter((draft) => draft.language === language).forEach((draft) => {
    const question = questions.find((one) => nameOf(one) === draft.question);
    if (question && !early.includes(question)) restore(draft, question);
  });
  showBanner();
  const here = new Set(questions.map(nameOf));
  window.addEventListener("load", () => flush((draft) => here.has(draft.question)));
})();
