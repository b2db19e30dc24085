import { globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PROJECT_ROOT } from '../../support/project-root.ts';
import { IMAGES } from './camera.ts';
import { PICTURE_NAMES } from './picture-names.ts';

const MOST_BYTES = 150_000;
const MOST_BYTES_IN_ALL = 2_500_000;
const PICTURE = /!\[([^\]]*)\]\(([^)\s]+)\)|<img\b[^>]*>/g;

const documents = globSync(['README.md', 'docs/**/*.md', 'connectors/**/*.md'], {
  cwd: PROJECT_ROOT,
  exclude: (path) => path.includes('node_modules'),
});

/** Every picture that a document shows: where it lies, from the project's root, and what is told of it to who cannot see it. */
const shown = documents.flatMap((document) => {
  const text = readFileSync(join(PROJECT_ROOT, document), 'utf8');
  return Array.from(text.matchAll(PICTURE), ([tag, alt, path]) => {
    const isTag = path === undefined;
    const source = isTag ? attribute(tag, 'src') : path;
    const told = isTag ? attribute(tag, 'alt') : alt;
    return { document, told, picture: relative(PROJECT_ROOT, join(PROJECT_ROOT, dirname(document), source)) };
  });
});

function attribute(tag: string, name: string): string {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
}

const files = readdirSync(IMAGES).toSorted();
const scripts = globSync('*-pictures.ts', { cwd: import.meta.dirname })
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  .join('\n');

describe('The pictures of the documents', () => {
  it('are there wherever a document shows one, with words for who cannot see it', () => {
    expect(shown.length).toBeGreaterThan(0);
    const there = new Set(files.map((file) => `docs/images/${file}`));
    expect(shown.filter(({ picture, told }) => !there.has(picture) || told === '')).toEqual([]);
  });

  it('are all shown in some document', () => {
    const used = new Set(shown.map(({ picture }) => picture));
    expect(files.filter((file) => !used.has(`docs/images/${file}`))).toEqual([]);
  });

  it('are all made by the script, and it makes no others', () => {
    expect(files).toEqual(PICTURE_NAMES.map((name) => `${name}.png`).toSorted());
    expect(PICTURE_NAMES.filter((name) => !scripts.includes(`'${name}'`))).toEqual([]);
  });

  it('are small', () => {
    const sizes = files.map((file) => ({ file, bytes: statSync(IMAGES + file).size }));
    expect(sizes.filter(({ bytes }) => bytes > MOST_BYTES)).toEqual([]);
    expect(sizes.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(MOST_BYTES_IN_ALL);
  });
});
