// Links to the very line on which a part of the page is written. The page tells the line, and the file when it is
// another than its own; a whole link for each part would make long lists half as long again.

(() => {
  "use strict";
  const { template, source, word, words } = /** @type {DOMStringMap} */ (document.currentScript?.dataset ?? {});
  if (!template) return;
  /** Where the name of a part stands, the best first. */
  const NAMES = [".steps__action", "summary", "dt", "th a", "th"];

  /** @param {HTMLElement} part */
  function nameOf(part) {
    if (part.dataset.title) return part.dataset.title;
    const named = /^H\d$/.test(part.tagName) ? part : NAMES.map((each) => part.querySelector(each)).find(Boolean);
    return named?.textContent?.replace(/\s+/g, " ").trim() ?? "";
  }

  /** @param {string} place  "35", or "da/terms/measuring:35" */
  function address(place) {
    const [line, path] = place.split(":").reverse();
    const file = path ? `content/${path}.md` : source ?? "";
    const known = { "{path}": file.split("/").map(encodeURIComponent).join("/"), "{line}": line };
    return template.replace(/\{(?:path|line)\}/g, (/** @type {keyof typeof known} */ name) => known[name]);
  }

  /**
   * @param {HTMLElement} part
   * @param {HTMLElement} link
   */
  function place(part, link) {
    if (part.matches("tr")) return (part.querySelector("td, th") ?? part).append(link);
    if (part.matches("dl > div")) return part.querySelector("dt")?.append(link);
    const line = document.createElement("div");
    line.className = "edits";
    line.append(link);
    if (part.matches(".checks")) part.before(line);
    else part.after(line);
  }

  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-edit]"))) {
    const link = document.createElement("a");
    link.className = "edit";
    link.href = address(part.dataset.edit ?? "");
    link.rel = "edit";
    // Its word is drawn by the style: what other scripts read of a row stays what it was.
    link.dataset.word = word;
    link.setAttribute("aria-label", (words ?? "").replace("{what}", nameOf(part)));
    place(part, link);
  }
})();
