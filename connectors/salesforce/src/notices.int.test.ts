import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FakeSalesforce } from '../../../test/fakes/salesforce/start.ts';
import { startOrg } from '../../../test/salesforce/salesforce-world.ts';
import { createSalesforce } from './salesforce.ts';

let fake: FakeSalesforce;
let caseId = '';
const time = { aheadMs: 0 };

beforeEach(async () => {
  time.aheadMs = 0;
  fake = await startOrg();
  caseId = (await fake.control.records('Case'))[0]?.Id ?? '';
});
afterEach(() => fake.close());

/** Posts entries one after the other, each with a notice to Mara, and gives how often the org was asked who she is. */
async function askedFor(pausesMs: readonly number[]): Promise<number> {
  const credentials = { kind: 'client-credentials', ...fake.app } as const;
  const desk = createSalesforce({ address: fake.url, credentials, now: () => Date.now() + time.aheadMs });
  for (const [index, pauseMs] of pausesMs.entries()) {
    time.aheadMs += pauseMs;
    const marker = `RS-000123-0${index + 1}-K7QX`;
    const notify = ['mara.lindqvist@kestrel.example'];
    await desk.timeline.post({
      ticketId: caseId,
      marker,
      paragraphs: ['It is Ready.'],
      links: [],
      visibility: 'private',
      notify,
    });
  }
  const calls = await fake.control.calls();
  return calls.filter(({ path }) => decodeURIComponent(path).includes('FROM User')).length;
}

describe('The bell of an agent', () => {
  it('rings for each entry that names her, and the org is asked only once who she is', async () => {
    expect(await askedFor([0, 60_000])).toBe(1);
    const { notifications } = await fake.control.actions();
    expect(notifications.map(({ recipientIds }) => recipientIds)).toEqual([[fake.people.mara], [fake.people.mara]]);
  });

  it('has the org asked again after a while: the address may be another user’s by then', async () => {
    expect(await askedFor([0, 11 * 60_000])).toBe(2);
  });
});
