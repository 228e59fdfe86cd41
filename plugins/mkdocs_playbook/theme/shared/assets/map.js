// The journey map: lanes shown and hidden, a walk from step to step, a panel that tells a step in full; diagrams' sources
// to copy. Without it the map shows every lane, and each step links to its row in the text.

(() => {
  "use strict";
  const { read, write, watch } = globalThis.playbook;

  /** @type {Record<string, number>} */
  const WAYS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

  /**
   * The lanes that the reader has hidden or shown, on every map of this device.
   * @param {Element} map
   */
  function keepLanes(map) {
    const name = "map-lanes";
    /** @type {HTMLInputElement[]} */
    const boxes = [...map.querySelectorAll("input[data-lane]")];
    const show = () => {
      const kept = read(name, {});
      for (const box of boxes) box.checked = kept[box.dataset.lane] ?? box.defaultChecked;
    };
    map.querySelector(".map__choice")?.addEventListener("change", () => {
      const kept = { ...read(name, {}) };
      for (const box of boxes) {
        if (box.checked === box.defaultChecked) delete kept[box.dataset.lane];
        else kept[box.dataset.lane] = box.checked;
      }
      write(name, Object.keys(kept).length ? kept : null);
    });
    watch(name, show);
    show();
  }

  /**
   * The row of a step in the text below the map, which holds all there is to say of it.
   * @param {HTMLAnchorElement} link
   */
  const rowOf = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));

  /**
   * @param {Element} map
   */
  function startWalk(map) {
    /** @type {HTMLAnchorElement[]} */
    const links = [...map.querySelectorAll("a.map__link")];
    /** @type {HTMLDialogElement | null} */
    const panel = map.querySelector(".map-panel");
    if (!panel?.showPopover) return;
    let at = 0;

    /** @param {number} way */
    const step = (way) => {
      at = Math.max(0, Math.min(links.length - 1, at + way));
      links[at].scrollIntoView({ block: "nearest", inline: "nearest" });
    };

    const tell = () => {
      const row = rowOf(links[at]);
      if (row) fill(panel, row, links[at]);
      const place = links[at].getBoundingClientRect();
      panel.classList.toggle("map-panel--start", place.left + place.width / 2 > innerWidth / 2);
      links.forEach((link, place) => link.setAttribute("aria-expanded", String(place === at)));
      panel.querySelectorAll("[data-go]").forEach((/** @type {HTMLButtonElement} */ button) => {
        button.disabled = !links[at + Number(button.dataset.go)];
      });
    };

    map.querySelector(".map__stages")?.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      const place = links.indexOf(/** @type {HTMLAnchorElement} */ (event.target));
      const way = WAYS[event.key];
      if (place < 0 || !way || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      at = place;
      step(way);
      links[at].focus();
      if (panel.matches(":popover-open")) tell();
    });

    map.querySelector(".map__stages")?.addEventListener("click", (/** @type {MouseEvent} */ event) => {
      const link = /** @type {Element} */ (event.target).closest("a.map__link");
      const place = links.indexOf(/** @type {HTMLAnchorElement} */ (link));
      if (place < 0 || !rowOf(links[place]) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      at = place;
      tell();
      panel.showPopover();
      panel.querySelector("h2")?.focus();
    });

    panel.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!way || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      step(way);
      tell();
    });

    panel.addEventListener("click", (event) => {
      const pressed = /** @type {Element} */ (event.target).closest("button, a");
      if (pressed instanceof HTMLButtonElement && pressed.dataset.go) {
        step(Number(pressed.dataset.go));
        tell();
        if (pressed.disabled) panel.querySelector("h2")?.focus();
      } else if (pressed?.matches("[data-close], .map-panel__more a")) panel.hidePopover();
    });

    panel.addEventListener("toggle", (/** @type {ToggleEvent} */ event) => {
      if (event.newState !== "closed") return;
      links.forEach((link) => link.setAttribute("aria-expanded", "false"));
      const now = document.activeElement; // the browser itself goes back to the step with which the walk began
      if (!now || now === document.body || panel.contains(now) || links.includes(/** @type {any} */ (now))) {
        links[at].focus({ preventScroll: true });
      }
    });

    for (const link of links) {
      link.setAttribute("aria-haspopup", "dialog");
      link.setAttribute("aria-expanded", "false");
    }
    map.querySelector(".map__keys")?.removeAttribute("hidden");
    map.querySelector(".map__scroll")?.setAttribute("aria-describedby", "map-keys");
  }

  /**
   * Tell a step in a panel, in the words of its row.
   * @param {Element} panel
   * @param {Element} row
   * @param {Element} link
   */
  function fill(panel, row, link) {
    const copies = (/** @type {Element} */ cell) => [...cell.childNodes].map((node) => node.cloneNode(true));
    const [number, step, ...cells] = row.children;
    const action = step.querySelector(".steps__action");
    panel.querySelector(".map-panel__stage").textContent =
      row.parentElement?.querySelector(".steps__stage th")?.textContent ?? "";
    panel.querySelector("h2").replaceChildren(`${number.textContent}. `, ...(action ? copies(action) : []));
    const body = panel.querySelector(".map-panel__body");
    body.replaceChildren(...[...step.children].filter((each) => each !== action).map((each) => each.cloneNode(true)));
    for (const cell of cells.filter((each) => each.textContent.trim())) {
      const part = document.createElement(cell.getAttribute("data-label") ? "dl" : "div");
      if (part.localName === "dl") {
        const [term, told] = [document.createElement("dt"), document.createElement("dd")];
        term.textContent = cell.getAttribute("data-label");
        told.append(...copies(cell));
        part.append(term, told);
      } else part.append(...copies(cell));
      body.append(part);
    }
    panel.querySelector(".map-panel__more a")?.setAttribute("href", link.getAttribute("href") ?? "");
    panel.scrollTop = 0;
  }

  /** Buttons that copy the source of a diagram. */
  function startCopying() {
    if (!navigator.clipboard) return;
    for (const button of document.querySelectorAll(".diagram__copy")) {
      button.removeAttribute("hidden");
      button.addEventListener("click", async () => {
        const source = button.parentElement?.querySelector("code")?.textContent ?? "";
        await navigator.clipboard.writeText(source);
        const said = button.parentElement?.querySelector(".diagram__copied");
        if (said) said.textContent = button.getAttribute("data-done");
      });
    }
  }

  document.querySelectorAll(".map").forEach((map) => {
    keepLanes(map);
    startWalk(map);
  });
  startCopying();
})();
