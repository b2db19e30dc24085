import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../../core/ports/answer.ts';
import type { TicketAsset } from '../../../core/ports/ticket.ts';
import { anInstallation } from '../../../test/builders/an-installation.ts';
import { event } from '../../../test/builders/events.ts';
import { OPEN, READY, WAITING } from '../../../test/builders/histories.ts';
import { TICKET } from '../../../test/builders/people.ts';
import { at } from '../../../test/builders/times.ts';
import { aChange, planOf } from '../../../test/deliveries/a-change.ts';
import { claimed } from '../../../test/deliveries/fake-services.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import { kind } from './asset-look.ts';

const wanted = anInstallation({}, { assetField: 'anydesk_id' });
const LAPTOP: TicketAsset = { name: 'MAY-LAPTOP', address: '123 456 789' };

async function look(answer: Answer<readonly TicketAsset[]>) {
  const [planned] = planOf(kind, aChange([], OPEN, wanted));
  if (planned === undefined) throw new Error('nothing was planned');
  const proposed: unknown[] = [];
  const services = {
    helpDesks: { of: async () => ({ tickets: { findAssets: async () => answer } }) },
    proposeAssets: async (...told: unknown[]) => proposed.push(told) > 0,
  } as unknown as DeliveryServices;
  return { answer: await kind.send(planned.payload, claimed(planned), services), proposed };
}

describe('The look at the devices of a ticket', () => {
  it('is planned when a request comes to stand on a ticket, away from what the ticket is told', () => {
    const [planned] = planOf(kind, aChange([], OPEN, wanted));
    expect(planned).toMatchObject({ facts: { ticketId: TICKET.id }, lane: expect.stringMatching(/^assets:/) });
    const another = event('ticket-attached', at('09:20'), { ticket: { id: '77', number: 'INC-77', subject: '' } });
    expect(planOf(kind, aChange(WAITING, [another], wanted))).toMatchObject([{ facts: { ticketId: '77' } }]);
  });

  it('is not planned where no field is set, nor again, nor when nobody asks for the address any more', () => {
    expect(planOf(kind, aChange([], OPEN))).toEqual([]);
    expect(planOf(kind, aChange(OPEN, [event('recipient-joined', at('09:05'))], wanted))).toEqual([]);
    expect(planOf(kind, aChange(READY, [event('connect-launched', at('09:20'))], wanted))).toEqual([]);
  });

  it('proposes what it finds', async () => {
    const { answer, proposed } = await look({ kind: 'done', value: [LAPTOP] });
    expect(answer).toEqual({ kind: 'done', value: { remoteId: null } });
    expect(proposed).toEqual([[expect.any(String), TICKET.id, [LAPTOP]]]);
  });

  it('is tried again when the help desk is down, and left when it will refuse again', async () => {
    const because = { code: 'unreachable', message: 'It is down.' } as const;
    const down = { kind: 'not-done', retry: { when: 'soon' }, because } as const;
    expect((await look(down)).answer).toBe(down);
    for (const when of ['never', 'after-reconnect'] as const) {
      const { answer, proposed } = await look({ kind: 'not-done', retry: { when }, because });
      expect(answer).toMatchObject({ kind: 'done', value: { skipped: 'It is down.' } });
      expect(proposed).toEqual([]);
    }
  });
});
