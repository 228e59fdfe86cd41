// The page of all checklists: how far each is, those in progress first, and all ticks to a file and back.

(() => {
  "use strict";
  const tools = document.querySelector(".lists-tools");
  if (!tools) return;
  const ticks = globalThis.playbookTicks;
  const [begun, status, undo, file] =
    [".lists-begun", ".checks__status", ".checks__undo", "input"].map((selector) => tools.querySelector(selector));
  const button = (/** @type {string} */ name) => tools.querySelector(`[data-do="${name}"]`);
  /** All ticks as they were, for undoing. @type {Map<string, string> | null} */
  let before = null;

  const fill = (/** @type {string} */ words, /** @type {object} */ values) =>
    words.replaceAll(/\{(\w+)\}/g, (_, name) => String(values[name]));

  const rows = [...document.querySelectorAll(".lists__row")].map((row) => ({
    row,
    items: row.dataset.items.split(" ").map((each) => {
      const [id, hash, obligation] = each.split("~");
      return { id: `${row.dataset.row}/${id}`, hash, must: obligation === "must" };
    }),
  }));

  // --- Checklists on other pages, when there are more than one shows

  const { page, load } = globalThis.playbook;
  const own = new Set(rows.map(({ row }) => row.dataset.row));
  /** The titles and items of all checklists, once something is ticked in one that stands elsewhere. */
  let titles = null;

  /** Lines for those that are begun and not done. @param {Map<string, string>} kept */
  function begunElsewhere(kept) {
    const lists = new Set([...kept.keys()].map((item) => item.split("/")[0]).filter((list) => !own.has(list)));
    if (tools.dataset.part === undefined || !lists.size) return [];
    if (!titles) {
      titles = {};
      load(`${page.root}${page.language}/assets/titles.js`).then(() => {
        titles = globalThis.playbookTitles ?? {};
        draw();
      });
    }
    return Object.entries(titles).flatMap(([key, [title, address, items]]) => {
      const list = key.replace("/", "-");
      const done = lists.has(list) ? items.filter((item) => kept.has(`${list}/${item}`)).length : 0;
      return done > 0 && done < items.length ? [lineOf(list, title, address, { done, total: items.length })] : [];
    });
  }

  /** @param {string} list @param {string} title @param {string} address @param {{done: number, total: number}} far */
  function lineOf(list, title, address, far) {
    const line = rows[0].row.cloneNode(true);
    const [link, words, bar, done] =
      ["a", ".lists__items", "progress", ".lists__done"].map((selector) => line.querySelector(selector));
    Object.assign(link, { textContent: title, href: `${page.root}${page.language}/${address}#checks-${list}` });
    words.remove();
    line.classList.remove("is-done");
    Object.assign(bar, { max: far.total, value: far.done, hidden: false });
    bar.setAttribute("aria-label", title);
    Object.assign(done, { textContent: fill(tools.dataset.all, far), hidden: false });
    return line;
  }

  // --- All of them

  function draw() {
    const kept = ticks.all();
    const started = [];
    for (const { row, items } of rows) {
      const far = ticks.progress(items, kept);
      const [bar, words] = ["progress", ".lists__done"].map((selector) => row.querySelector(selector));
      const parts = [fill(tools.dataset.all, far)];
      if (far.must) parts.push(fill(tools.dataset.must, { done: far.mustDone, total: far.must }));
      if (far.changed) parts.push(fill(tools.dataset.changed, { number: far.changed }));
      words.textContent = parts.join(" · ");
      bar.value = far.done;
      bar.hidden = words.hidden = far.done === 0;
      row.classList.toggle("is-done", far.done === far.total);
      if (far.done > 0 && (far.done < far.total || far.changed)) started.push(row.cloneNode(true));
    }
    started.push(...begunElsewhere(kept));
    begun.querySelector("ul").replaceChildren(...started);
    begun.hidden = started.length === 0;
    undo.hidden = before === null;
    button("export").disabled = button("reset").disabled = kept.size === 0;
  }

  /** Put these in place of all ticks, in a way that can be undone. @param {Map<string, string>} next @param {string} said */
  function exchange(next, said) {
    before = ticks.all();
    const isKept = ticks.replace(next);
    status.textContent = isKept ? said : `${said} ${status.dataset.unkept}`;
  }

  /** Add what a file holds to what is ticked here, which stays. @param {File} found */
  async function take(found) {
    const theirs = found.size <= ticks.largestFile ? ticks.fromFile(await found.text()) : null;
    const ours = ticks.all();
    if (!theirs) {
      status.textContent = button("import").dataset.wrong;
      return;
    }
    const next = new Map([...theirs, ...ours]);
    exchange(next, fill(button("import").dataset.said, { number: next.size - ours.size }));
  }

  const deeds = {
    export: () => {
      const link = document.createElement("a");
      const address = URL.createObjectURL(new Blob([ticks.toFile()], { type: "application/json" }));
      link.href = address;
      link.download = `${button("export").dataset.name}-${new Date().toISOString().slice(0, 10)}.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
      status.textContent = fill(button("export").dataset.said, { number: ticks.all().size });
    },
    import: () => file.click(),
    reset: () => {
      exchange(new Map(), button("reset").dataset.said);
      undo.focus(); // the button just pressed has nothing left to do
    },
    undo: () => {
      const back = before;
      before = null;
      ticks.replace(back);
      status.textContent = undo.dataset.said;
      button("import").focus();
    },
  };
  for (const [name, deed] of Object.entries(deeds)) button(name).addEventListener("click", deed);
  file.addEventListener("change", async () => {
    if (file.files[0]) await take(file.files[0]);
    file.value = "";
  });
  ticks.follow(draw);
  draw();
  tools.hidden = false;
})();
