"""Genuine Mermaid in a real browser, reading and drawing what we write. Its file comes with mermaidx."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from typing import Any

from playwright.sync_api import Browser

_READ = """
async (sources) => {
  const read = async (source) => {
    try {
      await mermaid.parse(source);
      const db = (await mermaid.mermaidAPI.getDiagramFromText(source)).db;
      const common = {title: db.getDiagramTitle(), name: db.getAccTitle(), description: db.getAccDescription()};
      if (db.getTasks) {
        const {sections, tasks} = structuredClone({sections: db.getSections(), tasks: db.getTasks()});
        return {...common, sections, tasks, actors: db.getActors()};
      }
      return {
        ...common,
        nodes: [...db.getVertices().values()].map(({id, text, type, link}) => ({id, text, type, link: link ?? null})),
        edges: db.getEdges().map(({start, end, text}) => ({start, end, text})),
        subgraphs: db.getSubGraphs().map(({id, title, nodes}) => ({id, title, nodes})),
      };
    } catch (error) {
      return {error: String(error)};
    }
  };
  const found = [];
  for (const source of sources) found.push(await read(source));  // in turn: a diagram type has one db
  return found;
}
"""
_DRAW = """
async ({source, selector}) => {
  const place = document.body.appendChild(document.createElement("div"));
  place.innerHTML = (await mermaid.render("drawn", source)).svg;
  const texts = [...place.querySelectorAll(selector)].map((element) => element.textContent);
  place.remove();
  return texts;
}
"""


class Mermaid:
    """One page with Mermaid 11 on it, and no network."""

    def __init__(self, browser: Browser) -> None:
        self.page = browser.new_page()
        self.page.context.set_offline(True)
        self.page.add_script_tag(path=str(distribution("mermaidx").locate_file("mermaidx/assets/mermaid.js")))
        self.page.evaluate("mermaid.initialize({startOnLoad: false, securityLevel: 'strict', maxTextSize: 1e6})")

    def read(self, *sources: str) -> list[dict[str, Any]]:
        """What Mermaid holds each source to say; ``{"error": …}`` for one that it cannot parse."""
        return [_decoded(found) for found in self.page.evaluate(_READ, list(sources))]

    def draw(self, source: str, selector: str) -> list[str]:
        """The texts of the elements that match, in the SVG that Mermaid draws."""
        texts: list[str] = self.page.evaluate(_DRAW, {"source": source, "selector": selector})
        return texts


def _decoded(value: Any) -> Any:
    """Mermaid holds ``#35;`` as ``ﬂ°°35¶ß`` until it draws."""
    if isinstance(value, str):
        return re.sub(r"ﬂ°°([0-9]+)¶ß", lambda found: chr(int(found[1])), value)
    if isinstance(value, list):
        return [_decoded(item) for item in value]
    if isinstance(value, dict):
        return {key: _decoded(item) for key, item in value.items()}
    return value
