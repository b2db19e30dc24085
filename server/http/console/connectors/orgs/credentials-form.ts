import type { OrgCredentials } from '../../../../installations/org-credentials.ts';
import type { Texts } from '../../../../texts/texts.ts';
import { choiceField, textField } from '../../field-readers.ts';
import { type FieldError, type FieldReader, type FormState, type ReadValues, withError } from '../../form-reading.ts';
import type { FieldSpec } from '../../form-view.ts';
import type { OrgDeps } from './org-deps.ts';

const GRANTS = ['client-credentials', 'jwt'] as const;
const MOST_SECRET_CHARS = 10_000;
const WHOLE_KEY = /^(-----BEGIN (?:RSA )?PRIVATE KEY-----)([A-Za-z0-9+/=\s]+)(-----END (?:RSA )?PRIVATE KEY-----)$/;

/** Secrets are taken as they are, apart from what pasting adds at the ends. */
const secretField: FieldReader<string> = (raw) => {
  const typed = (raw[0] ?? '').trim();
  return typed.length > MOST_SECRET_CHARS
    ? { ok: false, error: { key: 'console.error.tooLong', params: { count: MOST_SECRET_CHARS } } }
    : { ok: true, value: typed };
};

export const credentialsReaders = {
  grant: choiceField(GRANTS),
  clientId: textField({ most: 300, required: true }),
  clientSecret: secretField,
  username: textField({ most: 200 }),
  privateKey: secretField,
};

export type CredentialsReading =
  | { readonly ok: true; readonly credentials: OrgCredentials }
  | { readonly ok: false; readonly state: FormState };

/** Puts together what the chosen way of signing in needs; the fields of the other way are not looked at. */
export function credentialsFrom(
  values: ReadValues<typeof credentialsReaders>,
  state: FormState,
  isSigningKey: OrgDeps['isSigningKey'],
): CredentialsReading {
  const wrong = (name: string, error: FieldError): CredentialsReading => ({
    ok: false,
    state: withError(state, name, error),
  });
  const empty = { key: 'console.error.empty' } as const;
  const { grant, clientId, clientSecret, username } = values;
  switch (grant) {
    case 'client-credentials':
      if (clientSecret === '') return wrong('clientSecret', empty);
      return { ok: true, credentials: { kind: grant, clientId, clientSecret } };
    case 'jwt': {
      if (username === '') return wrong('username', empty);
      if (values.privateKey === '') return wrong('privateKey', empty);
      const privateKey = withLines(values.privateKey);
      if (!isSigningKey(privateKey)) return wrong('privateKey', { key: 'console.error.privateKey' });
      return { ok: true, credentials: { kind: grant, clientId, username, privateKey } };
    }
    default:
      return grant satisfies never;
  }
}

/** A field of one line takes the breaks out of a pasted key. */
function withLines(key: string): string {
  const [, begin, content = '', end] = WHOLE_KEY.exec(key) ?? [];
  if (begin === undefined || end === undefined) return key;
  const lines = content.replaceAll(/\s+/g, '').match(/.{1,64}/g) ?? [];
  return [begin, ...lines, end, ''].join('\n');
}

/** Secrets are fields whose content is never sent back. */
export function credentialsSpecs(texts: Texts): readonly FieldSpec[] {
  return [
    {
      kind: 'select',
      name: 'grant',
      label: texts.t('console.org.grant'),
      value: 'client-credentials',
      hint: texts.t('console.org.grantHint'),
      options: GRANTS.map((grant) => ({ value: grant, label: texts.t(`console.org.grants.${grant}`) })),
    },
    {
      kind: 'text',
      name: 'clientId',
      label: texts.t('console.org.clientId'),
      value: '',
      required: true,
      hint: texts.t('console.org.clientIdHint'),
    },
    {
      kind: 'password',
      name: 'clientSecret',
      label: texts.t('console.org.clientSecret'),
      hint: texts.t('console.org.clientSecretHint'),
    },
    {
      kind: 'text',
      name: 'username',
      label: texts.t('console.org.username'),
      value: '',
      hint: texts.t('console.org.jwtHint'),
    },
    {
      kind: 'password',
      name: 'privateKey',
      label: texts.t('console.org.privateKey'),
      hint: texts.t('console.org.privateKeyHint'),
    },
  ];
}
