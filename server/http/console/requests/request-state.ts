import { mayCommand } from '../../../../core/people/rights.ts';
import { isActive, type Status } from '../../../../core/session-request/states.ts';
import { requestView } from '../../../../core/view/request-view.ts';
import { consentLedger, type LedgerLine } from './consent-ledger.ts';
import type { RequestContext } from './request-context.ts';
import { type Fact, requestFacts, sideNotes, statusSentence } from './request-facts.ts';
import { type LogLine, requestLog } from './request-log.ts';
import { markOf, signsOf, silenceNote, unmatchedShown } from './request-signs-shown.ts';
import { unseenSession } from './unseen-session.ts';
import { statusWord } from '../words.ts';

/** Everything on a request's page that can change while somebody looks at it. */
export type RequestState = {
  readonly version: number;
  /** Another one whenever the page would look different: the version, and what stands beside the request. */
  readonly mark: string;
  readonly status: Status;
  readonly statusClass: string;
  readonly statusWord: string;
  readonly sentence: string;
  readonly notes: readonly string[];
  /** A session that may belong to it; null for none. */
  readonly unmatched: { readonly text: string; readonly attachHref: string } | null;
  readonly facts: readonly Fact[];
  readonly log: readonly LogLine[];
  /** What was allowed and taken back, as the sealed log has it. */
  readonly ledger: readonly LedgerLine[];
  readonly actions: readonly ActionState[];
  /** The end user's link; empty for those who only look, and once it can no longer be used. */
  readonly joinUrl: string;
};

/** `id` is the command, with the channel behind a colon where there is one. */
export type ActionState = {
  readonly id: string;
  /** When it may be pressed again; empty for now. */
  readonly againAt: string;
};

const MOST_DELIVERIES = 100;

export async function requestState(context: RequestContext): Promise<RequestState> {
  const { deps, visit, stored, situation, settings } = context;
  const mayWork = mayCommand(visit.person) && settings !== null;
  const view = requestView(stored, mayWork ? context.actor : null, situation);
  const [events, fetches, deliveries, unseen, ledger, signs] = await Promise.all([
    deps.store.requests.events(stored.request.id, 0),
    deps.store.presence.linkFetches(stored.request.id),
    deps.deliveries.list({ requestId: view.id, state: null, page: { cursor: null, limit: MOST_DELIVERIES } }),
    unseenSession(context),
    consentLedger(deps.store.audit, view.id, visit),
    signsOf(context),
  ]);
  const { showAddress } = deps.remoteTool;
  return {
    version: view.version,
    mark: markOf(view.version, signs),
    status: view.status,
    statusClass: view.status.toLowerCase(),
    statusWord: statusWord(view.status, visit.texts),
    sentence: statusSentence(view, visit),
    notes: [...sideNotes(view, visit), ...(unseen.length > 0 ? unseen : silenceNote(signs, visit))],
    unmatched: mayWork ? unmatchedShown(signs, visit, showAddress) : null,
    facts: requestFacts(view, context.installationName, visit, showAddress),
    log: requestLog({ events, fetches, deliveries: deliveries.items }, visit, showAddress),
    ledger,
    actions: [
      ...view.actions.map(({ command, channel, againAt }) => ({
        id: channel === null ? command : `${command}:${channel}`,
        againAt: againAt === null ? '' : visit.texts.time(againAt, visit.zone),
      })),
      ...(mayWork && stored.request.ticket === null ? [{ id: 'attach-ticket', againAt: '' }] : []),
    ],
    joinUrl: mayWork && isActive(stored.request) ? deps.links.joinUrl(stored.request) : '',
  };
}
