import TestSequencer from '@jest/test-sequencer';

const SHORT = new Set(['unit', 'nock']);
const isShort = ({ context }) => SHORT.has(context.config.displayName?.name);

/**
 * The files that talk to browsers, databases and processes first, unit tests last. Where no durations are known yet, as in a fresh clone,
 * jest begins with the largest files; a small file that takes a minute then came last, with one worker busy and the others idle.
 */
export default class UnitsLast extends TestSequencer {
  async sort(tests) {
    // oxlint-disable-next-line unicorn/no-array-sort -- jest's own method, not an array's
    const sorted = await super.sort(tests);
    return [...sorted.filter((test) => !isShort(test)), ...sorted.filter(isShort)];
  }
}
