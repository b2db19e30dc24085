/** A number as it is dialled from anywhere, with the country it belongs to. */
export type ReadNumber = { readonly number: string; readonly country: string };

/** What is known of the world's phone numbers. */
export type PhoneNumbers = {
  /** Whether there is such a country, by its ISO 3166 code in capitals. */
  isCountry(code: string): boolean;
  /** The one phone number that a text is; null when it is none, or more than one. Without a country code it is one of `defaultCountry`. */
  read(text: string, defaultCountry: string): ReadNumber | null;
};

/** Loaded when they are first asked for: the numbering plans of all countries are large, and many send no SMS. */
export async function phoneNumbers(): Promise<PhoneNumbers> {
  const { isSupportedCountry, parsePhoneNumberFromString } = await import('libphonenumber-js/max');
  return {
    isCountry: (code) => isSupportedCountry(code),
    read: (text, defaultCountry) => {
      const typed = text.normalize('NFKC').trim().replace(/^00/, '+');
      const country = isSupportedCountry(defaultCountry) ? { defaultCountry } : {};
      const found = parsePhoneNumberFromString(typed, { ...country, extract: false });
      if (found === undefined || !found.isValid() || found.ext !== undefined) return null;
      return { number: found.number, country: found.country ?? '' };
    },
  };
}
