// Two journeys over the same stages: both curves in one picture, and the same as a table. What they show is copied from
// the list of all journeys below, which is there without this script. When that list takes several pages, a script has
// the titles of all journeys, and what is shown of one that stands on another page is fetched from there.

(() => {
  "use strict";
  const two = document.querySelector(".compare");
  if (!two) return;

  const SIDES = ["a", "b"];
  /** @type {HTMLSelectElement[]} */
  const choices = [...two.querySelectorAll("select")];
  const ground = two.querySelector(".compare__ground");
  const curves = two.querySelector(".compare__curves");

  // --- Journeys on other pages of the list

  const { page, load } = globalThis.playbook;
  const home = new URL(`${page.root}${page.language}/compare/`, location.href);
  /** @type {Map<string, string>} The address of its page, for each journey that is not on this one. */
  const elsewhere = new Map();
  /** @type {Map<string, Promise<Document | null>>} */
  const pages = new Map();

  /** Offer all journeys. A page in a folder without a server cannot fetch another: there it offers its own. */
  async function offerAll() {
    await load(two.dataset.rows);
    const { columns, tables, rows } = globalThis.playbookRows ?? { rows: [] };
    const options = rows.map((/** @type {(string | number)[]} */ [title, , , ...held]) => {
      const [id, part, lang] = ["id", "page", "lang"].map((name) => held[columns.indexOf(name)]);
      if (!listed(id)) elsewhere.set(id, new URL(part === "1" ? "./" : `page/${part}/`, home).href);
      const option = new Option(title, id);
      option.lang = tables.lang?.[lang] ?? "";
      return option;
    });
    if (!options.length) return;
    for (const choice of choices) choice.replaceChildren(...options.map((option) => option.cloneNode(true)));
  }

  /** Another page, with its links as they are to be on this one; null when it could not be had. @param {string} address */
  async function fetched(address) {
    try {
      const response = await fetch(address);
      if (!response.ok) return null;
      const found = new DOMParser().parseFromString(await response.text(), "text/html");
      for (const link of found.querySelectorAll("tbody[data-journey] a")) {
        link.setAttribute("href", new URL(link.getAttribute("href"), address).href);
      }
      return found;
    } catch {
      return null;
    }
  }

  /** What the list has of a journey. @param {string} id @param {ParentNode | null} [where] */
  const listed = (id, where = document) => where?.querySelector(`tbody[data-journey="${CSS.escape(id)}"]`) ?? null;

  /** The same, from the page that has it. @param {string} id @returns {Promise<Element | null>} */
  async function wherever(id) {
    const address = elsewhere.get(id);
    if (!address) return listed(id);
    if (!pages.has(address)) pages.set(address, fetched(address));
    const found = await pages.get(address);
    if (!found) pages.delete(address);
    const journey = listed(id, found);
    return journey && document.importNode(journey, true);
  }

  // --- The choice

  /** The address says what is compared, so that it can be sent on. */
  function readAddress() {
    const asked = new URLSearchParams(location.search);
    const ids = [...choices[0].options].map((option) => option.value);
    const first = ids.includes(asked.get("a") ?? "") ? asked.get("a") : ids[0];
    const other = ids.find((id) => id !== first) ?? first;
    choices[0].value = first ?? "";
    choices[1].value = (ids.includes(asked.get("b") ?? "") ? asked.get("b") : other) ?? "";
  }

  function writeAddress() {
    const asked = new URLSearchParams(choices.map((choice) => [choice.name, choice.value]));
    try {
      history.replaceState(history.state, "", `?${asked}`);
    } catch {
      // in a folder without a server, some browsers let no address change
    }
  }

  async function show() {
    const wanted = choices.map((choice) => choice.value);
    const journeys = elsewhere.size ? await Promise.all(wanted.map(wherever)) : wanted.map((id) => listed(id));
    if (wanted.some((id, place) => id !== choices[place].value)) return; // somebody has chosen something else
    curves?.replaceChildren();
    ground?.querySelectorAll("i").forEach((mark) => mark.remove());
    SIDES.forEach((side, place) => {
      if (journeys[place]) showCurve(journeys[place], side);
      showText(journeys[place], side, place);
    });
    two.querySelectorAll(".compare__text tbody tr").forEach((/** @type {HTMLTableRowElement} */ row) => {
      row.hidden = !row.querySelector("li");
    });
  }

  /**
   * @param {Element} journey
   * @param {string} side
   */
  function showCurve(journey, side) {
    const line = journey.querySelector("path")?.cloneNode();
    if (line instanceof Element) {
      line.setAttribute("class", `compare__line--${side}`);
      curves?.append(line);
    }
    for (const step of journey.querySelectorAll(".compare__step")) {
      const mark = document.createElement("i");
      mark.className = `compare__mark compare__mark--${side}`;
      mark.setAttribute("style", step.getAttribute("style") ?? "");
      ground?.append(mark);
    }
  }

  /**
   * @param {Element | null} journey  null for one that could not be fetched, of which there is the title
   * @param {string} side
   * @param {number} place
   */
  function showText(journey, side, place) {
    const title = journey?.querySelector("th a")?.cloneNode(true) ?? choices[place].selectedOptions[0]?.text ?? "";
    two.querySelector(`.compare__${side}`)?.replaceChildren(title);
    const cells = journey?.querySelectorAll("td") ?? [];
    two.querySelectorAll(".compare__text tbody tr").forEach((row, stage) => {
      const steps = cells[stage]?.querySelector("ul")?.cloneNode(true);
      row.querySelectorAll("td")[place].replaceChildren(...(steps ? [steps] : []));
    });
  }

  two.addEventListener("change", () => {
    writeAddress();
    show();
  });
  addEventListener("popstate", () => {
    readAddress();
    show();
  });
  async function start() {
    if (two.dataset.rows && location.protocol !== "file:") await offerAll();
    readAddress();
    await show();
    two.removeAttribute("hidden");
  }
  start();
})();
