import { z } from 'zod';
import type { AuditRow } from '../../storage/store.ts';
import type { Reply } from '../reply.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { consolePage } from './console-page.ts';
import { moment, queryOf, type SignedInVisit } from './visit.ts';

const PATH = '/console/audit';
const ROWS = 50;

type Checked = { readonly level: 'ok' | 'problem'; readonly text: string };

/** Who did what, newest first. */
export async function auditPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return show(deps, visit, null);
}

/** Recomputes the hash chain, row by row. */
export async function auditCheckPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const { texts } = visit;
  const { rows, firstBroken } = await deps.store.audit.verifyChain();
  return firstBroken === null
    ? show(deps, visit, { level: 'ok', text: texts.t('console.audit.whole', { count: rows }) })
    : show(deps, visit, { level: 'problem', text: texts.t('console.audit.broken', { row: String(firstBroken) }) });
}

async function show(deps: ConsoleDeps, visit: SignedInVisit, checked: Checked | null): Promise<Reply> {
  const { texts } = visit;
  const cursor = queryOf(visit, 'cursor');
  const page = await deps.store.audit.list({
    page: { cursor: cursor === '' ? null : cursor, limit: ROWS },
    requestId: null,
  });
  return consolePage(deps.pages, visit, {
    template: 'audit',
    title: texts.t('console.area.audit'),
    area: 'audit',
    view: {
      checked,
      rows: page.items.map((row) => rowOf(row, visit)),
      older: page.next === null ? null : `${PATH}?${new URLSearchParams({ cursor: page.next }).toString()}`,
    },
  });
}

const actorShape = z.object({
  kind: z.string(),
  agent: z.object({ name: z.string() }).optional(),
  proof: z.string().optional(),
});
const detailShape = z.record(z.string(), z.unknown());

function rowOf(row: AuditRow, visit: SignedInVisit) {
  const actor = actorShape.parse(JSON.parse(row.actor));
  return {
    time: moment(visit, row.at),
    who: actor.agent?.name ?? visit.texts.lookUp(`console.actor.${actor.kind}`),
    isUnverified: actor.proof === 'asserted',
    action: row.action,
    requestHref: row.requestId === null ? '' : `/console/requests/${row.requestId}`,
    detail: detailText(row.detail),
    isSealed: row.sealed,
  };
}

/** `name: Kestrel, plan: pro`. */
function detailText(json: string): string {
  const parsed = detailShape.safeParse(JSON.parse(json));
  if (!parsed.success) return json;
  return Object.entries(parsed.data)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
