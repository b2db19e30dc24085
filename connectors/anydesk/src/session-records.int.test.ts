import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeSessionRecords } from '../../../test/contracts/session-records.ts';
import type { RecordsMishap, SessionRecordsWorld } from '../../../test/contracts/session-records-world.ts';
import type { FaultChange } from '../../../test/fakes/anydesk/api-faults.ts';
import { controlDesk, type DeskControl } from '../../../test/fakes/anydesk/control-client.ts';
import { DEFAULT_OPTIONS } from '../../../test/fakes/anydesk/desk-options.ts';
import { type RunningDesk, startDesk } from '../../../test/fakes/anydesk/start-desk.ts';
import { createAnyDeskRecords } from './session-records.ts';

const AGENT = DEFAULT_OPTIONS.agentId;
const OTHER_AGENT = 742_615_309;
const RECIPIENT = { cid: DEFAULT_OPTIONS.recipientId, alias: 'frida@ad' };
const HOUR = 3_600_000;

let desk: RunningDesk;
let control: DeskControl;

const start = async (): Promise<void> => {
  desk = await startDesk();
  control = controlDesk(desk.url);
};

const records = (timeoutMs = 5000, licence = DEFAULT_OPTIONS.licence, now = Date.now) =>
  createAnyDeskRecords({ origin: desk.api, licence, now, timeoutMs });

const FAULTS: Readonly<Record<RecordsMishap, FaultChange>> = {
  lost: { answer: 'lost' },
  slow: { delayMs: 1500 },
  'foreign-page': { answer: 'foreign-page' },
  'server-error': { answer: 'server-error' },
  'not-permitted': { answer: 'forbidden' },
};

const open = async (): Promise<SessionRecordsWorld> => {
  await start();
  const book = records(500);
  let aheadMs = 0;
  const sessionOf = async (id: string) => (await control.state()).sessions.find(({ sid }) => String(sid) === id);
  return {
    records: book,
    now: Date.now,
    agent: String(AGENT),
    otherAgent: String(OTHER_AGENT),
    recipient: String(RECIPIENT.cid),
    recipientAlias: RECIPIENT.alias,
    happens: async ({ from, startedAt, endedAt, comment }) => {
      const times = { startedAt: startedAt + aheadMs, endedAt: endedAt === undefined ? null : endedAt + aheadMs };
      const session = { from: { cid: Number(from) }, to: RECIPIENT, ...times, comment: comment ?? null };
      return String((await control.addSession(session)).sid);
    },
    ends: async () => void (await control.end('recipient')),
    joins: async ({ address, onlineSince }) => {
      await control.addDevice({
        cid: Number(address),
        name: 'A new one',
        role: 'recipient',
        registered: true,
        online: onlineSince !== null,
      });
    },
    commentOf: async (id) => (await sessionOf(id))?.comment ?? null,
    isRunning: async (id) => (await sessionOf(id))?.endedAt === null,
    befall: (mishap) => control.setFaults({ ...FAULTS[mishap], times: 1 }),
    refuseCredentials: () => control.setFaults({ answer: 'unauthorized' }),
    goAway: () => desk.close(),
    runAhead: async (ms) => {
      aheadMs = ms;
      await control.advanceClock(ms);
      // The first answer tells the time, whatever it says otherwise.
      await book.find('1');
    },
    tellOtherwise: () =>
      control.setFaults({ sidAs: 'number', runningEndTimeAs: 'zero', listOrder: 'mixed', badRows: true }),
    asked: async () => (await control.requests()).map(({ resource }) => resource),
  };
};

describeSessionRecords('AnyDesk', { open, close: () => desk.close() });

