import { describe, expect, it } from '@jest/globals';
import { retryConflicts } from './retry-conflicts.ts';

describe('a transaction that another one got in the way of', () => {
  it.each(['40001', '40P01', '23505'])('is run again after %s until it succeeds', async (code) => {
    let runs = 0;
    const answer = await retryConflicts(async () => {
      runs += 1;
      if (runs < 3) throw Object.assign(new Error('conflict'), { code });
      return 'stored';
    });
    expect(answer).toBe('stored');
    expect(runs).toBe(3);
  });

  it('is given up after five times, with the last error', async () => {
    let runs = 0;
    const conflict = Object.assign(new Error('conflict'), { code: '40001' });
    const never = retryConflicts(async () => {
      runs += 1;
      throw conflict;
    });
    await expect(never).rejects.toBe(conflict);
    expect(runs).toBe(5);
  });
});

describe('a transaction that fails otherwise', () => {
  it.each([{ code: '23503' }, { code: 'changed-meanwhile' }, {}])('is not run again (%p)', async (error) => {
    let runs = 0;
    const failing = retryConflicts(async () => {
      runs += 1;
      throw Object.assign(new Error('no'), error);
    });
    await expect(failing).rejects.toThrow('no');
    expect(runs).toBe(1);
  });
});
