import type { RemoteAccount } from '../../../session-watch/remote-accounts.ts';
import type { InstallationRow } from '../../../storage/store.ts';
import type { Texts } from '../../../texts/texts.ts';
import { choiceField, optional, pastedSecretField, refined, textField } from '../field-readers.ts';
import type { FieldReader } from '../form-reading.ts';
import type { FieldSpec } from '../form-view.ts';

const LICENCE_ID = /^[0-9]{6,20}$/;
const MOST_PASSWORD_CHARS = 200;

const passwordText = pastedSecretField(MOST_PASSWORD_CHARS);

const neededPassword: FieldReader<string> = (raw) =>
  (raw[0] ?? '').trim() === '' ? { ok: false, error: { key: 'console.error.empty' } } : passwordText(raw);

/** `before` null: a new account, which needs its password. `readApiAddress` gives null for what is no address of AnyDesk's interface. */
export function accountReaders(
  rows: readonly InstallationRow[],
  before: RemoteAccount | null,
  readApiAddress: (text: string) => string | null,
) {
  const addressText = textField({ most: 300 });
  const address: FieldReader<string> = (raw) => {
    const typed = addressText(raw);
    // One that stays as it is was judged when it was stored.
    if (!typed.ok || typed.value === before?.address) return typed;
    const value = readApiAddress(typed.value);
    return value === null ? { ok: false, error: { key: 'console.remote.addressWrong' } } : { ok: true, value };
  };
  return {
    name: textField({ most: 80, required: true }),
    account: optional(choiceField(rows.map((row) => row.installation.id))),
    licenseId: refined(textField({ most: 40, required: true }), (text) => LICENCE_ID.test(text.replaceAll(' ', '')), {
      key: 'console.remote.licenceIdWrong',
    }),
    password: before === null ? neededPassword : passwordText,
    address,
  };
}

/** The fields of an account. `shown` null: a new one. */
export function accountSpecs(
  shown: RemoteAccount | null,
  rows: readonly InstallationRow[],
  texts: Texts,
): readonly FieldSpec[] {
  const isNew = shown === null;
  return [
    {
      kind: 'text',
      name: 'name',
      label: texts.t('console.remote.name'),
      value: shown?.name ?? 'AnyDesk',
      required: true,
    },
    {
      kind: 'text',
      name: 'licenseId',
      label: texts.t('console.remote.licenceId'),
      value: shown?.licenseId ?? '',
      required: true,
      hint: texts.t('console.remote.licenceIdHint'),
    },
    {
      kind: 'password',
      name: 'password',
      label: texts.t('console.remote.password'),
      required: isNew,
      autocomplete: 'new-password',
      hint: texts.t(isNew ? 'console.remote.passwordHint' : 'console.remote.passwordKept'),
    },
    {
      kind: 'text',
      name: 'address',
      label: texts.t('console.remote.address'),
      value: shown?.address ?? '',
      hint: texts.t('console.remote.addressHint'),
    },
    {
      kind: 'select',
      name: 'account',
      label: texts.t('console.queue.account'),
      value: shown?.installationId ?? '',
      options: [
        { value: '', label: texts.t('console.requests.everyAccount') },
        ...rows.map(({ installation }) => ({ value: installation.id, label: installation.name })),
      ],
    },
  ];
}
