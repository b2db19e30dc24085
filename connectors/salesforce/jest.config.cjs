'use strict';

const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

module.exports = {
  ...jestConfig,
  setupFilesAfterEnv: [...jestConfig.setupFilesAfterEnv, '<rootDir>/lwc-tests/setup.cjs'],
  moduleNameMapper: {
    // The platform finds a bundle of styles alone; the stand-in looks for scripts.
    '^c/sessionRequestStyles$': '<rootDir>/force-app/main/default/lwc/sessionRequestStyles/sessionRequestStyles.css',
    '^lightning/graphql$': '<rootDir>/lwc-tests/graphql.js',
    '^support/(.*)$': '<rootDir>/lwc-tests/$1.js',
  },
  modulePathIgnorePatterns: ['<rootDir>/src/', '<rootDir>/check/', '<rootDir>/cli/'],
  testMatch: ['<rootDir>/force-app/main/default/lwc/**/__tests__/**/*.test.js'],
  collectCoverageFrom: ['force-app/main/default/lwc/**/*.js', '!**/__tests__/**'],
  coverageThreshold: { global: { statements: 95, branches: 88, functions: 95, lines: 95 } },
};
