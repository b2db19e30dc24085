import type { App } from './app.ts';
import type { Trouble } from './finding.ts';

/** One thing that is checked. It looks at the whole app and changes nothing. */
export type Rule = {
  readonly name: string;
  /** What holds when the rule finds nothing. */
  readonly promise: string;
  readonly find: (app: App) => readonly Trouble[];
};
