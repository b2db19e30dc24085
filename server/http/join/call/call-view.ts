import { isActive } from '../../../../core/session-request/states.ts';
import type { EpochMs } from '../../../../core/session-request/values.ts';
import type { Opened } from '../open-link.ts';

/** What the page says of being called. The number itself is never shown again: somebody else may hold the link. */
export type CallView = {
  readonly isAsked: boolean;
  /** From then on it can be asked for again; null: it can now. */
  readonly againAt: EpochMs | null;
};

/** Null where the help desk does not call, and once the request is over. */
export function callView({ request, installation, now }: Opened): CallView | null {
  const { callBacks, callBackAgainAfterMs } = installation.settings.lifecycle;
  if (!isActive(request)) return null;
  const { callBack } = request;
  const isAsked = callBack?.isOpen === true;
  if (!callBacks && !isAsked) return null;
  const againAt = callBack === null ? now : callBack.askedAt + callBackAgainAfterMs;
  return { isAsked, againAt: againAt > now ? againAt : null };
}
