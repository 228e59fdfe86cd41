// The index without a server: assets/search-index.js, a script, since browsers let pages in a folder fetch nothing.

/**
 * @typedef {object} Page
 * @property {string} address  relative to the language's home
 * @property {string} title
 * @property {string} text
 * @property {string} whole  its names, each plainly spelt and as one word
 * @property {string} names  other words for it
 * @property {string} parts  of its names
 * @property {string} words  hidden ones, from its text
 * @property {Record<string, number[]>} facets
 */

(() => {
  "use strict";
  const { wordsOf, plain, withoutEnding, isSame } = globalThis.playbookText;
  /** How much a word counts by where it stands. */
  const WEIGHTS = { title: 8, names: 6, parts: 3, text: 1, words: 0.5 };
  const SATURATION = 1.4;

  /** @param {string} home  absolute address of the language's home */
  globalThis.playbookOpenIndex = async (home) => {
    /** @type {{labels: Record<string, string[]>, pages: Page[]}} */
    const { labels, pages } = globalThis.playbookIndex;
    const ids = pages.map((_, number) => String(number));
    const lengths = new Map(pages.map(({ text }, number) => [ids[number], text.length]));
    const usual = [...lengths.values()].reduce((sum, length) => sum + length, 1) / (pages.length || 1);
    /** By plainly spelt word and page, how much of it there is. @type {Map<string, Map<string, number>>} */
    const index = new Map();
    pages.forEach((page, number) => {
      for (const [field, weight] of Object.entries(WEIGHTS)) {
        for (const word of wordsOf(page[field]).flatMap((each) => [each, ...(each.includes("-") ? each.split("-") : [])])) {
          const form = plain(word);
          if (!index.has(form)) index.set(form, new Map());
          const its = index.get(form);
          its.set(ids[number], (its.get(ids[number]) ?? 0) + weight);
        }
      }
    });

    /** How much a word of the index answers for one that was asked, 0 to 1. */
    function likeness(asked, held) {
      if (asked === held) return 1;
      if (isSame(asked, held)) return 0.9;
      if (held.startsWith(asked)) return 0.6 * (asked.length / held.length);
      return asked.length > 4 && held.includes(withoutEnding(asked)) ? 0.2 : 0;
    }

    async function scores(word) {
      const asked = plain(word);
      const sums = new Map();
      for (const [held, its] of index) {
        const much = likeness(asked, held);
        if (much) for (const [id, weight] of its) sums.set(id, (sums.get(id) ?? 0) + much * weight);
      }
      const rarity = Math.log(1 + pages.length / (sums.size || 1));
      const enough = (id) => SATURATION * (0.5 + (0.5 * lengths.get(id)) / usual); // a long page has more of any word
      return new Map([...sums].map(([id, sum]) => [id, (rarity * sum) / (sum + enough(id))]));
    }

    const names = pages.map(({ whole }) => whole.split(" "));
    const called = (asked, name) => (isSame(asked, name) ? 1 : name.startsWith(asked) ? (asked.length / name.length) ** 2 : 0);
    async function named(asked) {
      const found = names.map((its, number) => [ids[number], Math.max(...its.map((name) => called(asked, name)))]);
      return new Map(found.filter(([, likeness]) => likeness));
    }

    const known = [...index.keys()];
    return {
      size: pages.length,
      labels,
      facets: new Map(pages.map(({ facets }, number) => [ids[number], facets])),
      has: async (word) => known.some((held) => isSame(plain(word), held)),
      scores,
      named,
      load: async (id) => {
        const { address, title, text } = pages[Number(id)];
        return { address: new URL(address, home).href, title, text };
      },
    };
  };
})();
