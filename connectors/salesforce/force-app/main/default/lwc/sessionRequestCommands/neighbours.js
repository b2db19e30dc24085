/** @typedef {{ readonly caseId: string, readonly hear: () => void }} Neighbour */

/** The same case may be shown twice, beside the record and in the quick action; one page shares this module. @type {Set<Neighbour>} */
const neighbours = new Set();

/**
 * Hears when another panel of this page has changed something on the case.
 * @param {Neighbour} neighbour
 * @returns {() => void} Ends it.
 */
export function follow(neighbour) {
  neighbours.add(neighbour);
  return () => {
    neighbours.delete(neighbour);
  };
}

/**
 * @param {string} caseId
 * @param {() => void} own Not told: it did it.
 */
export function tellOthers(caseId, own) {
  for (const neighbour of neighbours) {
    if (neighbour.caseId === caseId && neighbour.hear !== own) neighbour.hear();
  }
}
