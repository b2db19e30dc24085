import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiCaller } from './api-caller.ts';
import { controlDesk, type DeskControl } from './control-client.ts';
import { type RunningDesk, startDesk } from './start-desk.ts';

const NOW = 1_795_000_000_000;
const [RECIPIENT, AGENT] = [518_274_963, 742_615_308];
const AGENT_WINDOW = { device: AGENT };

let desk: RunningDesk;
let control: DeskControl;
let api: ApiCaller;

beforeEach(async () => {
  desk = await startDesk({ now: () => NOW, agentName: 'Maria <b>Lopez</b>' });
  control = controlDesk(desk.url);
  api = new ApiCaller(desk.api, () => NOW);
});
afterEach(() => desk.close());

const open = (path: string, init: RequestInit = {}): Promise<Response> => fetch(desk.url + path, init);
const textOf = async (path: string): Promise<string> => (await open(path)).text();
const launchPath = (url: string): string => `/agent/launch?url=${encodeURIComponent(url)}`;

describe('nobody is calling', () => {
  it('shows the recipient the own ID in groups of three, under a neutral title', async () => {
    const html = await textOf('/');
    expect(html).toContain('<title>Simulated AnyDesk (demo)</title>');
    expect(html).toContain('518 274 963');
    expect(await control.address()).toBe('518274963');
  });

  it('shows hostile names as text', async () => {
    const html = await textOf('/agent');
    expect(html).toContain('Maria &#60;b&#62;Lopez');
    expect(html).not.toContain('<b>Lopez');
  });

  it.each([['accept'], ['dismiss']] as const)('refuses %s', async (press) => {
    await expect(control[press]()).rejects.toMatchObject({ code: 'nobody-is-calling' });
  });

  it('refuses to end a session', async () => {
    await expect(control.end('agent')).rejects.toMatchObject({ code: 'no-running-session' });
  });

  it('lets its pages load nothing from elsewhere', async () => {
    const policy = (await open('/')).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
  });
});

describe('a launch URL is opened on the agent’s device', () => {
  it('calls, shows so, and rings at the recipient with the caller’s name', async () => {
    const answer = await open(launchPath('anydesk:AnyDesk-ad_abc12345:518274963'));
    expect(new URL(answer.url).pathname).toBe('/agent');
    expect(await answer.text()).toContain('Calling 518 274 963');
    const view = await control.waitFor(({ incoming }) => incoming !== null);
    expect(view.incoming).toMatchObject({ callerName: 'Maria <b>Lopez</b>', callerId: '742 615 308' });
  });

  it('is one call, however often it is opened while it rings', async () => {
    await control.ring('anydesk:518274963');
    await open(launchPath('anydesk:518274963'));
    expect((await control.state()).calls).toHaveLength(1);
  });

  it('changes nothing on HEAD', async () => {
    await open(launchPath('anydesk:518274963'), { method: 'HEAD' });
    expect((await control.state()).calls).toEqual([]);
  });

  it.each([['anydesk:518274963 --with-password'], ['https://example.com/'], ['']])('refuses %j', async (url) => {
    const answer = await open(launchPath(url));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Nothing was called.');
    expect((await control.state()).calls).toEqual([]);
  });

  it('finds a device by its alias', async () => {
    const device = { cid: RECIPIENT, name: 'Anna', role: 'recipient', alias: 'anna@ad' } as const;
    await control.addDevice(device);
    expect(await control.ring('anydesk:anna@ad')).toMatchObject({ to: RECIPIENT, state: 'ringing' });
  });

  it('says when no device has the address, or it is offline', async () => {
    await control.addDevice({ cid: 111_222_333, name: 'Away', role: 'recipient', online: false });
    await control.ring('anydesk:999999999');
    expect(await textOf('/agent')).toContain('No device has the address 999999999.');
    await control.ring('anydesk:111222333');
    expect(await textOf('/agent')).toContain('111 222 333 is not online.');
  });
});

