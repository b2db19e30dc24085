import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The packages of the analyzers lie beside this file, apart from those of the product. */
export const HERE = import.meta.dirname;
const TAKES_MS = 10 * 60_000;

/** Whether every package is there in the version that is written down. */
export function hasPackages(): boolean {
  const { devDependencies } = readJson('package.json') as { devDependencies: Record<string, string> };
  return Object.entries(devDependencies).every(([name, version]) => installedVersion(name) === version);
}

/** Fetches the packages, as the lock file names them. Null when they are there now; otherwise what npm said. */
export function fetchPackages(): string | null {
  const { error, status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: HERE,
    encoding: 'utf8',
    timeout: TAKES_MS,
    shell: process.platform === 'win32',
  });
  if (error !== undefined) return error.message;
  return status === 0 ? null : stderr.trim().split('\n').slice(-5).join('\n');
}

function installedVersion(name: string): unknown {
  try {
    return (readJson(`node_modules/${name}/package.json`) as { version: unknown }).version;
  } catch {
    return null;
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(HERE, path), 'utf8'));
}
