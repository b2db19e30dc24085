import { problem, type ProblemFault } from '../problem.ts';
import { OLDEST_APP_PROTOCOL } from './app-schema.ts';

/** A panel that could misread our answers gets none. */
export function demandPanel(protocol: number | undefined): void {
  if (protocol !== undefined && protocol < OLDEST_APP_PROTOCOL) throw panelTooOld();
}

const panelTooOld = (): ProblemFault =>
  problem(
    409,
    'panel-too-old',
    'This app is too old for the server',
    'Ask an admin of the help desk to install the current version of the Session Requests app.',
  );
