import type { PhoneNumbers } from '../../../sms/phone-numbers.ts';
import type { ShownSmsSettings } from '../../../sms/sms-settings.ts';
import { flagField, linesField, pastedSecretField, refined, textField, wholeNumberField } from '../field-readers.ts';
import type { FieldReader } from '../form-reading.ts';
import type { FieldSpec } from '../form-view.ts';
import type { SignedInVisit } from '../visit.ts';

const MOST_MESSAGES = 100_000;
const ACCOUNT = /^AC[0-9a-f]{32}$/;
const SERVICE = /^MG[0-9a-f]{32}$/;

const countryOf =
  (numbers: PhoneNumbers): FieldReader<string> =>
  (raw) => {
    const code = (raw[0] ?? '').trim().toUpperCase();
    return numbers.isCountry(code)
      ? { ok: true, value: code }
      : { ok: false, error: { key: 'console.sms.countryWrong' } };
  };

/** `readApiUrl`: the origin that a text names, or null where the token must not be sent to. */
export function smsReaders(numbers: PhoneNumbers, readApiUrl: (text: string) => string | null) {
  const isSender = (value: string): boolean => SERVICE.test(value) || numbers.read(value, '')?.number === value;
  return {
    isOn: flagField,
    accountSid: refined(textField({ most: 40, required: true }), (value) => ACCOUNT.test(value), {
      key: 'console.sms.accountWrong',
    }),
    authToken: pastedSecretField(200),
    sender: refined(textField({ most: 40, required: true }), isSender, { key: 'console.sms.senderWrong' }),
    apiUrl: refined(textField({ most: 200 }), (value) => value === '' || readApiUrl(value) !== null, {
      key: 'console.sms.apiWrong',
    }),
    defaultCountry: countryOf(numbers),
    countries: linesField((line) => numbers.isCountry(line.toUpperCase()), { key: 'console.sms.countriesWrong' }),
    mostPerHour: wholeNumberField(0, MOST_MESSAGES),
    mostPerDay: wholeNumberField(0, MOST_MESSAGES),
  };
}

export function smsSpecs(shown: ShownSmsSettings | null, { texts, person }: SignedInVisit): readonly FieldSpec[] {
  const say = (name: string): string => texts.lookUp(`console.sms.${name}`);
  const region = new Intl.Locale(person.language ?? texts.language).maximize().region ?? 'US';
  return [
    { kind: 'checkbox', name: 'isOn', label: say('isOn'), checked: shown?.isOn ?? true, hint: say('isOnHint') },
    {
      kind: 'text',
      name: 'accountSid',
      label: say('account'),
      value: shown?.accountSid ?? '',
      required: true,
      hint: say('accountHint'),
    },
    {
      kind: 'password',
      name: 'authToken',
      label: say('token'),
      autocomplete: 'new-password',
      hint: say(shown === null ? 'tokenHint' : 'tokenKept'),
    },
    {
      kind: 'text',
      name: 'sender',
      label: say('sender'),
      value: shown?.sender ?? '',
      required: true,
      hint: say('senderHint'),
    },
    { kind: 'url', name: 'apiUrl', label: say('api'), value: shown?.apiUrl ?? '', hint: say('apiHint') },
    {
      kind: 'text',
      name: 'defaultCountry',
      label: say('country'),
      value: shown?.defaultCountry ?? region,
      required: true,
      hint: say('countryHint'),
    },
    {
      kind: 'textarea',
      name: 'countries',
      label: say('countries'),
      value: shown?.countries.join('\n') ?? '',
      hint: say('countriesHint'),
    },
    {
      kind: 'number',
      name: 'mostPerHour',
      label: say('mostPerHour'),
      value: String(shown?.mostPerHour ?? 60),
      required: true,
    },
    {
      kind: 'number',
      name: 'mostPerDay',
      label: say('mostPerDay'),
      value: String(shown?.mostPerDay ?? 300),
      required: true,
      hint: say('limitsHint'),
    },
  ];
}
