import type { RecipientErased } from '../events.ts';
import type { SessionRequest } from '../states.ts';

/** The request without anything personal of its recipient. Who worked on it, when, and how it ended stays; the old link dies. */
export function erased(request: SessionRequest, { pseudonym, at }: RecipientErased): SessionRequest {
  const ended = request.status === 'Closed' ? { ...request, note: '', rating: null } : request;
  return {
    ...ended,
    recipient: { name: pseudonym, email: null, phone: null },
    comment: '',
    ticket: request.ticket === null ? null : { ...request.ticket, subject: '' },
    device: null,
    readiness: null,
    sessionLink: null,
    addressSource: null,
    proposals: [],
    downloadAt: null,
    callBack: null,
    linkGeneration: request.linkGeneration + 1,
    erasedAt: at,
  };
}
