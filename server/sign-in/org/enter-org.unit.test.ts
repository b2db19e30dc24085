import { describe, expect, it } from '@jest/globals';
import type { AgentStanding } from '../../../core/ports/panel-platform.ts';
import type { ProvenPerson } from '../oidc/read-claims.ts';
import { enterOrg, type EnterOrgDeps } from './enter-org.ts';

const NOW = Date.UTC(2026, 10, 22, 9);
const HOUR = 3_600_000;
const RULES = { now: NOW, longestMs: 8 * HOUR };
const MARA: AgentStanding = {
  agent: { id: 'mara', name: 'Mara Lindqvist', email: 'told.by.integration@kestrel.example' },
  mayAct: true,
  seesTicket: null,
};
const PROVEN: ProvenPerson = {
  issuer: 'https://kestrel.my.salesforce.com',
  subject: 'org-1/mara',
  email: 'mara@kestrel.example',
  isEmailVerified: true,
  name: 'M.',
  groups: [],
  signedInAt: null,
};

type World = { standing: AgentStanding | null; account: string | null; told: string | null; disabled: string[] };

function enter(proven: Partial<ProvenPerson> = {}, world: Partial<World> = {}) {
  const { standing = MARA, account = 'org-1', told = account, disabled = [] } = world;
  const deps: EnterOrgDeps = {
    standings: { of: async () => (standing === null ? null : { standing, at: NOW }) },
    accountOf: async () => account,
    learnAccount: async () => told,
    readAccount: (subject) => {
      const [accountId, agentId] = subject.split('/');
      return accountId === undefined || agentId === undefined ? null : { accountId, agentId };
    },
    isDisabled: async (email) => disabled.includes(email),
  };
  return enterOrg(deps, 'installation-1', { ...PROVEN, ...proven }, RULES);
}

const refused = (refusal: string) => ({ ok: false, refusal });

describe('a user whom his org proved', () => {
  it('comes in under the ids of org and user, and for the hours that were set', async () => {
    expect(await enter()).toEqual({
      ok: true,
      entered: {
        installationId: 'installation-1',
        accountId: 'org-1',
        agent: { id: 'mara', name: 'Mara Lindqvist', email: 'mara@kestrel.example' },
        expiresAt: NOW + 8 * HOUR,
      },
    });
  });

  it.each(['org-2/mara', 'mara@kestrel.example', ''])('of another org, or of none (%j), does not', async (subject) => {
    expect(await enter({ subject })).toEqual(refused('other-org'));
  });

  it('of an org that was made anew comes in once the org says that it is another now', async () => {
    expect(await enter({ subject: 'org-2/mara' }, { told: 'org-2' })).toMatchObject({ ok: true });
    expect(await enter({ subject: 'org-1/mara' }, { account: 'org-2' })).toEqual(refused('other-org'));
  });

  it('brings his mail address along only when the org verified it', async () => {
    const answer = await enter({ isEmailVerified: false }, { disabled: ['mara@kestrel.example'] });
    expect(answer).toMatchObject({ ok: true, entered: { agent: { email: null } } });
  });

  it('who signed in there before counts from then on, and not at all after the hours', async () => {
    expect(await enter({ signedInAt: NOW - 3 * HOUR })).toMatchObject({ entered: { expiresAt: NOW + 5 * HOUR } });
    expect(await enter({ signedInAt: NOW + HOUR })).toMatchObject({ entered: { expiresAt: NOW + 8 * HOUR } });
    expect(await enter({ signedInAt: NOW - 8 * HOUR })).toEqual(refused('too-long-ago'));
  });

  it.each([
    ['left', { standing: { ...MARA, agent: null } }],
    ['no-right', { standing: { ...MARA, mayAct: false } }],
    ['right-unknown', { standing: { ...MARA, mayAct: null } }],
    ['org-silent', { standing: null }],
    ['disabled', { disabled: ['mara@kestrel.example'] }],
  ])('does not come in: %s', async (refusal, world) => {
    expect(await enter({}, world)).toEqual(refused(refusal));
  });
});
