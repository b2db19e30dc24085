import webhooks from 'twilio/lib/webhooks/webhooks.js';
import type { ReadSmsCall, SmsCall, SmsNews, SmsState } from '../../../core/ports/sms.ts';

/** A message's ways at Twilio. https://www.twilio.com/docs/messaging/api/message-resource */
const STATES: Readonly<Record<string, SmsState>> = {
  accepted: 'under-way',
  scheduled: 'under-way',
  queued: 'under-way',
  sending: 'under-way',
  sent: 'under-way',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'lost',
  failed: 'lost',
  canceled: 'lost',
};

/** Why a message was lost, for the agent. Anything else is told by its number. */
const REASONS: Readonly<Record<string, string>> = {
  30002: 'The SMS account is suspended.',
  30003: 'The phone is off or out of reach.',
  30004: 'The recipient has blocked messages.',
  30005: 'The number does not exist any more.',
  30006: 'The number is a landline, or its network takes no SMS.',
  30007: 'The mobile network filtered the message.',
  30008: 'The mobile network did not say why.',
  30032: 'The sender number is not verified for this network.',
  30034: 'The sender number is not registered for this network.',
  21610: 'The recipient answered STOP.',
};

const STOP = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);
const START = new Set(['START', 'YES', 'UNSTOP']);

/** Reads what Twilio posts to us: only with a signature made with the account's auth token, over this very address and these fields. */
export function createReadCall(account: { readonly accountSid: string; readonly authToken: string }): ReadSmsCall {
  return (call) => {
    const { url, fields } = call;
    const signature = call.header('x-twilio-signature') ?? '';
    if (!webhooks.validateRequest(account.authToken, signature, url, fields)) return null;
    if (fields['AccountSid'] !== account.accountSid) return null;
    return newsOf(call) ?? 'nothing';
  };
}

function newsOf({ url, fields }: SmsCall): SmsNews | null {
  const remoteId = fields['MessageSid'] ?? '';
  const status = fields['MessageStatus'];
  if (status !== undefined) {
    const state = STATES[status.toLowerCase()];
    const reference = new URL(url).pathname.split('/').at(-1) ?? '';
    if (state === undefined || reference === '') return null;
    return { kind: 'progress', reference, remoteId, state, because: state === 'lost' ? whyLost(fields) : '' };
  }
  const from = fields['From'] ?? '';
  if (fields['Body'] === undefined || !/^\+[1-9][0-9]{6,14}$/.test(from)) return null;
  return { kind: 'answer', from, wish: wishOf(fields) };
}

function whyLost({ ErrorCode: code = '' }: SmsCall['fields']): string {
  const number = /^[0-9]{5}$/.test(code) ? ` (${code})` : '';
  return (number === '' ? undefined : REASONS[code]) ?? `The SMS could not be delivered${number}.`;
}

/** Twilio says it itself where it keeps a list of those who do not want messages; otherwise the first word counts. */
function wishOf({ OptOutType: told, Body: body = '' }: SmsCall['fields']): 'stop' | 'start' | null {
  if (told === 'STOP') return 'stop';
  if (told === 'START') return 'start';
  const word = body.normalize('NFKC').trim().toUpperCase();
  if (STOP.has(word)) return 'stop';
  return START.has(word) ? 'start' : null;
}
