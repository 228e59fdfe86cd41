// Favourites and the pages read last: kept by kind and id, so that they are there in every language.

/** @typedef {Record<string, [title: string, address: string, items: string[]]>} Titles  by kind and id */

(() => {
  "use strict";
  const { page, read, write, watch, load } = globalThis.playbook;
  const KEY = /^(?:journey|stage|touchpoint|persona|method|metric|opportunity|model|page)\/[a-z0-9]+(?:-[a-z0-9]+)*$/;
  const MOST = { favourites: 500, read: 8 };
  const current = `${page.kind}/${page.id}`;
  const canBeKept = KEY.test(current) && current !== "page/index";
  /** @type {Record<string, string[] | null>} what this page alone knows, when the browser keeps nothing */
  const unkept = {};

  /** The pages kept under a name; null when nothing is to be kept. @param {"favourites" | "read"} name */
  function kept(name) {
    const found = name in unkept ? unkept[name] : read(name, null);
    if (!Array.isArray(found)) return null;
    const keys = found.filter((key) => typeof key === "string" && key.length < 100 && KEY.test(key));
    return [...new Set(keys)].slice(0, MOST[name]);
  }

  /** Keep these pages, or nothing more. Whether the browser did so. @param {"favourites" | "read"} name */
  function keep(name, /** @type {string[] | null} */ keys) {
    const isKept = write(name, keys);
    if (isKept) delete unkept[name];
    else unkept[name] = keys;
    draw();
    return isKept;
  }

  const isFavourite = () => (kept("favourites") ?? []).includes(current);

  /** @param {string} key @param {boolean} wanted */
  function favour(key, wanted) {
    const others = (kept("favourites") ?? []).filter((each) => each !== key);
    const next = wanted ? [key, ...others] : others;
    return keep("favourites", next.length ? next : null);
  }

  // --- The button above the title

  const place = document.querySelector("[data-favourite]");
  if (place && canBeKept) {
    const [button, said, all] = ["button", ".favourite__said", ".favourite__all"].map((s) => place.querySelector(s));
    button.addEventListener("click", () => {
      const wanted = !isFavourite();
      const isKept = favour(current, wanted);
      said.textContent = !isKept ? said.dataset.unkept : wanted ? said.dataset.saved : said.dataset.removed;
      all.hidden = false;
    });
    place.hidden = false;
  }

  // --- Lists of what is kept: on the home page, and on the page of favourites

  const root = document.querySelector(".kept");
  const lists = [...(root?.querySelectorAll("[data-kept]") ?? [])];
  const kinds = new Map((root?.dataset.kinds ?? "").split(";").map((each) => /** @type {[string, string]} */ (each.split("="))));

  /** @type {Promise<Titles> | undefined} */
  let loading;
  /** The titles of all pages in this language; loaded when there is something to name. @returns {Promise<Titles>} */
  function titles() {
    loading ??= load(`${page.root}${page.language}/assets/titles.js`).then(() => globalThis.playbookTitles ?? {});
    return loading;
  }

  /** The checklists that are begun and not done, with how far they are. @param {Titles} known */
  function begun(known) {
    const ticks = globalThis.playbookTicks.all();
    return Object.entries(known).flatMap(([key, [, , items]]) => {
      const list = key.replace("/", "-");
      const done = items.filter((item) => ticks.has(`${list}/${item}`)).length;
      return done > 0 && done < items.length ? [{ key, list, done, total: items.length }] : [];
    });
  }

  /** A line for a page. @param {Titles} known @param {string} name @param {{key: string, list?: string, done?: number, total?: number}} what */
  function line(known, name, what) {
    const { key } = what;
    const made = document.importNode(root.querySelector(`template[data-row="${name}"]`).content, true).firstElementChild;
    const [link, meta, bar, remove] = ["a", ".card__meta", "progress", "button"].map((s) => made.querySelector(s));
    const [kind, id] = key.split("/");
    const [title, address] = known[key] ?? [];
    link.textContent = title ?? id;
    meta.textContent = title === undefined ? root.dataset.elsewhere : kinds.get(kind);
    if (title === undefined) link.removeAttribute("href");
    else link.href = `${page.root}${page.language}/${address}`;
    if (bar) {
      Object.assign(bar, { max: what.total, value: what.done });
      bar.setAttribute("aria-label", title);
      link.hash = `checks-${what.list}`;
      meta.textContent = meta.dataset.words.replaceAll(/\{(\w+)\}/g, (_, word) => String(what[word]));
    }
    remove?.setAttribute("aria-label", `${remove.textContent}: ${link.textContent}`);
    remove?.addEventListener("click", async () => {
      const [list, at] = [made.parentElement, [...made.parentElement.children].indexOf(made)];
      favour(key, false);
      await drawLists();
      (list.children[Math.min(at, list.children.length - 1)]?.querySelector("button") ?? remember).focus();
    });
    return made;
  }

  async function drawLists() {
    const names = /** @type {const} */ (["favourites", "read"]);
    const hasTicks = root.dataset.most !== undefined && globalThis.playbookTicks.all().size > 0;
    const known = hasTicks || names.some((name) => kept(name)?.length) ? await titles() : {};
    const found = {
      ticks: hasTicks ? begun(known) : [],
      favourites: (kept("favourites") ?? []).map((key) => ({ key })),
      read: (kept("read") ?? []).map((key) => ({ key })),
    };
    for (const list of lists) {
      const shown = found[list.dataset.kept].slice(0, Number(root.dataset.most ?? MOST.favourites));
      list.replaceChildren(...shown.map((what) => line(known, list.dataset.kept, what)));
      list.hidden = shown.length === 0;
      if (list.parentElement.matches(".mine__part")) list.parentElement.hidden = shown.length === 0;
    }
    const none = root.querySelector(".kept__none");
    if (none) none.hidden = found.favourites.length > 0;
    root.hidden = root.matches(".mine") && !Object.values(found).some((some) => some.length);
  }

  const remember = root?.querySelector(".kept__switch input");
  remember?.addEventListener("change", () => {
    const status = root.querySelector("[role=status]");
    const isKept = keep("read", remember.checked ? [] : null);
    status.textContent = isKept ? "" : status.dataset.unkept;
  });
  document.querySelector(".kept-without")?.remove();

  function draw() {
    place?.querySelector("button").setAttribute("aria-pressed", String(isFavourite()));
    if (remember) remember.checked = kept("read") !== null;
    if (root) drawLists();
  }

  const before = kept("read");
  if (before && canBeKept) write("read", [current, ...before.filter((key) => key !== current)].slice(0, MOST.read));
  draw();
  for (const name of ["favourites", "read"]) watch(name, draw);
  globalThis.playbookTicks.follow(draw);
})();
