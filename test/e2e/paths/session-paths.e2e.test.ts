import { expect } from '@jest/globals';
import { BY_ANNA, BY_BEN, BY_SYSTEM } from '../../builders/people.ts';
import { DAY, MINUTE } from '../../builders/times.ts';
import { sessionEnd, sessionStart } from '../page-states.ts';
import { allow, ANNA } from './consent-keys.ts';
import { type Path, walkEverywhere } from './walk.ts';

const PATHS: readonly Path[] = [
  [
    'takes back the permission, gives it again, stops the session and ends the request',
    async ({ reader, world, at, status }) => {
      const { t, sees, press } = reader;
      const made = await at('ready');
      await reader.open(made.url);
      await sees(t('join.ready.title', ANNA));
      await press(t('join.ready.withdraw'));
      await sees(t('join.stopped.title'));
      expect(await status(made)).toBe('Waiting');
      await press(t('join.stopped.again'));
      await sees(t('join.consent.title'));
      await allow(reader);
      await sees(t('join.ready.title', ANNA));
      await world.give(made.id, sessionStart(world));
      await sees(t('join.connected.title', ANNA));
      await press(t('join.connected.stop'));
      await sees(t('join.stopped.title'), t('join.stopped.running'));
      expect(await status(made)).toBe('Waiting');
      await press(t('join.stopped.end'));
      await sees(t('join.closed.title'), t('outcome.cancelled'));
    },
  ],
  [
    'reads who is on the way, and that somebody else connects instead',
    async ({ reader, world, at }) => {
      const { t, sees } = reader;
      const made = await at('ready');
      await reader.open(made.url);
      await sees(t('join.ready.title', ANNA));
      await world.give(made.id, { type: 'launch-connect', actor: BY_ANNA, takeOver: false });
      await sees(t('join.ready.title', ANNA), t('join.ready.launched', ANNA));
      await world.give(made.id, { type: 'launch-connect', actor: BY_BEN, takeOver: true });
      await sees(t('join.ready.title', { agent: 'Ben Okafor' }));
      world.advance(2 * MINUTE);
      await world.give(made.id, { type: 'note-unanswered', actor: BY_SYSTEM });
      await sees(t('join.ready.title', { agent: 'Ben Okafor' }), t('join.ready.unansweredTitle'));
    },
  ],
  [
    'sees the session end, says that it is solved, reads the receipt and rates with a comment',
    async ({ reader, world, at }) => {
      const { t, sees, press, goTo, page } = reader;
      const made = await at('connected');
      await reader.open(made.url);
      await sees(t('join.connected.title', ANNA));
      await world.give(made.id, sessionEnd(world));
      await sees(t('join.sessionOver.title'));
      await press(t('join.sessionOver.solved'));
      await sees(t('join.closed.title'), t('join.closed.receipt'), t('outcome.solved'));
      await goTo(t('join.rate.stars', { count: 5 }));
      await page.keyboard.press('ArrowDown');
      await reader.type(t('join.rate.comment'), 'Quick');
      await press(t('join.rate.button'));
      await sees(t('join.closed.title'), t('join.rate.done', { count: 4 }));
      expect((await world.stored(made.id)).request).toMatchObject({ rating: { stars: 4, comment: 'Quick' } });
    },
  ],
  [
    'takes the permission back from a device that is not the one that is helped',
    async ({ reader, at, status }) => {
      const { t, sees, press } = reader;
      const made = await at('allowed elsewhere');
      await reader.open(made.url);
      await sees(t('join.elsewhere.never-here.title'), t('join.elsewhere.allowed'));
      await press(t('join.ready.withdraw'));
      await sees(t('join.elsewhere.never-here.title'));
      expect(await status(made)).toBe('Waiting');
    },
  ],
  [
    'finds that the link has run out, and asks for a new one',
    async ({ reader, world }) => {
      const { t, sees, press } = reader;
      const made = await world.create();
      world.advance(40 * DAY);
      await world.give(made.id, { type: 'expire-request', actor: BY_SYSTEM });
      await reader.open(made.url);
      await sees(t('join.expired.title'));
      await press(t('join.closed.ask'));
      await sees(t('join.expired.title'), t('join.closed.asked', { company: 'Acme' }));
      expect((await world.stored(made.id)).request).toMatchObject({ newLinkAskedAt: expect.any(Number) });
    },
  ],
];

const TOGETHER: readonly Path[] = [
  [
    'loses the connection while waiting, and sees on coming back that the agent is connected',
    async ({ reader, world, at, context }) => {
      const { t, sees } = reader;
      const made = await at('ready');
      await reader.open(made.url);
      await sees(t('join.ready.title', ANNA));
      await context.setOffline(true);
      await world.give(made.id, sessionStart(world));
      expect(await reader.page.locator('h1').innerText()).toContain('Anna Ng');
      await context.setOffline(false);
      await sees(t('join.connected.title', ANNA));
    },
  ],
];

walkEverywhere('the end user who allowed', PATHS, { together: TOGETHER });
