import { z } from 'zod';
import { INTENTS } from '../../../../core/session-request/values.ts';
import type { AuditReader, AuditRow } from '../../../storage/store.ts';
import { json, type Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { moment, paramOf, type SignedInVisit, type Visit } from '../visit.ts';
import { requestContext } from './request-context.ts';

/** Everything by which a permission begins, ends or changes hands. */
const ACTIONS = [
  'request.access-granted',
  'request.access-denied',
  'request.consent-withdrawn',
  'request.access-lapsed',
  'request.device-changed',
  'request.request-reported',
] as const;

const agreed = z.object({
  textVersion: z.string(),
  language: z.string(),
  named: z.string(),
  wishes: z.array(z.enum(INTENTS)),
  addressHash: z.string().nullable(),
});

/** One line of the ledger on the request's page. */
export type LedgerLine = {
  readonly iso: string;
  readonly time: string;
  readonly text: string;
  /** Text version, language and hash of the address; empty where nothing was agreed to. */
  readonly proof: string;
  readonly sealed: boolean;
};

const ROWS_A_LOOK = 100;

/** What the sealed log says of a request's permissions, oldest first. */
async function consentRows(audit: Pick<AuditReader, 'list'>, requestId: string): Promise<readonly AuditRow[]> {
  const rows: AuditRow[] = [];
  let cursor: string | null = null;
  do {
    const page = await audit.list({ requestId, page: { cursor, limit: ROWS_A_LOOK } });
    rows.push(...page.items.filter(({ action }) => ACTIONS.some((one) => one === action)));
    cursor = page.next;
  } while (cursor !== null);
  return rows.toReversed();
}

export async function consentLedger(
  audit: Pick<AuditReader, 'list'>,
  requestId: string,
  visit: Visit,
): Promise<readonly LedgerLine[]> {
  const { texts } = visit;
  return (await consentRows(audit, requestId)).map((row) => {
    const parsed = agreed.safeParse(JSON.parse(row.detail));
    const { textVersion = '', language = '', named = '', wishes = [], addressHash = null } = parsed.data ?? {};
    const wished = texts.list(wishes.map((wish) => texts.t(`join.wish.${wish}`)));
    const proof = texts.t('console.ledger.proof', { version: textVersion, language, hash: addressHash ?? '-' });
    return {
      iso: new Date(row.at).toISOString(),
      time: moment(visit, row.at),
      text: parsed.success
        ? texts.t('console.ledger.allowed', { named, wishes: wished })
        : texts.lookUp(`console.ledger.${row.action.replace('request.', '')}`),
      proof: parsed.success ? proof : '',
      sealed: row.sealed,
    };
  });
}

/** The ledger as a file, with whether the whole chain behind it still proves itself. */
export async function ledgerExport(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const { stored } = await requestContext(deps, visit, paramOf(visit, 'requestId'));
  const [rows, chain] = await Promise.all([
    consentRows(deps.store.audit, stored.request.id),
    deps.store.audit.verifyChain(),
  ]);
  const file = {
    request: stored.request.number,
    exportedAt: new Date(deps.core.clock.now()).toISOString(),
    chain: { rows: chain.rows, isWhole: chain.firstBroken === null },
    entries: rows.map(({ id, at, actor, action, detail, sealed }) => ({
      row: id,
      at: new Date(at).toISOString(),
      action,
      actor: JSON.parse(actor) as unknown,
      detail: JSON.parse(detail) as unknown,
      sealed,
    })),
  };
  const name = `${stored.request.number}-consents.json`;
  return json(200, file, { 'content-disposition': `attachment; filename="${name}"` });
}
