import type { Finding } from '../../core/ports/answer.ts';
import type { HelpDesks } from '../../core/ports/help-desk.ts';
import type { Mailer } from '../../core/ports/mailer.ts';
import type { SessionRecordsOf } from '../../core/ports/session-records.ts';
import type { RemoteAddress } from '../../core/session-request/values.ts';
import type { ChannelPauses, DeliveryReader } from '../deliveries/delivery-store.ts';
import type { Config } from '../config.ts';
import { isSecure } from '../config.ts';
import type { RemoteAccount } from '../session-watch/remote-accounts.ts';
import { VaultFault } from '../secrets/vault.ts';
import type { InstallationRow, Store } from '../storage/store.ts';

export type DoctorDeps = {
  readonly config: Config;
  readonly store: Pick<Store, 'ping' | 'installations' | 'engine'>;
  readonly helpDesks: HelpDesks;
  readonly mailer: Mailer;
  readonly remoteTool: {
    readonly accounts: { list(): Promise<readonly RemoteAccount[]> };
    readonly records: SessionRecordsOf;
    readonly agentDevices: () => Promise<readonly RemoteAddress[]>;
  };
  readonly deliveries: { readonly reader: DeliveryReader; readonly pauses: ChannelPauses };
  /** Faults behind a finding, for the log. */
  readonly report: (error: unknown) => void;
};

/** Findings under one heading, such as a connected account's name. */
export type Diagnosis = { readonly about: string; readonly findings: readonly Finding[] };

/** Everything an admin's test buttons check, in one go and in the same words. Changes nothing. Never rejects: what fails is a finding. */
export async function runDoctor(deps: DoctorDeps): Promise<readonly Diagnosis[]> {
  const [database, mail, desks, remote, deliveries] = await Promise.all([
    checked(deps, 'database', () => databaseOf(deps)),
    checked(deps, 'mail', () => deps.mailer.verify()),
    helpDesks(deps),
    remoteAccounts(deps),
    checked(deps, 'deliveries', () => deliveriesOf(deps)),
  ]);
  return [
    { about: 'Server', findings: [...database, address(deps.config)] },
    { about: 'Mail', findings: mail },
    ...desks,
    ...remote,
    { about: 'Deliveries', findings: deliveries },
  ];
}

async function checked(
  { report }: Pick<DoctorDeps, 'report'>,
  check: string,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    report(error);
    if (error instanceof VaultFault) {
      const mend = 'Put the right key file back, or enter the secret again in the console.';
      return [{ check, level: 'problem', message: 'A stored secret cannot be read: another key is in use.', mend }];
    }
    const mend = 'Look at the end of the log of this server.';
    return [{ check, level: 'problem', message: 'It could not be checked.', mend }];
  }
}

async function helpDesks(deps: DoctorDeps): Promise<readonly Diagnosis[]> {
  const rows = await deps.store.installations.list().catch(() => null);
  if (rows === null) return [];
  if (rows.length === 0) return [{ about: 'Help desks', findings: [noDesk()] }];
  return Promise.all(rows.map((row) => helpDesk(deps, row)));
}

async function helpDesk(deps: DoctorDeps, { installation }: InstallationRow): Promise<Diagnosis> {
  const findings = await checked(deps, 'credentials', async () => {
    const desk = await deps.helpDesks.of(installation.id);
    return desk === null ? [noCredentials()] : desk.verify();
  });
  return { about: `${installation.name} (${installation.helpDesk})`, findings };
}

/** Without an account nothing is wrong: agents then say themselves when a session begins and ends. */
async function remoteAccounts(deps: DoctorDeps): Promise<readonly Diagnosis[]> {
  const accounts = await deps.remoteTool.accounts.list().catch(() => []);
  return Promise.all(
    accounts.map(async ({ id, name, trouble }) => {
      const findings = await checked(deps, 'access', async () => {
        const records = await deps.remoteTool.records.of(id);
        return records === null ? [notUsable()] : records.verify(await deps.remoteTool.agentDevices());
      });
      return { about: `${name} (anydesk)`, findings: trouble === null ? findings : [...findings, behind(trouble)] };
    }),
  );
}

function notUsable(): Finding {
  return {
    check: 'access',
    level: 'problem',
    message: 'The address of this account may not be asked under the settings of this server.',
    mend: 'Change the address in the console under AnyDesk.',
  };
}

function behind({ because, since }: { readonly because: string; readonly since: number }): Finding {
  return {
    check: 'watching',
    level: 'warning',
    message: `Sessions cannot be read completely since ${new Date(since).toISOString()}: ${because}`,
    mend: 'Until this is mended, agents can say themselves that a session began or ended.',
  };
}

async function databaseOf({ store }: DoctorDeps): Promise<readonly Finding[]> {
  await store.ping();
  return [{ check: 'database', level: 'ok', message: `The database answers (${store.engine}).`, mend: null }];
}

function address(config: Config): Finding {
  if (isSecure(config)) {
    return { check: 'address', level: 'ok', message: `People reach this server at ${config.publicUrl}.`, mend: null };
  }
  return {
    check: 'address',
    level: 'warning',
    message: `People reach this server at ${config.publicUrl}: on this machine only.`,
    mend: 'Set PUBLIC_URL to the https address of this server before you send links to people.',
  };
}

function noDesk(): Finding {
  return {
    check: 'help-desks',
    level: 'warning',
    message: 'No help desk is connected.',
    mend: 'Add one in the console under Connectors.',
  };
}

function noCredentials(): Finding {
  return {
    check: 'credentials',
    level: 'problem',
    message: 'No credentials are stored for this account.',
    mend: 'Enter the API key in the console under Connectors.',
  };
}

async function deliveriesOf({ deliveries: { reader, pauses } }: DoctorDeps): Promise<readonly Finding[]> {
  const findings: Finding[] = (await pauses.list()).map((pause) => ({
    check: 'paused',
    level: 'problem',
    message: `${pause.channel} pauses: ${pause.reason}`,
    mend: 'Mend the cause; it goes on by itself, or at once from the console under Deliveries.',
  }));
  const { parked, unknown, pending } = await reader.unfinished();
  if (parked > 0) {
    const mend = 'Look at the reasons in the console under Deliveries and send them again.';
    findings.push({ check: 'parked', level: 'problem', message: `${parked} deliveries are parked.`, mend });
  }
  const waiting = `${pending} deliveries wait their turn, ${unknown} are being looked for.`;
  return [...findings, { check: 'waiting', level: 'ok', message: waiting, mend: null }];
}
