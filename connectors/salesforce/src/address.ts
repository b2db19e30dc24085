/** `origin` is such as `https://acme.my.salesforce.com`; `message` is a plain sentence for the admin who typed it. */
export type AddressReading =
  | { readonly ok: true; readonly origin: string }
  | { readonly ok: false; readonly reason: 'empty' | 'not-https' | 'not-my-domain'; readonly message: string };

// Anchored patterns instead of a URL parser: what they do not spell out (user names, ports, other hosts, other alphabets, trailing
// dots, backslashes) cannot be in the address we send the secret to.
const NAME = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const KINDS = '(?:sandbox|develop|scratch|trailblaze|demo|patch|stage|free|wave)';
const PATH = '(?:[/?#][\\x21-\\x7e]*)?';
const MY_DOMAIN = new RegExp(`^(?:https://)?(${NAME}(?:\\.${KINDS})?)\\.my\\.salesforce\\.com${PATH}$`);
const LIGHTNING = new RegExp(`^(?:https://)?(${NAME}(?:\\.${KINDS})?)\\.lightning\\.force\\.com${PATH}$`);
const LOOPBACK = /^http:\/\/127\.0\.0\.1:([1-9]\d{0,4})(?:\/[\x21-\x7e]*)?$/;

/**
 * Reads what an admin types as the org's My Domain: `acme.my.salesforce.com`, a sandbox's `acme--uat.sandbox.my.salesforce.com`, or a
 * link copied from the browser. `allowLoopback` lets `http://127.0.0.1:<port>` through, for the pretended org.
 */
export function readSalesforceAddress(text: string, options: { readonly allowLoopback: boolean }): AddressReading {
  const typed = text.trim();
  if (typed === '') return { ok: false, reason: 'empty', message: 'The address is empty.' };
  const port = options.allowLoopback ? LOOPBACK.exec(typed)?.[1] : undefined;
  if (port !== undefined && Number(port) <= 65_535) return { ok: true, origin: `http://127.0.0.1:${port}` };
  if (/^http:/i.test(typed)) {
    return { ok: false, reason: 'not-https', message: 'The address must begin with https://.' };
  }
  const lowered = lowerCaseHost(typed);
  const domain = (MY_DOMAIN.exec(lowered) ?? LIGHTNING.exec(lowered))?.[1];
  // An `xn--` name shows as other letters than it is written with.
  if (domain === undefined || domain.startsWith('xn--')) {
    return {
      ok: false,
      reason: 'not-my-domain',
      message:
        'This is not the My Domain address of a Salesforce org, such as acme.my.salesforce.com. Setup shows it under My Domain.',
    };
  }
  return { ok: true, origin: `https://${domain}.my.salesforce.com` };
}

/** Only ASCII letters are lowered: the Kelvin sign must not become a `k`. */
function lowerCaseHost(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** True for an address that a token answer may send us to: Salesforce's own, or the loopback address we asked. */
export function isInstanceOf(instance: string, login: string): boolean {
  if (instance === login) return true;
  return /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+){0,3}\.salesforce\.com$/.test(instance) && login.startsWith('https:');
}
