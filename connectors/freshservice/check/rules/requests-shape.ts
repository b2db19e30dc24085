import { z } from 'zod';
import { REQUESTS } from '../app.ts';
import { fieldsOf } from '../json-at.ts';
import type { Rule } from '../rule.ts';
import { shapeTroubles } from './shape.ts';

const MOST_TEMPLATES = 100;
const NAME = /^[A-Za-z0-9_-]+$/;

const texts = z.record(z.string(), z.string());
const template = z.strictObject({
  schema: z.strictObject({
    protocol: z.literal('https', 'The protocol is "https".').optional(),
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], 'The method is GET, POST, PUT, PATCH or DELETE.'),
    host: z.string(),
    path: z.string(),
    headers: texts.optional(),
    query: texts.optional(),
  }),
  options: z
    .strictObject({
      maxAttempts: z.number().optional(),
      retryDelay: z.number().optional(),
      oauth: z.string().optional(),
    })
    .optional(),
});

export const requestsShape: Rule = {
  name: 'requests-shape',
  promise: 'every request template has the fields of platform 3.0; its body comes with the call',
  find: ({ requests }) => (requests === null ? [] : shapeTroubles(z.record(z.string(), template), requests, REQUESTS)),
};

export const requestNames: Rule = {
  name: 'request-names',
  promise: 'at most 100 templates, named with letters, digits, _ and -',
  find: ({ requests }) => {
    const names = Object.keys(fieldsOf(requests));
    const troubles = names
      .filter((name) => !NAME.test(name))
      .map((name) => ({ file: REQUESTS, message: `"${name}": a template's name has letters, digits, _ and - only.` }));
    if (names.length <= MOST_TEMPLATES) return troubles;
    const message = `There are ${names.length} templates; the platform takes ${MOST_TEMPLATES} at the most.`;
    return [...troubles, { file: REQUESTS, message }];
  },
};
