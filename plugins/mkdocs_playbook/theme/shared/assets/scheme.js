// Light or dark, when the reader wants another one than the device has. It runs before the page is shown.

(() => {
  "use strict";
  const root = document.documentElement;
  const device = matchMedia("(prefers-color-scheme: dark)");

  /** @returns {"light" | "dark"} */
  const shown = () => root.dataset.scheme || (device.matches ? "dark" : "light");

  function apply() {
    const chosen = playbook.read("colours", "");
    if (chosen === "light" || chosen === "dark") root.dataset.scheme = chosen;
    else delete root.dataset.scheme;
  }

  function enliven() {
    const button = /** @type {HTMLButtonElement | null} */ (document.querySelector(".pb-scheme"));
    if (!button) return;
    const say = () => {
      const words = shown() === "dark" ? button.dataset.light : button.dataset.dark;
      button.setAttribute("aria-label", words);
      button.title = words;
    };
    button.addEventListener("click", () => {
      const wanted = shown() === "dark" ? "light" : "dark";
      const kept = playbook.write("colours", device.matches === (wanted === "dark") ? null : wanted);
      if (kept) apply();
      else root.dataset.scheme = wanted; // for this page alone
      say();
    });
    device.addEventListener("change", say);
    playbook.watch("colours", () => {
      apply();
      say();
    });
    say();
    button.hidden = false;
  }

  apply();
  document.addEventListener("DOMContentLoaded", enliven);
})();
