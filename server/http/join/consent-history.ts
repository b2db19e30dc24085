import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import type { EpochMs, Intent } from '../../../core/session-request/values.ts';

/** What was allowed or taken back, as the log has it. */
export type ConsentLine =
  | {
      readonly kind: 'allowed';
      readonly at: EpochMs;
      readonly named: string;
      readonly wishes: readonly Intent[];
      readonly textVersion: string;
      readonly language: string;
      readonly address: string;
    }
  | {
      readonly kind: 'denied' | 'withdrawn' | 'lapsed' | 'moved' | 'accepted-in-window';
      readonly at: EpochMs;
    };

/** The consents of a request, oldest first. */
export function consentHistory(events: readonly SessionRequestEvent[]): readonly ConsentLine[] {
  return events.flatMap((event): readonly ConsentLine[] => {
    const { at } = event;
    switch (event.type) {
      case 'access-granted': {
        const { consent, address } = event;
        if (consent.source !== 'join-page') return [{ kind: 'accepted-in-window', at }];
        const { named, wishes = [], textVersion, language } = consent;
        return [{ kind: 'allowed', at, named, wishes, textVersion, language, address }];
      }
      case 'session-started':
        return event.consent.source === 'remote-tool-window' ? [{ kind: 'accepted-in-window', at }] : [];
      case 'access-denied':
        return [{ kind: 'denied', at }];
      case 'consent-withdrawn':
        return [{ kind: 'withdrawn', at }];
      case 'access-lapsed':
        return [{ kind: 'lapsed', at }];
      case 'device-changed':
        return [{ kind: 'moved', at }];
      default:
        return [];
    }
  });
}
