import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPostgresDatabase, postgresIsThere } from '../../../test/setup/postgres-database.ts';
import { enterAdmin } from '../../../test/support/enter-people.ts';
import { createAuditedWrite } from '../../storage/audited-write.ts';
import { createPeople, type People } from '../../composition/accounts.ts';
import { createKeyRing } from '../../secrets/key-ring.ts';
import { createVault } from '../../secrets/vault.ts';
import { openStore } from '../../storage/open-store.ts';
import type { Store } from '../../storage/store.ts';
import type { EntryRules } from './come-in.ts';
import { createIdentities, type Identities } from './identities.ts';
import type { ProvenPerson } from './read-claims.ts';

const ENGINES = ['sqlite', ...(postgresIsThere() ? ['postgres'] : [])];
const NOON = Date.UTC(2026, 10, 24, 12, 0);
const ISSUER = 'https://login.example.com';
const RULES: EntryRules = {
  groupsClaim: 'groups',
  groups: { admin: ['leads'], 'support-agent': ['desk'], viewer: [] },
  roleWithoutGroup: null,
  verifiedEmailOnly: true,
  emailDomains: [],
  addsPeople: true,
};

function proven(subject: string, over: Partial<ProvenPerson> = {}): ProvenPerson {
  const email = `${subject}@acme.example`;
  return {
    issuer: ISSUER,
    subject,
    email,
    isEmailVerified: true,
    name: subject,
    groups: ['desk'],
    signedInAt: null,
    ...over,
  };
}

describe.each(ENGINES)('people who come by a provider, on %s', (engine) => {
  let store: Store;
  let people: People;
  let identities: Identities;
  let drop: () => Promise<void>;
  const announced: string[] = [];

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'session-requests-oidc-'));
    const database = engine === 'postgres' ? await createPostgresDatabase() : null;
    drop = async () => {
      await database?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    };
    store = await openStore({ databaseUrl: database?.url ?? null, dataDir });
    const clock = { now: () => NOON };
    people = await createPeople({ store, vault: createVault(createKeyRing(Buffer.alloc(32, 3))), clock });
    identities = createIdentities(store.database, createAuditedWrite(store.database, clock), (id) =>
      announced.push(id),
    );
  });
  afterAll(async () => {
    await store.close();
    await drop();
  });

  it('are entered once, however often they press at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => identities.comeIn(proven('kim'), RULES)));
    expect(new Set(answers.map((answer) => (answer.ok ? answer.personId : answer.refusal))).size).toBe(1);
    expect((await people.persons.list()).filter(({ name }) => name === 'kim')).toHaveLength(1);
    expect(announced).toHaveLength(1);
  });

  it('are linked by one of two accounts with the same address at the same moment', async () => {
    const email = 'same@acme.example';
    const answers = await Promise.all([
      identities.comeIn(proven('one', { email }), RULES),
      identities.comeIn(proven('two', { email }), RULES),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual({ ok: false, refusal: 'other-account' });
  });

  it('may be the same subject at two providers without being the same person', async () => {
    const there = await identities.comeIn(
      proven('kim', { issuer: 'https://b.example', email: 'b@acme.example' }),
      RULES,
    );
    const here = await identities.comeIn(proven('kim'), RULES);
    expect([there.ok, here.ok]).toEqual([true, true]);
    expect(there).not.toEqual(here);
  });

  it('keep the last admin who has a password, also when a colleague removes the other at the same moment', async () => {
    const { person: ada } = await enterAdmin(people);
    const invited = await people.admin.invite(ada, { name: 'Otto', email: 'otto@acme.example', role: 'admin' });
    const otto = invited.ok ? await people.entrance.setPassword(invited.token, 'hash') : null;
    const [came, refusal] = await Promise.all([
      identities.comeIn(proven('ada'), RULES),
      people.admin.disable(ada, otto?.id ?? ''),
    ]);
    const admins = (await people.persons.list()).filter((one) => one.role === 'admin' && one.disabledAt === null);
    expect(admins).toHaveLength(1);
    expect([came.ok && came.keptLastAdmin, refusal]).toEqual(refusal === null ? [true, null] : [false, 'last-admin']);
  });

  it('leave a row in the audit log for each change, and none when nothing changed', async () => {
    const count = async () =>
      (await store.audit.list({ page: { cursor: null, limit: 100 }, requestId: null })).items.length;
    const before = await count();
    await identities.comeIn(proven('kim'), RULES);
    expect(await count()).toBe(before);
    await identities.comeIn(proven('kim', { groups: ['leads'] }), RULES);
    const { items } = await store.audit.list({ page: { cursor: null, limit: 100 }, requestId: null });
    expect(items).toHaveLength(before + 1);
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['person.entered-by-provider', 'person.identity-linked', 'person.role-changed']),
    );
  });
});
