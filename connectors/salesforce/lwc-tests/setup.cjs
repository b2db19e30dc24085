'use strict';

const { registerSa11yMatcher } = require('@sa11y/jest');

registerSa11yMatcher();

// The engine tells of mistakes in templates on the console only.
for (const level of ['error', 'warn']) {
  const told = console[level];
  console[level] = (...parts) => {
    told(...parts);
    throw new Error(`console.${level}: ${parts.join(' ')}`);
  };
}

afterEach(() => {
  document.body.replaceChildren();
  jest.useRealTimers();
  jest.clearAllMocks();
});
