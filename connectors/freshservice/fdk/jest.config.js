// The app's files are plain scripts: Jest loads them as they are, in a pretended browser, and counts what was run.
/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/tests/**/*.test.js'],
  testEnvironment: 'jsdom',
  // Only so that `exports = {…}`, the form the platform wants, can be loaded.
  transform: { 'server/server\\.js$': '<rootDir>/tests/expose-exports.js' },
  testTimeout: 10_000,
  collectCoverageFrom: ['app/scripts/**/*.js', 'server/**/*.js'],
  coverageDirectory: 'coverage/unit',
  coverageReporters: ['json', 'text-summary'],
  coverageThreshold: { global: { statements: 80, branches: 80, functions: 80, lines: 80 } },
};
