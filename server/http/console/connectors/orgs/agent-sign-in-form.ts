import type { ShownOrgClient } from '../../../../sign-in/org/org-clients.ts';
import type { Texts } from '../../../../texts/texts.ts';
import { textField, wholeNumberField } from '../../field-readers.ts';
import type { FieldReader } from '../../form-reading.ts';
import type { FieldSpec } from '../../form-view.ts';

const USUAL_HOURS = 8;
const MOST_HOURS = 24;
const MOST_SECRET_CHARS = 1000;

/** Taken as it is, apart from what pasting adds at the ends. */
const secretField: FieldReader<string> = (raw) => {
  const typed = (raw[0] ?? '').trim();
  return typed.length > MOST_SECRET_CHARS
    ? { ok: false, error: { key: 'console.error.tooLong', params: { count: MOST_SECRET_CHARS } } }
    : { ok: true, value: typed };
};

export const agentSignInReaders = {
  clientId: textField({ most: 300, required: true }),
  clientSecret: secretField,
  hours: wholeNumberField(1, MOST_HOURS),
};

/** The app by which agents sign in; the secret is a field whose content is never sent back. */
export function agentSignInSpecs(shown: ShownOrgClient | null, texts: Texts): readonly FieldSpec[] {
  return [
    {
      kind: 'text',
      name: 'clientId',
      label: texts.t('console.org.clientId'),
      value: shown?.clientId ?? '',
      required: true,
      hint: texts.t('console.orgSignIn.clientIdHint'),
    },
    {
      kind: 'password',
      name: 'clientSecret',
      label: texts.t('console.org.clientSecret'),
      autocomplete: 'new-password',
      hint: texts.t(shown === null ? 'console.orgSignIn.secretHint' : 'console.orgSignIn.secretKept'),
    },
    {
      kind: 'number',
      name: 'hours',
      label: texts.t('console.orgSignIn.hours'),
      value: String(shown?.hours ?? USUAL_HOURS),
      required: true,
      hint: texts.t('console.orgSignIn.hoursHint'),
    },
  ];
}
