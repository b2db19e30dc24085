'use strict';

(() => {
  const { words, times, sentences } = SR.parts;
  /** Names of products: the same in every language. @type {Readonly<Record<string, string>>} */
  const SYSTEMS = Object.freeze({
    windows: 'Windows',
    macos: 'macOS',
    linux: 'Linux',
    android: 'Android',
    ios: 'iOS',
  });
  const WORST_FIRST = Object.freeze(['problem', 'unsure']);

  /**
   * What the recipient's own check found; what went well is not told one by one.
   * @param {Readiness} told
   * @param {number} now
   */
  function readiness({ at, system, findings }, now) {
    const time = times.distance(at, now);
    const name = SYSTEMS[system];
    const checked =
      name === undefined
        ? words.t('readiness.checkedOther', { time })
        : words.t('readiness.checked', { system: name, time });
    const open = WORST_FIRST.flatMap((result) => findings.filter((one) => one.result === result));
    const keys = open.map(({ check, result }) => `readiness.${check}.${result}`).filter(words.has);
    if (open.length === 0 && findings.length > 0) keys.push('readiness.allGood');
    return [checked, ...keys.map((key) => words.t(key))].join(' ');
  }

  /** What an agent means to do or a recipient wishes. @param {readonly string[] | undefined} intents */
  function doing(intents = []) {
    const keys = intents.map((intent) => `intent.${intent}`).filter(words.has);
    return keys.map((key) => words.t(key)).join(', ');
  }

  /**
   * @param {MoveLimits} limits
   * @param {number} now
   */
  function moves({ earliestAt, latestAt }, now) {
    return words.t('moves', { from: times.moment(earliestAt, now), until: times.moment(latestAt, now) });
  }

  /** @param {{ readonly stars: number, readonly comment: string }} told */
  function rating({ stars, comment }) {
    return [words.t('rating', { stars }), comment].filter(Boolean).join(' · ');
  }

  /** Who told that a session began. @param {string} source */
  function toldBy(source) {
    return words.has(`told.${source}`) ? words.t(`told.${source}`) : '';
  }

  /** How an address came to be known. @param {string | null | undefined} source @param {string} [name] */
  function addressSource(source, name) {
    if (name) return words.t('source.asset-named', { name });
    return source && words.has(`source.${source}`) ? words.t(`source.${source}`) : '';
  }

  /** An address with where it comes from. @param {Proposal} proposal */
  function proposal({ address, source, name }) {
    return [sentences.grouped(address), addressSource(source, name)].filter(Boolean).join(' · ');
  }

  /** The known address, and where it is from. @param {RequestView} view */
  function address({ address: known, addressSource: source }) {
    return known && [sentences.grouped(known), addressSource(source)].filter(Boolean).join(' · ');
  }

  /** Addresses that may be the user's device. @param {RequestView} view */
  function proposed({ proposals = [] }) {
    return proposals.map(proposal).join('; ');
  }

  SR.share('details', { readiness, doing, moves, rating, toldBy, address, proposal, proposed });
})();
