import type { System } from '../session-request/readiness.ts';
import type { LifecycleSettings } from '../session-request/values.ts';

export type HelpDeskKind = 'freshservice' | 'salesforce';

/** True where panels read records and leave commands in the help desk, and never speak to this server. */
export const PANELS_STAY_INSIDE: Readonly<Record<HelpDeskKind, boolean>> = { freshservice: false, salesforce: true };

/** A connected help desk account. A `test` installation sends mail and SMS only to its allow-list. */
export type Installation = {
  readonly id: string;
  readonly helpDesk: HelpDeskKind;
  /** What the admin calls it. */
  readonly name: string;
  readonly environment: 'production' | 'test';
  readonly settings: InstallationSettings;
};

export type InstallationSettings = {
  /** Shown to end users as the one who asks. */
  readonly company: string;
  readonly helpDeskPhone: string;
  readonly helpDeskHours: string;
  /** BCP 47 tag used when neither request nor browser says better. */
  readonly language: string;
  /** The languages that end users are offered, the usual one among them. Absent: every one there is. */
  readonly languages?: readonly string[];
  /** ISO 3166 code: phone numbers without a country code are read as this country's. Absent: as the country set for SMS. */
  readonly phoneCountry?: string;
  /** IANA name; times in the ticket's timeline are told in it. */
  readonly timeZone: string;
  readonly timeline: TimelineStyle;
  /** The join page shows the ticket's subject after the press. */
  readonly showSubject: boolean;
  /** Addresses and `@domain` endings that a test installation may send to. */
  readonly allowList: readonly string[];
  /** Set the ticket's status when a request reaches a status; absent statuses change nothing. */
  readonly ticketStatusOn: Readonly<Record<string, string>>;
  /** Moments that the agent in charge hears of by the help desk's own notice of the timeline's entry. */
  readonly notifyAgentOn: readonly NotifyMoment[];
  /** Custom field that always holds the request's status; null for none. */
  readonly statusField: string | null;
  readonly timeEntryOnClose: boolean;
  readonly remoteClient: RemoteClient;
  /** How long the help desk's platform waits for an answer to a call of its app; panels are held that long at most. */
  readonly appCallSeconds: AppCallSeconds;
  /** The app may say by the installation's secret which agent calls. Anybody who has the app in a browser could then claim to be a colleague. */
  readonly namesBySecret: boolean;
  readonly lifecycle: LifecycleSettings;
  /** The admin's own AnyDesk clients for end users. Absent, here or of a system: the usual one from AnyDesk's site. */
  readonly downloads?: Downloads;
  /** Hosts beside AnyDesk's that they may lie on. */
  readonly downloadHosts?: readonly string[];
  /** The field of the help desk's assets that holds an address at the remote tool; absent: assets are not read. */
  readonly assetField?: string;
  /** Propose the one client of the remote tool's account that came online after the end user pressed the download. Absent: no. */
  readonly findsNewClient?: boolean;
  /** Absent where panels ask this server; see `orgSettings`. */
  readonly org?: OrgSettings;
};

/** A checked https link for each system. */
export type Downloads = Partial<Readonly<Record<Exclude<System, 'other'>, string>>>;

export const TIMELINE_TARGETS = ['feed', 'comment', 'task'] as const;
export type TimelineTarget = (typeof TIMELINE_TARGETS)[number];

/** How we go on with an account whose panels leave their commands in the help desk. */
export type OrgSettings = {
  /** Where in the ticket the timeline's entries are shown. */
  readonly timelineTarget: TimelineTarget;
  /** A command that waited longer is not carried out any more. */
  readonly commandAgeMinutes: number;
  /** How often is asked for commands in the usual course of a day. */
  readonly pollSeconds: number;
  /** The platform's event that rings when a command was left is listened to; it must be installed there. */
  readonly listens: boolean;
};

export const USUAL_ORG: OrgSettings = {
  timelineTarget: 'feed',
  commandAgeMinutes: 30,
  pollSeconds: 20,
  listens: false,
};

export function orgSettings(settings: Pick<InstallationSettings, 'org'>): OrgSettings {
  return { ...USUAL_ORG, ...settings.org };
}

export const TIMELINE_STYLES = ['milestones', 'every-change', 'living-entry'] as const;
export type TimelineStyle = (typeof TIMELINE_STYLES)[number];

/** What an agent may want to hear of while he looks elsewhere. `moved`: by the end user. `reported`: also when a new link is asked for. */
export const NOTIFY_MOMENTS = ['joined', 'ready', 'moved', 'call-back', 'reported'] as const;
export type NotifyMoment = (typeof NOTIFY_MOMENTS)[number];
export const USUAL_NOTICES: readonly NotifyMoment[] = ['ready', 'call-back', 'reported'];

/** What the platform grants: 15 unless its vendor raised it for this account. */
export const APP_CALL_SECONDS = [15, 20, 25, 30] as const;
export type AppCallSeconds = (typeof APP_CALL_SECONDS)[number];

/** What starts on the agents' devices: AnyDesk, or any other tool by a URL with the place for the address in it. */
export type RemoteClient = AnyDeskClient | { readonly kind: 'url-template'; readonly template: string };

/** Which AnyDesk client the agents have; decides the form of the `anydesk:` URL. */
export type AnyDeskClient =
  | { readonly kind: 'standard' }
  | { readonly kind: 'custom-1' | 'custom-1-msi' | 'custom-2' | 'custom-2-msi'; readonly prefix: string };
