/* A participant's phone in a workshop: looks where the room is, and keeps an answer until the room has it.

   The room is asked every two seconds, and at once after sleep or a lost network. What is older than what is shown is
   passed over: it comes from another process. A form is never replaced, and the focus never moved: what is new is said,
   and stands behind a link. An answer stays here until there is a receipt; it is sent again with the same number. */
(() => {
  "use strict";

  const PAUSE = 2000;
  const JITTER = 500;
  const TICK = 350;
  const TRIES = 5;
  const LONGEST_WAIT = 10 * 1000;
  const FIRST_PAUSE = 1000;
  const LONGEST_PAUSE = 15 * 1000;
  const PREFIX = "pleinwijzer-deelname:";
  const find = (id) => document.getElementById(id);
  const { stand, key = "" } = document.body.dataset;
  if (!stand) return;
  const live = find("live");
  const news = find("news");
  const words = live.dataset;

  const ask = async (address, options = {}) => {
    const stop = new AbortController();
    const alarm = setTimeout(() => stop.abort(), LONGEST_WAIT);
    try {
      return await fetch(address, { credentials: "same-origin", ...options, signal: stop.signal });
    } finally {
      clearTimeout(alarm);
    }
  };

  /* --- What is kept. A browser that keeps nothing keeps it as long as the page is open. --- */
  const memory = {};
  const trying = (action, otherwise) => {
    try { return action(); } catch { return otherwise; }
  };
  const place = (name) => `${PREFIX}${key}:${name}`;
  const put = (name, value) => {
    memory[name] = value;
    trying(() => localStorage.setItem(place(name), JSON.stringify(value)));
  };
  const get = (name) => memory[name] ?? trying(() => JSON.parse(localStorage.getItem(place(name))), null);
  const drop = (name) => {
    delete memory[name];
    trying(() => localStorage.removeItem(place(name)));
  };
  const forget = () => {
    const kept = trying(() => Object.keys(localStorage), []).filter((one) => one.startsWith(place("")));
    kept.forEach((one) => trying(() => localStorage.removeItem(one)));
    Object.keys(memory).forEach((one) => delete memory[one]);
  };

  /* --- Where the room is. --- */
  let shown = Number(document.body.dataset.revision);
  let tag = "";
  let misses = 0;
  let timer = 0;
  let gone = false;
  // Where the room is, is seen anyway, and said to who can't see; what went wrong is shown too.
  const say = (text, shows = false) => {
    live.className = shows ? "notice is-warn" : "visually-hidden";
    live.textContent = text;
  };

  const poll = async () => {
    clearTimeout(timer);
    if (document.hidden || gone) return;
    try {
      const answer = await ask(stand, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
      if (answer.status === 404) return leave();
      if (answer.status === 200) {
        const state = await answer.json();
        if (state.removed) return leave();
        if (state.revision > shown) await arrive(state);
        if (state.revision >= shown) tag = answer.headers.get("ETag") || "";
      } else if (answer.status !== 304) {
        throw new Error("busy");
      }
      if (misses > 1) say(words.back);
      misses = 0;
      send();
    } catch {
      misses += 1;
      if (misses === 2) say(words.offline, true);
    }
    clearTimeout(timer);
    timer = setTimeout(poll, PAUSE * Math.min(misses || 1, 4) + Math.random() * JITTER);
  };

  const leave = () => {
    gone = true;
    forget();
    find("now").querySelectorAll("button").forEach((one) => { one.disabled = true; });
    announce(words.gone, "", "");
  };

  /* What is new: said at once; shown in the page where nothing is being filled in, else behind a link. */
  const announce = (text, link, address) => {
    const line = document.createElement("p");
    line.textContent = text;
    const inside = document.createElement("div");
    inside.className = "width";
    inside.append(line);
    if (link) {
      const way = document.createElement("a");
      way.className = "button";
      way.href = address;
      way.textContent = link;
      inside.append(way);
    }
    news.replaceChildren(inside);
  };

  // An answer that the room has is folded away by then; what is open is somebody's to finish.
  const isBusy = (now) => Boolean(find("answer")?.open) || now.contains(document.activeElement);
  const here = () => location.pathname + (new URLSearchParams(location.search).has("toestel") ? "?toestel=mijn" : "");

  const wait = (time) => new Promise((done) => { setTimeout(done, time); });

  // The page may come from a process that does not know yet what another one just said: then it is asked again.
  const fetchPage = async (revision) => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const answer = await ask(here(), { cache: "no-store" });
      if (!answer.ok) throw new Error("busy");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.getElementById("now") || Number(page.body.dataset.revision) >= revision) return page;
      await wait(TICK);
    }
    throw new Error("behind");
  };

  const arrive = async (state) => {
    const now = find("now");
    if (isBusy(now)) return tellNews(state);
    const page = await fetchPage(state.revision);
    const fresh = page.getElementById("now");
    if (!fresh) return location.reload();
    if (isBusy(now)) return tellNews(state);
    shown = Number(page.body.dataset.revision);
    document.body.dataset.number = page.body.dataset.number;
    now.replaceChildren(...fresh.childNodes);
    news.replaceChildren();
    document.title = page.title;
    say(state.text);
    take();
  };

  const tellNews = (state) => {
    shown = state.revision;
    announce(state.text, state.link, here());
    if (state.stage === "closed") tell("closed");
  };

  /* --- An answer: kept, sent, and kept until there is a receipt. --- */
  let sending = false;
  let pause = FIRST_PAUSE;
  let again = 0;
  const vote = () => find("vote");
  const tell = (state) => {
    const line = find("receipt");
    if (!line || !line.dataset[state]) return;
    line.className = `receipt is-${state}`;
    line.textContent = line.dataset[state];
  };

  const nextNumber = () => {
    const last = Math.max(Number(get("number") || 0), Number(document.body.dataset.number || 0));
    put("number", last + 1);
    return String(last + 1).padStart(8, "0");
  };

  // Each choice is a row of noughts with a one in its own place. Laid over one another they are an answer, which on the
  // line is as long as any other.
  const readFields = (form) => {
    const masks = Array.from(form.querySelectorAll(":checked"), (one) => one.value);
    const mask = masks.reduce((one, other) => Array.from(one, (sign, at) => (other[at] === "1" ? "1" : sign)).join(""));
    return [["round", form.dataset.round], ["mask", mask]];
  };
  const isFilledIn = (form) => Boolean(form.querySelector(":checked"));

  // Without a script each is a yes or a no. One box is enough here.
  const makeBox = (pair) => {
    const box = pair.querySelector("input");
    const line = document.createElement("label");
    line.className = pair.className.replace("pair", "");
    line.append(box, pair.querySelector("span"));
    box.type = "checkbox";
    box.name = "mask";
    pair.replaceWith(line);
  };

  /* The clock only shows: a person closes. A clock that goes on while the phone sleeps. */
  let ends = 0;
  const startClock = () => {
    const clock = document.querySelector("[data-clock]");
    if (clock && !clock.dataset.runs) ends = Date.now() + 1000 * Number(clock.dataset.clock);
    if (clock) clock.dataset.runs = "1";
  };
  setInterval(() => {
    const clock = document.querySelector("[data-runs]");
    if (!clock) return;
    const left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
    const text = left ? clock.dataset.words.replace("#", left) : clock.dataset.over;
    if (clock.textContent !== text) clock.textContent = text;
  }, 500);

  const take = () => {
    document.querySelectorAll("[data-script]").forEach((one) => { one.hidden = false; });
    startClock();
    const form = vote();
    if (!form || form.dataset.taken) return;
    form.dataset.taken = "1";
    form.querySelectorAll(".pair").forEach(makeBox);
    const draft = get("draft");
    if (draft && draft.round === form.dataset.round) {
      const kept = new Map(draft.fields).get("mask");
      form.querySelectorAll("[name=mask]").forEach((one) => { one.checked = kept[one.value.indexOf("1")] === "1"; });
      tell("waiting");
    }
    form.addEventListener("change", (event) => {
      alone(form, event.target);
      tell(form.dataset.sent ? "changed" : "chosen");
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!isFilledIn(form)) return tell("choose");
      put("draft", { round: form.dataset.round, number: nextNumber(), address: form.action, fields: readFields(form) });
      tell("sending");
      pause = FIRST_PAUSE;
      send();
    });
  };

  // "None of these" and "don't know" go with nothing else.
  const alone = (form, changed) => {
    if (changed.type !== "checkbox" || !changed.checked) return;
    form.querySelectorAll("input[type=checkbox]").forEach((one) => {
      if (one !== changed && (changed.dataset.alone !== undefined || one.dataset.alone !== undefined)) one.checked = false;
    });
  };

  const send = async () => {
    const draft = get("draft");
    if (!draft || sending || gone) return;
    clearTimeout(again);
    sending = true;
    try {
      const body = new URLSearchParams([...draft.fields, ["number", draft.number]]);
      const answer = await ask(draft.address, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.status === 429 || answer.status >= 500) throw new Error("busy");
      if (answer.status === 404) return leave();
      const told = answer.ok ? await answer.json() : { receipt: "refused" };
      receive(draft, told);
    } catch {
      if (draft.round === vote()?.dataset.round) tell("waiting");
      again = setTimeout(send, pause + Math.random() * JITTER);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    } finally {
      sending = false;
    }
    if (get("draft") && get("draft").number !== draft.number) send();
  };

  const receive = (draft, told) => {
    if (told.number) put("number", Math.max(Number(told.number), Number(get("number") || 0)));
    if (get("draft")?.number !== draft.number) return;
    drop("draft");
    pause = FIRST_PAUSE;
    if (told.receipt === "removed") return leave();
    const form = vote();
    if (form && form.dataset.round === draft.round) {
      tell(told.receipt);
      if (told.receipt === "received") fold(form);
    } else if (told.receipt !== "received") {
      say(words[told.receipt] || words.late, true);
    }
  };

  const fold = (form) => {
    const answer = find("answer");
    form.dataset.sent = "1";
    answer.classList.remove("is-first");
    if (answer.contains(document.activeElement)) find("main").focus({ preventScroll: true });
    answer.open = false;
  };

  const wake = () => {
    if (document.hidden) return;
    misses = 0;
    poll();
  };

  if (document.body.dataset.over !== undefined) forget();
  take();
  send();
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", wake);
  document.addEventListener("resume", wake);
})();
