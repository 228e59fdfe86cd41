// Two journeys over the same stages: both curves in one picture, and the same as a table. What they show is copied from
// the list of all journeys below, which is there without this script.

(() => {
  "use strict";
  const two = document.querySelector(".compare");
  if (!two) return;

  const SIDES = ["a", "b"];
  /** @type {HTMLSelectElement[]} */
  const choices = [...two.querySelectorAll("select")];
  const ground = two.querySelector(".compare__ground");
  const curves = two.querySelector(".compare__curves");

  /** @param {string} id */
  const listed = (id) => document.querySelector(`tbody[data-journey="${CSS.escape(id)}"]`);

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

  function show() {
    curves?.replaceChildren();
    ground?.querySelectorAll("i").forEach((mark) => mark.remove());
    SIDES.forEach((side, place) => {
      const journey = listed(choices[place].value);
      if (!journey) return;
      showCurve(journey, side);
      showText(journey, side, place);
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
   * @param {Element} journey
   * @param {string} side
   * @param {number} place
   */
  function showText(journey, side, place) {
    const title = journey.querySelector("th a")?.cloneNode(true);
    if (title) two.querySelector(`.compare__${side}`)?.replaceChildren(title);
    const cells = journey.querySelectorAll("td");
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
  readAddress();
  show();
  two.removeAttribute("hidden");
})();
