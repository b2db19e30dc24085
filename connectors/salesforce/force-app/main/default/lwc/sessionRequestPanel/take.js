import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import { settledBetween, tellOthers } from 'c/sessionRequestCommands';
import { t } from 'c/sessionRequestTexts';
import { movedBetween } from './arrange';
import { outcomeOf } from './outcome';

/** @typedef {import('./sessionRequestPanel').default} Panel */

/** The command's answer may come before the record that shows what it did. */
const SETTLING_MS = 30000;

/**
 * Takes in what Salesforce told of the case: what is shown, what is said of it, and which presses have their answer.
 * @param {Panel} panel
 * @param {ReadPage} read
 */
export function take(panel, read) {
  panel.now = Date.now();
  panel.isUnheard = false;
  if (read.ok) takePage(panel, read.page);
  else takeTrouble(panel, read.why);
  panel.keepWatch();
}

/**
 * @param {Panel} panel
 * @param {Extract<ReadPage, { ok: false }>['why']} why
 */
function takeTrouble(panel, why) {
  panel.trouble = why;
  // What somebody may no longer see is not left standing.
  if (why === 'no-access' || why === 'no-case') panel.picture = null;
}

/**
 * @param {Panel} panel
 * @param {PageState} page
 */
function takePage(panel, page) {
  const before = panel.picture;
  panel.picture = page;
  panel.trouble = null;
  panel.heardAt = panel.now;
  tellNews(panel, before, page);
  settle(panel, page);
}

/**
 * @param {Panel} panel
 * @param {PageState | null} before
 * @param {PageState} after
 */
function tellNews(panel, before, after) {
  const moved = movedBetween(before, after);
  if (!moved) return;
  panel.said = t('news.status', { number: moved.number, status: t(`status.${moved.status}`) });
  if (moved.number === panel.logNumber && panel.refreshLog) panel.refreshLog().catch(() => undefined);
}

/**
 * What was pressed here and has its answer now.
 * @param {Panel} panel
 * @param {PageState} page
 */
function settle(panel, page) {
  const settled = settledBetween(panel.sent, page.commands);
  if (settled.length === 0) return;
  const keys = new Set(settled.map(({ key }) => key));
  panel.sent = panel.sent.filter(({ key }) => !keys.has(key));
  for (const row of settled) {
    const outcome = outcomeOf(row, page);
    if (outcome.said !== null) panel.said = outcome.said;
    if (outcome.wrong !== null) panel.wrong = outcome.wrong;
    if (outcome.isDone) countDone(panel, row);
  }
}

/**
 * @param {Panel} panel
 * @param {CommandRow} row
 */
function countDone(panel, { requestKey, resultKey }) {
  const place = requestKey || 'new';
  panel.doneCounts = { ...panel.doneCounts, [place]: (panel.doneCounts[place] || 0) + 1 };
  panel.leadTo = resultKey || requestKey;
  panel.lookUntil = panel.now + SETTLING_MS;
  if (!panel.caseId) return;
  notifyRecordUpdateAvailable([{ recordId: panel.caseId }]).catch(() => undefined);
  tellOthers(panel.caseId, panel.handleRefresh);
}
