import { MANIFEST } from '../app.ts';
import { fieldsOf, jsonAt } from '../json-at.ts';
import type { Rule } from '../rule.ts';

/** What platform 2.x had at the top of the manifest, and what to do instead. */
export const OLD_KEYS: ReadonlyMap<string, string> = new Map([
  ['product', 'Put places and events under "modules".'],
  ['whitelisted-domains', 'Name the host in config/requests.json.'],
  ['requests', 'Put it under "modules" › "common".'],
  ['features', 'Take it out; 3.0 finds out by itself.'],
]);

export const noOldKeys: Rule = {
  name: 'no-old-keys',
  promise: 'nothing is left of platform 2.x in manifest.json',
  find: ({ manifest }) =>
    Object.keys(fieldsOf(manifest)).flatMap((key) => {
      const instead = OLD_KEYS.get(key);
      return instead === undefined ? [] : [{ file: MANIFEST, message: `"${key}" belongs to platform 2.x. ${instead}` }];
    }),
};

export const platformVersion: Rule = {
  name: 'platform-version',
  promise: 'the app is for platform 3.0, the only one where each agent can sign in',
  find: ({ manifest }) => {
    const version = jsonAt(manifest, 'platform-version');
    if (version === '3.0' || typeof version !== 'string') return [];
    const message = `"platform-version" is "${version}". It must be "3.0": older platforms are withdrawn, and 3.1 lets only the account sign in.`;
    return [{ file: MANIFEST, message }];
  },
};
