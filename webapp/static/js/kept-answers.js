/* What is kept of answers that are not saved yet, in this browser: a question an item of localStorage, under a name that
   follows from the private link but does not tell it. It goes when it is saved, when the self-scan is deleted, and when
   the link works no longer. answers.js sends it, leaving.js looks after it when somebody goes. */
window.keptAnswers = (() => {
  "use strict";

  const PREFIX = "pleinwijzer-answer:";
  const { drafts: key = "", root = "" } = document.body.dataset;
  const language = document.documentElement.lang;
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const questions = all(".question[data-hx-post]");
  const nameOf = (question) => question.getAttribute("data-hx-post").split("/").pop();

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

  /* --- What becomes of the self-scan becomes of what is kept of it. --------------------------------------------- */
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

  return {
    key, root, language, all, questions, nameOf, get, put, drop, forget, list, readFields, isContent, says, keep,
    connection: { unreachable: false },
  };
})();
