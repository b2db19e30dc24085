import { expect } from '@jest/globals';
import { BY_ANNA } from '../../builders/people.ts';
import { allow, ANNA, pasteAddress, SHOWN_ADDRESS } from './consent-keys.ts';
import { type Path, walkEverywhere } from './walk.ts';

const PATHS: readonly Path[] = [
  [
    'goes from the link in the mail over a mistyped and a pasted address to Ready, and the next time without the address',
    async ({ reader, world, status }) => {
      const { t, sees, press, type } = reader;
      const made = await world.create();
      await reader.open(made.url);
      await sees(t('join.invitation.title', { agent: 'Anna' }));
      await press(t('join.invitation.button'));
      await sees(t('join.prepare.title'));
      await type(t('join.prepare.addressLabel'), 'may@customer.example');
      await press(t('join.prepare.button'));
      await sees(t('join.prepare.title'), t('join.address.mail'));
      await pasteAddress(reader, ' 123 456 789 ');
      await sees(t('join.consent.title'), SHOWN_ADDRESS);
      await press(t('join.consent.changeAddress'));
      await sees(t('join.prepare.title'));
      await press(t('join.prepare.change'));
      await sees(t('join.consent.title'));
      await allow(reader);
      await sees(t('join.ready.title', ANNA));
      expect(await status(made)).toBe('Ready');
      const next = await world.create();
      await reader.open(next.url);
      await sees(t('join.consent.title'), t('join.consent.known', ANNA));
      await allow(reader);
      await sees(t('join.ready.title', ANNA));
      expect(await status(next)).toBe('Ready');
    },
  ],
  [
    'does not allow, allows after all with less than was asked, and hears that the agent asks',
    async ({ reader, world, at }) => {
      const { t, sees, press, use } = reader;
      const made = await at('consent');
      await reader.open(made.url);
      await sees(t('join.consent.title'));
      await world.give(made.id, { type: 'ask-for-access', actor: BY_ANNA });
      await sees(t('join.consent.title'), t('join.consent.asked', ANNA));
      await press(t('join.consent.deny'));
      await sees(t('join.denied.title'));
      await press(t('join.denied.again'));
      await sees(t('join.consent.title'));
      await use(t('join.wish.control'));
      await allow(reader);
      await sees(t('join.ready.title', ANNA));
      const { request } = await world.stored(made.id);
      expect(request).toMatchObject({ status: 'Ready', consent: { wishes: ['view'] } });
    },
  ],
  [
    'does not allow twice, which ends the request, and asks for a new link',
    async ({ reader, at, status }) => {
      const { t, sees, press } = reader;
      const made = await at('prepare');
      await reader.open(made.url);
      await press(t('join.consent.deny'));
      await sees(t('join.denied.title'));
      await press(t('join.denied.notNow'));
      await sees(t('join.closed.title'), t('outcome.declined'));
      expect(await status(made)).toBe('Closed');
      await press(t('join.closed.ask'));
      await sees(t('join.closed.title'), t('join.closed.asked', { company: 'Acme' }));
    },
  ],
  [
    'reports what is not their request, after going back once',
    async ({ reader, world, status }) => {
      const { t, sees, press } = reader;
      const made = await world.create();
      await reader.open(made.url);
      await press(t('join.invitation.report'));
      await sees(t('join.reportCheck.title'));
      await press(t('join.reportCheck.back'));
      await sees(t('join.invitation.title', { agent: 'Anna' }));
      await press(t('join.invitation.report'));
      await press(t('join.reportCheck.button'));
      await sees(t('join.reported.title'));
      expect(await status(made)).toBe('Closed');
    },
  ],
];

walkEverywhere('the end user', PATHS);
