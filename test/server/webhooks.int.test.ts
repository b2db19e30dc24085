import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { postgresIsThere } from '../setup/postgres-database.ts';
import { type HttpAnswer, httpCall } from '../support/http-call.ts';
import { problem, toldProblem } from './api-caller.ts';
import { dumpDatabase } from './database-dump.ts';
import { type Engine, type ServerWorld, serverWorld } from './server-world.ts';

const ENGINES: readonly Engine[] = postgresIsThere() ? ['sqlite', 'postgres'] : ['sqlite'];
const REFUSED = problem(401, 'credentials-missing');
const BODY = '{"ticket_id":"1042"}';
const SECRET = 'x-session-requests-secret';

type Headers = Readonly<Record<string, string>>;

describe.each(ENGINES)('A webhook of the help desk, on %s', (engine) => {
  let world: ServerWorld;
  beforeAll(async () => {
    world = await serverWorld({ engine });
  });
  afterAll(() => world.close());

  const send = (headers: Headers, body = BODY, installationId = world.data.installationId): Promise<HttpAnswer> =>
    httpCall(`${world.url}/webhooks/freshservice/${installationId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  const plain = (secret = world.data.secrets.webhookHeader): Headers => ({ [SECRET]: secret });
  const signed = (over: { key?: string; shiftSec?: number; body?: string } = {}): Headers => {
    const { key = world.data.secrets.webhookSigning, shiftSec = 0, body = BODY } = over;
    const at = new Date(Date.now() + shiftSec * 1000);
    const signature = new Webhook(key).sign('msg_1', at, body);
    const sec = String(Math.floor(at.getTime() / 1000));
    return { 'webhook-id': 'msg_1', 'webhook-timestamp': sec, 'webhook-signature': signature };
  };
  const dump = () => dumpDatabase(world.foundation.store.database);
  const newestHint = async (): Promise<number> => {
    const query = world.foundation.store.database.read.selectFrom('ticket_hint').select('hinted_at');
    return Math.max(0, ...(await query.execute()).map((row) => row.hinted_at));
  };
  const mustChangeNothing = async (expected: ReturnType<typeof problem>, ...calls: (() => Promise<HttpAnswer>)[]) => {
    const before = await dump();
    const hinted = await newestHint();
    for (const call of calls) expect(toldProblem(await call())).toEqual(expected);
    expect(await dump()).toEqual(before);
    // Hints of before are worked off meanwhile; none has come.
    expect(await newestHint()).toBeLessThanOrEqual(hinted);
  };

  it('is accepted with the secret in a header, and with a signature', async () => {
    for (const headers of [plain(), signed()]) {
      const { status, body } = await send(headers);
      expect([status, JSON.parse(body)]).toEqual([202, { accepted: true }]);
    }
  });

  it('says in a refusal what proof is wanted', async () => {
    expect((await send({})).body).toContain(`the header \\"${SECRET}\\"`);
  });

  it('is refused without a proof, with a wrong one, an old one, an early one, and with other secrets of ours', async () => {
    const otherKey = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
    const wrong: readonly Headers[] = [
      {},
      plain(''),
      plain('srw_made-up'),
      plain(world.data.secrets.api),
      plain(world.data.secrets.webhookSigning),
      { authorization: `Bearer ${world.data.secrets.webhookHeader}` },
      signed({ key: otherKey }),
      signed({ shiftSec: -600 }),
      signed({ shiftSec: 600 }),
      signed({ body: '{"ticket_id":"1043"}' }),
    ];
    await mustChangeNothing(REFUSED, ...wrong.map((headers) => () => send(headers)));
  });

  it('for an installation that does not exist is refused like one with a wrong secret, word for word', async () => {
    const wrong = await send(plain('srw_made-up'));
    for (const id of ['nobody', '0'.repeat(26), '__proto__', "'; drop table request; --", 'x'.repeat(5000)]) {
      for (const headers of [plain(), signed(), {}]) {
        const answer = await send(headers, BODY, encodeURIComponent(id));
        expect([answer.status, answer.body]).toEqual([wrong.status, wrong.body]);
      }
    }
    await mustChangeNothing(problem(400, 'broken-request'), () => send(plain(), BODY, '%00'));
  });

  it('with a proof but not as JSON is refused with what is wrong', async () => {
    await mustChangeNothing(
      problem(400, 'invalid-json'),
      () => send(plain(), ''),
      () => send(plain(), '{"subject":"a "quote""}'),
      () => send(signed({ body: '{' }), '{'),
    );
    await mustChangeNothing(problem(413, 'too-large'), () => send(plain(), `{"ticket_id":"${'1'.repeat(200_000)}"}`));
    await mustChangeNothing(problem(415, 'wrong-content-type'), () =>
      send({ ...plain(), 'content-type': 'text/plain' }),
    );
    await mustChangeNothing(
      problem(422, 'no-ticket'),
      () => send(plain(), '{}'),
      () => send(plain(), '[]'),
      () => send(plain(), '{"ticket_id":"{{ticket.id}}"}'),
    );
  });

  it('that is huge is refused before anybody has proved anything', async () => {
    await mustChangeNothing(problem(413, 'too-large'), () => send({}, 'x'.repeat(3_000_000)));
    expect((await send({}, 'x'.repeat(3_000_000))).body).toMatch(/Send at most [1-9]\d* KB\./);
  });

  it('is accepted with the old and the new secret while they change, and with the old one no more once it is revoked', async () => {
    const { installSecrets } = world.foundation.people;
    const { installationId } = world.data;
    for (const purpose of ['webhook-header', 'webhook-signing'] as const) {
      const proof = (secret: string): Headers =>
        purpose === 'webhook-header' ? plain(secret) : signed({ key: secret });
      const old = purpose === 'webhook-header' ? world.data.secrets.webhookHeader : world.data.secrets.webhookSigning;
      const [oldOne] = (await installSecrets.valid(installationId)).filter((one) => one.purpose === purpose);
      const fresh = (await installSecrets.make(world.admin, installationId, purpose)) ?? '';
      expect([(await send(proof(old))).status, (await send(proof(fresh))).status]).toEqual([202, 202]);
      await installSecrets.revoke(world.admin, installationId, oldOne?.id ?? '');
      expect([(await send(proof(old))).status, (await send(proof(fresh))).status]).toEqual([401, 202]);
    }
  });

  it('is refused once the installation is removed', async () => {
    const row = await world.foundation.people.installations.find(world.data.installationId);
    if (row === null) throw new Error('the installation is gone already');
    await world.foundation.people.installations.remove(world.admin, row);
    await mustChangeNothing(
      REFUSED,
      () => send(plain()),
      () => send(signed()),
    );
  });
});
