import type { Installation } from '../../../core/ports/installation.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { AgentRef, Consent } from '../../../core/session-request/values.ts';
import { texts, type Texts } from '../../texts/texts.ts';

/** Family names of two characters that are common enough to be split rightly. */
const LONG_FAMILY_NAMES = ['歐陽', '司馬', '上官', '諸葛', '司徒', '張簡', '范姜', '夏侯', '尉遲', '皇甫'];

/** The name before the press: only the part people are called by. */
export function firstName(name: string): string {
  const bare = name.trim().split('@', 1)[0] ?? '';
  const [family = '', given] = bare.split(',', 2);
  const called = (given ?? family).trim();
  if (/^\p{Script=Han}{2,4}$/u.test(called)) {
    const family = LONG_FAMILY_NAMES.find((long) => called.length > 2 && called.startsWith(long)) ?? called.slice(0, 1);
    return called.slice(family.length);
  }
  return called.split(/\s+/, 1)[0] ?? '';
}

/** The agent who is at it, or who began it; null when no agent is known. */
export function agentOf(request: SessionRequest): AgentRef | null {
  if (request.status === 'Connected' && request.session.agent !== null) return request.session.agent;
  if (request.status === 'Ready' && request.launch !== null) return request.launch.agent;
  if (request.assignee.kind === 'agent') return request.assignee.agent;
  return request.createdBy.kind === 'agent' ? request.createdBy.agent : null;
}

/** Who will connect, in few words, once the person has pressed. */
export function whoConnects(request: SessionRequest, installation: Installation, { t }: Texts): string {
  if (request.assignee.kind === 'queue') return t('named.queueTeam', { queue: request.assignee.name });
  return agentOf(request)?.name ?? installation.settings.company;
}

/** Agent and team as the consent text names them. Kept with the consent, word for word. */
export function namedInConsent(request: SessionRequest, installation: Installation, { t }: Texts): string {
  const { company } = installation.settings;
  const { assignee } = request;
  switch (assignee.kind) {
    case 'agent':
      return t('named.agent', { agent: assignee.agent.name, company });
    case 'queue':
      return t('named.queue', { queue: assignee.name, company });
    case 'unassigned':
    case 'client':
      return t('named.company', { company });
    default:
      return assignee satisfies never;
  }
}

/** The person a consent was given to, when somebody else is connecting now; null when it is the same, or consent named a team. */
export function replacedAgent(consent: Consent, request: SessionRequest, installation: Installation): string | null {
  if (consent.source !== 'join-page') return null;
  const { t } = texts(consent.language);
  const { company } = installation.settings;
  const now = agentOf(request);
  if (now === null || request.assignee.kind !== 'agent') return null;
  if (
    consent.named === t('named.company', { company }) ||
    consent.named === t('named.agent', { agent: now.name, company })
  ) {
    return null;
  }
  if (isFilled(consent.named, t('named.queue', { queue: '\n', company }))) return null;
  return consent.named;
}

/** Whether `text` is `pattern` with its line break filled in. */
function isFilled(text: string, pattern: string): boolean {
  const [before = '', after = ''] = pattern.split('\n');
  return text.length > before.length + after.length && text.startsWith(before) && text.endsWith(after);
}
