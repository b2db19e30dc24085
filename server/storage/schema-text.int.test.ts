import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { schemaText } from './schema-text.ts';

describe('the description of the tables in the docs', () => {
  it('is what the migrations make', async () => {
    const committed = await readFile(new URL('../../docs/reference/schema.sql', import.meta.url), 'utf8');
    expect(committed).toBe(await schemaText());
  });
});
