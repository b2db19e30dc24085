import { join } from 'node:path';

/** The folder with the Salesforce project: `connectors/salesforce`. */
export const PROJECT = join(import.meta.dirname, '..');

/** The folder whose components every installation has; the other package directories are optional. */
export const MAIN = 'force-app/main/default';
