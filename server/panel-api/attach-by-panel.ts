import type { Installation } from '../../core/ports/installation.ts';
import type { Refusal } from '../../core/session-request/refusals.ts';
import type { Person } from '../../core/people/rights.ts';
import type { Attached } from '../session-watch/attach-session.ts';
import { readExternalId, type SessionName } from '../session-watch/external-id.ts';
import type { SeenSession, SeenSessions } from '../session-watch/seen-sessions.ts';
import { sessionNote } from '../session-watch/session-note.ts';
import { texts } from '../texts/texts.ts';
import type { AgentCaller } from './agent-caller.ts';

export type AttachByPanel = (caller: AgentCaller, requestId: string, session: string) => Promise<AttachAnswer>;
export type AttachAnswer =
  | { readonly ok: true; readonly replayed: boolean }
  | { readonly ok: false; readonly refusal: Refusal };

type Attach = (
  person: Person,
  name: SessionName,
  requestId: string,
  note: (session: SeenSession) => string,
) => Promise<Attached>;

/** "It belongs here", pressed in a panel. Pressed twice, or by two agents, it is so once. */
export function createAttachByPanel(attach: Attach, sessions: Pick<SeenSessions, 'find'>): AttachByPanel {
  return async ({ person, proof, installation }, requestId, session) => {
    // The log keeps who said so: that must be certain.
    if (proof !== 'signed-in') return { ok: false, refusal: { reason: 'sign-in-needed' } };
    const name = readExternalId(session);
    if (name === null) return { ok: false, refusal: { reason: 'nothing-changed' } };
    const answer = await attach(person, name, requestId, (seen) => noteFor(seen, installation));
    if (answer.ok) return { ok: true, replayed: false };
    if (answer.reason !== 'no-such-session') return { ok: false, refusal: { reason: answer.reason } };
    const isHere = (await sessions.find(name))?.requestId === requestId;
    return isHere ? { ok: true, replayed: true } : { ok: false, refusal: { reason: 'nothing-changed' } };
  };
}

function noteFor(session: SeenSession, { settings }: Installation): string {
  return sessionNote(session, texts(settings.language), settings.timeZone);
}
