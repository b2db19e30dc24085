// A run of its own: its packages are fetched only when there is a Java to run them (run.ts).
/** @type {import('jest').Config} */
export default {
  testTimeout: 120_000,
  maxWorkers: 1,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/**/*.analyze.test.ts'],
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
