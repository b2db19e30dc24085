import { LightningElement, api } from 'lwc';
import { t } from 'c/sessionRequestTexts';
import { distance, moment, whatOf } from 'c/sessionRequestView';

/** @type {Readonly<Record<PendingCommand['state'], string>>} */
const KEYS = Object.freeze({
  sending: 'pending.sending',
  lost: 'pending.lost',
  waiting: 'pending.waiting',
  late: 'pending.late',
  seen: 'pending.seen',
  'too-old': 'pending.tooOld',
});

/** Where the commands stand that were not done yet. */
export default class SessionRequestPending extends LightningElement {
  /** @type {readonly PendingCommand[]} */
  @api pending = [];
  /** @type {number} */
  @api now = 0;
  /** When the support server last wrote anything here; null: never. @type {number | null} */
  @api serverHeardAt = null;

  forget = t('pending.forget');

  get hasAny() {
    return this.pending.length > 0;
  }

  get notes() {
    return this.pending.map((one) => {
      const isWarning = one.state === 'late' || one.state === 'lost' || one.state === 'too-old';
      return {
        key: one.key,
        state: one.state,
        words: this.wordsOf(one),
        icon: isWarning ? 'utility:warning' : 'utility:sync',
        variant: isWarning ? 'warning' : null,
        label: one.state === 'lost' ? t('pending.again') : one.state === 'too-old' ? t('pending.sendNow') : null,
        mayForget: one.state === 'too-old',
      };
    });
  }

  /** @param {PendingCommand} one */
  wordsOf(one) {
    const words = t(KEYS[one.state], { what: whatOf(one), time: moment(one.at, this.now) });
    if (one.state !== 'late') return words;
    const heard = this.serverHeardAt;
    return `${words} ${heard === null ? t('server.never') : t('server.heard', { time: distance(Math.min(heard, this.now), this.now) })}`;
  }

  /** @param {Event} event */
  handleAgain(event) {
    this.tell('commandagain', event);
  }

  /** @param {Event} event */
  handleForget(event) {
    this.tell('commandforget', event);
  }

  /**
   * @param {string} name
   * @param {Event} event
   */
  tell(name, event) {
    const { key } = /** @type {HTMLElement} */ (event.currentTarget).dataset;
    this.dispatchEvent(new CustomEvent(name, { detail: key, bubbles: true }));
  }
}
