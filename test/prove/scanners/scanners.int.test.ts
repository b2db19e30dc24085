import { expect, it } from '@jest/globals';
import { describeInBrowser } from '../../e2e/browser.ts';
import { joinClient } from '../../support/join-client.ts';
import { PROFILES, proveScanners } from './scanners-proof.ts';

const OPTIONS = { seed: 1, store: 'sqlite', tell: () => undefined } as const;

describeInBrowser('A link that a scanner had first', () => {
  it('is unchanged by each of fourteen kinds, and opens by the first press of a person', async () => {
    expect(PROFILES).toHaveLength(14);
    const result = await proveScanners({ ...OPTIONS, scale: 2 }, PROFILES);
    expect(result.details['wrong'] ?? []).toEqual([]);
    expect(result.checked).toBe(14 * 2 * 4);
  });

  it('is seen to be changed when a person pressed already', async () => {
    const person = {
      name: 'a person',
      visit: async ({ joinUrl, place }: { readonly joinUrl: string; readonly place: string }) => {
        const client = joinClient(joinUrl, place);
        const { status } = await client.press(await client.look(), 'join');
        return { statuses: [status], carriedOut: status === 303 ? 1 : 0 };
      },
    };
    const { ok, details } = await proveScanners({ ...OPTIONS, scale: 1 }, [person]);
    expect(ok).toBe(false);
    expect(details['wrong']).toEqual([
      'a person, link 1: a post was carried out',
      'a person, link 1: the request changed',
    ]);
  });
});
