import { newKey, placeOf, sendCommand, tellOthers } from 'c/sessionRequestCommands';
import { t } from 'c/sessionRequestTexts';
import { busyOf } from './drawing';

/** @typedef {import('./sessionRequestPanel').default} Panel */

/**
 * @typedef {object} PressNeeds
 * @property {() => { readonly caseId: string | undefined, readonly sent: readonly SentCommand[] }} read
 * @property {(sent: readonly SentCommand[]) => void} write
 * @property {() => void} written A command was taken by Salesforce.
 * @property {(sentence: string) => void} failed
 */

/** What the agent presses on its way to Salesforce: one key for each thing that is asked for, kept until it is answered. */
export class Presses {
  /** @param {PressNeeds} needs */
  constructor(needs) {
    this.needs = needs;
  }

  /** @param {Wish} wish */
  async press({ requestKey, type, parameters }) {
    const wish = { requestKey, type, parameters };
    const { caseId, sent } = this.needs.read();
    if (!caseId) return;
    const lost = sent.find((one) => one.state === 'lost' && isSame(one, wish));
    const key = lost ? lost.key : newKey();
    const others = sent.filter((one) => one.key !== key);
    this.needs.write([...others, { ...wish, key, at: Date.now(), state: 'sending' }]);
    const answer = await sendCommand(caseId, { ...wish, key });
    // Meanwhile the panel may show another case: then nobody here waits for this answer.
    if (this.needs.read().caseId !== caseId) return;
    if (answer.ok) this.mark(key, 'written');
    else if (answer.problem.kind === 'lost') this.mark(key, 'lost');
    else this.drop(key);
    if (answer.ok) this.needs.written();
    else if (answer.problem.kind !== 'lost') this.needs.failed(sentenceFor(answer.problem));
  }

  /**
   * @param {string} key
   * @param {SentCommand['state']} state
   */
  mark(key, state) {
    this.needs.write(this.needs.read().sent.map((one) => (one.key === key ? { ...one, state } : one)));
  }

  /** @param {string} key */
  drop(key) {
    this.needs.write(this.needs.read().sent.filter((one) => one.key !== key));
  }
}

/** The presses of one panel. @param {Panel} panel */
export function pressesOf(panel) {
  return new Presses({
    read: () => ({ caseId: panel.caseId, sent: panel.sent }),
    write: (sent) => {
      panel.sent = sent;
      panel.keepWatch();
    },
    written: () => {
      panel.said = t('done.sent');
      panel.lookAgain();
      if (panel.caseId) tellOthers(panel.caseId, panel.handleRefresh);
    },
    failed: (sentence) => {
      panel.wrong = sentence;
    },
  });
}

/**
 * Unless the same is under way.
 * @param {Panel} panel
 * @param {Wish} wish
 */
export function pressOnce(panel, wish) {
  panel.wrong = null;
  if (!busyOf(panel.pending).includes(placeOf(wish)) && panel.caseId) panel.presses.press(wish);
}

/**
 * What got no answer, or came too late.
 * @param {Panel} panel
 * @param {string} key
 */
export function pressAgain(panel, key) {
  const found = panel.pending.find((one) => one.key === key);
  if (!found) return;
  if (found.state === 'too-old') panel.forgotten = [...panel.forgotten, found.key];
  panel.presses.press(found);
}

/**
 * @param {Wish} one
 * @param {Wish} other
 */
function isSame(one, other) {
  return placeOf(one) === placeOf(other) && JSON.stringify(one.parameters) === JSON.stringify(other.parameters);
}

/** @param {Exclude<PressProblem, { kind: 'lost' }>} problem */
function sentenceFor(problem) {
  if (problem.kind !== 'refused') return t(`problem.${problem.kind}`);
  return t('problem.refused', { reason: problem.reason || t('problem.no-reason') });
}
