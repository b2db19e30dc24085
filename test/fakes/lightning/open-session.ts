import { type ControlClient, controlClient } from '../salesforce/control-client.ts';
import type { LightningSession } from './case-page.ts';

/** Languages that a page can be asked for, whatever the user's own is. */
const LANGS: readonly string[] = ['en-US', 'zh-TW', 'ar'];

export type SessionOf = (
  userId: string,
  caseId: string | null,
  lang: string | null,
) => Promise<LightningSession | null>;

/** Signs people of the org in at this page, as whoever opens it wishes: nobody's password is asked here. */
export function sessionOpener(orgUrl: string, apiVersion: string, origins: () => readonly string[]): SessionOf {
  const control = controlClient(orgUrl);
  return async (userId, caseId, wished) => {
    const user = (await control.records('User')).find(({ Id, IsActive }) => Id === userId && IsActive === true);
    if (user === undefined) return null;
    await allowPages(control, origins());
    const { token } = await control.session(userId);
    const own = String(user['LanguageLocaleKey']).replace('_', '-');
    const lang = wished !== null && LANGS.includes(wished) ? wished : own;
    return {
      userId,
      userName: String(user['Name']),
      lang,
      locale: lang,
      timeZone: String(user['TimeZoneSidKey']),
      orgUrl,
      apiVersion,
      token,
      caseId,
    };
  };
}

/** The org answers to pages of its own domains only, and forgets with a reset. */
async function allowPages(control: ControlClient, origins: readonly string[]): Promise<void> {
  const { allowedOrigins } = (await control.state()).settings;
  if (origins.every((one) => allowedOrigins.includes(one))) return;
  await control.settings({ allowedOrigins: [...new Set([...allowedOrigins, ...origins])] });
}
