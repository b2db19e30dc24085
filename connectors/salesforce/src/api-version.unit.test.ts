import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { API_VERSION } from './api-version.ts';

it('the server speaks the version that the app is deployed in', () => {
  const project = new URL('../sfdx-project.json', import.meta.url);
  const { sourceApiVersion } = JSON.parse(readFileSync(project, 'utf8')) as { sourceApiVersion: string };
  expect(API_VERSION).toBe(sourceApiVersion);
});
