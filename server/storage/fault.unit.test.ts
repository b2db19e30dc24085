import { describe, expect, it } from '@jest/globals';
import { codeOf, STORAGE_FAULTS, StorageFault } from './fault.ts';

describe('a storage fault', () => {
  it('has a code that no other one has', () => {
    expect(new Set(STORAGE_FAULTS).size).toBe(STORAGE_FAULTS.length);
  });

  it('keeps its cause, and tells its code also to those who only see a thrown thing', () => {
    const cause = new Error('disk');
    const fault = new StorageFault('database-broken', 'It broke.', cause);
    expect(fault.cause).toBe(cause);
    expect(codeOf(fault)).toBe('database-broken');
  });

  it.each([null, undefined, 'text', 7, {}, { code: 5 }])('is not seen in %p', (thrown) => {
    expect(codeOf(thrown)).toBeNull();
  });
});
