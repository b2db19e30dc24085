/** What the app's platform sends when it asks to act for somebody. Everything but `language` is RFC 6749 or RFC 7636. */
export const ASKED = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
  'language',
] as const;
export type AskedName = (typeof ASKED)[number];

export type Asked = Partial<Readonly<Record<AskedName, string>>>;

const AUTHORIZE_PATH = '/oauth/authorize';
/** It goes through addresses and a cookie while somebody signs in. */
export const LONGEST_PATH = 2500;

/**
 * The page's address with everything that was asked, letter by letter the same however it was escaped before: only letters, digits, `_`
 * and `-` stay as they are, so it passes whatever checks ways back, and no form changes line breaks in it.
 */
export function authorizePath(asked: Asked, over: Asked = {}): string {
  const all = { ...asked, ...over };
  const pairs = ASKED.flatMap((name) => {
    const value = all[name];
    return value === undefined ? [] : [`${name}=${escaped(value)}`];
  });
  return `${AUTHORIZE_PATH}?${pairs.join('&')}`;
}

function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*.~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
