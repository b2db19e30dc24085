import type { LeftInDesk } from '../../../privacy/erasure-store.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage } from '../console-page.ts';
import { moment, notFound, paramOf, type SignedInVisit } from '../visit.ts';

/** How far an erasure is, what it erased, and what stays in help desks. */
export async function erasurePage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const { texts } = visit;
  const found = await deps.privacy.erasures.find(paramOf(visit, 'erasureId'));
  if (found === null) throw notFound();
  const { doneAt } = found;
  return consolePage(deps.pages, visit, {
    template: 'privacy-erasure',
    title: texts.t('console.privacy.erasureTitle', { pseudonym: found.pseudonym }),
    area: 'privacy',
    view: {
      begun: texts.t('console.privacy.begun', { time: moment(visit, found.startedAt) }),
      done: doneAt === null ? '' : texts.t('console.privacy.doneAt', { time: moment(visit, doneAt) }),
      goesOn: doneAt === null,
      trouble: found.trouble ?? '',
      counts: Object.entries(found.counts).map(([part, count]) => ({
        label: texts.lookUp(`console.privacy.parts.${part}`),
        count: texts.number(count),
      })),
      left: await leftShown(deps, found.left),
    },
  });
}

async function leftShown({ people }: ConsoleDeps, left: readonly LeftInDesk[]) {
  const rows = await people.installations.list();
  return left.map(({ number, installationId, ticketId, ticketNumber, notes }) => {
    const row = rows.find(({ installation }) => installation.id === installationId);
    return {
      number,
      notes,
      ticket: ticketNumber ?? ticketId ?? '',
      desk: row?.installation.name ?? installationId,
      href: row === undefined || ticketId === null ? '' : ticketUrl(row.installation.helpDesk, row.address, ticketId),
    };
  });
}

/** Where the help desk shows the ticket to its own people; empty for one on this machine, such as the demo's, to which no page leads. */
function ticketUrl(helpDesk: 'freshservice' | 'salesforce', address: string, ticketId: string): string {
  if (address.startsWith('http:')) return '';
  const origin = address.startsWith('https:') ? address : `https://${address}`;
  const id = encodeURIComponent(ticketId);
  switch (helpDesk) {
    case 'freshservice':
      return `${origin}/a/tickets/${id}`;
    case 'salesforce':
      return `${origin}/lightning/r/Case/${id}/view`;
    default:
      return helpDesk satisfies never;
  }
}
