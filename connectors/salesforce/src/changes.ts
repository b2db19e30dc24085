import type { Answer } from '../../../core/ports/answer.ts';
import type { TicketChanges } from '../../../core/ports/panel-platform.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import type { HandedCases } from './handed-cases.ts';
import { STILL_MOVING_MS } from './handed-cases.ts';
import { query } from './query.ts';
import { isIdOf, longId } from './record-id.ts';
import { soql } from './soql.ts';
import { changedRow, idRow } from './wire.ts';

/** As many ids as an address has room for. */
const IDS_AT_ONCE = 200;
/** A long transaction, such as the change of many cases at once, becomes visible with times that are past already. */
const OVERLAP_MS = 10 * 60_000;

/** Which cases changed, merged and deleted ones too. What was told once is remembered in the watermark, for the time of the overlap. */
export function createTicketChanges(send: Send, now: () => EpochMs, handed: HandedCases): TicketChanges {
  return {
    changedSince: async (ticketIds, since) => {
      const watermark = readWatermark(since) ?? { at: now(), told: new Map<string, EpochMs>() };
      const ids = [...new Set(ticketIds.filter((id) => isIdOf('case', id)).map((id) => longId(id)))];
      const seen = new Map<string, EpochMs>();
      let at = watermark.at;
      for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
        const answer = await changedOf(send, ids.slice(start, start + IDS_AT_ONCE), watermark.at);
        if (answer.kind !== 'done') return answer;
        for (const [id, changedAt] of answer.value.changed) seen.set(id, changedAt);
        // The earliest clock of all calls: the later ones saw what the first may have missed.
        at = start === 0 ? Math.max(at, answer.value.serverNow) : at;
      }
      const isNews = ([id, changedAt]: readonly [string, EpochMs]): boolean =>
        watermark.told.get(id) !== changedAt && !handed.isKnown(id, changedAt);
      const changed = [...seen].filter((one) => isNews(one)).map(([id]) => id);
      return done({ ticketIds: changed, watermark: writeWatermark(at, seen) });
    },
    agentsLeft: (agentIds) => agentsLeft(send, agentIds),
  };
}

async function changedOf(
  send: Send,
  ids: readonly string[],
  since: EpochMs,
): Promise<Answer<{ readonly changed: readonly (readonly [string, EpochMs])[]; readonly serverNow: EpochMs }>> {
  const text = soql`
    SELECT Id, SystemModstamp FROM Case WHERE Id IN ${ids} AND SystemModstamp >= ${new Date(since - OVERLAP_MS)}`;
  const answer = await query(send, text, changedRow, { urgency: 'poll', withDeleted: true });
  if (answer.kind !== 'done') return answer;
  const changed = answer.value.rows.map((row) => [longId(row.Id), row.SystemModstamp] as const);
  return done({ changed, serverNow: answer.value.serverNow });
}

async function agentsLeft(send: Send, agentIds: readonly string[]): Promise<Answer<readonly string[]>> {
  const ids = [...new Set(agentIds.filter((id) => isIdOf('user', id)).map((id) => longId(id)))];
  const left: string[] = [];
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    const some = ids.slice(start, start + IDS_AT_ONCE);
    const text = soql`SELECT Id FROM User WHERE Id IN ${some} AND IsActive = false`;
    const answer = await query(send, text, idRow, { urgency: 'poll' });
    if (answer.kind !== 'done') return answer;
    left.push(...answer.value.rows.map(({ Id: id }) => longId(id)));
  }
  return done(left);
}

type Watermark = { readonly at: EpochMs; readonly told: ReadonlyMap<string, EpochMs> };

/** `<ms> <id>=<ms> …`: short, and nobody else reads it. */
function writeWatermark(at: EpochMs, seen: ReadonlyMap<string, EpochMs>): string {
  // Times are whole seconds: one of this moment may change once more and still look the same, so it is told again.
  const recent = [...seen].filter(([, changedAt]) => changedAt >= at - OVERLAP_MS && changedAt < at - STILL_MOVING_MS);
  return [String(at), ...recent.map(([id, changedAt]) => `${id}=${changedAt}`)].join(' ');
}

function readWatermark(text: string | null): Watermark | null {
  const [at = '', ...rest] = (text ?? '').split(' ');
  if (!/^\d{1,15}$/.test(at)) return null;
  const told = rest.flatMap((part) => {
    const found = /^([A-Za-z0-9]{18})=(\d{1,15})$/.exec(part);
    return found === null ? [] : [[found[1] ?? '', Number(found[2])] as const];
  });
  return { at: Number(at), told: new Map(told) };
}
