import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkApp } from './check-app.ts';
import { BREAKAGES } from './fixtures/breaks.ts';
import { packApp } from './pack/pack-app.ts';
import { packedPaths } from './pack/packed-paths.ts';
import { readApp } from './read-app.ts';

const APP = await readApp(join(import.meta.dirname, '../fdk'));

describe('The Freshservice app', () => {
  it('is sound as far as it can be known without the FDK', () => {
    expect(checkApp(APP)).toEqual([]);
  });

  it('packs nothing but what agents, admins and Freshworks need', () => {
    const kinds = new Set(packedPaths(APP).map((path) => path.replace(/^.*\./, '.')));
    expect([...kinds].toSorted()).toEqual(['.css', '.html', '.js', '.json', '.md', '.svg']);
    expect(packedPaths(APP).filter((path) => /test|node_modules|types|coverage/.test(path))).toEqual([]);
  });

  it('stays small', () => {
    expect(packApp(APP).length).toBeLessThan(250_000);
  });

  it.each(BREAKAGES.map((breakage) => [breakage.rules[0], breakage.how, breakage] as const))(
    'broken, is caught by %s: %s',
    (_, __, { by, rules }) => {
      const found = new Set(checkApp(by(APP)).map(({ rule }) => rule));
      expect([...found].toSorted()).toEqual([...rules].toSorted());
    },
  );
});
