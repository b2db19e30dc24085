import { z } from 'zod';
import type { Answer } from '../../../core/ports/answer.ts';
import type { ClientList, OnlineClient } from '../../../core/ports/session-records.ts';
import type { EpochMs, RemoteAddress } from '../../../core/session-request/values.ts';
import { done, notDone } from '../../shared/answers.ts';
import type { CallApi } from './api-call.ts';
import { readAddress } from './read-address.ts';

const PAGE = 200;
const MOST_PAGES = 10;
const MOST_SECONDS = 1_000_000_000;

const page = z.object({ count: z.int().min(0).nullish().catch(null), list: z.array(z.unknown()) });
const client = z.object({
  cid: z.union([z.int(), z.string()]).transform(String),
  online: z.boolean(),
  'online-time': z.number().max(MOST_SECONDS).nullish().catch(null),
});
type WireClient = z.infer<typeof client>;

/** Devices that are online, and since when: AnyDesk tells for how long, so no difference of clocks matters. */
export async function listOnline(call: CallApi, now: () => EpochMs): Promise<Answer<ClientList<OnlineClient>>> {
  const answer = await listAll(call, 'online&');
  if (answer.kind !== 'done') return answer;
  const at = now();
  // AnyDesk's filter is asked for and not relied on.
  const clients = answer.value.clients.flatMap(({ address, online, 'online-time': seconds }) =>
    online && typeof seconds === 'number' && seconds >= 0 ? [{ address, onlineSince: at - seconds * 1000 }] : [],
  );
  return done({ clients, isComplete: answer.value.isComplete });
}

/** Every device of the licence. */
export async function listKnown(call: CallApi): Promise<Answer<ClientList<RemoteAddress>>> {
  const answer = await listAll(call, '');
  if (answer.kind !== 'done') return answer;
  return done({ ...answer.value, clients: answer.value.clients.map(({ address }) => address) });
}

type Read = WireClient & { readonly address: RemoteAddress };

async function listAll(call: CallApi, filter: '' | 'online&'): Promise<Answer<ClientList<Read>>> {
  const found = new Map<string, Read>();
  let unreadable = 0;
  for (let at = 0; at < MOST_PAGES; at += 1) {
    const query = `${filter}sort=cid&order=asc&offset=${at * PAGE}&limit=${PAGE}`;
    const answer = await call({ method: 'GET', resource: `/clients?${query}` });
    if (answer.kind !== 'done') return answer;
    const read = page.safeParse(answer.value);
    if (!read.success) return notDone('soon', 'invalid', 'AnyDesk’s list of clients is not as it is described.');
    const { count, list } = read.data;
    for (const row of list) {
      const one = readClient(row);
      if (one === null) unreadable += 1;
      else found.set(one.address, one);
    }
    const isLast = list.length === 0 || (count ?? 0) <= at * PAGE + list.length;
    if (isLast) return done({ clients: [...found.values()], isComplete: unreadable === 0 });
  }
  return done({ clients: [...found.values()], isComplete: false });
}

function readClient(row: unknown): Read | null {
  const read = client.safeParse(row).data;
  const address = read === undefined ? null : readAddress(read.cid);
  return read === undefined || address === null ? null : { ...read, address };
}
