import { z } from 'zod';
import { faultRuleSchema } from './faults.ts';
import { SEED_NAMES } from './seed.ts';

const id = z.string().regex(/^[0-9A-Za-z]{15,18}$/);
const fields = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
/** Who does it: absent, the platform itself, without any rights being asked. */
const as = id.optional();

/** Bodies of the control API. Unknown fields are refused, so that a typing error in a test is seen. */
export const BODIES = {
  settings: z.strictObject({
    caseSharing: z.enum(['private', 'read']).optional(),
    feeds: z.boolean().optional(),
    queryBatch: z.number().int().min(1).max(2000).optional(),
    dailyCalls: z.number().int().min(1).optional(),
    dailyEvents: z.number().int().min(0).optional(),
    tokenMinutes: z.number().min(0).optional(),
    instanceUrl: z.url().nullable().optional(),
    allowedOrigins: z.array(z.string()).optional(),
  }),
  reset: z.strictObject({ seed: z.enum(SEED_NAMES).optional() }),
  clock: z.strictObject({ advanceMs: z.number().int().min(0) }),
  faults: z.strictObject({ rules: z.array(faultRuleSchema), seed: z.number().int().default(1) }),
  outage: z.strictObject({ forMs: z.number().int().min(1).max(600_000) }),
  usage: z.strictObject({ calls: z.number().int().min(0) }),
  insert: z.strictObject({ object: z.string(), fields, as }),
  update: z.strictObject({ object: z.string(), id, fields, as }),
  remove: z.strictObject({ object: z.string(), id, as }),
  restore: z.strictObject({ object: z.string(), id }),
  merge: z.strictObject({ id, into: id }),
  assign: z.strictObject({ userId: id, set: z.string(), held: z.boolean() }),
  grant: z.strictObject({ set: z.string(), user: z.array(z.string()) }),
  session: z.strictObject({ userId: id }),
  signsIn: z.strictObject({ userId: id.nullable(), byPage: z.boolean().default(false) }),
  revoke: z.strictObject({ userId: id.optional() }),
  verified: z.strictObject({ userId: id, verified: z.boolean() }),
  app: z.strictObject({
    clientId: z.string().min(1),
    clientSecret: z.string().min(1).optional(),
    runAs: id.nullable().optional(),
    publicKey: z.string().nullable().optional(),
    approvedSets: z.array(z.string()).nullable().optional(),
    redirectUris: z.array(z.url()).optional(),
    scopes: z.array(z.string()).optional(),
    rotation: z.boolean().optional(),
    needsPkce: z.boolean().optional(),
  }),
  refusals: z.strictObject({
    problems: z.array(
      z.strictObject({
        type: z.string(),
        fullName: z.string(),
        problem: z.string(),
        line: z.number().int().optional(),
      }),
    ),
  }),
  publish: z.strictObject({ object: z.string(), fields, as }),
  stream: z.strictObject({
    stalled: z.boolean().optional(),
    invalidReplay: z.boolean().optional(),
    overDailyLimit: z.boolean().optional(),
    duplicates: z.boolean().optional(),
    reversed: z.boolean().optional(),
    /** Once, now. */
    act: z.enum(['forget-clients', 'cut']).optional(),
  }),
} as const;

export type ControlBody<Name extends keyof typeof BODIES> = z.input<(typeof BODIES)[Name]>;
export type ReadBody<Name extends keyof typeof BODIES> = z.output<(typeof BODIES)[Name]>;
