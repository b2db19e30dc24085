import { z } from 'zod';
import { OAUTH } from '../app.ts';
import type { Rule } from '../rule.ts';
import { shapeTroubles } from './shape.ts';

const field = z.strictObject({
  display_name: z.string().min(1),
  description: z.string().min(1),
  type: z.literal('text', 'The type is "text".'),
  required: z.boolean().optional(),
  secure: z.boolean().optional(),
});

const integration = z.strictObject({
  display_name: z.string().min(1),
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  authorize_url: z.string().min(1),
  token_url: z.string().min(1),
  token_type: z.enum(['account', 'agent'], 'The token_type is "account" or "agent".'),
  options: z.strictObject({ scope: z.string() }).optional(),
  oauth_iparams: z.record(z.string(), field).optional(),
});

const schema = z.strictObject({ integrations: z.record(z.string(), integration) });

export const oauthShape: Rule = {
  name: 'oauth-shape',
  promise: 'the sign-in has the fields of platform 3.0; the address to come back to is Freshworks’ own',
  find: ({ oauth }) => (oauth === null ? [] : shapeTroubles(schema, oauth, OAUTH)),
};
