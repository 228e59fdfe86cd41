// The index on a server: Pagefind's.

(() => {
  "use strict";
  const { wordsOf, plain, withoutEnding, alike, isSame } = globalThis.playbookText;
  /** Of words that only begin like the one asked for hardly any; of short pages no more than of long ones. */
  const RANKING = { termSimilarity: 8, pageLength: 0.1 };
  /** What search-record.html puts between a page's text and its hidden words. */
  const MARK = " ␞";
  let attempts = 0;

  /**
   * @param {string} home  absolute address of the language's home
   * @returns {Promise<import("./search-finder.js").Index>}
   */
  globalThis.playbookOpenIndex = async (home) => {
    attempts += 1; // what could not be loaded stays so for the browser, under the same address
    const pagefind = await import(`${home}pagefind/pagefind.js${attempts > 1 ? `?${attempts}` : ""}`);
    await pagefind.options({ ranking: RANKING });
    await pagefind.init();
    const { labels, pages, parts = [pages.length] } = await (await fetch(`${home}pagefind/facets.json`)).json();
    for (let part = 2; part <= parts.length; part += 1) {
      await pagefind.mergeIndex(`${home}pagefind/${part}/`, { ranking: RANKING });
    }
    const all = (await pagefind.search(null, { sort: { number: "asc" } })).results;
    const results = new Map(all.map((result) => [result.id, result]));
    /** Which part each page is in: they come part after part. */
    const ends = parts.map((_, part) => parts.slice(0, part + 1).reduce((sum, size) => sum + size));
    const partOf = new Map(all.map(({ id }, number) => [id, ends.findIndex((end) => number < end)]));
    const loaded = new Map();
    const read = (id) => {
      if (!loaded.has(id)) loaded.set(id, results.get(id).data());
      return loaded.get(id);
    };

    /** What Pagefind finds for a text in each part of the index that has something, the best first. */
    async function search(text) {
      const { results: found } = await pagefind.search(text);
      return parts.map((_, part) => found.filter(({ id }) => partOf.get(id) === part)).filter(({ length }) => length);
    }

    /** For each part of the index its own map, put together. */
    const together = async (found, map) => new Map((await Promise.all(found.map(map))).flat());

    /** Nothing where Pagefind, for want of the word, took one with which it begins: "p" for "pris". */
    const scores = async (word) =>
      together(await search(word), async (found) => {
        const { content, meta } = await read(found[0].id);
        const words = content.split(" ");
        const hits = [meta.title, ...found[0].words.map((at) => words[at] ?? "")].flatMap(wordsOf);
        const isIt = hits.some((hit) => [hit, ...hit.split("-")].some((part) => isMeant(word, part)));
        return isIt ? found.map(({ id, score }) => [id, score]) : [];
      });

    /** Names that begin with a text: search-record.html writes each as one word, with a nought before it. */
    const named = async (text) =>
      together(text ? await search(`0${text}`) : [], async (found) => {
        const name = (await read(found[0].id)).content.split(" ")[found[0].words[0]].slice(1);
        const likeness = name.startsWith(withoutEnding(text)) ? Math.min(1, text.length / name.length) : 0;
        return found.map(({ id, score }) => [id, (likeness * score) / found[0].score]);
      });

    return {
      size: all.length,
      labels,
      facets: new Map(all.map(({ id }, number) => [id, pages[number]])),
      has: async (word) => (await pagefind.search(`"${word}"`)).results.length > 0,
      scores,
      named,
      load: async (id) => told(await read(id)),
    };
  };

  /** What to show of a page: its text without its title at the beginning and the hidden words at the end. */
  function told({ url, meta, content }) {
    const text = content.slice(0, content.lastIndexOf(MARK));
    return { address: url, title: meta.title, text: text.startsWith(meta.title) ? text.slice(meta.title.length + 1) : text };
  }

  /** Whether a word that was found is what somebody meant, and does not just begin with the same few letters. */
  function isMeant(asked, found) {
    const [one, other] = [plain(asked), plain(found)];
    return isSame(one, other) || alike(one, other) >= Math.max(Math.min(3, one.length), one.length * 0.6);
  }
})();
