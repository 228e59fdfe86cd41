// Lists that filter and sort: journeys, touchpoints, the glossary. The compiler has written values and ranks on the
// entries and the form into a template: nothing is worded or collated here. Of a long list the page holds a part; the
// rows of all parts come in a script once its reader begins to choose, and what is found stands in place of the part.

/**
 * @typedef {object} Entry
 * @property {HTMLElement} element
 * @property {Element} home  where it stands unless the list is ranked
 * @property {string} names  folded
 * @property {Record<string, string[]>} values  by facet
 * @property {Record<string, string | undefined>} data  what it can be sorted by
 */
/** @typedef {[facet: string, values: string[]][]} Choices */

(() => {
  "use strict";
  const root = /** @type {HTMLElement | null} */ (document.querySelector(".filter"));
  if (!root) return;
  const { page, load } = globalThis.playbook;
  const [controls, ranking] = root.querySelectorAll("template");
  const isPart = root.dataset.rows !== undefined;
  const form = /** @type {HTMLFormElement} */ (controls.content.querySelector("form"));
  const typed = /** @type {HTMLInputElement} */ (form.querySelector("input[name=name]"));
  const order = /** @type {HTMLSelectElement | null} */ (form.querySelector("select"));
  const boxes = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[type=checkbox]")]);
  const facets = [...new Set(boxes.map((box) => box.name))];
  const chosen = form.querySelector(".filter__chosen");
  const chip = chosen?.firstElementChild;

  // --- What is on the page

  /** Letters and spellings that people mix up are made alike: æ, ä and ae; ø, ö and oe; å, aa and a. */
  const fold = (/** @type {string} */ text) => {
    const lower = text.toLowerCase().normalize("NFC");
    const plain = lower.replace(/[æä]|ae/g, "a").replace(/[øö]|oe/g, "o").replace(/å|aa/g, "a");
    return plain.normalize("NFD").replace(/\p{M}|\u00ad/gu, "").replace(/\s+/g, " ").trim();
  };
  const namesOf = (/** @type {HTMLElement} */ element) =>
    [...element.querySelectorAll(root.dataset.names)].map((name) => name.textContent).join(" ");

  /** @param {HTMLElement} element @param {Element} home @param {string} names @param {Entry["data"]} data @returns {Entry} */
  const entry = (element, home, names, data) => ({
    element,
    home,
    names: fold(`${names} ${data.words ?? ""}`),
    values: Object.fromEntries(facets.map((facet) => [facet, (data[facet] ?? "").split(" ")])),
    data,
  });

  const listed = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(root.dataset.items)]);
  let entries = isPart ? [] : listed.map((each) => entry(each, each.parentElement, namesOf(each), each.dataset));
  const ranked = /** @type {HTMLTableElement | undefined} */ (isPart ? undefined : ranking?.content.firstElementChild);
  const homes = [...new Set(listed.map((each) => each.parentElement))];
  const sections = isPart ? [] : homes.flatMap((home) => {
    const block = home.closest("table, dl"); // lists of cards have no heading of their own
    return block ? [{ home, parts: sectionOf(block) }] : [];
  });

  /** A table or list with its heading and what stands below that, and the links to it in the page's contents. */
  function sectionOf(/** @type {Element} */ block) {
    const parts = [block];
    while (parts[0].previousElementSibling && parts[0].tagName !== "H2") parts.unshift(parts[0].previousElementSibling);
    for (let next = block.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling) {
      parts.push(next);
    }
    const links = document.querySelectorAll(`nav a[href$="#${parts[0].id}"]`);
    return [...parts, ...[...links].map((link) => link.closest("li"))];
  }

  // --- A long list

  /** Where what is found in all parts is shown, and what stands there until something is chosen. */
  const found = isPart ? /** @type {HTMLElement} */ (ranking.content.firstElementChild) : null;
  const row = found?.firstElementChild;
  row?.remove();
  const ownPart = /** @type {HTMLElement[]} */ (isPart
    ? [...homes.flatMap((home) => {
      const block = home.closest("table, dl");
      return block ? sectionOf(block) : [home];
    }),
      document.querySelector(".pages")]
    : []);

  /** An entry of what is found. @param {string[]} names @param {Entry["data"]} data */
  function rowOf([title, address, words], data) {
    const made = /** @type {HTMLElement} */ (row.cloneNode(true));
    const [link, meta] = [made.querySelector("a"), made.querySelector("p")];
    link.textContent = title;
    link.href = `${page.root}${page.language}/${address}`;
    if (data.lang) link.lang = data.lang;
    if (data.meta) meta.textContent = data.meta;
    else meta.remove();
    return entry(made, found, `${title} ${words}`, data);
  }

  /** @type {Promise<void> | undefined} */
  let loading;
  let hasFailed = false;
  /** Get the rows of all parts. */
  function loadRows() {
    loading ??= load(root.dataset.rows).then(() => {
      hasFailed = !globalThis.playbookRows;
      if (hasFailed) return show();
      const { columns, tables, rows } = globalThis.playbookRows;
      entries = rows.map((/** @type {(string | number)[]} */ [title, address, words, ...held]) =>
        rowOf([title, address, words], Object.fromEntries(
          columns.map((name, place) => [name, held[place] === "" ? "" : tables[name]?.[held[place]] ?? held[place]]))));
      sorted = null;
      show();
    });
  }

  // --- The choices and the address

  /** @returns {Choices} */
  const picked = () =>
    facets.map((facet) => [facet, boxes.filter((box) => box.name === facet && box.checked).map((box) => box.value)]);

  function readAddress() {
    const asked = new URLSearchParams(location.search);
    for (const box of boxes) box.checked = (asked.get(box.name) ?? "").split(",").includes(box.value);
    typed.value = asked.get("name") ?? "";
    if (!order) return;
    order.value = asked.get("sort") ?? "";
    if (order.selectedIndex < 0) order.selectedIndex = 0;
  }

  /** Note the choices in the address, by ids that mean the same in every language; the back button takes them back. */
  function note(/** @type {"pushState" | "replaceState"} */ how) {
    const held = picked().filter(([, values]) => values.length);
    const parts = held.map(([facet, values]) => `${facet}=${values.join(",")}`);
    if (order?.selectedIndex) parts.push(`sort=${order.value}`);
    if (typed.value.trim()) parts.push(`name=${encodeURIComponent(typed.value.trim())}`);
    const search = parts.length ? `?${parts.join("&")}` : "";
    if (search === location.search) return;
    try {
      history[how](null, "", location.pathname + search + location.hash);
    } catch {
      // some browsers let a page without a server keep no state
    }
  }

  // --- The list

  /** Whether an entry fits the choices, those of one facet left out. */
  const fits = (/** @type {Entry} */ { values }, /** @type {Choices} */ choices, except = "") =>
    choices.every(([facet, wanted]) =>
      facet === except || !wanted.length || wanted.some((value) => values[facet].includes(value)));

  /** What the list is sorted by; null when it is new. @type {string | null} */
  let sorted = "";
  function sort() {
    const by = order?.selectedOptions[0].dataset.by ?? "";
    if (by === sorted) return;
    sorted = by;
    const keys = by.split(" ").map((key) => ({ name: key.replace("-", ""), sign: key.startsWith("-") ? -1 : 1 }));
    const numbers = new Map(entries.map((entry) => [entry, keys.map(({ name, sign }) => {
      const number = sign * Number(entry.data[name]);
      return Number.isNaN(number) ? Infinity : number; // what is not rated comes last
    })]));
    const compare = (/** @type {Entry} */ a, /** @type {Entry} */ b) => {
      const [first, second] = [numbers.get(a), numbers.get(b)];
      const place = first.findIndex((number, index) => number !== second[index]);
      return place < 0 ? 0 : first[place] < second[place] ? -1 : 1;
    };
    for (const { element, home } of by ? [...entries].sort(compare) : entries) {
      (by && ranked ? ranked.tBodies[0] : home).append(element);
    }
  }

  function show() {
    const choices = picked();
    if (isPart) {
      const isChosen = Boolean(boxes.some((box) => box.checked) || typed.value.trim() || order?.selectedIndex);
      const isShown = isChosen && entries.length > 0;
      for (const each of ownPart) each.hidden = isShown;
      found.hidden = !isShown;
      if (isChosen) loadRows();
      if (!isShown) {
        const { all, failed } = root.dataset;
        form.querySelector(".filter__said").textContent = isChosen && hasFailed ? failed : all;
        count(choices, entries);
        showChoices(choices);
        return;
      }
    }
    sort();
    const words = fold(typed.value).split(" ");
    const named = entries.filter((entry) => words.every((word) => entry.names.includes(word)));
    const fitting = new Set(named.filter((entry) => fits(entry, choices)));
    for (const entry of entries) entry.element.hidden = !fitting.has(entry);
    for (const { home, parts } of sections) {
      const isEmpty = [...home.children].every((child) => /** @type {HTMLElement} */ (child).hidden);
      for (const part of parts) /** @type {HTMLElement} */ (part).hidden = isEmpty;
    }
    if (ranked) ranked.hidden = !sorted || !fitting.size;
    count(choices, named);
    const { all, some, none } = root.dataset;
    const shown = fitting.size === entries.length && !isPart ? all : some.replace("{number}", String(fitting.size));
    form.querySelector(".filter__said").textContent = fitting.size ? shown : none;
    showChoices(choices);
  }

  /** Say at each choice how many entries it would leave; nothing while the rows are not there. */
  function count(/** @type {Choices} */ choices, /** @type {Entry[]} */ named) {
    for (const facet of entries.length ? facets : []) {
      const others = named.filter((entry) => fits(entry, choices, facet));
      for (const box of boxes.filter((each) => each.name === facet)) {
        const number = others.filter((entry) => entry.values[facet].includes(box.value)).length;
        box.disabled = !number && !box.checked;
        box.parentElement.querySelector(".filter__count").textContent = String(number);
      }
    }
  }

  /** How much is chosen, and what, each with a way to take it back. */
  function showChoices(/** @type {Choices} */ choices) {
    const checked = boxes.filter((box) => box.checked);
    const reset = /** @type {HTMLElement} */ (form.querySelector(".filter__reset"));
    reset.hidden = !checked.length && !typed.value && !order?.selectedIndex;
    for (const [facet, { length }] of [...choices, ["", checked]]) {
      const number = form.querySelector(`[aria-controls="${facet ? `facet-${facet}` : "facets"}"] .filter__number`);
      if (number) number.textContent = length ? `(${length})` : "";
    }
    chosen?.replaceChildren(...checked.map(chipOf));
    chosen?.toggleAttribute("hidden", !checked.length);
  }

  function chipOf(/** @type {HTMLInputElement} */ box) {
    const item = /** @type {HTMLElement} */ (chip.cloneNode(true));
    const facet = box.closest("fieldset").querySelector("legend").textContent;
    item.querySelector(".filter__what").append(`${facet}: `, box.nextElementSibling.cloneNode(true));
    item.querySelector("button").addEventListener("click", () => {
      const place = [...chosen.children].indexOf(item);
      box.checked = false;
      change("pushState");
      (chosen.children[Math.min(place, chosen.children.length - 1)]?.querySelector("button") ?? typed).focus();
    });
    return item;
  }

  function change(/** @type {"pushState" | "replaceState"} */ how) {
    note(how);
    show();
  }

  // --- The form

  let pause = 0;
  typed.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(change, 200, "replaceState");
  });
  form.addEventListener("change", (event) => {
    if (event.target !== typed) change("pushState");
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault(); // a browser may have taken other choices for those that it came with
    for (const box of boxes) box.checked = false;
    typed.value = "";
    if (order) order.selectedIndex = 0;
    change("pushState");
    typed.focus();
  });

  const openers = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[aria-expanded]")]);
  const isOpen = (/** @type {Element} */ button) => button.getAttribute("aria-expanded") === "true";
  /** Open or close what a button controls; of the facets, one is open at a time. */
  function open(/** @type {HTMLElement} */ button, /** @type {boolean} */ wanted) {
    const isFacet = button.matches(".filter__facet");
    for (const other of isFacet && wanted ? openers : []) if (other.matches(".filter__facet")) open(other, false);
    button.setAttribute("aria-expanded", String(wanted));
    if (isFacet) /** @type {HTMLElement} */ (button.nextElementSibling).hidden = !wanted;
  }
  for (const button of openers) button.addEventListener("click", () => open(button, !isOpen(button)));
  form.addEventListener("keydown", (event) => {
    const button = event.key === "Escape" && openers.find((each) => each.matches(".filter__facet") && isOpen(each));
    if (!button) return;
    open(button, false);
    button.focus();
  });
  addEventListener("popstate", () => {
    readAddress();
    show();
  });

  if (isPart) form.addEventListener("focusin", loadRows, { once: true });
  readAddress();
  show();
  root.append(form);
  if (ranked) root.after(ranked);
  if (found) root.after(found);
})();
