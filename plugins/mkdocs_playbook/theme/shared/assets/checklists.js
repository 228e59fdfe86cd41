// Checklists on the pages of stages and journeys: boxes to tick, how far it is, and what can be done with a list.

(() => {
  "use strict";
  const ticks = globalThis.playbookTicks;
  let hasToldUnkept = false;

  /** A sentence with its values. @param {string | undefined} words @param {Record<string, unknown>} values */
  const fill = (words, values) => (words ?? "").replaceAll(/\{(\w+)\}/g, (_, name) => String(values[name]));

  /** The page without its fragment. */
  const here = () => location.href.split("#")[0];

  /** A box for an item, with its text as label, its obligation and its reason as description. @param {HTMLElement} line */
  function boxed(line) {
    const [obligation, text, why] = [".obligation", ".checklist__text", ".checklist__why"].map((s) => line.querySelector(s));
    const box = document.createElement("input");
    const label = document.createElement("label");
    box.type = "checkbox";
    box.id = `${line.id}-box`;
    label.htmlFor = box.id;
    label.className = text.className;
    label.append(...text.childNodes);
    obligation.id = `${line.id}-obligation`;
    why.id = `${line.id}-why`;
    box.setAttribute("aria-describedby", `${obligation.id} ${why.id}`);
    text.replaceWith(label);
    line.prepend(box);
    return { line, box, label, obligation, id: line.dataset.item, hash: line.dataset.text, must: line.dataset.obligation === "must" };
  }

  /** @param {HTMLElement} root */
  function enliven(root) {
    const list = root.dataset.list;
    const items = [...root.querySelectorAll("[data-item]")].map(boxed);
    const find = (/** @type {string} */ selector) => root.querySelector(selector);
    const button = (/** @type {string} */ name) => find(`[data-do="${name}"]`);
    const [bar, count, notice, status, hand, undo] =
      [".checks__bar", ".checks__count", ".checks__shared", ".checks__status", ".checks__hand", ".checks__undo"].map(find);
    /** What the address shows, until the reader has chosen; what undoing brings back. */
    let shared = null;
    let before = null;
    /** What is ticked of the items that there are. */
    const own = () => new Map([...ticks.of(list)].filter(([id]) => items.some((item) => item.id === id)));

    function draw() {
      const shown = shared ?? own();
      for (const { line, box, id, hash } of items) {
        box.checked = shown.has(id);
        box.disabled = shared !== null;
        drawChange(line, box, id, hash, shared === null && shown.has(id) && shown.get(id) !== hash);
      }
      const far = ticks.progress(items, shown);
      const parts = [fill(count.dataset.all, far)];
      if (far.must) parts.push(fill(count.dataset.must, { done: far.mustDone, total: far.must }));
      if (far.changed) parts.push(fill(count.dataset.changed, { number: far.changed }));
      if (count.textContent !== parts.join(" · ")) count.textContent = parts.join(" · ");
      bar.value = far.done;
      root.classList.toggle("is-done", far.done === far.total);
      undo.hidden = before === null;
      notice.hidden = shared === null;
      const words = notice.querySelector("p");
      if (shared) words.textContent = fill(words.dataset.words, { ...far, own: own().size });
      for (const name of ["copy", "share", "reset"]) button(name).disabled = shared !== null;
    }

    /** The note that a text has changed since it was ticked, where that is so. */
    function drawChange(line, box, id, hash, hasChanged) {
      const note = line.querySelector(".checklist__changed");
      if (!hasChanged) note?.remove();
      if (!hasChanged || note) return;
      line.append(find("template").content.cloneNode(true));
      const keep = line.querySelector(".checklist__changed button");
      keep.setAttribute("aria-describedby", `${box.id}-label`);
      keep.addEventListener("click", () => {
        told(ticks.set(id, hash));
        box.focus();
      });
    }

    /** Say what was done; once on a page, that the browser keeps nothing. @param {boolean} isKept @param {string} [said] */
    function told(isKept, said = "") {
      status.textContent = isKept || hasToldUnkept ? said : status.dataset.unkept;
      hasToldUnkept ||= !isKept;
    }

    /** Change the list in a way that can be undone. @param {Map<string, string>} next @param {string | undefined} said */
    function exchange(next, said) {
      before = ticks.of(list);
      told(ticks.setList(list, next), said);
    }

    /** Put a text on the clipboard, or show it where the browser does not let us. @param {string} text @param {string} said */
    async function copy(text, said) {
      try {
        await navigator.clipboard.writeText(text);
        hand.hidden = true;
        status.textContent = said;
      } catch {
        const area = hand.querySelector("textarea");
        hand.hidden = false;
        area.value = text;
        area.focus();
        area.select();
      }
    }

    function markdown() {
      const lines = items.map(({ box, label, obligation }) => {
        const words = [obligation.textContent, label.textContent].map((text) => text.trim().replaceAll(/\s+/g, " "));
        return `- [${box.checked ? "x" : " "}] ${words.join(": ")}`;
      });
      return `${root.dataset.title}\n\n${lines.join("\n")}\n\n${here()}\n`;
    }

    function choose() {
      shared = null;
      history.replaceState(history.state, "", here());
      items[0].box.disabled = false;
      items[0].box.focus();
    }

    const deeds = {
      copy: (said) => copy(markdown(), said),
      share: (said) => copy(here() + ticks.toFragment(list, own()), said),
      reset: (said) => exchange(new Map(), said),
      undo: (said) => {
        const back = before;
        before = null;
        told(ticks.setList(list, back), said);
        button("reset").focus();
      },
      take: (said) => {
        const next = shared;
        choose();
        exchange(next, said);
      },
      ignore: () => {
        choose();
        draw();
      },
      print: () => {
        root.classList.add("is-printed");
        document.body.classList.add("prints-a-list");
        print();
      },
    };
    for (const [name, deed] of Object.entries(deeds)) {
      button(name).addEventListener("click", (event) => deed(event.currentTarget.dataset.said));
    }
    for (const { box, label, id, hash } of items) {
      label.id = `${box.id}-label`;
      box.addEventListener("change", () => {
        before = null;
        told(ticks.set(id, box.checked ? hash : null));
      });
    }

    ticks.follow(draw);
    draw();
    find(".checks__head").hidden = false;
    find(".checks__tools").hidden = false;
    root.classList.add("is-live");

    /** Show what an address says of this list; whether it does. */
    function show(found) {
      const known = items.filter(({ id }) => found.ticks.has(id));
      if (found.list !== list || (found.ticks.size && !known.length)) return false;
      const [mine, theirs] = [own(), new Map(known.map(({ id }) => [id, found.ticks.get(id)]))];
      const isSame = theirs.size === mine.size && [...theirs].every(([id, hash]) => mine.get(id) === hash);
      shared = isSame ? null : theirs;
      status.textContent = "";
      draw();
      root.closest("details")?.setAttribute("open", "");
      root.scrollIntoView();
      return true;
    }
    const complain = () => {
      status.textContent = status.dataset.unreadable;
      status.scrollIntoView({ block: "center" });
    };
    return { show, complain };
  }

  const lists = [...document.querySelectorAll(".checks")].map(enliven);
  function readAddress() {
    const found = ticks.fromFragment(location.hash);
    if (found && lists.length && !lists.filter(({ show }) => show(found)).length) lists[0].complain();
  }
  readAddress();
  addEventListener("hashchange", readAddress);
  addEventListener("afterprint", () => {
    document.body.classList.remove("prints-a-list");
    document.querySelector(".checks.is-printed")?.classList.remove("is-printed");
  });
})();
