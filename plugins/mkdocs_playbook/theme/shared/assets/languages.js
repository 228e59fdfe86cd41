// The language switch keeps the place: the choices in the address, and where the reader is on the page.

(() => {
  "use strict";
  const { page } = globalThis.playbook;
  const nav = document.querySelector(".pb-switch");
  const links = /** @type {HTMLAnchorElement[]} */ ([...(nav?.querySelectorAll("a[data-language]") ?? [])]);
  if (!nav || !links.length) return;
  const addresses = new Map(links.map((link) => [link, link.getAttribute("href")]));
  // Ids that are the same in every language; those of headings marked as worded were made from their words.
  const PLACES = "article :is(h2, h3, h4)[id]:not([data-worded]), article :is(tr, li, section, dl > div)[id], " +
    ".beside__table [data-step]";
  const HEADER = 60; // pixels below which a place that is gone to stands

  /** An id out of an address; empty when it is damaged. */
  function decoded(/** @type {string} */ id) {
    try {
      return decodeURIComponent(id);
    } catch {
      return "";
    }
  }

  /** The id of the place that the reader has before the eyes; empty at the top of the page. */
  function place() {
    const target = document.getElementById(decoded(location.hash.slice(1)));
    const box = target?.getBoundingClientRect();
    const isSeen = box && box.bottom > 0 && box.top < innerHeight;
    if (isSeen && !target.matches("[data-worded]")) return target.id;
    if (!isSeen && scrollY < 1) return "";
    const line = isSeen ? box.top : HEADER;
    const places = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(PLACES)]);
    const nearest = { id: "", distance: scrollY + line }; // the top of the page
    for (const each of places.filter((element) => element.getClientRects().length)) {
      const distance = Math.abs(each.getBoundingClientRect().top - line);
      if (distance < nearest.distance) Object.assign(nearest, { id: each.id || each.dataset.step, distance });
    }
    return nearest.id;
  }

  /** The choices in the address, as they hold in another language. */
  function choices(/** @type {string} */ language) {
    const holds = (/** @type {string} */ part) => part && !part.startsWith("name="); // typed words are of one language
    const parts = location.search.slice(1).split("&").filter(holds);
    const held = parts.map((part) => (part === `with=${language}` ? `with=${page.language}` : part));
    return held.length ? `?${held.join("&")}` : "";
  }

  function update() {
    const id = place();
    for (const [link, address] of addresses) {
      link.setAttribute("href", `${address}${choices(link.dataset.language)}${id && `#${encodeURIComponent(id)}`}`);
    }
  }

  // Before a link is followed, copied or opened elsewhere.
  for (const event of ["pointerdown", "focusin", "click"]) nav.addEventListener(event, update);
})();
