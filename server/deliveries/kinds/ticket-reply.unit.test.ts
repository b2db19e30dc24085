import { describe, expect, it } from '@jest/globals';
import { anInstallation } from '../../../test/builders/an-installation.ts';
import { event } from '../../../test/builders/events.ts';
import { MAY } from '../../../test/builders/people.ts';
import { at } from '../../../test/builders/times.ts';
import { aChange, planOf } from '../../../test/deliveries/a-change.ts';
import { claimed, fakeServices, type World } from '../../../test/deliveries/fake-services.ts';
import { kind } from './ticket-reply.ts';

describe('The invitation as a reply of the ticket, in a test installation that may write to the recipient', () => {
  const installation = anInstallation({ environment: 'test' }, { allowList: ['@customer.example'] });
  const history = [
    event('request-created', at('09:00'), {
      channels: ['ticket'],
      recipient: { ...MAY, email: 'may@customer.example' },
    }),
  ];
  const written = async (world: World) => {
    const [planned] = planOf(kind, aChange([], history, installation));
    if (planned === undefined) throw new Error('nothing was planned');
    const { services, heard } = fakeServices({ history, installation, ...world });
    return { heard, answer: await kind.send(planned.payload, claimed(planned), services) };
  };

  it('goes where the requester of the ticket is on the list too', async () => {
    const { heard } = await written({ requester: 'hannah@customer.example' });
    expect(heard.replied).toHaveLength(1);
  });

  it.each([['somebody@real.example'], [null]])(
    'is parked where the ticket is %s’s: it would go there',
    async (requester) => {
      const { answer, heard } = await written({ requester });
      expect(answer).toMatchObject({ kind: 'not-done', retry: { when: 'never' } });
      expect(heard.replied).toEqual([]);
    },
  );

  it('waits while the ticket cannot be read', async () => {
    const { answer, heard } = await written({});
    expect(answer).toMatchObject({ kind: 'not-done', retry: { when: 'soon' } });
    expect(heard.replied).toEqual([]);
  });
});
