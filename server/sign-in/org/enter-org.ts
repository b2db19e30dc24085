import type { EpochMs } from '../../../core/session-request/values.ts';
import type { ProvenPerson } from '../oidc/read-claims.ts';
import type { AgentStandings } from './agent-standings.ts';
import type { NewOrgSession } from './org-session-store.ts';

/** Why somebody whom the help desk account proved may not come in. */
export type OrgRefusal =
  /** No user of an org, or of another one: a sandbox's, for instance. */
  | 'other-org'
  | 'left'
  | 'no-right'
  /** The org does not let us read who holds the right. */
  | 'right-unknown'
  /** He proved himself there longer ago than the setting allows. */
  | 'too-long-ago'
  | 'org-silent'
  /** An admin disabled the person of this mail address here. */
  | 'disabled';

export type EnterOrgDeps = {
  readonly standings: AgentStandings;
  /** The account's id as it is known; null while it was never asked. */
  readonly accountOf: (installationId: string) => Promise<string | null>;
  /** Asks which account it is, and keeps that; null when it does not answer. */
  readonly learnAccount: (installationId: string) => Promise<string | null>;
  readonly readAccount: (subject: string) => { readonly accountId: string; readonly agentId: string } | null;
  readonly isDisabled: (email: string) => Promise<boolean>;
};

export type EnteredOrg =
  | { readonly ok: true; readonly entered: NewOrgSession }
  | { readonly ok: false; readonly refusal: OrgRefusal };

const refused = (refusal: OrgRefusal): EnteredOrg => ({ ok: false, refusal });

/** Who the proven user is here: known by the ids of org and user, never by an address; and only with the right of an agent. */
export async function enterOrg(
  deps: EnterOrgDeps,
  installationId: string,
  proven: ProvenPerson,
  { now, longestMs }: { readonly now: EpochMs; readonly longestMs: number },
): Promise<EnteredOrg> {
  const account = deps.readAccount(proven.subject);
  if (account === null || !(await isThisAccount(deps, installationId, account.accountId))) return refused('other-org');
  const since = Math.min(proven.signedInAt ?? now, now);
  if (now - since >= longestMs) return refused('too-long-ago');
  const { agentId, accountId } = account;
  const known = await deps.standings.of({ installationId, agentId, ticketId: null }, 0);
  if (known === null) return refused('org-silent');
  const { agent, mayAct } = known.standing;
  if (agent === null) return refused('left');
  if (mayAct !== true) return refused(mayAct === null ? 'right-unknown' : 'no-right');
  const email = proven.isEmailVerified ? proven.email : null;
  if (email !== null && (await deps.isDisabled(email))) return refused('disabled');
  const entered = { installationId, accountId, agent: { id: agentId, name: agent.name, email } };
  return { ok: true, entered: { ...entered, expiresAt: since + longestMs } };
}

/** A sandbox that was made anew has another id than the one we knew: then it is asked once more. */
async function isThisAccount(
  { accountOf, learnAccount }: EnterOrgDeps,
  installationId: string,
  accountId: string,
): Promise<boolean> {
  if ((await accountOf(installationId)) === accountId) return true;
  return (await learnAccount(installationId)) === accountId;
}
