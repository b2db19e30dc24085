import type { ReadinessCheck, System } from '../../../core/session-request/readiness.ts';
import type { AddressProposal, EpochMs, Intent, Rating } from '../../../core/session-request/values.ts';
import type { Download } from './downloads.ts';
import type { CallView } from './call/call-view.ts';
import type { DeskView } from './time/desk-view.ts';

export type { System };

/** Who can connect now, shown at the top of every page about a request. */
export type AccessLine = { readonly kind: 'nobody' | 'allowed' | 'connected'; readonly agent: string };

/** What every page about an opened link shows around its own content. */
export type JoinFrame = {
  /** `/join/<token>`. */
  readonly base: string;
  /** Appended to every address of the page: the chosen language. */
  readonly query: string;
  readonly nonce: string;
  readonly company: string;
  readonly phone: string;
  readonly hours: string;
  readonly zone: string;
  /** Who will connect or is connected. Before the press: the first name alone. */
  readonly agent: string;
  readonly access: AccessLine;
  readonly desk: DeskView;
  /** Null where nobody can ask to be called, or the page is about something else. */
  readonly callBack: CallView | null;
  /** 1 to 4; 0 when the page is not part of the way. */
  readonly step: number;
  /** Null before the press. */
  readonly phrase: string | null;
};

type Facts = {
  readonly ticket: string | null;
  readonly number: string;
  /** Null before the press, and where the installation does not allow it. */
  readonly subject: string | null;
};

/** An address for the person to compare with the one on his screen. */
export type ProposalView = AddressProposal & { readonly shownAddress: string };

/** An appointment that cannot be joined yet. */
export type PlannedStep = {
  readonly kind: 'planned';
  readonly startAt: EpochMs;
  readonly opensAt: EpochMs;
  /** The server's clock, which the page counts down by. */
  readonly now: EpochMs;
  /** `in 95 minutes`. */
  readonly begins: string;
  readonly canMove: boolean;
} & Facts;

/** The one page a request has now. `kind` is also the template's name. */
export type JoinStep =
  | PlannedStep
  | ({ readonly kind: 'invitation'; readonly startAt: EpochMs | null } & Facts)
  | ({
      readonly kind: 'prepare';
      /** The agent pressed Connect and waits. */
      readonly asked: boolean;
      readonly system: System;
      readonly onPhone: boolean;
      readonly download: Download;
      /** The client for other systems, where the page's own guess is wrong. */
      readonly others: readonly Download[];
      /** Key of the sentence on what a Windows computer does with the file: run it, or install it. */
      readonly windowsText: string;
      /** A session that the agent made in AnyDesk itself. */
      readonly sessionLink: string | null;
      /** What the readiness check found to be open. */
      readonly open: readonly ReadinessCheck[];
      readonly typed: string;
      readonly problem: string | null;
      /** Addresses that may be this device's. */
      readonly proposals: readonly ProposalView[];
      /** The server wants to know of a press on the download. */
      readonly notesDownload: boolean;
      /** There is an address already, and the person wants to change it. */
      readonly canGoBack: boolean;
    } & Facts)
  | ({
      readonly kind: 'consent';
      /** A returning device sees it before anybody has joined: its answer joins too. */
      readonly joins: boolean;
      /** The appointment, while it is still to come. */
      readonly startAt: EpochMs | null;
      /** The agent pressed Connect and waits. */
      readonly asked: boolean;
      readonly lapsed: boolean;
      readonly named: string;
      readonly address: string;
      readonly shownAddress: string;
      /** The address was allowed with this browser before. */
      readonly remembered: boolean;
      readonly sessionLink: string | null;
      /** What the agent intends beside seeing the screen. */
      readonly wishes: readonly Intent[];
      readonly seal: string;
    } & Facts)
  | {
      readonly kind: 'elsewhere';
      /** Whether this browser was the one before. */
      readonly was: 'never-here' | 'moved';
      readonly isAllowed: boolean;
      readonly cookieless: boolean;
    }
  | { readonly kind: 'denied' }
  | { readonly kind: 'stopped'; readonly hadSession: boolean }
  | {
      readonly kind: 'ready';
      readonly launched: boolean;
      /** Nobody pressed Connect in time, and others were told. */
      readonly nobodyCame: boolean;
      readonly unanswered: boolean;
      readonly shownAddress: string;
      readonly named: string;
      /** Agent and team named in the consent, when somebody else connects now. */
      readonly replaced: string | null;
    }
  | {
      readonly kind: 'connected';
      readonly since: EpochMs;
      readonly replaced: string | null;
      readonly named: string;
      /** Stop ends the session itself too, not only the permission. */
      readonly stopEnds: boolean;
    }
  | { readonly kind: 'session-over'; readonly until: EpochMs }
  | ({
      readonly kind: 'closed';
      readonly closedAt: EpochMs;
      readonly outcome: string;
      readonly durationMs: number | null;
      readonly estimated: boolean;
      readonly newLinkAsked: boolean;
      readonly mayRate: boolean;
      readonly rating: Rating | null;
      readonly stars: readonly { readonly count: number; readonly isChosen: boolean }[];
      /** What was said with the stars. */
      readonly comment: string;
    } & Facts)
  | { readonly kind: 'expired'; readonly newLinkAsked: boolean }
  | { readonly kind: 'reported' }
  | { readonly kind: 'ticket-gone' };

/** A sentence above the content: something did not go as pressed. */
export type JoinNotice = { readonly tone: 'warning' | 'problem'; readonly text: string };
