import type { Request } from 'express';
import type { z } from 'zod';
import type { Reply } from '../reply.ts';
import type { ApiDeps } from './api-deps.ts';

/** One operation of the API: what it takes, what it answers, and what carries it out. Routes and OpenAPI are made from the same value. */
export type ApiRoute = {
  readonly method: 'get' | 'post';
  /** Express path below `/api/v1`, with `:name` parameters. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly query: z.ZodObject | null;
  readonly body: z.ZodType | null;
  readonly answer: {
    /** The same answer under each of these; the first is the usual one. */
    readonly statuses: readonly [number, ...number[]];
    readonly description: string;
    readonly schema: z.ZodType | null;
  };
  /** Problems it may answer beside 400, 401, 422 and 500, and 413 and 415 when it takes a body. */
  readonly problems: readonly number[];
  readonly handle: (deps: ApiDeps, request: Request) => Promise<Reply>;
};
