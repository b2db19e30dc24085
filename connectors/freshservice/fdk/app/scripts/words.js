'use strict';

(() => {
  const FALLBACK = 'en';
  const RIGHT_TO_LEFT = ['ar'];
  const chosen = { tag: FALLBACK };
  /** @type {Record<string, Promise<void>>} */
  const loading = Object.create(null);

  /**
   * The best language there is for these wishes, most wanted first: exactly that one, else one of the same kind.
   * @param {readonly (string | null | undefined)[]} wishes
   * @returns {string}
   */
  function bestOf(wishes) {
    for (const wish of wishes) {
      const found = typeof wish === 'string' ? match(wish.replace(/_/g, '-')) : undefined;
      if (found !== undefined) return found;
    }
    return FALLBACK;
  }

  /** Readers of one script are not given the other: zh-HK reads zh-TW, zh-SG reads zh-CN.
   * @param {string} wish
   */
  function match(wish) {
    const { all } = SR.parts.tags;
    const exact = all.find((tag) => tag.toLowerCase() === wish.toLowerCase());
    if (exact !== undefined) return exact;
    const kind = kindOf(wish);
    return kind === null ? undefined : all.find((tag) => kindOf(tag) === kind);
  }

  /** Language and script. @param {string} tag */
  function kindOf(tag) {
    try {
      const { language, script } = new Intl.Locale(tag).maximize();
      return `${language}-${script}`;
    } catch {
      return null;
    }
  }

  /**
   * Speaks the best language of these wishes from now on: at once where its texts are here, else as soon as they came; `changed` is
   * called then. English stays where they do not come. What is given back is fulfilled either way.
   * @param {readonly (string | null | undefined)[]} wishes
   * @param {() => void} [changed]
   * @returns {Promise<void>}
   */
  function choose(wishes, changed) {
    const wanted = bestOf(wishes);
    chosen.tag = wanted;
    mark();
    if (isHere(wanted)) return Promise.resolve();
    return load(wanted).then(() => {
      if (chosen.tag !== wanted || !isHere(wanted)) return;
      mark();
      if (changed) changed();
    });
  }

  function mark() {
    const shown = tag();
    document.documentElement.lang = shown;
    document.documentElement.dir = RIGHT_TO_LEFT.includes(shown) ? 'rtl' : 'ltr';
  }

  /** The language that is spoken now. */
  function tag() {
    return isHere(chosen.tag) ? chosen.tag : FALLBACK;
  }

  /** @param {string} wanted */
  function isHere(wanted) {
    return wanted in SR.languages;
  }

  /** Fetches the texts of a language, once: nobody needs fourteen of them. @param {string} wanted */
  function load(wanted) {
    const begun = loading[wanted];
    if (begun !== undefined) return begun;
    const coming = new Promise((resolve) => {
      const script = document.createElement('script');
      script.src = `scripts/texts/${wanted}.js`;
      script.addEventListener('load', () => resolve(undefined));
      script.addEventListener('error', () => {
        // Asked for again with the next choice.
        delete loading[wanted];
        resolve(undefined);
      });
      document.head.append(script);
    });
    loading[wanted] = coming;
    return coming;
  }

  /**
   * A text of the chosen language with its `{places}` filled; in English when the language lacks it.
   * @param {string} key
   * @param {Record<string, string | number>} [values]
   * @returns {string}
   */
  function t(key, values = {}) {
    const text = find(key);
    if (text === undefined) return key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? isolated(String(values[name])) : whole));
  }

  /** A name or number that runs the other way than the text must not pull its neighbours along. @param {string} value */
  function isolated(value) {
    const other = RIGHT_TO_LEFT.includes(tag()) ? /[\p{L}\p{N}]/u : /[\u0590-\u08ff]/;
    return other.test(value) ? `\u2068${value}\u2069` : value;
  }

  /** @param {string} key */
  function has(key) {
    return find(key) !== undefined;
  }

  /** @param {string} key */
  function find(key) {
    const own = SR.languages[tag()];
    return (own && own[key]) || (SR.languages[FALLBACK] || {})[key];
  }

  /** The name of a language in itself. @param {string} of */
  function nameOf(of) {
    try {
      return new Intl.DisplayNames([of], { type: 'language' }).of(of) || of;
    } catch {
      return of;
    }
  }

  SR.share('words', { t, has, choose, bestOf, nameOf, tag });
})();
