import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PanelView } from '../../server/panel-api/panel-view.ts';
import { createPostgresDatabase, postgresIsThere, type PostgresTestDatabase } from '../setup/postgres-database.ts';
import { joinClient } from '../support/join-client.ts';
import type { RunningServer } from '../support/start-server.ts';
import { carriedOut, give, givenRequest } from './given-request.ts';
import { type ServerProcessWorld, serverProcessWorld } from './server-process-world.ts';

const describePostgres = postgresIsThere() ? describe : () => undefined;

describePostgres('Two servers on one PostgreSQL', () => {
  let database: PostgresTestDatabase;
  let world: ServerProcessWorld;
  let one: RunningServer;
  let two: RunningServer;

  beforeAll(async () => {
    database = await createPostgresDatabase();
    world = await serverProcessWorld(database.url);
    [one, two] = await Promise.all([world.start(), world.start()]);
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const shows = (id: string, version: number) => (event: { readonly data: unknown }) => {
    const view = event.data as PanelView;
    return view.id === id && view.version >= version;
  };

  it('tell the readers of each what happens on the other, within two seconds', async () => {
    const stream = await world.panel(two).live('1042');
    const request = await givenRequest(world.panel(one), 'Ready');
    const event = await stream.waitFor(shows(request.id, request.version), 2000);
    expect(event.data).toMatchObject({ status: 'Ready', number: request.number });
    const back = await world.panel(one).live('1042');
    const claimed = await give(world.panel(two), request.id, { type: 'claim' });
    await back.waitFor(shows(request.id, claimed.version), 2000);
    stream.close();
    back.close();
  });

  it('give the same answer to the same command id, and never number two requests alike', async () => {
    const body = { commandId: 'the-same-press-twice', ticket: null, recipient: { name: 'May' }, channels: ['link'] };
    const answers = await Promise.all([one, two, one, two].map((server) => world.panel(server).create(body)));
    expect(new Set(answers.map((answer) => carriedOut(answer).request.id)).size).toBe(1);
    const many = await Promise.all(
      Array.from({ length: 40 }, (_, n) => givenRequest(world.panel(n % 2 ? one : two), 'Open')),
    );
    expect(new Set(many.map(({ number }) => number)).size).toBe(40);
  });

  it('open each other’s links: they share the key', async () => {
    const { joinUrl } = await givenRequest(world.panel(one), 'Open');
    const elsewhere = (joinUrl ?? '').replace(one.url, two.url);
    expect((await joinClient(elsewhere).look()).actions).toContain('join');
  });

  it('go on when the other is killed, and its readers find there what it was told last', async () => {
    const before = await givenRequest(world.panel(one), 'Waiting');
    const stream = await world.panel(one).live('1042');
    const last = await stream.waitFor(shows(before.id, before.version));
    await one.kill();
    await stream.ended;
    const after = await give(world.panel(two), before.id, { type: 'add-comment', text: 'Still here.' });
    const again = await world.panel(two).live('1042', last.id ?? '');
    await again.waitFor(shows(after.id, after.version));
    again.close();
  });
});
