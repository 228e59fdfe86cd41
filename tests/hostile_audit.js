() => {
  "use strict";
  const ours = (element) => {
    switch (element.localName) {
      case "script":
        return element.src ? element.src.startsWith(location.origin)
          : element.type === "application/json" || element.textContent.startsWith("window.mermaidConfig = {");
      case "link":
        return element.parentElement === document.head && !/^(?!stylesheet|icon|canonical|alternate).*$/.test(element.rel.trim());
      case "meta":
        return element.parentElement === document.head && !/refresh|set-cookie/i.test(element.httpEquiv);
      case "style":
        return element.closest("figure.diagram--live svg") !== null;
      case "use":
        return element.getAttribute("href").startsWith("#");
      case "form":
        return element.matches(".pb-search__form, .filter__form");
      default:
        return !/^(applet|audio|base|embed|frame|frameset|iframe|math|marquee|object|portal|source|video|foreignobject|animate|set)$/i
          .test(element.localName);
    }
  };
  const NAMES = /^(on.*|srcdoc|formaction|action|ping|background|poster|srcset|popovertarget|autofocus)$/i;
  const ADDRESSES = /^(href|src|xlink:href|data|cite)$/i;
  const PLAIN = /^(?:(?:https?|mailto|tel):|[^:]*$|[^:]*[/?#])/i;

  const found = [];
  const all = (root) => [...root.querySelectorAll("*")].flatMap((e) => [e, ...(e.localName === "template" ? all(e.content) : [])]);
  for (const element of all(document)) {
    const isBad = (attribute) => NAMES.test(attribute.name)
      || (ADDRESSES.test(attribute.name) && !PLAIN.test(attribute.value.replace(/[\x00-\x20]/g, "")))
      || (attribute.name === "style" && /url|import|expression|\\/i.test(attribute.value));
    if (!ours(element) || [...element.attributes].some(isBad)) found.push(element.cloneNode().outerHTML);
  }

  // What waits for a reader: the mouse over it, or the focus on it.
  for (const element of document.body.querySelectorAll("*")) {
    for (const name of ["mouseover", "mouseenter", "pointerenter", "focusin", "focus"]) {
      element.dispatchEvent(new Event(name, { bubbles: true }));
    }
  }
  return found;
}
