import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import type { SessionRequestCommand } from '../../../core/session-request/commands.ts';
import type { RefusalReason } from '../../../core/session-request/refusals.ts';
import { INTENTS, type Intent } from '../../../core/session-request/values.ts';
import { CONSENT_TEXT_VERSION } from '../../texts/consent-text.ts';
import type { Texts } from '../../texts/texts.ts';
import { addressProblem } from './address-problem.ts';
import type { JoinForm } from './join-form.ts';
import { namedInConsent } from './named.ts';
import type { Opened } from './open-link.ts';
import type { PageNonces } from './page-nonce.ts';
import type { SealedAddress } from './seal-address.ts';
import { readinessFrom } from './readiness-form.ts';

export const JOIN_ACTIONS = [
  'join',
  'move-here',
  'readiness',
  'address',
  'allow',
  'deny',
  'withdraw',
  'close',
  'rate',
  'report',
  'new-link',
  'code',
] as const;
export type JoinAction = (typeof JOIN_ACTIONS)[number];

type RecipientCommand = Exclude<SessionRequestCommand, { type: 'create-request' }>;

/** What a press asks for, or why the page is shown again without anything being done. */
export type Asked =
  | { readonly kind: 'command'; readonly command: RecipientCommand }
  | { readonly kind: 'bad-address'; readonly typed: string; readonly problem: string }
  | { readonly kind: 'notice'; readonly notice: 'consentMissing' | 'changedName' | 'starsMissing' }
  /** A short code to type on another device. */
  | { readonly kind: 'code' };

export type ActionTools = {
  readonly remoteTool: Pick<RemoteTool, 'readAddress'>;
  readonly nonces: Pick<PageNonces, 'isSealOf'>;
  /** The browser's name; null when it has none and needs none for this. */
  readonly device: string | null;
  readonly userAgent: string;
  /** Keyed hash of an address, for the ledger. */
  readonly sealAddress: (address: string) => SealedAddress;
};

const RECIPIENT = { kind: 'recipient' } as const;

export function askedBy(action: JoinAction, form: JoinForm, opened: Opened, texts: Texts, tools: ActionTools): Asked {
  switch (action) {
    case 'join':
      return command({ type: 'join', actor: RECIPIENT, device: tools.device });
    case 'move-here':
      return command({ type: 'move-here', actor: RECIPIENT, device: form.cookieless === 'yes' ? null : tools.device });
    case 'readiness':
      return command({ type: 'note-readiness', actor: RECIPIENT, readiness: readinessFrom(form, tools.userAgent) });
    case 'address': {
      const address = tools.remoteTool.readAddress(form.address, opened.installation.settings.remoteClient);
      if (address !== null) return command({ type: 'enter-address', actor: RECIPIENT, address, device: tools.device });
      return { kind: 'bad-address', typed: form.address, problem: addressProblem(form.address, texts) };
    }
    case 'allow':
      return allow(form, opened, texts, tools);
    case 'deny':
      return command({ type: 'deny-access', actor: RECIPIENT });
    case 'withdraw':
      return command({ type: 'withdraw-consent', actor: RECIPIENT });
    case 'close':
      return command({ type: 'close-request', actor: RECIPIENT, outcome: form.outcome, note: '' });
    case 'rate':
      return rate(form);
    case 'report':
      return command({ type: 'report-request', actor: RECIPIENT });
    case 'code':
      return { kind: 'code' };
    case 'new-link':
      return command({ type: 'ask-new-link', actor: RECIPIENT });
    default:
      return action satisfies never;
  }
}

/** Consent counts only for what the page showed: other names or another address since then, and it is asked again. */
function allow(
  form: JoinForm,
  opened: Opened,
  texts: Texts,
  { remoteTool, nonces, device, sealAddress }: ActionTools,
): Asked {
  const { language } = texts;
  const named = namedInConsent(opened.request, opened.installation, texts);
  const address = remoteTool.readAddress(form.address, opened.installation.settings.remoteClient);
  if (!nonces.isSealOf(form.seal, opened.request.id, consentShown(opened, named, address ?? '', language))) {
    return { kind: 'notice', notice: 'changedName' };
  }
  if (form.consent !== 'yes') return { kind: 'notice', notice: 'consentMissing' };
  const textVersion = CONSENT_TEXT_VERSION;
  return command({
    type: 'allow-access',
    actor: RECIPIENT,
    consented: true,
    textVersion,
    language,
    named,
    address,
    device,
    wishes: wishesOf(form, opened.request.intents),
    ...(address === null ? {} : sealAddress(address)),
  });
}

/** Everything a consent was given to: other words, other intents or another time, and it is asked again. */
export function consentShown(
  { request }: Pick<Opened, 'request'>,
  named: string,
  address: string,
  language: string,
): readonly string[] {
  return [named, address, language, request.intents.join(' '), String(request.schedule?.startAt ?? '')];
}

/** Never more than the agent intends; seeing the screen is what a session is. */
function wishesOf(form: JoinForm, intents: readonly Intent[]): readonly Intent[] {
  return INTENTS.filter((intent) => intents.includes(intent) && (intent === 'view' || form[intent] === 'yes'));
}

function rate({ stars, comment }: JoinForm): Asked {
  if (stars === '') return { kind: 'notice', notice: 'starsMissing' };
  const counted = { '1': 1, '2': 2, '3': 3, '4': 4, '5': 5 } as const;
  return command({ type: 'rate-session', actor: RECIPIENT, rating: { stars: counted[stars], comment } });
}

function command(asked: RecipientCommand): Asked {
  return { kind: 'command', command: asked };
}

/** What the person wanted is so already: the page shows it, and there is nothing to say. */
const DONE_ALREADY: Readonly<Record<JoinAction, readonly RefusalReason[]>> = {
  join: ['already-done'],
  'move-here': ['nothing-changed'],
  readiness: [],
  address: ['nothing-changed'],
  allow: ['already-done'],
  deny: [],
  withdraw: ['wrong-status', 'expired'],
  close: ['wrong-status', 'expired'],
  rate: [],
  report: ['wrong-status', 'expired'],
  'new-link': ['asked-recently'],
  code: [],
};

export function isDoneAlready(action: JoinAction, reason: RefusalReason): boolean {
  return DONE_ALREADY[action].includes(reason);
}
