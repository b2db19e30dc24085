import type { Generator } from './generator.ts';
import { lifecycleReference } from './lifecycle/lifecycle-reference.ts';

/** Every generated file. A new one is one line here. */
export const GENERATORS: readonly Generator[] = [lifecycleReference];
