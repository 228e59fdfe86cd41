// The search's dialog: opened with its button, with / or with Ctrl-K; what finds is loaded only then.

/**
 * @typedef {object} Asked  a word of the query, plainly spelt, and how much it tells pages apart
 * @property {string} word
 * @property {number} weight
 *
 * @typedef {object} Hit
 * @property {Record<string, number[]>} facets  places in the lists of labels
 * @property {() => Promise<{address: string, title: string, text: string}>} load
 *
 * @typedef {object} Engine
 * @property {(query: string) => Promise<{asked: Asked[], hits: Hit[]}>} find  the best first
 * @property {Record<string, string[]>} labels  by facet, the words for its values in their order
 */

(() => {
  "use strict";
  const dialog = document.querySelector("dialog.pb-search");
  const opener = document.querySelector("[data-search-open]");
  if (!dialog || !opener) return;

  const one = (selector) => dialog.querySelector(selector);
  const [input, status, list, help] = [".pb-search__query", ".pb-search__status", ".pb-search__results", ".pb-search__help"].map(one);
  const [facets, more, reset] = [".pb-search__facets", "[data-search-more]", "[data-search-reset]"].map(one);
  const PAGE = 10;
  const PAUSE = 150;

  /** @type {Promise<Engine> | null} */
  let engine = null;
  let found = { asked: [], hits: [] };
  /** @type {Record<string, string[]>} */
  let labels = {};
  let shown = PAGE;
  let turn = 0;
  let timer = 0;
  let searching = Promise.resolve();
  /** @type {Record<string, Set<number>>} by facet, the places of the values chosen */
  const chosen = {};

  // --- Opening and loading --------------------------------------------------------------------------------------------

  /** @param {string} address */
  const script = (address) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.async = false; // they run in this order
      element.src = address;
      element.onload = () => resolve(undefined);
      element.onerror = () => (element.remove(), reject(new Error(address)));
      document.head.append(element);
    });

  async function load() {
    const home = new URL(dialog.dataset.home, location.href).href;
    const isOffline = dialog.dataset.offline === "true";
    const names = ["search-text", "search-finder", isOffline ? "search-offline" : "search-pagefind"];
    const scripts = names.map((name) => `${dialog.dataset.assets}${name}.js`);
    await Promise.all([...(isOffline ? [`${home}assets/search-index.js`] : []), ...scripts].map(script));
    const index = await globalThis.playbookOpenIndex(home);
    return globalThis.playbookFinder(index);
  }

  function open() {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    engine ??= load();
    engine.catch(() => {
      engine = null;
      say(status.dataset.error);
    });
  }

  opener.addEventListener("click", open);
  one("[data-search-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    const isTyping = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !isTyping;
    const isK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isSlash && !isK) return;
    event.preventDefault();
    open();
  });

  // --- Searching ------------------------------------------------------------------------------------------------------

  /** @param {string | undefined} text */
  const say = (text) => {
    status.textContent = text ?? "";
  };

  function start() {
    clearTimeout(timer);
    timer = 0;
    searching = search();
    return searching;
  }

  async function search() {
    const mine = (turn += 1);
    const query = input.value.trim();
    found = { asked: [], hits: [] };
    shown = PAGE;
    if (!query) return clear("");
    list.ariaBusy = "true";
    if (!list.children.length) say(status.dataset.loading);
    try {
      engine ??= load();
      const finder = await engine;
      const answer = await finder.find(query);
      if (mine !== turn) return;
      [found, labels] = [answer, finder.labels];
      await show();
    } catch {
      engine = null;
      if (mine === turn) clear(status.dataset.error);
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(start, PAUSE);
  });
  input.addEventListener("change", () => {
    if (timer) start();
  });

  /** Whether a hit has one of the values chosen in each facet, but for one facet perhaps. */
  const passes = (hit, except = "") =>
    Object.entries(chosen).every(([facet, values]) => facet === except || !values.size || hit.facets[facet]?.some((value) => values.has(value)));

  function clear(text) {
    list.replaceChildren();
    list.ariaBusy = "false";
    facets.hidden = more.hidden = help.hidden = true;
    say(text);
  }

  async function show() {
    const mine = turn;
    const hits = found.hits.filter((hit) => passes(hit));
    const items = await Promise.all(hits.slice(0, shown).map(item));
    if (mine !== turn) return;
    list.replaceChildren(...items);
    list.ariaBusy = "false";
    more.hidden = hits.length <= shown;
    help.hidden = hits.length > 0;
    facets.hidden = !found.hits.length;
    showFacets();
    const { one: single, many, none } = status.dataset;
    say(hits.length > 1 ? many?.replace("{number}", String(hits.length)) : hits.length ? single : none);
  }

  /** After a change in what is chosen. */
  const update = () => show().catch(() => clear(status.dataset.error));

  /** @param {Hit} hit */
  async function item(hit) {
    const { address, title, text } = await hit.load();
    const element = one("[data-search-hit]").content.firstElementChild.cloneNode(true);
    const link = element.querySelector("a");
    link.href = address;
    write(link, globalThis.playbookText.marked(title, found.asked));
    write(element.querySelector(".pb-search__excerpt"), globalThis.playbookText.excerpt(text, found.asked));
    element.querySelector(".pb-search__kind").textContent = (hit.facets.kind ?? []).map((place) => labels.kind[place]).join();
    return element;
  }

  /** Text in which some pieces are marked. */
  function write(element, pieces) {
    element.replaceChildren(
      ...pieces.map(({ text, isHit }) => {
        if (!isHit) return text;
        const mark = document.createElement("mark");
        mark.textContent = text;
        return mark;
      }),
    );
  }

  more.addEventListener("click", async () => {
    const next = list.children.length;
    shown += PAGE;
    await update();
    list.children[next]?.querySelector("a").focus();
  });
  list.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a")) dialog.close(); // it may lead to a place on this page
  });

  // --- Facets ---------------------------------------------------------------------------------------------------------

  function showFacets() {
    let count = 0;
    for (const group of dialog.querySelectorAll("[data-facet]")) {
      const facet = group.dataset.facet;
      const values = (chosen[facet] ??= new Set());
      const counts = new Map([...values].map((value) => [value, 0]));
      for (const hit of found.hits) {
        if (passes(hit, facet)) for (const value of hit.facets[facet] ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      group.querySelectorAll("label").forEach((each) => each.remove());
      group.append(...[...counts].sort(([a], [b]) => a - b).map(([value, number]) => choice(facet, value, number)));
      group.hidden = counts.size < 2 && !values.size;
      count += values.size;
    }
    one(".pb-search__chosen").textContent = count ? String(count) : "";
    reset.hidden = !count;
    one("[data-when-filtered]").hidden = !count;
  }

  function choice(facet, value, number) {
    const element = one("[data-search-value]").content.firstElementChild.cloneNode(true);
    const [box, word, count] = element.children;
    box.value = String(value);
    box.checked = chosen[facet].has(value);
    word.textContent = labels[facet][value];
    count.textContent = String(number);
    box.addEventListener("change", async () => {
      chosen[facet][box.checked ? "add" : "delete"](value);
      shown = PAGE;
      await update();
      [...dialog.querySelectorAll(`[data-facet="${facet}"] input`)].find((each) => each.value === box.value)?.focus();
    });
    return element;
  }

  reset.addEventListener("click", () => {
    for (const values of Object.values(chosen)) values.clear();
    update();
    facets.querySelector("summary").focus();
  });

  // --- Keys -----------------------------------------------------------------------------------------------------------

  one("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    await (timer ? start() : searching);
    list.querySelector("a")?.click();
  });
  dialog.addEventListener("keydown", (event) => {
    const links = [input, ...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      event.preventDefault();
      dialog.close();
    } else if (step && at >= 0 && links[at + step]) {
      event.preventDefault();
      links[at + step].focus();
    }
  });
})();
