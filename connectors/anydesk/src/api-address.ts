/** Where AnyDesk's own cloud answers. */
export const CLOUD_API = 'https://v1.api.anydesk.com:8081';

/** `origin` is such as `https://anydesk.example.com:8081`; `message` is a plain sentence for the admin who typed it. */
export type ApiAddressReading =
  | { readonly ok: true; readonly origin: string }
  | { readonly ok: false; readonly reason: 'not-https' | 'not-an-address'; readonly message: string };

// One anchored pattern: what it does not spell out (user names, paths, queries, other alphabets) cannot be where signed requests go.
const HOST = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*';
const ADDRESS = new RegExp(`^https://(${HOST})(?::([1-9]\\d{0,4}))?/?$`);
const LOOPBACK = /^http:\/\/127\.0\.0\.1:([1-9]\d{0,4})\/?$/;
const USUAL_PORT = 8081;
const HIGHEST_PORT = 65_535;

/**
 * Reads what an admin types as the address of AnyDesk's REST API: nothing for the cloud, or that of an on-premises server. Without a
 * port it is 8081, AnyDesk's own. `allowLoopback` lets `http://127.0.0.1:<port>` through, for the simulated AnyDesk.
 */
export function readApiAddress(text: string, options: { readonly allowLoopback: boolean }): ApiAddressReading {
  const typed = text.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  if (typed === '') return { ok: true, origin: CLOUD_API };
  const local = options.allowLoopback ? LOOPBACK.exec(typed)?.[1] : undefined;
  if (local !== undefined && Number(local) <= HIGHEST_PORT) return { ok: true, origin: `http://127.0.0.1:${local}` };
  if (typed.startsWith('http:')) {
    return { ok: false, reason: 'not-https', message: 'The address must begin with https://.' };
  }
  const [, host, port] = ADDRESS.exec(typed.includes('://') ? typed : `https://${typed}`) ?? [];
  if (host === undefined || host.includes('xn--') || Number(port ?? USUAL_PORT) > HIGHEST_PORT) {
    const message =
      'This is not an address such as https://anydesk.example.com:8081. Leave it empty for AnyDesk’s cloud.';
    return { ok: false, reason: 'not-an-address', message };
  }
  return { ok: true, origin: `https://${host}:${port ?? USUAL_PORT}` };
}
