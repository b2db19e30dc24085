import type { People } from '../composition/accounts.ts';
import { DEMO_ADMIN } from './demo-installation.ts';

/** The demo's own account, told from every other by this name. */
export const DEMO_ACCOUNT_SID = `AC${'de30'.repeat(8)}`;

/** At the pretended Twilio; it opens nothing else. */
const ACCOUNT = {
  accountSid: DEMO_ACCOUNT_SID,
  authToken: 'fake-auth-token-of-the-kestrel-account',
  sender: '+15005550006',
};

type SmsPeople = Pick<People, 'smsSettings'>;

/** Text messages land on the demo's phone, unless an admin has set up a service of their own. */
export async function connectDemoSms({ smsSettings }: SmsPeople, apiUrl: string): Promise<void> {
  const before = await smsSettings.shown();
  if (before !== null && before.accountSid !== ACCOUNT.accountSid) return;
  const { authToken, ...account } = ACCOUNT;
  const usual = { isOn: true, defaultCountry: 'NL', countries: ['NL', 'DE', 'TW'], mostPerHour: 50, mostPerDay: 200 };
  await smsSettings.save(DEMO_ADMIN, { ...usual, ...before, ...account, apiUrl }, authToken);
}

/** Without the demo nothing takes its messages. */
export async function forgetDemoSms({ smsSettings }: SmsPeople): Promise<void> {
  if ((await smsSettings.shown())?.accountSid === ACCOUNT.accountSid) await smsSettings.remove(DEMO_ADMIN);
}
