'use strict';

(() => {
  /**
   * One command id for each thing that is asked for, kept until it is answered: pressing again after a lost answer does it once.
   * @param {() => string} newId
   */
  function make(newId) {
    /** @type {Map<string, string>} */
    const open = new Map();

    /** @param {string} what */
    function idFor(what) {
      const id = open.get(what) || newId();
      open.set(what, id);
      return id;
    }

    /**
     * @template T
     * @param {string} place
     * @param {Record<string, unknown>} body
     * @param {(body: Record<string, unknown>) => Promise<Answer<T>>} send
     * @returns {Promise<Answer<T>>}
     */
    function press(place, body, send) {
      const what = `${place} ${JSON.stringify(body)}`;
      return send(Object.assign({}, body, { commandId: idFor(what) })).then((answer) => {
        if (answer.ok || !SR.parts.problems.isUnanswered(answer.problem)) open.delete(what);
        return answer;
      });
    }

    return Object.freeze({ press });
  }

  /** @returns {string} */
  function randomId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  SR.share('presses', { make, randomId });
})();
