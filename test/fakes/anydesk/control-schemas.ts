import * as z from 'zod';
import { faultChangeSchema } from './api-faults.ts';
import { PERMISSIONS } from './permissions.ts';

const cid = z.int().min(100_000_000).max(9_999_999_999);
const alias = z
  .string()
  .regex(/^[a-z0-9._-]{1,25}@[a-z0-9._-]{1,32}$/)
  .nullable();
const permission = z.enum(PERMISSIONS.map(({ id }) => id));

/** Bodies of the control routes. `device` absent: the first recipient's or agent's machine. Times are epoch milliseconds. */
export const controlBodies = {
  ring: z.strictObject({ url: z.string().max(400), device: cid.optional() }),
  dial: z.strictObject({ address: z.string().max(400), device: cid.optional() }),
  accept: z.strictObject({ permissions: z.array(permission).optional(), device: cid.optional() }),
  onDevice: z.strictObject({ device: cid.optional() }),
  end: z.strictObject({ by: z.enum(['agent', 'recipient']), device: cid.optional() }),
  device: z.strictObject({
    cid,
    alias: alias.default(null),
    name: z.string().min(1).max(200),
    role: z.enum(['recipient', 'agent']),
    registered: z.boolean().default(false),
    online: z.boolean().default(true),
    clientVersion: z.string().max(40).default('9.0.1'),
  }),
  session: z.strictObject({
    from: z.strictObject({ cid, alias: alias.default(null) }),
    to: z.strictObject({ cid, alias: alias.default(null) }),
    startedAt: z.int().min(0),
    endedAt: z.int().min(0).nullable().default(null),
    comment: z.string().max(4000).nullable().default(null),
  }),
  faults: faultChangeSchema,
  clock: z.strictObject({ advanceMs: z.int().min(0) }),
  nothing: z.strictObject({}),
} as const;

export type NewDeviceBody = z.input<typeof controlBodies.device>;
export type NewSessionBody = z.input<typeof controlBodies.session>;
