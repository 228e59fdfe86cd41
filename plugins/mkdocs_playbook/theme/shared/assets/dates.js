// Says of each review date that has passed that it has; pages hold the date only, so that they stay true.

(() => {
  "use strict";
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0")).join("-");
  for (const date of /** @type {NodeListOf<HTMLTimeElement>} */ (document.querySelectorAll("time[data-overdue]"))) {
    if (date.dateTime >= today) continue;
    const words = document.createElement("strong");
    words.className = "upkeep__overdue";
    words.textContent = ` (${date.dataset.overdue})`;
    date.after(words);
  }
})();
