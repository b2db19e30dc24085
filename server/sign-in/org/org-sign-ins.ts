import type { Request } from 'express';
import type { AgentDirectory } from '../../people/agent-directory.ts';
import type { KeyRing } from '../../secrets/key-ring.ts';
import type { FlowRefusal, Refused, Wanted } from '../oidc/oidc-flow.ts';
import type { ProviderLook } from '../oidc/look-at-provider.ts';
import type { SignedIn } from '../sign-in.ts';
import { isWatching } from '../is-watching.ts';
import type { OrgRefusal } from './enter-org.ts';
import type { OrgClients } from './org-clients.ts';
import type { OrgCookies } from './org-cookies.ts';
import { createOrgFlows, type OrgFlowDeps } from './org-flows.ts';
import type { OrgSession, OrgSessionStore } from './org-session-store.ts';

/** Agents who sign in with their help desk account, for what is that account's. */
export type OrgSignIns = {
  /** Whether agents of this account sign in with it. */
  isOffered(installationId: string): Promise<boolean>;
  /** Where to send the browser, and the cookie that binds the answer to it. `header`: the browser's Cookie header. */
  begin(
    installationId: string,
    wanted: Wanted,
    header: string | undefined,
  ): Promise<{ readonly kind: 'go'; readonly url: string; readonly cookie: string } | Refused>;
  /** The answer that the browser brought back. */
  finish(installationId: string, query: string, request: Request): Promise<OrgFinished>;
  /** Who he is for this ticket of this account, as the help desk says now. */
  signedIn(request: Request, installationId: string, ticketId: string | null): Promise<OrgEntry>;
  readonly cookies: OrgCookies;
  readonly clients: OrgClients;
  /** Address to be entered in the account's app. */
  redirectUri(installationId: string): string;
  test(installationId: string): Promise<ProviderLook | null>;
};

export type OrgFinished = { readonly wanted: Wanted | null; readonly cookies: readonly string[] } & (
  | { readonly kind: 'in' }
  | Refused<OrgRefusal | FlowRefusal>
);

export type OrgEntry =
  | { readonly kind: 'in'; readonly signedIn: SignedIn }
  | { readonly kind: 'none' }
  /** He is known, and does not see this ticket there. */
  | { readonly kind: 'not-his-ticket' }
  | { readonly kind: 'refused'; readonly refusal: OrgRefusal };

export type OrgSignInDeps = OrgFlowDeps & {
  readonly clients: OrgClients;
  readonly sessions: OrgSessionStore;
  readonly cookies: OrgCookies;
  readonly directory: Pick<AgentDirectory, 'personOf'>;
  readonly keys: KeyRing;
};

const CSRF_PURPOSE = 'form-of-org-sign-in';
/** What somebody presses or opens is asked anew; a page that only watches does not use up the account's calls. */
const LOOK_WITHIN_MS = 60_000;
const WATCH_WITHIN_MS = 10 * 60_000;
/** Of somebody who was just let in the help desk has just spoken. */
const VOUCHED_MS = 60 * 60_000;

export function createOrgSignIns(deps: OrgSignInDeps): OrgSignIns {
  const { clients, sessions, cookies, clock } = deps;
  const flows = createOrgFlows(deps);
  return {
    cookies,
    clients,
    redirectUri: (installationId) => flows.redirectUri(installationId),
    test: (installationId) => flows.test(installationId),
    isOffered: async (installationId) => (await clients.shown(installationId)) !== null,
    begin: (installationId, wanted, header) => flows.of(installationId).begin(wanted, header),
    finish: async (installationId, query, request) => {
      const answer = await flows.of(installationId).finish(query, request.get('cookie'));
      if (answer.kind === 'refused') return answer;
      // Whatever sign-in the browser brought along: nobody goes on under a token that somebody else may know.
      const old = cookies.readToken(request.get('cookie'));
      if (old !== null) await sessions.close(old);
      const now = clock.now();
      const token = await sessions.open(answer.entered, now);
      const lasts = Math.max(1, Math.floor((answer.entered.expiresAt - now) / 1000));
      return { kind: 'in', wanted: answer.wanted, cookies: [cookies.setToken(token, lasts), ...answer.cookies] };
    },
    signedIn: async (request, installationId, ticketId) => {
      const token = cookies.readToken(request.get('cookie'));
      const session = token === null ? null : await sessions.find(token, clock.now());
      if (session === null || session.installationId !== installationId) return { kind: 'none' };
      if (!(await isStillOffered(deps, session))) return { kind: 'none' };
      const isWatch = request.method === 'GET' && isWatching(request);
      const refusal = await refusalOf(deps, session, ticketId, isWatch ? WATCH_WITHIN_MS : LOOK_WITHIN_MS);
      if (refusal !== null) return refusal;
      if (!isWatch) await sessions.markSeen(session, clock.now());
      const person = await deps.directory.personOf(installationId, session.agent);
      const csrf = deps.keys.mac(CSRF_PURPOSE, session.tokenHash).toString('base64url');
      return { kind: 'in', signedIn: { person, csrf } };
    },
  };
}

async function isStillOffered({ clients, accountOf, issuerOf }: OrgSignInDeps, session: OrgSession): Promise<boolean> {
  const { installationId, accountId } = session;
  if ((await clients.shown(installationId)) === null || (await issuerOf(installationId)) === null) return false;
  return (await accountOf(installationId)) === accountId;
}

/** Null: he may. Who left or lost the right is out at once, and his sign-ins with him. */
async function refusalOf(
  { standings, sessions, clock, isDisabled }: OrgSignInDeps,
  { installationId, agent, signedInAt }: OrgSession,
  ticketId: string | null,
  withinMs: number,
): Promise<Exclude<OrgEntry, { kind: 'in' }> | null> {
  if (agent.email !== null && (await isDisabled(agent.email))) return { kind: 'refused', refusal: 'disabled' };
  const known = await standings.of({ installationId, agentId: agent.id, ticketId }, withinMs);
  if (known === null) {
    const isVouchedFor = clock.now() - signedInAt <= VOUCHED_MS;
    return isVouchedFor ? null : { kind: 'refused', refusal: 'org-silent' };
  }
  const { standing } = known;
  if (standing.agent === null || standing.mayAct !== true) {
    await sessions.closeAll(installationId, agent.id);
    if (standing.agent === null) return { kind: 'refused', refusal: 'left' };
    return { kind: 'refused', refusal: standing.mayAct === null ? 'right-unknown' : 'no-right' };
  }
  return standing.seesTicket === false ? { kind: 'not-his-ticket' } : null;
}
