import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { event } from '../../test/builders/events.ts';
import { OPEN } from '../../test/builders/histories.ts';
import { at } from '../../test/builders/times.ts';
import { aChange, aContext } from '../../test/deliveries/a-change.ts';
import { DISPATCH_SETTINGS } from './dispatch/settings.ts';
import { loadKinds } from './load-kinds.ts';
import { planDeliveries } from './plan-deliveries.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A folder of kinds elsewhere, whose files import what a kind in `kinds/` imports. */
function folderWith(files: Readonly<Record<string, string>>): URL {
  const folder = mkdtempSync(join(tmpdir(), 'session-requests-kinds-'));
  folders.push(folder);
  const zod = createRequire(import.meta.url).resolve('zod');
  for (const [name, text] of Object.entries(files)) {
    const moved = text.replace(`'zod'`, `'${zod}'`).replace(`'../`, `'${import.meta.dirname}/`);
    writeFileSync(join(folder, name), moved);
  }
  return pathToFileURL(`${folder}/`);
}

/** The example of the README. */
const CARRIER_PIGEON = /```ts\n(.*?)```/s.exec(readFileSync(join(import.meta.dirname, 'README.md'), 'utf8'))?.[1] ?? '';

describe('a new kind of delivery', () => {
  it('is one new file: it is planned and sent without anything else being told of it', async () => {
    const kinds = await loadKinds(folderWith({ 'carrier-pigeon.ts': CARRIER_PIGEON }));
    const planner = planDeliveries(kinds.values(), aContext());
    const [planned] = planner.plan(aChange(OPEN, [event('recipient-joined', at('09:05'))]));
    expect(planned).toMatchObject({ kind: 'carrier-pigeon', channel: 'sky', payload: '{"message":"Waiting"}' });
    const pigeon = kinds.get('carrier-pigeon');
    const answer = await pigeon?.send(planned?.payload ?? '', {} as never, {} as never);
    expect(answer).toEqual({ kind: 'done', value: { remoteId: 'Waiting' } });
  });

  it.each([
    ['exports none', 'export const other = 1;'],
    ['is named otherwise', CARRIER_PIGEON.replace("name: 'carrier-pigeon'", "name: 'owl'")],
  ])('in a file that %s stops the start', async (_, text) => {
    await expect(loadKinds(folderWith({ 'carrier-pigeon.ts': text }))).rejects.toMatchObject({
      code: 'delivery-kind-unusable',
    });
  });

  it('does not come from tests or other files', async () => {
    expect((await loadKinds(folderWith({ 'owl.unit.test.ts': '', 'README.md': '', '.hidden.ts': '' }))).size).toBe(0);
  });
});

describe('the kinds there are', () => {
  it('are found by reading their folder', async () => {
    expect([...(await loadKinds()).keys()]).toEqual([
      'asset-look',
      'email',
      'living-entry',
      'notice-call',
      'notice-chat',
      'notice-mail',
      'outgoing-webhook',
      'session-close',
      'session-comment',
      'sms',
      'ticket-fields',
      'ticket-record',
      'ticket-reply',
      'time-entry',
      'timeline-entry',
    ]);
  });

  it('take no longer than a process is sure to hold the right to its channel, or they would never begin', async () => {
    const surelyHeldMs = (DISPATCH_SETTINGS.leaseMs * 2) / 3;
    const tooLong = [...(await loadKinds()).values()].filter(({ timeoutMs }) => timeoutMs >= surelyHeldMs);
    expect(tooLong.map(({ name }) => name)).toEqual([]);
  });

  it('park what they cannot read instead of sending it', async () => {
    for (const kind of (await loadKinds()).values()) {
      for (const payload of ['', 'null', '{}', '[]', '"text"', '{"ticketId":7}']) {
        expect(await kind.send(payload, {} as never, {} as never)).toMatchObject({
          kind: 'not-done',
          retry: { when: 'never' },
          because: { code: 'invalid' },
        });
      }
    }
  });
});
