/** @jest-environment node */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { createContext, runInContext } = require('node:vm');

const config = join(__dirname, '../../config');
const iparams = JSON.parse(readFileSync(join(config, 'iparams.json'), 'utf8'));

/** The hint that stands under a field after the admin typed something into it. */
function hintUnder(field, typed) {
  const hints = {};
  const page = createContext({
    utils: { set: (name, { hint }) => (hints[name] = hint) },
  });
  runInContext(readFileSync(join(config, 'assets/iparams.js'), 'utf8'), page);
  const handler = iparams[field]?.events?.[0]?.change ?? 'none';
  page[handler](typed);
  return hints[field];
}

describe('The settings page of the app', () => {
  it.each(['support.example.com', 'xn--bcher-kva.example', 'A1-b.c2.example.co.uk', '', undefined])(
    'has nothing to say about the name %p',
    (name) => {
      expect(hintUnder('server_host', name)).toBe('');
    },
  );

  it.each([
    ['https://support.example.com', /Leave out https/],
    ['support.example.com/', /nothing from the first slash/],
    ['support.example.com?x=1', /nothing from the first slash/],
    ['support.example.com:8443', /Leave out the port/],
    ['203.0.113.9', /IP address/],
    ['203.0.113.9:443', /IP address/],
    ['2001:db8::1', /IP address/],
    ['[::1]', /nothing from the first slash|IP address/],
    [' support.example.com', /no spaces/],
    ['help@example.com', /not a mail address/],
    ['localhost', /own network/],
    ['support.local', /own network/],
    ['support', /full name/],
    ['-support.example.com', /not the name of a server/],
    ['<%= iparam.install_secret %>.example', /no spaces/],
  ])('says what is wrong with the name %p', (name, sentence) => {
    expect(hintUnder('server_host', name)).toMatch(sentence);
  });

  it('knows an install secret by its look', () => {
    expect(hintUnder('install_secret', `srs_${'a'.repeat(32)}`)).toBe('');
    expect(hintUnder('install_secret', 'whsec_abc')).toMatch(/begins with srs_/);
    expect(hintUnder('install_secret', '')).toBe('');
  });
});
