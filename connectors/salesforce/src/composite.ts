import type { Answer } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done } from '../../shared/answers.ts';
import { API_VERSION } from './api-version.ts';
import type { Send } from './call.ts';
import type { Effect } from './refusal.ts';
import { ambiguous, readRefusal } from './refusal.ts';
import type { WireError } from './refusal.ts';
import { compositeAnswer, errorsBody } from './wire.ts';

export type Part = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `sobjects/`, such as `FeedItem`. */
  readonly path: string;
  readonly name: string;
  readonly body?: Fields;
  /** Fields that take the id of the record that an earlier part makes, by that part's name. */
  readonly idsOf?: Readonly<Record<string, string>>;
};

export type Fields = Readonly<Record<string, string | number | boolean | null>>;

export type PartResult = {
  readonly name: string;
  readonly status: number;
  readonly json: unknown;
  readonly errors: readonly WireError[];
};

export type PartsOptions = {
  readonly effect: Effect;
  /** All of it or nothing. */
  readonly allOrNone: boolean;
};

/** Several writes in one call, in order. What came of each is in the answer: Salesforce says 200 whatever became of them. */
export async function sendParts(
  send: Send,
  parts: readonly Part[],
  { effect, allOrNone }: PartsOptions,
): Promise<Answer<readonly PartResult[]>> {
  const body = { allOrNone, compositeRequest: subrequests(parts) };
  const answer = await send({ method: 'POST', path: '/composite', body, urgency: 'write', effect });
  if (answer.kind !== 'done') return answer;
  const results = readResults(answer.value.json, parts);
  return results === null ? ambiguous(effect, 'The answer of Salesforce could not be read.') : done(results);
}

/** Parts as Salesforce wants them, in one call or in one graph of a call. */
export function subrequests(parts: readonly Part[]): readonly object[] {
  return parts.map((part) => ({
    method: part.method,
    url: `/services/data/v${API_VERSION}/sobjects/${part.path}`,
    referenceId: part.name,
    ...(part.body === undefined ? {} : { body: bodyOf(part.body, part.idsOf ?? {}) }),
  }));
}

/** What came of each part; null when the answer does not tell it of all of them. */
export function readResults(answer: unknown, parts: readonly Part[]): readonly PartResult[] | null {
  const read = compositeAnswer.safeParse(answer);
  if (!read.success || read.data.compositeResponse.length !== parts.length) return null;
  return read.data.compositeResponse.map(({ body: json, httpStatusCode: status, referenceId: name }) => ({
    name,
    status,
    json,
    errors: status >= 400 ? errorsBody.parse(json) : [],
  }));
}

/**
 * Salesforce reads `@{name.field}` in any text as a reference to another part: what people wrote must never be one. The replacement is
 * of the same length, because the text was fitted to its field before.
 */
function bodyOf(fields: Fields, idsOf: Readonly<Record<string, string>>): object {
  const plain = Object.entries(fields).map(([field, value]) => [
    field,
    typeof value === 'string' ? value.replaceAll('@{', '@(') : value,
  ]);
  const ids = Object.entries(idsOf).map(([field, name]) => [field, `@{${name}.id}`]);
  return Object.fromEntries([...plain, ...ids]) as object;
}

/** The part that failed first by itself; those beside it were only taken back with it. Null when all went well. */
export function failedPart(results: readonly PartResult[]): PartResult | null {
  const failed = results.filter(({ status }) => status >= 400);
  return failed.find(({ errors }) => !errors.some(({ code }) => code === 'PROCESSING_HALTED')) ?? failed[0] ?? null;
}

/** What a failed part means. Parts tell what they did, so that nothing is left in doubt. */
export function readPart({ status, errors }: PartResult, now: EpochMs): Answer<never> {
  return readRefusal('idempotent', { status, errors }, now);
}

export function hasCode(part: PartResult, pattern: RegExp): boolean {
  return part.errors.some(({ code }) => pattern.test(code));
}
