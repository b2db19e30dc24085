import { MANIFEST } from '../app.ts';
import { entriesAt, fieldsOf } from '../json-at.ts';
import type { Rule } from '../rule.ts';
import { PRODUCT_MAP } from './product-map.ts';

export const knownModules: Rule = {
  name: 'known-modules',
  promise: 'every module, place and event is one that Freshservice has',
  find: ({ manifest }) =>
    entriesAt(manifest, 'modules').flatMap(([name, module]) => {
      const known = PRODUCT_MAP.get(name);
      if (known === undefined) return [strange(`modules › ${name}`, [...PRODUCT_MAP.keys()])];
      return [...unknownIn(name, module, 'location', known.places), ...unknownIn(name, module, 'events', known.events)];
    }),
};

function unknownIn(name: string, module: unknown, part: string, known: readonly string[]) {
  return entriesAt(module, part)
    .filter(([key]) => !known.includes(key))
    .map(([key]) => strange(`modules › ${name} › ${part} › ${key}`, known));
}

function strange(what: string, known: readonly string[]) {
  const choice = known.length === 0 ? 'It has none there.' : `There are: ${known.join(', ')}.`;
  return { file: MANIFEST, message: `${what} is not known to Freshservice. ${choice}` };
}

export const notOnlyCommon: Rule = {
  name: 'not-only-common',
  promise: 'the app is part of a product module, not only of "common"',
  find: ({ manifest }) => {
    const names = entriesAt(manifest, 'modules').map(([name]) => name);
    if (names.some((name) => name !== 'common')) return [];
    return [{ file: MANIFEST, message: 'modules: name one beside "common", such as "service_ticket".' }];
  },
};

export const nothingEmpty: Rule = {
  name: 'nothing-empty',
  promise: 'no module, and no part of one, is an empty object',
  find: ({ manifest }) =>
    entriesAt(manifest, 'modules').flatMap(([name, module]) =>
      [[name, module] as const, ...entriesAt(module).map(([part, value]) => [`${name} › ${part}`, value] as const)]
        .filter(([, value]) => Object.keys(fieldsOf(value)).length === 0)
        .map(([where]) => ({ file: MANIFEST, message: `modules › ${where} is empty. Take it out.` })),
    ),
};
