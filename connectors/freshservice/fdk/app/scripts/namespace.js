'use strict';

/**
 * The app's only global name. Each file adds one part, which nobody can change or replace afterwards.
 */
Object.defineProperty(globalThis, 'SR', {
  value: Object.freeze({
    /** The form of the server's answers that this app knows. */
    PROTOCOL: 1,
    parts: Object.create(null),
    languages: Object.create(null),
    /**
     * @param {string} name
     * @param {object} part
     */
    share(name, part) {
      Object.defineProperty(SR.parts, name, { value: Object.freeze(part), enumerable: true });
    },
    /**
     * @param {string} tag
     * @param {Record<string, string>} texts
     */
    addLanguage(tag, texts) {
      Object.defineProperty(SR.languages, tag, { value: Object.freeze(texts), enumerable: true });
    },
  }),
});
