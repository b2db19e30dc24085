import { z } from 'zod';
import { MANIFEST } from '../app.ts';
import type { Rule } from '../rule.ts';
import { OLD_KEYS } from './old-keys.ts';
import { shapeTroubles } from './shape.ts';

const location = z.strictObject({ url: z.string(), icon: z.string().optional() });
const handler = z.strictObject({ handler: z.string() });
const productModule = z.strictObject({
  location: z.record(z.string(), location).optional(),
  events: z.record(z.string(), handler).optional(),
});
const commonModule = z.strictObject({
  location: z.record(z.string(), location).optional(),
  events: z.record(z.string(), handler).optional(),
  requests: z.record(z.string(), z.strictObject({})).optional(),
  functions: z.record(z.string(), z.strictObject({ timeout: z.number().optional() })).optional(),
});

const schema = z.strictObject({
  'platform-version': z.string(),
  modules: z.object({ common: commonModule.optional() }).catchall(productModule),
  engines: z.strictObject({ node: z.string(), fdk: z.string() }),
  dependencies: z.record(z.string(), z.string()).optional(),
  scripts: z.strictObject({ 'fdk-unit-test': z.string().optional() }).optional(),
  app: z.strictObject({ tracking_id: z.string(), start_time: z.string() }).optional(),
});

/** Keys of the old platform are another rule's business, which says what has taken their place. */
const withoutOldKeys = z.preprocess(
  (value) =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).filter(([key]) => !OLD_KEYS.has(key)))
      : value,
  schema,
);

export const manifestShape: Rule = {
  name: 'manifest-shape',
  promise: 'manifest.json has the fields of platform 3.0, all that are needed and no others',
  find: ({ files, manifest }) => {
    if (!files.has(MANIFEST)) return [{ file: MANIFEST, message: 'There is no manifest.json. Every app needs one.' }];
    return manifest === null ? [] : shapeTroubles(withoutOldKeys, manifest, MANIFEST);
  },
};
