import { describe, expect, it } from '@jest/globals';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import { anInstallation } from '../../../test/builders/an-installation.ts';
import { event } from '../../../test/builders/events.ts';
import { CONNECTED, READY_AGAIN } from '../../../test/builders/histories.ts';
import { at } from '../../../test/builders/times.ts';
import { aChange, planOf, type Planned } from '../../../test/deliveries/a-change.ts';
import { claimed, fakeServices } from '../../../test/deliveries/fake-services.ts';
import { kind } from './timeline-entry.ts';

const org = anInstallation({ id: 'org', helpDesk: 'salesforce' });
const ended = event('session-ended', at('09:45'));
const closed = event('request-closed', at('09:45:20'));
const CLOSED_AFTER: readonly SessionRequestEvent[] = [...READY_AGAIN, closed];

const planned = (history: readonly SessionRequestEvent[], happened: SessionRequestEvent): Planned | undefined =>
  planOf(kind, aChange(history, [happened], org))[0];

/** What the entry of a planned delivery says happened, as it is written after all of it. */
async function linesOf(delivery: Planned | undefined, over: { readonly id?: string } = {}): Promise<readonly string[]> {
  if (delivery === undefined) throw new Error('nothing was planned');
  const { services, heard } = fakeServices({ history: CLOSED_AFTER, installation: org });
  await kind.send(delivery.payload, claimed(delivery, over), services);
  return heard.posted[0]?.paragraphs.slice(1) ?? [];
}

describe('The end of a session, where each entry costs one of few calls,', () => {
  it('waits half a minute for the closing that usually follows', () => {
    expect(planned(CONNECTED, ended)?.notBefore).toBe(at('09:45:30'));
  });

  it('shares an entry with the closing, which is written at once', () => {
    const [waiting, next] = [planned(CONNECTED, ended), planned(READY_AGAIN, closed)];
    expect(next?.mergeKey).toBe(waiting?.mergeKey);
    expect(next?.notBefore).toBe(at('09:45:20'));
  });

  it('is told by the entry that took its place, before what that one tells', async () => {
    const waiting = planned(CONNECTED, ended);
    const lines = await linesOf(planned(READY_AGAIN, closed), { id: `not-${String(waiting?.id)}` });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/17:45 .*session .*30 minutes/);
    expect(lines[1]).toMatch(/closed the request/);
  });

  it('is not told again by what comes after its own entry', async () => {
    const lines = await linesOf(planned(READY_AGAIN, closed));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/closed the request/);
  });

  it('shares an entry with whatever comes first, such as a session that is taken up again', () => {
    const again = planned(READY_AGAIN, event('session-started', at('09:45:25')));
    expect(again?.mergeKey).toBe(planned(CONNECTED, ended)?.mergeKey);
  });

  it('has a place of its own each time', () => {
    const history = [...READY_AGAIN, event('session-started', at('09:50'))];
    const second = planned(history, event('session-ended', at('09:55')));
    expect(second?.mergeKey).not.toBe(planned(CONNECTED, ended)?.mergeKey);
  });

  it('waits for nothing when the end user stopped it', () => {
    expect(planned(CONNECTED, event('session-ended', at('09:45'), { endedBy: 'recipient' }))).toMatchObject({
      notBefore: at('09:45'),
      mergeKey: null,
    });
  });
});

describe('The end of a session elsewhere', () => {
  it('has its own entry at once', () => {
    const [own] = planOf(kind, aChange(CONNECTED, [ended]));
    expect(own).toMatchObject({ notBefore: at('09:45'), mergeKey: null });
    expect(planOf(kind, aChange(READY_AGAIN, [closed]))[0]).toMatchObject({ mergeKey: null });
  });
});
