/* The list of municipalities becomes a field to search in: by name, by the name of a municipality that merged, by the
   name in the other language, by postal code. It finds what webapp/wording/place_search.py finds, and a test holds the
   two together; what to search in comes with the page. Without this file the list itself still works. */
(() => {
  "use strict";

  if (!window.accessibleAutocomplete) return;

  const MOST_SHOWN = 12;

  /* --- The same folding as on the server. --------------------------------------------------------------------- */

  const splitWords = (text, search) => {
    const bare = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
    const words = bare.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const kept = words.filter((word) => !search.skipped.includes(word));
    return kept.length ? kept : words;
  };

  const writeOut = (word, saint, at, search) => {
    if (search.short.includes(word)) return saint;
    return at === 0 && word.startsWith("st") ? saint + word.slice(2) : word;
  };

  const spellings = (words, search) => [...new Set([
    words.join(""),
    ...search.saints.map((saint) => words.map((word, at) => writeOut(word, saint, at, search)).join("")),
  ])];

  /* Each way to find a municipality: the text that leads there, folded, and what is said about it. */
  const listWays = (select) => {
    const search = JSON.parse(select.dataset.search);
    const places = Array.from(select.options).filter((option) => option.value);
    const fold = (text) => splitWords(text, search).join("");
    const say = (kind, typed, place, day = "") => search.words[kind]
      .replace("{typed}", typed).replace("{place}", place).replace("{day}", day);
    const ways = places.map((option) => ({ option, label: option.text, key: fold(option.text), why: "" }));
    search.others.split("|").forEach((other, place) => {
      if (other) ways.push({ option: places[place], label: other, key: fold(other), why: say("other", other, places[place].text) });
    });
    search.former.forEach(([name, place, year]) => {
      const why = say("former", name, places[place].text, search.days[year]);
      ways.push({ option: places[place], label: name, key: fold(name), why });
    });
    const codes = new Map();
    search.codes.split("|").forEach((some, place) => some.split(" ").filter(Boolean).forEach((code) => {
      const why = say("code", code, places[place].text);
      codes.set(code, [...(codes.get(code) ?? []), { option: places[place], label: code, key: code, why }]);
    }));
    return { search, ways, codes };
  };

  const codeIn = (words) => {
    const found = words.filter((word) => /^\d{4}$/.test(word));
    return found.length === 1 ? found[0] : "";
  };

  const findName = (words, { search, ways }) => {
    for (const spelling of spellings(words, search)) {
      const found = ways.find((way) => spelling && (way.key === spelling || way.option.value === spelling));
      if (found) return found;
    }
    return null;
  };

  /* The one way that a text leads to, or null. */
  const resolve = (text, all) => {
    const words = splitWords(text, all.search);
    const found = findName(words, all);
    const code = codeIn(words);
    if (found || !code) return found;
    const there = all.codes.get(code) ?? [];
    const named = findName(words.filter((word) => word !== code), all);
    if (!named) return there.length === 1 ? there[0] : null;
    return there.some((way) => way.option === named.option) ? named : null;
  };

  /* What to offer for a text: each municipality once, by the best way there is to it. */
  const suggest = (text, all) => {
    const words = splitWords(text, all.search);
    if (!words.length) return [];
    const forms = spellings(words, all.search);
    const typed = words.join("");
    const coded = codeIn(words) || (/^\d+$/.test(typed) ? typed : "");
    const byCode = coded ? [...all.codes.values()].flat().filter((way) => way.key.startsWith(coded)) : [];
    const starts = all.ways.filter((way) => forms.some((form) => way.key.startsWith(form)));
    const contains = all.ways.filter((way) => forms.some((form) => way.key.includes(form)));
    const seen = new Set();
    return [...byCode, ...starts, ...contains]
      .filter((way) => !seen.has(way.option) && seen.add(way.option))
      .slice(0, MOST_SHOWN);
  };

  /* --- The field. --------------------------------------------------------------------------------------------- */

  const escape = (text) => {
    const element = document.createElement("span");
    element.textContent = text;
    return element.innerHTML;
  };

  /* The number of inhabitants follows the municipality, as long as nobody typed another one. */
  const fillIn = (select) => {
    const field = document.getElementById("inhabitants");
    const line = document.getElementById("inhabitants-from");
    if (!line) return () => {};
    const counts = line.dataset.counts.split(" ");
    return () => {
      if (field.value && field.value !== line.dataset.filled) return;
      const filled = select.value ? counts[select.selectedIndex - 1] : "";
      line.dataset.filled = filled;
      field.value = filled;
      line.textContent = filled ? line.dataset.from : "";
    };
  };

  const enhance = (select) => {
    const all = listWays(select);
    const described = (select.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    const hints = described.map((id) => document.getElementById(id)?.textContent.trim()).concat(select.dataset.hint);
    const line = select.parentElement.querySelector(".combobox-why");
    const follow = fillIn(select);
    const tell = (way) => {
      line.textContent = way?.why ?? "";
      follow();
    };
    const typed = select.dataset.typed;
    const shown = typed || (select.value ? select.selectedOptions[0].text : "");
    if (typed) select.value = ""; // or the name of what it led to would stand in the place of what was typed
    let offered = [];
    const offeredAs = (text) => offered.find((way) => way.option.text === text);
    window.accessibleAutocomplete.enhanceSelectElement({
      selectElement: select,
      name: `${select.name}-typed`, // what is typed but not picked goes along, and comes back
      autoselect: false,
      confirmOnBlur: true,
      defaultValue: shown,
      displayMenu: "overlay",
      minLength: 1,
      showAllValues: false,
      tNoResults: () => select.dataset.noResults,
      tAssistiveHint: () => hints.filter(Boolean).join(" "),
      templates: {
        inputValue: (text) => text ?? "",
        suggestion: (text) => {
          const way = offeredAs(text);
          return escape(way && way.why ? `${text} (${way.label})` : text);
        },
      },
      source: (query, show) => {
        offered = suggest(query, all);
        show(offered.map((way) => way.option.text));
      },
      onConfirm: (text) => {
        const way = text ? offeredAs(text) : null;
        if (!way) return;
        way.option.selected = true;
        tell(way);
      },
    });

    /* What is typed is what is sent: text that leads nowhere leaves the select empty, so that the server asks again. */
    const input = document.getElementById(select.id.replace(/-select$/, ""));
    if (select.getAttribute("aria-invalid")) input.setAttribute("aria-invalid", "true");
    const settle = () => {
      const way = resolve(input.value, all);
      select.value = way ? way.option.value : "";
      tell(way);
    };
    input.addEventListener("input", settle);
    if (typed) settle();
  };

  document.querySelectorAll("select[data-combobox]").forEach(enhance);
})();
