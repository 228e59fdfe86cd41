// Lists that filter and sort: journeys, touchpoints, the glossary. The page holds the whole list; the compiler has
// written values and ranks on its entries and the form into a template: nothing is worded or collated here.

/**
 * @typedef {object} Entry
 * @property {HTMLElement} element
 * @property {Element} home  where it stands unless the list is ranked
 * @property {string} names  folded
 * @property {Record<string, string[]>} values  by facet
 */
/** @typedef {[facet: string, values: string[]][]} Choices */

(() => {
  "use strict";
  const root = /** @type {HTMLElement | null} */ (document.querySelector(".filter"));
  if (!root) return;
  const [controls, ranking] = root.querySelectorAll("template");
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
  const namesOf = (/** @type {HTMLElement} */ element) => {
    const names = [...element.querySelectorAll(root.dataset.names)].map((name) => name.textContent);
    return fold([...names, element.dataset.words].join(" "));
  };

  /** @type {Entry[]} */
  const entries = [...document.querySelectorAll(root.dataset.items)].map((element) => ({
    element,
    home: element.parentElement,
    names: namesOf(element),
    values: Object.fromEntries(facets.map((facet) => [facet, element.dataset[facet].split(" ")])),
  }));
  const ranked = /** @type {HTMLTableElement | undefined} */ (ranking?.content.firstElementChild);
  const homes = ranked ? [...new Set(entries.map((entry) => entry.home))] : [];
  const sections = homes.map((home) => ({ home, parts: sectionOf(home.closest("table")) }));

  /** A table with its heading and what stands below that, and the links to it in the page's contents. */
  function sectionOf(/** @type {Element} */ table) {
    const parts = [table];
    while (parts[0].previousElementSibling && parts[0].tagName !== "H2") parts.unshift(parts[0].previousElementSibling);
    for (let next = table.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling) {
      parts.push(next);
    }
    const links = document.querySelectorAll(`nav a[href$="#${parts[0].id}"]`);
    return [...parts, ...[...links].map((link) => link.closest("li"))];
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

  let sorted = "";
  function sort() {
    const by = order?.selectedOptions[0].dataset.by ?? "";
    if (by === sorted) return;
    sorted = by;
    const keys = by.split(" ").map((key) => ({ name: key.replace("-", ""), sign: key.startsWith("-") ? -1 : 1 }));
    const numbers = new Map(entries.map((entry) => [entry, keys.map(({ name, sign }) => {
      const number = sign * Number(entry.element.dataset[name]);
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
    sort();
    const choices = picked();
    const words = fold(typed.value).split(" ");
    const named = entries.filter((entry) => words.every((word) => entry.names.includes(word)));
    const found = new Set(named.filter((entry) => fits(entry, choices)));
    for (const entry of entries) entry.element.hidden = !found.has(entry);
    for (const { home, parts } of sections) {
      const isEmpty = [...home.children].every((child) => /** @type {HTMLElement} */ (child).hidden);
      for (const part of parts) /** @type {HTMLElement} */ (part).hidden = isEmpty;
    }
    if (ranked) ranked.hidden = !sorted || !found.size;
    for (const facet of facets) {
      const others = named.filter((entry) => fits(entry, choices, facet));
      for (const box of boxes.filter((each) => each.name === facet)) {
        const number = others.filter((entry) => entry.values[facet].includes(box.value)).length;
        box.disabled = !number && !box.checked;
        box.parentElement.querySelector(".filter__count").textContent = String(number);
      }
    }
    const { all, some, none } = root.dataset;
    const shown = found.size === entries.length ? all : some.replace("{number}", String(found.size));
    form.querySelector(".filter__said").textContent = found.size ? shown : none;
    showChoices(choices);
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

  readAddress();
  show();
  root.append(form);
  if (ranked) root.after(ranked);
})();
