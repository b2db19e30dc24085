import { LANGUAGES } from '../../server/texts/texts.ts';
import type { Fields, Visitor } from './visitor.ts';

/** The settings form of an account, filled in; `over` replaces fields. */
export const settingsFields = (over: Fields = {}): Fields => ({
  name: 'Kestrel',
  plan: 'enterprise',
  calls: '',
  environment: 'production',
  appCallSeconds: '15',
  allowList: '',
  company: 'Kestrel Logistics',
  helpDeskPhone: '+31 10 123 4567',
  helpDeskHours: 'Mon to Fri',
  language: 'en',
  languages: LANGUAGES,
  phoneCountry: '',
  timeZone: 'Europe/Amsterdam',
  timeline: 'milestones',
  showSubject: '1',
  client: 'standard',
  prefix: '',
  statusField: 'remote_support_status',
  statusOpen: '3',
  statusWaiting: '',
  statusReady: '',
  statusConnected: '',
  statusClosed: '',
  statusExpired: '',
  expiryHours: '12',
  ...over,
});

/** Adds an account by its form. */
export const addAccount = (
  admin: Visitor,
  desk: { readonly url: string; readonly apiKey: string },
  over: Fields = {},
) => admin.press('/console/connectors/new', { ...settingsFields(), address: desk.url, apiKey: desk.apiKey, ...over });

/** The secret that an answer shows for the only time; empty when it shows none. */
export function secretIn(html: string): string {
  const shown = /id="secret" readonly value="([^"]+)"/.exec(html)?.[1] ?? '';
  return shown.replaceAll(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}
