/** @jest-environment node */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { loadServer } = require('./load-server');

const ourVersion = JSON.parse(readFileSync(join(__dirname, '../../../../../package.json'), 'utf8')).version;

const INSTALLED = {
  account_id: '1402',
  domain: 'acme.freshservice.com',
  region: 'EUC',
  timestamp: 1_700_000_000,
  iparams: { server_host: 'support.example.com', install_secret: 'srs_kept-by-the-platform', identity: 'Sign-in' },
};
const reply = (body, status = 200) => ({ status, headers: {}, response: JSON.stringify(body) });
const problem = (status, type) => reply({ type: `urn:session-requests:problem:${type}` }, status);
const OURS = { server: 'session-requests', protocol: 1, minApp: 1 };

/** What the admin reads when he installs; null when the app goes in. */
async function install(answer, args = INSTALLED, handler = 'onAppInstallHandler') {
  const server = loadServer(answer);
  const returned = server.handlers[handler]?.(args);
  await server.settled();
  expect(returned).toBeUndefined();
  expect(server.rendered).toHaveLength(1);
  const [given] = server.rendered;
  return { message: given[0]?.message ?? null, calls: server.calls };
}

const refused = async (failure) => (await install(() => Promise.reject(failure))).message;

describe('Installing the app', () => {
  it('goes through where our server takes the secret, and tells it which account this is', async () => {
    const { message, calls } = await install(async () => reply(OURS));
    expect(message).toBeNull();
    expect(calls).toEqual([
      {
        name: 'appInstalled',
        body: {
          event: 'installed',
          protocol: 1,
          version: ourVersion,
          account: { id: '1402', domain: 'acme.freshservice.com', region: 'EUC' },
        },
      },
    ]);
  });

  it('reads the address of the account where newer platforms put it', async () => {
    const { domain: _gone, ...rest } = INSTALLED;
    const args = { ...rest, currentHost: { endpoint_urls: { freshservice: 'https://acme.freshservice.com' } } };
    const { calls } = await install(async () => reply(OURS), args);
    expect(calls[0]?.body).toMatchObject({ account: { domain: 'https://acme.freshservice.com' } });
  });

  it.each([
    [
      'has no server of the name',
      { status: 502, response: 'getaddrinfo ENOTFOUND support.example.com' },
      /no server of this name/,
    ],
    [
      'does not trust the certificate',
      { status: 502, message: 'self signed certificate' },
      /certificate is not trusted/,
    ],
    ['is refused', { status: 503, response: 'connect ECONNREFUSED 203.0.113.9:443' }, /refuses the connection/],
    ['waits too long', { status: 504, response: 'ESOCKETTIMEDOUT' }, /did not answer in time/],
    ['has used up the calls of this minute', { status: 429, response: '' }, /Too many calls/],
    [
      'gets a page of somebody else',
      { status: 404, response: '<html>Not here</html>' },
      /not a Session Requests server/,
    ],
    ['gets a fault', { status: 500, response: '' }, /cannot be reached, or has a fault/],
    ['gets nothing that can be read', undefined, /cannot be reached, or has a fault/],
    ['gets the answer of an older server', problem(404, 'no-such-address'), /older than this app/],
    ['gets "wrong secret"', problem(401, 'credentials-missing'), /install secret is not one of this server/],
    ['gets "another account"', problem(409, 'other-account'), /belongs to another Freshservice account/],
    ['gets "a newer app is needed"', problem(409, 'app-too-old'), /needs a newer app/],
  ])('is refused with what to do when the platform %s', async (_what, failure, sentence) => {
    const message = await refused(failure);
    expect(message).toMatch(sentence);
    expect(message).toMatch(/^support\.example\.com: .*The app was not installed\.$/s);
    expect(message).not.toContain('srs_');
  });

  it.each([
    ['a stranger who answers 200', { hello: 'world' }, /not a Session Requests server/],
    ['a stranger who answers with a list', [1, 2], /not a Session Requests server/],
    ['a server of an older protocol', { ...OURS, protocol: 0 }, /older than this app/],
    ['a server that has given up this protocol', { ...OURS, protocol: 3, minApp: 2 }, /needs a newer app/],
  ])('is refused by %s', async (_who, body, sentence) => {
    const { message } = await install(async () => reply(body));
    expect(message).toMatch(sentence);
  });

  it.each([
    '',
    'https://support.example.com',
    'support.example.com/x',
    '203.0.113.9',
    'localhost',
    'a b.example',
    7,
    undefined,
  ])('calls nobody when %p is given as the name', async (host) => {
    const { message, calls } = await install(async () => reply(OURS), { ...INSTALLED, iparams: { server_host: host } });
    expect(message).toMatch(/is not the name of a server/);
    expect(calls).toEqual([]);
  });

  it('survives a platform whose call throws instead of failing', async () => {
    const { message } = await install(() => {
      throw new Error('template not found');
    });
    expect(message).toMatch(/cannot be reached/);
  });
});

describe('Updating the app', () => {
  it('proves server and secret again', async () => {
    const { message, calls } = await install(async () => reply(OURS), INSTALLED, 'afterAppUpdateHandler');
    expect(message).toBeNull();
    expect(calls[0]).toMatchObject({ name: 'appInstalled', body: { event: 'updated' } });
  });
});

describe('Removing the app', () => {
  it.each([
    ['the server knows', async () => reply({ accepted: true }, 202)],
    ['the server is gone', () => Promise.reject(new Error('ENOTFOUND'))],
  ])('is never held up, whether %s or not', async (_what, answer) => {
    const { message, calls } = await install(answer, INSTALLED, 'onAppUninstallHandler');
    expect(message).toBeNull();
    expect(calls.map(({ name }) => name)).toEqual(['appUninstalled']);
  });

  it('is not held up by arguments that nobody expects either', async () => {
    const { message } = await install(async () => reply({}), null, 'onAppUninstallHandler');
    expect(message).toBeNull();
  });
});
