import { spawnSync } from 'node:child_process';

/** The analyzers are written for this one or a newer. */
const OLDEST = 11;

export type Java = { readonly ok: true; readonly version: string } | { readonly ok: false; readonly why: string };

/** The Java on this machine, if there is one that can run the analyzers. */
export function findJava(): Java {
  const { error, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  if (error !== undefined) return { ok: false, why: 'There is no Java on this machine.' };
  return readJava(stderr);
}

/** `openjdk version "17.0.15" 2025-04-15`, or `java version "1.8.0_292"` of the old kind. */
export function readJava(said: string): Java {
  const version = /version "([^"]+)"/.exec(said)?.[1];
  if (version === undefined) return { ok: false, why: 'Java does not say its version.' };
  const [first = 0, second = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const major = first === 1 ? second : first;
  return major >= OLDEST
    ? { ok: true, version }
    : { ok: false, why: `Java ${version} is too old: the analyzers need ${OLDEST} or newer.` };
}
