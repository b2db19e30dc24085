'use strict';

(() => {
  const FALLBACK = 'en';
  const chosen = { tag: FALLBACK };

  /**
   * The best language there is for these wishes, most wanted first: exactly that one, else one of the same kind.
   * @param {readonly (string | null | undefined)[]} wishes
   * @returns {string}
   */
  function bestOf(wishes) {
    const known = Object.keys(SR.languages);
    for (const wish of wishes) {
      const found = typeof wish === 'string' ? match(wish.replace(/_/g, '-').toLowerCase(), known) : undefined;
      if (found !== undefined) return found;
    }
    return FALLBACK;
  }

  /** Simplified Chinese is another script: its readers get English rather than what they cannot read well.
   * @param {string} wish
   * @param {readonly string[]} known
   */
  function match(wish, known) {
    const exact = known.find((tag) => tag.toLowerCase() === wish);
    if (exact !== undefined) return exact;
    if (/^zh\b/.test(wish)) return /hant|tw|hk|mo/.test(wish) ? known.find((tag) => tag === 'zh-TW') : undefined;
    return known.find((tag) => tag.toLowerCase().split('-')[0] === wish.split('-')[0]);
  }

  /** @param {readonly (string | null | undefined)[]} wishes */
  function choose(wishes) {
    chosen.tag = bestOf(wishes);
    document.documentElement.lang = chosen.tag;
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
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  }

  /** @param {string} key */
  function has(key) {
    return find(key) !== undefined;
  }

  /** @param {string} key */
  function find(key) {
    const own = SR.languages[chosen.tag];
    return (own && own[key]) || (SR.languages[FALLBACK] || {})[key];
  }

  /** @param {string} tag */
  function nameOf(tag) {
    try {
      return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) || tag;
    } catch {
      return tag;
    }
  }

  SR.share('words', { t, has, choose, bestOf, nameOf, tag: () => chosen.tag });
})();
