import { statusSentence } from '../mail/status-sentence.ts';
import type { DeliveryReport } from '../mail/read-report.ts';
import type { NoteBounce } from './bounces.ts';
import type { InvitationNews } from './invitation-news.ts';

type ReportedDelivery = {
  readonly kind: string;
  readonly state: string;
  readonly requestId: string;
  readonly doneAt: number | null;
};

/** `noted`: the log has it. `later`: the mail is only just being sent, so ask again. `not-ours`: nothing we know, or nothing new. */
export type Heard = 'noted' | 'later' | 'not-ours';

type Parts = {
  readonly find: (deliveryId: string) => Promise<ReportedDelivery | null>;
  readonly noteBounce: NoteBounce;
  readonly record: (news: InvitationNews) => Promise<void>;
  /** Right-hand side of our Message-IDs. */
  readonly mailDomain: string;
};

const OUR_ID = /^<([0-9a-z]{26})@([^<>\s@]+)>$/;

/** Carries out what a mail server reports of a mail of ours. A report twice is noted once. */
export function createHearReport({ find, noteBounce, record, mailDomain }: Parts) {
  return async ({ messageId, outcome, status }: DeliveryReport): Promise<Heard> => {
    const [, deliveryId = '', domain = ''] = OUR_ID.exec(messageId) ?? [];
    if (domain.toLowerCase() !== mailDomain.toLowerCase()) return 'not-ours';
    const delivery = await find(deliveryId);
    if (delivery === null || delivery.kind !== 'email' || outcome === 'under-way') return 'not-ours';
    if (delivery.state === 'attempting' || delivery.state === 'unknown') return 'later';
    if (delivery.state !== 'done') return 'not-ours';
    const reference = `${deliveryId}:${String(delivery.doneAt)}:${outcome}`;
    const { requestId } = delivery;
    if (outcome === 'delivered') {
      await record({ requestId, channel: 'email', result: 'delivered', because: '', reference });
      return 'noted';
    }
    const because = statusSentence(status);
    return (await noteBounce({ deliveryId, channel: 'email', because, reference })) ? 'noted' : 'not-ours';
  };
}
