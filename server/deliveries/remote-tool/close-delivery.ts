import { z } from 'zod';
import type { NewDelivery } from '../../../core/ports/stores.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { remoteToolChannel } from '../delivery-channel.ts';

export const SESSION_CLOSE = 'session-close';

/** A session of the remote tool, by the account it is in and the tool's own id. */
export const remoteSessionName = z.object({ accountId: z.string(), sessionId: z.string() });
export type RemoteSessionName = z.infer<typeof remoteSessionName>;

/** Ends a session. In a lane of its own: a comment that hangs must not hold it up. */
export function closeDelivery(
  request: Pick<SessionRequest, 'id' | 'installationId'>,
  { accountId, sessionId }: RemoteSessionName,
  { id, now }: { readonly id: string; readonly now: EpochMs },
): NewDelivery {
  const channel = remoteToolChannel(accountId);
  return {
    id,
    kind: SESSION_CLOSE,
    installationId: request.installationId,
    requestId: request.id,
    channel,
    lane: `${channel}:close:${sessionId}`,
    notBefore: now,
    payload: JSON.stringify({ accountId, sessionId }),
    mergeKey: `${SESSION_CLOSE}:${accountId}/${sessionId}`,
  };
}
