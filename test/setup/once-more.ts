import { jest } from '@jest/globals';

// On a machine that is shared with others one test in some thousands meets a moment in which nothing moves. In CI such a test, of those that
// talk to browsers, databases and other processes, is tried once more; its first failure is printed, and a second one counts.
if (process.env['CI'] === 'true') jest.retryTimes(1, { logErrorsBeforeRetry: true });
