/* What JavaScript makes nicer. Without this file every page still works. Texts come from data-attributes, so that the
   server translates them. */
(() => {
  "use strict";

  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

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
  /* Who types knows: "don't know" goes. Not the other way round, which would take away what was typed. */
  document.addEventListener("input", (event) => {
    const field = event.target;
    const group = field.closest("[data-exclusive-group]");
    if (!group || !field.matches(".input") || !field.value.trim()) return;
    all("input[data-exclusive]", group).forEach((box) => { box.checked = false; });
  }, true);

  /* --- Where a number comes from that was filled in is said until somebody types another. ---------------------- */

  all("[data-filled]").forEach((line) => {
    document.getElementById(line.id.replace(/-from$/, "")).addEventListener("input", (event) => {
      if (event.target.value !== line.dataset.filled) line.textContent = "";
    });
  });

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

  /* --- A text that comes near its limit, or goes past it, says so; nothing is cut. ----------------------------- */
  const tellLength = (field) => {
    const line = document.getElementById(field.dataset.counter);
    const left = Number(field.dataset.most) - Array.from(field.value.trim().replace(/\r\n?/g, "\n")).length;
    const words = left < 0 ? line.dataset.over : line.dataset.left;
    const told = left > Number(field.dataset.most) / 10 ? "" : words.replace("#", String(Math.abs(left)));
    if (line.textContent !== told) line.textContent = told;
    line.classList.toggle("is-over", left < 0);
  };
  const waiting = new Map();
  all("[data-most]").forEach(tellLength);
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!("most" in field.dataset)) return;
    window.clearTimeout(waiting.get(field));
    waiting.set(field, window.setTimeout(tellLength, 400, field)); // a screen reader is told after a pause in typing
  });

  /* --- What was folded on a form stands open on paper, and is folded again afterwards. A result is printed as it stands. --------------------------------- */

  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    unfolded = document.body.matches(".is-result") ? [] : all("details:not([open], .note)");
    unfolded.forEach((details) => { details.open = true; });
    const typed = all("textarea, input").filter((field) => field.type.startsWith("text"));
    typed.filter((field) => field.value.length > 20).forEach((field) => {
      const text = document.createElement("div");
      text.className = "printed-text";
      text.textContent = field.value;
      field.after(text);
    });
  });
  window.addEventListener("afterprint", () => {
    unfolded.forEach((details) => { details.open = false; });
    all(".printed-text").forEach((text) => text.remove());
  });

  /* A result says beforehand on about how many sheets it comes. What fills a sheet stands on 1350 px of a wide page and
     on 1750 px of a narrow one: counted on result pages, folded and opened. Details in a column of a table are set as
     wide as a sheet, without their buttons. A test holds it to what is printed. */
  const countSheets = () => {
    const main = document.getElementById("main");
    const isNarrow = main.clientWidth < 640;
    const spared = all(".plan-details[open] > div").reduce((sum, details) => {
      const buttons = all(".actions", details).reduce((height, row) => height + row.offsetHeight, 0);
      const kept = isNarrow ? 1 : Math.min(1, details.offsetWidth / 720);
      return sum + details.offsetHeight - (details.offsetHeight - buttons) * kept;
    }, 0);
    return Math.max(1, Math.ceil((main.scrollHeight - spared) / (isNarrow ? 1750 : 1350)));
  };
  all("[data-print]").forEach((button) => {
    button.hidden = false;
    const told = button.querySelector("[data-sheets]");
    const tell = () => { if (told) told.textContent = told.dataset.sheets.replace("#", String(countSheets())); };
    tell();
    document.addEventListener("toggle", tell, true);
    document.addEventListener("load", tell, true); // pictures have no height before
    window.addEventListener("load", tell);
    button.addEventListener("click", () => window.print());
  });

  all("[data-open-all]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const folded = all("main details");
      const open = folded.some((details) => !details.open);
      folded.forEach((details) => { details.open = open; });
      button.textContent = open ? button.dataset.closeAll : button.dataset.openAll;
    });
  });

  /* A link to something folded (a derivation, an error) opens it. */
  const openTarget = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let folded = target.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", openTarget);
  openTarget();

  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
})();
