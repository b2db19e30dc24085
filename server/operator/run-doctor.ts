import type { Finding } from '../../core/ports/answer.ts';
import type { HelpDesks } from '../../core/ports/help-desk.ts';
import type { Mailer } from '../../core/ports/mailer.ts';
import type { ChannelPauses, DeliveryReader } from '../deliveries/delivery-store.ts';
import type { Config } from '../config.ts';
import { isSecure } from '../config.ts';
import type { Store } from '../storage/store.ts';

export type DoctorDeps = {
  readonly config: Config;
  readonly store: Pick<Store, 'ping' | 'installations' | 'engine'>;
  readonly helpDesks: HelpDesks;
  readonly mailer: Mailer;
  readonly deliveries: { readonly reader: DeliveryReader; readonly pauses: ChannelPauses };
};

/** Findings under one heading, such as a connected account's name. */
export type Diagnosis = { readonly about: string; readonly findings: readonly Finding[] };

/** Everything an admin's test buttons check, in one go and in the same words. Changes nothing. */
export async function runDoctor(deps: DoctorDeps): Promise<readonly Diagnosis[]> {
  const installations = await deps.store.installations.list();
  const desks = installations.map(async ({ installation }): Promise<Diagnosis> => {
    const desk = await deps.helpDesks.of(installation.id);
    const findings = desk === null ? [noCredentials()] : await desk.verify();
    return { about: `${installation.name} (${installation.helpDesk})`, findings };
  });
  return [
    { about: 'Server', findings: [await database(deps), address(deps.config)] },
    { about: 'Mail', findings: await deps.mailer.verify() },
    ...(installations.length === 0 ? [{ about: 'Help desks', findings: [noDesk()] }] : await Promise.all(desks)),
    { about: 'Deliveries', findings: await deliveries(deps) },
  ];
}

async function database({ store }: DoctorDeps): Promise<Finding> {
  await store.ping();
  return { check: 'database', level: 'ok', message: `The database answers (${store.engine}).`, mend: null };
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

async function deliveries({ deliveries: { reader, pauses } }: DoctorDeps): Promise<readonly Finding[]> {
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
