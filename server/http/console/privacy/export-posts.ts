import type { ExportedRequest, PersonExport } from '../../../privacy/export-person.ts';
import { html, json, type Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { eventText } from '../requests/event-text.ts';
import { moment, type SignedInVisit } from '../visit.ts';
import { statusWord } from '../words.ts';
import { subjectIn } from './privacy-forms.ts';
import { showPrivacy } from './privacy-page.ts';

const asFile = (ending: string) => ({
  'content-disposition': `attachment; filename="person.${ending}"`,
});

/** All that is kept of a person, for programs. */
export async function exportJsonPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const form = subjectIn(visit);
  if (!form.ok) return showPrivacy(deps, visit, { status: 422, who: form.state });
  return json(200, await deps.privacy.exportOf(visit.person, form.subject), asFile('json'));
}

/** The same for people, in the reader's language. */
export async function exportHtmlPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const form = subjectIn(visit);
  if (!form.ok) return showPrivacy(deps, visit, { status: 422, who: form.state });
  const data = await deps.privacy.exportOf(visit.person, form.subject);
  const page = deps.pages.render('console/privacy-report', reportOf(data, deps, visit), visit.texts);
  return html(200, page, asFile('html'));
}

function reportOf(data: PersonExport, deps: ConsoleDeps, visit: SignedInVisit) {
  const { texts } = visit;
  const who = [data.about.email, data.about.phone].filter((one) => one !== null).join(', ');
  const numbers = texts.list(data.workedOn);
  return {
    title: texts.t('console.privacy.report.title', { who }),
    made: texts.t('console.privacy.report.made', { time: moment(visit, data.at) }),
    workedOn: data.workedOn.length === 0 ? '' : texts.t('console.privacy.report.workedOn', { numbers }),
    requests: data.requests.map((request) => requestShown(request, deps, visit)),
    beside: readable(data.beside),
  };
}

function requestShown(
  { number, status, state, events, deliveries, beside }: ExportedRequest,
  deps: ConsoleDeps,
  visit: SignedInVisit,
) {
  const { texts } = visit;
  const word = statusWord(status, texts);
  return {
    number,
    status: texts.t('console.privacy.report.status', { status: word }),
    corrected: state === null ? texts.t('console.privacy.report.corrected') : '',
    events: events.map((event) => ({
      time: moment(visit, event.at),
      ...eventText(event, visit, (address) => deps.remoteTool.showAddress(address)),
    })),
    rest: state === null ? '' : JSON.stringify({ request: state, deliveries, ...beside }, null, 2),
  };
}

/** Empty when nothing is kept. */
function readable(beside: PersonExport['beside']): string {
  const kept = Object.entries(beside).filter(([, rows]) => rows.length > 0);
  return kept.length === 0 ? '' : JSON.stringify(Object.fromEntries(kept), null, 2);
}