describe('AnyDesk itself', () => {
  beforeEach(start);
  afterEach(() => desk.close());

  it('is asked with our time put right, when our clock is an hour behind', async () => {
    await control.advanceClock(HOUR);
    expect((await records().list(0)).kind).toBe('done');
    const statuses = (await control.requests()).map(({ status }) => status);
    expect(statuses).toEqual([401, 200]);
  });

  it('is not asked a second time when the password is wrong and the clocks agree', async () => {
    const wrong = records(5000, { ...DEFAULT_OPTIONS.licence, apiPassword: 'WRONG' });
    expect(await wrong.list(0)).toMatchObject({ because: { code: 'credentials-refused' } });
    expect(await control.requests()).toHaveLength(1);
  });

  it('gives every session of many pages', async () => {
    const startedAt = Date.now() - HOUR;
    const session = { from: { cid: AGENT }, to: RECIPIENT, startedAt, endedAt: startedAt + 1000 };
    for (let number = 0; number < 403; number += 1) await control.addSession(session);
    const answer = await records().list(startedAt);
    expect(answer).toMatchObject({ kind: 'done', value: { isComplete: true } });
    expect(answer.kind === 'done' ? answer.value.sessions : []).toHaveLength(403);
  });
});

describe('what the doctor finds of an AnyDesk account', () => {
  beforeEach(start);
  afterEach(() => desk.close());

  const levels = async (devices: readonly string[], licence = DEFAULT_OPTIONS.licence) => {
    const findings = await records(5000, licence).verify(devices);
    return Object.fromEntries(findings.map(({ check, level }) => [check, level]));
  };

  it('is that all is well', async () => {
    expect(await levels([String(AGENT)])).toEqual({
      access: 'ok',
      clock: 'ok',
      sessions: 'ok',
      licence: 'ok',
      'client 742 615 308': 'ok',
    });
  });

  it('is that no agent has a known device', async () => {
    expect(await levels([])).toMatchObject({ 'agent-devices': 'warning' });
  });

  it.each([
    ['7.1.14', 'warning'],
    ['9.0.0', 'warning'],
    ['9.0.1', 'ok'],
    ['9.0.10', 'ok'],
    ['9.1', 'ok'],
    ['10.0.0', 'ok'],
    ['beta', 'warning'],
  ])('is that client %s is a %s', async (clientVersion, level) => {
    const device = { cid: OTHER_AGENT, name: 'Laptop', role: 'agent', registered: true, clientVersion } as const;
    await control.addDevice({ ...device, alias: 'mara@acme' });
    expect(await levels([String(OTHER_AGENT), 'mara@acme'])).toMatchObject({
      'client 742 615 309': level,
      'client mara@acme': level,
    });
  });

  it('is that a device does not belong to the licence', async () => {
    const findings = await records().verify([String(RECIPIENT.cid), 'nobody@ad']);
    const devices = findings.filter(({ check }) => check.startsWith('client'));
    expect(devices.map(({ level, message }) => [level, message.includes('does not belong')])).toEqual([
      ['warning', true],
      ['warning', true],
    ]);
  });

  it('is that the licence has expired', async () => {
    await control.setFaults({ licenceExpired: true });
    expect(await levels([String(AGENT)])).toMatchObject({ licence: 'problem' });
  });

  it('is that the clock is wrong, and what works in spite of it', async () => {
    await control.advanceClock(HOUR);
    const findings = await records().verify([String(AGENT)]);
    expect(findings.find(({ check }) => check === 'clock')).toMatchObject({
      level: 'warning',
      message: expect.stringContaining('behind AnyDesk'),
    });
    expect(findings.find(({ check }) => check === 'access')?.level).toBe('ok');
  });

  it('is that the password is wrong, and nothing further is asked', async () => {
    expect(await levels([String(AGENT)], { ...DEFAULT_OPTIONS.licence, apiPassword: 'WRONG' })).toEqual({
      credentials: 'problem',
      clock: 'ok',
    });
    expect(await control.requests()).toHaveLength(1);
  });

  it('is that something else answers at the address', async () => {
    await control.setFaults({ answer: 'foreign-page' });
    expect(await levels([])).toMatchObject({ access: 'problem' });
  });

  it('never holds anything of the licence’s key or password', async () => {
    for (const fault of [{}, { licenceExpired: true }, { answer: 'forbidden' }, { answer: 'malformed' }] as const) {
      await control.setFaults({ answer: 'normal', ...fault });
      const text = JSON.stringify(await records().verify([String(AGENT)]));
      expect(text).not.toContain('SIMULATEDKEY0000');
      expect(text).not.toContain(DEFAULT_OPTIONS.licence.apiPassword);
      expect(text).not.toContain(DEFAULT_OPTIONS.licence.licenseId);
    }
  });
});
