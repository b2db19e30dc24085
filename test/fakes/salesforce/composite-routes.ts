import { z } from 'zod';
import { METHODS } from './api-call.ts';
import type { ApiAnswer, ApiCall, Route } from './api-call.ts';
import { dispatch } from './dispatch.ts';
import { Refusal } from './refusal.ts';
import { isObject, textOf } from './values.ts';

const MOST = 25;

export const partsSchema = z
  .array(
    z.object({
      method: z.enum(METHODS),
      url: z.string(),
      referenceId: z.string().regex(/^[A-Za-z]\w*$/),
      body: z.unknown().optional(),
      httpHeaders: z.record(z.string(), z.string()).optional(),
    }),
  )
  .min(1);
const compositeSchema = z.object({
  allOrNone: z.boolean().default(false),
  collateSubrequests: z.boolean().optional(),
  compositeRequest: partsSchema,
});
export type Part = z.output<typeof partsSchema>[number];
export type Done = { readonly part: Part; readonly answer: ApiAnswer };

const ROLLED_BACK = 'The transaction was rolled back since another operation in the same transaction failed.';

/** A call of several calls that stand or fall together, or each for itself. */
export function compositeRoute(routes: () => readonly Route[]): Route {
  return {
    name: 'composite',
    methods: ['POST'],
    pattern: /^\/composite\/?$/,
    handle(call) {
      const read = compositeSchema.safeParse(call.body);
      if (!read.success) {
        throw new Refusal(
          400,
          'JSON_PARSER_ERROR',
          read.error.issues.map((one) => `${one.path.join('.')}: ${one.message}`).join('; '),
        );
      }
      const { allOrNone, compositeRequest: parts } = read.data;
      refuseTooMuch(parts);
      return { status: 200, body: { compositeResponse: carryOut(call, routes(), parts, allOrNone).map(viewOf) } };
    },
  };
}

function refuseTooMuch(parts: readonly Part[]): void {
  if (parts.length > MOST) {
    throw new Refusal(400, 'LIMIT_EXCEEDED', `A composite request may have at most ${String(MOST)} subrequests.`);
  }
  refuseSameNames(parts);
}

export function refuseSameNames(parts: readonly Part[]): void {
  if (new Set(parts.map((part) => part.referenceId)).size < parts.length) {
    throw new Refusal(400, 'INVALID_INPUT', 'Each referenceId may be used once.');
  }
}

/** Thrown to undo everything that was done before. */
class Undone extends Error {
  readonly code = 'fake.undone';
}

/** Carries out parts in their order; with `allOrNone` one that is refused takes back those before it and stops those behind it. */
export function carryOut(call: ApiCall, routes: readonly Route[], parts: readonly Part[], allOrNone: boolean): Done[] {
  const done: Done[] = [];
  let failed: Done | null = null;
  try {
    call.org.store.transaction(() => {
      for (const part of parts) {
        const one: Done = { part, answer: answerPart(call, routes, part, done) };
        done.push(one);
        if (one.answer.status >= 300 && allOrNone) {
          failed = one;
          throw new Undone();
        }
      }
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  if (failed === null) return done;
  return parts.map(
    (part) => done.find((one) => one === failed && one.part === part) ?? { part, answer: halted(ROLLED_BACK) },
  );
}

function answerPart(call: ApiCall, routes: readonly Route[], part: Part, done: readonly Done[]): ApiAnswer {
  try {
    const target = String(filledIn(part.url, done));
    const url = new URL(target, 'http://composite.example');
    const path = /^\/services\/data\/v\d+\.\d(?<rest>\/.*)$/.exec(url.pathname)?.groups?.['rest'];
    if (path === undefined || /^\/composite(?:\/graph)?\/?$/.test(path)) {
      return {
        status: 400,
        body: [{ errorCode: 'INVALID_INPUT', message: `The url ${target} is not a resource of this API.` }],
      };
    }
    const body = part.body === undefined ? undefined : filledIn(part.body, done);
    return dispatch(routes, { ...call, method: part.method, path, query: url.searchParams, body });
  } catch (error) {
    if (error instanceof Refusal) return halted(error.message);
    throw error;
  }
}

export function halted(message: string): ApiAnswer {
  return { status: 400, body: [{ errorCode: 'PROCESSING_HALTED', message }] };
}

/** Puts what earlier parts answered in place of `@{reference.path}`. Throws when there is no such answer. */
function filledIn(value: unknown, done: readonly Done[]): unknown {
  if (Array.isArray(value)) return value.map((one) => filledIn(one, done));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filledIn(one, done)]));
  if (typeof value !== 'string') return value;
  return value.replaceAll(/@\{([^}]+)\}/g, (_, reference: string) => {
    const [id = '', ...path] = reference.split(/[.[\]]+/).filter((step) => step !== '');
    const answer = done.find((one) => one.part.referenceId === id && one.answer.status < 300)?.answer.body;
    const found = path.reduce<unknown>(
      (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
      answer,
    );
    if (typeof found !== 'string' && typeof found !== 'number') {
      throw new Refusal(
        400,
        'PROCESSING_HALTED',
        `Invalid reference specified. No value for ${reference} found in ${id}.`,
      );
    }
    return textOf(found);
  });
}

export function viewOf({ part, answer }: Done): Record<string, unknown> {
  const location = answer.headers?.['location'];
  return {
    body: answer.body ?? null,
    httpHeaders: location === undefined ? {} : { Location: location },
    httpStatusCode: answer.status,
    referenceId: part.referenceId,
  };
}
