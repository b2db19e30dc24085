import { joinOpensAt } from '../../../../core/session-request/decide/times.ts';
import { countdown } from '../../../texts/countdown.ts';
import type { Texts } from '../../../texts/texts.ts';
import type { PlannedStep } from '../join-view.ts';
import type { Opened } from '../open-link.ts';
import { moveRange } from './move-range.ts';

/** The page of an appointment that is still to come; null once it can be joined. */
export function plannedStep(opened: Opened, texts: Texts): PlannedStep | null {
  const { request, installation, now } = opened;
  const { lifecycle } = installation.settings;
  const { schedule } = request;
  if (request.status !== 'Open' || schedule === null) return null;
  const opensAt = joinOpensAt(request, { now, recipientSeenAt: null, settings: lifecycle });
  if (now >= opensAt) return null;
  return {
    kind: 'planned',
    startAt: schedule.startAt,
    opensAt,
    now,
    begins: countdown(schedule.startAt - now, texts.language),
    canMove: moveRange(opened) !== null,
    ticket: request.ticket?.number ?? null,
    number: request.number,
    subject: null,
  };
}
