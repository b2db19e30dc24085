import { expect } from '@jest/globals';
import { BY_SYSTEM } from '../../builders/people.ts';
import { DAY, HOUR } from '../../builders/times.ts';
import { ANNA, SHOWN_ADDRESS } from './consent-keys.ts';
import { type Path, walkEverywhere } from './walk.ts';

/** What leads from the invitation or the preparation to somewhere else and back. */
const PATHS: readonly Path[] = [
  [
    'checks the device, which is another system without AnyDesk, and tells that it cannot be installed',
    async ({ reader, world, at }) => {
      const { t, sees, press, goTo, page } = reader;
      const made = await at('prepare');
      await reader.open(made.url);
      await press(t('join.check.link'));
      await sees(t('join.check.title'));
      await goTo(t('join.check.system'));
      await page.keyboard.type('macOS');
      await sees(t('join.check.title'), t('join.check.ask.screen'));
      await goTo(t('join.check.yes'));
      for (const key of ['Space', 'Tab', 'ArrowDown', 'Tab', 'ArrowDown', 'Tab', 'ArrowDown', 'ArrowDown'])
        await page.keyboard.press(key);
      await press(t('join.check.button'));
      await sees(t('join.check.title'), t('join.check.openTitle'), t('join.check.todo.client'));
      expect((await world.stored(made.id)).request).toMatchObject({ readiness: { system: 'macos' } });
      await press(t('join.check.back'));
      await sees(t('join.prepare.title'), t('join.check.openTitle'), t('join.check.todo.screen-recording'));
      await reader.use(t('join.stuck.title'), 'Enter');
      await press(t('join.stuck.tell', ANNA));
      await sees(t('join.check.title'), t('join.check.todo.install-rights'));
      const findings = expect.arrayContaining([{ check: 'install-rights', result: 'problem' }]);
      expect((await world.stored(made.id)).request).toMatchObject({ readiness: { findings } });
    },
  ],
  [
    'takes the request to another device with a code that is typed at /join',
    async ({ reader, world, context, status }) => {
      const { t, sees, press, type, enter, page } = reader;
      // Codes mistyped in other cells are forgotten by then.
      world.advance(2 * HOUR);
      const made = await world.create();
      await reader.open(made.url);
      await press(t('join.invitation.button'));
      await press(t('join.handOver.link'));
      await sees(t('join.handOver.title'), t('join.handOver.codeText'));
      await press(t('join.handOver.codeMake'));
      await sees(t('join.handOver.title'), t('join.handOver.codeType'));
      const code = await page.locator('.words').innerText();
      await context.clearCookies();
      await reader.open(`${world.publicUrl}/join`);
      await sees(t('join.explain.title'));
      await type(t('join.code.label'), 'AAAA CCCC');
      await enter();
      await sees(t('join.explain.title'), t('join.code.wrong'));
      await type(t('join.code.label'), code.toLowerCase());
      await enter();
      await sees(t('join.elsewhere.never-here.title'));
      await press(t('join.elsewhere.here'));
      await sees(t('join.prepare.title'));
      expect(await status(made)).toBe('Waiting');
    },
  ],
  [
    'is offered an address while reading, and says that it is the own one',
    async ({ reader, world, at }) => {
      const { t, sees, press } = reader;
      const made = await at('prepare');
      await reader.open(made.url);
      await sees(t('join.prepare.title'));
      const proposals = [{ address: '123456789', name: 'LAPTOP-MAY' }];
      await world.give(made.id, { type: 'propose-addresses', actor: BY_SYSTEM, source: 'asset', proposals });
      await sees(t('join.prepare.title'), t('join.proposal.title'));
      await press(t('join.proposal.use', { address: SHOWN_ADDRESS }));
      await sees(t('join.consent.title'), SHOWN_ADDRESS);
      expect((await world.stored(made.id)).request).toMatchObject({ address: '123456789' });
    },
  ],
  [
    'asks to be called, after a number that nobody can dial, and needs it no more',
    async ({ reader, world, at }) => {
      const { t, sees, press, type } = reader;
      const made = await at('prepare');
      const isAsked = async (): Promise<boolean> => (await world.stored(made.id)).request.callBack?.isOpen === true;
      await reader.open(made.url);
      await press(t('join.callBack.link'));
      await sees(t('join.callBack.link'), t('join.callBack.phoneHint'));
      await type(t('join.callBack.phone'), '12');
      await press(t('join.callBack.link'));
      await sees(t('join.callBack.link'), t('join.callBack.wrong'));
      await type(t('join.callBack.phone'), '+886 912 345 678');
      await press(t('join.callBack.link'));
      await sees(t('join.prepare.title'), t('join.callBack.asked', { company: 'Acme' }));
      expect(await isAsked()).toBe(true);
      await press(t('join.callBack.drop'));
      await sees(t('join.prepare.title'));
      expect(await isAsked()).toBe(false);
    },
  ],
  [
    'opens the session link that the agent pasted',
    async ({ reader, at, context }) => {
      const { t, sees } = reader;
      await context.route('https://anydesk.com/**', (route) => route.fulfill({ body: 'AnyDesk' }));
      await reader.open((await at('prepare with open points')).url);
      await sees(t('join.prepare.title'), t('join.sessionLink.title'));
      expect(await reader.openAside(t('join.sessionLink.button'))).toBe('https://anydesk.com/s/abc');
      await sees(t('join.prepare.title'));
    },
  ],
  [
    'cannot at the time of the appointment, is told that a time has passed, and moves it',
    async ({ reader, world }) => {
      const { t, sees, press, page } = reader;
      const startAt = Math.ceil(world.core.clock.now() / HOUR) * HOUR + 3 * DAY;
      const made = await world.create({ schedule: { startAt, timeZone: 'Europe/Berlin' } });
      await reader.open(made.url);
      await sees(t('join.planned.title', { agent: 'Anna' }));
      await press(t('join.planned.cannot'));
      await sees(t('join.move.title'));
      await reader.open(`${made.url}/time?start=2020-01-01T10:00`);
      await sees(t('join.move.title'), t('join.move.error.past'));
      const suggestion = page.locator('[data-at]').first();
      const at = Number(await suggestion.getAttribute('data-at'));
      await press(await suggestion.innerText());
      await sees(t('join.move.checkTitle'));
      await press(t('join.move.button'));
      await sees(t('join.planned.title', { agent: 'Anna' }), t('join.planned.moved', { company: 'Acme' }));
      await press(t('join.move.continue'));
      await sees(t('join.planned.title', { agent: 'Anna' }));
      expect((await world.stored(made.id)).request.schedule?.startAt).toBe(at);
    },
  ],
];

walkEverywhere('the end user who needs something else first', PATHS);
