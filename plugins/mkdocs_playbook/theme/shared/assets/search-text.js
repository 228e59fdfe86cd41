// What both ways to search know of words: plain spellings, likeness, how well a title answers, and what to show of a text.

(() => {
  "use strict";
  const MARKS = /\p{M}/gu;
  const WORD = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;
  const SPELT_OUT = { "æ": "ae", "ø": "oe", "ß": "ss", "ð": "d", "þ": "th" };
  /** What a form of a word may end with besides; and endings themselves, to be taken off a word. */
  const REST = /^(?:[aeo]?(?:r|n|s|t|rs|ns|ts|rn[ea]s?|n[ea]s?|d[ea]?)?|e|a|te)$/;
  const ENDING = /^(.{4,}?)(?:er?ne?s?|[aeo]rnas?|enes?|ens|ets?|en|an|ers?|or|ar|s|e|a|n|t)$/;
  const SHOWN = 26;
  const BEFORE = 6;

  /** The words of a text, in small letters. @param {string} text */
  const wordsOf = (text) => text.normalize("NFC").toLowerCase().match(WORD) ?? [];

  /**
   * A word as it reads without Nordic letters and doubled ones: følelse and foelelse are folelse. As plain_spelling in
   * search_words.py, which puts the words of the pages into the index in this spelling too.
   * @param {string} word  in small letters
   */
  const plain = (word) =>
    word
      .replace(/[æøßðþ]/g, (letter) => SPELT_OUT[letter])
      .normalize("NFD")
      .replace(MARKS, "")
      .replaceAll("ae", "a")
      .replaceAll("oe", "o")
      .replace(/(.)\1/g, "$1");

  /** A word without its ending, roughly; itself when too little would be left. @param {string} word */
  const withoutEnding = (word) => word.replace(ENDING, "$1");

  /** How many letters two words begin with alike. @param {string} one @param {string} other */
  function alike(one, other) {
    let length = 0;
    while (length < one.length && one[length] === other[length]) length += 1;
    return length;
  }

  /** Whether two words differ in an ending at most. @param {string} one @param {string} other  plainly spelt, both */
  function isSame(one, other) {
    const length = alike(one, other);
    const longest = Math.max(one.length, other.length);
    return length * 2 > longest && REST.test(one.slice(length)) && REST.test(other.slice(length));
  }

  /** How much of an asked word another tells, 0 to 1: a form of it all, a compound with it the most part. */
  function share(asked, told) {
    if (isSame(asked, told)) return 1;
    return asked.length > 3 && told.includes(withoutEnding(asked)) ? 0.7 : 0;
  }

  /**
   * How well a title answers a query, 0 to 1.
   * @param {{word: string, weight: number}[]} asked
   * @param {string} title
   */
  function fit(asked, title) {
    const told = wordsOf(title).map(plain);
    const total = asked.reduce((sum, { weight }) => sum + weight, 0);
    if (!total || !told.length) return 0;
    const best = (word) => Math.max(...told.map((other) => share(word, other)));
    const answered = asked.reduce((sum, { word, weight }) => sum + weight * best(word), 0) / total;
    const needed = told.filter((other) => asked.some(({ word }) => share(word, other))).length / told.length;
    return answered * (0.5 + needed / 2);
  }

  /** How much a word of a text says of a query: the weight of the word that it is a form of, or begins as. */
  const worth = (asked, text) => {
    const told = plain(text.toLowerCase());
    return Math.max(0, ...asked.map(({ word, weight }) => (share(word, told) || told.startsWith(word) ? weight || 1 : 0)));
  };

  /**
   * A text in pieces, those marked that answer a query.
   * @param {string} text
   * @param {{word: string, weight: number}[]} asked
   * @returns {{text: string, isHit: boolean}[]}
   */
  function marked(text, asked) {
    const pieces = [];
    let done = 0;
    for (const match of text.matchAll(WORD)) {
      if (!worth(asked, match[0])) continue;
      pieces.push({ text: text.slice(done, match.index), isHit: false }, { text: match[0], isHit: true });
      done = match.index + match[0].length;
    }
    return [...pieces, { text: text.slice(done), isHit: false }].filter((piece) => piece.text);
  }

  /** The stretch of a text that answers best, in pieces; its beginning when none does. */
  function excerpt(text, asked) {
    const words = text.split(/\s+/).filter(Boolean);
    const values = words.map((word) => Math.max(0, ...(word.match(WORD) ?? []).map((each) => worth(asked, each))));
    const sum = (start) => values.slice(start, start + SHOWN).reduce((total, value) => total + value, 0);
    let [from, most] = [0, sum(0) * 2]; // the beginning tells best what a page is about
    for (let at = SHOWN; at < words.length; at += 1) {
      const start = Math.min(at - BEFORE, words.length - SHOWN);
      if (values[at] && sum(start) > most) [from, most] = [start, sum(start)];
    }
    const stretch = words.slice(from, from + SHOWN).join(" ");
    return marked(`${from ? "… " : ""}${stretch}${from + SHOWN < words.length ? " …" : ""}`, asked);
  }

  globalThis.playbookText = Object.freeze({ wordsOf, plain, withoutEnding, alike, isSame, fit, marked, excerpt });
})();
