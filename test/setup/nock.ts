import { afterAll, afterEach, beforeEach, expect } from '@jest/globals';
import nock from 'nock';

// nock patches node's shared `net` module, and each test file loads a copy of nock of its own on top: without giving the module back
// after every file, the copies answer each other's calls and end in crashes of the whole test process.
beforeEach(() => {
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
});

afterEach(() => {
  const unused = nock.pendingMocks();
  nock.abortPendingRequests();
  nock.cleanAll();
  expect(unused).toEqual([]);
});

afterAll(() => {
  nock.restore();
});
