// Jest runs the .ts files as ES modules, with the types stripped by swc. nock patches node's shared `net` module, so tests that
// use it form a project of their own (test/setup/nock.ts restores it after every file).
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2024', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};

/** @type {import('jest').Config} */
export default {
  testTimeout: 60_000,
  coverageProvider: 'v8',
  // One more than the cores of a small machine: much of a test is waiting for browsers, databases and other processes.
  maxWorkers: 3,
  // What a test file loaded stays in its worker: one that has run a hundred files would do little but clean its memory.
  workerIdleMemoryLimit: '1GB',
  testSequencer: '<rootDir>/test/setup/units-last.js',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{core,connectors,server,test}/**/*.unit.test.ts'],
    },
    {
      ...shared,
      displayName: 'nock',
      testMatch: ['<rootDir>/connectors/*/src/**/*.nock.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/setup/nock.ts'],
    },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['<rootDir>/{connectors,server,test}/**/*.int.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/setup/once-more.ts'],
      globalSetup: '<rootDir>/test/setup/postgres-up.ts',
      globalTeardown: '<rootDir>/test/setup/postgres-down.ts',
    },
    {
      ...shared,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/e2e/**/*.e2e.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/setup/browser-patience.ts', '<rootDir>/test/setup/once-more.ts'],
    },
  ],
};
