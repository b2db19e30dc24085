import type { Channel } from '../../core/session-request/values.ts';
import type { InvitationNews } from './invitation-news.ts';
import type { BouncedDelivery } from '../deliveries/store/bounce-delivery.ts';

/** A message that was handed over and then came back. */
export type Bounce = {
  readonly deliveryId: string;
  readonly channel: Channel;
  /** One sentence. */
  readonly because: string;
  /** The same twice is one entry of the log. */
  readonly reference: string;
};

/** Notes that a message came back. False: it is not (yet) known as delivered, so nothing was noted. */
export type NoteBounce = (bounce: Bounce) => Promise<boolean>;

export function createNoteBounce(
  park: (deliveryId: string, because: string) => Promise<BouncedDelivery | null>,
  record: (news: InvitationNews) => Promise<void>,
): NoteBounce {
  return async ({ deliveryId, channel, because, reference }) => {
    const bounced = await park(deliveryId, because);
    if (bounced === null) return false;
    // Of the other messages the delivery itself tells, where it can be sent again.
    if (isInvitation(bounced.payload)) {
      await record({ requestId: bounced.requestId, channel, result: 'bounced', because, reference });
    }
    return true;
  };
}

function isInvitation(payload: string): boolean {
  const { mail, sms } = JSON.parse(payload) as { readonly mail?: unknown; readonly sms?: unknown };
  return mail === 'invitation' || sms === 'invitation';
}
