import type { Request } from 'express';
import type { PageLanguage } from '../../pages/page-language.ts';
import type { Devices } from './devices.ts';
import type { JoinAction } from './join-actions.ts';
import type { JoinForm } from './join-form.ts';
import type { JoinPages } from './join-page.ts';
import type { Opened } from './open-link.ts';
import type { PageNonces } from './page-nonce.ts';
import type { PressChecks } from './press-check.ts';

export type PostTools = {
  readonly pages: JoinPages;
  readonly nonces: PageNonces;
  readonly checks: PressChecks;
  readonly devices: Devices;
};

/** A person's press on a form of the join page, on the request as it stands. */
export type JoinPost = {
  readonly opened: Opened;
  readonly action: JoinAction;
  readonly form: JoinForm;
  /** The answer to a page that a returning device saw before anybody had joined. */
  readonly atOnce: boolean;
  readonly language: PageLanguage;
  readonly request: Request;
};
