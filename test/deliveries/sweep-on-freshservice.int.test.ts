import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TicketRef } from '../../core/session-request/values.ts';
import type { FaultRuleInput } from '../fakes/freshservice/control-client.ts';
import { type FreshserviceWorld, freshserviceWorld } from './freshservice-world.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const CREATE = { route: 'create-note' } as const;
const MARKER = /^Ref (RS-\d{6}-\d\d-[0-9A-Z]{4}) /;

let world: FreshserviceWorld;
let ticket: TicketRef;
beforeEach(async () => {
  world = await freshserviceWorld();
  ticket = await world.newTicket();
});
afterEach(() => world.end());

const nextNote = (fault: FaultRuleInput['fault']): Promise<void> =>
  world.desk.control.faults([{ on: CREATE, when: { next: 1 }, fault }]);

async function markers(of: TicketRef = ticket): Promise<readonly string[]> {
  return (await world.timeline(of)).map((text) => MARKER.exec(text)?.[1] ?? `no marker: ${text}`);
}

/** A request was made, and the fault struck its first entry. */
async function requestUnder(fault: FaultRuleInput['fault']): Promise<string> {
  await nextNote(fault);
  const id = await world.request(ticket);
  await world.dispatcher.quiet();
  return id;
}

describe('the later check', () => {
  it('removes the copy that a very late effect made', async () => {
    await requestUnder({ kind: 'late-commit', commitAfterMs: 5 * MINUTE, answer: 'lost' });
    await world.untilDelivered();
    await world.advance(10 * MINUTE);
    expect(await markers()).toHaveLength(2);
    expect(await world.sweep()).toEqual({ checked: 1, sentAgain: 0, removed: 1 });
    expect(await markers()).toHaveLength(1);
  });

  it('looks once more a day later where an effect may be that late', async () => {
    await requestUnder({ kind: 'late-commit', commitAfterMs: 2 * 60 * MINUTE, answer: 'lost' });
    await world.untilDelivered();
    await world.advance(15 * MINUTE);
    expect(await world.sweep()).toEqual({ checked: 1, sentAgain: 0, removed: 0 });
    await world.advance(24 * 60 * MINUTE);
    expect(await world.sweep()).toEqual({ checked: 1, sentAgain: 0, removed: 1 });
    expect(await markers()).toHaveLength(1);
  });

  it('writes an entry again that has gone, once, under the same marker', async () => {
    await world.request(ticket);
    await world.untilDelivered();
    const before = await markers();
    const removeAll = async (): Promise<void> => {
      for (const { id } of await world.desk.control.timeline(Number(ticket.id))) {
        await fetch(`${world.desk.url}/api/v2/conversations/${String(id)}`, {
          method: 'DELETE',
          headers: { authorization: `Basic ${Buffer.from(`${world.desk.apiKey}:X`).toString('base64')}` },
        });
      }
    };
    await removeAll();
    await world.advance(10 * MINUTE);
    expect(await world.sweep()).toEqual({ checked: 1, sentAgain: 1, removed: 0 });
    await world.untilDelivered();
    expect(await markers()).toEqual(before);
    await removeAll();
    await world.advance(15 * MINUTE);
    expect(await world.sweep()).toMatchObject({ sentAgain: 0 });
    await world.untilDelivered();
    expect(await markers()).toEqual([]);
  });

  it('checks nothing before ten minutes, and nothing twice', async () => {
    await world.request(ticket);
    await world.untilDelivered();
    expect(await world.sweep()).toEqual({ checked: 0, sentAgain: 0, removed: 0 });
    await world.advance(10 * MINUTE);
    expect(await world.sweep()).toEqual({ checked: 1, sentAgain: 0, removed: 0 });
    expect(await world.sweep()).toEqual({ checked: 0, sentAgain: 0, removed: 0 });
  });

  it('waits while the help desk has something else to do', async () => {
    await world.request(ticket);
    await world.untilDelivered();
    await world.advance(10 * MINUTE);
    await world.desk.control.faults([{ fault: { kind: 'unauthorized' } }]);
    await world.request(await world.newTicket());
    await world.dispatcher.quiet();
    expect(await world.sweep()).toEqual({ checked: 0, sentAgain: 0, removed: 0 });
  });
});
