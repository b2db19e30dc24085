import type { EpochMs } from '../../../../core/session-request/values.ts';
import { isOpen, nextOpening } from '../../../../core/session-request/working-hours.ts';
import type { Opened } from '../open-link.ts';

const MINUTE_MS = 60_000;

/** What the page says of the help desk's time. */
export type DeskView = {
  /** Closed now: when it works again, on the clock of its own zone. */
  readonly back: { readonly at: EpochMs; readonly zone: string } | null;
  /** How long people waited lately from allowing until somebody connected. */
  readonly waitMs: number | null;
};

export function deskView({ request, installation, now, typicalWaitMs }: Opened): DeskView {
  const { status } = request;
  const waits = status === 'Waiting' || status === 'Ready';
  const hours = installation.settings.lifecycle.workingHours;
  const isClosed = hours !== null && (waits || status === 'Open') && !isOpen(hours, now);
  const at = isClosed ? nextOpening(hours, now) : null;
  return {
    back: hours === null || at === null ? null : { at, zone: hours.timeZone },
    // The sentence says "about": no less than a minute fits it.
    waitMs: waits && typicalWaitMs !== null ? Math.max(typicalWaitMs, MINUTE_MS) : null,
  };
}
