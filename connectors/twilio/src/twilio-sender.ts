import type { Answer, Finding } from '../../../core/ports/answer.ts';
import type { Sms, SmsSender } from '../../../core/ports/sms.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { SERVICE_SID, type TwilioAccount } from './account.ts';
import { twilioAnswer } from './twilio-answer.ts';
import { twilioClient } from './twilio-client.ts';

type Options = {
  readonly account: TwilioAccount;
  /** Where Twilio tells what became of a message; null where it could not reach us. */
  readonly statusUrl: ((reference: string) => string) | null;
  readonly timeoutMs?: number;
};

const TIMEOUT_MS = 15_000;
/** Clocks differ: a message may seem to be a little older than the attempt that made it. */
const CLOCKS_DIFFER_MS = 30_000;
const MOST_LISTED = 200;

/** Sends text messages through a Twilio account. Never throws for what Twilio does. */
export function createTwilioSender({ account, statusUrl, timeoutMs = TIMEOUT_MS }: Options): SmsSender {
  // The client is made with the first message.
  let making: ReturnType<typeof twilioClient> | null = null;
  const client = () => (making ??= twilioClient(account, timeoutMs));
  return {
    send: async (sms) => {
      const twilio = await client();
      try {
        const { sid } = await twilio.messages.create({ ...sentBy(account), ...asked(sms, statusUrl) });
        return isMessageSid(sid) ? { kind: 'done', value: { remoteId: sid } } : UNREADABLE;
      } catch (error) {
        return twilioAnswer(error);
      }
    },
    find: (sms, since) => find(client, sms, since),
    verify: async () => {
      const twilio = await client();
      try {
        const { status } = await twilio.api.v2010.accounts(account.accountSid).fetch();
        if (status !== 'active') return [problem(`The Twilio account is ${status}.`, 'Activate it at Twilio.')];
        const found = await findSender(twilio, account);
        return found ? [OK] : [problem('The sender does not belong to this Twilio account.', MEND_SENDER)];
      } catch (error) {
        const answer = twilioAnswer(error);
        const told = answer.kind === 'unknown' ? answer.because : answer.because.message;
        return [problem(told, 'Check account SID, auth token and sender, and whether this server may reach Twilio.')];
      }
    },
  };
}

const UNREADABLE = { kind: 'unknown', because: "Twilio's answer could not be read." } as const;
const MEND_SENDER = 'Enter a number of the account that can send SMS, or the id of a messaging service.';
const OK: Finding = { check: 'sms', level: 'ok', message: 'Twilio accepts account and sender.', mend: null };

function problem(message: string, mend: string): Finding {
  return { check: 'sms', level: 'problem', message, mend };
}

const isMessageSid = (sid: unknown): boolean => typeof sid === 'string' && /^(?:SM|MM)[0-9a-f]{32}$/.test(sid);

function sentBy({ sender }: TwilioAccount) {
  return SERVICE_SID.test(sender) ? { messagingServiceSid: sender } : { from: sender };
}

function asked({ to, text, reference }: Sms, statusUrl: Options['statusUrl']) {
  return { to, body: text, ...(statusUrl === null ? {} : { statusCallback: statusUrl(reference) }) };
}

/** Twilio keeps no reference of ours; number, text and time name the message, as each text carries its own link. */
async function find(
  client: () => ReturnType<typeof twilioClient>,
  { to, text }: Omit<Sms, 'reference'>,
  since: EpochMs,
): Promise<Answer<{ readonly found: string } | 'absent'>> {
  const twilio = await client();
  const from = since - CLOCKS_DIFFER_MS;
  try {
    // Not by date of sending: a message that still waits at Twilio has none.
    const listed = await twilio.messages.list({ to, limit: MOST_LISTED });
    const found = listed.find(({ body, dateCreated }) => body === text && dateCreated.getTime() >= from);
    return { kind: 'done', value: found === undefined ? 'absent' : { found: found.sid } };
  } catch (error) {
    return twilioAnswer(error);
  }
}

async function findSender(twilio: Awaited<ReturnType<typeof twilioClient>>, { sender }: TwilioAccount) {
  if (!SERVICE_SID.test(sender)) {
    const numbers = await twilio.incomingPhoneNumbers.list({ phoneNumber: sender, limit: 20 });
    return numbers.some(({ phoneNumber, capabilities }) => phoneNumber === sender && capabilities.sms);
  }
  // Messaging services live at another host, which a region's address does not cover: the first message tells.
  return true;
}
