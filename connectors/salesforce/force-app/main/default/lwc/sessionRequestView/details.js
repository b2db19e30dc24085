import { has, t } from 'c/sessionRequestTexts';
import { grouped } from './sentences';
import { distance, moment } from './times';

/** Names of products: the same in every language. */
const SYSTEMS = new Map([
  ['windows', 'Windows'],
  ['macos', 'macOS'],
  ['linux', 'Linux'],
  ['android', 'Android'],
  ['ios', 'iOS'],
]);
const WORST_FIRST = Object.freeze(['problem', 'unsure']);

/**
 * What the recipient's own check found; what went well is not told one by one.
 * @param {Readiness} told
 * @param {number} now
 */
export function readinessText({ at, system, findings }, now) {
  const time = distance(at, now);
  const name = SYSTEMS.get(system);
  const checked = name ? t('readiness.checked', { system: name, time }) : t('readiness.checkedOther', { time });
  const open = WORST_FIRST.flatMap((result) => findings.filter((one) => one.result === result));
  const keys = open.map(({ check, result }) => `readiness.${check}.${result}`).filter(has);
  if (open.length === 0 && findings.length > 0) keys.push('readiness.allGood');
  return [checked, ...keys.map((key) => t(key))].join(' ');
}

/** What an agent means to do or a recipient wishes. @param {readonly string[]} intents */
export function doing(intents) {
  const keys = intents.map((intent) => `intent.${intent}`).filter(has);
  return keys.map((key) => t(key)).join(', ');
}

/**
 * @param {MoveLimits} limits
 * @param {number} now
 */
export function moves({ earliestAt, latestAt }, now) {
  return t('moves', { from: moment(earliestAt, now), until: moment(latestAt, now) });
}

/** @param {{ readonly stars: number, readonly comment: string }} told */
export function ratingText({ stars, comment }) {
  return [t('rating', { stars }), comment].filter(Boolean).join(' · ');
}

/** Who told that a session began. @param {string} source */
export function toldBy(source) {
  return has(`told.${source}`) ? t(`told.${source}`) : '';
}

/** How an address came to be known. @param {string | null} source @param {string} [name] */
function addressSource(source, name) {
  if (name) return t('source.asset-named', { name });
  return source !== null && has(`source.${source}`) ? t(`source.${source}`) : '';
}

/** An address with where it comes from. @param {Proposal} proposal */
export function proposalText({ address, source, name }) {
  return [grouped(address), addressSource(source, name)].filter(Boolean).join(' · ');
}

/** The known address, and where it is from. @param {RequestView} view */
export function addressText({ address, addressSource: source }) {
  return address && [grouped(address), addressSource(source)].filter(Boolean).join(' · ');
}

/** Addresses that may be the user's device. @param {RequestView} view */
export function proposedText({ proposals }) {
  return proposals.map(proposalText).join('; ');
}
