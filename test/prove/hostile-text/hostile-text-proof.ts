import { readFile } from 'node:fs/promises';
import { seededRandom } from '../../fakes/shared/random.ts';
import { httpCall } from '../../support/http-call.ts';
import { type JoinClient, joinClient, pressHeaders } from '../../support/join-client.ts';
import type { PanelView } from '../../../server/panel-api/panel-view.ts';
import {
  createFindings,
  type Findings,
  type Proof,
  type ProofOptions,
  proofResult,
  type ProofResult,
} from '../shared/proof.ts';
import { AGENT, type HostileSite, openHostileSite } from './hostile-site.ts';
import { type HostileText, hostileTexts } from './hostile-texts.ts';
import { pageFaults, plain, type PageShape, shapeOf, wordsOf } from './page-faults.ts';
import { mailFaults, smsFaults } from './sent-faults.ts';

/** Texts that mean harm through every way out: mail, text message, ticket, the end user's page, the console. `scale`: how many. */
export const hostileTextProof: Proof = {
  summary:
    'hostile names, subjects, comments and addresses: no script runs, no header is added, one recipient, readable',
  defaultScale: 5000,
  run: async (options) => [await proveHostileText(options)],
};

type Shapes = { readonly join: PageShape; readonly console: PageShape; readonly notes: PageShape };
type Tally = { accepted: number; refused: number };
/** On lists that are longer than one page. */
const TURNS_PAGES = '<a href="?cursor=x" rel="next">';
const AT_ONCE = 4;
const TOLD_EVERY = 500;

