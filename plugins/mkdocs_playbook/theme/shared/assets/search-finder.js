// Finds pages by what somebody typed: spellings, compounds written as two words or unknown as one, rare words first.

/**
 * @typedef {object} Index  what finds single words
 * @property {number} size  in pages
 * @property {Record<string, string[]>} labels  by facet, the words for its values
 * @property {Map<string, Record<string, number[]>>} facets  by page, the places of its values among these
 * @property {(word: string) => Promise<boolean>} has  whether it knows a form of just this word
 * @property {(word: string) => Promise<Map<string, number>>} scores  of the pages with words that begin so
 * @property {(text: string) => Promise<Map<string, number>>} named  how well pages are called so, 0 to 1
 * @property {(id: string) => Promise<{address: string, title: string, text: string}>} load
 */

(() => {
  "use strict";
  const { wordsOf, plain, withoutEnding, fit } = globalThis.playbookText;
  /** So many of the best are looked at again, by their titles. */
  const CLOSER = 12;
  const SHORTEST_COMPOUND = 7;
  const SHORTEST_PART = 3;
  const SHORTEST_BEGINNING = 4;

  /** @param {Index} index */
  globalThis.playbookFinder = (index) => {
    const isKnown = async (word) => (await index.has(word)) || (await index.has(plain(word)));

    /**
     * By page the best score of a word in any of its spellings and forms, or of its beginning when there is none; and how
     * much it tells pages apart.
     */
    async function lookUp(word) {
      const best = new Map();
      const add = async (form) => {
        for (const [id, score] of await index.scores(form)) best.set(id, Math.max(score, best.get(id) ?? 0));
      };
      for (const form of new Set([word, plain(word), withoutEnding(word)])) await add(form);
      const least = Math.max(SHORTEST_BEGINNING, word.length * 0.6);
      for (let length = word.length - 1; !best.size && length >= least; length -= 1) await add(word.slice(0, length));
      return { word: plain(word), weight: best.size ? Math.log(1 + index.size / best.size) ** 2 : 0, best };
    }

    /** A compound that is nowhere as such, in its two parts: løbesko in løbe and sko; else the word itself. */
    async function parts(word) {
      if (word.length < SHORTEST_COMPOUND || (await isKnown(word))) return [word];
      for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART; at += 1) {
        const [start, second] = [word.slice(0, at), word.slice(at)];
        if (!(await index.has(second))) continue;
        for (const first of [start, start.replace(/[es]$/, "")]) {
          if (first.length >= SHORTEST_PART && (await index.has(first))) return [first, second];
        }
      }
      return [word];
    }

    /** Words that were written as two: kunde rejse. */
    async function joined(words) {
      const pairs = words.slice(1).map((word, before) => words[before] + word);
      const known = await Promise.all(pairs.map(isKnown));
      return pairs.filter((_, at) => known[at]);
    }

    /** How well pages are called as the whole query is, or as one of its words, by what the word tells. */
    async function called(written, asked, total) {
      const best = new Map(await index.named(written.map(plain).join("")));
      for (const { word, weight } of asked) {
        for (const [id, likeness] of await index.named(word)) {
          best.set(id, Math.max(best.get(id) ?? 0, (likeness * weight) / total));
        }
      }
      return best;
    }

    /**
     * A page that has all the words, and above all the rare ones, comes before one that has some of them often; a page
     * that is called so comes before both.
     */
    async function ranked(written, asked, whole) {
      const total = asked.reduce((sum, { weight }) => sum + weight, 0) || 1;
      const hits = new Map();
      for (const { best, weight } of [...asked, ...whole]) {
        for (const [id, score] of best) {
          const before = hits.get(id) ?? { score: 0, share: 0 };
          hits.set(id, { score: before.score + score, share: before.share + weight / total });
        }
      }
      const names = await called(written, asked, total);
      const order = [...hits].map(([id, { score, share }]) => ({ id, rank: score * share ** 2 }));
      const best = Math.max(...order.map(({ rank }) => rank));
      for (const hit of order) hit.rank = hit.rank / best + (names.get(hit.id) ?? 0);
      return order.sort((one, other) => other.rank - one.rank);
    }

    async function find(query) {
      const written = [...new Set(wordsOf(query))];
      const words = (await Promise.all(written.map(parts))).flat();
      const asked = await Promise.all(words.map(lookUp));
      const whole = await Promise.all((await joined(written)).map(lookUp));
      const order = await ranked(written, asked, whole);
      const closer = await Promise.all(
        order.slice(0, CLOSER).map(async ({ id, rank }) => {
          const { title } = await index.load(id);
          return { id, rank: rank + Math.max(fit(asked, title), fit(whole, title)) };
        }),
      );
      closer.sort((one, other) => other.rank - one.rank);
      return {
        asked: [...asked, ...whole].map(({ word, weight }) => ({ word, weight })),
        hits: [...closer, ...order.slice(CLOSER)].map(({ id }) => ({
          facets: index.facets.get(id) ?? {},
          load: () => index.load(id),
        })),
      };
    }

    return { find, labels: index.labels };
  };
})();
