// What has been ticked off: kept on the device, written to files and addresses, and read from both as from a stranger.

/**
 * @typedef {Map<string, string>} Ticks  by item ("stage-awareness/one-message"), the hash of the text that was ticked
 * @typedef {{id: string, hash: string, must: boolean}} Item
 */

(() => {
  "use strict";
  const NAME = "ticks";
  const WORD = "[a-z0-9]+(?:-[a-z0-9]+)*";
  const ITEM = new RegExp(`^(?:stage|journey)-${WORD}/${WORD}$`);
  const HASH = /^[0-9a-f]{8}$/;
  const SHARED = new RegExp(`^#ticked=((?:stage|journey)-${WORD})/((?:${WORD}~[0-9a-f]{8}(?:\\.(?!$)|$))*)$`);
  const MOST = { ticks: 5000, item: 150, address: 20000, file: 1000000 };
  const FORMAT = "playbook-ticks";
  const { read, write, watch } = globalThis.playbook;

  /** @type {Ticks | null} what this page alone knows, when the browser keeps nothing */
  let unkept = null;
  /** @type {Array<() => void>} */
  const followers = [];
  const tell = () => followers.forEach((follower) => follower());

  /** Those parts of a value that are ticks; a value of another shape has none. @param {unknown} value */
  function sound(value) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
    const pairs = Object.entries(value).slice(0, MOST.ticks);
    return pairs.filter(
      ([item, hash]) => item.length <= MOST.item && ITEM.test(item) && typeof hash === "string" && HASH.test(hash),
    );
  }

  /** @returns {Ticks} */
  const all = () => unkept ?? new Map(sound(read(NAME, {})));

  /** @param {string} list @returns {Ticks} */
  const of = (list) => new Map([...all()].filter(([item]) => item.startsWith(`${list}/`)));

  /** Keep these ticks and no others. Whether the browser did so. @param {Ticks} ticks */
  function replace(ticks) {
    const isKept = write(NAME, ticks.size ? Object.fromEntries(ticks) : null);
    unkept = isKept ? null : ticks;
    tell();
    return isKept;
  }

  /** Tick an item, or take its tick away. @param {string} item @param {string | null} hash */
  function set(item, hash) {
    const ticks = all();
    if (hash === null) ticks.delete(item);
    else ticks.set(item, hash);
    return replace(ticks);
  }

  /** Put these in place of all ticks of a list. @param {string} list @param {Ticks} ticks */
  const setList = (list, ticks) => replace(new Map([...all()].filter(([item]) => !item.startsWith(`${list}/`)).concat([...ticks])));

  /** How far the items are ticked, by some ticks. @param {Item[]} items @param {Ticks} ticks */
  function progress(items, ticks) {
    const must = items.filter((item) => item.must);
    const done = (/** @type {Item[]} */ some) => some.filter((item) => ticks.has(item.id));
    return {
      done: done(items).length,
      total: items.length,
      mustDone: done(must).length,
      must: must.length,
      changed: done(items).filter((item) => ticks.get(item.id) !== item.hash).length,
    };
  }

  /** The fragment that shows a list with these ticks. @param {string} list @param {Ticks} ticks */
  const toFragment = (list, ticks) =>
    `#ticked=${list}/${[...ticks].map(([item, hash]) => `${item.slice(list.length + 1)}~${hash}`).join(".")}`;

  /** What a fragment shows; null when it is none of ours, no ticks when it cannot be read. @param {string} fragment */
  function fromFragment(fragment) {
    if (!fragment.startsWith("#ticked=")) return null;
    const found = fragment.length <= MOST.address ? SHARED.exec(fragment.replaceAll(/%7e/gi, "~")) : null;
    if (!found) return { list: "", ticks: new Map() };
    const pairs = found[2].split(".").filter(Boolean).map((each) => each.split("~"));
    return { list: found[1], ticks: new Map(pairs.map(([id, hash]) => [`${found[1]}/${id}`, hash])) };
  }

  /** All ticks as the text of a file. */
  const toFile = () => JSON.stringify({ format: FORMAT, version: 1, ticks: Object.fromEntries(all()) }, null, 1);

  /** The ticks in a file; null unless every part of it is as we write it. @param {string} text @returns {Ticks | null} */
  function fromFile(text) {
    if (text.length > MOST.file) return null;
    try {
      const { format, version, ticks, ...others } = JSON.parse(text);
      const found = sound(ticks);
      const isOurs = format === FORMAT && version === 1 && !Object.keys(others).length;
      return isOurs && found.length && found.length === Object.keys(ticks).length ? new Map(found) : null;
    } catch {
      return null;
    }
  }

  /** Call back whenever ticks change, here or in another window. @param {() => void} follower */
  const follow = (follower) => followers.push(follower);
  watch(NAME, tell);

  globalThis.playbookTicks = Object.freeze({
    all, of, set, setList, replace, progress, toFragment, fromFragment, toFile, fromFile, follow, largestFile: MOST.file,
  });
})();
