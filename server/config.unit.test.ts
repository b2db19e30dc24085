import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigFault, isSecure, readConfig } from './config.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');

function problemsOf(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigFault) return error.problems;
    throw error;
  }
}

describe('The configuration', () => {
  it('of an empty environment is a server on this machine with a store in ./data', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      dataDir: resolve('data'),
      databaseUrl: null,
      secretKey: null,
      keyFile: resolve('data/secret.key'),
      trustedProxies: 0,
      logLevel: 'info',
      demo: 'auto',
      allowLoopback: false,
      settleMs: null,
    });
  });

  it('takes everything from the environment, and empty variables as absent', () => {
    const env = {
      HOST: '0.0.0.0',
      PORT: '8443',
      PUBLIC_URL: 'https://support.example.com',
      DATA_DIR: '/var/lib/requests',
      DATABASE_URL: 'postgresql://app@db/requests',
      SECRET_KEY: KEY,
      KEY_FILE: '/etc/requests.key',
      TRUSTED_PROXIES: '2',
      LOG_LEVEL: 'error',
      DEMO: 'off',
      ALLOW_LOOPBACK: '1',
      SETTLE_MS: '0',
    };
    expect(readConfig(env)).toEqual({
      host: '0.0.0.0',
      port: 8443,
      publicUrl: 'https://support.example.com',
      dataDir: '/var/lib/requests',
      databaseUrl: 'postgresql://app@db/requests',
      secretKey: KEY,
      keyFile: '/etc/requests.key',
      trustedProxies: 2,
      logLevel: 'error',
      demo: 'off',
      allowLoopback: true,
      settleMs: 0,
    });
    expect(readConfig({ ...Object.fromEntries(Object.keys(env).map((name) => [name, ''])), PATH: '/bin' })).toEqual(
      readConfig({}),
    );
  });

  it('names everything that is wrong at once, and never repeats a value', () => {
    const env = {
      PORT: 'eighty',
      PUBLIC_URL: 'http://support.example.com',
      DATABASE_URL: 'mysql://root:hunter2@db',
      SECRET_KEY: 'hunter2',
      TRUSTED_PROXIES: '-1',
      LOG_LEVEL: 'loud',
      DEMO: 'yes',
      ALLOW_LOOPBACK: 'true',
      SETTLE_MS: '1.5',
    };
    const problems = problemsOf(env);
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(Object.keys(env));
    expect(problems.join('\n')).not.toMatch(/hunter2|loud|eighty/);
    expect(() => readConfig(env)).toThrow(
      /cannot be used:\n {2}- PORT: must be a whole number from 0 to 65535\n {2}- PUBLIC_URL/,
    );
  });

  it.each([
    ['0', 0],
    ['65535', 65_535],
  ])('takes the port %s', (text, port) => expect(readConfig({ PORT: text }).port).toBe(port));

  it.each(['-1', '65536', '80.5', '0x50', '1e3', ' ', '٨٠'])('refuses the port %j', (text) => {
    expect(problemsOf({ PORT: text })).toEqual(['PORT: must be a whole number from 0 to 65535']);
  });
});

describe('The address under which people reach the server', () => {
  it.each([
    ['https://support.example.com', 'https://support.example.com'],
    ['https://support.example.com/', 'https://support.example.com'],
    ['HTTPS://Support.Example.com:443', 'https://support.example.com'],
    ['https://support.example.com:8443', 'https://support.example.com:8443'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1:3000/', 'http://127.0.0.1:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
  ])('may be %s', (text, origin) => expect(readConfig({ PUBLIC_URL: text }).publicUrl).toBe(origin));

  it.each([
    'http://support.example.com',
    'http://192.168.1.5',
    'http://localhost.example.com',
    'http://127.0.0.2',
    'ftp://support.example.com',
  ])('must be https, unlike %s', (text) => {
    expect(problemsOf({ PUBLIC_URL: text })).toEqual([
      'PUBLIC_URL: must begin with https:// (plain http works on this machine itself only)',
    ]);
  });

  it.each([
    'https://support.example.com/help',
    'https://support.example.com/?a',
    'https://support.example.com/#',
    'https://me@support.example.com',
    'javascript:alert(1)',
  ])('is scheme, host and port only, unlike %s', (text) => {
    expect(problemsOf({ PUBLIC_URL: text })).toEqual([
      'PUBLIC_URL: must be scheme, host and port only, such as https://support.example.com',
    ]);
  });

  it.each(['support.example.com', 'https://', '/', 'https://a b'])('is an address, unlike %s', (text) => {
    expect(problemsOf({ PUBLIC_URL: text })).toEqual([
      'PUBLIC_URL: must be an address such as https://support.example.com',
    ]);
  });

  it('is the port of this machine when none is given', () => {
    expect(readConfig({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
  });

  it('makes cookies secure when it is https', () => {
    expect([isSecure({ publicUrl: 'https://a.example' }), isSecure({ publicUrl: 'http://localhost' })]).toEqual([
      true,
      false,
    ]);
  });
});
