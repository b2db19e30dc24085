import { type JoinClient, joinClient, type JoinPage } from '../../support/join-client.ts';
import type { CountedPress, Outcome } from './journal.ts';
import { type LoadWorld, ServerGone, type Step } from './load-world.ts';
import type { KnownRequest } from './pool.ts';

/** One browser a recipient. */
const browsers = new WeakMap<KnownRequest, JoinClient>();

/** A recipient opens the page and presses what comes next: join, give the address, allow or deny. */
export const recipient: Step = async (world, random) => {
  const known = world.pool.any(random);
  if (known === null || known.atThePage) return;
  known.atThePage = true;
  try {
    const client = browsers.get(known) ?? joinClient(known.joinUrl, known.clientAddress);
    browsers.set(known, client);
    const page = await answered(client.look());
    const offers = (action: string): boolean => page.actions.includes(action);
    if (offers('join')) await pressCounted(world, known, client, page, 'join', {});
    // The answer to joining was lost, and the browser's name with it.
    else if (offers('move-here')) await answered(client.press(page, 'move-here'));
    else if (offers('allow') && random() < 0.8)
      await pressCounted(world, known, client, page, 'allow', { consent: 'yes' });
    else if (offers('allow')) await pressCounted(world, known, client, page, 'deny', {});
    else if (offers('address')) await giveAddress(world, known, client, page);
  } finally {
    known.atThePage = false;
  }
};

async function pressCounted(
  { journal, findings }: LoadWorld,
  { id }: KnownRequest,
  client: JoinClient,
  page: JoinPage,
  press: CountedPress,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  let outcome: Outcome['kind'] = 'doubtful';
  try {
    const { status } = await answered(client.press(page, press, fields));
    findings.check(status >= 500 ? `pressing ${press} was answered with ${status}` : null);
    outcome = status === 303 ? 'acknowledged' : 'refused';
  } finally {
    journal.notePress(id, press, outcome);
  }
}

async function giveAddress(
  { journal, mint, findings }: LoadWorld,
  { id }: KnownRequest,
  client: JoinClient,
  page: JoinPage,
): Promise<void> {
  const address = mint.address();
  const sent = { evidence: address, what: 'address', requestId: id };
  journal.note({ ...sent, outcome: { kind: 'doubtful' } });
  const { status } = await answered(client.press(page, 'address', { address }));
  findings.check(status >= 500 ? `giving the address was answered with ${status}` : null);
  const outcome =
    status === 303 ? ({ kind: 'acknowledged', requestId: id, seq: null } as const) : ({ kind: 'refused' } as const);
  journal.note({ ...sent, outcome });
}

/** The page; throws `ServerGone` when no answer came. */
async function answered(page: Promise<JoinPage>): Promise<JoinPage> {
  try {
    return await page;
  } catch (cause) {
    throw new ServerGone('no answer came', { cause });
  }
}
