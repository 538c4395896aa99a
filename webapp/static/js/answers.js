/* Answers on their way: saved as you go (htmx sends), kept in this browser until they are saved, and sent again.

   What is not saved yet stands in localStorage, a question an item, under a name that follows from the private link but
   does not tell it. It goes when it is saved, when the self-scan is deleted, and when the link works no longer. */
(() => {
  "use strict";

  const PREFIX = "pleinwijzer-answer:";
  const FIRST_PAUSE = 5000;
  const LONGEST_PAUSE = 5 * 60 * 1000;
  const LONGEST_WAIT = 20 * 1000;
  const LONGEST_STAY = 8 * 1000;
  const { drafts: key = "", root = "" } = document.body.dataset;
  const language = document.documentElement.lang;
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const questions = all(".question[data-hx-post]");
  const nameOf = (question) => question.getAttribute("data-hx-post").split("/").pop();
  const status = (question) => question.querySelector(".save-status");

  /* --- What is kept. A browser that keeps nothing only warns. -------------------------------------------------- */
  const trying = (action, otherwise) => {
    try { return action(); } catch { return otherwise; }
  };
  const place = (name) => `${PREFIX}${key}:${name}`;
  const get = (name) => trying(() => JSON.parse(localStorage.getItem(place(name))), null);
  const put = (draft) => trying(() => localStorage.setItem(place(draft.question), JSON.stringify(draft)));
  const drop = (name) => trying(() => localStorage.removeItem(place(name)));
  const placesOf = (owner) => trying(() => Object.keys(localStorage), [])
    .filter((one) => one.startsWith(`${PREFIX}${owner}:`));
  const forget = (owner) => placesOf(owner).forEach((one) => localStorage.removeItem(one));
  const list = () => (key ? placesOf(key) : []).map((one) => get(one.slice(place("").length))).filter(Boolean)
    .sort((one, other) => one.at - other.at);

  const readFields = (question) => all("input, select, textarea", question)
    .filter((control) => control.name && (!["radio", "checkbox"].includes(control.type) || control.checked))
    .map((control) => [control.name, control.value]);
  const isContent = ([name]) => !/^(revision|undecided)\./.test(name);
  const says = (fields) => JSON.stringify(fields.filter(isContent).filter(([, value]) => value !== ""));
  const keep = (question) => {
    const name = nameOf(question);
    const section = location.pathname.split("/").pop();
    const at = get(name)?.at ?? Date.now();
    const version = crypto.getRandomValues(new Uint32Array(2)).join("-");
    put({ question: name, section, language, at, version, fields: readFields(question) });
  };

  /* --- What stands under a question. --------------------------------------------------------------------------- */
  const tell = (question, text) => {
    const line = status(question);
    const hidden = all('input[type="hidden"]', line);
    const words = document.createElement("span");
    words.className = "save-state is-not-saved";
    words.textContent = text;
    const again = document.createElement("button");
    again.type = "button";
    again.className = "link-button";
    again.textContent = line.dataset.tryAgain;
    again.addEventListener("click", () => {
      delete question.dataset.held;
      question.dispatchEvent(new Event("retry"));
    });
    line.replaceChildren(...hidden, words, again);
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
  let unreachable = false;
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
    unreachable = code === 0;
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
    if (question) tell(question, status(question).dataset[kind]);
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
  });
  const sendFromElsewhere = async (draft) => {
    const answer = await post(draft, false).catch(() => null);
    unreachable = answer === null;
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
  window.addEventListener("online", () => {
    pause = FIRST_PAUSE;
    flush();
  });

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
  /* What is on its way comes back first, on a slow line too: the form tells on which saved answers it builds, and would
     take an earlier answer of its own for somebody else's. */
  const isSending = () => document.querySelector(".question.htmx-request") !== null;
  let settled = false;
  let going = 0;
  const goOnceAnswered = async (form, button) => {
    going += 1;
    const latest = going;
    const until = Date.now() + LONGEST_STAY;
    while (isSending() && Date.now() < until) await new Promise((done) => { window.setTimeout(done, 50); });
    if (latest !== going) return; // another button was pressed meanwhile
    settled = true;
    form.requestSubmit(button);
    settled = false;
  };
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
    if (navigator.onLine && !unreachable) {
      if (notice) notice.hidden = true;
      leavingByForm = true;
      decide(button);
      return;
    }
    event.preventDefault();
    if (notice) notice.hidden = false;
    if (navigator.onLine && (await isReachable())) {
      unreachable = false;
      form.requestSubmit(button);
    }
  });

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
    if (!isShown) tell(question, status(question).dataset.cameBack);
  };
  const fill = (question, fields) => {
    all("input, select, textarea", question).filter((control) => isContent([control.name])).forEach((control) => {
      const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
      else control.value = values[0] ?? "";
      const note = control.closest("details.note");
      if (note && control.value) note.open = true;
    });
    question.dispatchEvent(new Event("filled", { bubbles: true }));
  };
  const followTheScan = () => {
    const told = new URLSearchParams(location.search).get("melding");
    const before = trying(() => sessionStorage.getItem(PREFIX), null);
    trying(() => sessionStorage.removeItem(PREFIX));
    if (before && told === "verwijderd") forget(before);
    if (before && told === "link-vervangen" && key) {
      placesOf(before).forEach((one) => {
        localStorage.setItem(one.replace(before, key), localStorage.getItem(one));
        localStorage.removeItem(one);
      });
    }
    if (document.body.dataset.forget) forget(document.body.dataset.forget);
  };
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-ends-link]")) trying(() => sessionStorage.setItem(PREFIX, key));
  });
  trying(followTheScan);
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
