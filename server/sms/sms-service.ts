import type { Clock } from '../../core/ports/world.ts';
import type { SmsCall } from '../../core/ports/sms.ts';
import type { NoteBounce } from '../invitations/bounces.ts';
import type { InvitationNews } from '../invitations/invitation-news.ts';
import type { CurrentSms, SmsAdapter } from './current-sms.ts';
import type { SmsBook, SmsRecord } from './sms-book.ts';

/** Sending by SMS, for those who send and those who hear what became of it. */
export type SmsService = {
  readonly current: CurrentSms;
  readonly book: SmsBook;
  /** Tells what the network said last of a message, where that is an end. */
  tellEnd(record: SmsRecord): Promise<void>;
  /** Carries out a call of the service. False: it is not proved to be from it. */
  hear(call: SmsCall): Promise<boolean>;
};

type Parts = {
  readonly current: CurrentSms;
  readonly adapter: SmsAdapter;
  readonly book: SmsBook;
  readonly noteBounce: NoteBounce;
  readonly record: (news: InvitationNews) => Promise<void>;
  readonly clock: Clock;
};

export function createSmsService({ current, adapter, book, noteBounce, record, clock }: Parts): SmsService {
  const tellEnd = async ({ state, deliveryId, requestId, attemptId, because }: SmsRecord): Promise<void> => {
    const reference = `${deliveryId}:${attemptId}:${state}`;
    if (state === 'lost') await noteBounce({ deliveryId, channel: 'sms', because, reference });
    if (state === 'delivered') {
      await record({ requestId, channel: 'sms', result: 'delivered', because: '', reference });
    }
  };
  return {
    current,
    book,
    tellEnd,
    hear: async (call) => {
      const now = await current();
      const news = now === null ? null : adapter.readCall(now.settings, call);
      if (news === null) return false;
      if (news === 'nothing') return true;
      if (news.kind === 'answer') {
        if (news.wish === 'stop') await book.stop(news.from, clock.now());
        if (news.wish === 'start') await book.start(news.from);
        return true;
      }
      const ended = await book.progress(news);
      if (ended !== null) await tellEnd(ended);
      return true;
    },
  };
}
