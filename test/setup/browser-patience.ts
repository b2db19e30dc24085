import { jest } from '@jest/globals';

/** A browser on a busy machine takes its time; what a test waits for inside the page has limits of its own. */
jest.setTimeout(90_000);
