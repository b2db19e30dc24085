import { crashProof } from './crash/crash-proof.ts';
import { hostileTextProof } from './hostile-text/hostile-text-proof.ts';
import { salesforceProof } from './salesforce/salesforce-proof.ts';
import { scannersProof } from './scanners/scanners-proof.ts';
import type { Proof, ProofResult } from './shared/proof.ts';
import { readProveWords } from './shared/prove-options.ts';

const PROOFS: ReadonlyMap<string, Proof> = new Map([
  ['crash', crashProof],
  ['scanners', scannersProof],
  ['hostile-text', hostileTextProof],
  ['salesforce', salesforceProof],
]);

// npm run prove -- [name …] [--scale n] [--seed n] [--store sqlite|postgres|both] [--json]
const { names, json, scale, seed, store } = readProveWords(process.argv.slice(2));
const unknown = names.find((name) => !PROOFS.has(name));
if (unknown !== undefined) {
  const known = [...PROOFS].map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`);
  console.error(`There is no proof "${unknown}". There are:\n${known.join('\n')}`);
  process.exit(2);
}
let failed = false;
for (const [name, proof] of PROOFS) {
  if (names.length > 0 && !names.includes(name)) continue;
  const tell = (line: string): void => console.error(`${name}: ${line}`);
  for (const result of await proof.run({ scale: scale ?? proof.defaultScale, seed, store, tell })) {
    failed ||= !result.ok;
    console.log(json ? JSON.stringify(result) : inWords(result));
  }
}
process.exit(failed ? 1 : 0);

function inWords({ name, checked, violations, ok, details }: ProofResult): string {
  const found = ok ? 'holds' : `FAILS: ${violations} violations`;
  return `${name} ${found} (${checked} checks)\n${JSON.stringify(details, null, 2)}`;
}
