// What the playbook keeps on the reader's device, and what the page says of itself. All other scripts build on it.

/**
 * @typedef {object} PageFacts
 * @property {string} kind  of the page's entity, such as "journey"; "index" for a list; "" on 404
 * @property {string} id  language-neutral: with the kind it names the page in every language
 * @property {string} title
 * @property {string} language  the folder: da, sv or no
 * @property {string} root  address of the site's root, relative to the page
 * @property {string} leaf  what the address of a page's folder ends with: "index.html" without a server, else ""
 */

(() => {
  "use strict";
  const meta = document.querySelector('meta[name="playbook"]');
  /** @type {PageFacts} */
  const page = JSON.parse(meta?.getAttribute("content") || "{}");
  // Two playbooks on one server must not share what they keep; the languages of one do.
  const prefix = `playbook:${new URL(page.root || ".", location.href).pathname}:`;

  /**
   * What is kept under a name; the fallback when nothing is, it is damaged, or the browser keeps nothing.
   * @template T
   * @param {string} name
   * @param {T} fallback
   * @returns {T}
   */
  function read(name, fallback) {
    try {
      return JSON.parse(localStorage.getItem(prefix + name) ?? "null") ?? fallback;
    } catch {
      return fallback;
    }
  }

  /**
   * Keep a value, or nothing when it is null. Whether the browser did so.
   * @param {string} name
   * @param {unknown} value
   */
  function write(name, value) {
    try {
      if (value === null) localStorage.removeItem(prefix + name);
      else localStorage.setItem(prefix + name, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Call back when another window has changed what is kept under a name.
   * @param {string} name
   * @param {() => void} changed
   */
  function watch(name, changed) {
    addEventListener("storage", (event) => {
      if (event.key === prefix + name || event.key === null) changed();
    });
  }

  /**
   * Run a script that brings data, which is all that pages in a folder without a server can fetch. Afterwards the data
   * are there or, when the script could not be had, they are not.
   * @param {string} address
   * @returns {Promise<void>}
   */
  const load = (address) => new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = script.onerror = () => resolve();
    document.head.append(script);
  });

  globalThis.playbook = Object.freeze({ page: Object.freeze(page), read, write, watch, load });
})();
