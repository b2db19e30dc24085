import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FakeSalesforce } from '../../../test/fakes/salesforce/start.ts';
import { startOrg } from '../../../test/salesforce/salesforce-world.ts';
import { createSalesforce } from './salesforce.ts';

const now = () => Date.now();
let fake: FakeSalesforce;
let desk: ReturnType<typeof createSalesforce>;
let caseId = '';
let otherCase = '';

beforeEach(async () => {
  fake = await startOrg();
  desk = createSalesforce({ address: fake.url, credentials: { kind: 'client-credentials', ...fake.app }, now });
  const [first, second] = await fake.control.records('Case');
  caseId = first?.Id ?? '';
  otherCase = second?.Id ?? '';
});

afterEach(() => fake.close());

describe('changes of cases', () => {
  const changed = async (since: string | null) => {
    const answer = await desk.changes?.changedSince([caseId, otherCase, 'nonsense'], since);
    if (answer?.kind !== 'done') throw new Error(`not asked: ${JSON.stringify(answer)}`);
    return answer.value;
  };

  /** Times are whole seconds, so what changed a moment ago is told again. */
  const aWhileLater = () => fake.control.advance(5000);

  it('are told once they are over: edited, closed, merged and deleted', async () => {
    await aWhileLater();
    let { watermark } = await changed(null);
    expect(await changed(watermark)).toMatchObject({ ticketIds: [] });
    await fake.control.update('Case', caseId, { Status: 'Closed' });
    const first = await changed(watermark);
    expect(first.ticketIds).toEqual([caseId]);
    await aWhileLater();
    ({ watermark } = await changed(first.watermark));
    expect((await changed(watermark)).ticketIds).toEqual([]);
    await fake.control.merge(otherCase, caseId);
    expect((await changed(watermark)).ticketIds.toSorted()).toEqual([caseId, otherCase].toSorted());
    const merged = await desk.tickets.findTicket(otherCase);
    expect(merged).toMatchObject({ kind: 'done', value: { mergedInto: caseId } });
  });

  it('are not missed when a second one falls into the same second', async () => {
    await aWhileLater();
    const { watermark } = await changed(null);
    await fake.control.update('Case', caseId, { Status: 'Closed' });
    const first = await changed(watermark);
    await fake.control.update('Case', caseId, { Status: 'Working' });
    expect((await changed(first.watermark)).ticketIds).toEqual([caseId]);
  });

  it('cost one call for two hundred cases', async () => {
    await changed(null);
    await fake.control.forgetCalls();
    await changed(null);
    expect(await fake.control.calls()).toHaveLength(1);
  });

  it.each(['', 'nonsense', '12 x=y', '9'.repeat(40)])('start anew from the watermark %j', async (since) => {
    expect(await desk.changes?.changedSince([caseId], since)).toMatchObject({ kind: 'done' });
  });
});

describe('users who left', () => {
  it('are told of, one call for all, and of strangers nothing', async () => {
    const { mara, jun } = fake.people;
    await fake.control.update('User', jun, { IsActive: false });
    await fake.control.forgetCalls();
    const asked = [mara, jun.slice(0, 15), '0055g0000000999AAA', "0' OR IsActive = true", caseId];
    expect(await desk.changes?.agentsLeft(asked)).toEqual({ kind: 'done', value: [jun] });
    expect((await fake.control.calls()).filter(({ route }) => route !== 'token')).toHaveLength(1);
  });

  it('are nobody while the org does not answer', async () => {
    await fake.control.update('User', fake.people.jun, { IsActive: false });
    await fake.control.outage(60_000);
    expect(await desk.changes?.agentsLeft([fake.people.jun])).not.toMatchObject({ kind: 'done' });
  });
});
