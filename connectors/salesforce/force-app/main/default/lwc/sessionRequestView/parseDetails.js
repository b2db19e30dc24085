import { count, list, momentOrNull, record, text, textOrNull } from './values';

/** @param {Record<string, unknown>} told @returns {MoveLimits | null} */
export function moveLimitsOf({ earliestAt, latestAt }) {
  const [from, until] = [momentOrNull(earliestAt), momentOrNull(latestAt)];
  return from === null || until === null ? null : { earliestAt: from, latestAt: until };
}

/** @param {Record<string, unknown>} told @returns {Readiness | null} */
export function readinessOf({ at, system, findings }) {
  const checkedAt = momentOrNull(at);
  if (checkedAt === null) return null;
  const found = list(findings).map((one) => ({ check: text(record(one).check), result: text(record(one).result) }));
  return { at: checkedAt, system: text(system), findings: found };
}

/** @param {unknown} told @returns {{ readonly stars: number, readonly comment: string } | null} */
export function ratingOf(told) {
  const { stars, comment } = record(told);
  return count(stars) === 0 ? null : { stars: count(stars), comment: text(comment) };
}

/** @param {Record<string, unknown>} told @returns {Pick<RequestView, 'address' | 'addressSource' | 'proposals'>} */
export function addressFactsOf({ address, addressSource, proposals }) {
  const found = list(proposals)
    .map(record)
    .map((one) => ({ source: text(one.source), address: text(one.address), name: text(one.name) }));
  return {
    address: textOrNull(address),
    addressSource: textOrNull(addressSource),
    proposals: found.filter((one) => one.address !== ''),
  };
}
