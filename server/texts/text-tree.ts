import type common from '../../templates/locales/en/common.json';
import type connect from '../../templates/locales/en/connect.json';
import type consoleInvitations from '../../templates/locales/en/console-invitations.json';
import type consoleNotices from '../../templates/locales/en/console-notices.json';
import type consolePrivacy from '../../templates/locales/en/console-privacy.json';
import type consoleRequests from '../../templates/locales/en/console-requests.json';
import type consoleSetup from '../../templates/locales/en/console-setup.json';
import type consoleSessions from '../../templates/locales/en/console-sessions.json';
import type consoleTimes from '../../templates/locales/en/console-times.json';
import type consoleTimesTest from '../../templates/locales/en/console-times-test.json';
import type consoleRest from '../../templates/locales/en/console.json';
import type invitations from '../../templates/locales/en/invitations.json';
import type join from '../../templates/locales/en/join.json';
import type joinSteps from '../../templates/locales/en/join-steps.json';
import type mail from '../../templates/locales/en/mail.json';
import type sms from '../../templates/locales/en/sms.json';
import type ticket from '../../templates/locales/en/ticket.json';

/** Every text in English, as its files hold it together. */
export type TextTree = typeof common &
  typeof connect &
  typeof invitations &
  typeof join &
  typeof joinSteps &
  typeof mail &
  typeof sms &
  typeof ticket &
  Pick<typeof consoleRest, 'oauth'> & {
    readonly console: typeof consoleInvitations.console &
      typeof consoleNotices.console &
      typeof consoleRest.console &
      typeof consolePrivacy.console &
      typeof consoleRequests.console &
      typeof consoleSetup.console &
      typeof consoleSessions.console &
      typeof consoleTimes.console &
      typeof consoleTimesTest.console;
  };
