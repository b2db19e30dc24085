import type { FakeSms } from '../../fakes/twilio/start.ts';
import type { ReceivedMail } from '../../fakes/smtp/sink-client.ts';
import { pageFaults, type PageShape } from './page-faults.ts';

/** What is wrong with a mail: another reader, a header that harmless mails lack or have once, markup that is none of ours. */
export function mailFaults(
  mail: ReceivedMail,
  usual: ReceivedMail,
  { link, shape }: { readonly link: RegExp; readonly shape: PageShape },
): readonly string[] {
  const faults: string[] = [];
  const { to } = mail.envelope;
  if (to.length !== 1) faults.push(`${to.length} people get it`);
  if (mail.to.length !== 1 || mail.to[0]?.address !== to[0]) faults.push('"To" names others than those who get it');
  if (mail.cc.length + mail.bcc.length > 0) faults.push('it has copies');
  const known = new Set(usual.headers.map(({ name }) => name.toLowerCase()));
  const seen = new Set<string>();
  for (const { name, value } of mail.headers) {
    const low = name.toLowerCase();
    if (!known.has(low)) faults.push(`a header "${name}"`);
    if (seen.has(low) && low !== 'received') faults.push(`"${name}" twice`);
    if (/\p{Cc}/u.test(value.replaceAll(/[\t\r\n]/g, ''))) faults.push(`control characters in "${name}"`);
    seen.add(low);
  }
  if (!link.test(mail.text ?? '')) faults.push('its text has no whole link');
  for (const fault of pageFaults(mail.html ?? '', shape)) faults.push(fault);
  return faults;
}

/** What is wrong with a text message. */
export function smsFaults({ to, body }: FakeSms): readonly string[] {
  const faults: string[] = [];
  if (!/^\+49151\d{8}$/.test(to)) faults.push(`it goes to ${to}`);
  if (/\p{Cc}/u.test(body.replaceAll('\n', ''))) faults.push('control characters');
  if ((body.match(/https?:\/\//g) ?? []).length !== 1) faults.push('not exactly one link');
  return faults;
}
