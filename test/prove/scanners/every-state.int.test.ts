import { describe, expect, it } from '@jest/globals';
import { joinClient } from '../../support/join-client.ts';
import { proveEveryState } from './prove-every-state.ts';
import { visit } from './any-visit.ts';

const OPTIONS = { scale: 25, seed: 1, store: 'sqlite', tell: () => undefined } as const;
const TIMEOUT_MS = 90_000;

describe('a link', () => {
  it(
    'is changed by nothing that programs fetch and post, in whatever state its request is',
    async () => {
      const result = await proveEveryState(OPTIONS, visit);
      expect(result.details['wrong'] ?? []).toEqual([]);
      expect(result.checked).toBeGreaterThan(10 * OPTIONS.scale);
    },
    TIMEOUT_MS,
  );

  it(
    'is changed by a person who presses, and the same look sees it',
    async () => {
      const result = await proveEveryState({ ...OPTIONS, scale: 1 }, async (joinUrl) => {
        const client = joinClient(joinUrl);
        const page = await client.look();
        const press = page.actions.includes('join') ? await client.press(page, 'join') : page;
        return { what: 'POST join', answer: press };
      });
      expect(result.details['wrong']).toEqual([
        'open: POST join was carried out',
        'open: POST join changed the request',
        'open, in a browser that comes again: POST join was carried out',
        'open, in a browser that comes again: POST join changed the request',
      ]);
    },
    TIMEOUT_MS,
  );
});
