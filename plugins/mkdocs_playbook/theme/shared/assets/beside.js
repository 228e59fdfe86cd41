// A journey in two languages side by side: the page in the other language is fetched, and the text of its steps shown
// beside that of ours. Nothing but text is taken from it.

(() => {
  "use strict";
  const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("beside"));
  const steps = document.querySelector("table.steps");
  if (!template || !steps || location.protocol === "file:") return; // browsers fetch nothing from a folder

  const ROWS = 'table.steps tr[id^="step-"]';
  // Each is a line of its own; what else stands in a step is part of the line around it.
  const LINES = ".steps__step, td:not(.steps__number), .badge, .points__label, .points li, " +
    ".steps__thought, .steps__actors, .steps__evidence, .steps__next";
  const KINDS = { points__label: "label", badge: "label", steps__step: "action" };

  const root = /** @type {HTMLElement} */ (template.content.firstElementChild);
  const buttons = [...root.querySelectorAll("button")];
  const said = /** @type {HTMLElement} */ (root.querySelector(".beside__said"));
  const table = root.querySelector("table");
  const own = document.documentElement.lang;

  // --- Text out of a page

  /** Copy the text of an element, with the languages of its parts; lines inside it are left out. */
  function copy(/** @type {Element} */ from, /** @type {Element} */ to) {
    for (const node of from.childNodes) {
      if (node instanceof Text) to.append(node.data);
      else if (node.nodeType === Node.ELEMENT_NODE && !(/** @type {Element} */ (node).matches(LINES))) {
        const element = /** @type {HTMLElement} */ (node);
        if (element.lang) copy(element, to.appendChild(made("span", { lang: element.lang })));
        else copy(element, to);
      }
    }
  }

  /** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {Partial<HTMLElementTagNameMap[T]>} [given] */
  const made = (tag, given = {}) => Object.assign(document.createElement(tag), given);

  /** The lines of a step, or of the paragraphs about the whole journey. */
  function lines(/** @type {Element[]} */ parts) {
    const found = parts.map((part) => {
      const kind = Object.entries(KINDS).find(([name]) => part.classList.contains(name))?.[1];
      const line = made("p", { className: kind ? `beside__${kind}` : part.tagName === "LI" ? "beside__point" : "" });
      const { label } = /** @type {HTMLElement} */ (part).dataset;
      if (label) line.append(`${label}: `);
      copy(part, part.tagName === "Q" ? line.appendChild(made("q", { className: "steps__thought" })) : line);
      return { line, isEmpty: line.textContent.trim() === (label ? `${label}:` : "") };
    });
    return found.filter(({ isEmpty }) => !isEmpty).map(({ line }) => line);
  }

  /** What is said before the steps: the scenario and the goal. */
  function opening(/** @type {Document} */ page) {
    const found = [];
    let next = page.getElementById("scenario")?.nextElementSibling;
    for (; next?.matches("p:not([class]), .edits"); next = next.nextElementSibling) found.push(next);
    return lines(found);
  }

  const read = (/** @type {Document} */ page) => ({
    opening: opening(page),
    steps: [...page.querySelectorAll(ROWS)].map((row) => ({
      id: row.id,
      number: row.querySelector(".steps__number")?.textContent ?? "",
      stage: row.closest("tbody")?.querySelector(".steps__stage")?.textContent.trim() ?? "",
      lines: lines([...row.querySelectorAll(LINES)]),
    })),
  });

  // --- The table

  /** Fill the table with this page and another one. */
  function fill(/** @type {Document} */ other, /** @type {HTMLButtonElement} */ button) {
    const [here, there] = [read(document), read(other)];
    const byId = new Map(there.steps.map((step) => [step.id, step]));
    const names = [table.tHead.rows[0].cells[1].textContent, button.textContent];
    const head = table.tHead.rows[0].cells[2];
    Object.assign(head, { textContent: names[1], lang: button.lang });
    const cells = (/** @type {Element[][]} */ pair) => pair.map((held, index) => {
      const cell = made("td", { lang: index ? button.lang : own });
      cell.dataset.label = names[index];
      cell.append(...held);
      return cell;
    });

    const opening = made("tbody");
    opening.insertRow().append(made("td", { className: "beside__number" }), ...cells([here.opening, there.opening]));
    const bodies = [opening];
    let stage = "";
    for (const step of here.steps) {
      const twin = byId.get(step.id);
      if (step.stage !== stage || bodies.length === 1) {
        stage = step.stage;
        bodies.push(made("tbody"));
        const heading = made("th", { colSpan: 3, scope: "rowgroup", textContent: stage });
        const other = twin && twin.stage !== stage && made("span", { lang: button.lang, textContent: twin.stage });
        if (other) heading.append(" · ", other);
        bodies.at(-1).insertRow().append(heading);
      }
      const row = bodies.at(-1).insertRow();
      row.dataset.step = step.id;
      const number = made("th", { scope: "row", className: "beside__number", textContent: step.number });
      row.append(number, ...cells([step.lines, twin?.lines ?? []]));
    }
    for (const body of [...table.tBodies]) body.remove();
    table.append(...bodies);
  }

  /** @type {Map<string, Promise<Document>>} */
  const pages = new Map();
  async function fetched(/** @type {string} */ address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!page.querySelector(ROWS)) throw new Error("no steps");
    return page;
  }

  // --- The choice

  const asked = () => {
    const language = new URLSearchParams(location.search).get("with");
    return buttons.find((button) => button.dataset.language === language);
  };

  /** Show what the address asks for. */
  async function show() {
    const wanted = asked();
    for (const button of buttons) button.setAttribute("aria-pressed", String(button === wanted));
    said.textContent = wanted ? said.dataset.loading : "";
    let isShown = false;
    if (wanted) {
      const address = wanted.dataset.address;
      if (!pages.has(address)) pages.set(address, fetched(address));
      try {
        const page = await pages.get(address);
        if (asked() !== wanted) return;
        fill(page, wanted);
        said.textContent = "";
        isShown = true;
      } catch {
        pages.delete(address);
        if (asked() !== wanted) return;
        said.textContent = said.dataset.failed;
      }
    }
    table.hidden = !isShown;
    /** @type {HTMLElement} */ (steps).hidden = isShown;
    if (isShown) goToStep();
  }

  /** Our own rows are hidden: what leads to them leads to their twins. */
  function goToStep() {
    const rows = table.hidden ? [] : [...table.querySelectorAll("tr")];
    rows.find((row) => row.dataset.step && `#${row.dataset.step}` === location.hash)?.scrollIntoView();
  }

  for (const button of buttons) {
    button.addEventListener("click", () => {
      const address = new URL(location.href);
      if (asked() === button) address.searchParams.delete("with");
      else address.searchParams.set("with", button.dataset.language);
      if (!location.hash) address.hash = "steps"; // whoever gets the address sees what it shows
      history.pushState(null, "", address);
      show();
    });
  }
  addEventListener("popstate", show);
  addEventListener("hashchange", goToStep);

  steps.before(root);
  show();
})();
