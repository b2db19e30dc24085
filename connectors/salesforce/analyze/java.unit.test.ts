import { describe, expect, it } from '@jest/globals';
import { readJava } from './java.ts';

describe('the Java that the analyzers need', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', '17.0.15'],
    ['openjdk version "25" 2025-09-16', '25'],
    ['openjdk version "11.0.2" 2019-01-15', '11.0.2'],
  ])('is there: %s', (said, version) => {
    expect(readJava(said)).toEqual({ ok: true, version });
  });

  it.each([
    ['java version "1.8.0_292"', 'Java 1.8.0_292 is too old: the analyzers need 11 or newer.'],
    ['The operation couldn’t be completed. Unable to locate a Java Runtime.', 'Java does not say its version.'],
  ])('is missing: %s', (said, why) => {
    expect(readJava(said)).toEqual({ ok: false, why });
  });
});
