import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { BY_ANNA, BY_SYSTEM } from '../../builders/people.ts';
import { MINUTE } from '../../builders/times.ts';
import { joinPerson } from '../join-person.ts';
import { type Made, type PagesWorld } from '../pages-world.ts';
import { SHOWN_ADDRESS } from './consent-keys.ts';
import { type Path, walkEverywhere, type Walk } from './walk.ts';

const MAY = { recipient: 'May Lin' };
const OWN_DEVICE = '987654321';
/** What a browser does with an `anydesk:` link is the system's business; that the page follows it once is ours. */
const NOTE_LAUNCHES = `globalThis.launches = [];
  navigation.addEventListener('navigate', (event) => {
    if (!event.destination.url.startsWith('anydesk:')) return;
    event.preventDefault();
    globalThis.launches.push(event.destination.url);
  });`;

const urlOf = (world: PagesWorld, made: Made): string => `${world.publicUrl}/connect/${made.id}`;
const launches = (page: Page): Promise<unknown> => page.evaluate('globalThis.launches');
const signIn = async ({ context, world, reader }: Walk): Promise<void> => {
  await context.addCookies([{ name: 'agent', value: 'agent-anna', url: world.publicUrl }]);
  await reader.page.addInitScript(NOTE_LAUNCHES);
};
const allows = (world: PagesWorld, made: Made): Promise<unknown> =>
  joinPerson(world).press(made, 'allow', { consent: 'yes' });

const PATHS: readonly Path[] = [
  [
    'presses before Allow, AnyDesk starts by itself on Allow, and one large button helps when the browser refuses',
    async ({ reader, world, at }) => {
      const { t, sees, use, page } = reader;
      const made = await at('waiting');
      await page.clock.install();
      await reader.open(urlOf(world, made));
      const title = t('connect.title', MAY);
      await sees(title, t('connect.status.waiting', MAY));
      await use(t('connect.arm.button'), 'Enter');
      await sees(title, t('connect.arm.on', MAY));
      expect(await launches(page)).toEqual([]);
      await allows(world, made);
      await page.waitForFunction('globalThis.launches.length > 0');
      expect(await launches(page)).toEqual(['anydesk:123456789']);
      // Before anything else: a keyboard that leaves the page looks like AnyDesk coming to the front.
      await page.clock.runFor(4000);
      await page.waitForFunction("document.activeElement.id === 'launch-link'");
      await sees(title, t('connect.launch.title'), t('connect.launch.refused'));
      await page.evaluate('livePage.refresh(true)');
      await sees(title, t('connect.launch.title'), t('connect.launch.refused'));
      await use(t('connect.launch.link'), 'Enter');
      expect(await launches(page)).toHaveLength(2);
      expect((await world.stored(made.id)).request).toMatchObject({ launch: { agent: { id: 'agent-anna' } } });
    },
  ],
  [
    'asks for access, connects, notes that the session started and ended, and closes with a note',
    async ({ reader, world, at }) => {
      const { t, sees, press, goTo, page } = reader;
      const made = await at('waiting');
      const title = t('connect.title', MAY);
      await reader.open(urlOf(world, made));
      await press(t('connect.ask.button'));
      await sees(title);
      await allows(world, made);
      await sees(title, t('connect.launch.title'));
      expect(await launches(page)).toEqual(['anydesk:123456789']);
      await press(t('connect.session.started'));
      await sees(title, t('connect.session.ended'));
      await press(t('connect.session.ended'));
      await sees(title, t('status.ready'));
      await reader.use(t('connect.close.title'), 'Enter');
      await goTo(t('connect.close.outcome'));
      await page.keyboard.press('Home');
      await reader.type(t('connect.close.note'), 'New cable');
      await press(t('connect.close.button'));
      await sees(title, t('connect.status.closed'));
      expect((await world.stored(made.id)).request).toMatchObject({ status: 'Closed', outcome: 'solved' });
    },
  ],
  [
    'reads the usual causes when no session came about, and copies the address',
    async ({ reader, world, at, context }) => {
      const { t, sees, use, page } = reader;
      const made = await at('launched');
      const title = t('connect.title', MAY);
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await reader.open(urlOf(world, made));
      await sees(title, t('connect.launch.helpTitle'));
      world.advance(2 * MINUTE);
      await world.give(made.id, { type: 'note-unanswered', actor: BY_SYSTEM });
      await sees(title, t('connect.launch.unanswered'), t('connect.launch.accept', MAY));
      await use(t('connect.copy'), 'Enter');
      await sees(title, t('connect.copied'));
      expect(await page.evaluate('navigator.clipboard.readText()')).toContain(SHOWN_ADDRESS);
    },
  ],
  [
    'takes over from a colleague with a second press, after going back once',
    async ({ reader, world, at }) => {
      const { t, sees, press, page } = reader;
      const made = await at('taken over');
      const title = t('connect.title', MAY);
      const asks = t('connect.takeOver.title', { agent: 'Ben Okafor' });
      await reader.open(urlOf(world, made));
      await press(t('connect.open.button'));
      await sees(title, asks);
      await press(t('connect.takeOver.back'));
      await sees(title);
      await press(t('connect.open.button'));
      await press(t('connect.takeOver.button'));
      await sees(title, t('connect.launch.title'));
      expect(await launches(page)).toEqual(['anydesk:123456789']);
      expect((await world.stored(made.id)).request).toMatchObject({ assignee: { agent: { id: 'agent-anna' } } });
    },
  ],
  [
    'opens the session link of a colleague, tests the own AnyDesk, and reads that access was not allowed',
    async ({ reader, world, at, context }) => {
      const { t, sees, press, type, page } = reader;
      await context.route('https://anydesk.com/**', (route) => route.fulfill({ body: 'AnyDesk' }));
      const made = await at('waiting');
      const title = t('connect.title', MAY);
      await world.give(made.id, { type: 'set-session-link', actor: BY_ANNA, url: 'https://anydesk.com/s/abc' });
      await reader.open(urlOf(world, made));
      await sees(title);
      expect(await reader.openAside(t('connect.sessionLink.open'))).toBe('https://anydesk.com/s/abc');
      await press(t('connect.test.link'));
      await sees(t('connect.test.title'));
      await type(t('connect.test.address'), 'anydesk:1');
      await press(t('connect.test.make'));
      await sees(t('connect.test.title'), t('connect.test.wrong'));
      await reader.use(`${t('connect.open.button')} 987 654 321`, 'Enter');
      expect(await launches(page)).toEqual([`anydesk:${OWN_DEVICE}`]);
      await press(t('connect.test.back'));
      await sees(title);
      await joinPerson(world).press(made, 'deny');
      await sees(title, t('connect.status.denied', MAY));
    },
  ],
];

walkEverywhere('the connecting agent', PATHS, { world: { devices: [OWN_DEVICE] }, prepare: signIn });
