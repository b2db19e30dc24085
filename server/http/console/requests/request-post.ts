import { maySee } from '../../../../core/people/rights.ts';
import type { CommandEnvelope } from '../../../../core/use-cases/core-ports.ts';
import { commandRequest } from '../../../../core/use-cases/command-request.ts';
import type { Refusal } from '../../../../core/session-request/refusals.ts';
import { digest } from '../../../secrets/secret-token.ts';
import { HOME } from '../../../sign-in/return-path.ts';
import { refusalProblem } from '../../problem.ts';
import type { Reply } from '../../reply.ts';
import { ACTIONS } from './actions/actions.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { doneAt, type Trouble } from '../console-page.ts';
import { valuesOf } from '../form-reading.ts';
import { requestContext } from './request-context.ts';
import { showRequest } from './request-page.ts';
import { needWorker, notFound, paramOf, type SignedInVisit } from '../visit.ts';
import { refusalWords } from '../../../texts/refusal-words.ts';

/** Carries out what a person pressed on a request's page. */
export async function requestPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const { body } = visit.request as { readonly body: unknown };
  const context = await requestContext(deps, visit, paramOf(visit, 'requestId'));
  needWorker(visit);
  const action = ACTIONS.find((one) => one.command === paramOf(visit, 'action'));
  if (action === undefined) throw notFound();
  const reading = await action.read(body, context);
  const again = { command: action.command, trouble: null, status: 422 };
  if (!reading.ok) {
    const { state, because } = reading;
    const trouble = because === undefined ? null : notDone(visit, visit.texts.t(because.key, because.params));
    return showRequest(context, { ...again, state, trouble });
  }
  const answer = await commandRequest(deps.core, {
    requestId: context.stored.request.id,
    command: reading.command,
    person: visit.person,
    installationId: null,
    expectedVersion: action.needsVersion ? versionOf(body) : null,
    envelope: envelopeOf(visit.person.id, action.command, body),
  });
  if (!answer.ok) {
    if (answer.refusal.reason === 'no-such-request') throw notFound();
    const now = await requestContext(deps, visit, context.stored.request.id);
    const state = { typed: typedIn(body), errors: {} };
    return showRequest(now, {
      ...again,
      state,
      trouble: refusalTrouble(answer.refusal, visit),
      status: refusalProblem(answer.refusal).status,
    });
  }
  // Handing a request to somebody else may be the last one saw of it.
  const path = maySee(visit.person, answer.stored.request) ? `${HOME}/${answer.stored.request.id}` : HOME;
  return doneAt(path, `did-${action.command}`);
}

/** Why it was not done, in the reader's words. */
export function refusalTrouble(refusal: Refusal, visit: SignedInVisit): Trouble {
  const { texts, zone } = visit;
  return notDone(visit, refusalWords(refusal, texts, zone));
}

const notDone = ({ texts }: SignedInVisit, text: string): Trouble => ({ title: texts.t('console.notDone'), text });

/** Everything typed, to be shown again. Not the machinery's own fields. */
function typedIn(body: unknown): Readonly<Record<string, readonly string[]>> {
  const names = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  const typed = names.filter((name) => !['csrf', 'commandId', 'version'].includes(name));
  return Object.fromEntries(typed.map((name) => [name, valuesOf(body, name)]));
}

function versionOf(body: unknown): number {
  const typed = valuesOf(body, 'version')[0] ?? '';
  // A form without the version it was made on is from another page: refused as stale.
  return /^[0-9]{1,9}$/.test(typed) ? Number(typed) : 0;
}

export function envelopeOf(personId: string, command: string, body: unknown): CommandEnvelope | null {
  const commandId = valuesOf(body, 'commandId')[0] ?? '';
  if (!/^[0-9a-z]{26}$/.test(commandId)) return null;
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  const content = fields.filter(([name]) => name !== 'csrf').toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { scope: `console:${personId}`, commandId, bodyHash: digest(JSON.stringify([command, content])) };
}
