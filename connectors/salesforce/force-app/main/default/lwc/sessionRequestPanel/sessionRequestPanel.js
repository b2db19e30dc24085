import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import { registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import USER_ID from '@salesforce/user/Id';
import COMMAND from '@salesforce/schema/Session_Request_Command__c';
import { follow, placeOf, settledBetween, tellOthers } from 'c/sessionRequestCommands';
import { t } from 'c/sessionRequestTexts';
import { readAnswer, readLog, readSurroundings } from 'c/sessionRequestView';
import { movedBetween, ownSurroundings } from './arrange';
import { cleanCase } from './clean';
import { boardOf, busyOf, frameOf, isLively, panelWords, pendingCommands } from './drawing';
import { outcomeOf } from './outcome';
import { LOG_QUERY, PAGE_QUERY, SURROUNDINGS_QUERY } from './queries';
import { Presses } from './presses';
import { Watch } from './watch';

/** The command's answer may come before the record that shows what it did. */
const SETTLING_MS = 30000;

/** The panel on a case: reads through Lightning Data Service, draws with its children, and writes what the agent presses as commands. */
export default class SessionRequestPanel extends LightningElement {
  /** Whether the support server can send SMS: an admin says so where the panel is placed. @type {boolean} */
  @api offerSms = false;
  /** Whether the link may go out as an e-mail of the case. @type {boolean} */
  @api offerReply = false;
  /** In the window of a quick action there is a title already. @type {boolean} */
  @api withoutFrame = false;

  /** @type {string | undefined} */
  caseId;
  /** @type {PageState | null} */
  picture = null;
  /** @type {Extract<ReadPage, { ok: false }>['why'] | null} */
  trouble = null;
  /** The trouble is that a question got no answer at all. */
  isUnheard = false;
  mayCommand = true;
  now = Date.now();
  heardAt = 0;
  lookUntil = 0;
  said = '';
  words = panelWords();
  /** @type {string | null} */
  wrong = null;
  /** @type {readonly SentCommand[]} */
  sent = [];
  /** @type {readonly string[]} */
  forgotten = [];
  /** How many commands of a request were done here. @type {Readonly<Record<string, number>>} */
  doneCounts = {};
  /** @type {Readonly<Record<string, LogState>>} */
  logs = {};
  /** What a request of another case told of all requests. @type {Surroundings | null} */
  elsewhere = null;
  /** @type {string | undefined} */
  logNumber;
  /** @type {(() => Promise<unknown>) | undefined} */
  refreshPage;
  /** @type {(() => Promise<unknown>) | undefined} */
  refreshLog;
  /** Where the person is to be led once it is drawn. @type {string | null} */
  leadTo = null;

  presses = new Presses({
    read: () => ({ caseId: this.caseId, sent: this.sent }),
    write: (sent) => {
      this.sent = sent;
      this.keepWatch();
    },
    written: () => {
      this.said = t('done.sent');
      this.lookAgain();
      if (this.caseId) tellOthers(this.caseId, this.handleRefresh);
    },
    failed: (sentence) => {
      this.wrong = sentence;
    },
  });
  watch = new Watch({
    tick: (now) => {
      this.now = now;
    },
    look: () => this.lookAgain(),
    isShown: () => this.isShown(),
  });
  handleRefresh = () => this.lookAgain();
  handleVisibility = () => {
    this.keepWatch();
    if (document.visibilityState === 'visible') this.watch.lookIfOld(this.heardAt);
  };

  /** The case. The platform may set another one on the same panel. @type {string | undefined} */
  @api
  get recordId() {
    return this.caseId;
  }

  set recordId(value) {
    if (value === this.caseId) return;
    this.forgetCase();
    this.caseId = value;
    if (this.isConnected) this.joinNeighbours();
  }

  connectedCallback() {
    this.refreshId = registerRefreshHandler(this, () => this.lookAgain());
    document.addEventListener('visibilitychange', this.handleVisibility);
    this.joinNeighbours();
    this.now = Date.now();
    this.keepWatch();
    if (this.picture !== null) this.watch.lookIfOld(this.heardAt);
  }

  disconnectedCallback() {
    this.watch.stop();
    document.removeEventListener('visibilitychange', this.handleVisibility);
    if (this.refreshId !== undefined) unregisterRefreshHandler(this.refreshId);
    if (this.leaveNeighbours) this.leaveNeighbours();
  }

  /** Leads a person whose button is gone to what came of it, and nobody who is elsewhere. */
  renderedCallback() {
    if (this.leadTo === null || document.activeElement !== document.body) return;
    const cards = Array.from(this.template.querySelectorAll('c-session-request-card'));
    const card = cards.find((one) => /** @type {HTMLElement} */ (one).dataset.key === this.leadTo);
    if (!card) return;
    this.leadTo = null;
    /** @type {HTMLElement & { focusHeading(): void }} */ (card).focusHeading();
  }

  get pageQuery() {
    return this.caseId ? PAGE_QUERY : undefined;
  }

  get pageVariables() {
    return this.caseId ? { caseId: this.caseId, me: USER_ID } : undefined;
  }

  get logQuery() {
    return this.caseId && this.logNumber ? LOG_QUERY : undefined;
  }

  get logVariables() {
    return this.caseId && this.logNumber ? { caseId: this.caseId, number: this.logNumber } : undefined;
  }

  get surroundingsQuery() {
    return this.picture !== null && ownSurroundings(this.picture) === null ? SURROUNDINGS_QUERY : undefined;
  }

  /** @param {import('lightning/graphql').GraphQLAnswer} answer */
  @wire(graphql, { query: '$pageQuery', variables: '$pageVariables' })
  hearPage({ data, errors, refresh }) {
    if (refresh) this.refreshPage = refresh;
    const read = readAnswer(data, errors);
    if (read !== null) this.take(read);
  }

  /** @param {import('lightning/graphql').GraphQLAnswer} answer */
  @wire(graphql, { query: '$logQuery', variables: '$logVariables' })
  hearLog({ data, errors, refresh }) {
    if (refresh) this.refreshLog = refresh;
    if (!this.logNumber || (!data && !errors)) return;
    this.logs = { ...this.logs, [this.logNumber]: readLog(data) };
  }

  /** @param {import('lightning/graphql').GraphQLAnswer} answer */
  @wire(graphql, { query: '$surroundingsQuery' })
  hearSurroundings({ data }) {
    if (data) this.elsewhere = readSurroundings(data);
  }

  /** @param {import('lightning/uiObjectInfoApi').ObjectInfoAnswer} answer */
  @wire(getObjectInfo, { objectApiName: COMMAND })
  hearRights({ data, error }) {
    if (data) this.mayCommand = data.createable !== false;
    else if (error) this.mayCommand = false;
  }

  /** @param {ReadPage} read */
  take(read) {
    this.now = Date.now();
    this.isUnheard = false;
    if (!read.ok) {
      this.trouble = read.why;
      // What somebody may no longer see is not left standing.
      if (read.why === 'no-access' || read.why === 'no-case') this.picture = null;
      this.keepWatch();
      return;
    }
    const before = this.picture;
    this.picture = read.page;
    this.trouble = null;
    this.heardAt = this.now;
    this.tellNews(before, read.page);
    this.settle(read.page);
    this.keepWatch();
  }

  /**
   * @param {PageState | null} before
   * @param {PageState} after
   */
  tellNews(before, after) {
    const moved = movedBetween(before, after);
    if (!moved) return;
    this.said = t('news.status', { number: moved.number, status: t(`status.${moved.status}`) });
    if (moved.number === this.logNumber && this.refreshLog) this.refreshLog().catch(() => undefined);
  }

  /** What was pressed here and has its answer now. @param {PageState} page */
  settle(page) {
    const settled = settledBetween(this.sent, page.commands);
    if (settled.length === 0) return;
    const keys = new Set(settled.map(({ key }) => key));
    this.sent = this.sent.filter(({ key }) => !keys.has(key));
    for (const row of settled) {
      const outcome = outcomeOf(row, page);
      if (outcome.said !== null) this.said = outcome.said;
      if (outcome.wrong !== null) this.wrong = outcome.wrong;
      if (outcome.isDone) this.countDone(row);
    }
  }

  /** @param {CommandRow} row */
  countDone({ requestKey, resultKey }) {
    const place = requestKey || 'new';
    this.doneCounts = { ...this.doneCounts, [place]: (this.doneCounts[place] || 0) + 1 };
    this.leadTo = resultKey || requestKey;
    this.lookUntil = this.now + SETTLING_MS;
    if (!this.caseId) return;
    notifyRecordUpdateAvailable([{ recordId: this.caseId }]).catch(() => undefined);
    tellOthers(this.caseId, this.handleRefresh);
  }

  /** Asks again. One question at a time. */
  async lookAgain() {
    const { refreshPage } = this;
    if (!refreshPage) return;
    await this.watch.once(refreshPage, {
      failed: () => {
        if (this.trouble === null) Object.assign(this, { trouble: 'reading', isUnheard: true });
      },
      // Salesforce tells a component what changed. Nothing told: all is as it was.
      answered: () => {
        if (this.isUnheard) Object.assign(this, { trouble: null, isUnheard: false });
        if (this.trouble === null) this.heardAt = Date.now();
      },
    });
  }

  /** While something goes on and somebody can see it. */
  keepWatch() {
    const isVisible = document.visibilityState === 'visible';
    if (this.isConnected && isVisible && isLively(this)) this.watch.start();
    else this.watch.stop();
  }

  /** A tab of the console that is not in front keeps its panel, but nobody sees it. */
  isShown() {
    const { host } = this.template;
    return typeof host.checkVisibility === 'function' ? host.checkVisibility() : true;
  }

  joinNeighbours() {
    if (this.leaveNeighbours) this.leaveNeighbours();
    this.leaveNeighbours = this.caseId ? follow({ caseId: this.caseId, hear: this.handleRefresh }) : undefined;
  }

  forgetCase() {
    this.watch.stop();
    Object.assign(this, cleanCase());
  }

  get pending() {
    return pendingCommands(this);
  }

  get frame() {
    return frameOf(this);
  }

  get board() {
    return this.picture === null ? null : boardOf(this, this.picture);
  }

  /** @param {CustomEvent<Wish>} event */
  handlePress(event) {
    event.stopPropagation();
    this.wrong = null;
    const place = placeOf(event.detail);
    if (!busyOf(this.pending).includes(place) && this.caseId) this.presses.press(event.detail);
  }

  /** @param {CustomEvent<string>} event */
  handleAgain(event) {
    event.stopPropagation();
    const found = this.pending.find(({ key }) => key === event.detail);
    if (!found) return;
    if (found.state === 'too-old') this.forgotten = [...this.forgotten, found.key];
    this.presses.press(found);
  }

  /** @param {CustomEvent<string>} event */
  handleForget(event) {
    event.stopPropagation();
    this.forgotten = [...this.forgotten, event.detail];
  }

  /** @param {CustomEvent<string>} event */
  handleLog(event) {
    event.stopPropagation();
    if (this.logNumber === event.detail && this.refreshLog) this.refreshLog().catch(() => undefined);
    this.logNumber = event.detail;
  }

  /** @param {CustomEvent<string>} event */
  handleSay(event) {
    event.stopPropagation();
    this.said = event.detail;
  }

  handleDismiss() {
    this.wrong = null;
  }
}