describe('it rings', () => {
  beforeEach(() => control.ring('anydesk:518274963'));

  it('and Dismiss ends it without a session, which the agent sees', async () => {
    await control.dismiss();
    const { status } = await control.waitFor(({ calling }) => !calling, AGENT_WINDOW);
    expect(status).toBe('518 274 963 dismissed the request.');
    expect((await control.state()).sessions).toEqual([]);
  });

  it('and the agent’s Cancel closes the Accept window', async () => {
    await control.cancel();
    expect((await control.waitFor(({ incoming }) => incoming === null)).status).toBe('Ready.');
    await expect(control.accept()).rejects.toMatchObject({ code: 'nobody-is-calling' });
  });

  it('and a call to another device cancels the first', async () => {
    await control.addDevice({ cid: 111_222_333, name: 'Bob', role: 'recipient' });
    await control.ring('anydesk:111222333');
    expect((await control.state()).calls.map(({ state }) => state)).toEqual(['cancelled', 'ringing']);
  });

  it('and two agents are answered one after the other', async () => {
    await control.addDevice({ cid: 742_615_309, name: 'Second agent', role: 'agent' });
    await control.ring('anydesk:518274963', 742_615_309);
    await control.dismiss();
    expect((await control.waitFor(({ incoming }) => incoming !== null)).incoming?.callerName).toBe('Second agent');
  });

  it('and Accept starts a session with the permissions chosen, on both sides', async () => {
    await control.accept({ permissions: ['clipboard', 'input'] });
    const viewed = await control.waitFor(({ session }) => session !== null);
    const viewer = await control.waitFor(({ session }) => session !== null, AGENT_WINDOW);
    expect(viewed.session).toMatchObject({
      startedAt: NOW,
      permissions: ['Control mouse and keyboard', 'Share the clipboard'],
    });
    expect(viewed.status).toBe('Maria <b>Lopez</b> (742 615 308) is connected to this device.');
    expect(viewer.status).toBe('Connected to Recipient (518 274 963).');
  });
});

describe('a session runs', () => {
  let sid: number;
  beforeEach(async () => {
    await control.ring('anydesk:518274963');
    sid = (await control.accept()).sid;
    await control.advanceClock(65_000);
    api = new ApiCaller(desk.api, () => NOW + 65_000);
  });

  it('and the API lists it as active from the agent to the recipient', async () => {
    const { json } = await api.get(`/sessions?cid=${AGENT}&direction=out`);
    expect(json).toMatchObject({
      count: 1,
      list: [{ sid: String(sid), active: true, 'start-time': NOW / 1000, duration: 65 }],
    });
    expect(json['list']).toMatchObject([{ from: { cid: AGENT }, to: { cid: RECIPIENT } }]);
  });

  it.each([
    ['agent', 'Session ended by the agent after 1:05.'],
    ['recipient', 'Session ended by the viewed device after 1:05.'],
  ] as const)('until the %s disconnects', async (by, status) => {
    await control.end(by);
    expect((await control.waitFor(({ session }) => session === null)).status).toBe(status);
    expect((await control.waitFor(({ session }) => session === null, AGENT_WINDOW)).status).toBe(status);
    expect((await api.get(`/sessions/${sid}`)).json).toMatchObject({ active: false, 'end-time': NOW / 1000 + 65 });
  });

  it('until the API closes it, which both windows show', async () => {
    await api.call('POST', `/sessions/${sid}/action`, { action: 'close' });
    const { status } = await control.waitFor(({ session }) => session === null);
    expect(status).toBe('Session ended through the API after 1:05.');
  });

  it('and a second launch to the same device does not ring again', async () => {
    await control.ring('anydesk:518274963');
    expect((await control.waitFor(() => true)).incoming).toBeNull();
  });
});

describe('a web page of another origin', () => {
  const headers = { 'content-type': 'application/json', origin: 'http://evil.example' };

  it('cannot press anything', async () => {
    const body = JSON.stringify({ url: 'anydesk:518274963' });
    expect((await open('/control/ring', { method: 'POST', headers, body })).status).toBe(403);
    expect((await control.state()).calls).toEqual([]);
  });

  it('cannot post as a plain form either', async () => {
    const plain = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"url":"anydesk:518274963"}' };
    expect((await open('/control/ring', plain)).status).toBe(400);
  });
});

describe('a control that makes no sense', () => {
  it.each([
    ['POST', '/control/nothing', '{}', 404],
    ['POST', '/control/ring', '{', 400],
    ['POST', '/control/ring', '{"url":"anydesk:518274963","colour":1}', 400],
    ['POST', '/control/ring', '{"url":"nothing"}', 409],
    ['POST', '/control/accept', '{"permissions":["everything"]}', 400],
    ['POST', '/control/faults', '{"answer":"magic"}', 400],
    ['POST', '/', '{}', 405],
  ])('%s %s %s is answered with %d %d', async (method, path, body, status) => {
    const answer = await open(path, { method, headers: { 'content-type': 'application/json' }, body });
    expect(answer.status).toBe(status);
  });

  it.each([['/?device=1'], ['/events?device=1'], ['/assets/../main.ts'], ['/assets/main.ts'], ['/x']])(
    '%s is not found',
    async (path) => {
      expect((await open(path)).status).toBe(404);
    },
  );
});
