import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import USER_ID from '@salesforce/user/Id';
import COMMAND from '@salesforce/schema/Session_Request_Command__c';
import { readAnswer, readLog, readSurroundings } from 'c/sessionRequestView';
import { ownSurroundings } from './arrange';
import { cleanCase } from './clean';
import { boardOf, frameOf, panelWords, pendingCommands } from './drawing';
import { focusCard } from './focusCard';
import { keepWatch, lookAgain, watchOf } from './looking';
import { pressAgain, pressesOf, pressOnce } from './presses';
import { LOG_QUERY, PAGE_QUERY, SURROUNDINGS_QUERY } from './queries';
import { take } from './take';
import { Ties } from './ties';

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

  presses = pressesOf(this);
  watch = watchOf(this, () => this.template.host);
  handleRefresh = () => this.lookAgain();
  ties = new Ties(this);

  /** The case. The platform may set another one on the same panel. @type {string | undefined} */
  @api
  get recordId() {
    return this.caseId;
  }

  set recordId(value) {
    if (value === this.caseId) return;
    this.watch.stop();
    Object.assign(this, cleanCase(), { caseId: value });
    if (this.isConnected) this.ties.joinNeighbours();
  }

  connectedCallback() {
    this.ties.begin();
    this.now = Date.now();
    this.keepWatch();
    if (this.picture !== null) this.watch.lookIfOld(this.heardAt);
  }

  disconnectedCallback() {
    this.watch.stop();
    this.ties.end();
  }

  /** Leads a person whose button is gone to what came of it, and nobody who is elsewhere. */
  renderedCallback() {
    if (this.leadTo === null || document.activeElement !== document.body) return;
    if (focusCard(this.template, this.leadTo)) this.leadTo = null;
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
    if (read !== null) take(this, read);
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

  lookAgain() {
    return lookAgain(this);
  }

  keepWatch() {
    keepWatch(this);
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
    pressOnce(this, event.detail);
  }

  /** @param {CustomEvent<string>} event */
  handleAgain(event) {
    event.stopPropagation();
    pressAgain(this, event.detail);
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
