/** `origin` is such as `https://acme.freshservice.com`; `message` is a plain sentence for the admin who typed it. */
export type AddressReading =
  | { readonly ok: true; readonly origin: string }
  | { readonly ok: false; readonly reason: 'empty' | 'not-https' | 'not-freshservice'; readonly message: string };

// One anchored pattern instead of a URL parser: what the pattern does not spell out (user names, ports, other hosts, other
// alphabets, trailing dots, backslashes) cannot be in the address we send the key to.
const ACCOUNT = /^(?:https:\/\/)?([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.freshservice\.com(?:[/?#][\x21-\x7e]*)?)?$/;
const LOOPBACK = /^http:\/\/127\.0\.0\.1:([1-9]\d{0,4})(?:\/[\x21-\x7e]*)?$/;

/**
 * Reads what an admin types as the account's address: `acme`, `acme.freshservice.com` or an https link into it. `allowLoopback` lets
 * `http://127.0.0.1:<port>` through, for the fake help desk.
 */
export function readFreshserviceAddress(text: string, options: { readonly allowLoopback: boolean }): AddressReading {
  const typed = text.trim();
  if (typed === '') return { ok: false, reason: 'empty', message: 'The address is empty.' };
  const port = options.allowLoopback ? LOOPBACK.exec(typed)?.[1] : undefined;
  if (port !== undefined && Number(port) <= 65_535) return { ok: true, origin: `http://127.0.0.1:${port}` };

  if (/^http:/i.test(typed)) {
    return { ok: false, reason: 'not-https', message: 'The address must begin with https://.' };
  }
  const account = ACCOUNT.exec(lowerCaseHost(typed))?.[1];
  // An `xn--` name shows as other letters than it is written with.
  if (account === undefined || account.startsWith('xn--')) {
    return {
      ok: false,
      reason: 'not-freshservice',
      message: 'This is not the address of a Freshservice account, such as acme.freshservice.com.',
    };
  }
  return { ok: true, origin: `https://${account}.freshservice.com` };
}

/** Only ASCII letters are lowered: the Kelvin sign must not become a `k`. */
function lowerCaseHost(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