export async function proveHostileText(options: ProofOptions): Promise<ProofResult> {
  const findings = createFindings();
  const site = await openHostileSite();
  try {
    const harmless: HostileText = { field: 'name', kind: 'harmless', text: 'May Lin' };
    const shapes = await harmlessShapes(site, harmless);
    const texts = hostileTexts(options.scale, seededRandom(options.seed));
    const tally: Tally = { accepted: 0, refused: 0 };
    let next = 0;
    const work = async (): Promise<void> => {
      for (let index = next++; index < texts.length; index = next++) {
        const text = texts[index];
        if (text !== undefined) await tryText({ site, findings, shapes, tally }, text, index + 1);
        if ((index + 1) % TOLD_EVERY === 0) options.tell(`${index + 1} texts`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await site.drained();
    const sent = await checkSent(site, shapes, findings);
    return proofResult('hostile-text', options, findings, { ...tally, ...sent });
  } finally {
    await site.close();
  }
}

/** What pages are made of when nobody means harm, with everything that can stand on them. */
async function harmlessShapes(site: HostileSite, text: HostileText): Promise<Shapes> {
  const request = await created(site, text, 0);
  if (request === null) throw new Error('a harmless request was refused');
  const client = joinClient(request.joinUrl ?? '');
  const invitation = await client.look();
  const prepare = await client.walk('join');
  const problem = await client.press(prepare, 'address', { address: 'nothing' });
  await client.walk('address', { address: '123 456 789' });
  const consent = await client.look();
  const ready = await client.walk('allow', { consent: 'yes' });
  await site.panel.command(request.id, { type: 'add-comment', text: 'A comment.', commandId: 'harmless-comment' });
  await site.drained();
  const consolePage = await site.admin.look(`/console/requests/${request.id}`);
  const list = await site.admin.look('/console/requests');
  const typed = await typeCode(site, 'AAAA-AAAA', 0);
  return {
    join: shapeOf(invitation.body, prepare.body, problem.body, consent.body, ready.body, typed.body),
    console: shapeOf(consolePage.body, list.body, TURNS_PAGES),
    notes: shapeOf(...(await notesOf(site)).map(({ body }) => body)),
  };
}

type Trial = {
  readonly site: HostileSite;
  readonly findings: Findings;
  readonly shapes: Shapes;
  readonly tally: Tally;
};

async function tryText(trial: Trial, hostile: HostileText, number: number): Promise<void> {
  const { site, findings, tally } = trial;
  const say = (what: string): string => `text ${number} (${hostile.field}, ${hostile.kind}): ${what}`;
  if (hostile.field === 'code' || hostile.field === 'search') {
    const isCode = hostile.field === 'code';
    const query = new URLSearchParams({ search: hostile.text.slice(0, 1000) }).toString();
    const answer = isCode
      ? await typeCode(site, hostile.text, number)
      : await site.admin.look(`/console/requests?${query}`);
    findings.check(answer.status < 500 ? null : say(`it was answered with ${answer.status}`));
    report(findings, say, 'the page has', pageFaults(answer.body, isCode ? trial.shapes.join : trial.shapes.console));
    return;
  }
  const request = await created(site, hostile, number);
  if (request === null) {
    tally.refused += 1;
    findings.check(null);
    return;
  }
  tally.accepted += 1;
  const client = joinClient(request.joinUrl ?? '', placeOf(number));
  const pages = [(await client.look()).body, (await client.walk('join')).body];
  if (hostile.field === 'address') pages.push(await typeAddress(client, hostile.text, findings, say));
  for (const page of pages) report(findings, say, 'the join page has', pageFaults(page, trial.shapes.join));
  if (hostile.field === 'subject') readable(findings, say, pages.at(-1) ?? '', request.ticket?.subject ?? '');
  const answer = await site.admin.look(`/console/requests/${request.id}`);
  findings.check(answer.status === 200 ? null : say(`the console answers ${answer.status}`));
  report(findings, say, 'the console has', pageFaults(answer.body, trial.shapes.console));
  readable(findings, say, answer.body, request.recipient.name);
}

/** Types the text where a short code belongs. */
function typeCode({ server }: HostileSite, text: string, number: number) {
  const headers = {
    ...pressHeaders('person', server.url),
    'content-type': 'application/x-www-form-urlencoded',
    'x-forwarded-for': placeOf(number),
  };
  const body = new URLSearchParams({ code: text }).toString();
  return httpCall(`${server.url}/join/code`, { method: 'POST', headers, body });
}

const placeOf = (number: number): string => `10.9.${(number >> 8) & 255}.${number & 255}`;

/** Types the text where an address belongs: refused with a sentence, or taken for what it is. */
async function typeAddress(
  client: JoinClient,
  text: string,
  findings: Findings,
  say: (what: string) => string,
): Promise<string> {
  const answer = await client.press(await client.look(), 'address', { address: text });
  findings.check(
    [303, 400, 413, 422].includes(answer.status) ? null : say(`typed, it was answered with ${answer.status}`),
  );
  return answer.status === 303 ? (await client.look()).body : answer.body;
}

function readable(findings: Findings, say: (what: string) => string, page: string, text: string): void {
  findings.check(wordsOf(page).includes(plain(text)) ? null : say(`"${text.slice(0, 60)}" cannot be read`));
}

function report(findings: Findings, say: (what: string) => string, where: string, faults: readonly string[]): void {
  findings.check(faults.length === 0 ? null : say(`${where} ${faults.slice(0, 3).join(', ')}`));
}

/** A request with the text in its place; null when it was refused with a sentence. Throws for a fault of the server. */
async function created(
  { panel, tickets }: HostileSite,
  { field, text }: HostileText,
  number: number,
): Promise<PanelView | null> {
  const ticket = tickets[number % tickets.length];
  const phone = `+49151${String(10_000_000 + number)}`;
  const answer = await panel.create({
    commandId: `hostile-${number}`,
    agent: field === 'agent' ? { ...AGENT, id: `hostile-${number}`, name: text, email: null } : AGENT,
    ticket: { ...ticket, subject: field === 'subject' ? text : 'Printer prints nothing' },
    recipient: {
      name: field === 'name' ? text : 'May Lin',
      email: field === 'email' ? text : `may-${number}@customer.example`,
      phone,
    },
    comment: field === 'comment' ? text : '',
    channels: ['email', 'sms'],
    another: true,
  });
  if (answer.ok) return answer.request;
  if (answer.status >= 500 || answer.problem.detail === '')
    throw new Error(`creating was answered with ${answer.status}`);
  return null;
}

async function checkSent(site: HostileSite, shapes: Shapes, findings: Findings) {
  const { smtp, twilio } = site;
  const mails = await smtp.control.messages();
  const usual = mails.find(({ envelope }) => envelope.to.includes('may-0@customer.example'));
  if (usual === undefined) throw new Error('the harmless mail never came');
  const shape = shapeOf(usual.html ?? '');
  // Whoever waits in vain is told to the admin by a mail of another form.
  const ofNotices = shapeOf(await readFile('templates/mails/notice.hbs', 'utf8'));
  for (const mail of mails) {
    const say = (what: string): string => `mail to ${mail.envelope.to.join(' and ')}: ${what}`;
    const isNotice = mail.envelope.to.every((address) => address.endsWith('@acme.example'));
    const expected = isNotice
      ? { link: /https?:\/\/\S+\/console\/requests\/[0-9a-z]{26}/, shape: ofNotices }
      : { link: /https?:\/\/\S+\/join\/[0-9a-z]{58}/, shape };
    report(findings, say, 'wrong is', mailFaults(mail, usual, expected));
  }
  for (const message of twilio.messages()) {
    report(findings, (what) => `message to ${message.to}: ${what}`, 'wrong is', smsFaults(message));
  }
  const notes = await notesOf(site);
  for (const { body } of notes) {
    const say = (what: string): string => `note "${wordsOf(body).slice(0, 40)}": ${what}`;
    report(findings, say, 'it has', pageFaults(body, shapes.notes));
  }
  return { mails: mails.length, messages: twilio.messages().length, notes: notes.length };
}

/** Everything that stands on the tickets. */
async function notesOf({ desk }: HostileSite) {
  return (await desk.control.tickets()).flatMap(({ timeline }) => timeline);
}
