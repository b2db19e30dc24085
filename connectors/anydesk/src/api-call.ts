import type { Answer } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done, notDone, unknown } from '../../shared/answers.ts';
import { nothingWasSent, timedOut } from '../../shared/connection-failure.ts';
import { parseJson, readBody } from '../../shared/read-body.ts';
import type { ApiClock } from './api-clock.ts';
import { readApiRefusal } from './api-refusal.ts';
import { type ApiLicence, authorization } from './sign-request.ts';

export type ApiCall = {
  readonly method: 'GET' | 'PATCH' | 'POST';
  /** Path and query exactly as they are sent and signed; made of our own words and checked ids only. */
  readonly resource: string;
  readonly body?: object;
};

/** Makes one signed request and sorts its answer. A 2xx gives its JSON, null for none. */
export type CallApi = (call: ApiCall) => Promise<Answer<unknown>>;

export type ApiOptions = {
  /** As `readApiAddress` gave it. */
  readonly origin: string;
  readonly licence: ApiLicence;
  readonly now: () => EpochMs;
  readonly clock: ApiClock;
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
};

/** A clock that was this wrong is worth a second try with the time that the refusal told. */
const WORTH_SIGNING_ANEW_MS = 10_000;

/** One request at a time, whoever asks: AnyDesk names no limit, so we are polite. */
export function createCallApi(options: ApiOptions): CallApi {
  let last: Promise<unknown> = Promise.resolve();
  return (call) => {
    const mine = last.then(() => callAndCorrect(options, call));
    last = mine.catch(() => null);
    return mine;
  };
}

/** A request that was refused for its time did nothing, so it may be signed and sent again. */
async function callAndCorrect(options: ApiOptions, call: ApiCall): Promise<Answer<unknown>> {
  const first = await callOnce(options, call);
  const isRefused = first.answer.kind === 'not-done' && first.answer.because.code === 'credentials-refused';
  if (!isRefused || first.correctedMs < WORTH_SIGNING_ANEW_MS) return first.answer;
  return (await callOnce(options, call)).answer;
}

type Once = { readonly answer: Answer<unknown>; readonly correctedMs: number };

async function callOnce(options: ApiOptions, call: ApiCall): Promise<Once> {
  const { origin, licence, clock, now, timeoutMs } = options;
  const { method, resource } = call;
  const body = call.body === undefined ? '' : JSON.stringify(call.body);
  const sentAt = now();
  const timestamp = Math.floor(clock.theirNow() / 1000);
  try {
    const response = await fetch(origin + resource, {
      method,
      headers: {
        accept: 'application/json',
        authorization: authorization({ method, resource, body }, timestamp, licence),
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === '' ? {} : { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const correctedMs = clock.learn(response.headers.get('date'), sentAt);
    return { answer: await readAnswer(method, response, options), correctedMs };
  } catch (error) {
    return { answer: readFailure(method, error, timeoutMs), correctedMs: 0 };
  }
}

async function readAnswer(
  method: ApiCall['method'],
  response: Response,
  { maxAnswerBytes }: ApiOptions,
): Promise<Answer<unknown>> {
  const text = await readBody(response, maxAnswerBytes);
  if (response.status < 200 || response.status >= 300) return readApiRefusal(method, response.status);
  if (text === null) return ambiguous(method, 'AnyDesk’s answer is longer than can be read.');
  if (text.trim() === '') return done(null);
  const json = parseJson(text);
  // An answer of somebody in between, such as a sign-in page of the network, must not pass for AnyDesk's.
  return json === undefined ? ambiguous(method, 'AnyDesk’s answer cannot be read.') : done(json);
}

function readFailure(method: ApiCall['method'], error: unknown, timeoutMs: number): Answer<never> {
  if (nothingWasSent(error)) {
    const because = 'AnyDesk’s REST API cannot be reached. It needs an outgoing connection to its port, usually 8081.';
    return notDone('soon', 'unreachable', because);
  }
  if (timedOut(error)) {
    return ambiguous(method, `AnyDesk’s REST API did not answer within ${Math.round(timeoutMs / 1000)} seconds.`);
  }
  return ambiguous(method, 'The connection to AnyDesk’s REST API broke off.');
}

/** What only reads may simply be asked again. */
function ambiguous(method: ApiCall['method'], because: string): Answer<never> {
  return method === 'GET' ? notDone('soon', 'unreachable', because) : unknown(because);
}
