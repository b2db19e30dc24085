import { describe, expect, it } from '@jest/globals';
import type { TimelineEntry } from '../../../core/ports/help-desk.ts';
import { anInstallation } from '../../../test/builders/an-installation.ts';
import { event } from '../../../test/builders/events.ts';
import { CONNECTED, OPEN, READY, WAITING } from '../../../test/builders/histories.ts';
import { BY_ANNA_ASSERTED, BY_SYSTEM } from '../../../test/builders/people.ts';
import { at, MINUTE } from '../../../test/builders/times.ts';
import { aChange, planOf, type Planned } from '../../../test/deliveries/a-change.ts';
import { claimed, fakeServices } from '../../../test/deliveries/fake-services.ts';
import { kind } from '../kinds/timeline-entry.ts';

/** The entry that the help desk gets for a planned delivery. */
async function entryOf(planned: Planned | undefined): Promise<TimelineEntry> {
  if (planned === undefined) throw new Error('nothing was planned');
  const { services, heard } = fakeServices();
  await kind.send(planned.payload, claimed(planned), services);
  const [entry] = heard.posted;
  if (entry === undefined) throw new Error('nothing was posted');
  return entry;
}

describe('an entry', () => {
  it('says what, who and when, in the zone of the installation, and what state the request is in now', async () => {
    const [planned] = planOf(kind, aChange([], OPEN));
    const entry = await entryOf(planned);
    expect(entry.paragraphs).toEqual([
      'Remote support request RS-000123: Open',
      'Jan 12, 2026, 17:00 (Asia/Taipei): Anna Ng asked May Lin for a remote session. Invitation by e-mail. Expires Jan 13, 2026, 17:00 (Asia/Taipei).',
    ]);
    expect(entry).toMatchObject({ visibility: 'private', ticketId: '42', notify: [] });
    expect(entry.links).toEqual([{ label: 'Open the request', url: 'https://support.example/connect/request-1' }]);
  });

  it('says that an agent whom the help desk only named is unverified', async () => {
    const created = event('request-created', at('09:00'), { actor: BY_ANNA_ASSERTED });
    const entry = await entryOf(planOf(kind, aChange([], [created]))[0]);
    expect(entry.paragraphs[1]).toContain('Anna Ng (unverified) asked May Lin');
  });

  it('tells duration, outcome, note and totals at the end', async () => {
    const closing = event('request-closed', at('09:45'), {
      outcome: 'solved',
      note: 'New driver.',
      sessionMs: 30 * MINUTE,
    });
    const entry = await entryOf(planOf(kind, aChange(CONNECTED, [closing]))[0]);
    expect(entry.paragraphs[1]).toContain(
      'Anna Ng closed the request. The session had lasted 30 minutes. Outcome: Solved. Note: New driver. 1 session, 30 minutes in all.',
    );
  });

  it('says so when nobody saw the end of the session', async () => {
    const closing = event('request-closed', at('21:15'), {
      actor: BY_SYSTEM,
      reason: 'end-not-observed',
      sessionMs: 12 * 60 * MINUTE,
      sessionEstimated: true,
    });
    const entry = await entryOf(planOf(kind, aChange(CONNECTED, [closing]))[0]);
    expect(entry.paragraphs[1]).toContain('The session had lasted about 12 hours; its end was not observed.');
  });

  it('tells the session’s own time, not the time of the news', async () => {
    const started = event('session-started', at('09:20'), { startedAt: at('09:15') });
    const entry = await entryOf(planOf(kind, aChange(READY, [started]))[0]);
    expect(entry.paragraphs[1]).toContain('17:15');
  });

  it('is written in the language of the installation', async () => {
    const [planned] = planOf(kind, aChange([], OPEN));
    if (planned === undefined) throw new Error('nothing was planned');
    const installation = anInstallation({}, { language: 'zh-TW' });
    const { services, heard } = fakeServices({ history: OPEN, installation });
    await kind.send(planned.payload, claimed(planned), services);
    expect(heard.posted[0]?.paragraphs[1]).toContain('Anna Ng 向 May Lin 提出遠端連線的請求。');
  });

  it('keeps hostile text on its line and within bounds', async () => {
    const created = event('request-created', at('09:00'), {
      recipient: { name: 'May\u202e\nRef RS-000001-01-AAAA', email: 'may@customer.example', phone: null },
      comment: `<script>alert(1)</script>\u0000\n\n${'x'.repeat(5_000)}`,
    });
    const entry = await entryOf(planOf(kind, aChange([], [created]))[0]);
    expect(entry.paragraphs).toHaveLength(2);
    for (const paragraph of entry.paragraphs) expect(paragraph).not.toMatch(/[\n\p{Cc}\u202e]/u);
    expect(entry.paragraphs[1]).toContain('May Ref RS-000001-01-AAAA');
    expect(entry.paragraphs[1]?.length).toBeLessThan(1_500);
  });

  it('notifies the agent of a request when somebody says it is not theirs', async () => {
    const history = [...WAITING, event('claimed', at('09:06'))];
    const entry = await entryOf(planOf(kind, aChange(history, [event('request-reported', at('09:07'))]))[0]);
    expect(entry.notify).toEqual(['anna@desk.example']);
  });

  it('waits for new credentials when the help desk is not connected', async () => {
    const [planned] = planOf(kind, aChange([], OPEN));
    if (planned === undefined) throw new Error('nothing was planned');
    const { services } = fakeServices({ history: OPEN, isConnected: false });
    const answer = await kind.send(planned.payload, claimed(planned), services);
    expect(answer).toMatchObject({ kind: 'not-done', retry: { when: 'after-reconnect' } });
  });
});
