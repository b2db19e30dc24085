import type { Finding } from '../../../../core/ports/answer.ts';
import type { Trouble } from '../console-page.ts';
import type { FormState } from '../form-reading.ts';

/** What an answer to a form on an account's page adds to it. */
export type ConnectorShown = {
  readonly status?: number;
  readonly trouble?: Trouble;
  readonly findings?: readonly Finding[];
  /** A secret that was made just now; never shown again. */
  readonly secret?: { readonly purpose: string; readonly value: string };
  readonly settings?: FormState;
  readonly key?: FormState;
  readonly removal?: FormState;
};
