import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A number as it is dialled from anywhere, with the country it belongs to. */
export type ReadNumber = { readonly number: string; readonly country: string };

/** Whether there is such a country, by its ISO 3166 code in capitals. */
export function isCountry(code: string): code is CountryCode {
  return isSupportedCountry(code);
}

/** The one phone number that a text is; null when it is none, or more than one. Without a country code it is one of `defaultCountry`. */
export function readNumber(text: string, defaultCountry: string): ReadNumber | null {
  const typed = text.normalize('NFKC').trim().replace(/^00/, '+');
  const country = isCountry(defaultCountry) ? defaultCountry : undefined;
  const found = parsePhoneNumberFromString(typed, { ...(country && { defaultCountry: country }), extract: false });
  if (found === undefined || !found.isValid() || found.ext !== undefined) return null;
  return { number: found.number, country: found.country ?? '' };
}
