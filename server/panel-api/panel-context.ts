import type { Installation } from '../../core/ports/installation.ts';
import type { Channel } from '../../core/session-request/values.ts';
import type { AgentDirectory } from '../people/agent-directory.ts';

/** What every panel of an account knows beside the requests: its forms are made of it. */
export type PanelContext = {
  readonly queues: readonly { readonly id: string; readonly name: string }[];
  /** The ways to send a link. */
  readonly channels: readonly Channel[];
  /** IANA name; times are typed in it. */
  readonly timeZone: string;
  /** The languages that end users are offered; null for every one there is. */
  readonly languages: readonly string[] | null;
  readonly environment: Installation['environment'];
};

/** The same for panels that ask this server and for those that read what it left in the help desk. */
export async function panelContext(
  directory: Pick<AgentDirectory, 'queues'>,
  { id, environment, settings }: Installation,
): Promise<PanelContext> {
  const queues = await directory.queues(id);
  const { lifecycle, languages = null, timeZone } = settings;
  return { queues: [...queues], channels: [...lifecycle.channels], timeZone, languages, environment };
}
