import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { ArmedRules } from '../shared/armed-rules.ts';
import type { AdjustableClock } from '../shared/clock.ts';
import { readBody, sendJson } from '../shared/http.ts';
import { type FakeAccount, type FakeSms, take } from './account.ts';
import type { TwilioFault, TwilioRule } from './faults.ts';

export type TwilioParts = {
  readonly account: FakeAccount;
  readonly rules: ArmedRules<TwilioRule>;
  readonly clock: AdjustableClock;
};

type Route = 'create' | 'list' | 'account' | 'numbers';
type Result = { readonly status: number; readonly body: object };

const E164 = /^\+[1-9][0-9]{6,14}$/;
const MOST_BODY = 1600;

/** The part of Twilio's REST API that sends messages and shows them. */
export async function answerApi(parts: TwilioParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { account, rules, clock } = parts;
  const url = new URL(request.url ?? '/', 'http://localhost');
  const route = routeOf(account, request.method ?? '', url.pathname);
  const form = new URLSearchParams((await readBody(request, 100_000)) ?? '');
  if (!isSignedIn(account, request)) return sendJson(response, 401, fault(401, 20003, 'Authenticate'));
  if (route === null) return sendJson(response, 404, fault(404, 20404, 'The requested resource was not found'));
  let taken: Result | null = null;
  const carryOut = (): Result => (taken ??= resultOf(account, route, form, url, clock));
  for (const { fault: struck } of rules.struck(({ on }) => on === undefined || on === route)) {
    const isOver = await strike(struck, response, carryOut);
    if (isOver) return;
  }
  const { status, body } = carryOut();
  sendJson(response, status, body);
}

/** True when the call was answered, or never will be. */
async function strike(struck: TwilioFault, response: ServerResponse, carryOut: () => Result): Promise<boolean> {
  switch (struck.kind) {
    case 'slow':
      await wait(struck.delayMs);
      return false;
    case 'status':
      sendJson(response, struck.status, fault(struck.status, struck.code, 'Told by the fake'));
      return true;
    case 'lost-answer':
      if (struck.kept) carryOut();
      response.destroy();
      return true;
    case 'fault-after-taking':
      carryOut();
      sendJson(response, 500, fault(500, 20500, 'Internal server error'));
      return true;
    case 'garbled':
      carryOut();
      response.writeHead(201, { 'content-type': 'text/html' }).end('<html>proxy</html>');
      return true;
    default:
      return struck satisfies never;
  }
}

function routeOf({ sid }: FakeAccount, method: string, path: string): Route | null {
  const base = `/2010-04-01/Accounts/${sid}`;
  if (path === `${base}.json` && method === 'GET') return 'account';
  if (path === `${base}/Messages.json`) return method === 'POST' ? 'create' : 'list';
  return path === `${base}/IncomingPhoneNumbers.json` && method === 'GET' ? 'numbers' : null;
}

function isSignedIn({ sid, authToken }: FakeAccount, request: IncomingMessage): boolean {
  const expected = `Basic ${Buffer.from(`${sid}:${authToken}`).toString('base64')}`;
  return request.headers.authorization === expected;
}

function resultOf(account: FakeAccount, route: Route, form: URLSearchParams, url: URL, clock: AdjustableClock): Result {
  switch (route) {
    case 'account':
      return { status: 200, body: { sid: account.sid, status: account.status, friendly_name: 'Kestrel' } };
    case 'numbers': {
      const asked = url.searchParams.get('PhoneNumber');
      const numbers = account.numbers.filter((number) => asked === null || number === asked);
      const shown = numbers.map((number) => ({ phone_number: number, capabilities: { sms: true, voice: true } }));
      return { status: 200, body: page('incoming_phone_numbers', shown) };
    }
    case 'list': {
      const to = url.searchParams.get('To');
      const found = account.messages.filter((message) => to === null || message.to === to);
      return {
        status: 200,
        body: page(
          'messages',
          found.map((message) => resource(account, message)),
        ),
      };
    }
    case 'create':
      return create(account, form, clock);
    default:
      return route satisfies never;
  }
}

function create(account: FakeAccount, form: URLSearchParams, clock: AdjustableClock): Result {
  const refuse = (code: number, message: string): Result => ({ status: 400, body: fault(400, code, message) });
  const [to, from, service, body] = ['To', 'From', 'MessagingServiceSid', 'Body'].map((name) => form.get(name) ?? '');
  if (to === undefined || !E164.test(to)) return refuse(21211, `Invalid 'To' Phone Number: ${to ?? ''}`);
  if (service === '' && !account.numbers.includes(from ?? ''))
    return refuse(21606, 'The From phone number is not valid');
  if (body === undefined || body === '') return refuse(21602, 'Message body is required');
  if (body.length > MOST_BODY) return refuse(21617, 'The concatenated message body exceeds the limit');
  return { status: 201, body: resource(account, take(account, form, clock)) };
}

function resource(account: FakeAccount, message: FakeSms): object {
  return {
    account_sid: account.sid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: new Date(message.createdAt).toUTCString().replace('GMT', '+0000'),
    date_sent: null,
    date_updated: new Date(message.createdAt).toUTCString().replace('GMT', '+0000'),
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from: message.from,
    messaging_service_sid: message.serviceSid,
    num_media: '0',
    num_segments: '1',
    price: null,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    to: message.to,
    uri: `/2010-04-01/Accounts/${account.sid}/Messages/${message.sid}.json`,
  };
}

function page(name: string, items: readonly object[]): object {
  return { [name]: items, page: 0, page_size: 1000, next_page_uri: null, first_page_uri: '', uri: '' };
}

function fault(status: number, code: number, message: string): object {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
}
