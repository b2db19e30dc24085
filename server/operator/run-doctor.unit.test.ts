import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../core/ports/answer.ts';
import type { HelpDesk } from '../../core/ports/help-desk.ts';
import type { SessionRecords } from '../../core/ports/session-records.ts';
import { anInstallation } from '../../test/builders/an-installation.ts';
import { readConfig } from '../config.ts';
import type { ChannelPauses, DeliveryReader } from '../deliveries/delivery-store.ts';
import { VaultFault } from '../secrets/vault.ts';
import type { InstallationAdmin } from '../storage/store.ts';
import { type DoctorDeps, runDoctor } from './run-doctor.ts';

const FINE: Finding = { check: 'x', level: 'ok', message: 'All is well.', mend: null };
const reported: unknown[] = [];

function deps(over: Partial<DoctorDeps> & { readonly installations?: readonly string[] } = {}): DoctorDeps {
  const { installations = ['acme'], ...rest } = over;
  const rows = installations.map((id) => ({
    installation: anInstallation({ id, name: `Desk ${id}` }),
    address: '',
    plan: 'pro',
    sealedCredentials: null,
    createdAt: 0,
  }));
  const counts = { parked: 0, unknown: 0, pending: 0 };
  return {
    config: readConfig({ PUBLIC_URL: 'https://support.example.com' }),
    store: {
      engine: 'sqlite',
      ping: async () => undefined,
      installations: { list: async () => rows } as unknown as InstallationAdmin,
    },
    helpDesks: { of: async () => ({ verify: async () => [FINE] }) as unknown as HelpDesk },
    remoteTool: {
      accounts: { list: async () => [] },
      records: { of: async () => null },
      agentDevices: async () => [],
    },
    mailer: { send: async () => ({ kind: 'done', value: null }), verify: async () => [FINE] },
    deliveries: {
      reader: { unfinished: async () => counts } as unknown as DeliveryReader,
      pauses: { list: async () => [] } as unknown as ChannelPauses,
    },
    report: (error) => reported.push(error),
    ...rest,
  };
}
const levelsOf = async (given: DoctorDeps) =>
  (await runDoctor(given)).map(({ about, findings }) => [about, findings.map(({ level }) => level)]);

describe('The doctor', () => {
  it('finds nothing wrong where nothing is wrong', async () => {
    expect(await levelsOf(deps())).toEqual([
      ['Server', ['ok', 'ok']],
      ['Mail', ['ok']],
      ['Desk acme (freshservice)', ['ok']],
      ['Deliveries', ['ok']],
    ]);
  });

  it('says what is missing before anybody can be helped', async () => {
    const found = await runDoctor(deps({ installations: [], config: readConfig({}) }));
    const messages = found.flatMap(({ findings }) => findings).filter(({ level }) => level !== 'ok');
    expect(messages.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      'warning: People reach this server at http://localhost:3000: on this machine only.',
      'warning: No help desk is connected.',
    ]);
    for (const { mend } of messages) expect(mend).toBeTruthy();
  });

  it('asks every AnyDesk account, and tells since when its sessions cannot be read', async () => {
    const account = { id: 'a', name: 'AnyDesk', installationId: null, address: '', licenseId: '', createdAt: 0 };
    const trouble = { because: 'AnyDesk refused it.', since: Date.UTC(2026, 0, 12) };
    const verify = async (devices: readonly string[]) => [{ ...FINE, message: `asked of ${devices.join()}` }];
    const remoteTool = {
      accounts: {
        list: async () => [
          { ...account, askedAt: null, trouble },
          { ...account, id: 'b', askedAt: null, trouble: null },
        ],
      },
      records: { of: async (id: string) => (id === 'a' ? ({ verify } as unknown as SessionRecords) : null) },
      agentDevices: async () => ['742615308'],
    };
    const found = (await runDoctor(deps({ remoteTool }))).filter(({ about }) => about === 'AnyDesk (anydesk)');
    expect(found.map(({ findings }) => findings.map(({ level, message }) => [level, message]))).toEqual([
      [
        ['ok', 'asked of 742615308'],
        ['warning', 'Sessions cannot be read completely since 2026-01-12T00:00:00.000Z: AnyDesk refused it.'],
      ],
      [['problem', 'The address of this account may not be asked under the settings of this server.']],
    ]);
  });

  it('tells of an account without credentials, of pauses and of parked deliveries, with what to do', async () => {
    const pauses = {
      list: async () => [{ channel: 'mail', reason: 'The mail server refuses user or password.', until: 0 }],
    };
    const found = await runDoctor(
      deps({
        helpDesks: { of: async () => null },
        deliveries: {
          reader: { unfinished: async () => ({ parked: 3, unknown: 1, pending: 2 }) } as unknown as DeliveryReader,
          pauses: pauses as unknown as ChannelPauses,
        },
      }),
    );
    const problems = found.flatMap(({ findings }) => findings).filter(({ level }) => level === 'problem');
    expect(problems.map(({ message }) => message)).toEqual([
      'No credentials are stored for this account.',
      'mail pauses: The mail server refuses user or password.',
      '3 deliveries are parked.',
    ]);
    for (const { mend } of problems) expect(mend).toBeTruthy();
  });

  it('goes on when one thing cannot be checked, and puts why into the log, not into the answer', async () => {
    reported.length = 0;
    const down = new Error('connect to db with password hunter2 failed');
    const fail = () => Promise.reject(down);
    const one = deps({ installations: ['acme', 'other'] });
    const found = await runDoctor({
      ...one,
      store: { ...one.store, ping: fail },
      mailer: { ...one.mailer, verify: fail },
      helpDesks: {
        of: async (id) => (id === 'acme' ? fail() : ({ verify: async () => [FINE] } as unknown as HelpDesk)),
      },
    });
    expect(found.map(({ findings }) => findings[0]?.level)).toEqual(['problem', 'problem', 'problem', 'ok', 'ok']);
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(reported).toEqual([down, down, down]);
  });

  it('says that the key file was replaced when a stored secret cannot be read', async () => {
    const found = await runDoctor(deps({ helpDesks: { of: () => Promise.reject(new VaultFault()) } }));
    expect(found[2]?.findings).toEqual([
      {
        check: 'credentials',
        level: 'problem',
        message: expect.stringContaining('another key is in use'),
        mend: expect.stringContaining('key file'),
      },
    ]);
  });
});
