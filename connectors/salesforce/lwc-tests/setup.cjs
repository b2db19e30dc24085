'use strict';

const { registerSa11yMatcher } = require('@sa11y/jest');

registerSa11yMatcher();

// The engine tells of mistakes in templates on the console only: they fail the test in which they were made.
let mistakes = [];
for (const level of ['error', 'warn']) {
  const tell = console[level];
  console[level] = (...parts) => {
    mistakes.push(parts.join(' '));
    tell(...parts);
  };
}

afterEach(() => {
  document.body.replaceChildren();
  jest.useRealTimers();
  jest.clearAllMocks();
  const told = mistakes;
  mistakes = [];
  expect(told).toEqual([]);
});
