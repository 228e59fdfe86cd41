/* Draws the diagrams that could not be drawn when the page was built. It is deferred: mermaid2 has loaded the library and
   left its settings by then, and Material, which would fetch another library, has not looked for diagrams yet. */
(() => {
  "use strict";

  const figures = [...document.querySelectorAll("figure.diagram--live")].map((figure, index) => {
    const source = figure.querySelector("pre");
    source.className = "diagram__source";
    return {
      figure,
      id: `live-${index + 1}`,
      source,
      place: figure.querySelector(".diagram__scroll"),
      details: figure.querySelector("details"),
    };
  });
  const settings = window.mermaidConfig.default;

  /* Labels that are not HTML keep their character references; as text these can become no element. */
  const reader = document.createElement("textarea");
  const readReferences = (svg) => {
    const texts = document.createTreeWalker(svg, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      texts.currentNode.data = texts.currentNode.data.replace(/&#?\w+;/g, (reference) => {
        reader.innerHTML = reference;
        return reader.value;
      });
    }
  };

  /* What Mermaid has made of an editor's text: the picture alone, without HTML, which a label can hold for some kinds of
     diagrams, and without a way to any other site. */
  const isOurs = (address) => {
    try {
      const { protocol, origin } = new URL(address, document.baseURI);
      return protocol === location.protocol && origin === location.origin;
    } catch {
      return false;
    }
  };
  const FOREIGN_STYLE = /@import[^;]*;?|url\(\s*(?!["']?#)[^)]*\)?|\\/gi;
  const picture = (text) => {
    const template = document.createElement("template"); // where nothing is loaded yet
    template.innerHTML = text;
    const svg = template.content.querySelector("svg");
    for (const element of svg.querySelectorAll("*")) {
      const isDrawing = element.namespaceURI === svg.namespaceURI;
      if (!isDrawing || /^(foreignobject|script|set|animate.*)$/i.test(element.localName)) element.remove();
      if (element.localName === "style") element.textContent = element.textContent.replace(FOREIGN_STYLE, "");
      for (const { name, value } of [...element.attributes]) {
        const leads = /(^|:)(href|src)$/i.test(name) && !value.startsWith("#") && !isOurs(value);
        if (leads || /^on/i.test(name)) element.removeAttribute(name);
        else if (FOREIGN_STYLE.test(value)) element.setAttribute(name, value.replace(FOREIGN_STYLE, ""));
        FOREIGN_STYLE.lastIndex = 0;
      }
    }
    return svg;
  };

  const name = (svg, label) => {
    svg.removeAttribute("aria-roledescription");
    svg.setAttribute("role", "img");
    if (!svg.hasAttribute("aria-labelledby")) svg.setAttribute("aria-label", label);
  };

  let drawn = "";
  const draw = async ({ figure, id, source, place, details }) => {
    try {
      const { svg } = await mermaid.render(id, source.textContent);
      const first = place.hidden;
      place.replaceChildren(picture(svg));
      readReferences(place.firstElementChild);
      name(place.firstElementChild, place.getAttribute("aria-label"));
      place.hidden = false;
      if (first) details.open = false;
    } catch {
      place.hidden = true; // the source says what the diagram would have shown
      details.open = true;
    }
    figure.dataset.tried = drawn;
  };

  const root = document.documentElement;
  const device = matchMedia("(prefers-color-scheme: dark)");
  const scheme = () => ((root.dataset.scheme || (device.matches ? "dark" : "light")) === "dark" ? "dark" : "default");
  let drawing = Promise.resolve();
  const drawAll = async () => {
    if (drawn === scheme()) return;
    drawn = scheme();
    mermaid.initialize({ ...settings, theme: drawn, darkMode: drawn === "dark" });
    for (const figure of figures) await draw(figure);
  };
  const update = () => {
    drawing = drawing.then(drawAll);
  };

  update();
  device.addEventListener("change", update);
  new MutationObserver(update).observe(root, { attributeFilter: ["data-scheme"] });
})();
