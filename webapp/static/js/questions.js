/* The questions on a narrow screen: a row of a grid opens to its answers and folds to the one that was given. Where there
   is room for a table, and without this file, the rows stand as the server sent them. */
(() => {
  "use strict";

  const all = (selector, root) => Array.from(root.querySelectorAll(selector));
  const rowsOf = (grid) => all(".grid-row", grid);
  const toggleOf = (row) => row.querySelector(".grid-toggle");
  const chosen = (row) => row.querySelector("input:checked");
  const isNarrow = (grid) => getComputedStyle(grid.querySelector(".grid-head")).display === "none";

  const tellAnswer = (row) => {
    const answer = row.querySelector(".grid-answer");
    const given = chosen(row);
    if (!answer) return;
    answer.textContent = given ? given.nextElementSibling.textContent : row.parentElement.dataset.open;
    answer.classList.toggle("is-open", !given);
  };
  const show = (row, open) => {
    tellAnswer(row);
    row.classList.toggle("is-folded", !open);
    toggleOf(row).setAttribute("aria-expanded", String(open));
  };

  const fold = (grid) => {
    const first = rowsOf(grid).find((row) => !chosen(row));
    rowsOf(grid).forEach((row) => {
      const toggle = document.createElement("button");
      toggle.type = "button";
      toggle.className = "grid-toggle";
      const answer = document.createElement("span");
      answer.className = "grid-answer";
      const text = row.querySelector(".grid-text");
      toggle.append(...text.childNodes, answer);
      toggle.addEventListener("click", () => show(row, row.classList.contains("is-folded")));
      text.append(toggle);
      show(row, row === first || row.contains(document.activeElement));
    });
    grid.classList.add("is-folding");
  };
  const unfold = (grid) => {
    rowsOf(grid).forEach((row) => {
      row.classList.remove("is-folded");
      toggleOf(row).replaceWith(toggleOf(row).firstChild);
    });
    grid.classList.remove("is-folding");
  };
  const fit = (grid) => {
    const narrow = isNarrow(grid);
    if (narrow !== grid.classList.contains("is-folding")) (narrow ? fold : unfold)(grid);
  };

  /* A finger that chose is done with the row: it folds, and the next one that is open takes its place. Who goes through
     the answers with arrow keys stays where they are (such a click has no detail). */
  const goOn = (row) => {
    show(row, false);
    const next = rowsOf(row.parentElement).find((one) => !chosen(one));
    if (next) show(next, true);
    if (row.contains(document.activeElement)) toggleOf(row).focus({ preventScroll: true });
  };
  /* At once, within the click: what folds later can undo what somebody did in between. A finger on the words of a choice
     clicks them first and then, without detail, the button that they belong to: only by then the row has its answer. */
  let touched = null;
  document.addEventListener("click", (event) => {
    const choice = event.target.closest(".is-folding .grid-choice");
    const byFinger = event.detail > 0 || (choice && choice === touched);
    touched = null;
    if (!choice || !byFinger) return;
    if (!event.target.matches("input")) touched = choice;
    else if (chosen(choice.parentElement)) goOn(choice.parentElement);
  });
  document.addEventListener("change", (event) => {
    const row = event.target.closest(".is-folding .grid-row");
    if (row) tellAnswer(row);
  });
  document.addEventListener("filled", (event) => all(".is-folding .grid-row", event.target).forEach(tellAnswer));

  const grids = all(".grid", document);
  const watcher = new ResizeObserver((entries) => entries.forEach((entry) => fit(entry.target)));
  grids.forEach((grid) => {
    fit(grid);
    watcher.observe(grid);
  });
})();
