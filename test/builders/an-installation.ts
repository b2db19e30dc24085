import type { Installation, InstallationSettings } from '../../core/ports/installation.ts';
import { DEFAULT_SETTINGS } from '../../core/session-request/values.ts';

/** A connected Freshservice account with everything as usual; `over` and `settings` replace what the test is about. */
export function anInstallation(
  over: Partial<Omit<Installation, 'settings'>> = {},
  settings: Partial<InstallationSettings> = {},
): Installation {
  return {
    id: 'acme',
    helpDesk: 'freshservice',
    name: 'Acme service desk',
    environment: 'production',
    ...over,
    settings: { ...USUAL, ...settings },
  };
}

const USUAL: InstallationSettings = {
  company: 'Acme',
  helpDeskPhone: '+886 2 1234 5678',
  helpDeskHours: 'Mon to Fri, 9 to 18',
  language: 'en',
  timeZone: 'Asia/Taipei',
  timeline: 'milestones',
  showSubject: true,
  allowList: [],
  ticketStatusOn: {},
  notifyAgentOn: ['ready', 'reported'],
  statusField: null,
  timeEntryOnClose: false,
  remoteClient: { kind: 'standard' },
  appCallSeconds: 15,
  namesBySecret: true,
  lifecycle: DEFAULT_SETTINGS,
};
