import { parseArgs } from 'node:util';
import { readSalesforceAddress } from '../src/address.ts';
import type { AddOn } from './add-ons.ts';
import { readAddOns } from './add-ons.ts';

/** Which org, and whose sign-in. */
export type DeployTarget =
  /** Signed in earlier; an alias or a user name. */
  | { readonly kind: 'signed-in'; readonly org: string }
  /** A token that somebody else made, from the environment. */
  | { readonly kind: 'token'; readonly address: string; readonly accessToken: string }
  /** The admin signs in with the browser. */
  | { readonly kind: 'browser'; readonly address: string };

export type DeployTask = {
  readonly target: DeployTarget;
  readonly addOns: readonly AddOn[];
  readonly dryRun: boolean;
  readonly useSf: boolean;
};

/** An alias or user name: it becomes an argument of another program. */
const ORG = /^[\w.@+][\w.@+-]{0,99}$/;

/** What the words after `deploy` ask for; a sentence when they cannot be carried out. */
export function readDeployTask(words: readonly string[], env: NodeJS.ProcessEnv): DeployTask | string {
  const values = valuesIn(words);
  if (typeof values === 'string') return values;
  const target = readTarget(values.org, values.login, env);
  if (typeof target === 'string') return target;
  const addOns = values.with === undefined ? [] : readAddOns(values.with);
  if (typeof addOns === 'string') return addOns;
  return { target, addOns, dryRun: values['dry-run'], useSf: !values['without-sf'] };
}

function valuesIn(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        org: { type: 'string' },
        login: { type: 'string' },
        with: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        'without-sf': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return Error.isError(error) ? error.message : String(error);
  }
}

function readTarget(org: string | undefined, login: string | undefined, env: NodeJS.ProcessEnv): DeployTarget | string {
  if (org !== undefined && login !== undefined) return 'Say either --org or --login, not both.';
  if (org !== undefined) {
    return ORG.test(org) ? { kind: 'signed-in', org } : 'What follows --org is no alias and no user name.';
  }
  if (login === undefined) return 'Say which org: --org with an alias, or --login with the My Domain address.';
  const reading = readSalesforceAddress(login, { allowLoopback: true });
  if (!reading.ok) return `--login: ${reading.message}`;
  const accessToken = env['SF_ACCESS_TOKEN'] ?? '';
  const address = reading.origin;
  return accessToken === '' ? { kind: 'browser', address } : { kind: 'token', address, accessToken };
}
