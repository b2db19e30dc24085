'use strict';

const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

module.exports = {
  ...jestConfig,
  setupFilesAfterEnv: [...jestConfig.setupFilesAfterEnv, '<rootDir>/lwc-tests/setup.cjs'],
  modulePathIgnorePatterns: ['<rootDir>/src/', '<rootDir>/check/', '<rootDir>/cli/'],
  testMatch: ['<rootDir>/force-app/main/default/lwc/**/__tests__/**/*.test.js'],
};
