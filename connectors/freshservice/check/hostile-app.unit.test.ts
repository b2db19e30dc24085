import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { appFiles } from './app-files.ts';
import { IPARAMS, MANIFEST, OAUTH, REQUESTS } from './app.ts';
import { checkApp } from './check-app.ts';
import { put } from './fixtures/break-app.ts';
import { serviceApp } from './fixtures/service-app.ts';
import { tagsOf } from './html/tags.ts';
import { substitutionsIn } from './rules/substitutions.ts';

const RUNS = { seed: 20_260_617, numRuns: 60 };

/** Swaps one value somewhere inside for another of any kind. */
function swapped(json: unknown, way: readonly number[], value: unknown): unknown {
  const [turn, ...rest] = way;
  if (turn === undefined || typeof json !== 'object' || json === null) return value;
  const entries = Object.entries(json);
  const chosen = entries[turn % Math.max(entries.length, 1)];
  if (chosen === undefined) return value;
  return { ...json, [chosen[0]]: swapped(chosen[1], rest, value) };
}

describe('An app in which anything may stand', () => {
  it('is never too strange to be checked', () => {
    expect(checkApp(appFiles({})).length).toBeGreaterThan(0);
    expect(
      checkApp(appFiles({ [MANIFEST]: '[]', [REQUESTS]: '7', [IPARAMS]: '"x"', [OAUTH]: 'null' })).length,
    ).toBeGreaterThan(0);
  });

  it.each([MANIFEST, REQUESTS, IPARAMS, OAUTH])('gets findings, not a fault, for any JSON in %s', (file) => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (json) => {
        const found = checkApp(put(file, json)(serviceApp()));
        expect(found.every(({ message }) => message.length > 0)).toBe(true);
      }),
      RUNS,
    );
  });

  it.each([MANIFEST, REQUESTS, IPARAMS, OAUTH])('gets findings, not a fault, for one odd value in %s', (file) => {
    const sound: unknown = JSON.parse(new TextDecoder().decode(serviceApp().get(file)));
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }), fc.jsonValue({ maxDepth: 1 }), (way, value) => {
        expect(() => checkApp(put(file, JSON.stringify(swapped(sound, way, value)))(serviceApp()))).not.toThrow();
      }),
      RUNS,
    );
  });

  it('is read in the time that its size asks for, not in that of a trap', () => {
    const traps = [
      `<a ${'a'.repeat(50_000)}"`,
      `<a ${'a= '.repeat(20_000)}`,
      '<a '.repeat(20_000),
      `<!--${'-'.repeat(50_000)}`,
    ];
    const begunAt = performance.now();
    for (const trap of traps) tagsOf(trap);
    substitutionsIn(`<%=${' '.repeat(50_000)}`);
    substitutionsIn('<%= encode('.repeat(5_000));
    expect(performance.now() - begunAt).toBeLessThan(5_000);
  });

  it('is not read as markup where its text only looks like it', () => {
    const names = tagsOf('<!-- <script>x</script> --><p title="a > b"><script>if (a<b) go();</script><b>').map(
      ({ name }) => name,
    );
    expect(names).toEqual(['p', 'script', 'b']);
  });
});
