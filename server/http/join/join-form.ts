import { z } from 'zod';
import { SYSTEMS } from '../../../core/session-request/readiness.ts';
import { text } from '../../outside-text.ts';

const ISOLATES = /[\u2066-\u2069]/g;
const yes = z.enum(['yes', '']).default('');
const said = z.enum(['yes', 'no', 'unsure', '']).default('');

/** What a form of the join page may hold. Anything that is not of this shape is refused as a whole. */
const joinForm = z.strictObject({
  nonce: z.string().max(80).default(''),
  /** What was typed, without what right-to-left pages put around a number: it is shown again when it cannot be read. */
  address: z
    .string()
    .transform((typed) => typed.replaceAll(ISOLATES, ''))
    .pipe(text({ most: 200 }))
    .default(''),
  consent: z.enum(['yes', '']).default(''),
  seal: z.string().max(40).default(''),
  /** The answer was given on the page that a returning device sees at once: it joins first. */
  joins: yes,
  /** Joins without the address that this browser was used with before. */
  anew: yes,
  outcome: z.enum(['solved', 'cancelled', 'not-stated']).default('not-stated'),
  /** Wishes that can be left out; seeing the screen is what a session is. */
  control: yes,
  files: yes,
  /** Answers of the readiness check. */
  system: z.enum([...SYSTEMS, '']).default(''),
  here: said,
  client: said,
  install: said,
  screen: said,
  stars: z.enum(['1', '2', '3', '4', '5', '']).default(''),
  comment: text({ most: 1000, lines: true }).default(''),
  /** The browser was given our cookie and did not bring it back. */
  cookieless: yes,
  /** The further step: token and typed word. */
  check: z.string().max(60).default(''),
  word: z.string().max(60).default(''),
});

export type JoinForm = z.infer<typeof joinForm>;

/** The form behind a parsed body; null when it is none of ours. */
export function readJoinForm(body: unknown): JoinForm | null {
  const parsed = joinForm.safeParse(body ?? {});
  return parsed.success ? parsed.data : null;
}

/** The values that the further step carries along, without its own. */
export function carriedValues(form: JoinForm): Readonly<Record<string, string>> {
  const { check: _check, word: _word, ...values } = form;
  return values;
}
