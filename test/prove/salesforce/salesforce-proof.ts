import type { Proof } from '../shared/proof.ts';
import { faultStorm } from './fault-storm.ts';
import { hourDown } from './hour-down.ts';

/** Scale: presses of agents. */
export const salesforceProof: Proof = {
  summary:
    'a Salesforce org that fails in every way gets each entry once and each record at its newest state, after an hour down too',
  defaultScale: 300,
  run: async (options) => [await faultStorm(options), await hourDown(options)],
};
