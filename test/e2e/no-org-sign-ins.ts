import { pino } from 'pino';
import { createPeople } from '../../server/composition/accounts.ts';
import type { Foundation } from '../../server/composition/foundation.ts';
import { orgSignIn, type OrgSignInPart } from '../../server/composition/org-sign-in.ts';
import { createVault } from '../../server/secrets/vault.ts';

/** The sign-in of orgs where no org is connected. */
export async function noOrgSignIns(
  parts: Pick<Foundation, 'store' | 'keys' | 'clock'>,
  publicUrl: string,
): Promise<OrgSignInPart> {
  const vault = createVault(parts.keys);
  const people = await createPeople({ store: parts.store, vault, clock: parts.clock });
  const helpDesks = { of: async () => null };
  const config = { publicUrl, allowLoopback: true };
  return orgSignIn({ ...parts, people, vault, helpDesks, log: pino({ level: 'silent' }), config });
}
