import { z } from 'zod';
import { IPARAMS } from '../app.ts';
import { entriesAt } from '../json-at.ts';
import type { Rule } from '../rule.ts';
import { shapeTroubles } from './shape.ts';

const TYPES = [
  'text',
  'dropdown',
  'email',
  'phone_number',
  'paragraph',
  'number',
  'url',
  'radio',
  'checkbox',
  'multiselect',
  'date',
] as const;

const field = z.strictObject({
  display_name: z.string().min(1),
  description: z.string().min(1, 'The admin needs a sentence that says what to enter.'),
  type: z.enum(TYPES, `The type is one of: ${TYPES.join(', ')}.`),
  required: z.boolean().optional(),
  visible: z.boolean().optional(),
  default_value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).optional(),
  // Both forms are documented: plain texts, and texts with a value behind them.
  options: z.array(z.union([z.string(), z.strictObject({ label: z.string(), value: z.string() })])).optional(),
  regex: z.record(z.string(), z.string()).optional(),
  secure: z.boolean().optional(),
  'data-bind': z.string().optional(),
  events: z.array(z.strictObject({ change: z.string() })).optional(),
  modules: z.array(z.string()).optional(),
  // Refused by a rule of its own, which says why.
  type_attributes: z.unknown().optional(),
});

export const iparamsShape: Rule = {
  name: 'iparams-shape',
  promise: 'every setting has a name, a sentence that explains it, a known type, and no unknown field',
  find: ({ iparams }) => (iparams === null ? [] : shapeTroubles(z.record(z.string(), field), iparams, IPARAMS)),
};

export const noTypeAttributes: Rule = {
  name: 'no-type-attributes',
  promise: 'no setting has "type_attributes"',
  find: ({ iparams }) =>
    entriesAt(iparams)
      .filter(([, value]) => entriesAt(value).some(([key]) => key === 'type_attributes'))
      .map(([name]) => ({
        file: IPARAMS,
        message: `${name}: "type_attributes" is refused on platform 3.0. Take it out and use the type "text".`,
      })),
};
