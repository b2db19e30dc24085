import type { AgentRef } from '../../../core/session-request/values.ts';
import type { OAuthDeps } from './oauth-deps.ts';
import type { OpenedAuthorize } from './enter-authorize.ts';

export type OwnAgent =
  | { readonly kind: 'found'; readonly agent: Pick<AgentRef, 'id' | 'name'> }
  | { readonly kind: 'none' }
  /** The help desk does not say, and it never did before. */
  | { readonly kind: 'unreachable' };

/** Which agent of the help desk the person is, by his mail address. While it cannot be asked, he is who he was when he last confirmed it. */
export async function findOwnAgent(deps: OAuthDeps, opened: OpenedAuthorize): Promise<OwnAgent> {
  const { person } = opened.signedIn;
  const { id } = opened.installation;
  const answer = await deps.findAgent(id, person.email);
  if (answer.kind === 'done') return answer.value === null ? { kind: 'none' } : { kind: 'found', agent: answer.value };
  const link = await deps.oauth.links.find(id, person.id);
  return link === null ? { kind: 'unreachable' } : { kind: 'found', agent: { id: link.agentId, name: link.agentName } };
}
